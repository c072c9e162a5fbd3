"""A document as content: headings, figures, tables, lines and numbered sources, in one language; no format.

The writers (`pdf`, `docx`, `html`) know the blocks below and nothing of the register. A new kind of block is one
class here and one function in each writer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.documents.charts import Drawn
from servanda.domain.texts import cldr

LONGEST = 600  # characters of one run: what came from a register may be of any length
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "sd", "ug", "yi", "dv"})
_BREAKS = re.compile(r"\s+")
# Controls of direction: a title must not be able to turn the text around it. (Marks such as U+200F may stay.)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str, longest: int = LONGEST) -> str:
    """Text from a register as it may stand in one line of a document.

    Line breaks become spaces; control characters, lone surrogates, non-characters and direction overrides go;
    what is longer than `longest` is cut at a word and ends with an ellipsis.
    """
    kept = (
        c
        for c in _BREAKS.sub(" ", text)
        if c not in _TURNING and unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"}
    )
    line = "".join(kept).strip()
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip() + "…"


def direction_of(text: str, language: str = "") -> str:
    """`rtl` or `ltr`: of the language where it is known, else of the first letter that has a direction."""
    if language:
        return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language; `language` empty: the document's, or not known (see `direction`).

    strong     set off from its surroundings
    code       an identifier, to be copied and not read
    direction  `rtl` or `ltr` where it may differ from the document's
    """

    text: str
    language: str = ""
    strong: bool = False
    code: bool = False
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Runs that make one line or sentence, and the numbers of the sources it rests on.

    aside  a remark to what stands before it: smaller
    """

    runs: tuple[Run, ...]
    notes: tuple[int, ...] = ()
    aside: bool = False

    @property
    def plain(self) -> str:
        """The words without their marking."""
        return "".join(run.text for run in self.runs)


def plain(text: str, notes: Iterable[int] = (), aside: bool = False) -> Text:
    """A text of our own words, in the document's language."""
    return Text((Run(text),), tuple(notes), aside)


