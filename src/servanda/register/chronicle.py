"""What was read of a relationship: each subject that its statements speak of, with the words, the day and the source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from servanda.domain.entry import standing
from servanda.journal.queries import to_entry
from servanda.register import queries
from servanda.register.models import Record
from servanda.register.visibility import Viewer, entries, records

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A subject of which a statement speaks: the words, their language, the act that says so, and the statement."""

    day: date | None
    record: Record
    quote: str
    language: str
    statement: Record
    source: str
    entry: str


def read_between(viewer: Viewer, a: str, b: str, on: date) -> list[Line]:
    """What the statements of two parties up to a day speak of, the newest first."""
    statements = {
        r.subject: r
        for r in queries.between(viewer, a, b).filter(kind="statement")
        if r.on is None or r.on <= on
    }
    by_statement: dict[str, list[object]] = {}
    for row in entries(viewer).filter(subject__in=statements, act="statement").order_by("seq"):
        by_statement.setdefault(row.subject, []).append(to_entry(row))
    mentions = [
        (statements[subject], e, target)
        for subject, found in by_statement.items()
        for e in standing(found)  # type: ignore[arg-type]
        for target in e.act.mentions  # type: ignore[attr-defined]
    ]
    targets = {t for _, _, t in mentions}
    shown = {r.subject: r for r in records(viewer).filter(subject__in=targets).order_by("low")}
    lines: dict[tuple[str, str], Line] = {}
    for statement, entry, target in mentions:
        record = shown.get(target)
        if record is None:
            continue
        state = json.loads(statement.state)
        quote = max((e.quote for e in entry.evidence), key=len, default="")
        language = (state.get("languages") or [""])[0]
        day = (
            record.on if record.kind in ("encounter", "instrument", "session") and record.on else statement.on
        )
        line = Line(day, record, quote, language, statement, state.get("source") or "", entry.id)
        lines.setdefault((statement.subject, target), line)
    return sorted(
        lines.values(),
        key=lambda x: (-(x.day or date.min).toordinal(), x.statement.subject, x.record.subject),
    )[:SHOWN]
