"""The follow-up matrix as a workbook to be sent out: filled in by a ministry, it comes back by `returned`.

What identifies a row and what stood in it when it was sent lie in hidden places, so that only changed cells count.
Data are written as strings, never as formulas or links.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext, override

from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import details, words
from servanda.register.installation import own_side
from servanda.register.matrix import Line
from servanda.register.models import Record
from servanda.register.vocabulary import PROGRESS

FORMAT = 1
HIDDEN, LISTS = "_servanda", "_lists"
HEAD_ROW = 3  # from 0: title, day, a line of help above
SPARE = 200  # rows below the last in which new commitments can be written with the same drop-downs
SIDE_FIELDS = ("state", "percent", "remark")
RIGHT_TO_LEFT = ("ar",)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a workbook says of itself: for whom it was made, as of which day, after which entry of the journal."""

    language: str
    parties: tuple[str, ...]
    sides: tuple[str, ...]
    on: date
    seq: int
    mechanism: str = ""


def matrix_workbook(
    lines: Iterable[Line], titles: Mapping[str, Record], sent: Sent, heading: str = ""
) -> bytes:
    """The lines as the bytes of an XLSX in `sent.language`.

    `sent.sides` are the sides whose columns are to be filled in (one where it goes to a ministry of that side).
    """
    out = io.BytesIO()
    with override(sent.language):
        book = xlsxwriter.Workbook(
            out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.set_properties({"title": heading, "author": "Servanda", "created": _midnight(sent.on)})
        _Sheet(book, sent).write(list(lines), titles, heading or gettext("Follow-up matrix"))
        book.close()
    return out.getvalue()


def _midnight(on: date) -> Any:
    from datetime import datetime

    return datetime(on.year, on.month, on.day)  # noqa: DTZ001 — document property without a zone


def state_words(language: str) -> dict[str, str]:
    """Progress codes as the drop-down words them."""
    with override(language):
        return {code: words.word("progress", code) for code in PROGRESS}


class _Sheet:
    def __init__(self, book: Any, sent: Sent) -> None:
        self.book, self.sent = book, sent
        self.rtl = sent.language in RIGHT_TO_LEFT
        self.table = book.add_worksheet(gettext("Matrix")[:31])
        self.hidden = book.add_worksheet(HIDDEN)
        self.lists = book.add_worksheet(LISTS)
        self.hidden.very_hidden()
        self.lists.very_hidden()
        common = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#CFD5DB"}
        if self.rtl:
            common |= {"reading_order": 2, "align": "right", "font_name": "Noto Naskh Arabic"}
        self.forms = {
            "title": book.add_format({"bold": True, "font_size": 14, "reading_order": 2 if self.rtl else 1}),
            "soft": book.add_format({"font_color": "#55606D", "reading_order": 2 if self.rtl else 1}),
            "head": book.add_format({**common, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF"}),
            "fixed": book.add_format({**common, "bg_color": "#F4F6F8"}),
            "open": book.add_format({**common, "bg_color": "#FFFFFF"}),
            "late": book.add_format({**common, "bg_color": "#F4F6F8", "font_color": "#A3211C", "bold": True}),
            "day": book.add_format({**common, "bg_color": "#F4F6F8", "num_format": "yyyy-mm-dd"}),
            "late_day": book.add_format(
                {
                    **common,
                    "bg_color": "#F4F6F8",
                    "num_format": "yyyy-mm-dd",
                    "font_color": "#A3211C",
                    "bold": True,
                }
            ),
            "percent": book.add_format({**common, "num_format": "0"}),
        }

    def columns(self) -> list[tuple[str, str, int]]:
        """(key, heading, width) of the visible columns; keys of a side are `MA.state`."""
        found = [
            ("number", gettext("No."), 6),
            ("text", gettext("Commitment"), 52),
            ("origin", gettext("Origin"), 24),
            ("responsible", gettext("Responsible"), 28),
            ("due", gettext("Due on"), 12),
            ("status", gettext("State"), 16),
            ("carried", gettext("Carried over"), 9),
        ]
        for party in self.sent.parties:
            name = name_of(party, self.sent.language)
            found += [
                (f"{party}.state", f"{name}: {gettext('state')}", 16),
                (f"{party}.percent", f"{name}: %", 8),
                (f"{party}.remark", f"{name}: {gettext('remark')}", 34),
            ]
        return found

    def write(self, lines: Sequence[Line], titles: Mapping[str, Record], heading: str) -> None:
        """All sheets."""
        columns = self.columns()
        table = self.table
        if self.rtl:
            table.right_to_left()
        table.write_string(0, 1, heading, self.forms["title"])
        day = cldr.day(self.sent.on, self.sent.language, own_side())
        table.write_string(1, 1, gettext("As of {day}").format(day=day), self.forms["soft"])
        table.write_string(
            2, 1, gettext("Fill in the white cells; new commitments go below."), self.forms["soft"]
        )
        table.set_column(0, 0, None, None, {"hidden": True})
        table.write_string(HEAD_ROW, 0, "id", self.forms["head"])
        for at, (_key, title, width) in enumerate(columns, start=1):
            table.set_column(at, at, width)
            table.write_string(HEAD_ROW, at, title, self.forms["head"])
        table.set_row(HEAD_ROW, 34)
        base: list[tuple[str, str]] = []
        for i, line in enumerate(lines):
            values = self.values(line, titles)
            self.row(HEAD_ROW + 1 + i, line, values, columns)
            kept = {k: v for k, v in values.items() if "." in k}
            base.append((line.record.subject, json.dumps(kept, ensure_ascii=False, sort_keys=True)))
        last = HEAD_ROW + len(lines)
        table.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW + 1), len(columns))
        table.freeze_panes(HEAD_ROW + 1, 3)
        table.repeat_rows(HEAD_ROW)
        table.set_landscape()
        table.set_paper(9)
        table.fit_to_pages(1, 0)
        table.set_footer("&P / &N")
        self.drop_downs(columns, last + SPARE)
        self.memory(columns, base)

    def values(self, line: Line, titles: Mapping[str, Record]) -> dict[str, str]:
        """The texts of a line by column."""
        language = self.sent.language
        session = titles.get(line.session)
        origin = [details.title(session, language)[0] if session else "", line.facts.get("decision", "")]
        responsible = []
        for r in line.detail["responsible"]:
            known = titles.get(r.get("organisation") or "")
            name = details.title(known, language)[0] if known else r.get("name", "")
            responsible.append(
                f"{name_of(r['party'], language)}: {name}" if name else name_of(r["party"], language)
            )
        found = {
            "number": str(line.number),
            "text": details.title(line.record, language)[0],
            "origin": ", ".join(o for o in origin if o),
            "responsible": "\n".join(responsible),
            "due": line.due.isoformat() if line.due else "",
            "status": words.word("commitment_state", line.status),
            "carried": str(line.carried) if line.carried else "",
        }
        spoken = state_words(language)
        for party in self.sent.parties:
            said = line.position(party)
            found[f"{party}.state"] = spoken.get(said["progress"], "") if said else ""
            percent = said["percent"] if said else None
            found[f"{party}.percent"] = "" if percent is None else str(percent)
            remark = (said.get("remark") or {}) if said else {}
            found[f"{party}.remark"] = remark.get(language) or next(iter(remark.values()), "")
        return found

    def row(
        self, at: int, line: Line, values: dict[str, str], columns: Sequence[tuple[str, str, int]]
    ) -> None:
        """One commitment."""
        self.table.write_string(at, 0, line.record.subject)
        for n, (key, _title, _width) in enumerate(columns, start=1):
            text = values[key]
            side = key.partition(".")[0] if "." in key else ""
            if key == "due" and line.due:
                form = self.forms["late_day" if line.overdue else "day"]
                self.table.write_datetime(at, n, _midnight(line.due), form)
            elif side in self.sent.sides:
                if key.endswith(".percent") and text:
                    self.table.write_number(at, n, int(text), self.forms["percent"])
                else:
                    self.table.write_string(at, n, text, self.forms["open"])
            else:
                late = key == "status" and line.overdue
                self.table.write_string(at, n, text, self.forms["late" if late else "fixed"])

    def drop_downs(self, columns: Sequence[tuple[str, str, int]], last: int) -> None:
        """States to choose from, percentages between 0 and 100."""
        spoken = list(state_words(self.sent.language).values())
        self.lists.write_column(0, 0, spoken)
        for n, (key, _title, _width) in enumerate(columns, start=1):
            side, _, name = key.partition(".")
            if side not in self.sent.sides or not name:
                continue
            area = (HEAD_ROW + 1, n, last, n)
            if name == "state":
                self.table.data_validation(
                    *area,
                    {
                        "validate": "list",
                        "source": f"='{LISTS}'!$A$1:$A${len(spoken)}",
                        "error_type": "stop",
                        "error_title": gettext("State")[:32],
                        "error_message": gettext("Choose one of the values offered.")[:255],
                    },
                )
            elif name == "percent":
                self.table.data_validation(
                    *area, {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
                )

    def memory(self, columns: Sequence[tuple[str, str, int]], base: Sequence[tuple[str, str]]) -> None:
        """What the workbook says of itself, and what stood in each row."""
        facts = {
            "format": FORMAT,
            "language": self.sent.language,
            "parties": list(self.sent.parties),
            "sides": list(self.sent.sides),
            "on": self.sent.on.isoformat(),
            "seq": self.sent.seq,
            "mechanism": self.sent.mechanism,
            "columns": [key for key, *_ in columns],
        }
        self.hidden.write_string(0, 0, json.dumps(facts))
        for i, (subject, kept) in enumerate(base, start=1):
            self.hidden.write_string(i, 0, subject)
            # A cell holds 32,767 characters: a longer memory is cut into several.
            for n in range(0, len(kept), 30_000):
                self.hidden.write_string(i, 1 + n // 30_000, kept[n : n + 30_000])
