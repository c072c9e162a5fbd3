"""Wordings of ministries in four languages: what is only expected, who spoke to whom, whose the party is."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.reading import read

DAY = date(2025, 10, 16)


def _facts(text: str, kind: str, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(d.facts[f] for f in fields) for d in read(text, DAY).of(kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The signing of an agreement on agriculture between Morocco and Kenya is expected in November.\n",
        "La signature d'un accord agricole entre le Maroc et le Kenya est attendue en novembre.\n",
        "Подписание соглашения о миграции между Россией и Марокко планируется в ноябре.\n",
        "من المنتظر توقيع اتفاقية في مجال الفلاحة بين المغرب وكينيا في نونبر.\n",
    ],
)
def test_a_signing_that_is_planned_is_expected(text: str) -> None:
    assert [stage for (stage,) in _facts(text, "instruments", "stage")] == ["expected"]


@pytest.mark.parametrize(
    ("later", "now"),
    [
        (
            "The Agreement on fisheries between Morocco and Russia will enter into force on 1 January 2026.\n",
            "The Agreement on fisheries between Morocco and Russia entered into force on 1 October 2025.\n",
        ),
        (
            "L'accord de pêche entre le Maroc et la Russie entrera en vigueur le 1er janvier 2026.\n",
            "L'accord de pêche entre le Maroc et la Russie est entré en vigueur le 1er octobre 2025.\n",
        ),
        (
            "Соглашение о рыболовстве между Россией и Марокко вступит в силу 1 января 2026 года.\n",
            "Соглашение о рыболовстве между Россией и Марокко вступило в силу 1 октября 2025 года.\n",
        ),
        (
            "ومن المتوقع أن تدخل اتفاقية الصيد البحري بين المغرب وروسيا حيز التنفيذ خلال العام المقبل.\n",
            "دخلت اتفاقية الصيد البحري بين المغرب وروسيا حيز التنفيذ في 1 أكتوبر 2025.\n",
        ),
    ],
)
def test_in_force_is_what_has_entered_into_force(later: str, now: str) -> None:
    assert ("in_force",) not in _facts(later, "instruments", "stage")
    assert ("in_force",) in _facts(now, "instruments", "stage")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Foreign Secretary David Lammy spoke to Kenyan Foreign Minister Musalia Mudavadi on Tuesday. They welcomed"
            " progress on the UK-Kenya Strategic Partnership.\n",
            ("call", ["GB", "KE"]),
        ),
        (
            "موسكو، 16 أكتوبر 2025. أجرى وزير الشؤون الخارجية المغربي ناصر بوريطة اليوم في موسكو مباحثات مع وزير"
            " الخارجية الروسي سيرغي لافروف. وتناولت المباحثات الوضع في منطقة الساحل.\n",
            ("talks", ["MA", "RU"]),
        ),
        (
            "التقى وزير الخارجية المصري سامح شكري في القاهرة وزيرة الخارجية الألمانية أنالينا بيربوك، وبحثا التعاون في مجال"
            " الرياضة والشباب.\n",
            ("talks", ["DE", "EG"]),
        ),
    ],
)
def test_one_encounter_of_the_two_who_are_named(text: str, fact: tuple[str, list[str]]) -> None:
    assert _facts(text, "encounters", "type", "parties") == [fact]


def test_an_audience_with_its_day_and_place_between() -> None:
    text = (
        "Le ministre des Affaires étrangères du Maroc, M. Nasser Bourita, a reçu en audience, le mardi 14 octobre 2025 à"
        " Rabat, l'ambassadeur du Japon, S.E.M. Shuji Noguchi.\n"
    )
    [(parties, day)] = _facts(text, "encounters", "parties", "date")
    assert (parties, day) == (["JP", "MA"], "2025-10-14")


def test_the_number_of_a_session_stands_after_the_states_of_its_body() -> None:
    text = "The Joint Commission of Morocco and Kenya held its third session in Rabat today.\n"
    assert _facts(text, "bodies", "action", "session") == [("convened", 3)]


def test_a_period_that_begins_on_the_first() -> None:
    text = "La visite officielle du ministre marocain en France a eu lieu du 1er au 3 octobre 2025.\n"
    assert _facts(text, "encounters", "type", "date") == [("visit", "2025-10-01")]
