"""What the fold of a commitment gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from servanda.domain.commitments.findings import CommitmentFinding

#: Where a commitment stands. Beside the words that sides use for progress:
#: `unreported` no side has spoken, `one_sided` not every side that must has spoken, `differs` they say different things,
#: `restated` a later commitment has taken it up.
STATES = (
    "unreported",
    "one_sided",
    "differs",
    "not_started",
    "on_track",
    "delayed",
    "blocked",
    "done",
    "dropped",
    "restated",
)
FINAL = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class Position:
    """One side's word as it stands: its last approved report, or a later settlement by a session.

    progress     "" where the side has said nothing
    told_on      the day of that word; its age is counted from it
    basis        report, settlement, or ""
    must         whether this side is to report at all
    silent_from  the first day on which its silence is too long; None where it owes no word
    """

    party: str
    progress: str = ""
    percent: int | None = None
    told_on: date | None = None
    basis: str = ""
    entry: str = ""
    remark: dict[str, str] = field(default_factory=dict)
    must: bool = True
    silent_from: date | None = None

    def silent(self, on: date) -> bool:
        """Whether the side has said nothing for too long on a day."""
        return self.silent_from is not None and self.silent_from <= on


@dataclass(frozen=True, slots=True)
class Standing:
    """One interval [since, until) of a commitment; the last one is open.

    status    one of STATES
    settled   the entry of the settlement on which agreement rests, "" where the sides say the same by themselves
    closed    the day on which it became done or dropped
    kept      kept or late once done, where it had a due date
    carried   how many sessions of the mechanism it has outlived unfinished
    """

    since: date
    until: date | None
    status: str
    positions: tuple[Position, ...]
    due: date | None
    closed: date | None
    kept: str
    carried: int
    open: bool
    settled: str
    responsible: tuple[Any, ...]

    def overdue(self, on: date) -> bool:
        """Whether it is unfinished after its due day."""
        return self.open and self.due is not None and self.due < on

    def position(self, party: str) -> Position | None:
        """The word of one side."""
        return next((p for p in self.positions if p.party == party), None)


@dataclass(frozen=True, slots=True)
class Pending:
    """A report that is not (or not yet) its side's word, or is locked: with the stage it has reached."""

    entry: str
    by: str
    organisation: str
    stage: str
    reason: str
    on: date
    since: date
    progress: str
    word: str = ""
    revises: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one side's reports give for an indicator: each point, and the total.

    points     (day, value, cumulative | incremental, total by then, entry)
    """

    indicator: str
    party: str
    total: Decimal | None
    points: tuple[tuple[date, Decimal, str, Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A commitment as the acts on it give it.

    facts      the content of the commitment as last stated (field → value), without what was left unstated
    begins     the day from which it is a promise
    """

    subject: str
    facts: dict[str, Any]
    begins: date
    parties: tuple[str, ...]
    timeline: tuple[Standing, ...]
    reports: tuple[Pending, ...]
    figures: tuple[Figure, ...]
    findings: tuple[CommitmentFinding, ...]

    def at(self, day: date) -> Standing | None:
        """The interval to which a day belongs; None before the commitment was made."""
        for standing in self.timeline:
            if standing.since <= day and (standing.until is None or day < standing.until):
                return standing
        return None

    @property
    def pending(self) -> tuple[Pending, ...]:
        """Reports still in clearance. A draft or returned report is over once its side has written a later one."""
        found = []
        for i, report in enumerate(self.reports):
            over = any(later.by == report.by for later in self.reports[i + 1 :])
            over = over or any(r.revises == report.entry for r in self.reports)
            if report.stage == "submitted" or (report.stage in ("draft", "returned") and not over):
                found.append(report)
        return tuple(found)

    @property
    def now(self) -> Standing:
        """The last interval."""
        return self.timeline[-1]
