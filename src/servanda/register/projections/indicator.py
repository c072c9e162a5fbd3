"""Projection of a series: what it measures by its last definition, each period's last figure with the entry it came with."""

from __future__ import annotations

from datetime import date
from typing import Any

from servanda.domain.entry import Entry, standing
from servanda.register.projections.view import View


def indicator(subject: str, entries: list[Entry]) -> View | None:
    """The series as a row; its points stand in the state, in the order of their periods."""
    alive = sorted(standing(entries), key=lambda e: (e.on or date.min, e.recorded_at, e.id))
    defined = [e for e in alive if e.act.name == "indicator_series"]
    if not defined:
        return None
    act: Any = defined[-1].act
    points: dict[str, list[str]] = {}
    for entry in alive:
        if entry.act.name == "observations":
            for one in entry.act.values:  # type: ignore[attr-defined]
                points[one.period] = [one.period, format(one.value, "f"), entry.id]
    ordered = [points[period] for period in sorted(points)]
    return View(
        titles=dict(act.names),
        title=next(iter(act.names.values()), ""),
        type=act.about,
        parties=act.parties,
        sectors=act.sectors,
        state={
            "unit": act.unit,
            "source": act.source,
            "origin": act.origin,
            "destination": act.destination,
            "reported_by": act.reported_by,
            "product": act.product,
            "points": ordered,
        },
        text=f"{act.product} {act.source}".strip(),
    )
