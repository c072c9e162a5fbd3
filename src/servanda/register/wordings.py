"""What a person asks for, in all the words by which texts of four languages may say it.

A word of one language stands for the themes, topics, sectors, States, kinds of act and persons that it names, and these
for their names in the other languages: «рыболовство» finds «الصيد البحري», Lavrov finds لافروف.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from django.utils.translation import gettext, override

from servanda.domain.parties import name_of, resolve
from servanda.domain.texts.analysis import tokens
from servanda.domain.texts.folding import Script, fold, script_of
from servanda.domain.texts.names import Decision, same_person
from servanda.domain.texts.query import AllOf, AnyOf, Phrase, Query, query_terms
from servanda.domain.texts.themes import themes_in, wordings
from servanda.register import search, vocabulary
from servanda.register.name_forms import likest
from servanda.register.visibility import Viewer, records

LANGUAGES = ("ar", "en", "fr", "ru")
#: Families of codes whose words stand for each other across languages.
_FAMILIES = (vocabulary.TYPE, vocabulary.ENCOUNTER, vocabulary.SECTOR)
_MOST = 80  # wordings asked for at once


@dataclass(slots=True)
class Wording:
    """What was asked for: its words in all languages, and the subjects and sectors that it names.

    shown  the names and wordings, as a page says what was looked for
    """

    alternatives: list[AllOf] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)

    @property
    def query(self) -> Query:
        """Any of the wordings."""
        some = tuple(dict.fromkeys(self.alternatives))[:_MOST]
        return Query((AnyOf(some),)) if some else Query()

    def add(self, *texts: str) -> None:
        """Take these words as another way to say it, all of them together."""
        for text in texts:
            parts = query_terms(text).required
            if parts:
                self.alternatives.append(AllOf(parts))
                self.shown.append(text)

    def add_name(self, *names: str) -> None:
        """Take a person's name, in whatever case a Russian text bends it."""
        for name in names:
            parts = tuple(
                _bent(word) for word in name.replace("-", " ").split() if any(map(str.isalpha, word))
            )
            if parts:
                self.alternatives.append(AllOf(parts))
                self.shown.append(name)


def _bent(word: str) -> AnyOf:
    found = list(chain.from_iterable(part.alternatives for part in query_terms(word).required))
    folded = fold(word)
    if script_of(word) is Script.CYRILLIC and len(folded) >= 4:
        found.append(Phrase((folded.rstrip("аяйьоеиы") or folded,), prefix=True))
    return AnyOf(tuple(found) or (Phrase((folded,)),))


def of_matter(viewer: Viewer, asked: str) -> Wording:
    """All wordings of a matter: the words themselves, themes, topics on record, kinds of act, States and persons."""
    found = Wording()
    found.add(asked)
    themes = themes_in(asked)
    for theme in sorted(themes):
        for phrases in wordings()[theme].values():
            found.add(*phrases)
    found.sectors |= themes & vocabulary.SECTOR.keys()
    _topics(viewer, asked, themes, found)
    for words in _codes_named(_terms(asked)):
        found.add(*words)
    if code := resolve(" ".join(asked.split())).code:
        found.add(*(name_of(code, language) for language in LANGUAGES))
    if not themes and not code:
        _persons(viewer, asked, found)
    found.shown = list(dict.fromkeys(found.shown))
    return found


def of_person(viewer: Viewer, asked: str) -> Wording:
    """All spellings of a person's name: those on record of whoever bears it, in every script, and the one typed."""
    found = Wording()
    found.add_name(asked)
    _persons(viewer, asked, found)
    found.shown = list(dict.fromkeys(found.shown))
    return found


def _topics(viewer: Viewer, asked: str, themes: frozenset[str], found: Wording) -> None:
    topics = records(viewer).filter(kind="topic")
    named = {r.subject for r in search.matching(topics, asked)} if asked.strip() else set()
    for record in topics.order_by("subject"):
        titles: dict[str, str] = json.loads(record.titles)
        if record.subject in named or (themes and themes & themes_in(" \n".join(titles.values()))):
            found.subjects.add(record.subject)
            found.add(*titles.values())


def _persons(viewer: Viewer, asked: str, found: Wording) -> None:
    """Persons with this name, or one of whose names is this word: then that word in each script."""
    alone = len(asked.split()) == 1
    for record in records(viewer).filter(kind="person").order_by("subject"):
        names = list(json.loads(record.titles).values())
        if not alone:
            if likest(asked, names) == Decision.SAME:
                found.subjects.add(record.subject)
                found.add_name(*names)
            continue
        parts = [word for name in names for word in name.split()]
        alike = [word for word in parts if same_person(asked, word).decision == Decision.SAME]
        if alike:
            found.subjects.add(record.subject)
            found.add_name(*alike)


def _terms(text: str) -> frozenset[str]:
    return frozenset(t.terms[-1] for t in tokens(text))


@lru_cache(maxsize=1)
def _coded() -> dict[frozenset[str], set[tuple[str, ...]]]:
    """The terms of each code's word → that word in all languages."""
    found: dict[frozenset[str], set[tuple[str, ...]]] = {}
    for family in _FAMILIES:
        for text in family.values():
            words = []
            for language in LANGUAGES:
                with override(language):
                    words.append(gettext(text))
            for word in words:
                found.setdefault(_terms(word), set()).add(tuple(words))
    return found


def _codes_named(terms: frozenset[str]) -> Iterable[tuple[str, ...]]:
    return sorted(_coded().get(terms, ())) if terms else ()


def holds(wording: Wording, text: str) -> bool:
    """Whether a stretch of text says it in any of its wordings."""
    terms = {term for token in tokens(text) for term in token.terms}
    return any(all(_any(part, terms) for part in all_of.parts) for all_of in wording.alternatives)


def _any(part: AnyOf, terms: set[str]) -> bool:
    return any(
        all(_any(p, terms) for p in one.parts)
        if isinstance(one, AllOf)
        else all(t in terms for t in one.terms[: -1 if one.prefix else None])
        and (not one.prefix or any(t.startswith(one.terms[-1]) for t in terms))
        for one in part.alternatives
    )
