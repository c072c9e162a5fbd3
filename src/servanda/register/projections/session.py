"""A session's rows: what is known of it, its stage, its agenda and decisions for the search, its findings."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.domain.acts.sessions import Delegate
from servanda.domain.entry import Entry
from servanda.domain.instruments.state import Cause
from servanda.domain.mechanisms import MECHANISM_RULES
from servanda.domain.sessions import SESSION_FINDINGS, SessionState, fold
from servanda.register.projections.instrument import plain, why
from servanda.register.projections.view import View


def session(subject: str, entries: list[Entry]) -> View | None:
    """The rows of one session, planned or held."""
    state = fold(entries)
    return None if state is None else view(state, entries)


def view(state: SessionState, entries: list[Entry]) -> View:
    """The state as rows."""
    facts = state.facts
    chairs = facts.get("co_chairs", ())
    parties = (*facts.get("parties", ()), *(c.party for c in chairs), *state.delegations, facts.get("host"))
    found = View(
        type=state.status,
        on=state.begins,
        until=facts.get("ends"),
        parties=tuple(dict.fromkeys(p for p in parties if p)),
        ties=_ties(state),
    )
    found.state = {
        "kind": facts.get("kind", "session"),
        "ordinal": facts.get("ordinal"),
        "place": facts.get("place"),
        "host": facts.get("host"),
        "co_chairs": [{"party": c.party, "name": c.name, "person": c.person} for c in chairs],
        "stage": state.stage,
        "reason": state.reason,
        "items": len(state.items),
        "decisions": len(state.decisions),
        "open_remarks": len(state.open_remarks),
    }
    if state.status == "planned" and state.begins and not facts.get("mechanism"):
        # The day of a session of a known body stands with the body, beside what its rhythm asks.
        told = [e for e in entries if e.act.name in ("session_planned", "session")][-1:]
        cause = Cause("session_planned", tuple(e.id for e in told), {"base": state.begins})
        lines = why([cause], {e.id: e for e in entries}, MECHANISM_RULES)
        found.deadlines = [
            ("session_due", None, state.begins, None, facts.get("host") or "", False, None, lines)
        ]
    found.findings = [
        (f.code, SESSION_FINDINGS[f.code].severity, list(f.entries), plain(f.data)) for f in state.findings
    ]
    found.text = " \n".join(_words(state))
    return found


def _people(state: SessionState) -> Iterable[Delegate]:
    for delegation in state.delegations.values():
        yield from (delegation.head, *delegation.members) if delegation.head else delegation.members


def _ties(state: SessionState) -> list[tuple[str, str]]:
    """Ties to the body, the persons, and what the agenda and decisions are about.

    None to an organisation: a focal point sees what is tied to theirs, and a session is more than that.
    """
    facts = state.facts
    found = [("mechanism", facts["mechanism"])] if facts.get("mechanism") else []
    found += [("person", c.person) for c in facts.get("co_chairs", ()) if c.person]
    found += [("person", d.person) for d in _people(state) if d.person]
    found += [("on_agenda", s) for i in state.items for s in i.item.about]
    found += [("decided_on", s) for d in state.decisions for s in d.act.about]
    return [t for t in dict.fromkeys(found) if not t[1].startswith("organisation/")]


def _words(state: SessionState) -> Iterable[str]:
    for chair in state.facts.get("co_chairs", ()):
        if chair.name:
            yield chair.name
    for person in _people(state):
        yield from person.names.values()
    for line in state.items:
        yield from line.item.titles.values()
    for paper in state.papers:
        yield from paper.act.titles.values()
        yield paper.act.file_name
    for decision in state.decisions:
        yield from decision.act.texts.values()
