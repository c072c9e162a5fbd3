"""What was read of a relationship: each statement with the subjects that it speaks of, in its words, with the day and the source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from servanda.domain.entry import Entry, standing
from servanda.domain.texts.languages import LANGUAGES, language_of
from servanda.journal.queries import to_entry
from servanda.register import queries
from servanda.register.models import Record
from servanda.register.visibility import Viewer, entries, records

#: Statements on the page of a relationship; all of them stand under *What do they say?*
SHOWN = 20
#: Those shown at once; the others are one press away.
OPEN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A subject of which a statement speaks: the words and their language, the act that says so, its own day where it has another."""

    record: Record
    quote: str
    language: str
    entry: str
    day: date | None = None


@dataclass(slots=True)
class Read:
    """A statement and what it speaks of."""

    statement: Record
    source: str
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The statements of two parties, the newest first; `latest` of them are shown at once, `earlier` on asking."""

    latest: list[Read] = field(default_factory=list)
    earlier: list[Read] = field(default_factory=list)


def read_between(viewer: Viewer, a: str, b: str, on: date) -> Chronicle:
    """What the statements of two parties up to a day speak of."""
    found = [r for r in queries.between(viewer, a, b).filter(kind="statement") if r.on is None or r.on <= on]
    found.sort(key=lambda r: (-(r.on or date.min).toordinal(), r.subject))
    by_statement: dict[str, list[Entry]] = {}
    for row in (
        entries(viewer).filter(subject__in=[r.subject for r in found], act="statement").order_by("seq")
    ):
        by_statement.setdefault(row.subject, []).append(to_entry(row))
    mentions = {
        subject: [(e, target) for e in standing(acts) for target in e.act.mentions]  # type: ignore[attr-defined]
        for subject, acts in by_statement.items()
    }
    targets = {target for said in mentions.values() for _, target in said}
    known = {r.subject: r for r in records(viewer).filter(subject__in=targets).order_by("low")}
    made = [_read(r, mentions.get(r.subject, ()), known) for r in found]
    made = [read for read in made if read.told][:SHOWN]
    return Chronicle(made[:OPEN], made[OPEN:])


def _read(statement: Record, mentions: Iterable[tuple[Entry, str]], known: dict[str, Record]) -> Read:
    state = json.loads(statement.state)
    languages = list(state.get("languages") or ())
    said: dict[str, list[Entry]] = {}
    for entry, target in mentions:
        if target in known:
            said.setdefault(target, []).append(entry)
    read = Read(statement, state.get("source") or "")
    for target, acts in said.items():
        quote, language = _words(acts, languages)
        record = known[target]
        dated = record.kind in ("encounter", "instrument", "session") and record.on != statement.on
        read.told.append(Told(record, quote, language, acts[0].id, record.on if dated else None))
    order = ("instrument", "encounter", "mechanism", "session", "undertaking", "topic", "person")
    place = {kind: n for n, kind in enumerate(order)}
    read.told.sort(key=lambda t: (place.get(t.record.kind, len(order)), t.record.subject))
    return read


def _words(acts: Iterable[Entry], languages: list[str]) -> tuple[str, str]:
    """The longest of the words that show it, in the reader's language where a version of the statement is in it."""
    quotes = [e.quote for act in acts for e in act.evidence if e.quote]
    if len(languages) < 2:
        return max(quotes, key=len, default=""), (languages or [""])[0]
    wanted = (get_language() or "en")[:2]
    spoken = [(code if (code := language_of(q)) in LANGUAGES else "", q) for q in quotes]
    code, quote = max(spoken, key=lambda s: (s[0] == wanted, len(s[1])), default=("", ""))
    return quote, code
