"""Follow-up sheets on pages: sent in, mapped by a person, taken; our own workbook out and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.domain.acts.bodies import Mechanism
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register.models import Record
from servanda.register.services import record
from servanda.web.models import Sheet, User
from tests.sheets import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    body = Mechanism(names={"en": "Commission"}, parties=("MA", "RU"))
    record([Draft("mechanism/m", body, circle=Circle.PUBLIC)], Recorder("amina", "MA"))
    user = User.objects.create_user("omar", role="officer", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(client: Client, write, folder: Path, **more: str):  # type: ignore[no-untyped-def]
    file = folder / "plan.xlsx"
    write(file)
    content = SimpleUploadedFile("plan.xlsx", file.read_bytes())
    return client.post("/sheets/", {"file": content, "scope": "mechanism/m"} | more)


def test_a_sheet_is_looked_at_mapped_and_taken(officer: Client, tmp_path: Path) -> None:
    answer = upload(officer, workbooks.french_sections, tmp_path)
    assert answer.status_code == 302
    address = answer["Location"]
    page = officer.get(address).content.decode()
    assert "Tenir la réunion du comité des pêches" in page
    assert "31/02/2027" in page
    assert not Record.objects.filter(kind="commitment").exists()
    # whose word the states are is said by a person
    officer.post(address, {"speaker": "MA"})
    assert "MA" in Sheet.objects.get().speaker
    assert officer.post(address, {"take": "1", "circle": "joint", "stage": "approved"}).status_code == 302
    assert Record.objects.filter(kind="commitment").values("subject").distinct().count() == 4
    reports = JournalEntry.objects.filter(act="commitment_report")
    assert reports.count() == 3
    assert "plan.xlsx" in reports[0].evidence
    assert officer.get(address).status_code == 200


def test_a_column_can_be_left_out(officer: Client, tmp_path: Path) -> None:
    address = upload(officer, workbooks.french_sections, tmp_path, speaker="MA")["Location"]
    officer.post(address, {"field-4": "", "speaker": "MA"})
    officer.post(address, {"take": "1"})
    assert not JournalEntry.objects.filter(act="commitment_report").exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("letter.pdf", b"%PDF-1.4", "XLSX"),
        ("broken.xlsx", b"PK\x03\x04 not a package", ""),
        ("empty.xlsx", b"", ""),
    ],
)
def test_what_cannot_be_read_is_told_and_not_kept(
    officer: Client, name: str, content: bytes, word: str
) -> None:
    answer = officer.post("/sheets/", {"file": SimpleUploadedFile(name, content), "scope": "MA RU"})
    assert answer.status_code in (422, 200)
    assert word in answer.content.decode()
    assert not Sheet.objects.exists()


def test_a_letter_in_a_spreadsheet_is_told(officer: Client, tmp_path: Path) -> None:
    answer = upload(officer, workbooks.no_table, tmp_path)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_the_matrix_goes_out_and_comes_back_unchanged(officer: Client, tmp_path: Path) -> None:
    address = upload(officer, workbooks.russian_two_level_header, tmp_path)["Location"]
    officer.post(address, {"take": "1", "circle": "joint", "stage": "approved"})
    out = officer.get("/follow-up/workbook.xlsx?mechanism=mechanism/m&for=RU")
    assert out["Content-Type"].endswith("sheet")
    assert "attachment" in out["Content-Disposition"]
    again = officer.post("/sheets/", {"file": SimpleUploadedFile("back.xlsx", out.content)})
    page = officer.get(again["Location"]).content.decode()
    assert 'name="change"' not in page
    before = JournalEntry.objects.count()
    officer.post(again["Location"], {})
    assert JournalEntry.objects.count() == before


def test_nobody_opens_the_sheet_of_another_and_readers_send_none(officer: Client, tmp_path: Path) -> None:
    address = upload(officer, workbooks.french_sections, tmp_path)["Location"]
    other = Client()
    user = User.objects.create_user("nora", role="officer", circle="internal")
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(address).status_code == 404
    reader = Client()
    user = User.objects.create_user("lea", role="reader", circle="internal")
    reader.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert reader.get("/sheets/").status_code == 403
    assert reader.post("/sheets/", {}).status_code == 403


def test_a_workbook_holds_nothing_that_its_reader_may_not_see(officer: Client, tmp_path: Path) -> None:
    address = upload(officer, workbooks.russian_two_level_header, tmp_path)["Location"]
    officer.post(address, {"take": "1", "circle": "internal", "stage": "approved"})
    assert officer.get("/follow-up/workbook.xlsx").status_code == 200
    officer.logout()
    assert officer.get("/follow-up/workbook.xlsx").status_code == 422
