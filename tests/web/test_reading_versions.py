"""A statement in several versions on the desk: its languages and headlines, and each draft in the language in which it stands."""

from __future__ import annotations

import json

import pytest

from servanda.journal.models import JournalEntry
from servanda.reading import read
from servanda.register.models import Record
from servanda.web.reading_versions import headline, headlines, issued_in
from tests.web.reading_tools import decide, numbers, opened, signed_in

FRENCH = """Ministère des Affaires étrangères

Le Maroc et la Russie signent un accord sur le tourisme

Le Maroc et la Russie ont signé à Rabat, le 3 mars 2020, un accord sur le tourisme.

Les deux parties sont convenues de tenir un salon du tourisme chaque année.
"""
ARABIC = """المغرب وروسيا يوقعان اتفاقا في مجال السياحة

وقع المغرب وروسيا في الرباط، يوم 3 مارس 2020، اتفاقا في مجال السياحة.

واتفق الجانبان على تنظيم معرض سنوي للسياحة.
"""


def of(text: str) -> dict[str, str]:
    found = read(text)
    spans = tuple((p.start, p.end, p.language) for p in found.passages)
    return headlines(text, found.as_json(), spans)


def test_each_version_has_its_headline_and_the_name_of_the_site_is_none() -> None:
    assert of(f"{FRENCH}\n{ARABIC}") == {
        "fr": "Le Maroc et la Russie signent un accord sur le tourisme",
        "ar": "المغرب وروسيا يوقعان اتفاقا في مجال السياحة",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "О сотрудничестве в области рыболовства в новом году\n\nРоссия и Марокко подписали 3 марта 2020 года соглашение о рыболовстве.",
            "О сотрудничестве в области рыболовства в новом году",
        ),
        (
            "МИД России\n\nРоссия и Марокко подписали 3 марта 2020 года соглашение о рыболовстве.",
            "Россия и Марокко подписали 3 марта 2020 года соглашение о рыболовстве.",
        ),
        (
            "New ties between the two countries\n\nSigned by Morocco and Russia on 3 March 2020:\n- Agreement on tourism;",
            "New ties between the two countries",
        ),
    ],
)
def test_a_sentence_of_the_body_is_no_headline_where_a_line_above_is_one(text: str, expected: str) -> None:
    assert list(of(text).values()) == [expected]


def test_a_quotation_in_another_language_is_no_version() -> None:
    text = FRENCH * 3 + "\nالاتفاق\n"
    found = read(text)
    assert issued_in(text, tuple((p.start, p.end, p.language) for p in found.passages)) == ["fr"]


@pytest.mark.django_db
def test_drafts_are_recorded_in_the_language_of_their_version() -> None:
    officer = signed_in("amina")
    desk = opened(officer, f"{FRENCH}\n{ARABIC}", "2020-03-03")
    undertakings = numbers(desk, "undertakings")
    assert len(undertakings) == 2
    decide(officer, desk, undertakings[1], "merge", into=str(undertakings[0]))
    decide(officer, desk, undertakings[0], "accept")
    [row] = JournalEntry.objects.filter(act="undertaking")
    texts = json.loads(row.body)["texts"]
    assert texts.keys() == {"fr", "ar"}
    assert "salon" in texts["fr"]
    assert "معرض" in texts["ar"]
    statement = Record.objects.filter(kind="statement").first()
    assert json.loads(statement.state)["languages"] == ["fr", "ar"]
    assert statement.title.startswith("Le Maroc et la Russie signent")


def _reading(text: str, *shown: str) -> dict[str, list[dict[str, object]]]:
    spans = [{"start": text.index(s), "end": text.index(s) + len(s)} for s in shown]
    return {"instruments": [{"evidence": spans}], "encounters": [], "bodies": []}


@pytest.mark.parametrize(
    ("text", "shown", "line"),
    [
        ("Five instruments in Brasília\n\n- Extradition Treaty;\n- Convention;", "Extradition", "Five instruments in Brasília"),
        ("Ministry of Foreign Affairs\nMorocco signs an agreement\nToday …", "signs an agreement", "Morocco signs an agreement"),
        ("\n\nزيارة\nنص طويل\n١) اتفاقية", "اتفاقية", "زيارة"),
        ("One\nTwo\nThree\nFour\nFive\nSix signed", "signed", "One"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_headline_is_one_of_the_first_lines_and_no_item_of_a_list(
    text: str, shown: str, line: str
) -> None:
    assert headline(text, _reading(text, shown), [(0, len(text))]) == line
