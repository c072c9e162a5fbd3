"""One relationship: everything that has both parties, as a reader may see it on a day."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, QuerySet

from servanda.journal.models import JournalEntry
from servanda.register import queries
from servanda.register.chronicle import Chronicle, read_between
from servanda.register.models import Deadline, Finding, Interval, Record, RecordSector, Tie
from servanda.register.queries import Filters, Listed
from servanda.register.visibility import Viewer, entries, records

AHEAD = timedelta(days=730)
LATEST = 15
DRAWN = 60  # instruments whose lives are drawn; the list below names all
# The kinds shown beside the instruments, in this order.
OTHERS = ("mechanism", "session", "encounter", "person", "statement", "undertaking", "topic", "organisation")


@dataclass(frozen=True, slots=True)
class KeptList:
    """The newest list of treaties that a side keeps, with how many rows of each kind there are against our record."""

    record: Record
    party: str
    counts: dict[str, int]


@dataclass(slots=True)
class Relationship:
    """What a relationship holds on a day.

    by_status  (status, how many), in the order of a life
    by_sector  (sector code, instruments); an instrument of several sectors stands in each
    lives      (instrument, its intervals from the first to the last) as they are drawn, the oldest first
    others     (kind, records) for what is no instrument
    read       what its statements speak of, with the words and the source, the newest first
    """

    a: str
    b: str
    on: date
    instruments: list[Listed] = field(default_factory=list)
    by_status: list[tuple[str, int]] = field(default_factory=list)
    by_sector: list[tuple[str, list[Listed]]] = field(default_factory=list)
    lives: list[tuple[Record, list[Interval]]] = field(default_factory=list)
    others: list[tuple[str, list[Record]]] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    latest: list[JournalEntry] = field(default_factory=list)
    read: Chronicle = field(default_factory=Chronicle)
    lists: list[KeptList] = field(default_factory=list)


def look(viewer: Viewer, a: str, b: str, on: date, today: date | None = None) -> Relationship | None:
    """The relationship of two parties; None where the reader sees nothing that both share."""
    both = queries.between(viewer, a, b)
    if not both.exists():
        return None
    found = Relationship(a, b, on)
    found.instruments = queries.listed(list(queries.instruments(viewer, Filters(on=on, parties=(a, b)))))
    counts = Counter(line.status for line in found.instruments)
    found.by_status = [(s, counts[s]) for s in queries.STATUSES if counts[s]]
    found.by_sector = _by_sector(found.instruments)
    found.lives = _lives(found.instruments[:DRAWN])
    found.others = _others(viewer, a, b, on)
    due = queries.deadlines(viewer, on, on + AHEAD).filter(record__in=both, owed_by__in=("", a, b))
    found.deadlines = list(due)
    # What the two sides' lists do not agree on has a page of its own: there may be hundreds.
    found.findings = list(
        Finding.objects.filter(record__in=both.exclude(kind="list")).select_related("record")
    )
    found.lists = _lists(both)
    found.findings.sort(key=lambda f: (f.severity != "contradiction", f.record.subject, f.code))
    found.read = read_between(viewer, a, b, on)
    subjects = both.values("subject")
    found.latest = list(entries(viewer).filter(subject__in=subjects).order_by("-seq")[:LATEST])
    return found


def _lists(both: QuerySet[Record]) -> list[KeptList]:
    found = []
    for record in both.filter(kind="list").order_by("subject"):
        state = json.loads(record.state)
        if state["newest"]:
            found.append(KeptList(record, state["party"], state["counts"]))
    return found


def _lives(lines: list[Listed]) -> list[tuple[Record, list[Interval]]]:
    """Each instrument with all its intervals, in the order in which they came on record."""
    lives: dict[int, list[Interval]] = {line.record.pk: [] for line in lines}
    for interval in Interval.objects.filter(record_id__in=lives).order_by("record_id", "position"):
        lives[interval.record_id].append(interval)
    pairs = [(line.record, lives[line.record.pk]) for line in lines]
    return sorted(pairs, key=lambda pair: (pair[1][0].since, pair[0].subject))


def _by_sector(lines: list[Listed]) -> list[tuple[str, list[Listed]]]:
    sectors: dict[int, list[str]] = {}
    ids = [line.record.pk for line in lines]
    for pk, sector in (
        RecordSector.objects.filter(record_id__in=ids).order_by("pk").values_list("record_id", "sector")
    ):
        sectors.setdefault(pk, []).append(sector)
    grouped: dict[str, list[Listed]] = {}
    for line in lines:
        for sector in sectors.get(line.record.pk, [""]):
            grouped.setdefault(sector, []).append(line)
    return sorted(grouped.items(), key=lambda g: (g[0] == "", -len(g[1]), g[0]))


def _others(viewer: Viewer, a: str, b: str, on: date) -> list[tuple[str, list[Record]]]:
    """Records of other kinds that share both parties, and the persons tied to them."""
    shared = queries.between(viewer, a, b).exclude(kind="instrument")
    shared = shared.filter(on__isnull=True) | shared.filter(on__lte=on)
    found: dict[str, list[Record]] = {}
    for record in shared.order_by(F("on").desc(nulls_last=True), "subject"):
        found.setdefault(record.kind, []).append(record)
    tied = Tie.objects.filter(record__in=shared, relation="person").values("target")
    people = records(viewer).filter(kind="person", subject__in=tied).order_by("title")
    if people:
        found["person"] = list(people)
    return [(kind, found[kind]) for kind in OTHERS if found.get(kind)]


def ties_of(viewer: Viewer, record: Record) -> list[tuple[str, Record]]:
    """What a record is tied to, in both directions: (relation, record); the other direction as `relation_of`."""
    visible = records(viewer)
    out: list[tuple[str, Record]] = []
    for tie in record.ties.order_by("pk"):
        target = visible.filter(subject=tie.target).first()
        if target:
            out.append((tie.relation, target))
    for tie in (
        Tie.objects.filter(target=record.subject, record__in=visible).select_related("record").order_by("pk")
    ):
        out.append((f"{tie.relation}_of", tie.record))
    return out
