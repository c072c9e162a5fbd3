"""Reading the register for pages, commands and documents: always from what the one filter lets through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from servanda.register import search
from servanda.register.models import Deadline, Finding, Interval, Record, RecordParty, RecordSector, Tie
from servanda.register.visibility import Viewer, records

STATUSES = ("negotiated", "signed", "provisional", "in_force", "suspended", "ended")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of instruments is narrowed to; everything empty: all of them.

    parties    codes; an instrument has all of them
    on         the day for which the status is asked
    """

    on: date
    parties: Sequence[str] = ()
    statuses: Sequence[str] = ()
    sector: str = ""
    type: str = ""
    year: int | None = None
    mechanism: str = ""
    text: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of instruments, as it stands on the day asked for."""

    record: Record
    parties: list[str] = field(default_factory=list)
    status: str = ""
    since: date | None = None
    until: date | None = None
    flags: dict[str, Any] = field(default_factory=dict)


def title(record: Record, language: str) -> tuple[str, str]:
    """(text, language) of a record's title: in the language asked for, else the authentic one."""
    titles: dict[str, str] = json.loads(record.titles)
    if language in titles:
        return titles[language], language
    for code, text in titles.items():
        if text == record.title:
            return text, code
    return record.title or record.subject, ""


def on_day(on: date) -> Q:
    """Intervals that a day belongs to: [since, until)."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def instruments(viewer: Viewer, asked: Filters) -> QuerySet[Interval]:
    """The intervals in which the instruments asked for stand on the day, newest signature first.

    An instrument without any act by that day has no interval and is left out.
    """
    found = search.matching(records(viewer).filter(kind="instrument"), asked.text)
    for party in asked.parties:
        found = found.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    if asked.sector:
        found = found.filter(Exists(RecordSector.objects.filter(record=OuterRef("pk"), sector=asked.sector)))
    if asked.type:
        found = found.filter(type=asked.type)
    if asked.year:
        found = found.filter(on__year=asked.year)
    if asked.mechanism:
        found = found.filter(Exists(Tie.objects.filter(record=OuterRef("pk"), target=asked.mechanism)))
    if asked.finding:
        found = found.filter(Exists(Finding.objects.filter(record=OuterRef("pk"), code=asked.finding)))
    intervals = Interval.objects.filter(on_day(asked.on), record__in=found)
    if asked.statuses:
        intervals = intervals.filter(status__in=list(asked.statuses))
    return intervals.select_related("record").order_by(
        F("record__on").desc(nulls_last=True), "record__subject"
    )


def listed(intervals: Sequence[Interval]) -> list[Listed]:
    """Lines for a page of intervals, with their parties."""
    parties: dict[int, list[str]] = {}
    ids = [i.record_id for i in intervals]
    for start in range(0, len(ids), 20000):
        some = ids[start : start + 20000]
        for pk, party in (
            RecordParty.objects.filter(record_id__in=some).order_by("pk").values_list("record_id", "party")
        ):
            parties.setdefault(pk, []).append(party)
    return [
        Listed(i.record, parties.get(i.record_id, []), i.status, i.since, i.until, json.loads(i.flags))
        for i in intervals
    ]


def record(viewer: Viewer, subject: str) -> Record | None:
    """One record, if `viewer` may see it. A restricted view, where they may see it, goes before the others."""
    return records(viewer).filter(subject=subject).order_by("-low").first()


def of_kind(viewer: Viewer, kind: str, party: str = "") -> QuerySet[Record]:
    """The records of one kind, newest first; with `party` those it takes part in."""
    found = records(viewer).filter(kind=kind)
    if party:
        found = found.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    return found.order_by(F("on").desc(nulls_last=True), "subject")


def between(viewer: Viewer, a: str, b: str) -> QuerySet[Record]:
    """Every record that has both parties."""
    has = RecordParty.objects.filter(record=OuterRef("pk"))
    return records(viewer).filter(Exists(has.filter(party=a)), Exists(has.filter(party=b)))


def findings(viewer: Viewer, code: str = "") -> QuerySet[Finding]:
    """Contradictions and gaps, by subject."""
    found = Finding.objects.filter(record__in=records(viewer)).select_related("record")
    if code:
        found = found.filter(code=code)
    return found.order_by("record__subject", "code", "pk")


def list_findings(viewer: Viewer, subject: str) -> list[Finding]:
    """What the newest lists of other sides say of an instrument that our record does not, or leave out."""
    lists = records(viewer).filter(kind="list", ties__target=subject)
    found = Finding.objects.filter(record__in=lists, data__contains=f'"subject":{json.dumps(subject)}')
    return list(found.select_related("record").order_by("record__subject", "code", "pk"))


def finding_counts(viewer: Viewer) -> list[tuple[str, str, int]]:
    """(code, severity, how many), most first."""
    counted = (
        Finding.objects.filter(record__in=records(viewer))
        .values("code", "severity")
        .annotate(n=Count("pk"))
        .order_by("-n", "code")
    )
    return [(row["code"], row["severity"], row["n"]) for row in counted]


def deadlines(viewer: Viewer, start: date | None, end: date, party: str = "") -> QuerySet[Deadline]:
    """What opens, closes or falls due from `start` to `end` inclusive, and what is owed then; soonest first.

    What was met before `start` is left out. With `party`: of the records that it is a party of.
    """
    visible = records(viewer)
    if party:
        visible = visible.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    found = Deadline.objects.filter(record__in=visible).select_related("record")
    in_period = Q(due__lte=end) & (Q(due__gte=start) if start else Q())
    in_period |= Q(opens__lte=end, opens__gte=start) if start else Q(opens__lte=end)
    found = found.filter(in_period | Q(pk__in=owed(viewer, start or end).filter(what__in=BEFORE_FORCE)))
    return found.filter(unmet(start or end)).order_by("due", "record__subject", "what", "pk")


# Duties on the way to force are listed in every period in which they are open; those that follow it
# (registration, publication) in the period in which they arise, and in `owed` as long as they last.
BEFORE_FORCE = ("signature", "notification", "exchange_of_instruments", "deposit", "approval")


def unmet(on: date) -> Q:
    """Deadlines not yet met at the start of a day."""
    return Q(met__isnull=True) | Q(met__gte=on)


def owed(viewer: Viewer, on: date) -> QuerySet[Deadline]:
    """Duties without a last day that are open on a day, the oldest first."""
    found = Deadline.objects.filter(record__in=records(viewer), last_day__isnull=True, opens__lte=on)
    found = found.exclude(what__in=("denunciation",)).filter(Q(met__isnull=True) | Q(met__gt=on))
    return found.select_related("record").order_by("opens", "record__subject", "what", "pk")


def estimated(deadline: Deadline, today: date) -> bool:
    """Whether the safe day may still move: feasts not announced, or a year whose holidays are not."""
    if deadline.safe_day is None or deadline.last_day is None:
        return False
    return deadline.estimated or deadline.last_day.year > today.year


@dataclass(frozen=True, slots=True)
class Pair:
    """A relationship with its counts on a day: instruments in all, and by status."""

    a: str
    b: str
    total: int
    by_status: dict[str, int]


def relationships(viewer: Viewer, on: date, party: str = "") -> Iterator[Pair]:
    """Every pair of parties with bilateral instruments, most instruments first.

    Instruments with more than two parties make no relationship by themselves.
    """
    visible = records(viewer).filter(kind="instrument", party_count=2)
    if party:
        visible = visible.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    status = dict(
        Interval.objects.filter(on_day(on), record__in=visible).values_list("record_id", "status").iterator()
    )
    sides: dict[int, list[str]] = {}
    for pk, code in (
        RecordParty.objects.filter(record__in=visible).values_list("record_id", "party").iterator()
    ):
        if pk in status:
            sides.setdefault(pk, []).append(code)
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for pk, codes in sides.items():
        first, second = sorted(codes)[:2] if len(codes) > 1 else (codes[0], codes[0])
        counts = pairs.setdefault((first, second), {})
        counts[status[pk]] = counts.get(status[pk], 0) + 1
    for (a, b), counts in sorted(pairs.items(), key=lambda p: (-sum(p[1].values()), p[0])):
        yield Pair(a, b, sum(counts.values()), counts)


def open_windows(viewer: Viewer, on: date) -> QuerySet[Deadline]:
    """Windows open on the day: their opening has come, their last day has not passed."""
    found = Deadline.objects.filter(record__in=records(viewer), opens__lte=on, last_day__gte=on)
    return (
        found.filter(unmet(on)).select_related("record").order_by("last_day", "record__subject", "what", "pk")
    )


def expected_instruments(viewer: Viewer, on: date) -> QuerySet[Interval]:
    """Instruments announced or under negotiation on the day."""
    found = Interval.objects.filter(
        on_day(on), record__in=records(viewer).filter(kind="instrument"), status="negotiated"
    )
    return found.select_related("record").order_by("-since", "record__subject")
