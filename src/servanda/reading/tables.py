"""Tables of signed instruments in plain text: cells divided by tabs under a row of headings, one of them “Signed on”."""

from __future__ import annotations

from bisect import bisect_right

from servanda.reading.document import Document, Sentence
from servanda.reading.frames import Fired
from servanda.reading.pack import CompiledRule
from servanda.reading.pattern import Match
from servanda.reading.schema import Rule

_SIGNED = CompiledRule("instrument", Rule(id="table-signed", patterns=["-"], set={"stage": "signed"}), [])


def mark_tables(document: Document) -> None:
    """Enter the rows of tables of signatures: `Sentence.row` is the column of their day; headings name no instrument."""
    column: int | None = None
    for sentence in document.sentences:
        cells = _cells(document, sentence)
        if len(cells) < 2:
            column = None
            continue
        if not sentence.of("date"):
            heading = next(iter(sentence.of("sign", "signing", "signed")), None)
            column = _column(cells, sentence, heading.lo) if heading else None
            if column is not None:
                sentence.remove(sentence.of("instrument"))
        elif column is not None:
            sentence.row = column
            for m in sentence.of("state"):
                if m.attrs.get("as") == "capital":
                    m.attrs["role"] = "place"


def signed_in_rows(document: Document) -> dict[int, Fired]:
    """By the instrument that a row names: that it was signed, with the words from the day to the name."""
    found: dict[int, Fired] = {}
    for sentence in document.sentences:
        if sentence.row is None:
            continue
        cells = _cells(document, sentence)
        day = next((d for d in sentence.of("date") if _column(cells, sentence, d.lo) == sentence.row), None)
        named = next(iter(sentence.of("instrument")), None)
        if day is not None and named is not None:
            match = Match(min(day.lo, named.lo), max(day.hi, named.hi), {"x": named})
            found[id(named)] = Fired(_SIGNED, sentence, match, named)
    return found


def _cells(document: Document, sentence: Sentence) -> list[int]:
    """Where the cells of a sentence begin in the text."""
    start, end = sentence.stretch.start, sentence.stretch.end
    tabs = [i for i in range(start, end) if document.text[i] == "\t"]
    return [start, *(t + 1 for t in tabs)]


def _column(cells: list[int], sentence: Sentence, token: int) -> int:
    return bisect_right(cells, sentence.tokens[token].start) - 1
