"""A mechanism's rows: what it is, who sits on it, what falls due; from its own acts and those of its sessions."""

from __future__ import annotations

from typing import Any

from servanda.domain.entry import Entry
from servanda.domain.mechanisms import MECHANISM_FINDINGS, MECHANISM_RULES, MechanismState, fold
from servanda.register.projections.instrument import plain, why
from servanda.register.projections.view import View


def mechanism(subject: str, entries: list[Entry], level: int) -> View | None:
    """The rows of one joint body. `entries` are its own and those of its sessions."""
    state = state_of(subject, entries)
    return None if state is None else view(state, entries)


def state_of(subject: str, entries: list[Entry]) -> MechanismState | None:
    """The fold of a body from its own entries and, mixed in, those of its sessions."""
    sessions: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.subject != subject:
            sessions.setdefault(entry.subject, []).append(entry)
    return fold([e for e in entries if e.subject == subject], sessions)


def view(state: MechanismState, entries: list[Entry]) -> View:
    """The state as rows."""
    facts, by_id = state.facts, {e.id: e for e in entries}
    names = dict(facts["names"])
    found = View(
        titles=names,
        title=next(iter(names.values()), ""),
        type=facts.get("kind", "joint_commission"),
        on=state.founded,
        parties=state.parties,
        ties=[(name, facts[name]) for name in ("founded_by", "part_of") if facts.get(name)],
    )
    found.ties += [("member", m.act.person) for m in state.members if m.act.person]
    found.state = {
        "mandate": [{"texts": dict(t.texts), "article": t.article} for t in state.tasks],
        "every_months": facts.get("every_months"),
        "when_needed": facts.get("when_needed", False),
        "alternating": facts.get("alternating", False),
        "agenda_days": facts.get("agenda_days"),
        "review_months": facts.get("review_months"),
        "next_host": state.host,
        "sessions_held": len(state.held),
        "last_session": state.held[-1].subject if state.held else None,
        "planned_session": state.planned.subject if state.planned else None,
    }
    for due in state.dues:
        lines = why(due.causes, by_id, MECHANISM_RULES)
        found.deadlines.append((due.what, None, due.last_day, None, due.owed_by or "", False, due.met, lines))
    found.findings = [
        (f.code, MECHANISM_FINDINGS[f.code].severity, list(f.entries), plain(f.data)) for f in state.findings
    ]
    words: list[Any] = [t for task in state.tasks for t in task.texts.values()]
    words += [t for m in state.members for t in (*m.act.names.values(), *m.act.capacity.values())]
    found.text = " \n".join(words)
    return found
