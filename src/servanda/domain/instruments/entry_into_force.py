"""From signature to force: signature complete, provisional application, entry into force stated or computed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from servanda.domain.clauses import Conventions, EntryIntoForce, FinalClauses
from servanda.domain.dates import WorkingCalendar, add_days, add_months, month_following
from servanda.domain.entry import Entry
from servanda.domain.instruments.record import Record
from servanda.domain.instruments.state import Cause, Point

Given = dict[str, tuple[date, str]]  # party → first day on which its act counts, entry

#: Stages by which a party expresses its approval, whatever else its procedure knows.
APPROVALS = frozenset({"approval", "ratification", "acceptance", "accession"})

NOTIFICATION_RULES = frozenset({"on_later_notification", "after_later_notification"})
EXCHANGE_RULES = frozenset({"on_exchange_of_instruments", "after_exchange_of_instruments"})
SIGNATURE_RULES = frozenset({"on_signature", "after_signature"})


def counted_day(entry: Entry, conventions: Conventions) -> date:
    """The day on which a notification counts: receipt where recorded (VCLT art. 78 (b)), else sending."""
    on = entry.on
    received = entry.act.__dict__.get("received")
    if received is not None and received > on and conventions.notice_counted == "on_receipt":
        return received
    return on  # type: ignore[return-value]


def given(record: Record, entries: list[Entry], required: tuple[str, ...], conventions: Conventions) -> Given:
    """For each required party the first day on which such an act of it counts. An act by nobody is by all."""
    first: Given = {}
    for entry in entries:
        day = counted_day(entry, conventions)
        by = record.party_of(entry)
        for party in required if by is None else (by,):
            if party in required and (party not in first or day < first[party][0]):
                first[party] = (day, entry.id)
    return first


def completed(first: Given, required: tuple[str, ...]) -> tuple[date, tuple[str, ...]] | None:
    """The day on which the last required party had acted, and the entries; None while one is missing."""
    if not required or len(first) < len(required):
        return None
    day = max(first[party][0] for party in required)
    return day, tuple(dict.fromkeys(first[party][1] for party in required))


def notifications(record: Record, purpose: str = "entry_into_force") -> list[Entry]:
    """The notifications made for that purpose."""
    return [e for e in record.of("notification") if e.act.purpose == purpose]  # type: ignore[attr-defined]


def approvals(record: Record) -> list[Entry]:
    """Acts that show a party's approval: the stage itself, its notification, or the deposit."""
    stages = [e for e in record.of("procedure") if e.act.stage.lower() in APPROVALS]  # type: ignore[attr-defined]
    return stages + notifications(record) + record.of("deposit")


def signature(
    record: Record, required: tuple[str, ...], conventions: Conventions
) -> tuple[date, tuple[str, ...]] | None:
    """The day of the last signature that was needed, and the entries."""
    signed = record.of("signature")
    if not signed:
        return None
    if len(signed) == 1 and record.party_of(signed[0]) is None:
        return signed[0].on, (signed[0].id,)  # type: ignore[return-value]
    if not required:
        return signed[0].on, (signed[0].id,)  # type: ignore[return-value]
    return completed(given(record, signed, required, conventions), required)


def shifted(
    base: date, rule: EntryIntoForce, conventions: Conventions, working: WorkingCalendar | None
) -> date | None:
    """The day of entry into force counted from the day of the act: delay first, then the month following."""
    day: date | None = base
    if rule.delay is not None:
        n, unit = rule.delay.n, rule.delay.unit
        if unit == "months":
            day = add_months(base, n, conventions.month_end)
        elif conventions.days == "working" and working is not None:
            day = working.shift(base, n)
        else:
            day = add_days(base, n)
    if day is not None and (rule.first_day_of_following_month or rule.months_following):
        day = month_following(day, rule.months_following or 1, last=not rule.first_day_of_following_month)
    return day


class Basis(NamedTuple):
    """What a rule of entry into force works on: the acts given, and what would complete it."""

    rule: str
    what: str  # name of the act awaited
    first: Given
    joint: bool  # one act of all parties together


def basis(
    record: Record, rule: EntryIntoForce | None, required: tuple[str, ...], conventions: Conventions
) -> Basis | None:
    """The acts by which consent is given under the rule; None where it has no such acts (date, other)."""
    if rule is None:
        return None
    name = rule.rule
    if name in NOTIFICATION_RULES:
        return Basis(name, "notification", given(record, notifications(record), required, conventions), False)
    if name in EXCHANGE_RULES:
        first = given(record, record.of("deposit"), required, conventions)
        joint = given(record, record.of("exchange_of_instruments"), required, conventions)
        for party, found in joint.items():
            if party not in first or found[0] < first[party][0]:
                first[party] = found
        return Basis(name, "exchange_of_instruments", first, True)
    if name == "after_approval_of_both":
        return Basis(name, "approval", given(record, approvals(record), required, conventions), False)
    return None


