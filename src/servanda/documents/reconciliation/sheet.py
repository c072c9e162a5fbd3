"""The comparison as a table to work on: XLSX, from right to left in Arabic, and CSV. What was typed stays text, never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext, override

from servanda.documents.phrasing import Phrasing
from servanda.documents.reconciliation.making import Compared, groups, rows, status_word
from servanda.domain.cooperation import ListedTreaty
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register.installation import own_side

RIGHT_TO_LEFT = ("ar",)
_BEGINS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula
_WIDTHS = (20, 12, 44, 44, 13, 13, 13, 13, 13, 13, 20, 20, 44, 16, 34, 10)
Cell = str | date | int | None


def table(made: Compared, language: str) -> tuple[list[str], list[list[Cell]]]:
    """(headings, rows): every row of both lists once, what differs first."""
    with override(language):
        us, them = name_of(made.own, language), name_of(made.partner, language)
        heads = [
            gettext("Found"),
            gettext("Signed on"),
            f"{gettext('Title')}: {us}",
            f"{gettext('Title')}: {them}",
        ]
        for field in (gettext("Signed on"), gettext("In force on"), gettext("Ended on"), gettext("Status")):
            heads += [f"{field}: {us}", f"{field}: {them}"]
        heads += [
            gettext("What differs"),
            gettext("Certainty"),
            gettext("Instrument"),
            gettext("Row of their list"),
        ]
        return heads, list(_rows(made, language))


def _rows(made: Compared, language: str) -> Iterator[list[Cell]]:
    sides: dict[str, tuple[ListedTreaty | None, ListedTreaty | None]] = {
        p.ours.key: (p.ours, p.theirs) for p in made.outcome.pairs
    }
    sides |= {r.key: (r, None) for r in made.outcome.ours_only}
    alone = {r.key: r for r in made.outcome.theirs_only}
    names = groups()
    for group, lines in rows(made, language).items():
        for line in lines:
            ours, theirs = sides[line.subject] if line.subject else (None, alone[line.row])
            first = next((x.signed for x in (ours, theirs) if x and x.signed), None)
            cells: list[Cell] = [names[group], first, line.ours, line.theirs]
            for name in ("signed", "in_force", "ended"):
                cells += [getattr(ours, name, None), getattr(theirs, name, None)]
            cells += [_status(ours), _status(theirs), "\n".join(line.says)]
            sure = gettext("certain") if line.sure else gettext("likely")
            cells += [sure if ours and theirs else "", line.subject, int(line.row) if line.row else None]
            yield cells


def _status(row: ListedTreaty | None) -> str:
    return status_word(row.status) if row and row.status else ""


def workbook(made: Compared, language: str) -> bytes:
    """The table as the bytes of an XLSX."""
    out = io.BytesIO()
    heads, lines = table(made, language)
    rtl = language in RIGHT_TO_LEFT
    with override(language):
        hand = Phrasing(language, own_side())
        options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
        # A fixed instant: the same comparison gives the same bytes.
        book.set_properties(
            {"title": gettext("Lists of treaties compared"), "created": datetime(made.on.year, made.on.month, made.on.day, tzinfo=UTC)}
        )  # fmt: skip
        sheet = book.add_worksheet(gettext("Lists of treaties")[:31])
        common: dict[str, Any] = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#CFD5DB"}
        if rtl:
            sheet.right_to_left()
            common |= {"reading_order": 2, "align": "right", "font_name": "Noto Naskh Arabic"}
        form = {
            "head": book.add_format({**common, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF"}),
            "text": book.add_format(common),
            "day": book.add_format({**common, "num_format": "yyyy-mm-dd"}),
        }
        for n, width in enumerate(_WIDTHS):
            sheet.set_column(n, n, width)
        title = gettext("{a} – {b}").format(a=hand.party(made.own), b=hand.party(made.partner))
        sheet.write_string(0, 0, f"{title}{cldr.comma(hand.language)}{hand.day(made.on)}")
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, form["head"])
        for n, line in enumerate(lines, start=2):
            for column, value in enumerate(line):
                _write(sheet, n, column, value, form)
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, max(2, len(lines) + 1), len(heads) - 1)
        book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Cell, form: dict[str, Any]) -> None:
    if isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, form["day"])
    elif isinstance(value, date):  # before the first day that a spreadsheet knows
        sheet.write_string(row, column, value.isoformat(), form["text"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, form["text"])
    elif value:
        sheet.write_string(row, column, value, form["text"])
    else:
        sheet.write_blank(row, column, None, form["text"])


def csv_text(made: Compared, language: str) -> str:
    """The table as CSV with a byte-order mark (spreadsheets read Arabic and Cyrillic right by it); days in ISO form."""
    out = io.StringIO()
    heads, lines = table(made, language)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for line in lines:
        writer.writerow([_plain(v) for v in line])
    return "\ufeff" + out.getvalue()


def _plain(value: Cell) -> str:
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_BEGINS) else text
