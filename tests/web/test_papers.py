"""Papers laid before a session: taken, shown and handed out to those of their circle; in the annex of the minutes or not."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.documents.minutes import minutes
from servanda.domain.entry import Circle
from servanda.domain.sessions import fold
from servanda.journal.models import JournalEntry
from servanda.journal.queries import entries_of
from servanda.register import dump, files
from servanda.register.services import rebuild
from servanda.register.visibility import operator
from tests.web.test_sessions import S7, as_, commission, write  # noqa: F401 - `commission` is a fixture

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nstudy of the quay\n"
PAGE = "/session/s7/papers/"


@pytest.fixture(autouse=True)
def home(tmp_path, settings) -> None:
    settings.HOME = tmp_path


@pytest.fixture(autouse=True)
def agenda(commission) -> None:  # noqa: F811
    items = [
        {"key": "ports", "titles": {"en": "Ports", "fr": "Ports"}},
        {"key": "fish", "titles": {"en": "Fish"}},
    ]
    write(S7, "agenda", date(2022, 4, 1), items=items)


@pytest.fixture
def client() -> Client:
    return as_("secretary")


def lay(client: Client, content: bytes = PDF, name: str = "quay.pdf", **posted: str) -> object:
    upload = SimpleUploadedFile(name, content)
    given = {"item": "ports", "circle": "joint", "title.fr": "Étude du quai", "language": "fr", "by": "MA"}
    return client.post(PAGE, given | posted | {"file": upload})


def paper() -> JournalEntry:
    return JournalEntry.objects.filter(act="paper").order_by("-seq").first()


def test_a_paper_stands_under_its_item_and_is_handed_out_as_a_download(client):
    answer = lay(client)
    assert answer.headers["Location"] == "/session/s7/#item-ports"
    page = client.get("/session/s7/").content.decode()
    item = page[page.index('id="item-ports"') : page.index('id="item-fish"')]
    assert "Étude du quai" in item
    address = re.search(r'href="(/documents/[0-9a-f]{64}/)"', item)[1]
    got = client.get(address)
    assert b"".join(got.streaming_content) == PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="quay.pdf"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "Étude du quai" in client.get("/session/s7/agenda/").content.decode()
    assert "Étude du quai" in client.get("/session/s7/hall/?item=ports").content.decode()


def test_an_internal_paper_is_neither_seen_nor_handed_out_without_the_right(client):
    lay(client, b"%PDF-1.7\nour red lines\n", "canary.pdf", circle="internal", **{"title.fr": "Canari"})
    digest = json.loads(paper().body)["digest"]
    assert "Canari" in client.get("/session/s7/").content.decode()
    assert client.get(f"/documents/{digest}/").status_code == 200
    for other in (
        as_("secretary", circle="joint"),
        as_("secretary", desks="FR"),
        as_("reader", "public"),
        Client(),
    ):
        pages = [
            other.get(a).content.decode() for a in ("/session/s7/", PAGE, "/journal/", "/search/?q=canary")
        ]
        assert not any("Canari" in p or "canary.pdf" in p or digest in p for p in pages)
        assert other.get(f"/documents/{digest}/").status_code == 404


def test_the_annex_of_the_minutes_lists_what_both_sides_have(client):
    lay(client)
    lay(client, b"%PDF-1.7\nours\n", "ours.pdf", circle="internal", **{"title.fr": "Canari"})
    lay(client, b"%PDF-1.7\nwhole\n", "programme.pdf", item="", **{"title.fr": ""})
    made = minutes(operator(Circle.INTERNAL), S7, date(2022, 6, 1), ("fr", "ru"))
    lines = [line.texts for line in made.lines]
    heading = next(n for n, t in enumerate(lines) if "Documents présentés à la session" in t["fr"])
    assert [t["fr"] for t in lines[heading + 1 :]] == ["Étude du quai (point 1)", "programme.pdf"]
    assert lines[heading + 1]["ru"] == "[текст отсутствует] (пункт 1)"
    assert "Canari" not in str(lines)


def test_a_paper_is_withdrawn_with_a_reason_and_leaves_agenda_and_annex(client):
    lay(client)
    entry = paper().id
    assert f"/journal/{entry}/withdraw/" in client.get("/session/s7/").content.decode()
    assert client.post(f"/journal/{entry}/withdraw/", {"reason_why": ""}).status_code == 422
    assert (
        client.post(f"/journal/{entry}/withdraw/", {"reason_why": "Replaced by the second study"}).status_code
        == 302
    )
    found = fold(entries_of(S7))
    assert found.papers == ()
    page = client.get("/session/s7/").content.decode()
    assert "Étude du quai" not in page[: page.index("<h2>Entries</h2>")]


@pytest.mark.parametrize(
    ("content", "name", "posted", "said"),
    [
        (b"", "empty.pdf", {}, "The file is empty"),
        (b"MZ\x90\x00\xff\xfe", "tool.exe", {}, "Files of this kind are not taken"),
        (PDF, "quay.pdf", {"circle": "public"}, "cannot be more widely known (public)"),
        (PDF, "quay.pdf", {"item": "gone"}, "no such item"),
        (PDF, "quay.pdf", {"by": "??"}, "Choose one of the values offered"),
        (PDF, "quay.pdf", {"circle": "wide"}, "Choose one of the values offered"),
    ],
)
def test_what_is_not_taken_says_why_and_records_nothing(client, content, name, posted, said):
    answer = lay(client, content, name, **posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="Étude du quai"' in page  # what was typed is kept
    assert paper() is None


def test_size_is_counted_before_anything_is_kept(client, settings):
    settings.UPLOAD_LIMIT = 2**20
    answer = lay(client, PDF + b"x" * 2**20)
    assert "at most 1 MiB" in answer.content.decode()
    assert not any(p.is_file() for p in files.folder().rglob("*"))


def test_the_same_file_lies_under_an_item_once(client):
    lay(client)
    assert "lies under this item already" in lay(client).content.decode()
    assert lay(client, item="fish").status_code == 302


def test_after_the_agreement_only_papers_of_this_side_are_added(client):
    for stage in ("minutes_drafted", "minutes_circulated", "minutes_agreed"):
        write(S7, "session_step", date(2022, 5, 6), stage=stage)
    assert lay(client).status_code == 422
    assert lay(client, circle="internal").status_code == 302
    assert [f.code for f in fold(entries_of(S7)).findings if f.code == "changed_after_agreement"] == []
    assert client.post(f"/journal/{paper().id}/withdraw/", {"reason_why": "Not ours"}).status_code == 302


def test_rebuilding_leaves_the_rows_of_papers_as_they_are(client):
    lay(client)
    lay(client, b"%PDF-1.7\nours\n", "ours.pdf", circle="internal")

    before = b"".join(dump.lines())
    rebuild()
    assert b"".join(dump.lines()) == before
