"""What the public may see on a day, gathered once: records, acts, versions. The only reader of the register here.

Everything comes through `records(PUBLIC)` and `entries(PUBLIC)`. Of an entry only its act, its day and its id are
taken: never its note, evidence, author, office or reason. A public act may name a subject that is not public; that
name is left out too (`Public.open`).
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import servanda.domain.acts  # noqa: F401 (enters all kinds of act)
from servanda.domain.acts.base import REGISTRY
from servanda.domain.entry import Entry, standing
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.register.models import Interval, Record
from servanda.register.projections.kinds import PROJECTIONS
from servanda.register.projections.simple import statement as statement_view
from servanda.register.projections.view import View
from servanda.register.visibility import PUBLIC, entries, records, taken_back

# The kinds that have a page, in the order of the start page.
KINDS = (
    "instrument",
    "statement",
    "mechanism",
    "session",
    "encounter",
    "commitment",
    "topic",
    "organisation",
    "person",
)
# Inner procedure of a side, whatever the circle of the entry: a report before its office has approved it, and the steps to that.
BEFORE_APPROVAL = ("draft", "submitted")
BLOCK = 256  # subjects whose entries are read at a time
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


@dataclass(frozen=True, slots=True)
class Gone:
    """A subject that was public and of which nothing stands any more: the day of the last entry, the ids of its entries."""

    subject: str
    on: date
    ids: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.subject.partition("/")[0]


@dataclass(slots=True)
class Public:
    """The public register on a day.

    by_subject  every public record, also of kinds without a page
    changed     the instant (ISO, UTC) of the latest public entry of a subject
    status      (status, since) of the instruments and commitments that stand on the day
    gone        what was public and is withdrawn, by subject
    """

    on: date
    by_subject: dict[str, Record] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    status: dict[str, tuple[str, date]] = field(default_factory=dict)
    _parties: dict[str, list[str]] = field(default_factory=dict)
    _sectors: dict[str, list[str]] = field(default_factory=dict)
    _ties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    _back: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _intervals: dict[int, list[tuple[date, date | None, str]]] = field(default_factory=dict)
    _standing: dict[str, dict[str, Any]] = field(default_factory=dict)
    _kinds: dict[str, list[Record]] = field(default_factory=dict)
    _of_party: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    _years: dict[str, dict[str, list[Record]]] = field(default_factory=dict)
    _head: int = 0
    _order: list[str] = field(default_factory=list)
    _blocks: dict[int, dict[str, list[Entry]]] = field(default_factory=dict)
    _reports: dict[str, list[str]] | None = None

    @classmethod
    def gather(cls, on: date) -> Public:
        """Read what is public, as of one entry of the journal: gathered again where something was recorded meanwhile."""
        for _ in range(5):
            head = _head()
            found = cls._gathered(on)
            found._head = head
            if _head() == head:
                break
        return found

    @classmethod
    def _gathered(cls, on: date) -> Public:
        found = cls(on)
        visible = records(PUBLIC).filter(kind__in=(*KINDS, "undertaking"))
        for record in visible.prefetch_related("parties", "sectors", "ties"):
            found.by_subject[record.subject] = record
            found._parties[record.subject] = [p.party for p in sorted(record.parties.all(), key=_pk)]
            found._sectors[record.subject] = [s.sector for s in sorted(record.sectors.all(), key=_pk)]
            ties = sorted(record.ties.all(), key=_pk)
            found._ties[record.subject] = [(t.relation, t.target) for t in ties]
        for record in found.by_subject.values():
            record.state = json.dumps(found.open(json.loads(record.state), gaps=True))
        rows = entries(PUBLIC).order_by("seq").values_list("subject", "recorded_at")
        for subject, at in rows.iterator(chunk_size=5000):
            if subject in found.by_subject:
                found.changed[subject] = max(at, found.changed.get(subject, ""))
        for record in sorted(found.by_subject.values(), key=_newest):
            found._kinds.setdefault(record.kind, []).append(record)
            for party in set(found._parties[record.subject]):
                found._of_party.setdefault((party, record.kind), []).append(record)
        for source in sorted(found._ties):
            for relation, target in found._ties[source]:
                found._back.setdefault(target, []).append((relation, source))
        found._order = sorted(found.by_subject)
        found._gather_lives()
        found._gather_gone()
        return found

    def _gather_lives(self) -> None:
        lives = Interval.objects.filter(record__in=records(PUBLIC)).order_by("record_id", "position")
        columns = ("record_id", "record__subject", "since", "until", "status", "flags")
        for pk, subject, since, until, status, flags in lives.values_list(*columns).iterator(chunk_size=5000):
            self._intervals.setdefault(pk, []).append((since, until, status))
            if since <= self.on and (until is None or until > self.on):
                self.status[subject] = (status, since)
                if subject.startswith("commitment/"):
                    self._standing[subject] = json.loads(flags)

    def _gather_gone(self) -> None:
        """What the public once saw and what a public withdrawal took back: neither a narrower entry nor a stray one counts."""
        known: dict[str, list[Entry]] = {}
        withdrawn = taken_back(PUBLIC).filter(withdraws__isnull=False).values("subject")
        for row in taken_back(PUBLIC).filter(subject__in=withdrawn).order_by("seq"):
            if row.subject.partition("/")[0] in KINDS:
                known.setdefault(row.subject, []).append(to_entry(row))
        for subject, found in known.items():
            before = [e for e in found if not e.withdraws]
            if PROJECTIONS[subject.partition("/")[0]](subject, before, 0) is not None:
                ids = tuple(e.id for e in before)
                self.gone[subject] = Gone(subject, found[-1].recorded_at.date(), ids)

    def of_kind(self, kind: str) -> list[Record]:
        """The records of a kind, the newest first."""
        return self._kinds.get(kind, [])

    def by_year(self, kind: str) -> dict[str, list[Record]]:
        """The records of a kind by year, the newest first; those without a day last, under `undated`."""
        if kind not in self._years:
            found: dict[str, list[Record]] = {}
            for record in self.of_kind(kind):
                found.setdefault(str(record.on.year) if record.on else "undated", []).append(record)
            self._years[kind] = found
        return self._years[kind]

    def position_of(self, subject: str) -> dict[str, Any]:
        """How a commitment stands on the day, as its interval says; empty where it does not stand yet."""
        return self._standing.get(subject, {})

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

    def shared(self, a: str, b: str, kind: str) -> list[Record]:
        """The records of a kind that have both parties, the newest first."""
        return [r for r in self._of_party.get((a, kind), []) if b in self.parties(r.subject)]

    def ties(self, subject: str) -> list[tuple[str, Record]]:
        """What a record is tied to among the public ones, in both directions."""
        out = [(r, self.by_subject[t]) for r, t in self._ties.get(subject, []) if t in self.by_subject]
        back = [
            (f"{relation}_of", self.by_subject[source]) for relation, source in self._back.get(subject, [])
        ]
        return out + back

    def timeline(self, record: Record) -> list[tuple[date, date | None, str]]:
        """(since, until, status) of an instrument or a commitment."""
        return self._intervals.get(record.pk, [])

    def acts(self, subject: str) -> list[Act]:
        """The public acts of a subject by day, those corrected or withdrawn too: they stay readable."""
        return self._as_acts(self._entries(subject))

    def _entries(self, subject: str) -> list[Entry]:
        """The public entries of a subject in order of recording; read in blocks, for pages are made in that order."""
        number = bisect_left(self._order, subject) // BLOCK
        block = self._blocks.get(number)
        if block is None:
            among = self._order[number * BLOCK : (number + 1) * BLOCK]
            block = {s: [] for s in among}
            for row in entries(PUBLIC).filter(subject__in=among, seq__lte=self._head).order_by("seq"):
                block[row.subject].append(to_entry(row))
            while len(self._blocks) >= 3:
                self._blocks.pop(next(iter(self._blocks)), None)
            self._blocks[number] = block
        return block.get(subject, [])

    def _as_acts(self, found: list[Entry]) -> list[Act]:
        alive = {e.id for e in standing(found)}
        found = [e for e in found if not _inner(e)]
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
        born = [s for relation, s in self._back.get(record.subject, []) if relation == "origin"]
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
            view.state = self.open(view.state, gaps=True)
            view.ties = []  # what it speaks of, and of which field, stands on its page; more of it is no new wording
            same = made and replace(made[-1][1], sectors=view.sectors) == view
            if made and made[-1][0].recorded_at == entry.recorded_at:
                made[-1] = (entry, view)
            elif same:
                made[-1] = (made[-1][0], view)
            else:
                made.append((entry, view))
        return [Version(n, e.id, e.recorded_at.date(), v) for n, (e, v) in enumerate(made, 1)]

    def open(self, value: Any, gaps: bool = False) -> Any:
        """The value without the names of subjects that are not public; those that are public are called by title.

        gaps  keep what is None by itself, as a record's state has it
        """
        if isinstance(value, dict):
            kept = {k: self.open(v, gaps) for k, v in value.items() if not SUBJECT.match(k)}
            return {k: v for k, v in kept.items() if v is not None or (gaps and value[k] is None)}
        if isinstance(value, list | tuple):
            return [v for v in (self.open(v, gaps) for v in value) if v is not None]
        if isinstance(value, str) and SUBJECT.match(value):
            named = self.by_subject.get(value)
            return (named.title or None) if named else None
        return value


def _head() -> int:
    return JournalEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _inner(entry: Entry) -> bool:
    """Whether an entry is a step within one side: it counts in the state, and is no act to be shown."""
    act: Any = entry.act
    return act.name == "clearance" or (act.name == "commitment_report" and act.stage in BEFORE_APPROVAL)


def _pk(row: Any) -> int:
    return int(row.pk)


def _newest(record: Record) -> tuple[int, str]:
    return (-(record.on or date.min).toordinal(), record.subject)
