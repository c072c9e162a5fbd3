"""Timelines and figures as SVG: computed positions, drawn by the template, mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

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


@dataclass(frozen=True, slots=True)
class Growth:
    """Figures of an indicator through time: for each side a line of points, the baseline and the target as levels."""

    lines: list[tuple[str, int, str, list[tuple[float, float, date, str]]]]
    baseline_y: float | None
    target_y: float | None
    first: date
    last: date
    first_x: float
    last_x: float
    width: float = WIDTH
    height: float = 160.0


def growth(indicator: Any, figures: Sequence[Any], on: date, mirrored: bool = False) -> Growth | None:
    """Lay out each side's totals by day; None without figures."""
    points = [(f.party, day, total) for f in figures for day, _v, _c, total, _e in f.points]
    if not points:
        return None
    days = [day for _p, day, _t in points]
    first, last = min(days), max(*days, indicator.target_on or max(days))
    span = max((last - first).days, 1)
    levels = [t for *_x, t in points] + [v for v in (indicator.baseline, indicator.target) if v is not None]
    low, high = float(min(*levels, 0)), float(max(*levels, 1))
    height, edge = 160.0, 16.0

    def x(day: date) -> float:
        share = (day - first).days / span
        return round(edge + (1 - share if mirrored else share) * (WIDTH - 2 * edge), 1)

    def y(value: Any) -> float:
        return round(height - edge - (float(value) - low) / (high - low) * (height - 2 * edge), 1)

    lines = []
    for n, party in enumerate(dict.fromkeys(p for p, *_ in points)):
        mine = sorted((day, total) for p, day, total in points if p == party)
        dots = [(x(day), y(total), day, str(total)) for day, total in mine]
        lines.append((party, n, " ".join(f"{a},{b}" for a, b, *_ in dots), dots))
    return Growth(
        lines,
        None if indicator.baseline is None else y(indicator.baseline),
        None if indicator.target is None else y(indicator.target),
        first,
        last,
        x(first),
        x(last),
    )
