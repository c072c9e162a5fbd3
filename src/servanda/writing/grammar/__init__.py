"""The forms that a name takes inside a sentence, in each language."""

from __future__ import annotations

from typing import Protocol

from servanda.writing.facts import Person
from servanda.writing.grammar import ar, en, fr, ru
from servanda.writing.grammar.states import Forms


class Grammar(Protocol):
    """What a module of this folder gives. A form that a name does not have is missing from its mapping."""

    FORMS: frozenset[str]

    def state(self, code: str) -> Forms: ...
    def pair(self, a: str, b: str) -> Forms: ...
    def person(self, who: Person) -> Forms: ...
    def phrase(self, text: str) -> Forms: ...
    def smooth(self, sentence: str) -> str: ...


def grammar(language: str) -> Grammar:
    """The grammar of ar, ru, fr or en."""
    found: Grammar = {"ar": ar, "en": en, "fr": fr, "ru": ru}[language]  # type: ignore[assignment]
    return found
