"""*What do they say about X?* Statements by matter, person, party and period, in all four languages at once.

Found through the one filter: by the words of their texts in every language, and by what they mention.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from servanda.domain.entry import standing
from servanda.domain.texts.languages import language_of
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.register import files, search, wordings
from servanda.register.models import Record, RecordParty, RecordSector, Tie
from servanda.register.visibility import Viewer, entries, records
from servanda.register.wordings import Wording

MOST_QUOTES = 3
_LONGEST = 420
_SENTENCE = re.compile(r"[^.!?؟…\n\r]+(?:[.!?؟…]+(?=[\s»\"”)]|$)[»\"”)]*|[.!?؟…]+(?=\S)|[\n\r]+|$)")
_SHORT = re.compile(r"(?:^|\s)(?:[^\W\d_]{1,3}|\d+)\.$")  # M. Bourita, г. Москва, 16. October


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; everything empty: all statements.

    matter   words of any language: a topic, field, State, kind of act or name
    parties  codes; a statement has all of them
    person   a name in any script
    """

    matter: str = ""
    parties: Sequence[str] = ()
    person: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a statement as it stands there, with its language."""

    text: str
    language: str


@dataclass(slots=True)
class Saying:
    """A statement that was found, with the sentences that say what was asked for."""

    record: Record
    quotations: list[Quotation] = field(default_factory=list)
    source: str = ""
    languages: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The first of the languages in which it was issued; "" where none is on record."""
        return self.languages[0] if self.languages else ""


@dataclass(slots=True)
class Found:
    """The statements, and the wordings by which they were looked for."""

    statements: QuerySet[Record]
    matter: Wording | None = None
    person: Wording | None = None

    @property
    def looked_for(self) -> list[str]:
        """All names and wordings, each once."""
        return list(dict.fromkeys(w for one in (self.matter, self.person) if one for w in one.shown))


def find(viewer: Viewer, asked: Asked) -> Found:
    """The statements asked for that `viewer` may see, the newest first."""
    found = records(viewer).filter(kind="statement")
    for party in asked.parties:
        found = found.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    if asked.since:
        found = found.filter(on__gte=asked.since)
    if asked.until:
        found = found.filter(on__lte=asked.until)
    matter = wordings.of_matter(viewer, asked.matter) if asked.matter.strip() else None
    person = wordings.of_person(viewer, asked.person) if asked.person.strip() else None
    for wording in (matter, person):
        if wording is not None:
            found = found.filter(_said(viewer, wording))
    return Found(found.order_by(F("on").desc(nulls_last=True), "subject"), matter, person)


def _said(viewer: Viewer, wording: Wording) -> Q:
    """Statements that say it in some language, mention it, or are of its field."""
    by_text = search.matching_query(records(viewer).filter(kind="statement"), wording.query)
    said = Q(pk__in=by_text.values("pk"))
    if wording.subjects:
        said |= Q(Exists(Tie.objects.filter(record=OuterRef("pk"), target__in=wording.subjects)))
    if wording.sectors:
        said |= Q(Exists(RecordSector.objects.filter(record=OuterRef("pk"), sector__in=wording.sectors)))
    return said


def quoted(viewer: Viewer, found: Found, statements: Iterable[Record]) -> list[Saying]:
    """The statements of a page, each with the sentences of its text that say what was asked for."""
    some = list(statements)
    spans = _spans(viewer, some, found)
    sayings = []
    for record in some:
        state = json.loads(record.state)
        languages = list(state.get("languages") or ())
        saying = Saying(record, source=state.get("source") or "", languages=languages)
        text = files.text_of(state["text"]) if state.get("text") else None
        if text is not None and found.matter is None and found.person is None:
            saying.quotations = _opening(text, set(json.loads(record.titles).values()), languages)
        elif text is not None:
            titles = set(json.loads(record.titles).values())
            saying.quotations = _sentences(text, found, spans.get(state["text"], []), languages, titles)
        sayings.append(saying)
    return sayings


