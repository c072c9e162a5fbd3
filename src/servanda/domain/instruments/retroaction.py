"""Acts that work back. An act dated D changes no status before D, but for those listed here.

VCLT art. 24 (1) and art. 28 leave retroaction to the parties: a text that fixes a date before its signature, a
renewal agreed after the term with effect from its end. The rest is the record's own word about an earlier
day: a register that states another entry into force or expiry than the clauses and acts give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.domain.instruments.fold import InstrumentState


def acts_that_work_back(state: InstrumentState) -> tuple[tuple[str, str], ...]:
    """(entry, code of the rule by which it works back), each once, in a fixed order."""
    found: set[tuple[str, str]] = set()
    record, signed = state.record, state.signed
    days = {e.id: e.on for same in record.acts.values() for e in same}

    def note(entries: tuple[str, ...], rule: str) -> None:
        found.update((entry, rule) for entry in entries)

    rule = state.clauses.entry_into_force
    fixed = rule.date if rule is not None and rule.rule == "on_date" else None
    if signed is not None and fixed is not None and fixed < signed.day:
        note(signed.cause.entries, "on_date")
    for span in state.provisional:
        if span.cause.rule == "provisional_from_date" and signed is not None and span.since < signed.day:
            note(signed.cause.entries, "provisional_from_date")
    for e in record.of("entry_into_force"):
        if state.computed_entry is not None and e.on is not None and state.computed_entry.day < e.on:
            note((e.id,), "entry_stated")
    for e in record.of("supersession"):
        if (day := e.act.by_instrument_in_force_on) is not None and e.on is not None and day < e.on:  # type: ignore[attr-defined]
            note((e.id,), "superseded")
    for e in record.of("termination_by_consent"):
        if (day := e.act.effective) is not None and e.on is not None and day < e.on:  # type: ignore[attr-defined]
            note((e.id,), "by_consent")
    for e in record.of("expiry"):
        ends = state.course.ending if state.course is not None else None
        if ends is not None and e.on is not None and ends.day < e.on:
            note((e.id,), "expiry_stated")
    for renewal in state.course.expressly_renewed if state.course else ():
        if renewal.works_back:
            note(renewal.entries, "renewed_by_consent")
    for a in state.amendments:
        if a.in_force is not None and a.in_force < a.agreed:
            note((a.entry,), "amended")
    for e in record.of("succession"):
        note((e.id,), "succession")
    if state.party is not None and record.multilateral:
        for kind in ("deposit", "notification"):
            for e in record.of(kind):
                note((e.id,), "own_consent")
    return tuple(sorted(found - {(i, r) for i, r in found if i not in days}))
