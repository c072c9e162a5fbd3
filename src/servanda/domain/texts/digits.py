"""Decimal digits of every script as ASCII digits: ٢٠٢٥ = ۲۰۲۵ = ２０２５ = 2025."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_NOT_ASCII_DIGIT = re.compile(r"[^\W_a-zA-Z0-9]", re.UNICODE)
_SEPARATORS = {ord("٫"): ".", ord("٬"): ","}  # Arabic decimal and thousands separators
_INTEGER = re.compile(r"\d+")


class NumberAt(NamedTuple):
    """An unsigned whole number written in digits, and where it stands in the text."""

    value: int
    start: int
    end: int


def _ascii(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit as 0-9 and the Arabic separators as `.` and `,`.

    One character stays one character, so offsets into the result are offsets into `text`.
    """
    if text.isascii():
        return text
    return _NOT_ASCII_DIGIT.sub(_ascii, text).translate(_SEPARATORS)


def integers(text: str) -> list[NumberAt]:
    """Every run of digits as a number, in the order of the text; runs of more than 18 digits are left out."""
    return [
        NumberAt(int(m[0]), m.start(), m.end())
        for m in _INTEGER.finditer(ascii_digits(text))
        if m.end() - m.start() <= 18
    ]
