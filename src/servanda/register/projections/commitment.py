"""A commitment's rows: what is to be done, both sides' words through time, its place in its thread."""

from __future__ import annotations

from datetime import date
from typing import Any

from servanda.domain.commitments import CommitmentState, Position, Standing, Thread, fold
from servanda.domain.entry import Entry
from servanda.register import commitment_context
from servanda.register.projections.view import View

#: Stands for "no end yet": one index then serves every as-of question.
FAR = date(9999, 12, 31)
TIES = (
    ("mechanism", "committed_under"),
    ("session", "decided_at"),
    ("instrument", "under_article"),
    ("proposal", "proposed_by"),
)


def commitment(subject: str, entries: list[Entry], level: int) -> View | None:
    """The rows of one commitment; None where nothing says what is to be done."""
    thread = commitment_context.thread(subject, level)
    state = state_of(entries, level, thread)
    if state is None:
        return None
    found = view(state, thread)
    back, _forward = commitment_context.lineage(level)
    found.ties += [(link.kind, earlier) for link in back.get(subject, ()) for earlier in link.of]
    return found


def state_of(entries: list[Entry], level: int, thread: Thread | None = None) -> CommitmentState | None:
    """The fold as the register runs it: with the rhythm of the mechanism and the lineage, as a level knows them."""
    if not entries:
        return None
    told = [e for e in entries if e.act.name == "commitment"]
    mechanism = next((m for e in reversed(told) if (m := e.act.mechanism)), None)  # type: ignore[attr-defined]
    return fold(
        entries,
        rhythm=commitment_context.rhythm(mechanism, level),
        thread=thread or commitment_context.thread(entries[0].subject, level),
    )


def view(state: CommitmentState, thread: Thread) -> View:
    """The state as rows."""
    facts = state.facts
    now = state.now
    texts = dict(facts["texts"])
    found = View(
        titles=texts,
        title=next(iter(texts.values()), ""),
        on=state.begins,
        since=state.begins,
        until=now.due,
        parties=state.parties,
        sectors=tuple(dict.fromkeys(facts["sectors"])),
        ties=_ties(state),
        state=_facts(state, thread),
        findings=[
            (f.code, f.severity, list(f.entries), {k: _plain(v) for k, v in f.data.items()})
            for f in state.findings
        ],
        intervals=[(s.since, s.until, s.status, as_json(s), []) for s in state.timeline],
        standings=[
            (s.since, s.until or FAR, s.status, facts["mechanism"] or "", facts["session"] or "")
            + (s.due or FAR, min((p.silent_from for p in s.positions if p.silent_from), default=FAR))
            + (s.open, bool(s.settled), s.carried, thread.promised)
            for s in state.timeline
        ],
        positions=_positions(state.timeline),
    )
    if now.due is not None:
        ended = now.closed or (now.since if now.status == "restated" else None)
        must = [p.party for p in now.positions if p.must] or [""]
        found.deadlines = [("commitment_due", None, now.due, None, p, False, ended, []) for p in must]
    remarks = [t for p in now.positions for t in p.remark.values()]
    steps = [t for m in facts["milestones"] for t in m.texts.values()]
    named = [r.name for r in now.responsible if r.name]
    found.text = " \n".join([*remarks, *steps, *named])
    return found


def as_json(standing: Standing) -> dict[str, Any]:
    """An interval as the matrix and the pages show it."""
    return {
        "positions": [_position(p) for p in standing.positions],
        "due": _plain(standing.due),
        "closed": _plain(standing.closed),
        "kept": standing.kept,
        "carried": standing.carried,
        "open": standing.open,
        "settled": standing.settled,
        "responsible": [
            {"party": r.party, "organisation": r.organisation or "", "name": r.name}
            for r in standing.responsible
        ],
    }


def _position(p: Position) -> dict[str, Any]:
    return {
        "party": p.party,
        "progress": p.progress,
        "percent": p.percent,
        "told_on": _plain(p.told_on),
        "basis": p.basis,
        "entry": p.entry,
        "remark": p.remark,
        "must": p.must,
        "silent_from": _plain(p.silent_from),
    }


def _positions(timeline: tuple[Standing, ...]) -> list[tuple[Any, ...]]:
    """Each side's word through time, neighbours that say the same joined."""
    rows: dict[str, list[list[Any]]] = {}
    for standing in timeline:
        for p in standing.positions:
            said = [p.progress, p.told_on, p.silent_from]
            mine = rows.setdefault(p.party, [])
            if mine and mine[-1][3:] == said and mine[-1][2] == standing.since:
                mine[-1][2] = standing.until or FAR
            else:
                mine.append([p.party, standing.since, standing.until or FAR, *said])
    return [tuple(row) for mine in rows.values() for row in mine]


def _ties(state: CommitmentState) -> list[tuple[str, str]]:
    found = [(relation, state.facts[name]) for name, relation in TIES if state.facts[name]]
    organisations = dict.fromkeys(r.organisation for r in state.now.responsible if r.organisation)
    found += [("responsible", o) for o in organisations]
    return found


def _facts(state: CommitmentState, thread: Thread) -> dict[str, Any]:
    facts = state.facts
    return {
        "mechanism": facts["mechanism"],
        "session": facts["session"],
        "decision": facts["decision"],
        "instrument": facts["instrument"],
        "article": facts["article"],
        "proposal": facts["proposal"],
        "task": facts["task"],
        "sectors": list(facts["sectors"]),
        "at_next_session": facts["at_next_session"],
        "every_months": facts["every_months"],
        "milestones": [{"texts": dict(m.texts), "due": _plain(m.due)} for m in facts["milestones"]],
        "indicators": [i.model_dump(mode="json") for i in facts["indicators"]],
        "figures": [
            {"indicator": f.indicator, "party": f.party, "total": None if f.total is None else str(f.total)}
            for f in state.figures
        ],
        "promised": thread.promised,
        "roots": list(thread.roots),
        "restated": [{"on": _plain(on), "by": by} for on, by in thread.restated],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
