"""Drafts against the register: the same across scripts and languages, contradictions, and no link on mere likeness."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from servanda.domain.acts.bodies import Mechanism, SessionPlanned
from servanda.domain.acts.consent import Negotiation, Signature
from servanda.domain.acts.dialogue import Encounter, Topic
from servanda.domain.acts.parties import Person
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.reading import read
from servanda.register import services
from servanda.register.matching import Known
from servanda.register.visibility import PUBLIC, operator
from tests.web.reading_texts import MEETING

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 16)
RECORDER = Recorder("amina", "MA")


def hold(subject: str, act: Any, on: date | None = None, circle: Circle = Circle.PUBLIC) -> None:
    services.record([Draft(subject, act, on=on, circle=circle)], RECORDER)


@pytest.fixture
def arabic_only() -> None:
    """A register kept in Arabic alone."""
    hold("person/lavrov", Person(names={"ar": "سيرغي لافروف"}, party="RU"))
    hold("person/bourita", Person(names={"ar": "ناصر بوريطة"}, party="MA"))
    hold("topic/sahel", Topic(names={"ar": "منطقة الساحل"}, parties=("MA", "RU")))
    hold("topic/food", Topic(names={"ar": "الأمن الغذائي"}, parties=("MA", "RU")))
    title = {"ar": "مذكرة تفاهم في مجال الصيد البحري"}
    hold("instrument/fish", Description(titles=title, type="memorandum", parties=("MA", "RU")), DAY)
    hold("instrument/fish", Signature(place="موسكو"), DAY)
    hold("encounter/talks", Encounter(kind="talks", parties=("MA", "RU"), place="موسكو"), DAY)


def says(text: str, published: date = DAY, viewer: Any = None) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, words of the draft) → (what the best match says, its subject)."""
    reading = read(text, published).as_json()
    known = Known(viewer or operator(), "", published, text)
    found = {}
    for kind in ("persons", "topics", "instruments", "encounters", "bodies"):
        for draft in reading[kind]:
            words = max((e["quote"] for e in draft["evidence"]), key=len)
            matches = known.of(kind, draft, reading, words)
            best = (matches[0].says, matches[0].subject) if matches else ("new", "")
            found[(kind, draft.get("name") or words)] = best
    return found


@pytest.mark.parametrize("language", ["ru", "fr", "en", "ar"])
def test_a_text_in_any_language_meets_the_register_kept_in_arabic(arabic_only: None, language: str):
    found = says(MEETING[language])
    plain = "same" if language == "ar" else "more"  # in another language the name is added
    people = {best for (kind, _), best in found.items() if kind == "persons"}
    assert people == {(plain, "person/lavrov"), (plain, "person/bourita")}
    topics = {best for (kind, _), best in found.items() if kind == "topics"}
    assert topics
    assert topics <= {(plain, "topic/sahel"), (plain, "topic/food")}
    assert [b for (k, _), b in found.items() if k == "encounters"] == [("same", "encounter/talks")]
    assert {b for (k, _), b in found.items() if k == "instruments"} == {("same", "instrument/fish")}


@pytest.mark.parametrize(
    ("name", "party", "expected"),
    [
        ("Сергея Лаврова", "RU", "more"),
        ("Сергеем Лавровым", "RU", "more"),
        ("Насером Буритой", "MA", "more"),
        ("Sergueï Lavrov", "RU", "more"),
        ("S. Lavrov", "RU", "more"),
        ("Лавров", "RU", "alike"),  # a family name alone
        ("Сергей Лавров", "BY", "alike"),  # a namesake
        ("Сергей Лаврик", "RU", "new"),
        ("Sergey Lavrentiev", "RU", "new"),
        ("Сергей Львов", "RU", "new"),
        ("Nasser Boutaleb", "MA", "new"),
        ("Nadia Bourita", "MA", "new"),
        ("Наталья Бурита", "MA", "new"),
    ],
)
def test_names_that_only_resemble_are_nobody(arabic_only: None, name: str, party: str, expected: str):
    matches = Known(operator()).persons(name, party, "ru")
    assert (matches[0].says if matches else "new") == expected


def test_two_of_one_name_are_never_chosen_between(arabic_only: None):
    hold("person/other", Person(names={"fr": "Sergueï Lavrov"}, party="RU"))
    assert {m.says for m in Known(operator()).persons("Sergey Lavrov", "RU", "en")} == {"several"}


def test_an_instrument_on_another_matter_is_not_the_same(arabic_only: None):
    text = MEETING["en"].replace("fisheries", "nuclear energy")
    assert {b for (k, _), b in says(text).items() if k == "instruments"} == {("alike", "instrument/fish")}


@pytest.mark.parametrize(
    ("stage", "days", "expected"),
    [
        ("signed", 0, "same"),
        ("signed", 2, "differs"),
        ("signed", 20, "differs"),
        ("signed", 60, "new"),
        ("expected", 20, "differs"),
    ],
)
def test_another_day_or_stage_of_the_same_instrument_contradicts(
    arabic_only: None, stage: str, days: int, expected: str
):
    on = date.fromordinal(DAY.toordinal() + days)
    draft = {"type": "memorandum", "parties": ["MA", "RU"], "stage": stage, "date": on.isoformat()}
    known = Known(operator(), "", on)
    matches = known.of("instruments", draft, {}, "меморандум о рыболовстве")
    assert (matches[0].says if matches else "new") == expected
    if expected == "differs":
        assert matches[0].why


