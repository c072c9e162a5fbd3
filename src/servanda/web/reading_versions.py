"""The versions of a statement: what of its text is in which language, and under which headline."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from servanda.web.models import ReadingDesk

Passages = tuple[tuple[int, int, str | None], ...]
#: A language in which less than this share of the letters stands is quoted there, and the statement was not issued in it.
SHARE = 0.2
#: From so many words on, a line is a headline and not the name of a site or a place with its day.
HEADLINE_WORDS = 5
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"[-–—•*·]\s|\d{1,2}[.)]\s")
_ENDED = re.compile(r"[.:;!?؟؛…]\W*$")
_WORD = re.compile(r"[^\W\d_]{2,}")


def passages_of(desk: ReadingDesk) -> Passages:
    """The passages of a text, as the reader found them."""
    return tuple((start, end, code) for start, end, code in json.loads(desk.passages))


def language_at(passages: Passages, place: int) -> str | None:
    """The language of the passage at a place; None where it is in none that is read."""
    return next((code for start, end, code in passages if start <= place < end), None)


def issued_in(text: str, passages: Passages) -> list[str]:
    """The languages in which a text was issued, in the order in which they stand."""
    letters: Counter[str] = Counter()
    for start, end, code in passages:
        if code:
            letters[code] += sum(c.isalpha() for c in text[start:end])
    return [code for code, n in letters.items() if n >= SHARE * letters.total()]


def headlines(text: str, reading: dict[str, Any], passages: Passages) -> dict[str, str]:
    """The headline of each version, by language."""
    found = {}
    for code in issued_in(text, passages):
        spans = [(start, end) for start, end, of in passages if of == code]
        if line := headline(text, reading, spans):
            found[code] = line
    return found


def headline(text: str, reading: dict[str, Any], spans: Sequence[tuple[int, int]]) -> str:
    """The headline of what stands in these spans.

    It is the first line that shows a fact, since sites put their own name above the headline; where that line is a sentence of the
    body, the line above it; where it is an item of a list, or none shows one, the first line.
    """
    starts = [
        e["start"]
        for kind in ("instruments", "encounters", "bodies")
        for d in reading[kind]
        for e in d["evidence"]
    ]
    lines = [
        (line.start(), line.end(), line.group().strip())
        for start, end in spans
        for line in _LINE.finditer(text, start, end)
        if line.group().strip()
    ]
    told = (n for n, (start, end, _) in enumerate(lines) if any(start <= s < end for s in starts))
    at = next(told, 0)
    if not lines:
        return ""
    if _ITEM.match(lines[at][2]):
        return lines[0][2]
    above = lines[at - 1][2] if at else ""
    if (
        _ENDED.search(lines[at][2])
        and len(_WORD.findall(above)) >= HEADLINE_WORDS
        and not _ENDED.search(above)
    ):
        return above
    return lines[at][2]
