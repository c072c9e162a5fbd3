"""The brief on a page and as a file, each for no wider a circle than the reader's own."""

from __future__ import annotations

import pytest
from django.test import Client

from servanda.domain.acts.dialogue import Statement
from servanda.domain.entry import Circle
from servanda.web.models import User
from tests.documents.cooperation import build

pytestmark = pytest.mark.django_db
PAGE = "/relationships/MA/RU/brief/"


@pytest.fixture
def officer(client: Client) -> Client:
    cooperation = build()
    for circle in Circle:
        statement = Statement(titles={"en": f"canary-{circle.value}"}, parties=("MA", "RU"))
        cooperation.record(f"statement/{circle.value}", statement, circle=circle)
    user = User.objects.create_user(
        "amina", password="correct horse battery", role="officer", circle="internal"
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def canaries(text: str) -> set[str]:
    return {circle.value for circle in Circle if f"canary-{circle.value}" in text}


def test_the_page_is_joint_unless_another_circle_is_chosen(officer: Client):
    assert canaries(officer.get(PAGE).content.decode()) == {"public", "joint"}
    assert canaries(officer.get(PAGE + "?circle=public").content.decode()) == {"public"}
    assert canaries(officer.get(PAGE + "?circle=internal").content.decode()) == {
        "public",
        "joint",
        "internal",
    }


@pytest.mark.parametrize("asked", ["internal", "restricted", "joint", "nonsense", ""])
def test_nobody_gets_more_than_their_own_circle(officer: Client, asked: str):
    stranger = Client()
    for address in (PAGE, "/relationships/MA/RU/brief.html"):
        assert canaries(stranger.get(f"{address}?circle={asked}").content.decode()) == {"public"}
    assert "restricted" not in canaries(officer.get(f"{PAGE}?circle={asked}").content.decode())


@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
def test_files_are_attachments_named_by_what_they_are(officer: Client, ending: str):
    answer = officer.get(f"/relationships/MA/RU/brief.{ending}?on=2025-10-20&lang=ar")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="MA-RU-2025-10-20-ar.{ending}"'
    assert answer["Cache-Control"] == "no-store"


def test_unknown_pairs_and_formats_are_not_found(officer: Client):
    assert officer.get("/relationships/MA/NZ/brief/").status_code == 404
    assert officer.get("/relationships/MA/RU/brief.exe").status_code == 404


def test_the_page_speaks_the_language_chosen(officer: Client):
    page = officer.get(PAGE + "?lang=ar").content.decode()
    assert '<article class="document" lang="ar" dir="rtl">' in page
    assert 'nonce="' in page
