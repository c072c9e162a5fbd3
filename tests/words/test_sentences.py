"""Sentences made of messages and data."""

import pytest

from servanda.domain.wording import stopped
from servanda.register.words import sentence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("с 9 февр. 1994 г.. Далее", "с 9 февр. 1994 г. Далее"),
        ("в 1994 г..", "в 1994 г."),
        ("и так далее... Потом", "и так далее... Потом"),
        ("One stop.", "One stop."),
    ],
)
def test_one_full_stop_ends_an_abbreviation_and_the_sentence(text: str, shown: str) -> None:
    assert stopped(text) == shown


@pytest.mark.django_db
def test_a_day_at_the_end_of_a_russian_sentence() -> None:
    said = sentence("Waiting since {day}.", {"day": "1994-02-09"}, "ru")
    assert said.endswith("г.")
    assert ".." not in said
