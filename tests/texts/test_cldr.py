"""Lengths of time in words, in every language."""

from __future__ import annotations

import re

import pytest

from servanda.domain.texts import cldr


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("ar", 1, "يوم"),
        ("ar", 11, "11 يومًا"),
        ("ar", 92, "3 أشهر"),
        ("ar", 4 * 366, "4 سنوات"),
        ("ru", 5, "5 дней"),
        ("fr", 92, "3\u00a0mois"),
        ("en", 800, "2 years"),
    ],
)
def test_an_age_in_words(language: str, days: int, said: str) -> None:
    assert cldr.age(days, language) == said


@pytest.mark.parametrize("language", ["ar", "ru", "fr", "en"])
@pytest.mark.parametrize("territory", ["", "MA", "RU", "EG"])
def test_no_code_of_a_unit_is_ever_shown(language: str, territory: str) -> None:
    shown = [cldr.age(days, language, territory) for days in (0, 1, 2, 30, 59, 60, 200, 729, 730, 4000)]
    assert not [text for text in shown if re.search("duration|-", text)]
