"""The files: what Word, a reader of PDF and a browser find in them. Read back with other libraries than wrote them."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx as python_docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from servanda.documents import docx, html, pdf
from servanda.documents.docx_text import by_script
from servanda.documents.model import Document, Paragraph, Section, Text, foreign, plain
from tests.documents.conftest import Made

LANGUAGES = ["ar", "ru", "fr", "en"]
ARABIC = re.compile(r"[\u0600-\u06ff]")
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    "*bold* _slanted_ $x^2$ `raw` @label <label> \\u{202e} = Heading",
    "]) #panic() [(",
    '<script>alert("x")</script><img src=x onerror=y>&amp;',
    "{{ settings.SECRET_KEY }} {title} %(x)s",
    '=HYPERLINK("http://evil.example")',
    "]]> <!-- --> <?xml?>",
    "أ" * 400,
    "W" * 900,
]


def text_of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def with_title(document: Document, title: str) -> Document:
    """The document with a hostile text in each place that data can reach."""
    run = foreign(title, "en", longest=2000)
    section = Section(Text((run,)), (Paragraph(Text((run,))), *document.blocks))
    label = (("Label", title),)
    return replace(document, title=title, footer=title, kicker=title, particulars=label, blocks=(section,))


# --- PDF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_with_its_language_and_holds_our_fonts_alone(made: Made, language: str):
    content = pdf.write(made(language))
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()  # the accessible standard was kept
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all("NotoSans" in font or "NotoNaskhArabic" in font for font in fonts)
    assert "/URI" not in content.decode("latin-1")


def test_the_pdf_says_what_the_document_says(made: Made):
    text = text_of_pdf(pdf.write(made("en")))
    for expected in (
        "Morocco – Russia",
        "Agreement on cooperation in marine fisheries",
        "[1–12]",
        "Page 2 of",
    ):
        assert expected in " ".join(text.split())


def test_the_same_document_gives_the_same_bytes(made: Made):
    document = made("ar")
    for write in (pdf.write, docx.write, html.write):
        assert write(document) == write(document)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_whatever_it_says(made: Made, title: str):
    document = with_title(made("en"), title)
    text = text_of_pdf(pdf.write(document))
    assert "root:" not in text
    squeezed = re.sub(r"\s|\u200b", "", text)
    assert re.sub(r"\s", "", title)[:40] in squeezed or ARABIC.search(title)
    page = lxml.html.fromstring(html.write(document))
    assert not page.xpath("//script | //img | //iframe | //link | //*[@onerror]")
    assert page.xpath("//h1")[0].text == title
    file = python_docx.Document(io.BytesIO(docx.write(document)))
    assert any(title in p.text for p in file.paragraphs)


def test_letters_that_no_font_has_do_not_stop_the_pdf(made: Made):
    content = pdf.write(with_title(made("en"), "中华人民共和国 ကမ္ဘာ 🤝"))
    assert content.startswith(b"%PDF-")


@given(st.text(max_size=200))
def test_what_a_register_holds_is_cleaned_for_one_line(text: str):
    line = foreign(text).text
    assert not re.search("[\n\r\t\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    assert line == foreign(line).text


# --- DOCX ---------------------------------------------------------------------------------------------


def docx_of(document: Document) -> Any:
    return python_docx.Document(io.BytesIO(docx.write(document)))


def paragraphs(file: Any) -> list[Any]:
    body = list(file.element.body.iter(qn("w:p")))
    section = file.sections[0]
    return [p for p in body if "".join(p.itertext())] + [
        section.header.paragraphs[0]._p,
        section.footer.paragraphs[0]._p,
    ]


def test_arabic_word_files_run_from_the_right(made: Made):
    file = docx_of(made("ar"))
    assert all(p.pPr.find(qn("w:bidi")) is not None for p in paragraphs(file))
    tables = file.tables
    assert len(tables) > 10
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in tables)
    assert file.sections[0]._sectPr.find(qn("w:bidi")) is not None


@pytest.mark.parametrize("language", ["ru", "fr", "en"])
def test_other_word_files_run_from_the_left(made: Made, language: str):
    file = docx_of(made(language))
    assert not list(file.element.body.iter(qn("w:bidi"), qn("w:bidiVisual")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_run_is_of_one_script(made: Made, language: str):
    file = docx_of(made(language))
    kinds = set()
    for run in file.element.body.iter(qn("w:r")):
        text = "".join(t.text or "" for t in run.iter(qn("w:t")))
        if not text.strip("\u200e\u200f "):
            continue
        rtl = run.rPr is not None and run.rPr.find(qn("w:rtl")) is not None
        kinds.add(rtl)
        if rtl:
            assert not re.search("[a-zа-яё]", text, re.I), text
        else:
            assert not ARABIC.search(text), text
    assert kinds == {True, False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_files_have_real_styles_repeating_heads_and_page_numbers(made: Made, language: str):
    file = docx_of(made(language))
    styles = {p.style.name for p in file.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    heads = [t.rows[0]._tr.trPr.find(qn("w:tblHeader")) for t in file.tables[1:]]
    assert all(head is not None for head in heads)
    fields = "".join(i.text for i in file.sections[0].footer._element.iter(qn("w:instrText")))
    assert fields.split() == ["PAGE", "NUMPAGES"]
    default = file.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert default.get(qn("w:bidi" if language == "ar" else "w:val")).startswith(language)


def test_every_number_in_a_word_file_leads_to_a_bookmark(made: Made):
    file = docx_of(made("ru"))
    anchors = {link.get(qn("w:anchor")) for link in file.element.body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in file.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks


def test_properties_of_a_word_file_are_those_of_the_document(made: Made):
    properties = docx_of(made("fr")).core_properties
    assert properties.title == "Maroc – Russie"
    assert properties.language == "fr-FR"
    assert properties.created.date() == made("fr").on
    assert properties.last_modified_by == "Servanda"


# The order that the schema of WordprocessingML gives to these children; Word refuses files that break it.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "tabs", "bidi", "spacing", "ind", "jc", "rPr", "sectPr"],
    "tblPr": [
        "tblStyle",
        "bidiVisual",
        "tblW",
        "jc",
        "tblInd",
        "tblBorders",
        "tblLayout",
        "tblCellMar",
        "tblLook",
    ],
    "sectPr": ["headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "bidi", "docGrid"],
    "tcPr": ["tcW", "shd"],
}


def test_elements_stand_in_the_order_of_the_schema(made: Made):
    content = docx.write(made("ar"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [n for n in parts.namelist() if re.search(r"document\.xml$|header|footer", n)]
        trees = [lxml.etree.fromstring(parts.read(name)) for name in names]
    seen = 0
    for tree in trees:
        for parent, order in ORDER.items():
            for element in tree.iter(qn(f"w:{parent}")):
                children = [lxml.etree.QName(child).localname for child in element]
                places = [order.index(child) for child in children]  # an unknown one is an error here
                assert places == sorted(places), (parent, children)
                seen += 1
    assert seen > 100


@given(st.text(alphabet="abп яأبت 12،,.(–) ", max_size=40), st.booleans())
def test_cutting_by_script_loses_nothing(text: str, rtl: bool):
    pieces = by_script(text, rtl)
    assert "".join(piece for piece, _ in pieces) == text
    for piece, arabic in pieces:
        assert not (arabic and re.search("[abпя]", piece))
        assert arabic or not ARABIC.search(piece.replace("،", ""))
    assert all(a[1] != b[1] for a, b in zip(list(pieces), list(pieces)[1:], strict=False))


@pytest.mark.office
@pytest.mark.parametrize("language", ["ar", "ru"])
def test_libreoffice_opens_the_word_file_and_shows_what_it_says(made: Made, tmp_path: Path, language: str):
    document = made(language)
    file = tmp_path / "brief.docx"
    file.write_bytes(docx.write(document))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(file)], check=True, capture_output=True, timeout=180)
    reader = PdfReader(tmp_path / "brief.pdf")
    assert 2 <= len(reader.pages) <= 12
    text = "".join(page.extract_text() for page in reader.pages)
    if language == "ru":
        assert document.title in text
        assert "Соглашение о сотрудничестве" in text.replace("\n", " ")
    assert "[" in text


# --- HTML ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_by_itself(made: Made, language: str):
    page = lxml.html.fromstring(html.write(made(language)))
    root = page.getroottree().getroot()
    assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert not page.xpath("//script | //link | //img | //*[@src]")
    links = page.xpath("//a/@href")
    assert links
    ids = set(page.xpath("//@id"))
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_french_title_in_an_arabic_page_is_marked_and_kept_apart(made: Made):
    page = lxml.html.fromstring(html.write(made("ar")))
    titles = [e for e in page.xpath("//bdi[@lang='fr']") if "aériens" in e.text_content()]
    assert titles
    assert {e.get("dir") for e in titles} == {"ltr"}


# --- the model ----------------------------------------------------------------------------------------


def test_numbers_that_follow_each_other_are_shown_as_ranges(made: Made):
    document = made("en")
    assert document.ranges([3, 1, 2, 7, 7, 9, 10]) == [(1, "1–3"), (7, "7"), (9, "9–10")]
    egyptian = replace(made("ar"), territory="EG")
    assert egyptian.ranges([1, 2, 3]) == [(1, "١–٣")]


def test_egyptian_digits_reach_the_foot_of_the_page(made: Made):
    text = text_of_pdf(pdf.write(replace(made("ar"), territory="EG")))
    assert "١" in text


def test_empty_documents_can_be_written(made: Made):
    empty = replace(made("ar"), blocks=(Paragraph(plain("—")),))
    for write in (pdf.write, docx.write, html.write):
        assert write(empty)
