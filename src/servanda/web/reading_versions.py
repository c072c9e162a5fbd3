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
#: Among how many first lines of a version its headline stands.
FIRST = 5
#: From so many words on, a line is a headline and not the name of a site, nor a place with its day.
HEADLINE_WORDS = 5
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"[-–—•*·]\s|\(?[\w]{1,3}[).]\s")
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
    """One of the first lines of these spans that shows a fact, else the first: sites put their own name above the headline.

    An item of a list is no headline, whatever it shows; nor is a sentence of the body that has one above it.
    """
    starts = [
        e["start"]
        for kind in ("instruments", "encounters", "bodies")
        for d in reading[kind]
        for e in d["evidence"]
    ]
    lines = [
        (start + m.start(), start + m.end(), m.group().strip())
        for start, end in spans
        for m in _LINE.finditer(text[start:end])
        if m.group().strip()
    ][:FIRST]
    for n, (begins, ends, line) in enumerate(lines):
        if not _ITEM.match(line) and any(begins <= s < ends for s in starts):
            above = lines[n - 1][2] if n else ""
            titled = len(_WORD.findall(above)) >= HEADLINE_WORDS and not _ENDED.search(above)
            return above if titled and _ENDED.search(line) else line
    return lines[0][2] if lines else ""
