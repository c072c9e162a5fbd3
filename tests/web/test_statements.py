"""*What do they say about X?*: a word of one language finds what is said in the other three, through the one filter."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner
from django.test import Client

from servanda.cli.statements import amendments_command, said_command
from servanda.domain.acts.dialogue import Position, Statement
from servanda.domain.acts.parties import Person
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.files import keep_text
from servanda.register.models import Record, Tie
from servanda.register.sayings import sentences
from servanda.web.models import ReadingDesk
from tests.web.reading_texts import MEETING, OTHER
from tests.web.reading_tools import decide, numbers, opened, signed_in

pytestmark = pytest.mark.django_db


def accepted(
    officer: Client, text: str, published: str = "2025-10-16", circle: str = "public"
) -> ReadingDesk:
    desk = opened(officer, text, published, circle)
    for number in range(desk.total):
        decide(officer, desk, number, "accept")
    desk.refresh_from_db()
    assert desk.open == 0, desk.decisions
    return desk


@pytest.fixture
def four() -> Client:
    """A register that was kept in Arabic, into which the same event is read in four languages."""
    recorder = Recorder("amina", "MA")
    people = {"lavrov": ("سيرغي لافروف", "RU"), "bourita": ("ناصر بوريطة", "MA")}
    services.record(
        [
            Draft(f"person/{k}", Person(names={"ar": n}, party=p), circle=Circle.PUBLIC)
            for k, (n, p) in people.items()
        ],
        recorder,
    )
    officer = signed_in("amina")
    for text in MEETING.values():
        accepted(officer, text)
    accepted(officer, OTHER, "2024-03-03")
    return officer


def found(page: str) -> dict[str, list[str]]:
    """Title of each statement → its quotations."""
    answer = {}
    for part in page.split('<article class="saying">')[1:]:
        title = re.search(r'<bdi lang="(\w+)">', part)
        quotes = re.findall(r'<blockquote class="quote" lang="(\w+)" dir="auto">([^<]*)', part)
        assert title
        answer[title[1]] = quotes
    return answer


def test_the_same_event_in_four_languages_doubles_nothing(four: Client):
    assert Record.objects.filter(kind="person", parties__party__in=["RU"]).count() == 1
    lavrov = json.loads(Record.objects.get(subject="person/lavrov").titles)
    assert set(lavrov) == {"ar", "en", "fr", "ru"}
    assert Record.objects.filter(kind="encounter", on="2025-10-16").count() == 1
    assert Record.objects.filter(kind="instrument", type="memorandum").count() == 1
    assert Record.objects.filter(kind="statement").count() == 5
    sahel = [r for r in Record.objects.filter(kind="topic") if "Sahel" in r.titles or "Сахел" in r.titles]
    assert len(sahel) == 1
    mentioned = Tie.objects.filter(relation="mentions", target=sahel[0].subject)
    assert mentioned.count() == 4


def test_a_word_of_one_language_finds_the_statements_of_all(four: Client):
    for word in [
        "Sahel",
        "Сахель",
        "الساحل",
        "fisheries",
        "pêche",
        "рыболовство",
        "الصيد البحري",
        "продовольственная безопасность",
        "food security",
    ]:
        answer = found(Client().get("/statements/", {"about": word}).content.decode())
        assert set(answer) == {"ar", "en", "fr", "ru"}
        for language, quotes in answer.items():
            assert quotes, language
            assert {code for code, _ in quotes} == {language}


def test_a_name_of_one_script_finds_all(four: Client):
    for name in ["Lavrov", "Лавров", "لافروف", "Sergueï Lavrov", "Сергеем Лавровым"]:
        answer = found(Client().get("/statements/", {"person": name}).content.decode())
        assert set(answer) == {"ar", "en", "fr", "ru"}
        words = {"ar": "لافروف", "en": "Lavrov", "fr": "Lavrov", "ru": "Лавров"}
        assert all(any(words[code] in text for _, text in quotes) for code, quotes in answer.items())


def test_a_name_that_only_resembles_finds_nothing(four: Client):
    for name in ["Lavrentiev", "Лаврик", "Boutaleb", "بوطالب"]:
        assert found(Client().get("/statements/", {"person": name}).content.decode()) == {}


def test_party_and_period_narrow(four: Client):
    page = Client().get("/statements/", {"person": "بوريطة"}).content.decode()
    assert "Statements found: 5" in page
    page = Client().get("/statements/", {"person": "بوريطة", "party": "BR"}).content.decode()
    assert "Statements found: 1" in page
    ((_, quote),) = found(page)["en"]  # the sentence that names him, not another
    assert quote.startswith("Brasilia, 3 March 2024.")
    assert "civil aviation" not in quote
    page = Client().get("/statements/", {"person": "Bourita", "since": "2025-01-01"}).content.decode()
    assert "Statements found: 4" in page
    assert "Statements found: 1" in Client().get("/statements/?until=2024-12-31").content.decode()
    assert "no date" in Client().get("/statements/?until=yesterday").content.decode()
    assert "Statements found: 1" in Client().get("/statements/?about=طيران").content.decode()


def test_nothing_of_an_internal_text_is_found_outside(four: Client):
    secret = "Rabat, 2 May 2025. The Foreign Minister of Morocco, Nasser Bourita, held talks with the Foreign Minister of Russia in Rabat today on the Sahel and on cobaltcanary."
    desk = accepted(four, secret, "2025-05-02", circle="internal")
    assert "cobaltcanary" in four.get("/statements/?about=Sahel").content.decode()
    assert desk.title in four.get("/statements/?about=cobaltcanary").content.decode()
    brazil = signed_in("bea", desks="BR")
    for client in (Client(), brazil):
        for query in ("about=Sahel", "about=cobaltcanary", "person=Bourita", ""):
            page = client.get(f"/statements/?{query}").content.decode().split("<main")[1]
            for echo in ('value="cobaltcanary"', "<bdi>cobaltcanary</bdi>"):
                page = page.replace(echo, "")
            assert "cobaltcanary" not in page
            assert "2 May 2025" not in page
    relationship = Client().get("/relationships/MA/RU/").content.decode()
    assert "cobaltcanary" not in relationship
    assert "cobaltcanary" in four.get("/relationships/MA/RU/").content.decode()


def test_positions_on_record_stand_with_the_statements(four: Client):
    topic = next(r.subject for r in Record.objects.filter(kind="topic") if "Сахел" in r.titles)
    said = Position(by="RU", texts={"ru": "Россия поддерживает усилия государств региона."})
    services.record([Draft(topic, said, circle=Circle.JOINT)], Recorder("amina", "MA"))
    assert "усилия государств" in four.get("/statements/?about=Sahel&party=RU").content.decode()
    assert "усилия государств" not in four.get("/statements/?about=Sahel&party=BR").content.decode()
    assert "усилия государств" not in Client().get("/statements/?about=Sahel").content.decode()


def test_the_relationship_tells_what_was_read_with_its_source(four: Client):
    page = Client().get("/relationships/MA/RU/").content.decode()
    part = page.split("What was read")[1].split("<h2>")[0]
    assert "подписали меморандум" in part
    assert "signé un mémorandum" in part
    for record in Record.objects.filter(kind="statement", parties__party="RU"):
        assert f"/record/{record.subject}/" in part
    assert "What was read" not in Client().get("/relationships/MA/RU/?on=2025-01-01").content.decode()


def test_the_page_of_a_statement_gives_its_words_each_version_in_its_language():
    text = "Les deux ministres ont signé un accord à Rabat.\n\nوقع الوزيران في الرباط اتفاقا بين البلدين.\n"
    act = Statement(
        titles={"fr": "Accord", "ar": "اتفاق"},
        languages=("fr", "ar"),
        parties=("MA", "RU"),
        text=keep_text(text),
    )
    services.record(
        [Draft("statement/two", act, on=date(2025, 10, 16), circle=Circle.PUBLIC)], Recorder("amina", "MA")
    )
    page = Client().get("/record/statement/two/").content.decode()
    french, arabic = page.split('<div class="issued" lang="fr">')[1].split('<div class="issued" lang="ar">')
    assert "ont signé un accord" in french
    assert "وقع الوزيران" not in french
    assert "وقع الوزيران" in arabic.split("</div>")[0]


def test_the_command_finds_what_the_page_finds(four: Client):
    run = CliRunner().invoke(said_command, ["рыболовство", "--party", "Марокко", "--json"])
    assert run.exit_code == 0, run.output
    answer = json.loads(run.output)
    assert answer["total"] == 4
    assert {s["language"] for s in answer["statements"]} == {"ar", "en", "fr", "ru"}
    assert all(s["quotations"] for s in answer["statements"])
    plain = CliRunner().invoke(said_command, ["--person", "Лавров", "--since", "2025-01-01"])
    assert "لافروف" in plain.output
    unknown = CliRunner().invoke(said_command, ["--party", "Erewhon"])
    assert unknown.exit_code == 1


def test_sentences_end_where_they_end():
    text = "M. Bourita met Mr. Lavrov on 16. October. They agreed!\r\nГ. Лавров прибыл в г. Москву. «Да.» التقى الوزيران؟ نعم"
    assert ["".join(text[s:e]).strip() for s, e in sentences(text)] == [
        "M. Bourita met Mr. Lavrov on 16. October.",
        "They agreed!",
        "Г. Лавров прибыл в г. Москву.",
        "«Да.»",
        "التقى الوزيران؟",
        "نعم",
    ]


def test_amendments_show_where_the_reader_is_weak():
    officer, other = signed_in("amina"), signed_in("bea", desks="BR")
    desk = opened(officer, MEETING["ru"], circle="internal")
    (number,) = numbers(desk, "instruments")
    decide(officer, desk, number, "accept", type="agreement", place="Москва")
    first, second = numbers(desk, "persons")
    decide(officer, desk, first, "accept")
    decide(officer, desk, second, "refuse")
    hand = {"quote": "ситуация в Сахеле", "kind": "topics", "text": "Сахель"}
    officer.post(f"/read/{desk.id}/by-hand/", hand)
    page = officer.get("/read/amendments/").content.decode()
    assert "подписали меморандум" in page
    assert re.search(r"<del><bdi>memorandum</bdi></del> → <ins><bdi>agreement</bdi></ins>", page)
    answer = json.loads(officer.get("/read/amendments/?format=json").content)
    counts = {c["kind"]: c for c in answer["counts"]}
    assert (counts["instruments"]["amended"], counts["persons"]["kept"], counts["persons"]["refused"]) == (
        1,
        1,
        1,
    )
    assert counts["topics"]["missed"] == 1
    assert {(f["field"], f["language"]) for f in answer["fields"]} == {("type", "ru"), ("place", "ru")}
    narrowed = json.loads(officer.get("/read/amendments/?format=json&kind=persons").content)
    assert [a["outcome"] for a in narrowed["amendments"]] == ["refused"]
    assert "подписали" not in other.get("/read/amendments/").content.decode()
    run = CliRunner().invoke(amendments_command, ["--json"])
    assert json.loads(run.output)["counts"] == answer["counts"]
    assert "memorandum → agreement" in CliRunner().invoke(amendments_command, []).output


def test_an_accepted_draft_mentions_its_subject_no_wider_than_it_is_known():
    recorder = Recorder("amina", "MA")
    person = Person(names={"ar": "سيرغي لافروف"}, party="RU")
    services.record([Draft("person/lavrov", person, circle=Circle.INTERNAL)], recorder)
    officer = signed_in("amina")
    desk = opened(officer, MEETING["ru"])
    number = next(
        n
        for n in numbers(desk, "persons")
        if "Лавров" in json.loads(desk.drafts)["persons"][n - numbers(desk, "persons")[0]]["name"]
    )
    decide(officer, desk, number, "accept")
    rows = JournalEntry.objects.filter(body__contains="person/lavrov", act="statement")
    assert {r.circle for r in rows} == {"internal"}
    assert {r.circle for r in JournalEntry.objects.filter(subject="person/lavrov")} == {"internal"}
    assert "lavrov" not in Client().get(f"/record/{desk.statement}/").content.decode()


def test_a_contradiction_is_not_recorded_before_somebody_chooses():
    officer = signed_in("amina")
    first = opened(officer, MEETING["en"])
    decide(officer, first, numbers(first, "instruments")[0], "accept", date="2025-10-16")
    second = opened(officer, MEETING["fr"])
    (number,) = numbers(second, "instruments")
    subject = Record.objects.get(kind="instrument").subject
    before = JournalEntry.objects.count()
    assert "Say whether this is the same" in decide(officer, second, number, "accept", date="2025-10-18")
    assert JournalEntry.objects.count() == before
    decide(officer, second, number, "accept", date="2025-10-18", link=subject)
    assert Record.objects.filter(kind="instrument").count() == 1
    assert JournalEntry.objects.filter(subject=subject, act="signature").count() == 2
    third = opened(officer, MEETING["ar"])
    decide(officer, third, numbers(third, "instruments")[0], "accept", date="2025-10-17", link="new")
    assert Record.objects.filter(kind="instrument").count() == 2
    again = opened(officer, MEETING["ru"])
    told = decide(officer, again, numbers(again, "instruments")[0], "accept", link="person/nobody")
    assert "holds nothing there" in told
