"""Minutes as DOCX for Word and LibreOffice: each language in its own direction, each worded text under a bookmark.

`sequence`: one language after the other, each from a new page. `side`: a row of a table for each line, so that the
same decision stands at the same height in every language. The bookmarks (`content.mark_of`) are how an edited file
is read back; they survive Word and LibreOffice.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from servanda.documents.docx_text import FACE, LOCALES, add_runs, packed, set_property
from servanda.documents.minutes.content import Line, Minutes
from servanda.documents.model import direction_of

LAYOUTS = ("side", "sequence")
INK, SOFT, HAIR = RGBColor(0x1C, 0x25, 0x30), RGBColor(0x8A, 0x2B, 0x2B), "CFD5DB"
#: Size in points, bold, centred, space before, kept with the next paragraph.
LOOK: dict[str, tuple[float, bool, bool, float, bool]] = {
    "title": (15, True, True, 6, True),
    "subtitle": (11, False, True, 0, False),
    "heading": (12, True, False, 12, True),
    "annex": (12, True, False, 16, True),
    "item": (11, True, False, 8, True),
    "decision": (10.5, False, False, 4, False),
    "paragraph": (10.5, False, False, 4, False),
    "listed": (10.5, False, False, 1, False),
    "done": (10.5, False, False, 18, True),
    "signature": (10.5, False, False, 14, False),
}


def write(minutes: Minutes, layout: str) -> bytes:
    """The bytes of the file; the same minutes give the same bytes. `layout`: one of LAYOUTS."""
    return _Writer(minutes, layout).bytes()


class _Writer:
    """One file being written."""

    def __init__(self, minutes: Minutes, layout: str) -> None:
        self.minutes, self.layout = minutes, layout
        self.file = docx.Document()
        self._marks = 0
        self._page()
        self._properties()

    def _page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if self.layout == "side" and len(self.minutes.languages) > 2:
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        style = self.file.styles["Normal"]
        style.font.name, style.font.size = FACE, Pt(10.5)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FACE)
        set_property(style.element.get_or_add_rPr(), "w:szCs", "23")
        self.width = (section.page_width - section.left_margin - section.right_margin) / 360000
        if self.minutes.draft:
            paragraph = section.header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            said = " / ".join(self.minutes.draft[c] for c in self.minutes.languages)
            add_runs(paragraph, said, self.minutes.languages[0], 9, colour=SOFT)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
            run = foot.add_run()
            if kind == "text":
                run.text = text
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            else:
                instruction = OxmlElement("w:instrText")
                instruction.text = f" {text} "
                run._r.append(instruction)

    def _properties(self) -> None:
        properties = self.file.core_properties
        at = datetime.combine(self.minutes.on, time(), UTC)
        properties.title = self.minutes.title[:255]
        properties.author = properties.last_modified_by = "Servanda"
        properties.language = LOCALES.get(self.minutes.languages[0], self.minutes.languages[0])
        properties.created = properties.modified = at
        properties.revision = 1
        properties.comments = ""

    def bytes(self) -> bytes:
        """Write everything and pack it."""
        if self.layout == "side" and len(self.minutes.languages) > 1:
            self._side()
        else:
            for n, language in enumerate(self.minutes.languages):
                self._sequence(language, n > 0)
        out = io.BytesIO()
        self.file.save(out)
        return packed(out.getvalue())

    def _sequence(self, language: str, on_new_page: bool) -> None:
        signatures = [line for line in self.minutes.lines if line.is_ == "signature"]
        placed = False
        for n, line in enumerate(self.minutes.lines):
            if line.is_ == "signature":
                if not placed:
                    self._signatures(signatures, language)
                placed = True
                continue
            paragraph = self.file.add_paragraph()
            if n == 0 and on_new_page:
                paragraph.paragraph_format.page_break_before = True
            self._line(paragraph, line, language)

    def _signatures(self, lines: Sequence[Line], language: str) -> None:
        table = self.file.add_table(rows=1, cols=max(1, len(lines)))
        if direction_of("", language) == "rtl":
            self._turned(table)
        for cell, line in zip(table.rows[0].cells, lines, strict=False):
            self._line(cell.paragraphs[0], line, language, cell)

    def _side(self) -> None:
        languages = self._in_columns()
        table = self.file.add_table(rows=0, cols=len(languages))
        table.autofit = False
        properties = table._tbl.tblPr
        borders = OxmlElement("w:tblBorders")
        rule = OxmlElement("w:insideV")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIR)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
        properties.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
        for line in self.minutes.lines:
            row = table.add_row()
            if line.is_ in ("signature", "title", "item", "done"):
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, language in zip(row.cells, languages, strict=True):
                cell.width = Cm(self.width / len(languages))
                self._line(cell.paragraphs[0], line, language, cell)

    def _in_columns(self) -> list[str]:
        """The languages from left to right: the first asked for on its own side, Arabic on the right of a pair."""
        languages = list(self.minutes.languages)
        return sorted(languages, key=lambda c: direction_of("", c) == "rtl")

    def _turned(self, table: Any) -> None:
        table._tbl.tblPr.insert_element_before(
            OxmlElement("w:bidiVisual"),
            "w:tblStyleRowBandSize",
            "w:tblStyleColBandSize",
            "w:tblW",
            "w:jc",
            "w:tblLayout",
            "w:tblLook",
        )

    # --- lines and runs ---------------------------------------------------------------------------

    def _line(self, paragraph: Any, line: Line, language: str, cell: Any = None) -> None:
        """One line in one language; further lines of it become paragraphs of the same cell."""
        size, bold, centred, before, kept = LOOK[line.is_]
        parts = line.texts[language].split("\n") if line.texts[language] else [""]
        for n, part in enumerate(parts):
            if n:
                paragraph = cell.add_paragraph() if cell is not None else self.file.add_paragraph()
            self._shape(paragraph, language, centred, before if n == 0 else 10, kept, line)
            label = line.label.get(language, "") if n == 0 else ""
            if label:
                add_runs(paragraph, f"{label} ", language, size, bold=True)
            mark = line.mark(language) if n == 0 else ""
            if mark:
                self._marks += 1
                paragraph._p.append(_bookmark("w:bookmarkStart", self._marks, mark))
            colour = SOFT if language in line.missing else None
            add_runs(paragraph, part, language, size, bold=bold, colour=colour)
            if mark:
                paragraph._p.append(_bookmark("w:bookmarkEnd", self._marks))

    def _shape(
        self, paragraph: Any, language: str, centred: bool, before: float, kept: bool, line: Line
    ) -> None:
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(4)
        shape.line_spacing = 1.2 if language == "ar" else 1.1
        shape.keep_with_next = kept
        if line.is_ == "listed":
            # Word takes the start side of an indent by the paragraph's direction.
            indent = OxmlElement("w:ind")
            indent.set(qn("w:start"), "567")
            indent.set(qn("w:hanging"), "283")
            paragraph._p.get_or_add_pPr().insert_element_before(indent, "w:jc", "w:outlineLvl", "w:rPr")
        if line.is_ in ("heading", "annex", "item", "title"):
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), {"title": "0", "heading": "0", "annex": "0"}.get(line.is_, "1"))
            paragraph._p.get_or_add_pPr().insert_element_before(level, "w:rPr")
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if direction_of("", language) == "rtl":
            properties = paragraph._p.get_or_add_pPr()
            if properties.find(qn("w:bidi")) is None:
                properties.insert_element_before(
                    OxmlElement("w:bidi"),
                    "w:adjustRightInd",
                    "w:spacing",
                    "w:ind",
                    "w:jc",
                    "w:outlineLvl",
                    "w:rPr",
                )


def _bookmark(tag: str, number: int, name: str = "") -> Any:
    mark = OxmlElement(tag)
    mark.set(qn("w:id"), str(number))
    if name:
        mark.set(qn("w:name"), name)
    return mark
