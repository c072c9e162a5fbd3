"""Sessions as their pages show them: folded live from the entries that the reader may see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain.acts.sessions import Delegation
from servanda.domain.entry import Circle
from servanda.domain.instruments.findings import Finding
from servanda.domain.mechanisms import MechanismState, Meeting
from servanda.domain.sessions import OVER, STAGES, Decided, Filed, Listed, SessionState, Step, fold
from servanda.domain.sessions.drafting import AGENDA_RULES
from servanda.domain.sessions.state import RANK
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.register import agenda, bodies, queries, rewording
from servanda.register.delegates import Delegated, resolve
from servanda.register.models import CommitmentInterval, Interval, Record
from servanda.register.projections.instrument import plain
from servanda.register.visibility import Viewer, entries, records


@dataclass(frozen=True, slots=True)
class About:
    """A record that an item or decision concerns; for a commitment with both positions on the day."""

    record: Record
    standing: Interval | None = None
    open: bool = False

    @property
    def positions(self) -> list[dict[str, Any]]:
        """What each side says, as the matrix shows it."""
        return list(agenda.words_of(self.standing)["positions"]) if self.standing else []

    @property
    def ready_since(self) -> date | None:
        """Since when an instrument is ready for signature."""
        return agenda.ready_since(self.record)

    @property
    def carried(self) -> int:
        """How many sessions it has outlived unfinished."""
        return int(agenda.words_of(self.standing)["carried"]) if self.standing else 0


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """A decision with the records that it concerns, its commitments among them."""

    decided: Decided
    about: list[About]
    behind: tuple[str, ...] = ()  # commitments that still say what the decision said before


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """An item of the agenda in its place."""

    listed: Listed
    about: list[About]
    decisions: list[DecisionSeen]
    papers: tuple[Filed, ...] = ()
    because: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DelegationSeen:
    """One side's delegation: the head first, then the members by rank."""

    party: str
    act: Delegation | None
    head: Delegated | None
    members: list[Delegated]


@dataclass(slots=True)
class Session:
    """A session with everything around it.

    circle    that of its latest facts: what is recorded next belongs there too
    previous  the session before it, of the same body
    stages    every stage of the way with the step that reached it
    following the stages that may be recorded now
    """

    record: Record
    state: SessionState
    circle: Circle
    rows: list[JournalEntry]
    body: Record | None
    body_state: MechanismState | None
    previous: Meeting | None
    delegations: list[DelegationSeen]
    items: list[ItemSeen]
    stray: list[DecisionSeen]
    stages: list[tuple[str, Step | None]]
    following: list[str]
    findings: list[Finding]
    chairs: list[Delegated] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return self.record.subject

    @property
    def key(self) -> str:
        """The last part of its address."""
        return self.subject.partition("/")[2]

    @property
    def papers(self) -> tuple[Filed, ...]:
        """Papers of the session as a whole, or of an item that is no longer on the agenda."""
        return self.state.papers_under("")

    @property
    def parties(self) -> list[str]:
        """The two sides: of the session, else of its body."""
        stated = list(self.state.facts.get("parties", ()))
        return stated or list(self.body_state.parties if self.body_state else ())

    @property
    def languages(self) -> list[str]:
        """The languages of its minutes; where none is stated, all in which its agenda is worded."""
        stated = list(self.state.facts.get("languages", ()))
        return stated or list(agenda.LANGUAGES)


def look(viewer: Viewer, subject: str, on: date) -> Session | None:
    """The page of a session for a reader on a day; None where they may not see it."""
    record = queries.record(viewer, subject)
    if record is None:
        return None
    rows = list(entries(viewer).filter(subject=subject).order_by("seq"))
    told = [to_entry(r) for r in rows]
    state = fold(told)
    if state is None:
        return None
    facts = [e for e in told if e.act.name in ("session_planned", "session")]
    mechanism = state.facts.get("mechanism")
    found = bodies.folded(viewer, mechanism) if mechanism else None
    body_state = found[0] if found else None
    about = _about(viewer, state, on)

    def seen(decisions: Sequence[Decided]) -> list[DecisionSeen]:
        made = []
        for d in decisions:
            known = [about[s] for s in d.act.about if s in about]
            made.append(DecisionSeen(d, known, rewording.behind(told, d, [a.record for a in known])))
        return made

    items = [
        ItemSeen(
            line,
            [about[s] for s in line.item.about if s in about],
            seen(line.decisions),
            state.papers_under(line.item.key),
            AGENDA_RULES[line.item.origin].text if line.item.origin in AGENDA_RULES else "",
            {"n": len(line.item.about)},
        )
        for line in state.items
    ]
    session = Session(
        record=record,
        state=state,
        circle=facts[-1].circle,
        rows=rows,
        body=queries.record(viewer, mechanism) if mechanism else None,
        body_state=body_state,
        previous=_previous(body_state, subject, state),
        delegations=[],
        items=items,
        stray=seen(state.stray),
        stages=[(stage, state.reached(stage)) for stage in STAGES],
        following=following(state),
        findings=[f._replace(data=plain(f.data)) for f in state.findings],
    )
    session.delegations = [_delegation(viewer, state, party) for party in session.parties]
    session.chairs = _chairs(viewer, state)
    return session


def following(state: SessionState) -> list[str]:
    """The stages that may be recorded now, the next one first."""
    if state.stage in OVER or state.stage == "minutes_locked":
        return []
    rank = RANK[state.stage]
    ahead = [s for s in STAGES[rank + 1 :] if s != "held"]
    if state.status != "held":
        return [s for s in ahead if RANK[s] < RANK["held"]]
    back = [s for s in ("minutes_drafted",) if RANK["minutes_drafted"] < rank < RANK["minutes_signed"]]
    return [s for s in ahead if RANK[s] > RANK["held"]][:2] + back


def _previous(body: MechanismState | None, subject: str, state: SessionState) -> Meeting | None:
    if body is None:
        return None
    day = state.begins or date.max
    before = [m for m in body.held if m.subject != subject and (m.begins or date.min) <= day]
    return before[-1] if before else None


def _delegation(viewer: Viewer, state: SessionState, party: str) -> DelegationSeen:
    act = state.delegations.get(party)
    if act is None:
        return DelegationSeen(party, None, None, [])
    head = resolve(viewer, [act.head], state.begins) if act.head else []
    return DelegationSeen(party, act, head[0] if head else None, resolve(viewer, act.members, state.begins))


def _chairs(viewer: Viewer, state: SessionState) -> list[Delegated]:
    known = (
        {r.subject: r for r in records(viewer).filter(kind="person")} if state.facts.get("co_chairs") else {}
    )
    found = []
    for chair in state.facts.get("co_chairs", ()):
        record = known.get(chair.person or "")
        names = dict(json.loads(record.titles)) if record else {"": chair.name}
        found.append(Delegated(names, {}, record))
    return found


def _about(viewer: Viewer, state: SessionState, on: date) -> dict[str, About]:
    """The records that items and decisions concern, as far as the reader may see them."""
    wanted = {s for i in state.items for s in i.item.about} | {
        s for d in state.decisions for s in d.act.about
    }
    found: dict[str, About] = {}
    known = records(viewer).filter(subject__in=wanted).order_by("subject", "low")
    standing = CommitmentInterval.objects.filter(
        record__in=known.filter(kind="commitment"), since__lte=on, until__gt=on
    ).select_related("record")
    rows = list(standing)
    intervals, is_open = bodies.standings(rows), {r.record.subject: r.open for r in rows}
    for record in known:
        found[record.subject] = About(
            record, intervals.get(record.subject), is_open.get(record.subject, False)
        )
    return found
