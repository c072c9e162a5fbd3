"""Places recorded in one language and shown in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.parties import parties
from servanda.domain.parties.capitals import WRITTEN, capitals, city_name, place_name


@pytest.mark.parametrize(
    ("written", "ar", "fr", "ru", "en"),
    [
        ("Rabat", "الرباط", "Rabat", "Рабат", "Rabat"),
        ("Москва", "موسكو", "Moscou", "Москва", "Moscow"),
        ("الدار البيضاء", "الدار البيضاء", "Casablanca", "Касабланка", "Casablanca"),
        ("NEW YORK", "نيويورك", "New York", "Нью-Йорк", "New York"),
        ("Brasília", "برازيليا", "Brasilia", "Бразилиа", "Brasilia"),
    ],
)
def test_a_city_is_named_in_the_readers_language(written, ar, fr, ru, en):
    assert [place_name(written, code) for code in ("ar", "fr", "ru", "en")] == [ar, fr, ru, en]


@given(st.text(max_size=30))
def test_what_is_no_city_stays_as_written(written):
    for language in WRITTEN:
        assert place_name(written, language) == (city_name(written, language) or written)
    assert place_name("Dar es Salaam Road 4", "ar") == "Dar es Salaam Road 4"


def test_every_capital_has_its_name_in_each_language_and_belongs_to_a_state():
    for language in WRITTEN:
        names = capitals(language)
        assert len(names) > 180
        assert set(names) == set(capitals("en"))
        assert set(names) <= {code for code, party in parties().items()}
        for code, name in names.items():
            assert place_name(name, "en") == capitals("en")[code], name
