"""What may no longer be recorded on a session: content of agreed minutes, and a text that somebody else has changed since.

The fold reports such entries wherever they come from; here a person is told before anything is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.domain.acts.sessions import Agenda, Decision, Paper, SessionStep
from servanda.domain.sessions import SessionState, fold
from servanda.domain.sessions.fold import CONTENT, in_minutes
from servanda.journal.queries import entries_of
from servanda.journal.services import Draft
from servanda.register.refusal import Refused

GUARDED = CONTENT | {"paper", "session_step", "session", "session_planned"}


def check(drafts: Sequence[Draft]) -> None:
    """Raise Refused where a draft may not be recorded; corrections and withdrawals give their reason and pass."""
    for draft in drafts:
        if draft.act.name in GUARDED and not (draft.corrects or draft.withdraws):
            state = fold(entries_of(draft.subject))
            if state is not None:
                _check(draft, state)


def _check(draft: Draft, state: SessionState) -> None:
    act: Any = draft.act
    if isinstance(act, Paper) and not in_minutes(act.name, draft.circle):
        return  # what stays on this side is in no minutes
    if state.stage == "minutes_locked":
        raise Refused("minutes_locked")
    if isinstance(act, SessionStep):
        _check_step(act, state)
    if in_minutes(act.name, draft.circle) and state.frozen and _touches(draft, state):
        raise Refused("minutes_agreed", stage=state.stage)
    if isinstance(act, Agenda):
        if act.based_on and act.based_on != state.agenda_entry:
            raise Refused("agenda_moved", entry=state.agenda_entry)
        kept = {i.key for i in act.items}
        for line in state.items:
            if line.decisions and line.item.key not in kept:
                raise Refused("decided_item", n=str(line.number))
    if isinstance(act, Decision) and act.based_on:
        held = state.decision(act.key)
        if held is not None and held.entry != act.based_on:
            raise Refused("decision_moved", n=str(held.number))


def _check_step(act: SessionStep, state: SessionState) -> None:
    if act.stage.startswith("minutes_") and state.status != "held":
        raise Refused("not_held")
    if act.stage == "minutes_agreed" and state.open_remarks:
        raise Refused("open_remarks", n=str(len(state.open_remarks)))
    if state.stage == "minutes_signed" and act.stage not in ("minutes_locked", "minutes_signed"):
        raise Refused("minutes_signed")


def _touches(draft: Draft, state: SessionState) -> bool:
    """Whether a draft changes what both sides agreed on: words what was worded, or comes after that day.

    What is only copied from signed minutes (a new decision of a day before the agreement) is let through.
    """
    act: Any = draft.act
    agreed = next((s.on for s in state.steps if s.stage in ("minutes_agreed", "minutes_signed")), None)
    if draft.on is None or (agreed is not None and draft.on > agreed):
        return True
    if act.name == "agenda":
        return state.agenda is not None
    if act.name == "decision":
        return state.decision(act.key) is not None
    if act.name == "paper":
        return False
    if act.name == "delegation":
        return act.party in state.delegations
    return True
