"""*Write*: the draft on the page, edited, compared, taken as a file, kept as a statement."""

from __future__ import annotations

import io
import json
from datetime import date

import docx
import pytest
from django.test import Client

from servanda.domain.acts.dialogue import Encounter, Undertaking
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import files, services
from servanda.register.models import Record
from servanda.web.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/write/encounter/talks-1/"


@pytest.fixture
def client(settings, tmp_path) -> Client:
    settings.HOME = tmp_path
    talks = Encounter(kind="talks", parties=("NL", "PH"), place="Manila")
    agreed = {"en": "Open a consulate in 2027", "fr": "Ouvrir un consulat en 2027"}
    services.record(
        [
            Draft("encounter/talks-1", talks, on=date(2026, 5, 3), circle=Circle.JOINT),
            Draft(
                "undertaking/consulate",
                Undertaking(texts=agreed, by=("NL", "PH"), origin="encounter/talks-1"),
                circle=Circle.JOINT,
            ),
            Draft("encounter/hidden", talks, on=date(2026, 5, 4), circle=Circle.INTERNAL),
        ],
        Recorder("amina", "NL", "desk"),
    )
    user = User.objects.create_user("officer", role="officer", circle="internal", desks="NL", offices="desk")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_draft_stands_in_each_language_asked_for(client: Client):
    page = client.get(f"{ADDRESS}?lang=en&lang=fr").content.decode()
    assert "Talks between the Netherlands and the Philippines" in page
    assert "open a consulate in 2027" in page
    assert "ouvrir un consulat en 2027" in page
    assert 'lang="fr"' in page


def test_what_two_versions_say_differently_is_shown(client: Client):
    texts = {
        "text.en": "Talks\n\nThe sides met on 3 May 2026.",
        "text.fr": "Entretiens\n\nRéunion le 4 mai 2026.",
    }
    page = client.post(ADDRESS, {"lang": ["en", "fr"], "kind": "communique", "do": "compare", **texts})
    assert "<mark" in page.content.decode()
    assert "3 May 2026" in page.content.decode()
    same = {"text.en": "Talks\n\nMet on 3 May 2026.", "text.fr": "Entretiens\n\nRéunion le 3 mai 2026."}
    page = client.post(ADDRESS, {"lang": ["en", "fr"], "kind": "communique", "do": "compare", **same})
    assert "No difference was found" in page.content.decode()


def test_an_edited_version_is_taken_as_word_and_text(client: Client):
    edited = "Talks\r\n\r\nEdited by hand.\r\n– one;\r\n– two."
    data = {"lang": ["en"], "kind": "communique", "text.en": edited}
    answer = client.post(ADDRESS, {**data, "do": "file.en.docx"})
    assert answer["Content-Disposition"].endswith('.docx"')
    paragraphs = [p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert paragraphs == ["Talks", "Edited by hand.", "– one;", "– two."]
    assert "Edited by hand." in client.post(ADDRESS, {**data, "do": "file.en.txt"}).content.decode()
    assert client.post(ADDRESS, {**data, "do": "file.en.exe"}).status_code == 404


def test_it_becomes_a_statement_with_its_versions(client: Client):
    texts = {"text.en": "Talks\n\nEdited.", "text.fr": "Entretiens\n\nCorrigé."}
    answer = client.post(
        ADDRESS, {"lang": ["en", "fr"], "kind": "communique", "do": "save", "kept_for": "internal", **texts}
    )
    assert answer.status_code == 302
    record = Record.objects.filter(kind="statement").get()
    assert json.loads(record.titles) == {"en": "Talks", "fr": "Entretiens"}
    entry = JournalEntry.objects.get(act="statement")
    assert (entry.circle, entry.recorded_by) == ("internal", "officer")
    body = json.loads(entry.body)
    assert (body["languages"], body["parties"], body["source"]) == (
        ["fr", "en"],
        ["NL", "PH"],
        "encounter/talks-1",
    )
    assert files.text_of(body["text"]) == "Entretiens\n\nCorrigé.\n\n\nTalks\n\nEdited.\n"


def test_nothing_internal_is_written_about(client: Client):
    page = client.get("/write/encounter/hidden/?lang=en")
    assert page.status_code == 200
    assert "not known in the" in page.content.decode()
    assert "textarea" not in page.content.decode()
    assert client.get("/write/encounter/nowhere/").status_code == 404
    assert client.get("/write/person/x/").status_code == 404
