"""Checks on a folded record: every contradiction and gap becomes a finding."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from servanda.domain.instruments.entry_into_force import EXCHANGE_RULES, NOTIFICATION_RULES
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.record import by_of

if TYPE_CHECKING:
    from servanda.domain.instruments.fold import InstrumentState

#: Acts that may properly follow the end of an instrument.
AFTER_END = frozenset({"registration", "publication", "correction", "objection"})
#: Acts that suppose an instrument in force (or, where noted in the check, applied).
SUPPOSE_FORCE = ("renewal", "notice_of_non_renewal", "denunciation", "suspension", "resumption")
#: Rules that wait for acts of the parties.
WAITING_RULES = NOTIFICATION_RULES | EXCHANGE_RULES | {"after_approval_of_both"}
#: Acts that a signature goes before.
AFTER_SIGNATURE = ("notification", "exchange_of_instruments", "entry_into_force")


def findings_of(state: InstrumentState) -> tuple[Finding, ...]:
    """All findings of the record, each once, in a fixed order."""
    found: list[Finding] = list(state.course_findings)
    _parties(state, found)
    _description(state, found)
    _signature(state, found)
    _entry(state, found)
    _receipts(state, found)
    _term(state, found)
    _after_end(state, found)
    _without_force(state, found)
    _published(state, found)
    for e in state.record.undated:
        if e.act.name in ("registration", "publication"):
            continue  # it was done; on which day matters to no status
        found.append(Finding("undated_act", (e.id,), {"act": e.act.name}))
    unique = {(f.code, f.entries): f for f in found}
    return tuple(unique[key] for key in sorted(unique))


def _parties(state: InstrumentState, found: list[Finding]) -> None:
    record = state.record
    for e in record.strangers:
        found.append(Finding("act_by_non_party", (e.id,), {"party": by_of(e), "date": e.on}))
    if len(record.parties) > 1 and not record.unresolved:
        for e in record.of("signature"):
            outside = sorted({s.party for s in e.act.signatories if s.party} - set(record.parties))  # type: ignore[attr-defined]
            for party in outside:
                found.append(Finding("act_by_non_party", (e.id,), {"party": party, "date": e.on}))
    if not record.multilateral:
        for e in record.of("reservation"):
            if not e.act.withdrawn:  # type: ignore[attr-defined]
                found.append(Finding("reservation_to_bilateral", (e.id,), {}))


def _description(state: InstrumentState, found: list[Finding]) -> None:
    for e in state.record.descriptions():
        if e.act.key_repeated:  # type: ignore[attr-defined]
            found.append(Finding("duplicate_key", (e.id,), {"key": e.act.key}))  # type: ignore[attr-defined]
    if state.record.unresolved:
        last = state.record.descriptions()[-1]
        for name in state.record.unresolved:
            found.append(Finding("party_unresolved", (last.id,), {"name": name}))


def _signature(state: InstrumentState, found: list[Finding]) -> None:
    record = state.record
    signatures = record.of("signature")
    place = any(getattr(e.act, "place", None) for e in record.descriptions())
    if not place:
        unplaced = tuple(e.id for e in signatures if not e.act.place)  # type: ignore[attr-defined]
        if unplaced:
            found.append(Finding("place_unknown", unplaced, {}))
    if not signatures and not any(e.act.name == "signature" for e in record.undated):
        later = tuple(e.id for kind in AFTER_SIGNATURE for e in record.of(kind))
        if later:
            found.append(Finding("signature_missing", later[:1], {}))


def _entry(state: InstrumentState, found: list[Finding]) -> None:
    entry, signed = state.entry, state.signed
    whole = state.stated_entries
    days = sorted({e.on for e in whole if e.on})
    if len(days) > 1:
        data = {"first": days[0], "second": days[1]}
        found.append(Finding("two_entries_into_force", tuple(e.id for e in whole), data))
    starts = [p for p in (entry, state.partial_entry) if p is not None]
    if signed is not None and starts:
        first = min(starts, key=lambda p: p.day)
        if first.day < signed.day:
            ids = tuple(dict.fromkeys(first.cause.entries + signed.cause.entries))
            data = {"in_force": first.day, "signed": signed.day}
            found.append(Finding("in_force_before_signature", ids, data))
    if whole and state.computed_entry is not None and state.computed_entry.day != days[0]:
        data = {"stated": days[0], "computed": state.computed_entry.day}
        ids = tuple(dict.fromkeys((whole[0].id, *state.computed_entry.cause.entries)))
        found.append(Finding("dates_disagree", ids, data))
    rule = state.clauses.entry_into_force
    if whole and state.computed_entry is None and rule is not None and rule.rule in WAITING_RULES:
        found.append(Finding("entry_without_its_acts", (whole[0].id,), {}))


def _receipts(state: InstrumentState, found: list[Finding]) -> None:
    for kind in ("notification", "notice_of_non_renewal", "denunciation", "withdrawal_of_notice"):
        for e in state.record.of(kind):
            received: date | None = e.act.received  # type: ignore[attr-defined]
            if received is not None and e.on is not None and received < e.on:
                data = {"received": received, "date": e.on}
                found.append(Finding("received_before_sent", (e.id,), data))


def _term(state: InstrumentState, found: list[Finding]) -> None:
    term, rule = state.clauses.term, state.clauses.entry_into_force
    if state.entry is not None or term.kind not in ("years", "months") or not term.n:
        return
    record = state.record
    supposing = [e for kind in (*SUPPOSE_FORCE, "expiry") for e in record.of(kind)]
    undated = [e for e in record.undated if e.act.name == "entry_into_force"]
    computable = rule is not None and rule.rule != "other" and not (rule.rule == "on_date" and not rule.date)
    claims = [
        e
        for e in record.knowledge.get("published_status", ())
        if "in_force" in e.act.classes  # type: ignore[attr-defined]
    ]
    if computable and not supposing and not undated and not claims:
        return  # its rule waits for acts: awaited, not missing
    ids = tuple(e.id for e in (*supposing, *undated, *claims)) or state.first_entries
    if ids:
        found.append(Finding("term_without_start", ids, {"n": term.n, "unit": term.kind}))


def _after_end(state: InstrumentState, found: list[Finding]) -> None:
    ending = state.ending
    if ending is None:
        return
    own = set(ending.cause.entries)
    for name, entries in state.record.acts.items():
        if name in AFTER_END or (name == "report" and state.clauses.survival):
            continue
        for e in entries:
            day = e.on
            if day is None or e.id in own:
                continue
            slack = timedelta(days=1) if name == "expiry" else timedelta(0)
            if day > ending.day + slack or (day == ending.day and name == "withdrawal_of_notice"):
                found.append(Finding("act_after_end", (e.id,), {"date": day, "ended": ending.day}))


def _without_force(state: InstrumentState, found: list[Finding]) -> None:
    """Acts of an instrument in force dated before it was; after the end has its own finding."""
    record = state.record
    kinds = [kind for kind in SUPPOSE_FORCE if record.acts.get(kind)]
    if not kinds:
        return
    starts = [p.day for p in (state.entry, state.partial_entry) if p is not None]
    starts += [s.since for s in state.provisional]
    begin = min(starts, default=None)
    for kind in kinds:
        for e in record.of(kind):
            if e.on is not None and (begin is None or e.on < begin):
                found.append(Finding("act_without_force", (e.id,), {"date": e.on}))
            elif kind == "resumption" and not any(
                s.end_cause is not None and e.id in s.end_cause.entries for s in state.suspensions
            ):
                found.append(Finding("resumption_without_suspension", (e.id,), {"date": e.on}))


#: The classes of a published status that names only some stage before entry into force.
_STAGE = frozenset({"negotiated", "signed"})


def _published(state: InstrumentState, found: list[Finding]) -> None:
    for e in state.record.knowledge.get("published_status", ()):
        act = e.act
        on = act.as_of or e.on  # type: ignore[attr-defined]
        if not act.classes or on is None:  # type: ignore[attr-defined]
            continue
        status = state.status(on)
        if status is None or status not in act.classes:  # type: ignore[attr-defined]
            data = {
                "word": act.word,  # type: ignore[attr-defined]
                "source": act.source,  # type: ignore[attr-defined]
                "date": on,
                "computed": status.value if status else None,
                "reason": _reason(state, act.classes, status, on),  # type: ignore[attr-defined]
            }
            interval = state.at(on)
            ids = (e.id, *(interval.entries if interval else ()))
            found.append(Finding("published_status_differs", tuple(dict.fromkeys(ids)), data))
        elif set(act.classes) >= _STAGE and (  # type: ignore[attr-defined]
            first := next((s for s in state.stated_entries if s.on and s.on > on), None)
        ):
            # They agree on the day compared; still the source names a stage and a day of entry into force at once.
            data = {"word": act.word, "source": act.source, "date": on, "in_force": first.on}  # type: ignore[attr-defined]
            found.append(Finding("published_stage_before_force", (e.id, first.id), data))


def _reason(state: InstrumentState, classes: tuple[str, ...], status: str | None, on: date) -> str:
    """Why a published status and the computed one differ: a code of `PUBLISHED_REASONS`."""
    if status is None:
        return "no_act_by_then"
    if "in_force" in classes and state.entry is None:
        return "no_entry_into_force"
    if "in_force" in classes and status == "ended":
        return "ended_by_the_acts"
    if status == "in_force" and not {"in_force", "suspended", "ended"} & set(classes):
        return "in_force_by_the_acts"
    if "ended" in classes and status != "ended":
        return "no_end_on_record"
    if "suspended" in classes:
        return "no_suspension_on_record"
    return "other"
