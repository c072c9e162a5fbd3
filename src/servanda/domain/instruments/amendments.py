"""Amendments: each has its own entry into force, and may replace clauses from that day on (VCLT arts. 39, 40)."""

from __future__ import annotations

from datetime import date

from servanda.domain.clauses import FinalClauses
from servanda.domain.dates import WorkingCalendar
from servanda.domain.entry import Entry
from servanda.domain.instruments.entry_into_force import (
    NOTIFICATION_RULES,
    SIGNATURE_RULES,
    completed,
    given,
    notifications,
    shifted,
)
from servanda.domain.instruments.record import Record
from servanda.domain.instruments.state import AmendmentInForce


def amendments(record: Record, working: WorkingCalendar | None = None) -> list[AmendmentInForce]:
    """The amendments in the order of their days, then marks; several on one date are each their own."""
    entries = record.of("amendment")
    found = [
        AmendmentInForce(
            e.id,
            e.on,  # type: ignore[arg-type]
            _in_force(record, e, working),
            e.act.title or e.act.mark,  # type: ignore[attr-defined]
        )
        for e in entries
    ]
    found.sort(key=lambda a: (a.in_force or date.max, a.agreed, a.title, a.entry))
    return found


def _in_force(record: Record, entry: Entry, working: WorkingCalendar | None) -> date | None:
    """As stated; by its rule; where neither is recorded, on the day of the amendment."""
    act = entry.act
    if act.in_force_on is not None:  # type: ignore[attr-defined]
        return act.in_force_on  # type: ignore[attr-defined,no-any-return]
    rule = act.entry  # type: ignore[attr-defined]
    if rule is None:
        return entry.on
    conventions = record.clauses.conventions
    if rule.rule == "on_date":
        return rule.date  # type: ignore[no-any-return]
    if rule.rule in SIGNATURE_RULES:
        return shifted(entry.on, rule, conventions, working)  # type: ignore[arg-type]
    if rule.rule in NOTIFICATION_RULES or rule.rule == "after_approval_of_both":
        concerning = [
            e
            for e in notifications(record, "amendment")
            if e.act.concerning == act.mark or not e.act.concerning  # type: ignore[attr-defined]
        ]
        done = completed(given(record, concerning, record.required, conventions), record.required)
        return shifted(done[0], rule, conventions, working) if done else None
    return None


def clause_versions(
    record: Record, found: list[AmendmentInForce], clauses: FinalClauses
) -> list[tuple[date, FinalClauses]]:
    """The clauses as amended: (from when, clauses), the original first with the earliest day."""
    versions = [(date.min, clauses)]
    if not found:
        return versions
    acts = {e.id: e.act for e in record.of("amendment")}
    for amendment in found:
        changes = acts[amendment.entry].clauses  # type: ignore[attr-defined]
        if changes is not None and amendment.in_force is not None:
            versions.append((amendment.in_force, versions[-1][1].replaced(changes)))
    return versions
