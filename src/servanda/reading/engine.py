"""The engine: from a text to its reading. Deterministic, offline; the languages are data."""

from __future__ import annotations

import threading
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from servanda.domain.texts.languages import guess_language
from servanda.reading.background import only_background
from servanda.reading.bodies import find_bodies
from servanda.reading.dates import find_dates
from servanda.reading.document import build
from servanda.reading.encounters import find_encounters
from servanda.reading.faults import EmptyText, LanguageUnknown, NotText, PackFault, TooLong
from servanda.reading.fields import find_sectors, mark_topics, topic_drafts
from servanda.reading.instruments import find_instruments
from servanda.reading.organisations import find_organisations
from servanda.reading.outcome import Draft, Evidence, Firing, Passage, Reading
from servanda.reading.pack import Pack, shipped
from servanda.reading.parties import find_parties
from servanda.reading.persons import Person, find_persons
from servanda.reading.schema import Writing
from servanda.reading.tables import mark_tables
from servanda.reading.tongue import Signs, passages
from servanda.reading.undertakings import find_undertakings

#: The most that is read at once, in code points.
LIMIT = 200_000
#: How much of a text is judged for its language, and from which certainty it is plain.
SAMPLE, PLAIN = 20_000, 0.4


class Reader:
    """Reads texts with the packs that Servanda ships and any others given. Packs load when first needed."""

    def __init__(self, more: Iterable[Path | Traversable] = ()) -> None:
        self._folders: dict[str, Traversable | Path] = dict(shipped())
        for folder in more:
            self._folders[_language_of(folder)] = folder
        self._packs: dict[str, Pack] = {}
        self._lock = threading.Lock()
        self._signs = {language: _signs(folder) for language, folder in self._folders.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages for which there is a pack."""
        return tuple(sorted(self._folders))

    def pack(self, language: str) -> Pack:
        """The pack of a language, loaded once. Raises PackFault if it is faulty, KeyError if there is none."""
        with self._lock:
            if language not in self._packs:
                self._packs[language] = Pack(self._folders[language])
            return self._packs[language]

    def read(self, text: str, published: date | None = None, language: str | None = None) -> Reading:
        """Everything that the text states, as drafts with evidence.

        published   the day against which “yesterday” is resolved; None leaves such dates open
        language    force one language for the whole text instead of finding it passage by passage
        Raises EmptyText, NotText, TooLong, LanguageUnknown.
        """
        self._check(text)
        found = (
            [Passage(0, len(text), language)] if language in self._folders else passages(text, self._signs)
        )
        if language not in self._folders and self._foreign(text):
            raise LanguageUnknown(languages=self.languages)
        sizes: Counter[str] = Counter()
        for p in found:
            if p.language:
                sizes[p.language] += sum(c.isalpha() for c in text[p.start : p.end])
        if not sizes:
            raise LanguageUnknown(languages=self.languages)
        main = max(sizes, key=lambda lang: (sizes[lang], lang))
        packs = {lang: self.pack(lang) for lang in sorted(sizes)}
        return self._understand(text, published, found, packs, main)

    def _foreign(self, text: str) -> bool:
        """Whether the whole is plainly in a language without a pack: Spanish has small words that French has too."""
        guess = guess_language(text[:SAMPLE])
        return guess.certainty >= PLAIN and guess.code not in (*self._folders, "und")

    @staticmethod
    def _check(text: str) -> None:
        if len(text) > LIMIT:
            raise TooLong(length=len(text), limit=LIMIT)
        sample = text[:20_000]
        if not any(c.isalnum() for c in text):
            raise EmptyText()
        bad = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\x0b\x0c") for c in sample)
        if bad > 0.1 * len(sample):
            raise NotText(share=round(100 * bad / len(sample)))

    @staticmethod
    def _understand(
        text: str, published: date | None, found: list[Passage], packs: Mapping[str, Pack], main: str
    ) -> Reading:
        log: list[Firing] = []
        document = build(text, found, packs, main)
        calendar = find_dates(document, published)
        mark_tables(document)
        persons = find_persons(document)
        topics = mark_topics(document, log)
        book = find_parties(document, persons)
        instruments = find_instruments(document, book, calendar, log)
        bodies = find_bodies(document, book, log)
        encounters = find_encounters(document, book, calendar, log)
        if packs[main].meta.parties.press and only_background(document, [*instruments, *encounters, *bodies]):
            instruments, encounters, bodies = [], [], []
        sides = {tuple(d.facts["parties"]) for d in (*instruments, *bodies, *encounters)}
        book.told = sides.pop() if len(sides) == 1 else ()
        undertakings = find_undertakings(document, book, log)
        if not (instruments or bodies or encounters):
            named = book.bilateral and bool(book.pair())
            # Nothing else in the text is an act of two sides: what one alone promises, or who was only guessed from the
            # whole text, is no undertaking between states.
            undertakings = [
                u for u in undertakings
                if len(u.facts["by"]) > 1 and ("parties:document" not in u.reasons or (named and "sides" in u.reasons))
            ]  # fmt: skip
        drafts = [*instruments, *encounters, *bodies, *undertakings]
        drafts += [_person_draft(text, p) for p in persons]
        if instruments or bodies or encounters or undertakings:
            bilateral = frozenset(c for d in (*instruments, *encounters, *bodies) for c in d.facts["parties"])
            others = [*instruments, *encounters, *bodies, *undertakings]
            drafts += find_sectors(document, log, others, book.own, bool(book.pair()) and book.bilateral)
            drafts += topic_drafts(document, topics, bilateral or frozenset(book.principals[:2]))
        return Reading(text, main, published, found, drafts, log, find_organisations(document))


def _person_draft(text: str, person: Person) -> Draft:
    evidence: set[Evidence] = set()
    most = max(len(a.words) for a in person.appearances)
    for a in person.appearances:
        if len(a.words) == most:
            lo, hi = min(a.lo, a.post_lo), max(a.hi, a.post_hi)
            evidence.add(a.sentence.evidence(text, lo, hi))
    facts = {"name": person.key, "post": person.post, "party": person.party}
    grounds = sorted({f"ground:{a.ground}" for a in person.appearances})
    confidence = 0.9 if person.post else 0.7
    return Draft(
        "persons", facts, sorted(evidence), confidence, grounds, [k for k, v in facts.items() if v is None]
    )


def _language_of(folder: Path | Traversable) -> str:
    try:
        return str(tomllib.loads((folder / "pack.toml").read_text(encoding="utf8"))["language"])
    except (OSError, KeyError, tomllib.TOMLDecodeError) as fault:
        raise PackFault(pack=folder.name, place="pack.toml", fault=str(fault)) from None


def _signs(folder: Path | Traversable) -> Signs:
    try:
        writing = Writing.model_validate(
            tomllib.loads((folder / "pack.toml").read_text(encoding="utf8"))["writing"]
        )
    except (OSError, KeyError, ValueError) as fault:
        raise PackFault(
            pack=folder.name, place="pack.toml: writing", fault=str(fault).splitlines()[0]
        ) from None
    return Signs(writing.script, frozenset(w.lower() for w in writing.words), frozenset(writing.foreign))


__all__ = ["LIMIT", "Reader"]
