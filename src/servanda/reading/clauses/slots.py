"""Puts one character in place of each date, duration and ordinal day or month that the text says.

What remains is words, so that the patterns of a pack need not know how a number or a date is written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .folding import Folded, fold_pattern
from .numbers import _OPEN, _SHUT, NumberReader, number_reader
from .pack import _SIZE, DATE, DURATION, ORDINAL, Pack

UNITS = ("days", "weeks", "months", "years")


@dataclass(frozen=True)
class Duration:
    """`n` of a unit: days, months or years (weeks are counted in days)."""

    n: int
    unit: str


Value = Duration | dt.date | int


@dataclass(frozen=True)
class Slotted:
    """A folded text with slots. `starts[i]`, `ends[i]`: the folded span of its i-th character."""

    folded: Folded
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: dict[str, Value]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source's span of `text[start:end]`."""
        if start >= end:
            end = min(start + 1, len(self.text))
        return self.folded.span(self.starts[start], self.ends[end - 1])

    def source_text(self, start: int, end: int) -> str:
        a, b = self.source_span(start, end)
        return self.folded.source[a:b]

    def duration(self, character: str) -> Duration | None:
        value = self.values.get(character)
        return value if isinstance(value, Duration) else None

    def date(self, character: str) -> dt.date | None:
        value = self.values.get(character)
        return value if isinstance(value, dt.date) else None

    def ordinal(self, character: str) -> int | None:
        value = self.values.get(character)
        return value if isinstance(value, int) else None


