"""Activate or retire an instrument in force under which nothing has been recorded for years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known

YEARS = 5


def unused(known: Known) -> Iterator[Found]:
    """Instruments in force whose last act, session, report or statement lies more than five years back."""
    before = known.on - timedelta(days=YEARS * 365 + 1)
    for stood in known.instruments:
        if stood.status != "in_force":
            continue
        last = known.last_act.get(stood.record.subject) or stood.record.on
        if last is None or last > before:
            continue
        subject = stood.record.subject
        yield Found(
            kind="activate_dormant",
            key=(subject,),
            parties=known.parties,
            title=Said(N_("Use or retire: {title}"), {"title": f"title:{subject}"}),
            text=Said(
                N_("It is in force, but nothing has been recorded under it since {day}. Let the ministries concerned say what they expect of it: a programme of work with dates, or its end by consent."),
                {"day": last.isoformat()},
            ),
            grounds=(Ground(subject, known.entries_of(subject)),),
            criteria={
                "value": Criterion(0.4, Said(N_("An instrument in force that is not used."))),
                "urgency": scoring.waiting(last, known.on),
                "readiness": scoring.readiness("neither"),
                "ease": scoring.ease("meeting"),
            },
            evidence=[f"last {last}"],
            sectors=stood.sectors,
        )  # fmt: skip
