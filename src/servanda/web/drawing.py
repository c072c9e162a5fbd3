"""Timelines as SVG, of one instrument or of many on one scale: computed positions, drawn by the template,
mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

WIDTH = 960.0
MARGIN = 16.0  # half the number of a year
LEAD = timedelta(days=400)  # how far past the last change, or the day asked for, the drawing goes


class Span(Protocol):
    """What is drawn of an interval."""

    since: date
    until: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval as a bar; `x` and `width` in units of the drawing, `n` its number for the link to its why."""

    n: int
    x: float
    width: float
    status: str
    since: date
    until: date | None
    foreseen: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars, the ticks of years, and where the day asked for stands."""

    bars: list[Bar]
    ticks: list[tuple[float, int]]
    on_x: float
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands between the first and the last day drawn."""

    first: date
    last: date
    mirrored: bool

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0), 1)
        return round((1 - share if self.mirrored else share) * WIDTH, 1)

    def bars(self, intervals: Sequence[Span], on: date) -> list[Bar]:
        """The intervals that begin before the last day."""
        bars = []
        for n, i in enumerate(intervals):
            if i.since >= self.last:
                break
            a, b = self.x(i.since), self.x(min(i.until or self.last, self.last))
            bars.append(Bar(n, min(a, b), max(abs(b - a), 1.0), i.status, i.since, i.until, i.since > on))
        return bars

    def ticks(self) -> list[tuple[float, int]]:
        """At most a dozen years, each where it begins, as far as its number has room."""
        first, last = self.first.year, self.last.year
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= 12)
        places = [(self.x(date(y, 1, 1)), y) for y in range(first + 1, last + 1) if y % step == 0]
        return [(x, y) for x, y in places if MARGIN <= x <= WIDTH - MARGIN]


def timeline(intervals: Sequence[Span], on: date, mirrored: bool = False) -> Drawing | None:
    """Lay intervals out between the first day and somewhat past the last change; None without intervals."""
    if not intervals:
        return None
    # Renewals foreseen for a century would squeeze the past: two renewals ahead are enough to see.
    ahead = [i.since for i in intervals if i.since > on][:2]
    last = max([on, *(i.since for i in intervals if i.since <= on), *ahead]) + LEAD
    scale = Scale(min(intervals[0].since, on), last, mirrored)
    return Drawing(scale.bars(intervals, on), scale.ticks(), scale.x(on))


def together(lives: Sequence[Sequence[Span]], on: date, mirrored: bool = False) -> list[Drawing]:
    """The timelines of several instruments on one scale, up to somewhat past the day asked for."""
    begins = [life[0].since for life in lives if life]
    scale = Scale(min([on, *begins]), on + 3 * LEAD, mirrored)
    ticks, on_x = scale.ticks(), scale.x(on)
    return [Drawing(scale.bars(life, on), ticks, on_x) for life in lives]
