"""Fields of cooperation and issues of the dialogue across languages: «الأمن الغذائي» is «продовольственная безопасность».

A table of wordings, not a translation: what is not in it is compared by its words alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from servanda.domain.texts.analysis import chunks
from servanda.domain.texts.packaged import rows

LANGUAGES = ("ar", "fr", "ru", "en")
_Terms = tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Theme → language → how it is called there, the usual wording first."""
    return {
        code: {
            language: tuple(w.strip() for w in cell.split("|"))
            for language, cell in zip(LANGUAGES, cells, strict=True)
        }
        for code, *cells in rows("themes.tsv")
    }


def _terms(text: str, language: str | None) -> _Terms:
    """The telling words of a text in order, each as the forms by which it is known."""
    return tuple(
        frozenset((word.plain, *word.stems))
        for _, _, chunk in chunks(text, language)
        for word in chunk.words
        if not word.stop
    )


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[tuple[_Terms, str], ...]]:
    """Any form of a phrase's first word → (the phrase, its theme), longer phrases first."""
    found: dict[str, list[tuple[_Terms, str]]] = {}
    for code, languages in wordings().items():
        for language, phrases in languages.items():
            for phrase in phrases:
                # Latin script: stems of both languages, for the text may be of either.
                for asked in {None, language if language in ("en", "fr") else None}:
                    if terms := _terms(phrase, asked):
                        for form in terms[0]:
                            found.setdefault(form, []).append((terms, code))
    return {form: tuple(sorted(some, key=lambda p: -len(p[0]))) for form, some in found.items()}


@lru_cache(maxsize=20_000)
def themes_in(text: str) -> frozenset[str]:
    """The themes that a text names. A longer wording goes before a shorter one in it: food security is no security."""
    words = _terms(text, None)
    found: set[str] = set()
    at = 0
    while at < len(words):
        step = 1
        for terms, code in sorted(
            {p for form in words[at] for p in _phrases().get(form, ())}, key=lambda p: (-len(p[0]), p[1])
        ):
            stretch = words[at : at + len(terms)]
            if len(stretch) == len(terms) and all(
                not a.isdisjoint(b) for a, b in zip(terms, stretch, strict=True)
            ):
                if step > len(terms):
                    break  # shorter than what was found here
                found.add(code)
                step = max(step, len(terms))
        at += step
    return frozenset(found)
