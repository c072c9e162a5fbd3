"""Numbers of sessions as titles write them."""

import pytest

from servanda.domain.texts.ordinals import ordinal


@pytest.mark.parametrize(
    ("n", "ar", "fr", "ru", "en"),
    [
        (1, "الأولى", "1re", "1-го", "1st"),
        (2, "الثانية", "2e", "2-го", "2nd"),
        (8, "الثامنة", "8e", "8-го", "8th"),
        (10, "العاشرة", "10e", "10-го", "10th"),
        (11, "الحادية عشرة", "11e", "11-го", "11th"),
        (13, "الثالثة عشرة", "13e", "13-го", "13th"),
        (20, "العشرون", "20e", "20-го", "20th"),
        (21, "الحادية والعشرون", "21e", "21-го", "21st"),
        (32, "الثانية والثلاثون", "32e", "32-го", "32nd"),
        (112, "رقم 112", "112e", "112-го", "112th"),
    ],
)
def test_the_number_of_a_session_in_the_form_of_its_language(n, ar, fr, ru, en):
    assert [ordinal(n, code) for code in ("ar", "fr", "ru", "en")] == [ar, fr, ru, en]


def test_no_two_numbers_up_to_ninety_nine_have_the_same_arabic_word():
    assert len({ordinal(n, "ar") for n in range(1, 100)}) == 99
