"""One instrument as its page and `servanda show` give it: folded live from the entries that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from servanda.domain.acts.register import Document
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Entry, standing
from servanda.domain.instruments.state import Held
from servanda.journal.models import JournalEntry
from servanda.journal.queries import known_at, to_entry
from servanda.journal.services import Draft
from servanda.register import practices, queries
from servanda.register.installation import own_side
from servanda.register.models import Record
from servanda.register.projections.instrument import state_of, view
from servanda.register.projections.view import View
from servanda.register.visibility import Viewer, entries


@dataclass(slots=True)
class Instrument:
    """What is shown of one instrument.

    intervals, deadlines, findings  as the computed rows name them, so that pages and commands share templates
    documents  (entry id, document act), by day
    procedures who holds the file on each side
    as_known   the instant of knowledge, None for today's
    """

    subject: str
    view: View
    rows: list[JournalEntry]
    intervals: list[Any]
    deadlines: list[Any]
    findings: list[Any]
    clauses: FinalClauses
    documents: list[tuple[str, Document, date | None]]
    procedures: list[Held]
    record: Record | None = None
    as_known: datetime | None = None
    ties: list[tuple[str, Record]] = field(default_factory=list)

    def ready_since(self, on: date) -> date | None:
        """The day on which it was approved for signature, where that was by `on` and it is not signed."""
        said = self.view.state.get("ready_since")
        day = date.fromisoformat(said) if said else None
        return day if day and day <= on else None

    def at(self, on: date) -> Any | None:
        """The interval that a day belongs to."""
        return next((i for i in reversed(self.intervals) if i.since <= on), None)


def instant_of(text: str) -> datetime | None:
    """An instant from what a person wrote: a day means its end. None for nothing or no instant."""
    text = text.strip()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == 10:
        at = at.replace(hour=23, minute=59, second=59, microsecond=999999)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def look(
    viewer: Viewer,
    subject: str,
    as_known: str = "",
    today: date | None = None,
    supposed: Sequence[Draft] = (),
) -> Instrument | None:
    """The instrument as `viewer` may know it; with `as_known` from what had been recorded by then.

    `supposed`: acts that are not recorded, folded as if they had been recorded last; `rows` does not have them.
    """
    known = entries(viewer).filter(subject=subject).order_by("seq")
    instant = instant_of(as_known) if as_known else None
    if instant:
        known = known_at(known, instant)
    rows = list(known)
    found = [to_entry(r) for r in rows]
    found += [_entry(draft, n) for n, draft in enumerate(supposed) if draft.subject == subject]
    state = state_of(found, practices.known_at_level(viewer.circle.level), today)
    made = view(state, found)
    if made is None:
        return None
    ties_record = queries.record(viewer, subject)
    return Instrument(
        subject=subject,
        view=made,
        rows=rows,
        intervals=[
            SimpleNamespace(since=s, until=u, status=status, flags=flags, why=lines)
            for s, u, status, flags, lines in made.intervals
        ],
        deadlines=[
            SimpleNamespace(
                what=what,
                opens=opens,
                last_day=last,
                due=last or opens,
                safe_day=safe,
                owed_by=owed_by,
                estimated=estimated or bool(today and safe and last and last.year > today.year),
                met=met,
                why=lines,
            )
            for what, opens, last, safe, owed_by, estimated, met, lines in made.deadlines
        ],
        findings=[
            SimpleNamespace(code=code, severity=severity, entries=ids, data=data)
            for code, severity, ids, data in made.findings
        ],
        clauses=state.clauses,
        documents=_documents(found),
        procedures=list(state.procedures),
        record=ties_record,
        as_known=instant,
    )


def _entry(draft: Draft, n: int) -> Entry:
    """A draft as the entry that it would be."""
    return Entry(
        id=f"supposed-{n}",
        subject=draft.subject,
        act=draft.act,
        on=draft.on,
        recorded_at=datetime.max.replace(tzinfo=UTC),
        side=own_side(),
        circle=draft.circle,
        evidence=draft.evidence,
        corrects=draft.corrects,
        reason=draft.reason,
    )


def _documents(found: list[Entry]) -> list[tuple[str, Document, date | None]]:
    kept = [(e.id, e.act, e.on) for e in standing(found) if isinstance(e.act, Document)]
    return sorted(kept, key=lambda d: (d[2] or date.min, d[0]))
