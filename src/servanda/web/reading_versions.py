"""The versions of a statement: what of its text is in which language, and under which headline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from servanda.web.models import ReadingDesk

Passages = tuple[tuple[int, int, str | None], ...]
#: A language in which less than this share of the letters stands is quoted there, and the statement was not issued in it.
SHARE = 0.2


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
    """The first line of these spans that shows a fact, else their first line: sites put their own name above the headline."""
    starts = [
        e["start"]
        for kind in ("instruments", "encounters", "bodies")
        for d in reading[kind]
        for e in d["evidence"]
    ]
    for start, end in spans:
        at = min((s for s in starts if start <= s < end), default=None)
        if at is not None:
            return text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0].strip()
    lines = (line.strip() for start, end in spans for line in text[start:end].splitlines())
    return next((line for line in lines if line), "")
