"""A topic's rows: its names and parties, the next round, the agreed words for the search."""

from __future__ import annotations

from servanda.domain.dialogue import DIALOGUE_FINDINGS, DIALOGUE_RULES, fold
from servanda.domain.entry import Entry
from servanda.domain.instruments.state import Cause
from servanda.register.projections.instrument import plain, why
from servanda.register.projections.view import View


def topic(subject: str, entries: list[Entry]) -> View | None:
    """The rows of one matter of the political dialogue; its parties are those of every act on it."""
    state = fold(entries)
    if state is None:
        return None
    by_id = {e.id: e for e in entries}
    found = View(
        titles=state.names,
        title=next(iter(state.names.values()), ""),
        on=state.since,
        parties=state.parties,
        ties=[("part_of", state.part_of)] if state.part_of else [],
    )
    last = next((c for c in reversed(state.consultations) if c.on), None)
    found.state = {
        "consultations": len(state.consultations),
        "last_on": last.on.isoformat() if last and last.on else None,
        "level": last.act.level if last else None,
    }
    found.ties += [("session", c.act.session) for c in state.consultations if c.act.session]
    for c in state.consultations:
        if c.act.next_due:
            cause = Cause("next_round", (c.entry,), {"base": c.on})
            lines = why([cause], by_id, DIALOGUE_RULES)
            owed = c.act.next_host or ""
            found.deadlines.append(
                ("consultation_due", None, c.act.next_due, None, owed, False, c.followed_on, lines)
            )
    found.findings = [
        (f.code, DIALOGUE_FINDINGS[f.code].severity, list(f.entries), plain(f.data)) for f in state.findings
    ]
    said = [s for c in state.consultations for s in c.said] + list(state.apart)
    found.text = " \n".join(t for s in said for t in s.act.texts.values())
    return found
