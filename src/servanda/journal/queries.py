"""Reading the journal: entries of a subject, what was known at an instant, verification of the chain, export."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from servanda.domain import canonical
from servanda.domain.acts.base import REGISTRY
from servanda.domain.entry import Circle, Entry, Evidence
from servanda.domain.wording import N_
from servanda.journal import head
from servanda.journal.models import JournalEntry
from servanda.journal.services import content, instant_text, local_content


def to_entry(row: JournalEntry) -> Entry:
    """The stored row as the folds see it."""
    return Entry(
        id=row.id,
        subject=row.subject,
        act=REGISTRY[row.act].read(row.version, json.loads(row.body)),
        on=row.happened_on,
        recorded_at=datetime.fromisoformat(row.recorded_at),
        recorded_by=row.recorded_by,
        side=row.side,
        circle=Circle(row.circle),
        evidence=tuple(Evidence(**e) for e in json.loads(row.evidence)) if row.evidence != "[]" else (),
        corrects=row.corrects,
        withdraws=row.withdraws,
        reason=row.reason,
    )


def rows_of(subjects: Iterable[str]) -> QuerySet[JournalEntry]:
    """Rows of these subjects in the order of recording."""
    return JournalEntry.objects.filter(subject__in=list(subjects)).order_by("seq")


def known_at(rows: QuerySet[JournalEntry], instant: datetime) -> QuerySet[JournalEntry]:
    """Only what had been recorded by `instant` (inclusive)."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return rows.filter(recorded_at__lte=instant_text(instant))


def entries_of(subject: str, as_known: datetime | None = None) -> list[Entry]:
    """All entries of one subject; with `as_known` those recorded by then."""
    rows = rows_of([subject])
    return [to_entry(r) for r in (known_at(rows, as_known) if as_known else rows)]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that `verify` found wrong: at which entry, what, with the data of the message."""

    seq: int
    code: str
    data: dict[str, Any]


FAULTS = {
    "gap": N_("Entry {seq} is missing."),
    "digest": N_("The content of entry {seq} is not what was recorded."),
    "local_digest": N_("The local part of entry {seq} is not what was recorded."),
    "link": N_("Entry {seq} does not follow from the one before it."),
    "unreadable": N_("Entry {seq} cannot be read: {problem}."),
    "cut": N_("The journal ends at entry {seq}, but entry {head} had been acknowledged."),
    "head": N_("Entry {seq} is not the one that had been acknowledged under this number."),
    "computed": N_("The computed rows of {subject} differ from a fresh fold."),
    "computed_extra": N_("Computed rows stand for {subject}, of which the journal knows nothing."),
}


def verify(progress: Callable[[int], None] = lambda n: None) -> Iterator[Fault]:
    """Walk the whole chain and yield each fault. `progress` is told the number of entries done."""
    previous, expected = canonical.GENESIS, 0
    known = head.read()
    for row in JournalEntry.objects.order_by("seq").iterator(chunk_size=5000):
        expected += 1
        while expected < row.seq:
            yield Fault(expected, "gap", {"seq": expected})
            expected += 1
        yield from _verify_row(row, previous)
        previous = row.link
        if known and row.seq == known[0] and row.link != known[1]:
            yield Fault(row.seq, "head", {"seq": row.seq})
        if row.seq % 1000 == 0:
            progress(row.seq)
    progress(expected)
    if known and known[0] > expected:
        yield Fault(expected, "cut", {"seq": expected, "head": known[0]})


def _verify_row(row: JournalEntry, previous: str) -> Iterator[Fault]:
    columns = {f.attname: getattr(row, f.attname) for f in JournalEntry._meta.concrete_fields}
    columns["happened_on"] = _iso(row.happened_on)
    try:
        body = canonical.read_strictly(row.body.encode())
        evidence = canonical.read_strictly(row.evidence.encode())
        digest = canonical.digest(canonical.canonical(content(columns, body, evidence)))
    except canonical.NotCanonical as error:
        yield Fault(row.seq, "unreadable", {"seq": row.seq, "problem": str(error)})
        return
    if digest != row.digest:
        yield Fault(row.seq, "digest", {"seq": row.seq})
    local = canonical.digest(canonical.canonical(local_content(columns)))
    if local != row.local_digest:
        yield Fault(row.seq, "local_digest", {"seq": row.seq})
    if canonical.link(previous, row.digest, row.local_digest) != row.link:
        yield Fault(row.seq, "link", {"seq": row.seq})
    if row.act not in REGISTRY:
        yield Fault(row.seq, "unreadable", {"seq": row.seq, "problem": row.act})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def export() -> Iterator[dict[str, Any]]:
    """Every entry as an object, in order, with all columns."""
    row: dict[str, Any]
    for row in JournalEntry.objects.order_by("seq").values().iterator(chunk_size=5000):  # type: ignore[assignment]
        row["happened_on"] = _iso(row["happened_on"])
        row["body"] = json.loads(row["body"])
        row["evidence"] = json.loads(row["evidence"])
        row["offices"] = json.loads(row["offices"])
        yield row
