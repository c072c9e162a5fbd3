"""Charts: what a page's policy allows, what a right-to-left reader expects, what a grey print keeps."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from servanda.documents import docx, html, pdf
from servanda.documents.charts import FILLS, Bar, Dot, Drawn, Line, Reading, bars, field, lines
from servanda.documents.model import Picture
from tests.documents.conftest import Made

NS = "{http://www.w3.org/2000/svg}"


def sample(language: str, territory: str = "") -> Drawn:
    rows = (
        [Bar("الصيد البحري", 12.5, low=10, high=14), Bar("الطاقة", 4)]
        if language == "ar"
        else [Bar("Fisheries", 12.5), Bar("Energy", 4)]
    )
    return bars(rows, Reading(language, territory), title="Title", value="USD")


def places(drawn: Drawn) -> dict[str, float]:
    """Horizontal place of each text in the drawing."""
    found = {}
    for text in etree.fromstring(drawn.svg.encode()).iter(NS + "text"):
        x, node = 0.0, text
        while node is not None:
            if match := re.match(r"translate\((-?[\d.]+)", node.get("transform", "")):
                x += float(match[1])
            node = node.getparent()
        found["".join(text.itertext()).strip("\u2067\u2069")] = x
    return found


def test_left_to_right_values_run_rightwards_from_the_categories():
    at = places(sample("en"))
    assert at["Fisheries"] < at["0"] < at["12"]


def test_in_arabic_values_run_leftwards_and_categories_stand_on_the_right():
    at = places(sample("ar", "MA"))
    assert at["الصيد البحري"] > at["0"] > at["12"]


def test_digits_are_those_of_the_territory():
    assert "١٢" in places(sample("ar", "EG"))
    assert "12" in places(sample("ar", "MA"))


def test_thousands_are_separated_as_the_language_does():
    drawn = lines([Line("a", [(2015, 100_000), (2016, 200_000)])], Reading("fr"), title="t")
    assert any(re.fullmatch("200[\u202f\u00a0]000", text) for text in places(drawn))
    assert "2016" in places(drawn)  # a year is no quantity


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_drawing_holds_nothing_that_a_policy_of_contents_refuses(language: str):
    drawings = [
        sample(language),
        lines(
            [Line("a", [(1, 1), (2, None), (3, 2)]), Line("b", [(1, 2), (3, 1)])],
            Reading(language),
            title="t",
            steps=True,
        ),
        field([Dot(0, 0, label="a"), Dot(1, 1, group="g")], Reading(language), title="t", links=[(0, 1)]),
    ]
    for drawn in drawings:
        for element in etree.fromstring(drawn.svg.encode()).iter():
            assert etree.QName(element).localname in {
                "svg",
                "g",
                "path",
                "rect",
                "line",
                "text",
                "tspan",
                "clipPath",
                "defs",
            }
            assert not [a for a in element.attrib if a == "style" or a.startswith("on") or "href" in a]


def test_a_hostile_name_is_text():
    drawn = bars(
        [Bar('</text><script>alert(1)</script>"', 1), Bar("${1+1}", 2)], Reading("en"), title='"><script>'
    )
    root = etree.fromstring(drawn.svg.encode())
    assert not list(root.iter(NS + "script"))
    assert root.get("aria-label") == '"><script>'
    assert any("<script>" in text for text in places(drawn))
    assert "${1+1}" in places(drawn)


def test_the_same_figures_give_the_same_bytes():
    from servanda.documents.svg import drawn_svg

    first = sample("ar", "MA").svg
    drawn_svg.cache_clear()
    assert sample("ar", "MA").svg == first


def test_fills_stay_apart_in_grey():
    def lightness(colour: str) -> float:
        r, g, b = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return 0.299 * r + 0.587 * g + 0.114 * b

    greys = sorted(lightness(colour) for colour in FILLS[:3])
    assert min(b - a for a, b in itertools.pairwise(greys)) > 50


def test_a_missing_value_breaks_the_line():
    whole = lines([Line("a", [(1, 1), (2, 3), (3, 2)])], Reading("en"), title="t").svg
    broken = lines([Line("a", [(1, 1), (2, None), (3, 2)])], Reading("en"), title="t").svg
    assert whole != broken
    paths = [
        p.get("d", "")
        for p in etree.fromstring(broken.encode()).iter(NS + "path")
        if p.get("stroke") == "#163a5b"
    ]
    assert any(d.count("M") == 2 for d in paths)


def test_a_chart_of_nothing_is_refused():
    for draw in (
        lambda: bars([], Reading("en"), title="t"),
        lambda: lines([Line("a", [(1, None)])], Reading("en"), title="t"),
    ):
        with pytest.raises(ValueError):
            draw()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_one_drawing_stands_in_page_pdf_and_word(made: Made, language: str):
    drawn = sample(language, "MA")
    document = replace(made(language), blocks=(Picture(drawn),))
    assert drawn.svg.encode() in html.write(document)
    reader = PdfReader(io.BytesIO(pdf.write(document)))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for one in (
            page["/Resources"],
            *(x.get_object().get("/Resources", {}) for x in page["/Resources"].get("/XObject", {}).values()),
        )  # type: ignore[attr-defined, index]
        for font in one.get("/Font", {}).values()  # type: ignore[attr-defined]
    }
    assert fonts
    assert all("NotoSans" in font or "NotoNaskhArabic" in font for font in fonts)
    root: Any = reader.trailer["/Root"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    with zipfile.ZipFile(io.BytesIO(docx.write(document))) as file:
        (name,) = [n for n in file.namelist() if n.startswith("word/media/")]
        assert Image.open(io.BytesIO(file.read(name))).width > drawn.width
        assert 'descr="Title"' in file.read("word/document.xml").decode()
