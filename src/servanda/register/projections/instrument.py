"""An instrument's rows: description, timeline, deadlines, duties, findings, all from the fold of its acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from servanda.domain.clauses import NOTHING_STATED
from servanda.domain.entry import Entry
from servanda.domain.instruments import RULES, fold
from servanda.domain.instruments.fold import InstrumentState, Practices
from servanda.domain.instruments.rules import Rule
from servanda.domain.instruments.state import Cause
from servanda.register import practices
from servanda.register.projections.view import View

# Renewals are followed up to this day in the computed rows: fixed, so that a rebuild gives the same bytes.
# A page that asks for a later day folds further by itself.
HORIZON = date(2075, 12, 31)
TEXTS = ("titles", "references", "urls")


def instrument(subject: str, entries: list[Entry], level: int) -> View | None:
    """The rows of one instrument; None where nothing describes it and nothing is dated."""
    return view(state_of(entries, practices.known_at_level(level)), entries)


def state_of(entries: list[Entry], known: Practices, on: date | None = None) -> InstrumentState:
    """The fold as the register runs it: with the parties' practice and the register's horizon."""
    return fold(entries, practices=known, on=on, horizon=HORIZON)


def view(state: InstrumentState, entries: list[Entry]) -> View | None:
    """The state as rows."""
    particulars = state.particulars
    if not particulars and not state.timeline:
        return None
    by_id = {e.id: e for e in entries}
    titles = dict(state.titles)
    authentic = particulars.get("authentic_languages") or state.clauses.authentic_languages
    title = next((titles[code] for code in authentic if code in titles), next(iter(titles.values()), ""))
    found = View(
        titles=titles,
        title=title,
        type=particulars.get("type") or "",
        on=state.signed.day if state.signed else state.record.first_day,
        since=state.entry.day if state.entry else None,
        until=state.ending.day if state.ending else None,
        parties=(*state.parties, *particulars.get("parties_unresolved", ())),
        sectors=tuple(state.sectors),
    )
    _lines(found, state, by_id)
    _ties(found, state)
    signatories = [
        {"name": s.name, "capacity": s.capacity, "party": s.party}
        for e in state.record.of("signature")
        for s in e.act.signatories  # type: ignore[attr-defined]
    ]
    found.state = {
        "place": _place(state),
        "references": list(particulars.get("references", ())),
        "urls": list(particulars.get("urls", ())),
        "source": particulars.get("source", ""),
        "key": particulars.get("key", ""),
        "signatories": signatories,
        "clauses": {} if state.clauses is NOTHING_STATED else state.clauses.body(),
    }
    approved = state.record.of("approval_for_signature")
    if approved and not state.signed:
        found.state["ready_since"] = str(approved[-1].on)
    if state.signed and state.record.knowledge.get("final_clauses"):
        found.state["authentic_languages"] = list(authentic)
    found.text = " \n".join(
        [*particulars.get("references", ()), found.state["place"] or "", *(s["name"] for s in signatories)]
    )
    return found


def _lines(found: View, state: InstrumentState, by_id: Mapping[str, Entry]) -> None:
    found.intervals = [
        (i.since, i.until, i.status.value, i.flags.as_json(), why(i.causes, by_id)) for i in state.timeline
    ]
    duties = {(o.what, o.since, o.by) for o in state.owed}
    for d in state.deadlines:
        if d.last_day is None and (d.what, d.opens, d.owed_by) in duties:
            continue  # stands below, with the day on which it lapsed
        safe = state.last_safe_day(d)
        found.deadlines.append(
            (
                d.what,
                d.opens,
                d.last_day,
                safe.day,
                d.owed_by or "",
                safe.estimated,
                d.met,
                why([d.cause], by_id),
            )
        )
    for o in state.owed:
        ended = min((day for day in (o.done, o.lapsed) if day), default=None)
        if ended is None or ended > o.since:
            found.deadlines.append(
                (o.what, o.since, None, None, o.by or "", False, ended, why([o.cause], by_id))
            )
    found.findings = [(f.code, f.severity, list(f.entries), plain(f.data)) for f in state.findings]


def _ties(found: View, state: InstrumentState) -> None:
    for entry in state.record.knowledge.get("relation", ()):
        act: Any = entry.act
        found.ties.append((act.kind, act.target))
    for entry in state.record.of("supersession"):
        act = entry.act
        if act.by_instrument:
            found.ties.append(("superseded_by", act.by_instrument))
    for entry in state.record.of("approval_for_signature"):
        act = entry.act
        if act.session and ("approved_at", act.session) not in found.ties:
            found.ties.append(("approved_at", act.session))


def _place(state: InstrumentState) -> str | None:
    for entry in state.record.of("signature"):
        act: Any = entry.act
        if act.place:
            return str(act.place)
    return state.particulars.get("place")


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Data of a message, JSON-ready."""
    return {k: _value(v) for k, v in data.items()}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_value(v) for v in value]
    return value


def why(
    causes: Iterable[Cause], by_id: Mapping[str, Entry], rules: Mapping[str, Rule] = RULES
) -> list[dict[str, Any]]:
    """Causes as lines: the rule in words with its data and source, one line for each entry it worked on."""
    lines: list[dict[str, Any]] = []
    for code, entries, data in causes:
        rule = rules[code]
        text, source, told = rule.text, rule.source, plain(data) if data else {}
        known = [e for e in map(by_id.get, entries) if e is not None]
        for entry in known:
            on = None if entry.on is None else entry.on.isoformat()
            lines.append(
                {
                    "rule": code,
                    "text": text,
                    "source": source,
                    "data": told,
                    "entry": entry.id,
                    "act": entry.act.name,
                    "on": on,
                }
            )
        if not known:
            lines.append({"rule": code, "text": text, "source": source, "data": told})
    return lines
