"""Agreed minutes from the record: what they say in each language, what they leave out, and the files they become.

After a wanted change: SERVANDA_GOLDEN=write python -m pytest -n0 tests/minutes/test_minutes.py, and look at the diff.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from servanda.documents.minutes import Minutes, minutes, pdf
from servanda.documents.minutes import docx as word
from servanda.domain.entry import Circle
from servanda.register.visibility import operator
from tests.minutes.conftest import CANARY, ON, S8, texts

GOLDEN = Path(__file__).parent / "golden"
pytestmark = pytest.mark.usefixtures("commission")


def made(*languages: str, circle: str = "internal") -> Minutes:
    return minutes(operator(Circle(circle)), S8, ON, languages)


def said(of: Minutes, language: str, *kinds: str) -> list[str]:
    return [line.texts[language] for line in of.lines if not kinds or line.is_ in kinds]


def test_the_minutes_are_the_golden_ones():
    data = json.dumps(made("ar", "ru", "fr", "en").as_data("sequence"), ensure_ascii=False, indent=1) + "\n"
    path = GOLDEN / "minutes.json"
    if os.environ.get("SERVANDA_GOLDEN") == "write":
        path.write_text(data, encoding="utf-8")
    assert data == path.read_text(encoding="utf-8")


def test_titles_say_the_ordinal_in_words_with_the_body_in_its_case():
    found = made("ar", "ru", "fr", "en")
    assert said(found, "ar", "title") == [
        "محضر الدورة الثامنة للجنة المشتركة المغربية الروسية للتعاون الاقتصادي"
    ]
    [russian] = said(found, "ru", "title")
    assert russian.startswith("Протокол восьмого заседания Смешанной марокканско-российской комиссии")
    [french] = said(found, "fr", "title")
    assert french.startswith("Procès-verbal de la huitième session de la Commission mixte")
    assert "eighth session of the Joint" in said(found, "en", "title")[0]


def test_what_a_language_lacks_is_marked_and_never_invented():
    found = made("ar", "ru")
    line = next(x for x in found.lines if x.key == "decision/d3")
    assert line.texts["ru"] == texts(7, "ru")["ru"]
    assert line.texts["ar"] == "[النص غير متوفر]"
    assert line.missing == {"ar"}


@pytest.mark.parametrize("circle", ["internal", "joint"])
def test_nothing_internal_is_in_any_file(circle: str):
    found = made("ar", "ru", circle=circle)
    assert CANARY not in json.dumps(found.as_data("side"))
    for layout in word.LAYOUTS:
        with zipfile.ZipFile(io.BytesIO(word.write(found, layout))) as parts:
            assert not any(CANARY.encode() in parts.read(n) for n in parts.namelist())


def test_arabic_paragraphs_run_from_the_right_and_russian_ones_do_not():
    file = docx.Document(io.BytesIO(word.write(made("ar", "ru"), "sequence")))
    for paragraph in file.paragraphs:
        arabic = any("\u0600" <= c <= "\u06ff" for c in paragraph.text)
        cyrillic = any("\u0400" <= c <= "\u04ff" for c in paragraph.text)
        if arabic != cyrillic:
            assert (paragraph._p.get_or_add_pPr().find(qn("w:bidi")) is not None) == arabic, paragraph.text


def test_side_by_side_has_a_row_for_each_line_and_a_column_for_each_language():
    found = made("ar", "ru", "fr")
    [table] = docx.Document(io.BytesIO(word.write(found, "side"))).tables
    assert len(table.rows) == len(found.lines)
    assert len(table.columns) == 3


@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_the_same_record_gives_the_same_bytes(layout: str):
    assert word.write(made("ar", "fr"), layout) == word.write(made("ar", "fr"), layout)
    first = pdf.write(made("ar", "fr"), layout)
    assert first.startswith(b"%PDF-")
    assert first == pdf.write(made("ar", "fr"), layout)


def test_a_decision_that_says_markup_stays_text(commission: str):
    from datetime import date

    from tests.minutes.conftest import write

    write(
        S8,
        "decision",
        date(2025, 10, 16),
        key="d4",
        item="trade",
        number=4,
        texts={"en": '#read("/etc/passwd")'},
    )
    assert pdf.write(made("en"), "sequence").startswith(b"%PDF-")
