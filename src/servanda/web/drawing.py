"""The timeline of an instrument as SVG: computed positions, drawn by the template, mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

WIDTH = 960.0
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


def timeline(intervals: Sequence[Span], on: date, mirrored: bool = False) -> Drawing | None:
    """Lay intervals out between the first day and somewhat past the last change; None without intervals."""
    if not intervals:
        return None
    first = min(intervals[0].since, on)
    # Renewals foreseen for a century would squeeze the past: two renewals ahead are enough to see.
    ahead = [i.since for i in intervals if i.since > on][:2]
    last = max([on, *(i.since for i in intervals if i.since <= on), *ahead]) + LEAD
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        share = min(max((day - first).days / days, 0), 1)
        return round((1 - share if mirrored else share) * WIDTH, 1)

    bars = []
    for n, i in enumerate(intervals):
        if i.since >= last:
            break
        ends = min(i.until or last, last)
        a, b = x(i.since), x(ends)
        bars.append(Bar(n, min(a, b), max(abs(b - a), 1.0), i.status, i.since, i.until, i.since > on))
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last.year - first.year) / s <= 12)
    ticks = [(x(date(y, 1, 1)), y) for y in range(first.year + 1, last.year + 1) if y % step == 0]
    return Drawing(bars, ticks, x(on))