def computed(
    record: Record,
    clauses: FinalClauses,
    required: tuple[str, ...],
    signed: tuple[date, tuple[str, ...]] | None,
    found: Basis | None,
    working: WorkingCalendar | None = None,
) -> Point | None:
    """Entry into force as the clauses and acts give it; None while an act is missing or no rule computes it.

    signed, found   of the same required parties: `signature(…)` and `basis(…)`
    """
    rule = clauses.entry_into_force
    conventions = clauses.conventions
    if rule is None:
        return consent_of_all(record, required, conventions)
    name = rule.rule
    if name == "other":
        return None
    if name == "on_date":
        if rule.date is None:
            return None
        return Point(rule.date, Cause(name, signed[1], {"date": rule.date})) if signed else None
    if name in SIGNATURE_RULES:
        done = signed
    else:
        done = completed(found.first, required) if found else None
    if done is None:
        return None
    day = shifted(done[0], rule, conventions, working)
    return Point(day, Cause(name, done[1], {"base": done[0]})) if day else None


def consent_of_all(record: Record, required: tuple[str, ...], conventions: Conventions) -> Point | None:
    """VCLT art. 24 (2): no provision, so in force once consent of all is established by any of its means."""
    means = (record.of("exchange_of_instruments"), notifications(record), record.of("deposit"))
    ways = [
        done
        for entries in means
        if entries and (done := completed(given(record, entries, required, conventions), required))
    ]
    if not ways:
        return None
    day, ids = min(ways)
    return Point(day, Cause("consent_of_all", ids, {"base": day}))


class Stated(NamedTuple):
    """The stated entries into force: of the whole (earliest first), and of parts."""

    whole: list[Entry]
    parts: list[Entry]


def stated(record: Record, party: str | None) -> Stated:
    """What the record states; in an instrument of many, an entry stated for one party counts only for it."""
    entries = record.of("entry_into_force")
    if record.multilateral:
        entries = [e for e in entries if (by := record.party_of(e)) is None or by == party]
    return Stated(
        [e for e in entries if not e.act.part],  # type: ignore[attr-defined]
        [e for e in entries if e.act.part],  # type: ignore[attr-defined]
    )


class Span(NamedTuple):
    """[since, until) of provisional application or suspension, why it began and why it ended."""

    since: date
    until: date | None
    cause: Cause
    end_cause: Cause | None


class Begin(NamedTuple):
    """A span begins: the day, why, and its own end where it names one."""

    day: date
    cause: Cause
    until: Point | None = None


def provisional_spans(
    record: Record, clauses: FinalClauses, signed: tuple[date, tuple[str, ...]] | None
) -> list[Span]:
    """The spans of provisional application, by the clause and by acts (VCLT art. 25)."""
    clause = clauses.provisional_application
    acts = record.of("provisional_application")
    if clause is None and not acts:
        return []
    begins = [Begin(e.on, Cause("provisional_stated", (e.id,))) for e in acts]  # type: ignore[arg-type]
    ends = [
        Point(e.on, Cause("end_of_provisional", (e.id,)))  # type: ignore[arg-type]
        for e in record.of("end_of_provisional_application")
    ]
    # a party that denounces what is only applied provisionally does not intend to become bound
    ends += [
        Point(counted_day(e, clauses.conventions), Cause("end_of_provisional", (e.id,)))
        for e in record.of("denunciation")
    ]
    if clause is not None and signed is not None:
        by_clause = None
        if clause.start == "signature":
            by_clause = Begin(signed[0], Cause("provisional_from_signature", signed[1]))
        elif clause.start != "other":
            cause = Cause("provisional_from_date", signed[1], {"date": clause.start})
            by_clause = Begin(clause.start, cause)
        if by_clause is not None and not any(end.day <= by_clause.day for end in ends):
            begins.append(by_clause)
    return paired(begins, ends)


def paired(begins: list[Begin], ends: list[Point]) -> list[Span]:
    """Each beginning runs to its own end or the next common one; one within a running span can only extend it."""
    out: list[Span] = []
    for begin in sorted(begins, key=lambda b: (b.day, b.cause.entries)):
        possible = [end for end in ends if end.day >= begin.day]
        if begin.until is not None and begin.until.day >= begin.day:
            possible.append(begin.until)
        end = min(possible, key=lambda e: (e.day, e.cause.entries), default=None)
        until, end_cause = (end.day, end.cause) if end else (None, None)
        if out and (out[-1].until is None or begin.day < out[-1].until):
            last = out[-1]
            if last.until is not None and (until is None or until > last.until):
                out[-1] = Span(last.since, until, last.cause, end_cause)
            continue
        out.append(Span(begin.day, until, begin.cause, end_cause))
    return out
