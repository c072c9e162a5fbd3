"""What a brief is made from: the relationship as the one filter shows it, and the entries behind each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from servanda.documents.brief.citing import Citing
from servanda.domain.entry import Entry, standing
from servanda.journal.queries import to_entry
from servanda.register import matrix, queries
from servanda.register.models import Deadline, Finding, Interval, Record, Tie
from servanda.register.queries import Listed
from servanda.register.relationship import AHEAD, Relationship, look
from servanda.register.visibility import Viewer, entries, records

# The order in which a brief speaks of instruments: first what binds.
ORDER = ("in_force", "provisional", "signed", "negotiated", "suspended", "ended")
# A right that can be used at any time is no duty.
RIGHTS = frozenset({"denunciation"})


@dataclass(slots=True)
class Line:
    """An instrument on the day: as listed, with its interval's causes and the interval that follows."""

    listed: Listed
    sectors: list[str]
    cited: list[str]
    follows: Interval | None = None

    @property
    def record(self) -> Record:
        return self.listed.record


@dataclass(slots=True)
class Facts:
    """Everything the sections draw on, already narrowed to the reader's circle and the day.

    lines     instruments by status in ORDER, newest signature first
    due       what has a last day within the period ahead
    owed      duties without a last day that are open
    sessions  of the pair or of its mechanisms, planned ones of later days included
    acts      entries that stand, by subject, in the order of their day
    texts     titles of statements by the digest of their text
    short     whether the short form is made
    with_axes whether the reader has the right to see axes; which tables, the circle says
    """

    viewer: Viewer
    found: Relationship
    lines: list[Line] = field(default_factory=list)
    due: list[Deadline] = field(default_factory=list)
    owed: list[Deadline] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sessions: list[Record] = field(default_factory=list)
    acts: dict[str, list[Entry]] = field(default_factory=dict)
    names: dict[str, Record] = field(default_factory=dict)
    texts: dict[str, Record] = field(default_factory=dict)
    citing: Citing = field(default_factory=lambda: Citing(()))
    with_axes: bool = True
    short: bool = False
    promised: list[matrix.Line] | None = None

    @property
    def on(self) -> date:
        return self.found.on

    @property
    def commitments(self) -> list[matrix.Line]:
        """The commitments of the two on the day, those due first in front; read once."""
        if self.promised is None:
            asked = matrix.Asked(on=self.on, parties=(self.found.a, self.found.b), order="due")
            self.promised = list(matrix.everything(self.viewer, asked))
        return self.promised

    def of_kind(self, kind: str) -> list[Record]:
        """The records of another kind than instruments."""
        return next((records for name, records in self.found.others if name == kind), [])

    def of_status(self, *statuses: str) -> list[Line]:
        """The instruments in one of these statuses."""
        return [line for line in self.lines if line.listed.status in statuses]

    def state(self, record: Record) -> dict[str, Any]:
        """What the fold says of a record beyond its columns."""
        return dict(json.loads(record.state))

    def tied(self, record: Record, relation: str) -> list[Record]:
        """The records, visible to this reader, to which a record has a relation."""
        return [
            self.names[t.target]
            for t in record.ties.all()
            if t.relation == relation and t.target in self.names
        ]

    def cite(self, *records: Record) -> tuple[int, ...]:
        """Source numbers of all that stands on these records by the day."""
        return self.citing.cite(e.id for r in records for e in self.acts.get(r.subject, ()))

    def cite_acts(self, record: Record, *names: str) -> tuple[int, ...]:
        """Source numbers of the acts of these kinds on a record; of the whole record where there is none."""
        ids = [e.id for e in self.acts.get(record.subject, ()) if e.act.name in names]
        return self.cite_entries(ids, record)

    def cite_why(self, why: str, record: Record) -> tuple[int, ...]:
        """Source numbers of the entries that a computed row names; of its whole record where it names none."""
        return self.citing.cite(self.ids_why(why, record))

    def cite_entries(self, ids: Iterable[str], record: Record) -> tuple[int, ...]:
        """Source numbers of these entries; of the whole record where none of them may be seen."""
        return self.citing.cite(self.ids(ids, record))

    def ids(self, ids: Iterable[str], record: Record) -> list[str]:
        """Those of the entries that may be cited; those of the whole record where none of them may."""
        return self.citing.known(ids) or [e.id for e in self.acts.get(record.subject, ())]

    def ids_why(self, why: str, record: Record) -> list[str]:
        """Ids of the entries that a computed row names; of its whole record where it names none."""
        return self.ids([c["entry"] for c in json.loads(why) if c.get("entry")], record)


