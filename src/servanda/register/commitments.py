"""Reading commitments for pages, the session desk and documents: one promise, its thread, its likely ancestors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, OuterRef

from servanda.domain.commitments import CommitmentState
from servanda.domain.commitments.likeness import likely, wording
from servanda.domain.texts import language_of
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.register import commitment_context, matrix, queries
from servanda.register.models import Record, Tie
from servanda.register.projections.commitment import state_of
from servanda.register.visibility import Viewer, entries, records

LINEAGE = ("restates", "splits", "merges")
_COMPARED = 3000  # the newest promises that a wording is compared with


@dataclass(slots=True)
class Commitment:
    """One commitment as its page shows it, folded from the entries that the reader may see."""

    record: Record
    state: CommitmentState
    line: matrix.Line | None
    rows: list[JournalEntry]
    findings: list[Any]
    titles: Mapping[str, Record] = field(default_factory=dict)

    @property
    def parties(self) -> tuple[str, ...]:
        return self.state.parties


def look(viewer: Viewer, subject: str, on: date) -> Commitment | None:
    """One commitment on a day; None where the reader may not see it."""
    record = queries.record(viewer, subject)
    if record is None or record.kind != "commitment":
        return None
    rows = list(entries(viewer).filter(subject=subject).order_by("seq"))
    state = state_of([to_entry(r) for r in rows], viewer.circle.level)
    if state is None:
        return None
    names = {t.target for t in record.ties.all()}
    titles = {r.subject: r for r in records(viewer).filter(subject__in=sorted(names)).order_by("low")}
    return Commitment(
        record=record,
        state=state,
        line=matrix.line(viewer, subject, matrix.Asked(on=on)),
        rows=rows,
        findings=[
            SimpleNamespace(code=f.code, severity=f.severity, entries=f.entries, data=f.data)
            for f in state.findings
        ],
        titles=titles,
    )


@dataclass(slots=True)
class Knot:
    """One promise of a thread, with what it took up and what took it up, as far as the reader may see them."""

    line: matrix.Line
    earlier: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ThreadSeen:
    """The thread of a promise from the first time to today; `times` counts it along the longest way."""

    knots: list[Knot]
    times: int
    first: Record | None
    session: Record | None
    titles: Mapping[str, Record]


def thread(viewer: Viewer, subject: str, on: date) -> ThreadSeen | None:
    """The thread of a commitment, the oldest promise first."""
    record = queries.record(viewer, subject)
    if record is None:
        return None
    names = commitment_context.thread_members(subject, viewer.circle.level)
    asked = matrix.Asked(on=on)
    lines = [found for name in names if (found := matrix.line(viewer, name, asked))]
    lines.sort(key=lambda x: (x.record.on or date.min, x.record.subject))
    seen = {x.record.subject for x in lines}
    knots = {x.record.subject: Knot(x) for x in lines}
    ties = Tie.objects.filter(
        record__in=[x.record.pk for x in lines], relation__in=LINEAGE
    )  # the lines come through the one filter
    for tie in ties.select_related("record").order_by("pk"):
        if tie.target in seen:
            knots[tie.record.subject].earlier.append((tie.relation, tie.target))
            knots[tie.target].later.append((tie.relation, tie.record.subject))
    mine = next((x for x in lines if x.record.subject == subject), None)
    roots = mine.facts["roots"] if mine else []
    first = next((x for x in lines if x.record.subject in roots), mine)
    titles = {r.subject: r for r in records(viewer).filter(subject__in={x.session for x in lines})}
    return ThreadSeen(
        knots=[knots[x.record.subject] for x in lines],
        times=mine.promised if mine else 1,
        first=first.record if first else None,
        session=titles.get(first.session) if first else None,
        titles=titles,
    )


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A promise that a new wording may take up: offered to a person, never linked by itself."""

    record: Record
    score: float
    shared: tuple[str, ...]
    sectors: tuple[str, ...]
    promised: int
    state: dict[str, Any]

    @property
    def subject(self) -> str:
        return self.record.subject


def likely_ancestors(
    viewer: Viewer,
    text: str | Mapping[str, str],
    mechanism: str = "",
    *,
    sectors: Iterable[str] = (),
    parties: Sequence[str] = (),
    exclude: Iterable[str] = (),
    before: date | None = None,
    limit: int = 5,
) -> list[Ancestor]:
    """Earlier commitments that a text probably restates, the likest first.

    text       in one language (recognised by itself) or by language
    mechanism  only commitments under it; else those between `parties`; else all that the reader may see
    before     only those made before this day
    """
    texts = _by_language(text) if isinstance(text, str) else dict(text)
    mine = records(viewer).filter(kind="commitment").exclude(subject__in=list(exclude))
    if mechanism:
        tied = Tie.objects.filter(record=OuterRef("pk"), target=mechanism, relation="committed_under")
        mine = mine.filter(Exists(tied))
    for party in parties if not mechanism else ():
        mine = mine.filter(parties__party=party)
    if before:
        mine = mine.filter(on__lt=before)
    rows = {
        r.subject: r for r in mine.prefetch_related("sectors").order_by("low", "-on", "subject")[:_COMPARED]
    }
    others = [
        (name, wording(json.loads(r.titles), [s.sector for s in r.sectors.all()])) for name, r in rows.items()
    ]
    found = likely(wording(texts, sectors), others, limit)
    made = []
    for one in found:
        state = json.loads(rows[one.key].state)
        made.append(
            Ancestor(rows[one.key], one.score, one.shared, one.sectors, state.get("promised", 1), state)
        )
    return made


def _by_language(text: str) -> dict[str, str]:
    """The text under its language; a text too short to tell under each language of the Latin script."""
    language = language_of(text)
    return {"en": text, "fr": text} if language == "other" else {language: text}
