"""A written text as a file: DOCX for Word and LibreOffice, plain text, one HTML page. Nothing of the register is in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import docx
from django.utils.html import format_html, format_html_join
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from servanda.documents.docx_text import FACE, LOCALES, add_runs, packed, set_property
from servanda.documents.model import direction_of
from servanda.writing import Text
from servanda.writing.text import Part

ENDINGS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def write(text: Text, ending: str, on: date) -> bytes:
    """The bytes of the file; the same text and day give the same bytes. `ending`: one of ENDINGS."""
    if ending == "txt":
        return text.plain.encode("utf-8")
    if ending == "html":
        return _html(text)
    return _docx(text, on)


def from_plain(plain: str, language: str) -> Text:
    """An edited draft as a text again: the first paragraph is its title, lines with a dash are items."""
    parts: list[Part] = []
    for block in plain.replace("\r\n", "\n").split("\n\n"):
        for line in filter(None, (line.strip() for line in block.split("\n"))):
            if line.startswith(("– ", "- ", "— ")):
                parts.append(Part("listed", line[2:].strip()))
            else:
                parts.append(Part("paragraph" if parts else "title", line))
    return Text(language, tuple(parts))


def _html(text: Text) -> bytes:
    direction = direction_of("", text.language)
    body = format_html_join("\n", "<{0}>{1}</{0}>", ((_TAGS.get(p.is_, "p"), _shown(p)) for p in text.parts))
    table = ""
    if text.rows:
        head = format_html_join("", "<th>{}</th>", ((c,) for c in text.columns))
        rows = format_html_join(
            "\n",
            "<tr>{}</tr>",
            ((format_html_join("", "<td>{}</td>", ((c,) for c in row)),) for row in text.rows),
        )
        table = format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, rows)
    page = format_html(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title></head>\n'
        "<body>\n{}\n{}\n</body>\n</html>\n",
        text.language, direction, text.title, body, table,
    )  # fmt: skip
    return page.encode("utf-8")


_TAGS = {"title": "h1"}


def _shown(part: Part) -> str:
    return f"– {part.text}" if part.is_ == "listed" else part.text


def _docx(text: Text, on: date) -> bytes:
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    style = file.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(11)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FACE)
    set_property(style.element.get_or_add_rPr(), "w:szCs", "24")
    for part in text.parts:
        paragraph = file.add_paragraph()
        _laid_out(paragraph, text.language, part.is_)
        title = part.is_ == "title"
        add_runs(paragraph, _shown(part), text.language, 14 if title else 11, bold=title)
    if text.rows:
        _table(file, text)
    properties = file.core_properties
    properties.title = text.title[:255]
    properties.author = properties.last_modified_by = "Servanda"
    properties.language = LOCALES.get(text.language, text.language)
    properties.created = properties.modified = datetime.combine(on, time(), UTC)
    properties.revision, properties.comments = 1, ""
    out = io.BytesIO()
    file.save(out)
    return packed(out.getvalue())


def _laid_out(paragraph: Any, language: str, is_: str) -> None:
    rtl = direction_of("", language) == "rtl"
    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if is_ == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif is_ == "closing":
        # In a right-to-left paragraph Word takes “right” for the end of the line's far side.
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(3 if is_ == "listed" else 8)
    if is_ == "listed":
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)


def _table(file: Any, text: Text) -> None:
    rows: Sequence[Sequence[str]] = (text.columns, *text.rows)
    table = file.add_table(rows=len(rows), cols=len(text.columns))
    table.style = "Table Grid"
    if direction_of("", text.language) == "rtl":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, said in zip(line.cells, row, strict=True):
            _laid_out(cell.paragraphs[0], text.language, "cell")
            add_runs(cell.paragraphs[0], said, text.language, 9.5, bold=row is rows[0])
