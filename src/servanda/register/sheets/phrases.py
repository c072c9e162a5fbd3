"""Tables of phrases by the beginnings of their words, and the longest of them in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from servanda.domain.texts.folding import SIGNS, fold

_SIGN = re.compile(rf"[{SIGNS}\u0640]")
_WORD = re.compile(r"[^\W_]+")
_DATA = Path(__file__).with_name("data")
Phrase = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text, levelled: case, accents, hamza, tatweel, vowel signs and digits' script do not count."""
    plain = _SIGN.sub("", text).replace("№", " no ").replace("н°", " n ")
    return [fold(w) for w in _WORD.findall(plain)]


@lru_cache(maxsize=8)
def table(name: str) -> list[tuple[Phrase, str]]:
    """(phrase, what it stands for) of a table in `data`, the longest phrase first."""
    found: list[tuple[Phrase, str]] = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines()[1:]:
        code, _, phrases = line.partition("\t")
        for phrase in phrases.split(";"):
            if words := tuple(words_of(phrase)):
                found.append((words, code))
    return sorted(found, key=lambda f: (-len(f[0]), -sum(map(len, f[0]))))


def _fits(word: str, beginning: str) -> bool:
    """Whether a word begins so; short beginnings must be the whole word, the Arabic article and و do not count."""
    forms = [word]
    for prefix in ("و", "ال", "وال", "بال", "لل", "ب"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            forms.append(word[len(prefix) :])
    bare = beginning.removeprefix("ال") if len(beginning) > 4 else beginning
    return any(f == b or (len(b) > 3 and f.startswith(b)) for f in forms for b in {beginning, bare})


def places(phrase: Phrase, words: list[str]) -> list[int]:
    """Where a phrase stands among the words."""
    last = len(words) - len(phrase)
    return [i for i in range(last + 1) if all(_fits(words[i + k], p) for k, p in enumerate(phrase))]


def longest(text: str, name: str) -> tuple[str, Phrase] | None:
    """The code of the longest phrase of a table in a text, with the phrase; None where there is none."""
    words = words_of(text)
    for phrase, code in table(name):
        if places(phrase, words):
            return code, phrase
    return None


def first_of_longest(text: str, name: str) -> list[str]:
    """The codes of all phrases found that lie in no longer one, in the order of the text."""
    words = words_of(text)
    taken: set[int] = set()
    found: list[tuple[int, str]] = []
    for phrase, code in table(name):
        for at in places(phrase, words):
            span = set(range(at, at + len(phrase)))
            if not span & taken:
                taken |= span
                found.append((at, code))
    return [code for _at, code in sorted(found)]
