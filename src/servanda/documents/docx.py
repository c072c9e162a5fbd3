"""A document as DOCX, for Word and LibreOffice: real styles, one run for each script, right-to-left where it belongs.

What makes Arabic right: `w:bidi` on each paragraph of a right-to-left document, `w:rtl` with a complex-script font on
Arabic runs only, and `w:bidiVisual` on tables (columns run from the right).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_SECTION_START
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from servanda.documents.docx_text import FACE, LOCALES, by_script, marked, packed, set_property
from servanda.documents.model import (
    Block,
    Document,
    Facts,
    Figures,
    Items,
    Paragraph,
    Picture,
    Run,
    Section,
    Sources,
    Table,
    Text,
)

WIDTH = 17.0  # cm between the margins
NOTES_WIDTH = 13  # percent of a table's width for its source numbers
DAY_WIDENED = 1.15  # a day should stand on one line in every language
SEAL, SOFT = RGBColor(0x16, 0x3A, 0x5B), RGBColor(0x55, 0x60, 0x6D)
SHADE, HAIR = "F2F4F7", "CFD5DB"


def write(document: Document) -> bytes:
    """The bytes of the file; the same document gives the same bytes."""
    return _Writer(document).bytes()


class _Writer:
    """One document being written."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rtl = document.direction == "rtl"
        self.file = docx.Document()
        self._bookmarks = 0
        self._columns = 1
        self._last: tuple[Any, bool] | None = (
            None  # the paragraph being written, and whether its last run is Arabic
        )
        self._styles()
        self._ids = {style.name: style.style_id for style in self.file.styles}
        self._page()
        self._properties()

    # --- what holds for the whole file ------------------------------------------------------------

    def _styles(self) -> None:
        size = 11.0 if self.rtl else 10.0
        normal = self.file.styles["Normal"]
        self._face(normal, size)
        normal.paragraph_format.space_after = Pt(4)
        normal.paragraph_format.line_spacing = 1.15 if self.rtl else 1.08
        language = OxmlElement("w:lang")
        own = LOCALES.get(self.document.language, self.document.language)
        for name, value in (("val", "en-GB" if self.rtl else own), ("bidi", own if self.rtl else "ar-SA")):
            language.set(qn(f"w:{name}"), value)
        normal.element.get_or_add_rPr().append(language)
        for name, points, before, after in (
            ("Title", 22.0, 0.0, 4.0),
            ("Heading 1", 14.0, 16.0, 6.0),
            ("Heading 2", 11.5, 10.0, 4.0),
            ("Heading 3", 10.5, 8.0, 3.0),
        ):
            style = self.file.styles[name]
            self._face(style, points, bold=True, colour=SEAL)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.keep_with_next = True
            for border in style.element.pPr.findall(qn("w:pBdr")):
                style.element.pPr.remove(border)
        self._face(self.file.styles["List Bullet"], size)
        for name, points in (
            ("Servanda Cell", size - 1),
            ("Servanda Small", size - 2),
            ("Servanda Head", size - 2),
            ("Servanda Figure", 18.0),
            ("Servanda Source", size - 3),
        ):
            style = self.file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            self._face(style, points)
            style.paragraph_format.space_after = Pt(1)
        self.file.styles["Servanda Small"].font.color.rgb = SOFT
        source = self.file.styles["Servanda Source"].paragraph_format
        source.left_indent, source.first_line_indent, source.line_spacing = Pt(14), Pt(-14), 1.0
        notes = self.file.styles.add_style("Servanda Sources", WD_STYLE_TYPE.CHARACTER)
        self._face(notes, size - 2.5, colour=SOFT)

    def _face(
        self, style: Any, points: float, bold: bool | None = None, colour: RGBColor | None = None
    ) -> None:
        style.font.name, style.font.size = FACE, Pt(points)
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FACE)
        set_property(properties, "w:szCs", str(int(points * 2)))
        if bold is not None:
            style.font.bold = bold
            set_property(properties, "w:bCs", "1" if bold else "0")
        if colour is not None:
            style.font.color.rgb = colour

    def _page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        if self.rtl:
            section._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")
        head = section.header.paragraphs[0]
        self._line(head, "Servanda Small")
        self._tabbed(head, self.document.footer, self.document.marking)
        foot = section.footer.paragraphs[0]
        self._line(foot, "Servanda Small")
        self._tabbed(foot, self.document.author, "")
        for part in re.split(r"(\{n\}|\{total\})", self.document.labels.page):
            field = {"{n}": "PAGE", "{total}": "NUMPAGES"}.get(part)
            if field:
                self._field(foot, field)
            elif part:
                self._run(foot, Run(part))

    def _tabbed(self, paragraph: Any, first: str, last: str) -> None:
        for stop in list(paragraph.paragraph_format.tab_stops):
            del stop
        tabs = OxmlElement("w:tabs")
        for place, kind in (
            (4513, "clear"),
            (9026, "clear"),
            (4320, "clear"),
            (8640, "clear"),
            (9638, "end"),
        ):
            tab = OxmlElement("w:tab")
            tab.set(qn("w:val"), kind)
            tab.set(qn("w:pos"), str(place))
            tabs.append(tab)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(tabs, "w:bidi", "w:spacing", "w:jc", "w:rPr")
        self._run(paragraph, Run(first))
        paragraph.add_run().add_tab()
        if last:
            self._run(paragraph, Run(last))

    def _field(self, paragraph: Any, name: str) -> None:
        for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
            run = paragraph.add_run()
            if self.rtl:
                set_property(run._r.get_or_add_rPr(), "w:rtl")
            if kind == "text":
                run.text = text
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            else:
                instruction = OxmlElement("w:instrText")
                instruction.set(qn("xml:space"), "preserve")
                instruction.text = f" {text} "
                run._r.append(instruction)

    def _properties(self) -> None:
        properties = self.file.core_properties
        at = datetime.combine(self.document.on, time(), UTC)
        # A property holds at most 255 characters; the document itself has the title in full.
        properties.title, properties.subject = self.document.title[:255], self.document.kicker[:255]
        properties.author = properties.last_modified_by = self.document.author
        properties.language = LOCALES.get(self.document.language, self.document.language)
        properties.keywords, properties.comments = self.document.marking[:255], self.document.footer[:255]
        properties.created = properties.modified = at
        properties.revision = 1

    # --- lines and runs ---------------------------------------------------------------------------

    def _line(self, paragraph: Any, style: str | None = None) -> Any:
        """Give a paragraph its style and the document's direction."""
        if style:
            paragraph._p.style = self._ids[style]  # the library looks through all styles each time
        if self.rtl:
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
        return paragraph

    def _turned(self, paragraph: Any) -> bool:
        """Whether the run before in this paragraph is Arabic; the document's own direction at its beginning."""
        return self._last[1] if self._last and self._last[0] is paragraph._p else self.rtl

    def _run(self, paragraph: Any, run: Run, style: str | None = None) -> None:
        """A run of the model as one run for each script: Arabic ones complex, the others plain."""
        for text, arabic in by_script(run.text, self.rtl):
            made = paragraph.add_run(marked(text, arabic, self._turned(paragraph), self.rtl))
            self._last = (paragraph._p, arabic)
            if style:
                made._r.style = self._ids[style]
            if run.strong:
                made.bold = True
            properties = made._r.get_or_add_rPr()
            if run.strong and arabic:
                set_property(properties, "w:bCs")
            if run.code:
                made.font.size = Pt(6 if style else 7)
                set_property(properties, "w:szCs", "12" if style else "14")
            if arabic:
                set_property(properties, "w:rtl")
            if run.language:
                language = OxmlElement("w:lang")
                language.set(qn("w:bidi") if arabic else qn("w:val"), LOCALES.get(run.language, run.language))
                properties.append(language)

    def _label(self, paragraph: Any, label: str) -> None:
        self._run(paragraph, Run(self.document.labels.labelled.format(label=label)))
        self._run(paragraph, Run(" "))

    def _text(self, paragraph: Any, text: Text) -> None:
        for run in text.runs:
            self._run(paragraph, run)
        if text.notes:
            self._run(paragraph, Run("\u00a0"))
            self._notes(paragraph, text.notes)

    def _notes(self, paragraph: Any, notes: Sequence[int]) -> None:
        """Source numbers in brackets, each a link to its line of the list at the end."""
        style = "Servanda Sources"
        self._run(paragraph, Run("["), style)
        for i, (first, label) in enumerate(self.document.ranges(notes)):
            if i:
                self._run(paragraph, Run(self.document.comma), style)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"source{first}")
            link.set(qn("w:history"), "1")
            before = len(paragraph._p)
            self._run(paragraph, Run(label), style)
            for element in list(paragraph._p)[before:]:
                link.append(element)
            paragraph._p.append(link)
        self._run(paragraph, Run("]"), style)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    # --- blocks -----------------------------------------------------------------------------------

    def bytes(self) -> bytes:
        """Write everything and pack it."""
        document = self.document
        kicker = self._line(self.file.add_paragraph(), "Servanda Small")
        self._run(kicker, Run(document.kicker))
        self._run(self._line(self.file.add_paragraph(), "Title"), Run(document.title))
        particulars = self._line(self.file.add_paragraph())
        for i, (label, value) in enumerate(document.particulars):
            if i:
                self._run(particulars, Run("\u2003"))
            self._label(particulars, label)
            self._run(particulars, Run(value, strong=True))
        self._blocks(document.blocks, 1)
        out = io.BytesIO()
        self.file.save(out)
        return packed(out.getvalue())

    def _blocks(self, blocks: Sequence[Block], level: int) -> None:
        for block in blocks:
            self._block(block, level)

    def _block(self, block: Block, level: int) -> None:
        if self._columns > 1 and not isinstance(block, Sources):
            self._in_columns(1)
        match block:
            case Section():
                heading = self._line(self.file.add_paragraph(), f"Heading {min(level, 3)}")
                self._text(heading, block.title)
                self._blocks(block.blocks, level + 1)
            case Paragraph():
                style = "Servanda Small" if block.style == "small" else None
                self._text(self._line(self.file.add_paragraph(), style), block.text)
            case Items():
                for line in block.lines:
                    self._text(self._line(self.file.add_paragraph(), "List Bullet"), line)
            case Facts():
                for label, text in block.facts:
                    paragraph = self._line(self.file.add_paragraph())
                    self._label(paragraph, label)
                    self._text(paragraph, text)
            case Figures():
                self._figures(block)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Sources():
                self._sources(block)

    def _grid(self, widths: Sequence[float], rows: int, heads: Sequence[str]) -> Any:
        """An empty table with a heading row that repeats on every page; columns run in reading direction."""
        table = self.file.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        properties = table._tbl.tblPr
        if self.rtl:
            visual = OxmlElement("w:bidiVisual")
            properties.insert_element_before(
                visual,
                "w:tblStyleRowBandSize",
                "w:tblStyleColBandSize",
                "w:tblW",
                "w:jc",
                "w:tblLayout",
                "w:tblLook",
            )
        _rules(properties)
        total = sum(widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(WIDTH * width / total)
            for cell in column.cells:
                cell.width = Cm(WIDTH * width / total)
        for row in table.rows:
            row_properties = row._tr.get_or_add_trPr()
            row_properties.append(OxmlElement("w:cantSplit"))
        if heads:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, head in zip(table.rows[0].cells, heads, strict=True):
                _shade(cell)
                paragraph = self._line(cell.paragraphs[0], "Servanda Head")
                paragraph.paragraph_format.keep_with_next = True
                self._run(paragraph, Run(head, strong=True))
        return table

    def _cell(self, cell: Any, texts: Sequence[Text], at_end: bool = False) -> None:
        for i, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            self._line(paragraph, "Servanda Small" if text.aside else "Servanda Cell")
            if at_end:
                paragraph.alignment = (
                    WD_ALIGN_PARAGRAPH.RIGHT
                )  # in a right-to-left paragraph, Word's "right" is its end
            self._text(paragraph, text)

    def _table(self, block: Table) -> None:
        noted = any(row.notes for row in block.rows)
        widths = [c.width * (DAY_WIDENED if c.holds == "day" else 1.0) for c in block.columns]
        heads = [c.label for c in block.columns]
        if noted:
            widths.append(sum(widths) * NOTES_WIDTH / 100)
            heads.append(self.document.labels.sources)
        table = self._grid(widths, 1 + len(block.rows), heads)
        grid = [row.cells for row in table.rows]
        for i, column in enumerate(block.columns):
            if column.holds == "figure":
                grid[0][i].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cells, row in zip(grid[1:], block.rows, strict=True):
            for column, cell, texts in zip(block.columns, cells, row.cells, strict=False):
                self._cell(cell, texts, column.holds == "figure")
            if noted:
                paragraph = self._line(cells[-1].paragraphs[0], "Servanda Cell")
                if row.notes:
                    self._notes(paragraph, row.notes)
        self._gap()

    def _picture(self, block: Picture) -> None:
        paragraph = self._line(self.file.add_paragraph())
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        width = Cm(min(16.5, block.drawn.width * 0.026))
        shape = paragraph.add_run().add_picture(io.BytesIO(block.drawn.png()), width=width)
        shape._inline.docPr.set("descr", block.drawn.title)

    def _figures(self, block: Figures) -> None:
        table = self._grid([1.0] * len(block.figures), 1, ())
        for cell, figure in zip(table.rows[0].cells, block.figures, strict=True):
            _shade(cell)
            self._run(self._line(cell.paragraphs[0], "Servanda Figure"), Run(figure.value, strong=True))
            self._run(self._line(cell.add_paragraph(), "Servanda Cell"), Run(figure.label))
            if figure.notes:
                self._notes(self._line(cell.add_paragraph(), "Servanda Cell"), figure.notes)
        self._gap()

    def _sources(self, block: Sources) -> None:
        """One line for each entry, in two columns."""
        self._in_columns(2)
        for source in block.sources:
            line = self._line(self.file.add_paragraph(), "Servanda Source")
            self._bookmark(line, f"source{source.number}")
            self._run(line, Run(self.document.figure(source.number), strong=True))
            self._run(line, Run("\u2002"))
            self._text(line, source.line)
            self._run(line, Run(" "))
            self._run(line, Run(source.entry, code=True), "Servanda Sources")

    def _in_columns(self, count: int) -> None:
        """What follows stands in this many columns, on the same page."""
        section = self.file.add_section(WD_SECTION_START.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "340")
        self._columns = count

    def _gap(self) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(6)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _rules(properties: Any) -> None:
    """Hairlines between the rows, none between the columns; room in the cells."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIR)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
