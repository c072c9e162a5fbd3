"""Organisations that a text names: found on record, recorded as new with their evidence, mentioned; within one's rights."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from servanda.domain.acts.parties import Organisation
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import files
from servanda.register.models import Record, Tie
from servanda.register.services import record
from servanda.register.visibility import Viewer
from servanda.web.models import ReadingDesk
from servanda.web.reading_organisations import Line, lines

from .reading_tools import opened, signed_in

pytestmark = pytest.mark.django_db
TEXT = """Rabat, 16 October 2025. The Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of Russia, Sergey
Lavrov, held talks in Rabat. The Russian Ministry of Energy and the Ministry of Health of Morocco prepared a memorandum. The
Ministry of Energy will send experts."""
RUSSIAN = """Рабат, 16 октября 2025 года. Министр иностранных дел России Сергей Лавров провёл переговоры с министром иностранных
дел Марокко Насером Буритой. Эксперты прибудут из Министерства энергетики Российской Федерации."""


def held(
    names: dict[str, str], party: str | None, circle: Circle = Circle.PUBLIC, subject: str = "organisation/e"
) -> None:
    """An organisation on record."""
    record([Draft(subject, Organisation(names=names, party=party), circle=circle)], Recorder("zineb", "MA"))


def shown(desk: ReadingDesk, circle: Circle = Circle.INTERNAL) -> dict[str, Line]:
    """The lines of a text by name."""
    desk.refresh_from_db()
    found = lines(desk, Viewer("amina", circle), files.text_of(desk.text) or "")
    return {line.named["name"]: line for line in found}


def post(officer: Client, desk: ReadingDesk, line: Line, **fields: str) -> str:
    """Press a button of a line; return the page."""
    answer = officer.post(f"/read/{desk.id}/organisation/{line.number}/", fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_leads_from_a_name_to_its_words_and_back():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    page = officer.get(f"/read/{desk.id}/").content.decode()
    energy = shown(desk)["Ministry of Energy"]
    assert len(energy.quotes) == 2
    for q in energy.quotes:
        assert f'href="#named-{energy.number}-{q.number}"' in page
        assert f'id="named-{energy.number}-{q.number}" href="#organisation-{energy.number}"' in page
    assert f'id="organisation-{energy.number}"' in page


def test_recorded_as_new_once_with_the_words_as_evidence():
    officer = signed_in("amina")
    desk = opened(officer, TEXT, circle="internal")
    post(officer, desk, shown(desk)["Ministry of Energy"], subject="new")
    made = Record.objects.get(kind="organisation")
    assert (json.loads(made.titles), made.low) == ({"en": "Ministry of Energy"}, Circle.INTERNAL.level)
    assert [p.party for p in made.parties.all()] == ["RU"]
    entry = JournalEntry.objects.get(act="organisation")
    for e in json.loads(entry.evidence):
        assert TEXT[e["start"] : e["end"]] == e["quote"]
    line = shown(desk)["Ministry of Energy"]
    assert line.mentioned is not None
    assert line.mentioned.subject == made.subject
    before = JournalEntry.objects.count()
    page = post(officer, desk, line, subject="new")
    assert "holds it already" in page
    assert JournalEntry.objects.count() == before


def test_what_the_officer_amends_is_recorded():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    line = shown(desk)["Ministry of Health"]
    post(
        officer,
        desk,
        line,
        subject="new",
        name="Ministry of Health and Welfare",
        party="Morocco",
        kind="agency",
    )
    made = Record.objects.get(kind="organisation")
    assert json.loads(made.titles) == {"en": "Ministry of Health and Welfare"}
    assert made.type == "agency"
    told = shown(desk)["Ministry of Health"].mentioned
    assert told is not None
    assert told.subject == made.subject
    before = JournalEntry.objects.count()
    post(officer, desk, line, subject="new", name="Ministry of Health and Welfare", party="Morocco")
    page = post(officer, desk, shown(desk)["Ministry of Energy"], subject="new", party="Nowhereland")
    assert "Nowhereland" in page
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(
    ("names", "text", "name"),
    [
        ({"en": "Ministry of Energy of the Russian Federation"}, TEXT, "Ministry of Energy"),
        ({"ru": "Министерство энергетики России"}, RUSSIAN, "Министерство энергетики"),
    ],
)
def test_one_on_record_is_known_whatever_form_its_name_has(names: dict[str, str], text: str, name: str):
    held(names, "RU")
    officer = signed_in("amina")
    desk = opened(officer, text)
    line = shown(desk)[name]
    assert line.held is not None
    assert line.held.subject == "organisation/e"
    assert line.mentioned is None
    post(officer, desk, line, subject="organisation/e")
    assert Tie.objects.filter(
        relation="mentions", target="organisation/e", record__subject=desk.statement
    ).exists()
    page = officer.get("/record/organisation/e/", follow=True)
    assert desk.title.split(".")[0][:30] in page.content.decode()
    before = JournalEntry.objects.count()
    post(officer, desk, shown(desk)[name], subject="organisation/e")
    assert JournalEntry.objects.count() == before


def test_in_another_language_a_ministry_for_the_same_matter_is_offered_and_not_assumed():
    held({"ru": "Министерство энергетики"}, "RU")
    desk = opened(signed_in("amina"), TEXT)
    line = shown(desk)["Ministry of Energy"]
    assert line.held is None
    assert [(m.subject, m.says) for m in line.matches] == [("organisation/e", "alike")]
    assert shown(desk)["Ministry of Health"].matches == []


def test_the_ministry_of_another_state_is_not_meant():
    held({"en": "Ministry of Energy"}, "BR")
    assert shown(opened(signed_in("amina"), TEXT))["Ministry of Energy"].matches == []


def test_several_of_a_name_are_offered():
    held({"en": "Ministry of Energy"}, "RU")
    held({"en": "The Ministry of Energy of Russia"}, "RU", subject="organisation/f")
    line = shown(opened(signed_in("amina"), TEXT))["Ministry of Energy"]
    assert line.held is None
    assert {m.says for m in line.matches} == {"several"}


def test_what_an_officer_may_not_see_is_not_told_and_not_mentioned():
    held({"en": "Ministry of Energy"}, "RU", Circle.INTERNAL)
    public = signed_in("omar", circle="public")
    desk = opened(public, TEXT)
    assert shown(desk, Circle.PUBLIC)["Ministry of Energy"].matches == []
    line = shown(desk)["Ministry of Energy"]
    before = JournalEntry.objects.count()
    page = post(public, desk, line, subject="organisation/e")
    assert "may see" in page
    assert JournalEntry.objects.count() == before


def test_a_public_statement_does_not_betray_a_narrower_organisation():
    held({"en": "Ministry of Energy"}, "RU", Circle.INTERNAL)
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    post(officer, desk, shown(desk)["Ministry of Energy"], subject="organisation/e")
    told = JournalEntry.objects.filter(act="statement", body__contains="organisation/e").get()
    assert told.circle == Circle.INTERNAL.value


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_who_may_not_read_texts_may_not_record(role: str):
    desk = opened(signed_in("amina"), TEXT)
    other = signed_in("omar", role=role)
    before = JournalEntry.objects.count()
    answer = other.post(f"/read/{desk.id}/organisation/1/", {"subject": "new"})
    assert answer.status_code == 403
    assert JournalEntry.objects.count() == before


def test_a_text_read_before_is_looked_at_when_it_is_opened():
    officer = signed_in("amina")
    desk = opened(officer, TEXT)
    ReadingDesk.objects.update(organisations="")
    assert "Ministry of Energy" in officer.get(f"/read/{desk.id}/").content.decode()
    desk.refresh_from_db()
    assert json.loads(desk.organisations)