def _opening(text: str, titles: set[str], languages: Sequence[str]) -> list[Quotation]:
    """The first sentence after the headline, in the reader's language where the statement was issued in it."""
    wanted = (get_language() or "en")[:2]
    first: Quotation | None = None
    for start, end in sentences(text):
        if text[start:end].strip() in titles:
            continue
        found = _quotation(text[start:end], languages)
        if found.language == wanted or wanted not in languages:
            return [found]
        first = first or found
    return [first] if first else []


def _sentences(
    text: str, found: Found, spans: Sequence[tuple[int, int]], languages: Sequence[str], titles: set[str]
) -> list[Quotation]:
    """At most three sentences: those that say it, and those of which an accepted act says so; a headline only where no other does."""
    asked = [w for w in (found.matter, found.person) if w is not None]
    chosen: list[tuple[int, int, int]] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        told = sum(wordings.holds(w, sentence) for w in asked) * 2
        told += any(s < end and start < e for s, e in spans)
        if told:
            chosen.append((-told, start, end))
    body = [c for c in chosen if text[c[1] : c[2]].strip() not in titles]
    best = sorted(sorted(body or chosen)[:MOST_QUOTES], key=lambda c: c[1])
    return [_quotation(text[start:end], languages) for _, start, end in best]


def _quotation(sentence: str, languages: Sequence[str]) -> Quotation:
    shown = " ".join(sentence.split())
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST].rsplit(' ', 1)[0]}…"
    language = languages[0] if len(languages) == 1 else ""
    guessed = language_of(shown)
    return Quotation(shown, guessed if guessed in wordings.LANGUAGES else language or guessed)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand; an abbreviation ends none."""
    begun = None
    for match in _SENTENCE.finditer(text):
        start = match.start() if begun is None else begun
        piece = text[start : match.end()]
        if _SHORT.search(piece.rstrip()) and not piece.endswith(("\n", "\r")):
            begun = start
            continue
        begun = None
        if piece.strip():
            yield start, match.end()
    if begun is not None and text[begun:].strip():
        yield begun, len(text)


def _spans(viewer: Viewer, statements: Sequence[Record], found: Found) -> dict[str, list[tuple[int, int]]]:
    """Text → the stretches that are evidence of what was asked for: of its subjects, or of its field."""
    subjects = {s for w in (found.matter, found.person) if w for s in w.subjects}
    sectors = {s for w in (found.matter, found.person) if w for s in w.sectors}
    if not subjects and not sectors:
        return {}
    rows = entries(viewer).filter(subject__in=[r.subject for r in statements]).exclude(evidence="[]")
    spans: dict[str, list[tuple[int, int]]] = {}
    for entry in standing([to_entry(r) for r in rows.order_by("seq")]):
        mentioned = set(getattr(entry.act, "mentions", ())) & subjects
        if mentioned or set(getattr(entry.act, "sectors", ())) & sectors:
            for e in entry.evidence:
                if e.start is not None and e.end is not None:
                    spans.setdefault(e.document, []).append((e.start, e.end))
    return spans


def positions(viewer: Viewer, asked: Asked, found: Found) -> list[JournalEntry]:
    """What the record itself holds as said on the topics asked for: positions of sides and agreed language, newest first."""
    if found.matter is None or asked.person.strip():
        return []
    topics = [s for s in found.matter.subjects if s.startswith("topic/")]
    rows = entries(viewer).filter(subject__in=topics).order_by("seq")
    alive = {e.id for e in standing([to_entry(r) for r in rows])}
    said = [r for r in rows if r.id in alive and r.act in ("position", "agreed_language")]
    said = [
        r
        for r in said
        if (asked.since is None or (r.happened_on and r.happened_on >= asked.since))
        and (asked.until is None or (r.happened_on and r.happened_on <= asked.until))
        and (not asked.parties or _speaks(json.loads(r.body), asked.parties))
    ]
    return sorted(said, key=lambda r: (r.happened_on or date.min, r.seq), reverse=True)


def _speaks(body: dict[str, object], parties: Sequence[str]) -> bool:
    named = body.get("parties") or [body.get("by")]
    return bool(set(parties) & set(named)) if isinstance(named, list) else False
