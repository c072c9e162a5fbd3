"""Paragraphs of an edited file that the record does not know: shown, and recorded only as what a person says they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from servanda.domain.acts.sessions import Remark
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Recorder
from servanda.register import session_acts
from servanda.register.visibility import operator
from tests.minutes.conftest import ON
from tests.minutes.test_returned import saved, secretary, sent_out, session

pytestmark = pytest.mark.usefixtures("commission")
TOURISM = "Стороны создадут новую рабочую группу по туризму."
ARABIC = "ينشئ الجانبان فريق عمل جديدا للسياحة."


@pytest.fixture
def client() -> Client:
    made = secretary()
    made.cookies["django_language"] = "en"
    return made


@pytest.fixture
def page(client: Client, tmp_path: Path) -> str:
    """What the page shows of a file with two new paragraphs."""
    file = sent_out("sequence")
    paragraph = next(p for p in file.paragraphs if "двусторонней" in p.text)
    paragraph.insert_paragraph_before(TOURISM)
    paragraph.insert_paragraph_before(ARABIC)
    with saved(file, tmp_path).open("rb") as upload:
        return client.post("/session/s8/minutes/back/", {"file": upload}).content.decode()


def form(page: str) -> dict[str, str | list[str]]:
    """What a browser would send from the form as it comes: nothing becomes of any paragraph."""
    part = page[page.index('action="/session/s8/minutes/add/"') :]
    found: dict[str, str | list[str]] = {"row": re.findall(r'name="row" value="(\d+)"', part)}
    for tag in re.findall(r'<input type="hidden"[^>]*>', part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] not in ("row", "csrfmiddlewaretoken"):
            found[name[1]] = value[1]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', part, re.S):
        found[name] = text
    for name, options in re.findall(r'<select[^>]*name="([^"]*)">(.*?)</select>', part, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_nothing_becomes_of_a_paragraph_by_itself(client: Client, page: str):
    sent = form(page)
    assert (sent["0.text"], sent["0.language"], sent["0.become"]) == (TOURISM, "ru", "")
    assert (sent["1.text"], sent["1.language"]) == (ARABIC, "ar")
    before = JournalEntry.objects.count()
    answer = client.post("/session/s8/minutes/add/", sent, follow=True)
    assert "Choose for at least one paragraph" in answer.content.decode()
    assert JournalEntry.objects.count() == before


def test_two_paragraphs_become_one_new_decision_in_two_languages(client: Client, page: str):
    item = session().items[0].listed.item.key
    count = len(session().state.decisions)
    sent = form(page) | {"0.become": f"decision/{item}", "1.become": "same"}
    assert client.post("/session/s8/minutes/add/", sent).status_code == 302
    made = session().state.decisions[-1]
    assert (made.number, made.act.item, made.act.kind) == (count + 1, item, "other")
    assert made.act.texts == {"ru": TOURISM, "ar": ARABIC}
    row = JournalEntry.objects.get(id=made.entry)
    assert (row.circle, TOURISM in row.evidence, str(sent["digest"]) in row.evidence) == ("joint", True, True)
    # The same form again: what it was compared with no longer stands.
    again = client.post("/session/s8/minutes/add/", sent, follow=True)
    assert "changed meanwhile" in again.content.decode()
    assert len(session().state.decisions) == count + 1


def test_a_paragraph_becomes_a_remark_of_a_delegation(client: Client, page: str):
    party = session().parties[0]
    sent = form(page) | {"0.become": f"remark/{party}"}
    assert client.post("/session/s8/minutes/add/", sent).status_code == 302
    [remark] = session().state.open_remarks
    assert (remark.act.party, remark.act.texts) == (party, {"ru": TOURISM})


def test_what_somebody_recorded_meanwhile_stops_it(client: Client, page: str):
    said = Remark(key="x1", party=session().parties[0], texts={"en": "Wait"})
    session_acts.remark(operator(Circle.INTERNAL), Recorder("other", "MA"), session(), said, ON)
    count = JournalEntry.objects.count()
    sent = form(page) | {"0.become": f"decision/{session().items[0].listed.item.key}"}
    assert "changed meanwhile" in client.post("/session/s8/minutes/add/", sent, follow=True).content.decode()
    assert JournalEntry.objects.count() == count


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"0.become": "decision/gone"}, "Choose the item of the agenda"),
        ({"0.become": "same"}, "follows no paragraph that is taken over"),
        (
            {"0.become": "remark/RU", "1.become": "same", "1.language": "ru"},
            "has a text in this language already",
        ),
        ({"0.become": "remark/RU", "0.language": ""}, "Say in which language"),
        ({"0.become": "remark/nobody at all"}, "Choose one of the values offered"),
    ],
)
def test_what_cannot_be_taken_over_says_why(client: Client, page: str, more: dict[str, str], says: str):
    count = JournalEntry.objects.count()
    answer = client.post("/session/s8/minutes/add/", form(page) | more, follow=True)
    assert says in answer.content.decode()
    assert JournalEntry.objects.count() == count


def test_only_who_records_takes_over():
    assert Client().post("/session/s8/minutes/add/").status_code == 302
