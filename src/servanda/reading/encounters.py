"""Encounters: visits, talks, meetings, calls, sessions, summits, conferences that are the text's news."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from servanda.reading.dates import Calendar, date_near
from servanda.reading.document import Document, Sentence
from servanda.reading.frames import Fired, best, fire
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import Draft, Evidence, Firing
from servanda.reading.parties import PartyBook, persons_between, place_near, resolve
from servanda.reading.persons import Person

#: An encounter dated further back than this is history, not news (days).
_NEWS = 45
_CONFIDENCE = {"match": 0.9, "clause": 0.85, "sentence": 0.75, "paragraph": 0.65, "document": 0.6}


@dataclass(slots=True, eq=False)
class _Named:
    mention: Mention
    sentence: Sentence
    type: str
    parties: tuple[str, ...]
    level: str
    persons: list[Person]
    place: str | None
    date: str | None
    evidence: Evidence
    rule: str
    weight: int
    merged: list[_Named] = field(default_factory=list)


def find_encounters(
    document: Document, book: PartyBook, calendar: Calendar, log: list[Firing]
) -> list[Draft]:
    """Drafts of encounters, one for each distinct one."""
    fired = list(fire(document, "encounter", log))
    chosen = best(fired)
    named = []
    for f in chosen.values():
        if (n := _understood(document, f, book, calendar)) is not None:
            named.append(n)
    _raise_meetings(document, named)
    return [_draft(n) for n in _merged(named)]


def _understood(document: Document, fired: Fired, book: PartyBook, calendar: Calendar) -> _Named | None:
    sentence, mention, spec = fired.sentence, fired.focus, fired.rule.spec
    assert mention is not None
    kind = str(spec.set.get("type", mention.value))
    lo, hi = min(mention.lo, fired.match.lo), max(mention.hi, fired.match.hi)
    if _history(sentence, lo, hi):
        return None
    parties, level = resolve(
        sentence, lo, hi, book, fill=not spec.set.get("local"), places=bool(spec.set.get("places"))
    )
    if len(parties) < 2:
        return None
    clause = sentence.clause(lo, hi)
    persons = persons_between(sentence, lo, hi)
    if len(persons) < 2:
        nearby = [*persons_between(sentence, *clause), *persons_between(sentence, 0, len(sentence.tokens))]
        persons += [p for p in dict.fromkeys(nearby) if p not in persons and p.party in parties][
            : 2 - len(persons)
        ]
    when = date_near(sentence, lo, hi)
    if _old(when, calendar):
        return None
    start = sentence.start_of(mention) if lo == mention.lo else None
    evidence = sentence.evidence(document.text, lo, hi, start)
    place = place_near(sentence, lo, hi, document.text)
    return _Named(
        mention, sentence, kind, parties, level, persons, place, when, evidence, spec.id, spec.weight
    )


def _history(sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether a word near by says that this was earlier («كان قد», “last year”, «ранее»)."""
    a, b = sentence.clause(lo, hi)
    return any(m.lo >= a and m.hi <= b for m in sentence.of("earlier"))


def _old(when: str | None, calendar: Calendar) -> bool:
    if when is None or calendar.published is None:
        return False
    if len(when) < 10:
        return when[:4] < str(calendar.published.year) or (
            len(when) == 7 and when < f"{calendar.published:%Y-%m}"
        )
    return (calendar.published - date.fromisoformat(when)).days > _NEWS


def _raise_meetings(document: Document, named: list[_Named]) -> None:
    """A meeting of which the text reports what was discussed is talks."""
    for n in named:
        if n.type != "meeting":
            continue
        window = [
            s
            for s in document.sentences[n.sentence.index : n.sentence.index + 3]
            if s.stretch.paragraph - n.sentence.stretch.paragraph <= 2
        ]
        if any(s.of("discuss") for s in window):
            n.type = "talks"


def _same(a: _Named, b: _Named) -> bool:
    if a.type != b.type:
        return False
    if a.parties != b.parties and "document" not in (a.level, b.level):
        return False
    if a.parties != b.parties and not (set(a.parties) & set(b.parties)):
        return False
    if (
        a.date
        and b.date
        and a.date != b.date
        and a.type in ("call", "visit")
        and len(a.date) == len(b.date) == 10
        and "relative" not in (a.rule, b.rule)
    ):
        days = abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days)
        if days > 4:
            return False
    if a.persons and b.persons and not any(p in b.persons for p in a.persons):
        # Other people of the same two sides: another encounter, unless one of them is only spoken of.
        return a.type in ("session", "summit", "conference") or "document" in (a.level, b.level)
    return True


def _merged(named: list[_Named]) -> list[_Named]:
    found: list[_Named] = []
    order = {"match": 0, "clause": 1, "sentence": 2, "paragraph": 3, "document": 4}
    for n in sorted(named, key=lambda n: (order[n.level], -n.weight, n.sentence.index)):
        home = next((f for f in found if _same(f, n)), None)
        if home is None:
            found.append(n)
            continue
        home.merged.append(n)
        home.date = home.date or n.date
        home.place = home.place or n.place
        home.persons += [
            p
            for p in n.persons
            if p not in home.persons and p.party in home.parties and len(home.persons) < 4
        ]
    return sorted(found, key=lambda n: n.evidence)


def _draft(n: _Named) -> Draft:
    everything = [n, *n.merged]
    facts = {
        "type": n.type,
        "parties": list(n.parties),
        "persons": [p.key for p in n.persons],
        "place": n.place,
        "date": n.date,
    }
    reasons = sorted({f"rule:{m.rule}" for m in everything}) + [f"parties:{n.level}"]
    missing = [k for k in ("date", "place") if facts[k] is None] + ([] if n.persons else ["persons"])
    confidence = min(_CONFIDENCE[n.level] + 0.03 * len(n.merged), 0.95)
    return Draft("encounters", facts, sorted({m.evidence for m in everything}), confidence, reasons, missing)
