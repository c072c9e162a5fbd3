"""What the fold of a session gives: its stage and how it got there, who came, what stood on the agenda, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain.acts.sessions import Agenda, AgendaItem, Decision, Delegation, Paper, Remark
from servanda.domain.entry import Circle
from servanda.domain.instruments.findings import Finding

#: The way of a session. `held` comes from the act that it was held, the others from its steps.
STAGES = (
    "planned",
    "invited",
    "agenda_agreed",
    "held",
    "minutes_drafted",
    "minutes_circulated",
    "minutes_agreed",
    "minutes_signed",
    "minutes_locked",
)
RANK = {stage: i for i, stage in enumerate(STAGES)}
#: The session does not take place, or not on its day; it has left the way above.
OVER = ("postponed", "cancelled")
#: Once the two sides agreed on the words, nothing that the minutes say is edited any more.
FROZEN = frozenset({"minutes_agreed", "minutes_signed", "minutes_locked"})
#: Stages that are taken again until the minutes are signed: remarks lead to another draft.
REDRAFTED = frozenset({"minutes_drafted", "minutes_circulated", "minutes_agreed"})


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was reached, on which day, by which entry, and why where it was said."""

    stage: str
    on: date | None
    entry: str
    reason: str = ""
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of the agenda in its place, with what was decided under it."""

    number: int
    item: AgendaItem
    decisions: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it stands: its number, the entry that words it, and the entries that worded it before."""

    number: int
    act: Decision
    entry: str
    on: date | None
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper as it was laid before the session, the entry that says so, and who may see it."""

    act: Paper
    entry: str
    on: date | None
    circle: Circle


@dataclass(frozen=True, slots=True)
class Remarked:
    """A delegation's remark on the minutes as it stands, with the entry that says so."""

    act: Remark
    entry: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session folded from its acts.

    facts        what is stated of it, later acts refining earlier ones (fields of `SessionFacts`)
    status       planned, held, postponed or cancelled; `reason` why, for the last two
    stage        the stage reached, or postponed or cancelled
    steps        every stage in the order in which it was reached
    delegations  by party, the latest word on each
    agenda       the latest agenda, `agenda_entry` the entry it comes from
    items        its items in order with their decisions
    stray        decisions under no item of the agenda
    papers       documents laid before it, in the order of their recording
    """

    facts: Mapping[str, Any]
    status: str = "planned"
    reason: str = ""
    stage: str = "planned"
    steps: tuple[Step, ...] = ()
    held_on: date | None = None
    delegations: Mapping[str, Delegation] = field(default_factory=dict)
    agenda: Agenda | None = None
    agenda_entry: str = ""
    items: tuple[Listed, ...] = ()
    stray: tuple[Decided, ...] = ()
    decisions: tuple[Decided, ...] = ()
    remarks: tuple[Remarked, ...] = ()
    papers: tuple[Filed, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def begins(self) -> date | None:
        """The first day: as stated, else the day on which it was held."""
        return self.facts.get("begins") or self.held_on

    @property
    def ends(self) -> date | None:
        """The last day: as stated, else the first."""
        return self.facts.get("ends") or self.begins

    @property
    def frozen(self) -> bool:
        """Whether its agenda and decisions are beyond editing."""
        return self.stage in FROZEN

    def reached(self, stage: str) -> Step | None:
        """The last step that reached a stage; None where it was never reached."""
        return next((s for s in reversed(self.steps) if s.stage == stage), None)

    def number_of(self, item: str) -> int | None:
        """The place of an item of the agenda, by its key."""
        return next((i.number for i in self.items if i.item.key == item), None)

    def papers_under(self, item: str) -> tuple[Filed, ...]:
        """The papers of an item of the agenda. Under "": those of the session as a whole, or of an item that is gone."""
        if item:
            return tuple(p for p in self.papers if p.act.item == item)
        listed = {i.item.key for i in self.items}
        return tuple(p for p in self.papers if p.act.item not in listed)

    def decision(self, key: str) -> Decided | None:
        """A decision by its key."""
        return next((d for d in self.decisions if d.act.key == key), None)

    @property
    def open_remarks(self) -> tuple[Remarked, ...]:
        """Remarks that wait to be settled."""
        return tuple(r for r in self.remarks if not r.act.settled)