def foreign(text: str, language: str = "", strong: bool = False, longest: int = LONGEST) -> Run:
    """A run of what someone wrote: cleaned, with its own language and direction."""
    line = clean(text, longest)
    return Run(line, language, strong, direction=direction_of(line, language))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is `plain` or `small`."""

    text: Text
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it counts and the sources it was counted from."""

    value: str
    label: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that stand side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Lines of a list."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled lines: (label, text)."""

    facts: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width in percent, and what it holds: text, day, figure."""

    label: str
    width: int = 10
    holds: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row and the sources of the whole row. A cell may hold several texts, one below the other."""

    cells: tuple[tuple[Text, ...], ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row. Where rows have sources, the writers add a last column for their numbers."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the register on which the document rests.

    number    its number in the document, from 1
    recorded_for  its circle, where that is not the document's
    evidence  what the entry is known from, one text each
    entry     its id in the journal
    """

    number: int
    day: str
    act: str
    subject: Text
    recorded_for: str
    evidence: tuple[Text, ...]
    entry: str

    @property
    def line(self) -> Text:
        """Day, act, circle, subject and evidence as one line: an annex of hundreds of entries is to stay short."""
        act = f"{self.act} ({self.recorded_for})" if self.recorded_for else self.act
        runs = [Run(" · ".join(part for part in (self.day, act, "") if part != "—"))]
        runs += self.subject.runs
        for text in self.evidence:
            runs += [Run(" · "), *text.runs]
        return Text(tuple(runs))


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbered list at the end, to which all numbers in brackets lead."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; sections within it are a level deeper."""

    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, across the whole width. Its figures stand in a table beside it: a picture alone says nothing to some."""

    drawn: Drawn


Block = Paragraph | Figures | Items | Facts | Table | Picture | Sources | Section


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that the writers themselves put in, in the document's language.

    page      with {n} and {total}
    labelled  how a label stands before what it labels, with {label}
    """

    sources: str
    page: str
    labelled: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    kicker       what sort of document it is, above the title
    particulars  labelled lines under the title
    marking      for whom it is made, on every page
    footer       what stands at the foot of every page beside its number
    territory    whose country's forms of digits are used
    on           the day as of which it speaks; also the date in its properties, so that the same data give
                 the same bytes
    """

    title: str
    kicker: str
    particulars: tuple[tuple[str, str], ...]
    marking: str
    footer: str
    language: str
    territory: str
    on: date
    labels: Labels
    blocks: tuple[Block, ...] = ()
    author: str = field(default="Servanda")

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of("", self.language)

    def figure(self, n: int) -> str:
        """A number in the document's digits."""
        return cldr.number(n, self.language, self.territory)

    def ranges(self, notes: Sequence[int]) -> list[tuple[int, str]]:
        """Source numbers as (first of the range, text): 1, 2, 3, 7 → (1, "1–3"), (7, "7")."""
        found: list[list[int]] = []
        for n in sorted(set(notes)):
            if found and n == found[-1][1] + 1:
                found[-1][1] = n
            else:
                found.append([n, n])
        return [
            (first, self.figure(first) if first == last else f"{self.figure(first)}–{self.figure(last)}")
            for first, last in found
        ]

    @property
    def comma(self) -> str:
        """What separates numbers of a list."""
        return cldr.comma(self.language)


def as_data(document: Document) -> dict[str, Any]:
    """The document as JSON-ready data: what the PDF is set from, and what the tests compare."""

    def text(of: Text) -> dict[str, Any]:
        runs = []
        for run in of.runs:
            own = {"text": run.text}
            own |= {k: v for k in ("language", "strong", "code", "direction") if (v := getattr(run, k))}
            runs.append(own)
        return {"runs": runs, **notes(of.notes), **({"aside": True} if of.aside else {})}

    def notes(of: Sequence[int]) -> dict[str, Any]:
        return {"notes": document.ranges(of)} if of else {}

    def block(of: Block) -> dict[str, Any]:
        match of:
            case Paragraph():
                return {"is": "paragraph", "text": text(of.text), "style": of.style}
            case Figures():
                figures = [{"value": f.value, "label": f.label, **notes(f.notes)} for f in of.figures]
                return {"is": "figures", "figures": figures}
            case Items():
                return {"is": "items", "lines": [text(line) for line in of.lines]}
            case Facts():
                return {"is": "facts", "facts": [[label, text(t)] for label, t in of.facts]}
            case Table():
                return {
                    "is": "table",
                    "columns": [{"label": c.label, "width": c.width, "holds": c.holds} for c in of.columns],
                    "rows": [
                        {"cells": [[text(t) for t in cell] for cell in row.cells], **notes(row.notes)}
                        for row in of.rows
                    ],
                }
            case Picture():
                return {"is": "picture", "svg": of.drawn.svg, "alt": of.drawn.title, "width": of.drawn.width}
            case Sources():
                return {
                    "is": "sources",
                    "sources": [
                        {
                            "number": s.number,
                            "label": document.figure(s.number),
                            "line": text(s.line),
                            "entry": s.entry,
                        }
                        for s in of.sources
                    ],
                }
            case Section():
                return {"is": "section", "title": text(of.title), "blocks": [block(b) for b in of.blocks]}

    return {
        "title": document.title,
        "kicker": document.kicker,
        "particulars": [list(p) for p in document.particulars],
        "marking": document.marking,
        "footer": document.footer,
        "language": document.language,
        "direction": document.direction,
        "on": document.on.isoformat(),
        "author": document.author,
        "comma": document.comma,
        "digits": "".join(document.figure(n) for n in range(10)),
        "labels": {name: getattr(document.labels, name) for name in Labels.__dataclass_fields__},
        "blocks": [block(b) for b in document.blocks],
    }
