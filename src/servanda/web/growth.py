"""The figures of an indicator as SVG: computed positions, drawn by the template, mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WIDTH = 960.0


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
