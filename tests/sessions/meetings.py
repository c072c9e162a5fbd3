"""Short ways to write the acts of mechanisms and sessions in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry

BODY = "mechanism/commission"
FOUNDED = date(2000, 3, 15)


def entry(n: int, subject: str, name: str, on: date | None, **body: Any) -> Entry:
    """The n-th entry recorded, with an act by name."""
    more = {k: body.pop(k) for k in ("corrects", "withdraws", "circle", "side", "reason_why") if k in body}
    return Entry(
        id=f"e{n:04}",
        subject=subject,
        act=REGISTRY[name].model_validate(body),
        on=on,
        recorded_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n),
        side=more.pop("side", "MA"),
        circle=more.pop("circle", Circle.JOINT),
        **more,
    )


def body(n: int = 0, on: date | None = FOUNDED, **facts: Any) -> Entry:
    """A joint commission of Morocco and Russia that meets every two years, in turn."""
    given = {"names": {"en": "Commission"}, "parties": ["MA", "RU"], "every_months": 24, "alternating": True}
    return entry(n, BODY, "mechanism", on, **given | facts)


def held(n: int, ordinal: int | None, begins: date, **facts: Any) -> tuple[str, list[Entry]]:
    """(subject, entries) of a session held."""
    subject = f"session/{ordinal or n}"
    given = {"mechanism": BODY, "begins": begins} | ({"ordinal": ordinal} if ordinal else {})
    return subject, [entry(n, subject, "session", begins, **given | facts)]


def planned(n: int, ordinal: int | None, begins: date | None, **facts: Any) -> tuple[str, list[Entry]]:
    """(subject, entries) of a session planned."""
    subject = f"session/{ordinal or n}"
    given: dict[str, Any] = {"mechanism": BODY} | ({"ordinal": ordinal} if ordinal else {})
    given |= {"begins": begins} if begins else {}
    return subject, [entry(n, subject, "session_planned", None, **given | facts)]
