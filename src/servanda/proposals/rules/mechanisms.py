"""Convene a mechanism whose session is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known

DUE = ("session_due", "review_due")


def overdue(known: Known) -> Iterator[Found]:
    """One proposal for each mechanism whose session, or review between sessions, was due before the day."""
    seen: set[str] = set()
    for d in sorted(known.deadlines, key=lambda d: (str(d.last_day), d.what)):
        subject = d.record.subject
        if d.what not in DUE or d.last_day is None or d.last_day >= known.on or subject in seen:
            continue
        seen.add(subject)
        host = d.owed_by
        yield Found(
            kind="convene_mechanism",
            key=(subject,),
            parties=known.parties,
            title=Said(N_("Convene: {title}"), {"title": f"title:{subject}"}),
            text=Said(
                N_("Its session was due on {day}; it is for {host} to invite. Let the two sides agree on dates and on an agenda.")
                if host
                else N_("Its session was due on {day}. Let the two sides agree on dates, a place and an agenda."),
                {"day": d.last_day.isoformat(), "host": [host] if host else []},
            ),
            grounds=(Ground(subject, known.entries_of(subject)),),
            criteria={
                "value": Criterion(0.8, Said(N_("Everything that is followed up there stands still."))),
                "urgency": scoring.waiting(d.last_day, known.on),
                "readiness": scoring.readiness("neither"),
                "ease": scoring.ease("meeting"),
            },
            evidence=[f"{d.what} {d.last_day}"],
            mechanism=subject,
        )  # fmt: skip
