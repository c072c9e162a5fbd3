"""Text out of files: PDF with a text layer, DOCX with tracked changes, HTML with scripts; and files without text."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from servanda.register import files
from servanda.register.texts_in import TextRefused, text_of_file, texts_of_upload

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def docx(body: str, extra: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "word/document.xml", f'{extra}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of text, or without."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    start = len(made)
    return (
        made
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )


def taken(data: bytes, name: str = "a") -> str:
    return "\n\n".join(t.text for t in texts_of_upload(name, [data], len(data)))


def test_text_of_a_pdf():
    assert "shall enter into force" in taken(pdf("This Agreement shall enter into force on signature."))


def test_a_pdf_without_text_is_told():
    with pytest.raises(TextRefused) as refused:
        taken(pdf(""))
    assert refused.value.code == "no_text_layer"


def test_a_docx_gives_its_text_as_it_stands_with_the_changes_accepted():
    body = (
        "<w:p><w:r><w:t>Term of </w:t></w:r><w:del><w:r><w:delText>five</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>ten</w:t></w:r></w:ins><w:r><w:t> years.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Done at Rabat</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert taken(docx(body)) == "Term of ten years.\nDone at Rabat\n"


def test_entities_of_a_docx_are_never_resolved():
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    data = docx("<w:p><w:r><w:t>Text &e; end</w:t></w:r></w:p>", entity)
    with contextlib.suppress(TextRefused):  # to refuse the file is as good
        assert "root:" not in taken(data)


def test_html_gives_its_text_without_scripts():
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p {color: red}</style></head><body><p>Article 1</p>"
        "<script>steal()</script><p>It lasts <b>five</b> years.</p><!-- no --></body></html>"
    )
    assert taken(page.encode()).split("\n") == ["Article 1", "", "It lasts five years.", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_plain_text_stays_as_it_came(encoding: str):
    text = "يدخل هذا الاتفاق حيز النفاذ من تاريخ التوقيع عليه.\r\nوتكون مدته خمس سنوات.\r\n" * 3
    assert taken(text.encode(encoding)).lstrip("\ufeff") == text


def test_damaged_files_are_told(tmp_path: Path):
    with pytest.raises(files.FileRefused):
        taken(b"PK\x03\x04 no package at all")
    file = tmp_path / "cut.pdf"
    file.write_bytes(b"%PDF-1.4\n" + b"\x00" * 100)
    with pytest.raises(TextRefused) as refused:
        text_of_file(file, "application/pdf")
    assert refused.value.code == "damaged"


def test_a_picture_has_no_text(tmp_path: Path):
    with pytest.raises(TextRefused) as refused:
        text_of_file(tmp_path / "a.png", "image/png")
    assert refused.value.code == "image"
