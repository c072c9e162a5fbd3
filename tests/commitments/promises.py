"""Short ways to write the acts on a commitment in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry

DAY = date(2020, 1, 1)
SUBJECT = "commitment/one"


def entry(n: int, name: str, on: date | None, **body: Any) -> Entry:
    """The n-th entry recorded, with an act by name."""
    more = {k: body.pop(k) for k in ("corrects", "withdraws", "circle", "side") if k in body}
    return Entry(
        id=f"e{n}",
        subject=SUBJECT,
        act=REGISTRY[name].model_validate(body),
        on=on,
        recorded_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n),
        side=more.pop("side", "MA"),
        circle=more.pop("circle", Circle.JOINT),
        **more,
    )


def promise(n: int = 0, on: date = DAY, **body: Any) -> Entry:
    """A commitment of Morocco and Russia."""
    return entry(n, "commitment", on, **{"texts": {"en": "Build a port"}, "parties": ["MA", "RU"]} | body)


def report(n: int, by: str, on: date, progress: str, **body: Any) -> Entry:
    """One side's report."""
    return entry(n, "commitment_report", on, by=by, progress=progress, **body)
