"""Structure of a text: paragraphs, headlines, sentences; what is no text is left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.reading.pack import Pack

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]*(?:[\n\r\u2028\u2029\x0b\x0c]|$)")
_TERMINAL = ".!?…؟۔"
_CLOSING = "\"'”’»)]*_"
_END = re.compile(
    rf"[{_TERMINAL}]+[{re.escape(_CLOSING)}]*(?=\s|$)|[؟!]|(?<=[^\W\d_]{{3}})\.(?=[^\W\d_]{{3}})"
)
_MARKUP = re.compile(r"<[^<>]{1,400}>|!\[[^\]]*\]\([^)]*\)|https?://\S+|\S+@\S+\.\w+")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|^\s*[*_]{2,}|^\s*>\s+|^\s*[-–—*•·]\s+")
_SENTENCE_LIMIT = 3000
#: A row of a table: cells divided by tabs.
_CELLS = re.compile(r"\S\t+\S")


@dataclass(slots=True)
class Stretch:
    """A sentence of the document: `text[start:end]`, its paragraph's number, whether it is a headline; `item`: it
    opens a paragraph that is marked as an item of a list."""

    start: int
    end: int
    paragraph: int
    headline: bool = False
    item: bool = False


def sentences(text: str, start: int, end: int, pack: Pack, first: bool) -> list[Stretch]:
    """The sentences of a passage, `first` when it opens the document (so that a headline is one)."""
    left_out = _left_out(text, start, end, pack)
    found: list[Stretch] = []
    headline_due = first
    for number, (lo, hi) in enumerate(_paragraphs(text, start, end, pack, left_out), 1):
        heading = bool(re.match(r"\s{0,3}#{1,6}\s", text[lo:hi]))
        opening = _HEADING.match(text[lo:hi])
        inner = lo + opening.end() if opening else lo
        closed = text[inner:hi].rstrip(_CLOSING + " \t\n").endswith(tuple(_TERMINAL + ":;"))
        headline = heading or (headline_due and not closed and hi - inner <= 260)
        if any(c.isalpha() for c in text[inner:hi]) and not headline:
            headline_due = headline_due and hi - inner < 40
        item = opening is not None and opening.group().strip() in tuple("-–—*•·")
        for a, b in _divide(text, inner, hi, pack, left_out):
            found.append(Stretch(a, b, number, headline, item))
            item = False
    return found


def _left_out(text: str, start: int, end: int, pack: Pack) -> list[tuple[int, int]]:
    """Stretches that are mark-up or furniture, merged and in order; offsets of the whole text."""
    part = text[start:end]
    found = [(start + m.start(), start + m.end()) for m in _MARKUP.finditer(part)]
    structure = pack.structure
    if structure["tail"] and (m := structure["tail"].search(part)):
        found.append((start + m.start(), end))
    if structure["inline"]:
        found += [
            (start + m.start(), start + m.end())
            for m in structure["inline"].finditer(part)
            if m.end() > m.start()
        ]
    if structure["furniture"]:
        for line in _LINE.finditer(part):
            if line.group().strip() and structure["furniture"].fullmatch(line.group().strip(" \t*_#>\n\r")):
                found.append((start + line.start(), start + line.end()))
    merged: list[tuple[int, int]] = []
    for lo, hi in sorted(found):
        if merged and lo <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(hi, merged[-1][1]))
        else:
            merged.append((lo, hi))
    return merged


def _paragraphs(
    text: str, start: int, end: int, pack: Pack, left_out: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """(start, end) of paragraphs: lines, joined where a line break is only one of layout."""
    closed = {lo for lo, _ in left_out}
    wrapped = _wrapped(text[start:end])
    held: tuple[int, int] | None = None
    for m in _LINE.finditer(text, start, end):
        if m.end() == m.start():
            continue
        line = m.group()
        if not line.strip():
            continue
        lo, hi = m.start(), m.start() + len(line.rstrip())
        if (
            held
            and _continues(text, held, lo, line, pack, wrapped)
            and not any(held[0] <= c < lo and held[1] <= c for c in closed)
        ):
            held = (held[0], hi)
            continue
        if held:
            yield held
        held = (lo, hi)
    if held:
        yield held


def _wrapped(part: str) -> bool:
    """Whether the lines are those of a scanned page: many go on in the next line with a small letter."""
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if len(a) > 25]
    going_on = sum(a[-1] not in _TERMINAL + ":" and b[0].islower() for a, b in pairs)
    return len(pairs) >= 4 and going_on > 0.25 * len(pairs)


def _continues(text: str, held: tuple[int, int], lo: int, line: str, pack: Pack, wrapped: bool) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if pack.meta.writing.lines_are_paragraphs or _CELLS.search(line) or _CELLS.search(text, *held):
        return False
    before = text[held[0] : held[1]].rstrip(_CLOSING + " \t")
    if not before or before[-1] in _TERMINAL + ":;" or _HEADING.match(line):
        return False
    opening = line.lstrip(" \t\"'“«(")[:1]
    gap = text[held[1] : lo].count("\n")
    if opening.islower() or (opening.isdigit() and gap <= 1 and before[-1] in ",-"):
        return True
    last_line = before.rsplit("\n", 1)[-1]
    if wrapped and len(last_line) > 40 and not last_line.isupper():
        return True
    return (
        gap <= 1
        and len(last_line) > 55
        and (before[-1] in "," or last_line.rsplit(None, 1)[-1][:1].islower())
    )


def _divide(
    text: str, lo: int, hi: int, pack: Pack, left_out: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph: around what is left out, at full stops, at the pack's breaks."""
    at = lo
    pieces: list[tuple[int, int]] = []
    for a, b in left_out:
        if b <= lo or a >= hi:
            continue
        if a > at:
            pieces.append((at, a))
        at = max(at, b)
    if at < hi:
        pieces.append((at, hi))
    for a, b in pieces:
        for x, y in _sentences(text, a, b, pack):
            while x < y and (text[x].isspace() or text[x] in "*_"):
                x += 1
            while y > x and (text[y - 1].isspace() or text[y - 1] in "*_"):
                y -= 1
            if y > x and any(c.isalnum() for c in text[x:y]):
                yield x, y


