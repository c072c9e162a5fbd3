"""Stems of Latin and Cyrillic words: Snowball for English and French, `russian` for Cyrillic, gaps closed by a short list.

A Latin word gets the English *and* the French stem unless the language is told: a title is then found whichever of the
two it is written in. Snowball's French rules read accents, so an accented word is stemmed both with and without them;
the reader who types none still meets it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from servanda.domain.texts import russian
from servanda.domain.texts.folding import Script, without_accents
from servanda.domain.texts.packaged import rows

_SNOWBALL = {"en": Stemmer.Stemmer("english", 0), "fr": Stemmer.Stemmer("french", 0)}
_BRITISH_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ations?|ational|able)$)")
_BRITISH_OUR = re.compile(r"^(lab|harb|hon|fav|col|neighb|behavi|endeav|arm)our")
_KEPT_PLURAL = re.compile(r"^\w{3,}[aiou]s$")
_FLEETING_VOWEL = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[кц]$)")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, tuple[str, ...]]]:
    """For each language: folded form → the stems that stand for it; a form of two words has both."""
    table: dict[str, dict[str, tuple[str, ...]]] = {"en": {}, "fr": {}, "ru": {}}
    for lang, lead, *forms in rows("irregular.tsv"):
        word, _, own = lead.partition("=")
        stem = own or without_accents(russian.stem(word) if lang == "ru" else _SNOWBALL[lang].stemWord(word))
        for form in {without_accents(f) for f in (word, *" ".join(forms).split())}:
            table[lang][form] = (*table[lang].get(form, ()), stem)
    return table


def english_stems(word: str) -> tuple[str, ...]:
    """The stems of a folded English word; British and American spelling meet."""
    if (listed := _irregular()["en"].get(word)) is not None:
        return listed
    return (_SNOWBALL["en"].stemWord(_BRITISH_OUR.sub(r"\1or", _BRITISH_ISE.sub("iz", word))),)


def french_stems(word: str) -> tuple[str, ...]:
    """The stems, without accents, of a lower-case French word that may bear accents.

    Snowball keeps the s of «revenus» and «permis»; such a word also gets the stem without it.
    """
    bare = without_accents(word)
    if (listed := _irregular()["fr"].get(bare)) is not None:
        return listed
    snowball = _SNOWBALL["fr"].stemWord
    found = [snowball(bare)]
    if bare != word:
        found.append(without_accents(snowball(word)))
    if _KEPT_PLURAL.search(bare):
        found.append(snowball(bare[:-1]))
    return tuple(found)


def russian_stems(word: str) -> tuple[str, ...]:
    """The stem of a folded Russian word, and for «-ок», «-ец» also the one without the fleeting vowel (рынок, рынка)."""
    if (listed := _irregular()["ru"].get(word)) is not None:
        return listed
    stem = russian.stem(word)
    contracted = _FLEETING_VOWEL.sub("", stem) if len(stem) >= 5 else stem
    return (stem,) if contracted == stem else (stem, contracted)


def stems(word: str, folded: str, script: Script, lang: str | None = None) -> tuple[str, ...]:
    """The stems of one word, in a fixed order, without repetition.

    word    in lower case, accents kept
    folded  its folded form
    lang    the language where it is known ("en", "fr"); matters to Latin words only
    """
    if script is Script.CYRILLIC:
        return russian_stems(folded)
    if script is Script.LATIN:
        found: list[str] = []
        if lang != "fr":
            found.extend(english_stems(folded))
        if lang != "en":
            found.extend(french_stems(word))
        return tuple(dict.fromkeys(found))
    return ()
