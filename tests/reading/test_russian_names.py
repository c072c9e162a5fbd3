"""Names of persons and places in the nominative, from the case in which a Russian sentence has them."""

import pytest

from servanda.reading import read
from servanda.reading.languages.ru import MORPHOLOGY

RUSSIAN = MORPHOLOGY("ru")


@pytest.mark.parametrize(
    ("written", "case", "name"),
    [
        ("Насером Буритой", "ablt", "Насер Бурита"),
        ("Хаканом Фиданом", "ablt", "Хакан Фидан"),
        ("Бадром Абдель Аты", "ablt", "Бадр Абдель Аты"),
        ("Анной Лаврентьевой", "ablt", "Анна Лаврентьева"),
        ("Сергея Лаврова", "gent", "Сергей Лавров"),
    ],
)
def test_a_person_is_named_in_the_nominative(written, case, name):
    assert " ".join(RUSSIAN.nominative(written.split(), case)) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Рабате", "Рабат"),
        ("Нижнем Новгороде", "Нижний Новгород"),
        ("Нью-Йорке", "Нью-Йорк"),
        ("Сочи", "Сочи"),
        ("Баку", "Баку"),
        ("Марокко", "Марокко"),
    ],
)
def test_a_place_is_named_in_the_nominative(written, name):
    assert " ".join(RUSSIAN.place(written.split())) == name


def test_a_draft_has_the_place_in_the_nominative():
    text = "В Рабате состоялось восьмое заседание межправительственной российско-марокканской комиссии."
    found = read(text).of("encounters")
    assert [d.facts["place"] for d in found] == ["Рабат"]
