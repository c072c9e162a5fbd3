"""From the acts of a mechanism and of its sessions to its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from servanda.domain.acts.bodies import Membership
from servanda.domain.entry import Entry
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.state import Cause
from servanda.domain.mechanisms.rhythm import (
    REVIEW,
    SESSION,
    Due,
    Meeting,
    by_day,
    dues_of,
    held_of,
    next_host,
    planned_of,
)
from servanda.domain.sessions import SessionState
from servanda.domain.sessions import fold as fold_session
from servanda.domain.sessions.fold import in_order

#: Roles that one person holds at a time on each side: a new holder ends the time of the one before.
SINGLE = frozenset({"chair", "secretary"})
RANKS = ("chair", "deputy", "member", "secretary", "focal_point")


@dataclass(frozen=True, slots=True)
class Task:
    """An item of the mandate, with its number from 1."""

    number: int
    texts: Mapping[str, str]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A membership in time: [since, until], None for an unknown beginning or no end."""

    act: Membership
    entry: str
    since: date | None
    until: date | None

    def serves(self, on: date) -> bool:
        """Whether they are a member on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class MechanismState:
    """A mechanism folded from its acts and those of its sessions.

    facts     what is stated of it, later acts refining earlier ones (fields of `Mechanism`)
    founded   the day of its first act
    meetings  its sessions and reviews by day
    dues      what falls due, met or not
    host      who hosts next, and why
    """

    facts: Mapping[str, Any]
    founded: date | None = None
    tasks: tuple[Task, ...] = ()
    members: tuple[Member, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    dues: tuple[Due, ...] = ()
    host: str | None = None
    host_because: Cause | None = None
    findings: tuple[Finding, ...] = ()
    sessions: Mapping[str, SessionState] = field(default_factory=dict)

    @property
    def parties(self) -> tuple[str, ...]:
        """Its parties in the order of the record."""
        return tuple(self.facts.get("parties", ()))

    @property
    def held(self) -> list[Meeting]:
        """The numbered sessions held, in order."""
        return held_of(self.meetings)

    @property
    def planned(self) -> Meeting | None:
        """The session in preparation."""
        return planned_of(self.meetings)

    def side(self, party: str, on: date) -> list[Member]:
        """The members of one side on a day, by rank."""
        found = [m for m in self.members if m.act.party == party and m.serves(on)]
        return sorted(found, key=lambda m: (RANKS.index(m.act.role), m.since or date.min, m.entry))

    def next_due(self) -> Due | None:
        """When the next session falls due: the first of what the rhythm asks and what is planned."""
        return next((d for d in self.dues if d.what == SESSION and d.met is None), None)

    def overdue(self, on: date) -> Due | None:
        """The session that should have been held before a day and was not; None where all is in time."""
        due = self.next_due()
        return due if due and due.last_day < on else None

    def missed_reviews(self, on: date) -> list[Due]:
        """Reviews that were due before a day and are not on record."""
        return [d for d in self.dues if d.what == REVIEW and d.met is None and d.last_day < on]


def fold(
    entries: Iterable[Entry], sessions: Mapping[str, Sequence[Entry]] | None = None
) -> MechanismState | None:
    """The state of one mechanism from its entries and those of its sessions (by subject); None without its act.

    A session that a later act moved to another mechanism is not counted: it must be given, its facts decide.
    """
    acts = in_order(entries)
    told = [e for e in acts if e.act.name == "mechanism"]
    if not told:
        return None
    facts: dict[str, Any] = {}
    for entry in told:
        facts |= {k: getattr(entry.act, k) for k in entry.act.model_fields_set}
    subject = told[0].subject
    folded = {s: fold_session(given) for s, given in (sessions or {}).items()}
    states = {s: f for s, f in folded.items() if f is not None and f.facts.get("mechanism") == subject}
    meetings = tuple(by_day([_meeting(s, f, (sessions or {})[s]) for s, f in states.items()]))
    parties = tuple(facts.get("parties", ()))
    host, host_because = next_host(
        meetings, parties, facts.get("alternating", False), facts.get("first_host")
    )
    months = None if facts.get("when_needed") else facts.get("every_months")
    founded = next((e.on for e in told if e.on), None)
    rhythm = tuple(
        e.id for e in told if e.act.model_fields_set & {"every_months", "agenda_days", "review_months"}
    )[-1:] or (told[-1].id,)
    dues = dues_of(
        meetings,
        every_months=months,
        founded=founded,
        agenda_days=facts.get("agenda_days"),
        review_months=facts.get("review_months"),
        host=host,
        entries=rhythm,
    )
    since = next((e.on for e in told if e.on and "review_months" in e.act.model_fields_set), None)
    dues = [d for d in dues if d.what != REVIEW or d.subject or since is None or d.last_day >= since]
    state = MechanismState(
        facts=facts,
        founded=founded,
        tasks=tuple(Task(n, dict(m.texts), m.article) for n, m in enumerate(facts.get("mandate", ()), 1)),
        members=tuple(_members(acts)),
        meetings=meetings,
        dues=tuple(dues),
        host=host,
        host_because=host_because,
        sessions=states,
    )
    findings = _findings(state, months)
    return MechanismState(
        **{n: getattr(state, n) for n in state.__slots__ if n != "findings"}, findings=findings
    )


def _meeting(subject: str, state: SessionState, entries: Sequence[Entry]) -> Meeting:
    facts = state.facts
    told = tuple(e.id for e in in_order(entries) if e.act.name in ("session_planned", "session"))[-1:]
    invited, agreed = state.reached("invited"), state.reached("agenda_agreed")
    return Meeting(
        subject=subject,
        kind=facts.get("kind", "session"),
        ordinal=facts.get("ordinal"),
        status=state.status,
        stage=state.stage,
        begins=state.begins,
        ends=state.ends,
        host=facts.get("host"),
        place=facts.get("place"),
        places=facts.get("places", {}),
        invited_on=invited.on if invited else None,
        agenda_on=agreed.on if agreed else None,
        entries=told,
    )


def _members(acts: Sequence[Entry]) -> list[Member]:
    """Memberships with their ends: as stated, else the day before the next holder of a role that one person holds."""
    found: list[Member] = []
    serving = [e for e in acts if isinstance(e.act, Membership)]
    for i, entry in enumerate(serving):
        act: Any = entry.act
        until = act.until
        if until is None:
            for later in serving[i + 1 :]:
                after: Any = later.act
                same = (after.party, after.role) == (act.party, act.role)
                again = same and act.person is not None and after.person == act.person
                if same and (again or act.role in SINGLE) and later.on and entry.on != later.on:
                    until = later.on - timedelta(days=1)
                    break
        found.append(Member(act, entry.id, entry.on, until))
    return found


def _findings(state: MechanismState, months: int | None) -> tuple[Finding, ...]:
    found: list[Finding] = []

    def find(code: str, entries: Sequence[str], **data: Any) -> None:
        found.append(Finding(code, tuple(entries), data))

    held = state.held
    counted = [m for m in held if m.ordinal is not None]
    numbers = sorted(m.ordinal for m in counted if m.ordinal is not None)
    for a, b in pairwise(numbers):
        if a == b:
            find("session_number_twice", [e for m in counted if m.ordinal == a for e in m.entries], number=a)
    if numbers:
        missing = sorted(set(range(1, numbers[-1])) - set(numbers))
        if missing:
            find("sessions_not_on_record", [], numbers=_runs(missing))
    dated = [m for m in counted if m.begins]
    for earlier, later in pairwise(dated):
        if earlier.ordinal and later.ordinal and later.ordinal < earlier.ordinal:
            find(
                "sessions_out_of_order",
                [*earlier.entries, *later.entries],
                number=earlier.ordinal,
                date=earlier.begins,
                before=later.ordinal,
            )
    if state.facts.get("alternating"):
        for earlier, later in pairwise(held):
            follows = not (earlier.ordinal and later.ordinal) or later.ordinal == earlier.ordinal + 1
            if earlier.host and earlier.host == later.host and follows:
                find("host_out_of_turn", [*earlier.entries, *later.entries], party=later.host)
    last = held[-1].begins if held else None
    for due in state.dues:
        if due.what == REVIEW and due.met is None and last and due.last_day < last:
            find("review_missed", [e for c in due.causes for e in c.entries], date=due.last_day)
    if months and not held and state.founded is None:
        find("rhythm_without_start", [])
    chaired = {m.act.party for m in state.members if m.act.role == "chair"}
    if state.members and (absent := [p for p in state.parties if p not in chaired]):
        find("chair_missing", [], parties=absent)
    return tuple(found)


def _runs(numbers: Sequence[int]) -> list[str]:
    """Numbers as single ones and ranges: 1–4, 6."""
    found: list[str] = []
    start = previous = numbers[0]
    for n in [*numbers[1:], -1]:
        if n == previous + 1:
            previous = n
            continue
        found.append(str(start) if start == previous else f"{start}–{previous}")
        start = previous = n
    return found
