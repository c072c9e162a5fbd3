"""Morphology without a module of its own: folded words and the lemmas of simplemma."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from servanda.reading.tokens import INVISIBLE, MARKS

_DROPPED = {ord(c): None for c in "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"}
_DROPPED |= dict.fromkeys(range(8288, 8298)) | {0xFEFF: None}
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})

__all__ = ["INVISIBLE", "MARKS", "Morphology"]


class Morphology:
    """What the engine asks of a language. Answers are cached: a text repeats its words."""

    #: Whether names change with the case in which they stand.
    declines = False

    def __init__(self, language: str) -> None:
        self.language = language
        self._cache: dict[str, tuple[dict[str, int], frozenset[str]]] = {}
        self._folded: dict[str, str] = {}
        self._known: dict[str, bool] = {}
        self._lemmas: bool | None = None

    def fold(self, word: str) -> str:
        """The word without case, accents, invisible marks and typographic apostrophes (cached)."""
        found = self._folded.get(word)
        if found is None:
            if len(self._folded) > 200_000:
                self._folded.clear()
            found = self._folded[word] = self.folded(word)
        return found

    def folded(self, word: str) -> str:
        """What `fold` gives, computed."""
        word = unicodedata.normalize("NFKD", word.translate(_DROPPED).translate(_STRAIGHT).lower())
        return "".join(c for c in word if not unicodedata.combining(c))

    def keys(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        """The keys of a word (each with the number of its leading clitic code points) and its features."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > 200_000:
                self._cache.clear()
            found = self._cache[word] = self.analyse(word)
        return found

    def analyse(self, word: str) -> tuple[dict[str, int], frozenset[str]]:
        folded = self.fold(word)
        return dict.fromkeys((folded, self.fold(self.lemma(word))), 0), frozenset()

    def lemma(self, word: str) -> str:
        """The dictionary form where it is known, else the word."""
        if self._lemmas is None:
            from simplemma.strategies.dictionaries import DefaultDictionaryFactory

            try:
                DefaultDictionaryFactory().get_dictionary(self.language)
                self._lemmas = True
            except ValueError:
                self._lemmas = False
        if not self._lemmas:
            return word
        import simplemma

        return simplemma.lemmatize(word, lang=self.language)

    def lexical(self, word: str) -> dict[str, frozenset[str]]:
        """The keys that a word of a lexicon stands for, with the features that each would show.

        A word with `=` before it stands for its own form only.
        """
        if word.startswith("="):
            return {self.fold(word[1:]): frozenset()}
        return {self.fold(self.lemma(word)): frozenset(), self.fold(word): frozenset()}

    def proper(self, name: str) -> str:
        """The phrase under which a name of CLDR is entered: as it is, unless the language would inflect it too far."""
        return name

    def cases(self, word: str) -> frozenset[str]:
        """The cases in which a word of a name can stand; empty where the language has none or does not tell."""
        return frozenset()

    def pronominal(self, word: str) -> bool:
        """Whether a word is a pronoun, which at the head of a sentence has a capital and is no name («Того»)."""
        return False

    def forename(self, words: Sequence[str]) -> bool:
        """Whether a name lacks its surname (a name and a patronymic)."""
        return False

    def patronymic(self, word: str) -> bool:
        """Whether a word is a name made from the father's, which ends a full name («Мишустин Михаил Владимирович»)."""
        return False

    def known(self, word: str) -> bool:
        """Whether the word is an ordinary word of the language (so, hardly a name). False if unknown."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self.ordinary(word)
        return found

    def ordinary(self, word: str) -> bool:
        """What `known` gives, computed."""
        if self._lemmas is None:
            self.lemma(word)
        if not self._lemmas:
            return False
        import simplemma

        return simplemma.is_known(word.lower(), lang=self.language)

    def nominative(self, words: Sequence[str], case: str | None = None) -> list[str]:
        """A person's name as one would list it; languages without case give it back as it stands."""
        return list(words)

    def place(self, words: Sequence[str]) -> list[str]:
        """The name of a place as one would list it; languages without case give it back as it stands."""
        return list(words)
