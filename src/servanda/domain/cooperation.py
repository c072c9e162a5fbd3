"""What the register hands to the assessment: plain records of one cooperation, each with the entries it rests on.

They stand here, below both rooms, because the register fills them and `assessment` counts them, and neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Entries = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """An interval [since, until) of an instrument. awaiting: (whom, what), whom "" where the parties act together."""

    since: date
    until: date | None
    status: str
    awaiting: tuple[tuple[str, str], ...] = ()
    ended: str = ""
    entries: Entries = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened: kind is the name of the act, or what another subject did (session, statement, commitment …)."""

    on: date
    kind: str
    subject: str
    entries: Entries = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What one side owes: an act by name, by whom, since when, until when it was open (None: still)."""

    what: str
    by: str
    since: date
    until: date | None
    entries: Entries = ()


#: States of an instrument that has not come into force definitively.
BEFORE_FORCE = frozenset({"negotiated", "signed", "provisional"})


@dataclass(frozen=True, slots=True)
class InstrumentFact:
    """One instrument. `signed`, `in_force`, `ended`: days of the fold; `activity`: acts on it and what others did under it;
    `published`: the states that the register's own word stands for, a claim beside the acts; empty where there is none to compare."""

    subject: str
    titles: Mapping[str, str]
    type: str
    parties: tuple[str, ...]
    sectors: tuple[str, ...]
    signed: date | None
    in_force: date | None
    ended: date | None
    phases: tuple[Phase, ...]
    duties: tuple[Duty, ...] = ()
    activity: tuple[Activity, ...] = ()
    announced: Entries = ()
    basis: Entries = ()
    published: tuple[str, ...] = ()

    def at(self, on: date) -> Phase | None:
        """The phase at the end of a day; None before the first act."""
        return next((p for p in reversed(self.phases) if p.since <= on), None)

    @property
    def entry_unknown(self) -> bool:
        """Whether a register calls it in force, suspended or ended while the day of its entry into force is not on record."""
        return (
            self.in_force is None and bool(self.published) and not BEFORE_FORCE.intersection(self.published)
        )


@dataclass(frozen=True, slots=True)
class StandingFact:
    """An interval [since, until) of a commitment, as `domain.commitments` gives it. silent: (party, from which day)."""

    since: date
    until: date | None
    status: str
    due: date | None
    closed: date | None
    kept: str
    carried: int
    open: bool
    silent: tuple[tuple[str, date], ...] = ()
    entries: Entries = ()


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """One commitment with what it comes from and who is responsible (organisations as subjects or names)."""

    subject: str
    titles: Mapping[str, str]
    begins: date
    session: str
    mechanism: str
    instrument: str
    article: str
    sectors: tuple[str, ...]
    organisations: tuple[str, ...]
    standings: tuple[StandingFact, ...]
    reports: tuple[Activity, ...] = ()
    figures: int = 0
    basis: Entries = ()

    def at(self, on: date) -> StandingFact | None:
        """Where it stands on a day."""
        return next((s for s in reversed(self.standings) if s.since <= on), None)


@dataclass(frozen=True, slots=True)
class EventFact:
    """A session, encounter, statement or undertaking. `due` of an undertaking; `refers` what it is tied to."""

    subject: str
    kind: str
    titles: Mapping[str, str]
    on: date | None
    status: str = ""
    parties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    due: date | None = None
    refers: tuple[str, ...] = ()
    basis: Entries = ()


@dataclass(frozen=True, slots=True)
class PeerFact:
    """An instrument of one of the two sides with someone else, as far as a comparison needs it."""

    subject: str
    side: str
    partner: str
    type: str
    sectors: tuple[str, ...]
    status: str
    signed: date | None


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """A proposal. `stages`: (stage, from when, entry), in order; `became`: the commitments and instruments that it led to."""

    subject: str
    titles: Mapping[str, str]
    on: date | None
    stages: tuple[tuple[str, date | None, str], ...]
    kind: str = ""
    mechanism: str = ""
    sectors: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    def stage(self, on: date) -> str:
        """Where it stands at the end of a day; "" before it was drafted."""
        return next((s for s, day, _ in reversed(self.stages) if day is None or day <= on), "")

    def reached(self, stage: str, on: date) -> bool:
        """Whether it has ever come to a stage by the end of a day."""
        return any(s == stage and (day is None or day <= on) for s, day, _ in self.stages)


@dataclass(frozen=True, slots=True)
class Cooperation:
    """All that is known of a cooperation on a day, and the period that is looked at.

    since, until   the period [since, until] for what is signed, met or promised in it; `since` None: from the beginning
    on             the day as of which states are given
    peers          instruments of either side with others; empty where no comparison was asked for
    """

    a: str
    b: str
    on: date
    since: date | None
    until: date
    instruments: tuple[InstrumentFact, ...] = ()
    commitments: tuple[CommitmentFact, ...] = ()
    sessions: tuple[EventFact, ...] = ()
    encounters: tuple[EventFact, ...] = ()
    statements: tuple[EventFact, ...] = ()
    undertakings: tuple[EventFact, ...] = ()
    peers: tuple[PeerFact, ...] = ()
    proposals: tuple[ProposalFact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def within(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and (self.since is None or self.since <= day) and day <= self.until


@dataclass(frozen=True, slots=True)
class ListedTreaty:
    """One line of a side’s list of treaties, as two lists are compared by it. status: before_force, provisional, in_force, suspended, ended, or "" where it says nothing."""

    key: str
    titles: Mapping[str, str]
    type: str = ""
    parties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    signed: date | None = None
    in_force: date | None = None
    ended: date | None = None
    status: str = ""
    word: str = ""
    entries: tuple[str, ...] = ()
