"""Duties: what entry into force waits for, and what is owed once in force (registration, publication)."""

from __future__ import annotations

from datetime import date

from servanda.domain.clauses import FinalClauses
from servanda.domain.instruments.entry_into_force import (
    Basis,
    Given,
    given,
    notifications,
)
from servanda.domain.instruments.record import Record
from servanda.domain.instruments.state import AmendmentInForce, Cause, Ending, Owed, Point

#: Kinds of instrument that are not registered unless recorded as binding.
NOT_REGISTERED = frozenset({"joint_statement", "action_plan", "contract"})


def needs_before_force(
    record: Record,
    clauses: FinalClauses,
    required: tuple[str, ...],
    first: date,
    signed: Point | None,
    lapsed: date | None,
    found: Basis | None,
) -> tuple[list[Owed], list[Owed]]:
    """What entry into force waits for, and beside it the notifications that only match another's.

    first    first day on record
    lapsed   day from which it no longer matters: in force as stated, or ended
    found    what the rule of entry into force works on, of the same required parties
    """
    needs = _signatures(record, clauses, required, first, signed, lapsed)
    rule = clauses.entry_into_force
    conventions = clauses.conventions
    if found is not None:
        since = _since(signed, found.first)
        if since is None:
            return needs, []
        cause = Cause("owed_by_rule", signed.cause.entries if signed else _ids(found.first))
        if found.joint and not found.first:
            needs.append(Owed(found.what, None, since, None, lapsed, cause))
        elif found.joint and record.of("exchange_of_instruments"):
            done = record.of("exchange_of_instruments")[0].on
            needs.append(Owed(found.what, None, since, done, lapsed, cause))
        else:
            what = "deposit" if found.joint else found.what
            needs.extend(_per_party(found.first, required, what, since, lapsed, cause))
        return needs, []
    told = notifications(record)
    if not told:
        return needs, []
    first_given = given(record, told, required, conventions)
    since = min((day for day, _ in first_given.values()), default=None)
    if since is None or len(first_given) == len(required):
        return needs, []
    cause = Cause("matching_notification", _ids(first_given))
    if rule is None:
        needs.extend(_per_party(first_given, required, "notification", since, lapsed, cause))
        return needs, []
    # the clause waits for no notification, but one side has given it: kept apart from what holds up force
    return needs, [
        Owed("notification", party or None, since, None, None, cause)
        for party in required
        if party not in first_given
    ]


def _signatures(
    record: Record,
    clauses: FinalClauses,
    required: tuple[str, ...],
    first: date,
    signed: Point | None,
    lapsed: date | None,
) -> list[Owed]:
    if signed is not None and signed.day <= first:
        return []
    entries = record.of("signature")
    cause = Cause("owed_by_rule", tuple(e.id for e in entries))
    apart = given(record, entries, required, clauses.conventions) if entries else {}
    if not apart or (len({entry for _, entry in apart.values()}) == 1 and len(apart) == len(required)):
        done = signed.day if signed else None
        return [Owed("signature", None, first, done, lapsed, cause)]
    return _per_party(apart, required, "signature", first, lapsed, cause)


def _since(signed: Point | None, first: Given) -> date | None:
    days = [day for day, _ in first.values()]
    if signed is not None:
        days.append(signed.day)
    return min(days, default=None)


def _ids(first: Given) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for _, entry in first.values()))


def _per_party(
    first: Given,
    required: tuple[str, ...],
    what: str,
    since: date,
    lapsed: date | None,
    cause: Cause,
) -> list[Owed]:
    return [
        Owed(what, party or None, since, first[party][0] if party in first else None, lapsed, cause)
        for party in required
    ]


#: Article 102 concerns what was entered into after the Charter came into force.
CHARTER_IN_FORCE = date(1945, 10, 24)


def duties_in_force(
    record: Record,
    entry: Point,
    ending: Ending | None,
    amendments: list[AmendmentInForce],
    renewals: list[Point],
    registered: bool,
) -> list[Owed]:
    """Registration of the instrument and of each later action, and publication by each party.

    registered   whether the instrument is of a kind that is registered
    """
    owed: list[Owed] = []
    undated = {e.act.name for e in record.undated}
    if registered and entry.day >= CHARTER_IN_FORCE:
        done = record.of("registration")
        first = done[0].on if done else None
        if first is None and "registration" in undated:
            first = entry.day  # registered, on a day that the record does not give
        if first is not None and first < entry.day:
            first = entry.day
        owed.append(
            Owed(
                "registration", None, entry.day, first, None, Cause("registration_owed", entry.cause.entries)
            )
        )
        for action in _later_actions(record, entry, ending, amendments, renewals):
            after = next((e.on for e in done if e.on >= action.day), None)  # type: ignore[operator]
            owed.append(Owed("registration", None, action.day, after, None, action.cause))
    published = record.of("publication")
    if ending is None or ending.day > entry.day:
        everywhere = next((e.on for e in published if record.party_of(e) is None), None)
        if everywhere is None and "publication" in undated:
            everywhere = entry.day
        for party in record.parties:
            own = next((e.on for e in published if record.party_of(e) == party), None)
            days = [d for d in (own, everywhere) if d is not None]
            lapsed = ending.day if ending else None
            cause = Cause("publication_owed", entry.cause.entries)
            owed.append(Owed("publication", party, entry.day, min(days, default=None), lapsed, cause))
    return owed


def _later_actions(
    record: Record,
    entry: Point,
    ending: Ending | None,
    amendments: list[AmendmentInForce],
    renewals: list[Point],
) -> list[Point]:
    actions = [(a.in_force, a.entry) for a in amendments if a.in_force is not None]
    actions += [(r.day, r.cause.entries[0]) for r in renewals]
    for kind in ("territorial_application", "succession"):
        actions += [(e.on, e.id) for e in record.of(kind) if e.on is not None]
    if ending is not None and ending.how != "expired":
        actions.append((ending.day, ending.cause.entries[0]))
    return [
        Point(day, Cause("action_registration_owed", (id_,)))
        for day, id_ in sorted(a for a in actions if a[0] > entry.day)
    ]