class Slotter:
    """Finds the slots of one language."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.numbers: NumberReader = number_reader(pack)
        self._durations = self._duration_patterns()
        self._dates = self._date_patterns()
        numbers = pack.data.numbers
        before = rf"(?={fold_pattern(numbers.ordinal_before)})" if numbers.ordinal_before else ""
        after = fold_pattern(numbers.ordinal_after)
        self._ordinal = re.compile(
            rf"(?P<head>{after})(?P<ordinal>{self.numbers.ordinal}){before}"
            if after
            else rf"(?P<head>)(?P<ordinal>{self.numbers.ordinal}){before}"
        )
        self._not_after = re.compile(fold_pattern(pack.data.dates.not_after))
        # Dates and durations are looked for only about a month's name, a figure date, or a unit.
        months = "|".join(sorted(pack.months, key=len, reverse=True))
        self._date_hint = re.compile(rf"{months}|\d[./-]\d")
        units = pack.data.units
        nouns = [units.days, units.weeks, units.months, units.years, *units.compound.values()]
        nouns += [*units.one.values(), *units.two.values(), *units.fixed]
        self._unit_hint = re.compile("|".join(f"(?:{fold_pattern(noun)})" for noun in nouns))

    def _duration_patterns(self) -> list[tuple[re.Pattern[str], str, int]]:
        units = self.pack.data.units
        qualifier = fold_pattern(units.qualifier)
        begin = self.numbers.open
        found: list[tuple[re.Pattern[str], str, int]] = []
        for phrase, said in units.fixed.items():
            figure, fixed_unit = said.split()
            found.append((re.compile(rf"{begin}(?:{fold_pattern(phrase)}){_SHUT}"), fixed_unit, int(figure)))
        prefixes = {fold_pattern(word): value for word, value in units.prefix.items()}
        for unit in UNITS:
            noun = fold_pattern(getattr(units, unit))
            found.append(
                (
                    re.compile(
                        rf"(?P<n>{self.numbers.cardinal})[ -]{{0,2}}(?:{qualifier})?(?:{noun}){_SHUT}(?: ?\( ?\d{{1,3}} ?\))?"
                    ),
                    unit,
                    0,
                )
            )
            if unit in units.compound:
                suffix = fold_pattern(units.compound[unit])
                for prefix, value in sorted(prefixes.items(), key=lambda item: -len(item[0])):
                    found.append((re.compile(rf"{_OPEN}(?:{prefix})(?:{suffix}){_SHUT}"), unit, value))
                found.append((re.compile(rf"{_OPEN}(?P<n>\d{{1,3}})[ -]{{0,2}}(?:{suffix}){_SHUT}"), unit, 0))
            for count, table in ((2, units.two), (1, units.one)):
                if unit in table:
                    found.append((re.compile(rf"{begin}(?:{fold_pattern(table[unit])}){_SHUT}"), unit, count))
        return found

    def _date_patterns(self) -> list[re.Pattern[str]]:
        month = "|".join(sorted(self.pack.months, key=len, reverse=True))
        day = rf"(?:{self.numbers.ordinal}|{self.numbers.words}|{_OPEN}\d{{1,2}}(?!\d))"
        year = rf"(?:\d{{4}}(?!\d)|{self.numbers.year_words}(?:,? ?\( ?\d{{4}} ?\))?)"
        patterns = [
            re.compile(
                fold_pattern(pattern)
                .replace("{day}", f"(?P<day>{day})")
                .replace("{month}", rf"(?P<month>{month})")
                .replace("{year}", f"(?P<year>{year})")
            )
            for pattern in self.pack.data.dates.patterns
        ]
        patterns.append(re.compile(rf"{_OPEN}(?P<year>\d{{4}})-(?P<monthnumber>\d\d)-(?P<day>\d\d){_SHUT}"))
        patterns.append(
            re.compile(
                rf"{_OPEN}(?P<day>\d{{1,2}}) ?(?P<sep>[./]) ?(?P<monthnumber>\d{{1,2}}) ?(?P=sep) ?(?P<year>\d{{4}})(?!\d)"
            )
        )
        return patterns

    def _date(self, match: re.Match[str]) -> dt.date | None:
        groups = match.groupdict()
        day = self.numbers.value(groups["day"])
        year = self.numbers.value(groups["year"])
        if groups.get("monthnumber"):
            month: int | None = int(groups["monthnumber"])
        else:
            month = self._month(groups["month"])
        if not (day and month and year and 1500 <= year <= 2200):
            return None
        try:
            return dt.date(year, month, day)
        except ValueError:
            return None

    def _month(self, word: str) -> int | None:
        return next((n for pattern, n in self.pack.months.items() if re.fullmatch(pattern, word)), None)

    def __call__(self, folded: Folded) -> Slotted:
        text = folded.text
        found: list[tuple[int, int, int, Value]] = []
        taken = bytearray(len(text))

        def take(start: int, end: int, base: int, value: Value | None) -> None:
            if value is not None and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, base, value))

        near_dates = _about(self._date_hint, text, 110)
        for pattern in self._dates:
            for match in _within(pattern, text, near_dates):
                if not self._not_after.match(text, match.end()):
                    take(match.start(), match.end(), DATE, self._date(match))
        near_units = _about(self._unit_hint, text, 70)
        for pattern, unit, fixed in self._durations:
            for match in _within(pattern, text, near_units):
                n = fixed or self.numbers.value(match["n"])
                if n and n < 1000:
                    duration = Duration(n * 7, "days") if unit == "weeks" else Duration(n, unit)
                    take(match.start(), match.end(), DURATION, duration)
        for match in self._ordinal.finditer(text):
            value = self.numbers.value(match["ordinal"])
            if value and value <= 366:
                take(match.start("ordinal"), match.end("ordinal"), ORDINAL, value)
        return self._build(folded, sorted(found))

    @staticmethod
    def _build(folded: Folded, found: list[tuple[int, int, int, Value]]) -> Slotted:
        counts = {DATE: 0, DURATION: 0, ORDINAL: 0}
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: dict[str, Value] = {}
        at = 0
        for start, end, base, value in found:
            if counts[base] > _SIZE:
                continue
            pieces.append(folded.text[at:start])
            starts.extend(range(at, start))
            ends.extend(range(at + 1, start + 1))
            character = chr(base + counts[base])
            counts[base] += 1
            values[character] = value
            pieces.append(character)
            starts.append(start)
            ends.append(end)
            at = end
        pieces.append(folded.text[at:])
        starts.extend(range(at, len(folded.text)))
        ends.extend(range(at + 1, len(folded.text) + 1))
        return Slotted(folded, "".join(pieces), tuple(starts), tuple(ends), values)


def _about(hint: re.Pattern[str], text: str, reach: int) -> list[tuple[int, int]]:
    """Stretches of `text` within `reach` of a match of `hint`, merged."""
    spans: list[tuple[int, int]] = []
    for match in hint.finditer(text):
        start, end = max(0, match.start() - reach), min(len(text), match.end() + reach)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _within(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(text, start, end)


@cache
def slotter(pack: Pack) -> Slotter:
    return Slotter(pack)
