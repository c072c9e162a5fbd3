"""Activate or retire an instrument in force under which nothing has been recorded for years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servanda.domain.wording import N_
from servanda.proposals import scoring
from servanda.proposals.found import Criterion, Found, Ground, Said
from servanda.proposals.known import Known, Standing

YEARS = 5
MANY = 10  #: more than so many are one proposal: a committee reviews a list, it does not answer forty notes
NAMED = 60


def unused(known: Known) -> Iterator[Found]:
    """Instruments in force whose last act, session, report or statement lies more than five years back; together where they are many."""
    before = known.on - timedelta(days=YEARS * 365 + 1)
    asleep = []
    for stood in known.instruments:
        last = known.last_act.get(stood.record.subject) or stood.record.on
        if stood.status == "in_force" and last is not None and last <= before:
            asleep.append((last, stood))
    if len(asleep) > MANY:
        yield _together(known, sorted(asleep, key=lambda x: (x[0], x[1].record.subject)))
    else:
        for last, stood in asleep:
            yield _one(known, last, stood)


def _one(known: Known, last: date, stood: Standing) -> Found:
    subject = stood.record.subject
    return Found(
        kind="activate_dormant",
        key=(subject,),
        parties=known.parties,
        title=Said(N_("Use or retire: {title}"), {"title": f"title:{subject}"}),
        text=Said(
            N_("It is in force, but nothing has been recorded under it since {day}. Let the ministries concerned say what they expect of it: a programme of work with dates, or its end by consent."),
            {"day": last.isoformat()},
        ),
        grounds=(Ground(subject, known.entries_of(subject)),),
        criteria=_criteria(known, last),
        evidence=[f"last {last}"],
        sectors=stood.sectors,
    )  # fmt: skip


def _together(known: Known, asleep: list[tuple[date, Standing]]) -> Found:
    return Found(
        kind="activate_dormant",
        key=known.parties,
        parties=known.parties,
        title=Said(N_("Review together the instruments in force that are not used ({n})"), {"n": len(asleep)}),
        text=Said(
            N_("Under {n} instruments in force nothing has been recorded for {years} years; under the one that has lain longest, since {day}. Let the two sides go through the list together: which are used without record, which get a programme of work, which end by consent."),
            {"n": len(asleep), "years": YEARS, "day": asleep[0][0].isoformat()},
        ),
        grounds=tuple(
            Ground(s.record.subject, known.entries_of(s.record.subject, "signature", "description"))
            for _last, s in asleep[:NAMED]
        ),
        criteria=_criteria(known, asleep[0][0]),
        evidence=[f"{s.record.subject} {last}" for last, s in asleep],
    )  # fmt: skip


def _criteria(known: Known, last: date) -> dict[str, Criterion]:
    return {
        "value": Criterion(0.4, Said(N_("An instrument in force that is not used."))),
        "urgency": scoring.waiting(last, known.on),
        "readiness": scoring.readiness("neither"),
        "ease": scoring.ease("meeting"),
    }
