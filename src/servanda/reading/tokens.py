"""Tokens: words with where they stand, the keys under which lexicons find them, and features.

A *key* is a form under which a word may stand in a lexicon: folded form, lemma, form without clitics.
Each key remembers how many leading code points of the token are clitics in that analysis, so that the
evidence for «والطاقة» as «الطاقة» starts after the «و».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed"
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER = rf"[^\W\d_][{MARKS}{INVISIBLE}]*"
TOKEN = re.compile(
    rf"(?P<initials>(?<!\w)(?:[A-ZÀ-ÞА-ЯЁ]\.){{1,4}})"
    rf"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>(?:{_LETTER})+(?:[-‐‑’'ʼ`´&](?:{_LETTER})+)*['’]?)"
    rf"|(?P<mark>[^\s\w{INVISIBLE}{MARKS}\x00-\x1f])",
)


@dataclass(slots=True)
class Token:
    """One word, number or mark. `start`/`end` are code points of the whole text."""

    text: str
    start: int
    end: int
    kind: str  # word, number, mark, initials
    keys: dict[str, int] = field(default_factory=dict)
    feats: frozenset[str] = frozenset()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def split(text: str, base: int, elisions: frozenset[str], enclitics: tuple[str, ...]) -> Iterator[Token]:
    """Raw tokens of a stretch of text that starts at offset `base`, without keys.

    elisions   what may stand before an apostrophe as a word of its own («l», «qu»)
    enclitics  what is cut off at the end («’s»)
    """
    for m in TOKEN.finditer(text):
        kind = m.lastgroup or "mark"
        start, word = base + m.start(), m.group()
        if kind != "word":
            yield Token(word, start, start + len(word), kind)
            continue
        while elisions and (cut := _elision(word, elisions)):
            yield Token(word[:cut], start, start + cut, "word")
            start, word = start + cut, word[cut:]
        if word.endswith(("'", "’")):
            word = word[:-1]
        tail = next((e for e in enclitics if len(word) > len(e) and word.lower().endswith(e)), "")
        if tail:
            word = word[: -len(tail)]
        if word:
            yield Token(word, start, start + len(word), "word")
        if tail:
            yield Token(tail, start + len(word), start + len(word) + len(tail), "word")


def _elision(word: str, elisions: frozenset[str]) -> int:
    for apostrophe in "’'ʼ":
        head, mark, rest = word.partition(apostrophe)
        if head in ("N", "M") and rest[:1].isupper() and not rest.isupper():
            return 0  # «N'Guessan», «M'Bala»: part of a name
        if mark and rest and head.lower() in elisions:
            return len(head) + 1
    return 0