def test_what_was_announced_is_what_is_signed_later():
    parties = ("MA", "RU")
    for key, title in (("fish", "اتفاق في مجال الصيد البحري"), ("energy", "اتفاق في مجال الطاقة")):
        hold(f"instrument/{key}", Description(titles={"ar": title}, type="agreement", parties=parties), DAY)
        hold(f"instrument/{key}", Negotiation(stage="expected"), DAY)
    later = date(2026, 3, 1)
    draft = {"type": "agreement", "parties": ["MA", "RU"], "stage": "signed", "date": later.isoformat()}
    (match,) = Known(operator(), "", later).of("instruments", draft, {}, "подписали соглашение о рыболовстве")
    assert (match.says, match.subject) == ("more", "instrument/fish")
    draft |= {"stage": "expected", "date": None}
    (match,) = Known(operator(), "", later).of("instruments", draft, {}, "соглашение в области энергетики")
    assert (match.says, match.subject) == ("same", "instrument/energy")


def test_a_session_on_another_day_contradicts_and_a_new_one_adds():
    parties = ("MA", "RU")
    names = {"ar": "اللجنة المشتركة"}
    hold("mechanism/jc", Mechanism(names=names, kind="joint_commission", parties=parties), date(2001, 1, 1))
    planned = SessionPlanned(ordinal=8, mechanism="mechanism/jc", parties=parties, begins=date(2025, 10, 17))
    hold("session/8", planned, DAY)
    span = [{"start": 0, "end": 5, "quote": "xxxxx"}]
    draft = {
        "type": "joint_commission",
        "parties": ["MA", "RU"],
        "action": "convened",
        "session": 8,
        "evidence": span,
    }
    meeting = {"type": "session", "parties": ["MA", "RU"], "date": "2025-12-01", "evidence": span}
    known = Known(operator(), "", DAY)
    assert known.of("bodies", draft, {"encounters": [meeting]}, "x")[0].says == "differs"
    meeting["date"] = "2025-10-18"
    assert known.of("bodies", draft, {"encounters": [meeting]}, "x")[0].says == "same"
    assert known.of("bodies", {**draft, "session": 9}, {}, "x")[0].says == "more"
    assert known.of("bodies", {**draft, "action": "created"}, {}, "x")[0].says == "alike"


def test_talks_dated_otherwise_contradict_only_with_the_same_persons(arabic_only: None):
    people = ({"name": "سيرغي لافروف", "party": "RU"}, {"name": "ناصر بوريطة", "party": "MA"})
    hold("encounter/two", Encounter(kind="meeting", parties=("MA", "RU"), persons=people), date(2025, 5, 1))
    draft = {
        "type": "meeting",
        "parties": ["MA", "RU"],
        "date": "2025-05-02",
        "persons": ["Sergey Lavrov", "Nasser Bourita"],
    }
    assert Known(operator()).of("encounters", draft, {}, "x")[0].says == "differs"
    draft["persons"] = ["Maria Zakharova", "Nasser Bourita"]
    assert Known(operator()).of("encounters", draft, {}, "x") == []


def test_where_only_one_says_what_it_is_about_a_person_chooses(arabic_only: None):
    text = MEETING["fr"].replace(" sur la pêche maritime", "")
    assert {b for (k, _), b in says(text).items() if k == "instruments"} == {("several", "instrument/fish")}


def test_two_instruments_of_one_sentence_are_told_apart(arabic_only: None):
    text = (
        "Moscow, 16 October 2025. Today the Foreign Ministers of Morocco and Russia held talks in Moscow and signed a memorandum of"
        " understanding on nuclear energy and a memorandum of understanding on fisheries."
    )
    reading = read(text, DAY).as_json()
    known = Known(operator(), "", DAY, text)
    span = text.index("a memorandum"), text.rindex("a memorandum")
    drafts = [
        {"type": "memorandum", "parties": ["MA", "RU"], "stage": "signed", "date": "2025-10-16"}
        | {"evidence": [{"start": s, "end": s + 29, "quote": text[s : s + 29]}]}
        for s in span
    ]
    first, second = (known.of("instruments", d, {**reading, "instruments": drafts}, "") for d in drafts)
    assert [m.says for m in first] == ["alike"]
    assert [m.says for m in second] == ["same"]


def test_a_text_that_does_not_say_the_day_is_of_shortly_after_it(arabic_only: None):
    draft = {"type": "talks", "parties": ["MA", "RU"], "date": None, "persons": []}
    for published, expected in (
        (DAY, ["same"]),
        (date(2025, 10, 18), ["same"]),
        (date(2025, 10, 15), []),
        (date(2025, 10, 25), []),
    ):
        matches = Known(operator(), "", published).of("encounters", draft, {}, "x")
        assert [m.says for m in matches] == expected
    assert Known(operator()).of("encounters", draft, {}, "x") == []


def test_what_a_reader_may_not_see_is_no_match():
    hold("person/lavrov", Person(names={"ar": "سيرغي لافروف"}, party="RU"), circle=Circle.INTERNAL)
    assert Known(PUBLIC).persons("Сергей Лавров", "RU", "ru") == []
    assert Known(operator()).persons("Сергей Лавров", "RU", "ru")
