"""The follow-up matrix: commitments as they stood on a day, filtered, ordered, paged, and what has changed since.

It starts from the one filter and asks stored intervals, so any day answers as quickly as today. Orderings and groups
come from lists; nothing from a request reaches the query but bound values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from servanda.domain.commitments.state import STATES
from servanda.register import search
from servanda.register.installation import own_parties, own_side
from servanda.register.models import (
    CommitmentInterval,
    Interval,
    Record,
    RecordParty,
    RecordSector,
    SidePosition,
    Tie,
)
from servanda.register.visibility import Viewer, commitments, records

#: Counting stops here: a person who sees "more than 10,000" filters further.
COUNTED = 10_000
PER_PAGE = 50
#: Questions about a commitment that are no states: unfinished, past its due day, a side silent, promised three times.
CONDITIONS = ("open", "overdue", "silent", "thrice", "settled")
#: name → columns of the ordering; a leading "-" in the request turns the first one round.
ORDERINGS: dict[str, tuple[str, ...]] = {
    "due": ("due",),
    "origin": ("record__on",),
    "title": ("record__title",),
    "state": ("status", "due"),
    "session": ("session", "due"),
    "mechanism": ("mechanism", "due"),
    "carried": ("carried", "due"),
    "promised": ("promised", "due"),
}
#: name of a group → the ordering that keeps its lines together
GROUPS = {"mechanism": "mechanism", "session": "session", "state": "state", "due": "due"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the matrix is narrowed to; everything empty: all commitments, as of `on`.

    states        of STATES and CONDITIONS; several: any of them. With `side`: what this side says (or "silent")
    parties       two codes of a relationship
    since         mark what has changed since that day; `only_changed` leaves out the rest
    """

    on: date
    parties: tuple[str, ...] = ()
    mechanism: str = ""
    session: str = ""
    sector: str = ""
    organisation: str = ""
    side: str = ""
    states: tuple[str, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""
    since: date | None = None
    only_changed: bool = False
    order: str = "due"
    group: str = ""


@dataclass(slots=True)
class Line:
    """One commitment as it stood on the day. `changed`: names of columns that differ from the earlier day."""

    record: Record
    number: int
    status: str
    since: date
    due: date | None
    closed: date | None
    open: bool
    carried: int
    promised: int
    mechanism: str
    session: str
    detail: dict[str, Any]
    facts: dict[str, Any]
    on: date
    changed: frozenset[str] = frozenset()
    before: dict[str, Any] | None = None

    @property
    def overdue(self) -> bool:
        """Unfinished after its due day."""
        return self.open and self.due is not None and self.due < self.on

    @property
    def positions(self) -> list[dict[str, Any]]:
        """Each side's word with its age in days and whether it is silent on the day."""
        found = []
        for p in self.detail["positions"]:
            told = date.fromisoformat(p["told_on"]) if p["told_on"] else None
            silent = date.fromisoformat(p["silent_from"]) if p["silent_from"] else None
            age = (self.on - told).days if told else None
            found.append({**p, "age": age, "silent": silent is not None and silent <= self.on})
        return found

    @property
    def key(self) -> str:
        """The last part of its address."""
        return self.record.subject.partition("/")[2]

    @property
    def ours(self) -> dict[str, Any] | None:
        """The word of the side that keeps this installation."""
        return self.position(own_side())

    @property
    def theirs(self) -> list[dict[str, Any]]:
        """The words of the other sides."""
        return [p for p in self.positions if p["party"] != own_side()]

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """The last remark: of the side that spoke last, or of both where they spoke on one day."""
        told = [p for p in self.positions if p["remark"] and p["told_on"]]
        last = max((p["told_on"] for p in told), default="")
        return [p for p in told if p["told_on"] == last]

    @property
    def sectors(self) -> list[str]:
        """The fields of cooperation."""
        return list(self.facts["sectors"])

    @property
    def indicators(self) -> list[dict[str, Any]]:
        """Each indicator with the totals of both sides as they are now known."""
        return [
            {**i, "figures": [f for f in self.facts["figures"] if f["indicator"] == i["key"]]}
            for i in self.facts["indicators"]
        ]

    def position(self, party: str) -> dict[str, Any] | None:
        """One side's word."""
        return next((p for p in self.positions if p["party"] == party), None)


@dataclass(slots=True)
class Page:
    """A page of the matrix. `total` is exact up to COUNTED, where `more` says that there are others."""

    lines: list[Line]
    number: int
    total: int
    more: bool
    has_next: bool
    titles: dict[str, Record] = field(default_factory=dict)
    per_page: int = PER_PAGE

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def found(viewer: Viewer, asked: Asked, walk: bool = False) -> QuerySet[CommitmentInterval]:
    """The intervals in which the commitments asked for stood on the day; in no order yet.

    walk   many are expected: each row of an ordered index is tried, instead of starting from the rarest list
    """
    rows = commitments(viewer).filter(since__lte=asked.on, until__gt=asked.on)
    if asked.mechanism:
        rows = rows.filter(mechanism=asked.mechanism)
    if asked.session:
        rows = rows.filter(session=asked.session)
    if asked.due_from:
        rows = rows.filter(due__gte=asked.due_from)
    if asked.due_to:
        rows = rows.filter(due__lte=asked.due_to)
    if asked.since and asked.only_changed:
        rows = rows.filter(since__gt=asked.since)
    if asked.states and not asked.side:
        rows = rows.filter(_any_state(asked))
    # Of several lists the rarest is asked as a set from which the database can start; the others are tried row by row.
    starts = walk or bool(asked.mechanism or asked.session)
    for listed in _lists(asked):
        if starts:
            rows = rows.filter(Exists(listed.filter(record=OuterRef("record"))))
        else:
            rows = rows.filter(record__in=listed.values("record"))
        starts = True
    return rows


def _lists(asked: Asked) -> Iterator[QuerySet[Any]]:
    """The conditions that stand in tables of their own, those that usually keep the fewest first."""
    if asked.text.strip():
        matching = search.matching(Record.objects.filter(kind="commitment"), asked.text)
        yield CommitmentInterval.objects.filter(record__in=matching.values("pk"))
    if asked.organisation:
        yield Tie.objects.filter(target=asked.organisation, relation="responsible")
    own = own_parties()
    for party in sorted(asked.parties, key=lambda p: p in own):  # one's own side is in nearly every record
        yield RecordParty.objects.filter(party=party)
    if asked.side:
        yield _side(asked)
    if asked.sector:
        yield RecordSector.objects.filter(sector=asked.sector)


def _any_state(asked: Asked) -> Q:
    states = [s for s in asked.states if s in STATES]
    either = Q(status__in=states) if len(states) != 1 else Q(status=states[0])
    if "open" in asked.states:
        either |= Q(open=True)
    if "overdue" in asked.states:
        either |= Q(open=True, due__lt=asked.on)
    if "thrice" in asked.states:
        either |= Q(promised__gte=3, open=True)
    if "settled" in asked.states:
        either |= Q(settled=True)
    if "silent" in asked.states:
        either |= Q(silent_from__lte=asked.on)
    return either


def _side(asked: Asked) -> QuerySet[SidePosition]:
    """The positions of the side asked for on the day; with states, where it says one of them or is silent."""
    mine = SidePosition.objects.filter(party=asked.side, since__lte=asked.on, until__gt=asked.on)
    said = ["" if s == "unreported" else s for s in asked.states if s in STATES]
    if not asked.states:
        return mine
    either = Q(progress__in=said)
    if "silent" in asked.states:
        either |= Q(silent_from__lte=asked.on)
    return mine.filter(either)


def _columns(asked: Asked) -> tuple[list[str], bool]:
    """(columns of the order, the group's first; whether the order is turned round)"""
    name = asked.order.removeprefix("-")
    chosen = list(ORDERINGS.get(name, ORDERINGS["due"]))
    return chosen, asked.order.startswith("-") and name in ORDERINGS


def _group(asked: Asked) -> list[str]:
    name = GROUPS.get(asked.group, "")
    return [ORDERINGS[name][0]] if name and name != asked.order.removeprefix("-") else []


def _keys(viewer: Viewer, asked: Asked, start: int, stop: int | None) -> tuple[list[int], int]:
    """(the intervals from `start` to `stop` in the order asked for, how many there are, counted to COUNTED + 1).

    What can be counted is sorted here, after one look; of more than that the database gives the page from its index.
    """
    group, (chosen, down) = _group(asked), _columns(asked)
    columns = [*group, *chosen]
    rows = found(viewer, asked).order_by().values_list("pk", "record_id", *columns)
    some: list[Any] = list(rows[: COUNTED + 1])
    first = 2 + len(group)
    if len(some) <= COUNTED:
        some.sort(key=lambda r: (*r[first + 1 :], r[1]))
        some.sort(key=lambda r: r[first], reverse=down)
        if group:
            some.sort(key=lambda r: r[2])
        return [r[0] for r in some[start:stop]], len(some)
    order: list[Any] = [F(c).asc() for c in columns]
    if down:
        order[len(group)] = F(chosen[0]).desc()
    many = found(viewer, asked, walk=True).order_by(*order, "record_id").values_list("pk", flat=True)
    return list(many[start:stop]), len(some)


def look(viewer: Viewer, asked: Asked, number: int = 1, per_page: int = PER_PAGE) -> Page:
    """One page of the matrix."""
    start = (max(1, number) - 1) * per_page
    keys, total = _keys(viewer, asked, start, start + per_page + 1)
    if not keys and total and number > 1:  # past the end: the last page
        number = (total + per_page - 1) // per_page if total <= COUNTED else 1
        start = (number - 1) * per_page
        keys, total = _keys(viewer, asked, start, start + per_page + 1)
    lines = lines_of(keys[:per_page], asked)
    for i, line in enumerate(lines):
        line.number = start + i + 1
    return Page(
        lines,
        max(1, number),
        min(total, COUNTED),
        total > COUNTED,
        len(keys) > per_page,
        titles_of(viewer, lines),
        per_page,
    )


def everything(viewer: Viewer, asked: Asked) -> Iterator[Line]:
    """All lines asked for, in order, for exports and documents: read in portions."""
    keys, _total = _keys(viewer, asked, 0, None)
    for start in range(0, len(keys), 1000):
        for i, line in enumerate(lines_of(keys[start : start + 1000], asked)):
            line.number = start + i + 1
            yield line


def line(viewer: Viewer, subject: str, asked: Asked) -> Line | None:
    """One commitment as a line of the matrix."""
    rows = found(viewer, Asked(on=asked.on)).filter(record__subject=subject).order_by("-low")
    lines = lines_of(list(rows.values_list("pk", flat=True)[:1]), asked)
    return lines[0] if lines else None


def lines_of(keys: Sequence[int], asked: Asked) -> list[Line]:
    """Lines of these intervals, in their order, with the words of both sides and what has changed."""
    rows = CommitmentInterval.objects.filter(pk__in=keys).select_related("record")
    by_key = {r.pk: r for r in rows}
    standings = [by_key[k] for k in keys]
    details = _details(standings)
    before = _before(standings, asked)
    made = []
    for row in standings:
        detail = details[row.record_id]
        now = Line(
            record=row.record,
            number=0,
            status=row.status,
            since=row.since,
            due=_day(detail["due"]),
            closed=_day(detail["closed"]),
            open=row.open,
            carried=row.carried,
            promised=row.promised,
            mechanism=row.mechanism,
            session=row.session,
            detail=detail,
            facts=json.loads(row.record.state),
            on=asked.on,
        )
        if asked.since:
            now.before = before.get(row.record_id)
            now.changed = _changed(now, now.before)
        made.append(now)
    return made


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _details(rows: Sequence[CommitmentInterval]) -> dict[int, dict[str, Any]]:
    """What the interval of each line says: positions, responsible, settlement."""
    wanted = {(r.record_id, r.position) for r in rows}
    stored = Interval.objects.filter(record_id__in=[r.record_id for r in rows])
    return {i.record_id: json.loads(i.flags) for i in stored if (i.record_id, i.position) in wanted}


def _before(rows: Sequence[CommitmentInterval], asked: Asked) -> dict[int, dict[str, Any]]:
    """How the same commitments stood on the earlier day."""
    if not asked.since:
        return {}
    day = asked.since
    stood = Interval.objects.filter(record_id__in=[r.record_id for r in rows], since__lte=day).filter(
        Q(until__isnull=True) | Q(until__gt=day)
    )
    return {i.record_id: {"status": i.status, **json.loads(i.flags)} for i in stood}


def _changed(now: Line, before: dict[str, Any] | None) -> frozenset[str]:
    """Names of the columns that differ from the earlier day; "new" where it did not exist then."""
    if before is None:
        return frozenset({"new"})
    found = {"state"} if before["status"] != now.status else set()
    found |= {name for name in ("due", "carried", "responsible") if before[name] != now.detail[name]}
    earlier = {p["party"]: (p["progress"], p["percent"], p["entry"]) for p in before["positions"]}
    for p in now.detail["positions"]:
        if earlier.get(p["party"]) != (p["progress"], p["percent"], p["entry"]):
            found.add(p["party"])
    return frozenset(found)


def titles_of(viewer: Viewer, lines: Iterable[Line]) -> dict[str, Record]:
    """The mechanisms, sessions and organisations that the lines name, as this reader may see them."""
    names: set[str] = set()
    for line in lines:
        names |= {line.mechanism, line.session}
        names |= {r["organisation"] for r in line.detail["responsible"]}
    rows = records(viewer).filter(subject__in=sorted(names - {""})).order_by("low")
    return {r.subject: r for r in rows.prefetch_related("ties")}


def choices(viewer: Viewer, kind: str, limit: int = 300) -> list[Record]:
    """What a filter of the matrix can be set to: mechanisms, sessions or organisations that commitments name."""
    relation = {"mechanism": "committed_under", "session": "decided_at", "organisation": "responsible"}[kind]
    mine = records(viewer).filter(kind="commitment")
    tied = Tie.objects.filter(relation=relation, target=OuterRef("subject"), record__in=mine)
    return list(records(viewer).filter(Exists(tied), kind=kind).order_by("-on", "title", "pk")[:limit])


def sides(viewer: Viewer) -> list[str]:
    """Parties of the commitments that this reader may see."""
    mine = records(viewer).filter(kind="commitment")
    found = RecordParty.objects.filter(record__in=mine).values_list("party", flat=True).distinct()
    return sorted(found)


def exists(viewer: Viewer) -> bool:
    """Whether this reader sees any commitment at all."""
    return commitments(viewer).exists()
