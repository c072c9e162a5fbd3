"""Mechanisms as their pages show them: folded live from the entries that the reader may see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F

from servanda.domain.entry import Entry
from servanda.domain.instruments.findings import Finding
from servanda.domain.mechanisms import (
    MECHANISM_FINDINGS,
    MECHANISM_RULES,
    Due,
    MechanismState,
    Meeting,
    Member,
    Task,
)
from servanda.journal.queries import to_entry
from servanda.register import queries, related
from servanda.register.models import CommitmentInterval, Deadline, Interval, Record, Tie
from servanda.register.projections.instrument import plain, why
from servanda.register.projections.mechanism import state_of
from servanda.register.visibility import Viewer, entries, records


@dataclass(slots=True)
class Done:
    """What was done under a task of the mandate: decisions and commitments that name it."""

    task: Task
    decisions: list[tuple[Meeting, Any]] = field(default_factory=list)
    commitments: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class Side:
    """One side of a body on a day, and who sat on it before."""

    party: str
    members: list[Member]
    before: list[Member]


@dataclass(slots=True)
class Body:
    """A mechanism with everything around it.

    dues       (due, its causes as lines)
    sessions   (meeting, its record or None), newest first
    open_count unfinished commitments on the day
    """

    record: Record
    state: MechanismState
    on: date
    founding: Record | None
    above: Record | None
    below: list[Record]
    sides: list[Side]
    tasks: list[Done]
    sessions: list[tuple[Meeting, Record | None]]
    dues: list[tuple[Due, list[dict[str, Any]]]]
    findings: list[Finding]
    open_count: int = 0

    @property
    def overdue(self) -> Due | None:
        """The session that should have been held by the day."""
        return self.state.overdue(self.on)


def folded(viewer: Viewer, subject: str) -> tuple[MechanismState, list[Entry]] | None:
    """The state of a body as a reader may know it, and the entries behind it; None where they may not see it."""
    if queries.record(viewer, subject) is None:
        return None
    mine = [to_entry(r) for r in entries(viewer).filter(subject=subject).order_by("seq")]
    named = related.sessions_of([subject])
    theirs = [to_entry(r) for r in entries(viewer).filter(subject__in=list(named)).order_by("seq")]
    state = state_of(subject, [*mine, *theirs])
    return None if state is None else (state, [*mine, *theirs])


def look(viewer: Viewer, subject: str, on: date) -> Body | None:
    """The page of a mechanism for a reader on a day; None where they may not see it."""
    record = queries.record(viewer, subject)
    found = folded(viewer, subject)
    if record is None or found is None:
        return None
    state, told = found
    by_id = {e.id: e for e in told}
    visible = records(viewer)
    tied = {r.subject: r for r in visible.filter(subject__in=[m.subject for m in state.meetings])}
    below = visible.filter(kind="mechanism", ties__relation="part_of", ties__target=subject)
    return Body(
        record=record,
        state=state,
        on=on,
        founding=_of(viewer, state.facts.get("founded_by")),
        above=_of(viewer, state.facts.get("part_of")),
        below=list(below.order_by("title", "subject").distinct()),
        sides=[_side(state, party, on) for party in state.parties],
        tasks=_tasks(viewer, subject, state),
        sessions=[(m, tied.get(m.subject)) for m in reversed(state.meetings)],
        dues=[(d, why(d.causes, by_id, MECHANISM_RULES)) for d in state.dues if d.met is None or d.met >= on],
        findings=[f._replace(data=plain(f.data)) for f in state.findings],
        open_count=open_commitments(viewer, [subject], on).count(),
    )


def severity(finding: Finding) -> str:
    """The severity of a finding on a mechanism."""
    return MECHANISM_FINDINGS[finding.code].severity


def _of(viewer: Viewer, subject: str | None) -> Record | None:
    return queries.record(viewer, subject) if subject else None


def _side(state: MechanismState, party: str, on: date) -> Side:
    members = state.side(party, on)
    before = [m for m in state.members if m.act.party == party and m.until and m.until < on]
    return Side(party, members, sorted(before, key=lambda m: (m.until or date.min, m.entry), reverse=True))


def _tasks(viewer: Viewer, subject: str, state: MechanismState) -> list[Done]:
    """Each task with the commitments that name it and the decisions under its item of an agenda."""
    found = {t.number: Done(t) for t in state.tasks}
    made = records(viewer).filter(kind="commitment", ties__relation="committed_under", ties__target=subject)
    for record in made.distinct().order_by(F("on").desc(nulls_last=True), "subject"):
        task = facts_of(record).get("task")
        if task in found:
            found[task].commitments.append(record)
    for meeting in reversed(state.meetings):
        for line in state.sessions[meeting.subject].items:
            number = line.item.key.removeprefix("task-")
            if line.item.kind == "mandate" and number.isdecimal() and int(number) in found:
                found[int(number)].decisions += [(meeting, d) for d in line.decisions]
    return list(found.values())


def facts_of(record: Record) -> dict[str, Any]:
    """The state of a record as values."""
    return dict(json.loads(record.state))


def open_commitments(viewer: Viewer, bodies: Sequence[str], on: date) -> Any:
    """Commitments of these bodies that are unfinished on a day, as intervals of the matrix."""
    found = CommitmentInterval.objects.filter(
        mechanism__in=list(bodies), since__lte=on, until__gt=on, open=True
    )
    return found.filter(record__in=records(viewer)).select_related("record")


def standings(found: Sequence[CommitmentInterval]) -> dict[str, Interval]:
    """The interval with both positions that belongs to each of these, by subject."""
    wanted = {(c.record_id, c.position): c.record.subject for c in found}
    rows = Interval.objects.filter(record_id__in=[pk for pk, _ in wanted])
    return {wanted[r.record_id, r.position]: r for r in rows if (r.record_id, r.position) in wanted}


@dataclass(slots=True)
class BodyLine:
    """A mechanism in a list: when it meets next, whether that is past, how many sessions were held."""

    record: Record
    due: date | None = None
    host: str = ""
    overdue: bool = False
    planned: date | None = None
    held: int = 0
    open_count: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


def lines(viewer: Viewer, on: date, found: Sequence[Record]) -> list[BodyLine]:
    """Lines for a list of mechanisms: the overdue first, then by the day on which they meet next."""
    made = {r.pk: BodyLine(r, facts=facts_of(r)) for r in found}
    for line in made.values():
        line.held = line.facts.get("sessions_held") or 0
    due = Deadline.objects.filter(record_id__in=list(made), what="session_due", met__isnull=True)
    for d in due.order_by("due", "pk"):
        line = made[d.record_id]
        if line.due is None:
            line.due, line.host = d.last_day, d.owed_by
            line.overdue = bool(d.last_day and d.last_day < on)
        elif d.last_day and d.last_day >= on:
            line.planned = d.last_day
    counted = open_commitments(viewer, [r.subject for r in found], on).order_by()
    for row in counted.values("mechanism").annotate(n=Count("pk")):
        for line in made.values():
            if line.record.subject == row["mechanism"]:
                line.open_count = row["n"]
    return sorted(made.values(), key=lambda b: (not b.overdue, b.due or date.max, b.record.subject))


def index(viewer: Viewer, on: date, party: str = "", kind: str = "") -> list[BodyLine]:
    """All mechanisms that a reader may see."""
    found = queries.of_kind(viewer, "mechanism", party)
    if kind:
        found = found.filter(type=kind)
    return lines(viewer, on, list(found))


def overdue(viewer: Viewer, on: date) -> list[BodyLine]:
    """Mechanisms whose session should have been held before the day, for longest first."""
    late = Deadline.objects.filter(what="session_due", met__isnull=True, last_day__lt=on)
    late = late.filter(record__in=records(viewer).filter(kind="mechanism"))
    return lines(viewer, on, list(records(viewer).filter(pk__in=late.values("record"))))


def under(viewer: Viewer, subject: str) -> list[Record]:
    """The bodies under one, at any depth, in the order of their titles."""
    found: dict[str, Record] = {}
    level = [subject]
    while level:
        tied = Tie.objects.filter(relation="part_of", target__in=level).values("record")
        below = records(viewer).filter(kind="mechanism", pk__in=tied).order_by("title", "subject")
        fresh = [r for r in below if r.subject not in found and r.subject != subject]
        found |= {r.subject: r for r in fresh}
        level = [r.subject for r in fresh]
    return list(found.values())
