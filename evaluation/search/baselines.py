"""What the search is compared with: exact words, Snowball alone as PostgreSQL's configurations have it, light10."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import Stemmer

from servanda.domain.texts.analysis import stop_words
from servanda.domain.texts.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SNOWBALL = {
    code: Stemmer.Stemmer(name)
    for code, name in (("ar", "arabic"), ("ru", "russian"), ("fr", "french"), ("en", "english"))
}
_LIGHT10_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_SIGNS = re.compile("[\u064b-\u0652\u0640]")


def light10(word: str) -> str:
    """Larkey, Ballesteros and Connell's light10, as their paper of 2007 states it."""
    word = _SIGNS.sub("", word)
    word = re.sub("[إأآ]", "ا", word)
    word = re.sub("ى$", "ي", word)
    word = re.sub("ة$", "ه", word)
    for prefix in sorted(_LIGHT10_PREFIXES, key=len, reverse=True):
        least = 3 if prefix == "و" else 2
        if word.startswith(prefix) and len(word) - len(prefix) >= least:
            word = word[len(prefix) :]
            break
    for suffix in _LIGHT10_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word


def _words(text: str) -> list[str]:
    return [unicodedata.normalize("NFC", w.lower()) for w in _WORD.findall(text)]


def _all_found(question: str, title: str, term: Callable[[str], str]) -> bool:
    asked = _words(question)
    telling = [w for w in asked if fold(w) not in stop_words()] or asked
    there = {term(w) for w in _words(title)}
    return all(term(w) in there for w in telling)


def exact(question: str, title: str, lang: str) -> bool:
    """Every word of the question, in that form, but for case."""
    return _all_found(question, title, lambda w: w)


def snowball_stem(word: str, lang: str) -> str:
    """The Snowball stem of a word in lower case."""
    return _SNOWBALL[lang].stemWord(word)


def snowball(question: str, title: str, lang: str) -> bool:
    """Every word by its Snowball stem, the language being known."""
    return _all_found(question, title, _SNOWBALL[lang].stemWord)


def arabic_light10(question: str, title: str, lang: str) -> bool:
    """Every word by its light10 stem."""
    return _all_found(question, title, light10)