def gather(viewer: Viewer, a: str, b: str, on: date) -> Facts | None:
    """What the reader may know of the two parties on the day; None where there is nothing."""
    found = look(viewer, a, b, on)
    if found is None:
        return None
    facts = Facts(viewer, found)
    both = queries.between(viewer, a, b)
    facts.sessions = _sessions(viewer, both)
    shown = [*both, *facts.sessions, *facts.of_kind("person")]
    _names(facts, shown)
    _acts(facts, shown)
    _lines(facts)
    _deadlines(facts, both)
    facts.findings = [f for f in found.findings if f.record.on is None or f.record.on <= on]
    return facts


def _sessions(viewer: Viewer, both: Any) -> list[Record]:
    held_by = Tie.objects.filter(
        record=OuterRef("pk"),
        relation="mechanism",
        target__in=both.filter(kind="mechanism").values("subject"),
    )
    of_bodies = records(viewer).filter(kind="session").filter(Exists(held_by))
    found = {r.pk: r for r in [*both.filter(kind="session"), *of_bodies]}
    return sorted(found.values(), key=lambda r: (r.on or date.max, r.subject))


def _names(facts: Facts, shown: Sequence[Record]) -> None:
    """Records that lines refer to: those shown, and what these are tied to."""
    facts.names = {r.subject: r for r in shown}
    targets = set(Tie.objects.filter(record__in=[r.pk for r in shown]).values_list("target", flat=True))
    missing = targets - facts.names.keys()
    for record in records(facts.viewer).filter(subject__in=missing).order_by("low"):
        facts.names[record.subject] = record
    for record in facts.names.values():
        digest = facts.state(record).get("text") if record.kind == "statement" else None
        if digest:
            facts.texts[digest] = record


def _acts(facts: Facts, shown: Sequence[Record]) -> None:
    rows = entries(facts.viewer).filter(subject__in={r.subject for r in shown}).order_by("seq")
    by_subject: dict[str, list[Entry]] = {}
    for row in rows:
        by_subject.setdefault(row.subject, []).append(to_entry(row))
    for subject, all_of_it in by_subject.items():
        known = [
            e for e in standing(all_of_it) if e.on is None or e.on <= facts.on or e.act.subject == "session"
        ]
        facts.acts[subject] = sorted(known, key=lambda e: (e.on or date.min, e.recorded_at, e.id))
    facts.citing = Citing(e for acts in facts.acts.values() for e in acts)


def _lines(facts: Facts) -> None:
    ids = [line.record.pk for line in facts.found.instruments]
    # Only the interval of the day and the one that follows: a tacit renewal has intervals to the horizon.
    ours = Interval.objects.filter(record__in=ids)
    of_day = ours.filter(Q(until__gt=facts.on) | Q(until__isnull=True), since__lte=facts.on)
    now = {(i.record_id, i.since): i for i in of_day}
    ends = {i.until for i in now.values() if i.until}
    then = {(i.record_id, i.since): i for i in ours.filter(since__in=ends, since__gt=facts.on)}
    sectors: dict[int, list[str]] = {}
    for sector, lines in facts.found.by_sector:
        for listed in lines:
            sectors.setdefault(listed.record.pk, []).append(sector)
    for listed in facts.found.instruments:
        at = now.get((listed.record.pk, listed.since)) if listed.since else None
        why = [c["entry"] for c in json.loads(at.why) if c.get("entry")] if at else []
        described = [e.id for e in facts.acts.get(listed.record.subject, ()) if e.act.name == "description"]
        follows = then.get((listed.record.pk, at.until)) if at and at.until else None
        line = Line(listed, sectors.get(listed.record.pk, [""]), [*described, *why], follows)
        facts.lines.append(line)
    facts.lines.sort(key=lambda line: ORDER.index(line.listed.status))


def _deadlines(facts: Facts, both: Any) -> None:
    on, until = facts.on, facts.on + AHEAD
    ours = Deadline.objects.filter(record__in=both, owed_by__in=("", facts.found.a, facts.found.b))
    near = ours.filter(Q(last_day__gte=on, last_day__lte=until) | Q(last_day__isnull=True))
    for deadline in near.select_related("record"):
        met = getattr(deadline, "met", None)
        begun = deadline.record.on is None or deadline.record.on <= on
        if not begun or (met is not None and met <= on):
            continue
        if deadline.last_day is not None:
            if on <= deadline.last_day <= until:
                facts.due.append(deadline)
        elif deadline.what not in RIGHTS and (deadline.opens is None or deadline.opens <= on):
            facts.owed.append(deadline)
    facts.due.sort(key=lambda d: (d.last_day, d.record.subject, d.what, d.pk))
    facts.owed.sort(key=lambda d: (d.opens or date.min, d.record.subject, d.what, d.pk))
