"""What the public may see on a day, gathered once: records, acts, versions. The only reader of the register here.

Everything comes through `records(PUBLIC)` and `entries(PUBLIC)`. Of an entry only its act, its day and its id are
taken: never its note, evidence, author, office or reason. A public act may name a subject that is not public; that
name is left out too (`Public.open`).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import servanda.domain.acts  # noqa: F401 (enters all kinds of act)
from servanda.domain.acts.base import REGISTRY
from servanda.domain.entry import Entry, standing
from servanda.journal.queries import to_entry
from servanda.register import queries
from servanda.register.models import Interval, Record
from servanda.register.projections.simple import statement as statement_view
from servanda.register.projections.view import View
from servanda.register.visibility import PUBLIC, entries, records

# The kinds that have a page, in the order of the start page.
KINDS = ("instrument", "statement", "mechanism", "session", "encounter")
SUBJECT = re.compile(rf"(?:{'|'.join(sorted({a.subject for a in REGISTRY.values() if a.subject}))})/")
PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


def slug(text: str) -> str:
    """A name that is safe in addresses and folders: the text itself where it is plain, else a digest of it."""
    if PLAIN_KEY.fullmatch(text):
        return text
    return "x-" + hashlib.sha256(text.encode()).hexdigest()[:24]


def place(subject: str) -> str:
    """The address of a subject within a language, without ending: instrument/ma-ru-2016-investment."""
    kind, _, key = subject.partition("/")
    return f"{kind}/{slug(key)}"


@dataclass(frozen=True, slots=True)
class Act:
    """One public act: entry id, its subject, name, day, content; `counts` false where it was replaced or taken back."""

    id: str
    subject: str
    name: str
    on: date | None
    body: dict[str, Any]
    counts: bool
    withdrawal: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A statement as it stood after an entry: number from 1, the entry's id, the day it was recorded, the rows."""

    number: int
    id: str
    recorded: date
    view: View