def _sentences(text: str, lo: int, hi: int, pack: Pack) -> Iterator[tuple[int, int]]:
    cuts = {lo, hi}
    abbreviations = pack.folded(pack.meta.writing.abbreviations)
    for m in _END.finditer(text, lo, hi):
        if not _abbreviated(text, lo, m.start(), m.end(), hi, abbreviations, pack):
            cuts.add(m.end())
    for name in ("breaks", "labels"):
        if expression := pack.structure[name]:
            for m in expression.finditer(text, lo, hi):
                cuts |= {m.start(), m.end()} if name == "breaks" else {m.start()}
    places = sorted(cuts)
    for a, b in itertools.pairwise(places):
        for x in range(a, b, _SENTENCE_LIMIT):
            yield x, min(x + _SENTENCE_LIMIT, b)


def _abbreviated(
    text: str, lo: int, at: int, end: int, hi: int, abbreviations: frozenset[str], pack: Pack
) -> bool:
    """Whether the stop at `at` belongs to an abbreviation, an initial or a list number."""
    if text[at] != ".":
        return False
    if text[at : at + 2] in ("..", ".…") and text[end:hi].lstrip()[:1].islower():
        return True
    before = re.search(r"[\w.’'-]+$", text[max(lo, at - 25) : at])
    if not before:
        return False
    word = before.group()
    following = text[end:hi].lstrip()[:1]
    if (
        pack.morphology.fold(word) in abbreviations
        or pack.morphology.fold(word.rsplit(".", 1)[-1]) in abbreviations
    ):
        return True
    if len(word) == 1 and word.isupper():
        return True
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return not following.isupper() or len(word) <= 3
    if word.isdigit() and len(word) <= 2 and (at - len(word) <= lo or following.islower()):
        return True
    return following.islower() and pack.meta.writing.capitals
