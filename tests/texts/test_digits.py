"""Digits of every script."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.texts import ascii_digits, integers


def test_digits_of_all_scripts_are_one():
    assert ascii_digits("٢٠٢٥ ۲۰۲۵ ２０２５ 2025") == "2025 2025 2025 2025"
    assert ascii_digits("١٬٠٠٠٫٥") == "1,000.5"
    assert [n.value for n in integers("المادة ١٢ and Article 12")] == [12, 12]


def test_a_letter_that_is_a_number_stays():
    assert ascii_digits("Ⅷ½²") == "Ⅷ½²"


@given(st.text(max_size=60))
def test_offsets_hold(text: str):
    assert len(ascii_digits(text)) == len(text)
    for number in integers(text):
        assert int(text[number.start : number.end]) == number.value
