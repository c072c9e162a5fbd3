"""Stems of Latin and Cyrillic words: Snowball (English, French, Russian), its known gaps closed by a short list.

A Latin word gets the English *and* the French stem unless the language is told: a title is then found whichever of the
two it is written in. Snowball's French rules read accents, so an accented word is stemmed both with and without them;
the reader who types none still meets it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from servanda.domain.texts.folding import Script, without_accents
from servanda.domain.texts.packaged import rows

_SNOWBALL = {
    code: Stemmer.Stemmer(name, 0) for code, name in (("en", "english"), ("fr", "french"), ("ru", "russian"))
}
_BRITISH_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ations?|ational|able)$)")
_BRITISH_OUR = re.compile(r"^(lab|harb|hon|fav|col|neighb|behavi|endeav|arm)our")
_FLEETING_VOWEL = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[кц]$)")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, str]]:
    """For each language: inflected form → the form whose stem stands for it."""
    table: dict[str, dict[str, str]] = {"en": {}, "fr": {}, "ru": {}}
    for lang, lead, *forms in rows("irregular.tsv"):
        for form in [lead, *" ".join(forms).split()]:
            table[lang][without_accents(form)] = without_accents(lead)
    return table


def english_stem(word: str) -> str:
    """The stem of a folded English word; British and American spelling meet."""
    word = _irregular()["en"].get(word, word)
    word = _BRITISH_OUR.sub(r"\1or", _BRITISH_ISE.sub("iz", word))
    return _SNOWBALL["en"].stemWord(word)


def french_stems(word: str) -> tuple[str, ...]:
    """The stems, without accents, of a lower-case French word that may bear accents."""
    bare = without_accents(word)
    lead = _irregular()["fr"].get(bare)
    if lead is not None:
        return (_SNOWBALL["fr"].stemWord(lead),)
    stem = _SNOWBALL["fr"].stemWord(bare)
    if bare == word:
        return (without_accents(stem),)
    accented = without_accents(_SNOWBALL["fr"].stemWord(word))
    return (stem,) if accented == stem else (stem, accented)


def russian_stems(word: str) -> tuple[str, ...]:
    """The stem of a folded Russian word, and for «-ок», «-ец» also the one without the fleeting vowel (рынок, рынка)."""
    lead = _irregular()["ru"].get(word)
    stem = _SNOWBALL["ru"].stemWord(lead or word)
    if lead is None and len(stem) >= 5:
        contracted = _FLEETING_VOWEL.sub("", stem)
        if contracted != stem:
            return (stem, contracted)
    return (stem,)


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
            found.append(english_stem(folded))
        if lang != "en":
            found.extend(french_stems(word))
        return tuple(dict.fromkeys(found))
    return ()
