"""Texts as they come in: formats, encodings, and everything that is no text."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.register.texts import TextRefused, texts_of

SERVANDA = Path(sys.executable).with_name("servanda")
AR = (
    "وقعت روسيا والمغرب، اليوم الخميس، مذكرة تفاهم في موسكو بشأن إنشاء لجنة عمل مشتركة بين وزارتي الخارجية.\n"
)
RU = "Россия и Марокко подписали в четверг в Москве меморандум о взаимопонимании между министерствами иностранных дел.\n"
FR = "La France et le Maroc ont signé jeudi à Rabat un mémorandum d’entente relatif à l’énergie.\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: bytes) -> bytes:
    """A DOCX of the given body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def pdf(content: bytes, deflated: bool = False) -> bytes:
    """A PDF of one page with the given content stream."""
    filters = b"/Filter /FlateDecode " if deflated else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< " + filters + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def bomb() -> bytes:
    """A PDF whose page unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(512)) + packer.flush()
    return pdf(packed, deflated=True)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def code(name: str, data: bytes) -> str:
    with pytest.raises(TextRefused) as refused:
        texts_of(name, data)
    return refused.value.code


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1256", AR), ("iso8859_6", AR), ("utf-16", AR), ("cp1251", RU), ("koi8_r", RU), ("cp1252", FR)],
)
def test_an_old_encoding_is_found_and_said(encoding: str, text: str) -> None:
    (found,) = texts_of("statement.txt", text.encode(encoding, "replace"))
    assert found.text == text.encode(encoding, "replace").decode(encoding)
    ((message, data),) = found.notes
    assert "{encoding}" in message
    assert data["encoding"].replace("-", "_").startswith(encoding.replace("-", "_"))


def test_utf8_comes_in_as_it_is_and_nothing_is_said() -> None:
    (found,) = texts_of("statement.txt", ("\r\n" + AR + "\ttail\r\n").encode())
    assert found.text == "\r\n" + AR + "\ttail\r\n"
    assert found.notes == ()


def test_a_page_gives_its_text_without_scripts_and_menus_and_its_day() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style>"
        '<meta property="article:published_time" content="2024-05-02T10:00:00Z"></head>'
        "<body><nav>Home | Contact</nav><h1>France and Morocco sign</h1><script>alert('signed a treaty')</script>"
        "<p>France and <b>Morocco</b> signed a treaty.</p><p>It covers energy.</p></body></html>"
    )
    (found,) = texts_of("page.html", page.encode())
    assert (
        found.text == "France and Morocco sign\n\nFrance and Morocco signed a treaty.\n\nIt covers energy.\n"
    )
    assert found.published is not None
    assert found.published.isoformat() == "2024-05-02"


def test_a_page_in_an_encoding_that_it_declares() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RU}</p></body></html>'
    (found,) = texts_of("page", page.encode("cp1251"))
    assert found.text == RU
    assert found.notes[0][1] == {"encoding": "windows-1251"}


def test_tracked_changes_of_a_docx_are_taken_as_accepted_and_said() -> None:
    body = (
        "<w:p><w:r><w:t>France and Morocco </w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>will sign</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>signed</w:t></w:r></w:ins><w:r><w:t> a treaty.</w:t></w:r></w:p>'
    )
    (found,) = texts_of("statement.docx", docx(body))
    assert found.text == "France and Morocco signed a treaty.\n"
    assert [message for message, _ in found.notes] == [
        "The document has tracked changes: insertions are read, deletions are left out."
    ]


def test_paragraphs_and_cells_of_a_docx_stand_on_lines() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('one')}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>"
    (found,) = texts_of("x", docx(paragraph("head") + table + paragraph("tail"), comments=b"<x/>"))
    assert found.text == "head\none\ntwo\ntail\n"
    assert [message for message, _ in found.notes] == ["Comments in the document are left out."]


def test_the_text_layer_of_a_pdf() -> None:
    (found,) = texts_of("x.pdf", pdf(b"BT /F1 12 Tf 72 700 Td (France and Morocco signed a treaty.) Tj ET"))
    assert found.text.strip() == "France and Morocco signed a treaty."


def test_a_pdf_of_pictures_is_told_to_have_no_text_layer() -> None:
    assert code("scan.pdf", pdf(b"q 100 0 0 100 0 0 cm Q")) == "no_text_layer"


@pytest.mark.parametrize("cut", [20, 200])
def test_a_pdf_that_is_cut_off_is_damaged(cut: int) -> None:
    assert code("x.pdf", pdf(b"BT ET")[:cut]) == "damaged"


def test_a_mail_gives_body_and_attachments_with_its_day() -> None:
    mail = (
        b"From: press@example.org\r\nTo: desk@example.org\r\nDate: Thu, 02 May 2024 10:00:00 +0000\r\n"
        b"Subject: =?utf-8?b?0JzQtdC80L7RgNCw0L3QtNGD0Lw=?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1251\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    ) + RU.encode("cp1251")
    mail += b"\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n"
    mail += b"<html><body><p>France and Morocco signed a treaty.</p></body></html>\r\n"
    mail += b"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=logo.png\r\n\r\n\x89PNG\r\n--b--\r\n"
    body, attached = texts_of("note.eml", mail)
    assert body.text == f"Меморандум\n\n{RU}"
    assert body.published is not None
    assert body.published.isoformat() == "2024-05-02"
    assert body.notes[0][1] == {"names": "logo.png"}
    assert attached.text == "France and Morocco signed a treaty.\n"


@pytest.mark.parametrize(
    "feed",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>First</title>'
        "<pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;A &lt;b&gt;treaty&lt;/b&gt;.&lt;/p&gt;"
        "</description></item><item><title>Second</title></item></channel></rss>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>First</title>'
        '<updated>2024-05-02T10:00:00Z</updated><content type="html">&lt;p&gt;A &lt;b&gt;treaty&lt;/b&gt;.&lt;/p&gt;'
        "</content></entry><entry><title>Second</title></entry></feed>",
    ],
)
def test_a_feed_gives_a_text_for_each_item(feed: str) -> None:
    first, second = texts_of("feed.xml", feed.encode())
    assert (first.text, second.text) == ("First\n\nA treaty.\n", "Second\n")
    assert first.published is not None
    assert first.published.isoformat() == "2024-05-02"
    assert second.published is None


def test_a_feed_expands_no_entities_and_fetches_nothing() -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">'
        '<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        "<rss><channel><item><title>T</title><description>&a;&c;x</description></item></channel></rss>"
    )
    (found,) = texts_of("feed.xml", feed.encode())
    assert "root:" not in found.text
    assert "bbbb" not in found.text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (bytes(range(256)) * 40, "not_text"),
        (b"{\\rtf1 x}", "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "old_word"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\x1f\x8b\x08", "archive"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"x" * (8 * 2**20 + 1), "too_large"),
        (b"<html><body><script>x</script></body></html>", "empty"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, expected: str) -> None:
    assert code("file", data) == expected


#: Run from a small process: a child's peak would start with the memory of this one.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""

BAD: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "long.txt": lambda: (RU * (5 * 2**20 // len(RU.encode()) + 1)).encode(),
    "binary.bin": lambda: bytes(range(256)) * 4000,
    "windows-arabic.txt": lambda: AR.encode("cp1256"),
    "windows-russian.txt": lambda: RU.encode("cp1251"),
    "iso-arabic.txt": lambda: AR.encode("iso8859_6", "replace"),
    "scripts.txt": lambda: (RU + AR + FR).encode(),
    "bidi.txt": lambda: f"\u202e{AR}\u2066{FR}".encode(),
    "homoglyphs.txt": lambda: RU.replace("о", "o").replace("е", "e").encode(),
    "page.html": lambda: f"<html><body><script>while(1);</script><p>{FR}</p></body></html>".encode(),
    "bomb.pdf": bomb,
    "changes.docx": lambda: docx(
        paragraph(FR.strip()).replace("<w:r>", '<w:ins w:id="1"><w:r>').replace("</w:r>", "</w:r></w:ins>")
    ),
    "chinese.txt": lambda: "中华人民共和国和法国签署了一项谅解备忘录。两国外长举行了会谈。".encode(),
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + FR.encode() + b"</body></html>",
}
SAID = {
    "empty": "The text is empty.",
    "long": "characters; at most",
    "binary": "no text",
    "windows-arabic": "it was read as cp1256",
    "windows-russian": "it was read as cp1251",
    "iso-arabic": "it was read as iso8859_6",
    "bidi": "2 hidden marks",
    "homoglyphs": "Letters of two alphabets are mixed within words",
    "bomb": "needs more memory or time|no text layer",
    "changes": "tracked changes",
    "chinese": "The language of the text is none of",
}
#: What is read all the same: files in which the memorandum is found as signed.
READ = ("windows-arabic", "windows-russian", "iso-arabic", "scripts", "bidi", "homoglyphs", "page", "changes")


def test_bad_input_gets_a_clear_answer_each_in_time_and_memory(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name, make in BAD.items():
        (folder / name).write_bytes(make())
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-I", "-c", MEASURE, str(SERVANDA), "read", str(folder), "--out", str(out)],
        capture_output=True,
        check=False,
        env={"SERVANDA_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", "LANGUAGE": "en"},
    )
    used, code = map(int, done.stdout.split())
    assert time.monotonic() - begun < 10 * len(BAD)
    assert used < 500 * 1024  # KiB, of the command and of the processes that it opens files in
    assert code == 1
    assert b"Traceback" not in done.stderr
    answers = {p.stem: json.loads(p.read_text(encoding="utf8")) for p in out.iterdir()}
    assert set(answers) == {Path(name).stem for name in BAD}
    for name, words in SAID.items():
        told = " ".join([answers[name].get("error", ""), *answers[name].get("notes", ())])
        assert any(w in told for w in words.split("|")), (name, told)
    for name in READ:
        assert {i["stage"] for i in answers[name]["instruments"]} == {"signed"}, name


def test_work_that_was_stopped_is_taken_up_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "a").mkdir(parents=True)
    (folder / "b").mkdir()
    (folder / "a" / "note.txt").write_text(FR, encoding="utf8")
    (folder / "b" / "note.txt").write_text(RU, encoding="utf8")
    out.mkdir()
    (out / "a-note.txt.json").write_text("done before", encoding="utf8")
    done = subprocess.run(
        [str(SERVANDA), "read", str(folder), "--out", str(out)], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert (out / "a-note.txt.json").read_text(encoding="utf8") == "done before"
    assert json.loads((out / "b-note.txt.json").read_text(encoding="utf8"))["language"] == "ru"
