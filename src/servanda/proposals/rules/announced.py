"""Take up what was announced or under negotiation for long and never signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known

PATIENCE = timedelta(days=365)


def never_signed(known: Known) -> Iterator[Found]:
    """Instruments that stand under negotiation more than a year after they were announced."""
    for stood in known.instruments:
        since = stood.since or stood.record.on
        if stood.status != "negotiated" or since is None or since + PATIENCE > known.on:
            continue
        subject = stood.record.subject
        yield Found(
            kind="sign_announced",
            key=(subject,),
            parties=known.parties,
            title=Said(N_("Sign what was announced: {title}"), {"title": f"title:{subject}"}),
            text=Said(
                N_("It was announced or under negotiation on {day}; no signature has been recorded since. Let the sides say what is still open, and set a date."),
                {"day": since.isoformat()},
            ),
            grounds=(Ground(subject, known.entries_of(subject)),),
            criteria={
                "value": Criterion(0.6, Said(N_("Announced in public and not done."))),
                "urgency": scoring.waiting(since, known.on),
                "readiness": scoring.readiness("both"),
                "ease": scoring.ease("negotiation"),
            },
            evidence=[f"since {since}", *known.entries_of(subject)],
            sectors=stood.sectors,
        )  # fmt: skip
