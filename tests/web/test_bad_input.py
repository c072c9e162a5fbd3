"""Bad input: each gets a clear message, a log line, and nothing is lost."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.domain.acts.register import Description
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import files, services
from servanda.web.models import ImportTask, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client, settings, tmp_path) -> Client:
    settings.HOME = tmp_path
    user = User.objects.create_user("amina", role="administrator", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    services.record(
        [Draft("instrument/x", Description(titles={"en": "Treaty of friendship"}, parties=("MA", "RU")))],
        Recorder("amina", "MA"),
    )
    return client


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
FILES = {
    "empty": (b"", "empty"),
    "a program": (b"\x7fELF" + b"\x00" * 200, "kind"),
    "a text with null bytes": (b"text\x00text", "kind"),
    "a DOCX with macros": (package({**WORD, "word/vbaProject.bin": b"x"}), "macros"),
    "a bomb": (package({**WORD, "word/media/a.xml": b"\0" * (40 * 2**20)}), "unpacks"),
    "a cut-off DOCX": (package(WORD)[:-30], "damaged"),
    "another archive": (package({"a.txt": b"x"}), "kind"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_document_that_may_not_be_stored(officer: Client, name: str, tmp_path):
    data, word = FILES[name]
    before = JournalEntry.objects.count()
    upload = SimpleUploadedFile("file.docx", data)
    answer = officer.post("/instrument/x/file/", {"file": upload, "kind": "text", "circle": "internal"})
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert JournalEntry.objects.count() == before
    assert [p for p in files.folder().rglob("*") if p.is_file()] == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(officer: Client, settings):
    settings.UPLOAD_LIMIT = 1000
    upload = SimpleUploadedFile("file.pdf", b"%PDF-" + b"x" * 2000)
    answer = officer.post("/instrument/x/file/", {"file": upload, "kind": "text"})
    assert answer.status_code == 422
    upload = SimpleUploadedFile("register.csv", b"x" * 2000)
    answer = officer.post("/import/", {"file": upload, "map": "uk-treaties", "way": "try"})
    assert answer.status_code == 422
    assert not ImportTask.objects.exists()


def test_a_sound_document_is_kept_and_named_in_an_act(officer: Client):
    upload = SimpleUploadedFile("../../etc/treaty.pdf", b"%PDF-1.7 text")
    answer = officer.post(
        "/instrument/x/file/",
        {"file": upload, "kind": "certified_copy", "language": "fr", "circle": "internal"},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    entry = JournalEntry.objects.get(act="document")
    assert '"file_name":"treaty.pdf"' in entry.body
    assert files.path_of(files.keep("x", [b"%PDF-1.7 text"], 13).digest)


def test_a_map_with_a_mistake_is_told_by_its_key(officer: Client):
    own = SimpleUploadedFile("mine.toml", b'[register]\nnam = "x"\n')
    upload = SimpleUploadedFile("register.csv", b"a,b\n1,2\n")
    answer = officer.post("/import/", {"file": upload, "own_map": own, "map": "uk-treaties", "way": "try"})
    assert answer.status_code == 422
    assert "nam" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["acts: [", "- {name: x, acts: [{act: wedding, on: 2020-01-01}]}", "a: &a [*a]", "x" * 300_000]
)
def test_what_if_tells_what_is_wrong_and_keeps_the_text(officer: Client, text: str):
    began = time.perf_counter()
    answer = officer.post("/what-if/", {"text": text})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    "address",
    ["/instruments/?on=2019-02-31", "/instruments/?year=x&page=999&party=%00", "/search/?q=%22%28AND", "/deadlines/?from=x&to=0001-01-01",
     "/journal/?act=DROP", "/instrument/%27%3B--/", "/record/person//", "/read/not-a-uuid/", "/documents/../../x/", "/instruments/?text=%22"],
)  # fmt: skip
def test_odd_addresses_never_break_a_page(officer: Client, address: str):
    assert officer.get(address).status_code in (200, 302, 400, 404)


def test_a_database_that_is_gone_is_told_in_words(settings, tmp_path):
    from django.db import OperationalError

    from servanda.register.faults import explain

    for text, word in {
        "unable to open database file": "cannot be reached",
        "database is locked": "busy",
        "database or disk is full": "full",
        "no such table: journal_entry": "servanda init",
        "file is not a database": "damaged",
        "attempt to write a readonly database": "only be read",
    }.items():
        message, data = explain(OperationalError(text))
        assert word in message.format(**data)
