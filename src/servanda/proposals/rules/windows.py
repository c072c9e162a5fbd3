"""Decide before a window closes: whether to renew, to renegotiate or to let an instrument end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known, Standing
from servanda.register.models import Deadline

AHEAD = timedelta(days=18 * 30)
LAPSES, RENEWS = N_("Renew in time: {title}"), N_("Renew, renegotiate or end: {title}")
LAPSES_TEXT = N_(
    "It expires on {last} unless the sides agree otherwise. Let the ministries concerned say whether it is to be renewed, and on what terms, by {day}."
)
RENEWS_TEXT = N_(
    "It renews by itself unless notice is given by {last}; the last safe day for a note is {day}. Let the ministries concerned say before then whether it is still what both sides want."
)


def closing(known: Known) -> Iterator[Found]:
    """For each instrument the first window or expiry within eighteen months."""
    status = {s.record.subject: s for s in known.instruments}
    first: dict[str, tuple[date, date, Deadline]] = {}
    for d in known.deadlines:
        if d.what not in ("notice_of_non_renewal", "expiry") or d.last_day is None:
            continue
        day = d.safe_day or d.last_day
        if known.on <= day <= known.on + AHEAD:
            subject = d.record.subject
            if subject not in first or day < first[subject][0]:
                first[subject] = (day, d.last_day, d)
    for subject, (day, last, d) in sorted(first.items()):
        stood = status.get(subject)
        if stood is not None and stood.status in ("in_force", "provisional"):
            yield _found(known, stood, day, last, d)


def _found(known: Known, stood: Standing, day: date, last: date, d: Deadline) -> Found:
    subject = stood.record.subject
    lapses = d.what == "expiry"
    return Found(
        kind="decide_before_window",
        key=(subject, last.isoformat()),  # another term is another decision
        parties=known.parties,
        title=Said(LAPSES if lapses else RENEWS, {"title": f"title:{subject}"}),
        text=Said(LAPSES_TEXT if lapses else RENEWS_TEXT, {"last": last.isoformat(), "day": day.isoformat()}),
        grounds=(Ground(subject, tuple(c["entry"] for c in json.loads(d.why) if c.get("entry"))),),
        criteria={
            "value": Criterion(0.9, Said(N_("An instrument in force would end.")))
            if lapses
            else Criterion(0.5, Said(N_("The terms are fixed for a further period."))),
            "urgency": scoring.before(day, known.on),
            "readiness": scoring.readiness("neither"),
            "ease": scoring.ease("decision"),
        },
        evidence=[f"{d.what} {last}"],
        sectors=stood.sectors,
    )
