"""Numbers in words and figures: "five (5)", "nineteen hundred and seventy-two", «двухлетний», «ثلاثين»."""

from __future__ import annotations

import re
from functools import cache

from .folding import fold_pattern
from .pack import Pack

# Between letters or digits no number begins or ends.
_OPEN, _SHUT = r"(?<![^\W_])", r"(?![^\W_])"


class NumberReader:
    """Reads the numbers of one language. `cardinal` and `ordinal` are patterns of whole numbers."""

    def __init__(self, pack: Pack):
        numbers = pack.data.numbers
        self._cardinals = [(fold_pattern(word), value) for word, value in numbers.cardinal.items()]
        self._ordinals = [(fold_pattern(word), value) for word, value in numbers.ordinal.items()]
        # Longer words first: "sixteen" before "six".
        self._cardinals.sort(key=lambda item: -len(item[0]))
        self._ordinals.sort(key=lambda item: -len(item[0]))
        join = fold_pattern(numbers.join)
        tail = fold_pattern(numbers.ordinal_tail)
        self.open = rf"{_OPEN}{fold_pattern(numbers.prefix)}"
        cardinal = "|".join(word for word, _ in self._cardinals)
        ordinal = "|".join(word for word, _ in self._ordinals)
        self._word = re.compile(rf"{self.open}(?:{join})??(?:({ordinal})|({cardinal})){_SHUT}")
        words = rf"(?:{cardinal})(?:(?:{join})(?:{cardinal}))*"
        self.words = rf"{self.open}{words}{_SHUT}"
        self.year_words = rf"{self.open}(?:{cardinal})(?:(?:{join})(?:{cardinal}|{ordinal}))+{_SHUT}"
        self.cardinal = (
            rf"(?:{self.words}(?:,? ?\( ?\d{{1,4}} ?\))?|{_OPEN}\( ?\d{{1,4}} ?\) ?{words}{_SHUT}"
            rf"|{_OPEN}\d{{1,4}}(?: ?\( ?{words} ?\))?(?!\d))"
        )
        digit = fold_pattern(numbers.digit_ordinal)
        self.ordinal = (
            rf"(?:{self.open}(?:(?:{cardinal})(?:{join}))*(?:{ordinal}){tail}{_SHUT}(?: ?\( ?(?:\d{{1,3}}|{digit}) ?\))?"
            rf"|{_OPEN}{digit}{_SHUT})"
        )

        before = rf"(?:{join})?{fold_pattern(numbers.prefix)}"
        self._cardinal_words = [
            (re.compile(rf"{before}(?:{word})"), value) for word, value in self._cardinals
        ]
        self._ordinal_words = [(re.compile(rf"{before}(?:{word})"), value) for word, value in self._ordinals]
        self._values: dict[str, int | None] = {}

    def value(self, text: str) -> int | None:
        """The number that `text` says; figures go before words ("five (5)"); None if it says none."""
        if text not in self._values:
            if len(self._values) > 4096:
                self._values.clear()
            self._values[text] = self._read(text)
        return self._values[text]

    def _read(self, text: str) -> int | None:
        figures = re.search(r"\d+", text)
        if figures:
            return int(figures[0]) if len(figures[0]) <= 4 else None
        total = current = 0
        seen = False
        for match in self._word.finditer(text):
            words = self._ordinal_words if match.group(1) is not None else self._cardinal_words
            value = next((value for pattern, value in words if pattern.fullmatch(match[0])), None)
            if value is None:
                continue
            seen = True
            if value == 1000:
                total += max(current, 1) * 1000
                current = 0
            elif value == 100:
                current = max(current, 1) * 100
            elif 10 <= current <= 20 and value >= 10 and not total:
                current = current * 100 + value  # "nineteen eighty-five"
            else:
                current += value
        return total + current if seen else None


@cache
def number_reader(pack: Pack) -> NumberReader:
    return NumberReader(pack)
