"""How an instrument ends: by its course (term, notices) and by acts of the parties or of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from servanda.domain.clauses import FinalClauses
from servanda.domain.instruments.course import Course, ExpressRenewal, Notice, run
from servanda.domain.instruments.entry_into_force import completed, given
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.record import Record
from servanda.domain.instruments.state import Cause, Ending, Point

#: Acts that end an instrument by themselves, whatever its course.
STATING_END = frozenset({"termination_by_consent", "supersession", "expiry"})
#: On one day, an act of the parties tells more than a term that runs out.
_PRECEDENCE = {"by_consent": 0, "superseded": 1, "denounced": 2, "expired": 3}


def followed(
    entry: Point,
    versions: list[tuple[date, FinalClauses]],
    notices: Sequence[Notice],
    renewals: Sequence[ExpressRenewal],
    horizon: date,
) -> Course:
    """The course under the clauses as amended: what happened before an amendment's day stays as it was."""
    course = run(entry, versions[0][1], notices, renewals, horizon)
    for since, clauses in versions[1:]:
        if course.ending is not None and course.ending.day <= since:
            break
        later = run(entry, clauses, notices, renewals, horizon)
        if later.ending is not None and later.ending.day < since:
            later.ending = later.ending._replace(day=since)
        later.renewals = [r for r in course.renewals if r.day < since] + [
            r for r in later.renewals if r.day >= since
        ]
        later.earlier = (course, since)
        later.findings = list({(f.code, f.entries): f for f in course.findings + later.findings}.values())
        course = later
    return course


def course_of(
    record: Record,
    entry: Point,
    versions: list[tuple[date, FinalClauses]],
    notices: Sequence[Notice],
    renewals: Sequence[ExpressRenewal],
    horizon: date,
    party: str | None,
) -> Course:
    """The course for a party, or of the instrument.

    In an instrument of many, a notice ends it for the party that gave it; the instrument itself ends only
    when fewer than two parties are left (VCLT art. 55).
    """
    if not record.multilateral:
        return followed(entry, versions, notices, renewals, horizon)
    if party is not None:
        own = [n for n in notices if n.by in (party, None)]
        return followed(entry, versions, own, renewals, horizon)
    common = [n for n in notices if n.by is None]
    course = followed(entry, versions, common, renewals, horizon)
    leaving: list[Ending] = []
    for by in sorted({n.by for n in notices if n.by}):
        own_course = followed(entry, versions, [n for n in notices if n.by in (by, None)], renewals, horizon)
        course.findings.extend(f for f in own_course.findings if f not in course.findings)
        if (own_course.ending is not None and own_course.ending.how == "denounced") or (
            own_course.ending is not None and own_course.ending.cause.rule == "not_renewed"
        ):
            leaving.append(own_course.ending)
    leaving.sort(key=lambda e: (e.day, e.cause.entries))
    spare = len(record.required) - 1
    if len(leaving) >= spare:
        last = leaving[spare - 1]
        if course.ending is None or last.day < course.ending.day:
            entries = tuple(dict.fromkeys(i for e in leaving[:spare] for i in e.cause.entries))
            course.ending = Ending(last.day, last.how, Cause("fewer_than_two_parties", entries))
    return course


def ending_of(record: Record, course: Course | None) -> tuple[Ending | None, list[Finding]]:
    """The end that comes first, and where the record's own word disagrees with the course."""
    by_course = course.ending if course is not None else None
    if STATING_END.isdisjoint(record.acts):
        return by_course, []
    candidates: list[Ending] = []
    findings: list[Finding] = []
    candidates += _consents(record)
    for e in record.of("supersession"):
        day = e.act.by_instrument_in_force_on or e.on  # type: ignore[attr-defined]
        candidates.append(Ending(day, "superseded", Cause("superseded", (e.id,))))  # type: ignore[arg-type]
    if by_course is not None and by_course.how != "expired":
        candidates.append(by_course)
    expiries = record.of("expiry")
    if expiries:
        e = expiries[0]
        stated = Ending(e.on, "expired", Cause("expiry_stated", (e.id,)))  # type: ignore[arg-type]
        others = [c.day for c in candidates]
        if by_course is not None and by_course.how == "expired":
            others.append(by_course.day)
        elif course is not None and not candidates:
            others.extend(_possible_ends(course))
        near = [d for d in others if abs(d - stated.day) <= timedelta(days=1)]
        if others and not near:
            data = {"stated": stated.day, "computed": min(others, key=lambda d: abs(d - stated.day))}
            findings.append(Finding("dates_disagree", (e.id,), data))
        if by_course is not None and near and by_course.how == "expired":
            # a register names the last day or the first day after; the schema's own count is kept
            cause = by_course.cause
            stated = by_course._replace(cause=Cause(cause.rule, (*cause.entries, e.id), cause.data))
        candidates.append(stated)
    elif by_course is not None and by_course.how == "expired":
        candidates.append(by_course)
    if not candidates:
        return None, findings
    return min(candidates, key=lambda c: (c.day, _PRECEDENCE[c.how], c.cause.entries)), findings


def _consents(record: Record) -> list[Ending]:
    """Terminations by consent: recorded as an act of all, or party by party once the last has consented."""
    entries = record.of("termination_by_consent")
    joint = [e for e in entries if record.party_of(e) is None]
    ends = [Ending(e.act.effective or e.on, "by_consent", Cause("by_consent", (e.id,))) for e in joint]  # type: ignore[attr-defined,arg-type]
    apart = [e for e in entries if record.party_of(e) is not None]
    if apart:
        done = completed(given(record, apart, record.required, record.clauses.conventions), record.required)
        if done is not None:
            stated = [e.act.effective for e in apart if e.id in done[1] and e.act.effective]  # type: ignore[attr-defined]
            ends.append(Ending(max([done[0], *stated]), "by_consent", Cause("by_consent", done[1])))
    return ends


def _possible_ends(course: Course) -> list[date]:
    """The ends of periods at which a tacit renewal could have been prevented."""
    ends = [r.day for r in course.renewals]
    return [*ends, course.next_end] if course.next_end else ends
