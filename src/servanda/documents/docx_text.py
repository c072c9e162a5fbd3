"""What every DOCX written here shares: text of mixed scripts as runs, the face, the package with the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from servanda.documents.model import direction_of

# Found on every Windows and macOS with Arabic and Cyrillic; LibreOffice takes a metric-compatible one.
FACE = "Arial"
LOCALES = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU"}
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SCRIPTS = re.compile(
    # Letters of a right-to-left script, with the spaces and marks between two of them.
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?:[^\w\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+)*"
)


def by_script(text: str, rtl: bool) -> Iterable[tuple[str, bool]]:
    """(piece, whether it is Arabic): letters decide, what stands between two Arabic words goes with them.

    In a right-to-left document text without letters (numbers, brackets) is of the document's script, so that
    it takes its place in the line from the right.
    """
    if rtl and direction_of(text) == "":
        return [(text, True)] if text else []
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _SCRIPTS.finditer(text):
        pieces += [(text[at : match.start()], False), (match.group(), True)]
        at = match.end()
    pieces.append((text[at:], False))
    if rtl:
        # Marks and numbers at the edge of Arabic belong to it; Latin and Cyrillic words stay apart.
        pieces = [(piece, arabic or direction_of(piece) == "") for piece, arabic in pieces]
    merged: list[tuple[str, bool]] = []
    for piece, arabic in pieces:
        if piece and merged and merged[-1][1] == arabic:
            merged[-1] = (merged[-1][0] + piece, arabic)
        elif piece:
            merged.append((piece, arabic))
    return merged


def marked(text: str, arabic: bool, before: bool, rtl: bool) -> str:
    """Text that follows words of the other direction, with the mark that brings the line back to its own.

    Word goes by the runs, LibreOffice by the letters: without the mark a number after an Arabic title in a Russian
    line is taken for a part of the title.
    """
    if arabic == rtl and before != rtl:
        return ("\u200f" if rtl else "\u200e") + text
    return text


def set_property(properties: Any, tag: str, value: str | None = None) -> None:
    """Set a child of run properties, once."""
    element = properties.find(qn(tag))
    if element is None:
        element = OxmlElement(tag)
        properties.append(element)
    if value is not None:
        element.set(qn("w:val"), value)


def packed(written: bytes) -> bytes:
    """The package again with fixed dates in its directory: the same document, the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(part, parts.read(name))
    return out.getvalue()


def add_runs(
    paragraph: Any,
    text: str,
    language: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Text of a language as one run for each script: Arabic ones complex, the others plain. `size` in points."""
    rtl = direction_of("", language) == "rtl"
    before = rtl
    for piece, arabic in by_script(text, rtl):
        run = paragraph.add_run(marked(piece, arabic, before, rtl))
        before = arabic
        points = size + 1 if arabic else size  # Naskh looks smaller on its body
        run.font.size, run.bold = Pt(points), bold or None
        if colour is not None:
            run.font.color.rgb = colour
        properties = run._r.get_or_add_rPr()
        set_property(properties, "w:szCs", str(int(points * 2)))
        if bold:
            set_property(properties, "w:bCs")
        if arabic:
            set_property(properties, "w:rtl")
        own = OxmlElement("w:lang")
        own.set(qn("w:bidi" if arabic else "w:val"), LOCALES.get(language, language))
        properties.append(own)
