"""The final clauses of an instrument from its text: marked, in words, with what would follow; accepted, amended, refused."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest
from django.test import Client

from servanda.domain.acts.consent import Notification, Signature
from servanda.domain.acts.register import Description, Document, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import files, services
from servanda.register.models import Deadline, Record
from servanda.web.models import User

pytestmark = pytest.mark.django_db
SUBJECT = "instrument/ma-ru-test"
ADDRESS = "/instrument/ma-ru-test/clauses/"
TEXT = """AGREEMENT between the Government of the Kingdom of Morocco and the Government of the Russian Federation

Article 7
The Parties hereby establish a Joint Commission on trade. It shall meet once a year, alternately in each country.

Article 8
1. This Agreement shall enter into force thirty days after the date of receipt of the later of the notifications by which the
Parties inform each other that their internal procedures have been completed.
2. It shall remain in force for a period of five years and shall be tacitly renewed for successive periods of two years, unless one
of the Parties notifies the other in writing, six months before its expiry, of its intention not to renew it.

Done at Rabat on 3 February 2020, in two originals, each in the Arabic, Russian and English languages, all texts being equally
authentic.

For the Government of the Kingdom of Morocco
Nasser Bourita

For the Government of the Russian Federation
Sergey Lavrov
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def officer(client: Client) -> Client:
    user = User.objects.create_user("amina", role="officer", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def instrument() -> None:
    described = Description(titles={"en": "Agreement on trade"}, type="agreement", parties=("MA", "RU"))
    services.record([Draft(SUBJECT, described)], Recorder("amina", "MA"))


def ticked(page: str) -> list[str]:
    return re.findall(r'name="take" value="(\w+)"[^>]* checked', page)


def values(page: str) -> dict[str, str]:
    """The controls of the page as a browser posts them untouched."""
    found = dict(re.findall(r'<input[^>]*? name="([\w.]+)" value="([^"]*)"', page))
    for name, body in re.findall(r'<select id="[\w-]+" name="([\w.]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="(\w*)" selected', body) or re.search(
            r'<option value="(\w*)"', body
        )
        found[name] = chosen[1] if chosen else ""
    found |= dict.fromkeys(
        re.findall(r'<input type="checkbox" id="[\w-]+" name="([\w.]+)" checked', page), "on"
    )
    found |= dict(
        re.findall(r'<input type="(?:date|number)" id="[\w-]+" name="([\w.]+)" value="([^"]*)"', page)
    )
    return {
        k: v for k, v in found.items() if k not in ("take", "q", "csrfmiddlewaretoken", "language", "next")
    }


def step(officer: Client, page: str, **changes: object) -> object:
    posted = {"text": TEXT, "take": ticked(page), "step": "accept", **values(page), **changes}
    return officer.post(ADDRESS, posted)


def test_the_text_is_marked_and_each_mark_leads_to_its_rule_and_back(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    for link, target in re.findall(r'<a class="ref" id="(span-\d+-\d+)" href="#(draft-\d+)">', page):
        assert f'href="#{link}"' in page
        assert f'id="{target}"' in page
    assert len(re.findall(r'class="ref"', page)) >= 9
    text = re.search(r'<div class="text".*?</div>', page, re.S)
    assert text
    plain = re.sub(r"<[^>]+>", "", re.sub(r'<a class="ref".*?</a>', "", text[0]))
    assert plain == TEXT  # nothing of the text is lost between the marks
    assert "Enters into force some time after the later notification (30 days)." in page
    assert "Term: 5 years." in page
    assert {"entry_into_force", "term", "renewal", "notice", "signed", "joint_body"} <= set(ticked(page))
    assert JournalEntry.objects.count() == 1  # looking records nothing


def test_what_would_follow_is_shown_before_anything_is_recorded(officer: Client, instrument: None):
    services.record(
        [
            Draft(SUBJECT, Notification(by=party, received=date(2021, 3, 1)), on=date(2021, 3, 1))
            for party in ("MA", "RU")
        ],
        Recorder("amina", "MA"),
    )
    page = officer.post(ADDRESS + "?on=2022-01-01", {"text": TEXT, "step": "read"}).content.decode()
    follows = page[page.index("What would follow") :]
    assert 'datetime="2021-03-31"' in follows  # thirty days after 1 March
    assert "In force" in follows
    assert 'datetime="2026-03-31"' in follows  # five years: renewal
    assert not Deadline.objects.filter(what="expiry").exists()


def test_accepting_makes_the_clauses_the_signature_and_the_deadlines(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    answer = step(officer, page, circle="joint")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    row = JournalEntry.objects.get(act="final_clauses")
    assert row.circle == "joint"
    clauses = json.loads(row.body)["clauses"]
    assert clauses["entry_into_force"]["rule"] == "after_later_notification"
    assert clauses["term"] == {"kind": "years", "n": 5}
    assert clauses["renewal"] == {"kind": "tacit", "n": 2, "unit": "years"}
    assert clauses["notice"] == [
        {"purpose": "prevent_renewal", "n": 6, "unit": "months", "reference": "before_expiry"}
    ]
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    spans = json.loads(row.evidence)
    assert spans
    assert all(e["document"] == digest and TEXT[e["start"] : e["end"]] == e["quote"] for e in spans)
    assert files.text_of(digest) == TEXT
    assert JournalEntry.objects.get(act="document").subject == SUBJECT  # the text stays with the instrument
    signature = JournalEntry.objects.get(act="signature")
    assert signature.happened_on == date(2020, 2, 3)
    assert [s["name"] for s in json.loads(signature.body)["signatories"]] == [
        "Nasser Bourita",
        "Sergey Lavrov",
    ]
    assert Deadline.objects.filter(record__subject=SUBJECT, what="notification").exists()


def test_the_founded_body_becomes_a_mechanism_with_its_rhythm(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    step(officer, page, take=["joint_body"])
    body = json.loads(JournalEntry.objects.get(act="mechanism").body)
    assert body["founded_by"] == SUBJECT
    assert body["names"] == {"en": "Joint Commission on trade"}
    assert (body["every_months"], body["alternating"], body["parties"]) == (12, True, ["MA", "RU"])
    assert Record.objects.filter(kind="mechanism", type="joint_commission").count() == 1
    assert not JournalEntry.objects.filter(act="final_clauses").exists()
    again = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    assert "joint_body" not in re.findall(r'name="take" value="(\w+)"', again)
    assert "The register already holds:" in again


def test_an_amended_clause_is_recorded_as_amended_and_the_note_says_so(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    step(officer, page, **{"term.n": "7", "take": ["term", "renewal"]})
    row = JournalEntry.objects.get(act="final_clauses")
    assert json.loads(row.body)["clauses"] == {
        "term": {"kind": "years", "n": 7},
        "renewal": {"kind": "tacit", "n": 2, "unit": "years"},
    }
    assert row.note == "Amended against the reading: Term."


def test_a_wrong_amendment_is_told_at_its_control_and_records_nothing(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    answer = step(officer, page, **{"term.n": "many", "signed_on": "3 February"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'id="f-term-n-error"' in shown
    assert 'id="f-signed_on-error"' in shown
    assert JournalEntry.objects.count() == 1


def recorded(clauses: dict[str, object], circle: Circle = Circle.INTERNAL, side: str = "MA") -> str:
    act = FinalClausesStated(clauses=FinalClauses.model_validate(clauses))
    return services.record([Draft(SUBJECT, act, circle=circle)], Recorder("amina", side))[0].id


def test_what_is_on_record_is_compared_and_only_ticked_fields_change(officer: Client, instrument: None):
    before = recorded(
        {"term": {"kind": "years", "n": 3}, "renewal": {"kind": "tacit", "n": 2, "unit": "years"}}
    )
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    assert "differs from the record" in page
    assert "On record:" in page
    assert "term" not in ticked(page)  # what differs is not taken by itself
    assert "renewal" not in re.findall(r'name="take" value="(\w+)"', page)  # says the same: nothing to take
    step(officer, page, take=["entry_into_force"])
    row = JournalEntry.objects.get(act="final_clauses", corrects=before)
    assert row.reason == "Read from the text of the instrument."
    clauses = json.loads(row.body)["clauses"]
    assert clauses["term"] == {"kind": "years", "n": 3}
    assert clauses["entry_into_force"]["rule"] == "after_later_notification"


def test_clauses_of_the_other_side_are_not_corrected(officer: Client, instrument: None):
    recorded({"term": {"kind": "years", "n": 3}}, Circle.JOINT, side="RU")
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    step(officer, page, take=["term"], circle="joint")
    row = JournalEntry.objects.filter(act="final_clauses", side="MA").get()
    assert row.corrects is None


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    recorded({"term": {"kind": "years", "n": 3}})
    answer = step(officer, page)
    assert answer.status_code == 422
    assert "The record has changed meanwhile" in answer.content.decode()
    assert JournalEntry.objects.filter(act="final_clauses").count() == 1


def test_nothing_ticked_records_nothing(officer: Client, instrument: None):
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    assert step(officer, page, take=[]).status_code == 422
    assert JournalEntry.objects.count() == 1


def test_a_signature_of_another_day_is_shown_and_never_doubled(officer: Client, instrument: None):
    services.record([Draft(SUBJECT, Signature(), on=date(2020, 2, 4))], Recorder("amina", "MA"))
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    assert "signed" not in re.findall(r'name="take" value="(\w+)"', page)
    step(officer, page, take=["term", "signed"])
    assert JournalEntry.objects.filter(act="signature").count() == 1


def stored(data: bytes, name: str, kind: str = "text", circle: Circle = Circle.INTERNAL) -> str:
    kept = files.keep(name, [data], len(data))
    act = Document(kind=kind, digest=kept.digest, file_name=name, media_type=kept.media_type)
    services.record([Draft(SUBJECT, act, circle=circle)], Recorder("amina", "MA"))
    return kept.digest


def test_a_stored_document_is_read_and_its_circle_proposed(officer: Client, instrument: None):
    digest = stored(TEXT.encode(), "agreement.txt", circle=Circle.JOINT)
    assert f"?document={digest}" in officer.get(ADDRESS).content.decode()
    page = officer.get(f"{ADDRESS}?document={digest}").content.decode()
    assert '<option value="joint" selected' in page
    step(officer, page, text="", document=digest)
    assert JournalEntry.objects.filter(act="document").count() == 1
    assert all(
        e["document"] == digest for e in json.loads(JournalEntry.objects.get(act="final_clauses").evidence)
    )


def test_only_documents_of_the_instrument_are_read(officer: Client, instrument: None):
    assert officer.get(f"{ADDRESS}?document={files.keep_text(TEXT)}").status_code == 404


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "no text"), ("今天外交部长会见了代表团。" * 20, "no language that is read here")],
)
def test_a_text_that_cannot_be_read_is_told(officer: Client, instrument: None, text: str, words: str):
    answer = officer.post(ADDRESS, {"text": text, "step": "read"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_text_of_mere_pages_is_told(officer: Client, instrument: None):
    from PIL import Image

    file = files.folder().parent / "scan.pdf"
    Image.new("L", (40, 40), 255).save(file)
    digest = stored(file.read_bytes(), "scan.pdf", "scan")
    answer = officer.get(f"{ADDRESS}?document={digest}")
    assert answer.status_code == 422
    assert "its pages are pictures" in answer.content.decode()


@pytest.mark.parametrize("language", ["ar", "ru", "fr", "en"])
def test_the_rules_are_told_in_the_readers_language(officer: Client, instrument: None, language: str):
    officer.cookies["servanda_language"] = language
    page = officer.post(ADDRESS, {"text": TEXT, "step": "read"}).content.decode()
    sentence = {"ar": "مدة السريان", "ru": "Срок действия", "fr": "Durée", "en": "Term: 5 years"}[language]
    assert sentence in page
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_only_those_who_record_reach_it(instrument: None):
    client = Client()
    assert client.get(ADDRESS).status_code == 302
    reader = User.objects.create_user("reader", role="reader", circle="internal")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    for method in (client.get, client.post):
        assert method(ADDRESS).status_code == 403


def test_an_instrument_that_one_may_not_see_is_not_there(instrument: None):
    client = Client()
    user = User.objects.create_user("brazil", role="officer", circle="internal", desks="BR")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"text": TEXT, "step": "accept", "take": ["term"]}).status_code == 404