@dataclass(slots=True)
class Public:
    """The public register on a day.

    by_subject  every public record, also of kinds without a page
    changed     the instant (ISO, UTC) of the latest public entry of a subject
    status      (status, since) of the instruments that stand on the day
    """

    on: date
    by_subject: dict[str, Record] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    status: dict[str, tuple[str, date]] = field(default_factory=dict)
    _parties: dict[str, list[str]] = field(default_factory=dict)
    _sectors: dict[str, list[str]] = field(default_factory=dict)
    _ties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _reports: dict[str, list[str]] | None = None

    @classmethod
    def gather(cls, on: date) -> Public:
        """Read what is public."""
        found = cls(on)
        visible = records(PUBLIC).filter(kind__in=KINDS + ("organisation", "person", "topic", "undertaking"))
        for record in visible.prefetch_related("parties", "sectors", "ties"):
            found.by_subject[record.subject] = record
            found._parties[record.subject] = [p.party for p in sorted(record.parties.all(), key=_pk)]
            found._sectors[record.subject] = [s.sector for s in sorted(record.sectors.all(), key=_pk)]
            ties = sorted(record.ties.all(), key=_pk)
            found._ties[record.subject] = [(t.relation, t.target) for t in ties]
        for record in found.by_subject.values():
            record.state = json.dumps(found.open(json.loads(record.state)))
        rows = entries(PUBLIC).order_by("seq").values_list("subject", "recorded_at")
        for subject, at in rows.iterator(chunk_size=5000):
            if subject in found.by_subject:
                found.changed[subject] = max(at, found.changed.get(subject, ""))
        standing_now = Interval.objects.filter(queries.on_day(on), record__in=records(PUBLIC))
        for subject, status, since in standing_now.values_list("record__subject", "status", "since"):
            found.status[subject] = (status, since)
        return found

    def of_kind(self, kind: str) -> list[Record]:
        """The records of a kind, the newest first."""
        return sorted((r for r in self.by_subject.values() if r.kind == kind), key=_newest)

    def parties(self, subject: str) -> list[str]:
        """The parties of a record."""
        return self._parties.get(subject, [])

    def sectors(self, subject: str) -> list[str]:
        """The fields of cooperation of a record."""
        return self._sectors.get(subject, [])

    def pairs(self) -> list[tuple[str, str]]:
        """The relationships: pairs of parties that share a public record of two parties."""
        found = set()
        for subject, record in self.by_subject.items():
            both = sorted(set(self.parties(subject)))
            if record.kind in KINDS and len(both) == 2:
                found.add((both[0], both[1]))
        return sorted(found)

    def ties(self, subject: str) -> list[tuple[str, Record]]:
        """What a record is tied to among the public ones, in both directions."""
        out = [(r, self.by_subject[t]) for r, t in self._ties.get(subject, []) if t in self.by_subject]
        back = [
            (f"{relation}_of", self.by_subject[source])
            for source in sorted(self._ties)
            for relation, target in self._ties[source]
            if target == subject
        ]
        return out + back

    def timeline(self, record: Record) -> list[tuple[date, date | None, str]]:
        """(since, until, status) of an instrument."""
        rows = Interval.objects.filter(record=record.pk).order_by("position")
        return list(rows.values_list("since", "until", "status"))

    def acts(self, subject: str) -> list[Act]:
        """The public acts of a subject by day, those corrected or withdrawn too: they stay readable."""
        return self._as_acts(self._entries(subject))

    def _entries(self, subject: str) -> list[Entry]:
        return [to_entry(row) for row in entries(PUBLIC).filter(subject=subject).order_by("seq")]

    def _as_acts(self, found: list[Entry]) -> list[Act]:
        alive = {e.id for e in standing(found)}
        made = [
            Act(e.id, e.subject, e.act.name, e.on, self.open(e.act.body()), e.id in alive, bool(e.withdraws))
            for e in found
        ]
        return sorted(made, key=lambda a: a.on or date.max)

    def reported(self, record: Record) -> list[Act]:
        """The public acts that a statement reports: those whose evidence is its text, and what names it as origin."""
        if self._reports is None:
            self._reports = {}
            cited = entries(PUBLIC).exclude(evidence="[]").order_by("seq")
            for subject, id, evidence in cited.values_list("subject", "id", "evidence").iterator():
                if subject in self.by_subject:
                    for document in {e.get("document") for e in json.loads(evidence)} - {None, ""}:
                        self._reports.setdefault(document, []).append(id)
        state = json.loads(record.state)
        ids = {i for key in ("text", "source") for i in self._reports.get(state.get(key) or "", [])}
        born = [s for s, ties in self._ties.items() if ("origin", record.subject) in ties]
        rows = entries(PUBLIC).exclude(subject=record.subject).order_by("seq")
        found = {r.id: to_entry(r) for r in rows.filter(id__in=ids)} if ids else {}
        if born:
            found |= {r.id: to_entry(r) for r in rows.filter(subject__in=born)}
        alive: set[str] = set()
        for subject in {e.subject for e in found.values()}:
            alive |= {e.id for e in standing(self._entries(subject))}
        acts = self._as_acts([e for e in found.values() if e.id in alive])
        return sorted(acts, key=lambda a: (a.on or date.max, a.subject, a.id))

    def versions(self, record: Record) -> list[Version]:
        """The versions of a statement, the first one first; what was recorded at one instant is one version."""
        made: list[tuple[Entry, View]] = []
        known: list[Entry] = []
        for entry in self._entries(record.subject):
            known.append(entry)
            view = statement_view(record.subject, known)
            if view is None:
                continue
            view.state = self.open(view.state)
            view.ties = []  # what it speaks of stands on its page; more of it is no new wording
            if made and made[-1][0].recorded_at == entry.recorded_at:
                made[-1] = (entry, view)
            elif not made or made[-1][1] != view:
                made.append((entry, view))
        return [Version(n, e.id, e.recorded_at.date(), v) for n, (e, v) in enumerate(made, 1)]

    def open(self, value: Any) -> Any:
        """The value without the names of subjects that are not public; those that are public are called by title."""
        if isinstance(value, dict):
            kept = {k: self.open(v) for k, v in value.items()}
            return {k: v for k, v in kept.items() if v is not None and not SUBJECT.match(k)}
        if isinstance(value, list | tuple):
            return [v for v in map(self.open, value) if v is not None]
        if isinstance(value, str) and SUBJECT.match(value):
            named = self.by_subject.get(value)
            return (named.title or None) if named else None
        return value


def _pk(row: Any) -> int:
    return int(row.pk)


def _newest(record: Record) -> tuple[int, str]:
    return (-(record.on or date.min).toordinal(), record.subject)
