"""An edited DOCX read back: through LibreOffice, with edits of every sort, and taken over only as corrections."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from django.test import Client
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from servanda.documents.minutes import docx as word
from servanda.documents.minutes import shared, written
from servanda.documents.minutes.making import LANGUAGES
from servanda.documents.minutes.returned import NotMinutes, Returned, paragraphs_of, returned
from servanda.journal.models import JournalEntry
from servanda.register.visibility import operator
from servanda.web.models import User
from tests.minutes.conftest import ON, S8, texts

pytestmark = pytest.mark.usefixtures("commission")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def session():
    return shared(operator(), S8, ON)


def sent_out(layout: str = "side") -> docx.document.Document:
    return docx.Document(io.BytesIO(word.write(written(operator(), session(), ("ar", "ru"), ON), layout)))


def saved(file: docx.document.Document, folder: Path) -> Path:
    path = folder / "edited.docx"
    file.save(str(path))
    return path


def back(path: Path) -> Returned:
    found = session()
    return returned(paragraphs_of(path), found, written(operator(), found, LANGUAGES, ON))


def everywhere(file: docx.document.Document):
    yield from file.paragraphs
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def edit(file: docx.document.Document, old: str, new: str) -> None:
    for paragraph in everywhere(file):
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
                return
    raise AssertionError(old)


@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_an_untouched_file_changes_nothing(layout: str, tmp_path: Path):
    found = back(saved(sent_out(layout), tmp_path))
    assert (found.changes, found.unknown, found.lost, found.emptied) == ((), (), (), ())
    assert found.read == 12  # three items and three decisions in two languages


@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_an_edit_is_found_at_its_decision_and_language(layout: str, tmp_path: Path):
    file = sent_out(layout)
    edit(file, "2025 года", "2026 года")
    [change] = back(saved(file, tmp_path)).changes
    assert (change.key, change.language, change.number) == ("decision/d1", "ru", 1)
    assert change.new == texts(0)["ru"].replace("2025", "2026")
    assert ("out", "2025") in change.words
    assert ("in", "2026") in change.words


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_marks_survive_libreoffice(layout: str, tmp_path: Path):
    file = sent_out(layout)
    edit(file, "2025 года", "2026 года")
    path = saved(file, tmp_path)
    out = tmp_path / "out"
    profile = (tmp_path / "profile").as_uri()
    convert = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", str(out)]
    subprocess.run([str(OFFICE), *convert, str(path)], check=True, capture_output=True, timeout=120)
    found = back(out / "edited.docx")
    assert [(c.key, c.language) for c in found.changes] == [("decision/d1", "ru")]
    assert (found.unknown, found.lost) == ((), ())


def test_tracked_changes_are_read_as_accepted_and_said(tmp_path: Path):
    file = sent_out("sequence")
    paragraph = next(p for p in file.paragraphs if "перечнями" in p.text)
    run = next(r for r in paragraph.runs if "перечнями" in r.text)
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    for mark in (deleted, inserted):
        mark.set(qn("w:id"), "900")
        mark.set(qn("w:author"), "x")
    run._r.addprevious(deleted)
    new = docx.oxml.parse_xml(
        f'<w:r xmlns:w="{qn("w:r")[1:].split("}")[0]}"><w:t>Стороны обменяются сведениями.</w:t></w:r>'
    )
    inserted.append(new)
    deleted.addnext(inserted)
    for text in run._r.findall(qn("w:t")):
        text.tag = qn("w:delText")
    deleted.append(run._r)
    found = back(saved(file, tmp_path))
    [change] = found.changes
    assert (change.new, change.tracked, found.tracked) == ("Стороны обменяются сведениями.", True, True)


def test_a_split_text_is_whole_again_and_a_new_paragraph_is_unknown(tmp_path: Path):
    file = sent_out("sequence")
    paragraph = next(p for p in file.paragraphs if "двусторонней" in p.text)
    paragraph.insert_paragraph_before("Стороны создадут новую рабочую группу по туризму.")
    found = back(saved(file, tmp_path))
    assert found.changes == ()
    [unknown] = found.unknown
    assert (unknown.text, unknown.language) == ("Стороны создадут новую рабочую группу по туризму.", "ru")


def test_a_removed_paragraph_is_lost_and_not_deleted(tmp_path: Path):
    file = sent_out("sequence")
    paragraph = next(p for p in file.paragraphs if "двусторонней" in p.text)
    paragraph._p.getparent().remove(paragraph._p)
    found = back(saved(file, tmp_path))
    assert found.changes == ()
    assert ("decision/d2", "ru") in found.lost


def test_a_file_of_something_else_is_refused(tmp_path: Path):
    other = docx.Document()
    other.add_paragraph("Hello")
    with pytest.raises(NotMinutes) as refused:
        back(saved(other, tmp_path))
    assert refused.value.code == "other_minutes"


def secretary() -> Client:
    user = User.objects.create_user("secretary-x", role="secretary", circle="internal", desks="RU")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_is_ticked_becomes_a_correction_with_its_reason(tmp_path: Path):
    file = sent_out()
    edit(file, "2025 года", "2026 года")
    client = secretary()
    with saved(file, tmp_path).open("rb") as upload:
        page = client.post("/session/s8/minutes/back/", {"file": upload}).content.decode()
    assert "<del>2025</del>" in page
    assert "<ins>2026</ins>" in page
    before = session().state.decision("d1")
    name = "decision/d1/ru"
    posted = {"take": name, f"text.{name}": "Новый текст.", f"entry.{name}": before.entry}
    client.post("/session/s8/minutes/take/", posted)
    assert session().state.decision("d1").act.texts == texts(0)  # without a reason nothing is taken over
    client.post("/session/s8/minutes/take/", posted | {"reason": "Edited by the delegations"})
    after = session().state.decision("d1")
    assert after.act.texts == {**texts(0), "ru": "Новый текст."}
    row = JournalEntry.objects.get(id=after.entry)
    assert (row.corrects, row.reason) == (before.entry, "Edited by the delegations")
    answer = client.post("/session/s8/minutes/take/", posted | {"reason": "again"}, follow=True)
    assert "worded anew" in answer.content.decode()
    assert session().state.decision("d1").entry == after.entry


def test_a_reader_may_look_at_minutes_but_send_nothing_in():
    user = User.objects.create_user("reader-x", role="reader", circle="joint", desks="RU")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/session/s8/minutes/").status_code == 200
    assert client.get("/session/s8/minutes.docx?lang=ar,ru").status_code == 200
    assert client.post("/session/s8/minutes/back/").status_code == 403
    assert client.post("/session/s8/minutes/take/").status_code == 403
    assert Client().get("/session/s8/minutes.pdf").status_code == 404


def test_the_page_shows_what_the_languages_say_differently():
    page = secretary().get("/session/s8/minutes/?lang=ar&lang=ru").content.decode()
    assert "Missing text" in page  # decision 3 has no Arabic text


def test_two_pasted_texts_are_compared_and_bad_ones_told():
    client = secretary()
    page = client.post("/concordance/", {"a": texts(0)["en"], "b": texts(0)["fr"].replace("15", "16")})
    assert "16 août 2025" in page.content.decode()
    assert client.post("/concordance/", {"a": "", "b": "x"}).status_code == 422
    assert client.post("/concordance/", {"a": "123", "b": "中文文本"}).status_code == 422
