"""The main job: a statement is read, its drafts are decided on, and the relationship shows what was accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from servanda.journal.models import JournalEntry
from servanda.register.models import Record
from servanda.web.models import ReadingDesk, User

pytestmark = pytest.mark.django_db
STATEMENT = """Moscow, 16 October 2025. Today the Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of
Russia, Sergey Lavrov, held talks in Moscow. The two ministers signed a memorandum of understanding establishing a joint
working committee. The two sides agreed to hold regular political consultations."""


@pytest.fixture
def officer(client: Client) -> Client:
    user = User.objects.create_user(
        "amina", password="correct horse battery", role="officer", circle="internal"
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(officer: Client, text: str, published: str = "2025-10-16") -> ReadingDesk:
    answer = officer.post("/read/", {"text": text, "published": published, "circle": "public"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return ReadingDesk.objects.get()


def accept_everything(officer: Client, desk: ReadingDesk) -> None:
    total = sum(len(v) for v in json.loads(desk.drafts).values() if isinstance(v, list))
    for number in range(total):
        officer.post(f"/read/{desk.id}/{number}/", {"decision": "accept"})


@pytest.mark.data
def test_the_founding_report_becomes_a_relationship(officer: Client, shared: Path):
    text = (shared / "statements" / "ar-russia-morocco-working-committee.txt").read_text(encoding="utf-8")
    desk = opened(officer, text)
    page = officer.get(f"/read/{desk.id}/").content.decode()
    assert "مذكرة تفاهم" in page
    assert "<mark" in page
    accept_everything(officer, desk)
    kinds = set(Record.objects.values_list("kind", flat=True))
    assert {"instrument", "mechanism", "session", "person", "statement", "undertaking", "topic"} <= kinds
    memorandum = Record.objects.get(kind="instrument", type="memorandum")
    assert memorandum.on.isoformat() == "2025-10-16"
    committee = Record.objects.get(kind="mechanism", type="working_group")
    assert len(json.loads(committee.state)["mandate"]) == 3
    session = Record.objects.get(kind="session")
    assert json.loads(session.state)["ordinal"] == 8
    assert len(json.loads(session.state)["co_chairs"]) == 2
    relationship = officer.get("/relationships/MA/RU/").content.decode()
    assert "لجنة عمل مشتركة" in relationship
    evidence = json.loads(JournalEntry.objects.filter(act="signature").get().evidence)
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in evidence)


@pytest.mark.data
def test_a_second_report_of_the_same_day_doubles_nothing(officer: Client, shared: Path):
    text = (shared / "statements" / "ar-russia-morocco-working-committee.txt").read_text(encoding="utf-8")
    accept_everything(officer, opened(officer, text))
    of_one_day = Record.objects.filter(kind__in=("instrument", "encounter"), on="2025-10-16")
    signed = of_one_day.filter(kind="encounter", type="visit") | of_one_day.filter(type="memorandum")
    others = Record.objects.filter(kind__in=("mechanism", "session", "person"))
    before = signed.count(), others.count()
    assert min(before) >= 2
    ReadingDesk.objects.all().delete()
    accept_everything(officer, opened(officer, text + "\n(وكالات)"))
    assert (signed.count(), others.count()) == before


def test_an_amended_draft_keeps_what_the_reader_said(officer: Client):
    desk = opened(officer, STATEMENT)
    reading = json.loads(desk.drafts)
    assert reading["instruments"], reading
    answer = officer.post(
        f"/read/{desk.id}/0/", {"decision": "accept", "title": "Memorandum on a joint working committee"}
    )
    assert answer.status_code == 302
    desk.refresh_from_db()
    assert json.loads(desk.decisions)["0"]["amended"] == {"title": "Memorandum on a joint working committee"}
    assert json.loads(desk.drafts) == reading
    assert Record.objects.get(kind="instrument").title == "Memorandum on a joint working committee"


def test_what_one_officer_decided_another_cannot_decide_again(officer: Client):
    desk = opened(officer, STATEMENT)
    officer.post(f"/read/{desk.id}/0/", {"decision": "refuse"})
    before = JournalEntry.objects.count()
    answer = officer.post(f"/read/{desk.id}/0/", {"decision": "accept"}, follow=True)
    assert "already decided" in answer.content.decode()
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "empty"), ("   ", "empty"), ("今天外交部长会见了代表团,双方就合作交换了意见。" * 5, "language")],
)
def test_a_text_that_cannot_be_read_is_told_and_not_lost(officer: Client, text: str, words: str):
    answer = officer.post("/read/", {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert text.strip() in page
