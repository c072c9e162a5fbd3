"""Dates as registers write them: by the formats that the map declares, and dates within titles.

A format is written as `%d.%m.%Y`, `%d %B %Y`, `%Y`: %d day, %m month by number, %B or %b month by name
(CLDR's, in the
register's language), %Y year, %y year of two digits; %H, %M, %S are read and left out. ISO dates are
always understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError

FIRST_YEAR, LAST_YEAR = 1200, 2200  # no instrument of a register lies outside
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_SERIAL_FROM = 10_000  # 18 May 1927; a smaller number in a date column may be a year
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_TOKENS = {
    "d": r"(?P<d>\d{1,2})(?:er|st|nd|rd|th|º|°|ª|\.º)?", "m": r"(?P<m>\d{1,2})",
    "Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d{2})",
    "H": r"\d{1,2}", "M": r"\d{2}", "S": r"\d{2}(?:\.\d+)?",
}  # fmt: skip
_REGIONS = {"ar": ("ar", "ar_MA", "ar_DZ", "ar_SY")}  # Arabic has three sets of month names


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as far as a source states it: a day, or a month or year alone, with its text."""

    text: str
    year: int
    month: int | None = None
    day: date | None = None


class Unreadable(ValueError):
    """The text has none of the formats."""


class Impossible(ValueError):
    """The text has the shape of a date, but there is no such day, or no treaty of that year."""


@lru_cache(maxsize=32)
def month_names(lang: str) -> dict[str, int]:
    """Names and abbreviations of the months in a language (CLDR), levelled, to their number."""
    found: dict[str, int] = {}
    for name in (*_REGIONS.get(lang, (lang,)), "en"):
        try:
            months = Locale.parse(name.replace("-", "_")).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, month in months[context][width].items():
                    if (level := _level(month)) and not level.isdigit():
                        found.setdefault(level, number)
    return found


def _level(text: str) -> str:
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in text if not unicodedata.combining(c)).strip(" .")


def _digits(text: str) -> str:
    """Any decimal digits (Arabic, Persian …) as ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    out, at = "", 0
    for token in re.finditer(r"%(.)", form):
        out += _literal(form[at : token.start()])
        out += r"(?P<B>[^\W\d_]+(?:['’-][^\W\d_]+)?)\.?" if token[1] in "Bb" else _TOKENS[token[1]]
        at = token.end()
    return re.compile(out + _literal(form[at:]), re.IGNORECASE)


def _literal(text: str) -> str:
    """What stands between the parts: around marks spaces are free («1990. 1. 2.»), between words they are needed."""
    out = ""
    for part in re.findall(r"\s+|[^\w\s]|\w+", text):
        if part.isspace():
            out += r"\s+"
        else:
            out += re.escape(part) if part[0].isalnum() else rf"\s*{re.escape(part)}\s*"
    return re.sub(r"(?:\\s[*+])*\\s\*(?:\\s[*+])*", r"\\s*", out)


def parse_day(
    text: str,
    formats: Sequence[str],
    lang: str | Sequence[str] = "en",
    *,
    latest_year: int | None = None,
    serials: bool = False,
) -> Stated:
    """The date that `text` states by the first of `formats` that fits.

    lang         language of month names, or several in the order in which they are tried
    latest_year  for %y: the latest year that two digits can mean (they reach back a hundred years from it)
    serials      whether a number of five digits is a day count of a spreadsheet program (XLSX)
    Raises Unreadable, Impossible.
    """
    plain = " ".join(_digits(text).replace("\u200f", "").replace("\u200e", "").split())
    if iso := _ISO.match(plain):
        return _day(text, int(iso[1]), int(iso[2]), int(iso[3]))
    impossible: Impossible | None = None
    for form in formats:
        if form == "serial":
            serials = True
            continue
        if not (match := _pattern(form).fullmatch(plain)):
            continue
        try:
            languages = (lang,) if isinstance(lang, str) else lang
            return _stated(text, match.groupdict(), languages, latest_year)
        except Impossible as wrong:
            impossible = wrong
        except Unreadable:
            continue
    if serials and _SERIAL.match(plain) and float(plain) >= _SERIAL_FROM:
        counted = _EXCEL_DAY_ZERO + timedelta(days=int(float(plain)))
        return Stated(text, counted.year, counted.month, counted)
    raise impossible or Unreadable(text)


def _stated(
    text: str, found: dict[str, str | None], languages: Sequence[str], latest_year: int | None
) -> Stated:
    full, short, number, number_of_day = (found.get(k) for k in "Yymd")
    year = int(full) if full else _century(int(short or 0), latest_year)
    if name := found.get("B"):
        level = _level(name)
        month = next((m for lang in languages if (m := month_names(lang).get(level))), None)
        if month is None:
            raise Unreadable(text)
    else:
        month = int(number) if number else None
    if number_of_day and month is not None:
        return _day(text, year, month, int(number_of_day))
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        raise Impossible(text)
    return Stated(text, year, month)


def _century(two: int, latest: int | None) -> int:
    latest = latest or LAST_YEAR
    year = latest - latest % 100 + two
    return year if year <= latest else year - 100


def _day(text: str, year: int, month: int, day: int) -> Stated:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(text)
    try:
        return Stated(text, year, month, date(year, month, day))
    except ValueError:
        raise Impossible(text) from None


# Within a title: 22 de setembro de 1970 · 1er mars 1912 · 28 июня 1970 · 2nd of March, 1948 · June 28,1889
# · 22/09/1970
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|º|°|ª)?[\s.]+(?:(?:de|of|d[’'])\s*)?"
    r"([^\W\d_]+)\.?,?\s*(?:(?:de|of)\s+)?,?\s*(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(\d{4})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./:-])(\d{1,2})\2(\d{4})(?!\d)")
_ISO_WITHIN = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def days_within(text: str, lang: str) -> Iterator[tuple[int, int, date]]:
    """Whole dates that stand in a text, by place: (start, end, day). Numbers are read day first.

    What only looks like a date (31 April) is left out.
    """
    plain = _digits(text)
    months = month_names(lang)
    found: list[tuple[int, int, date]] = []
    for match in _DAY_FIRST.finditer(plain):
        found += _within(match, match[3], months.get(_level(match[2])), match[1])
    for match in _MONTH_FIRST.finditer(plain):
        found += _within(match, match[3], months.get(_level(match[1])), match[2])
    for match in _NUMBERS.finditer(plain):
        found += _within(match, match[4], int(match[3]), match[1])
    for match in _ISO_WITHIN.finditer(plain):
        found += _within(match, match[1], int(match[2]), match[3])
    yield from sorted(set(found))


def _within(match: re.Match[str], year: str, month: int | None, day: str) -> list[tuple[int, int, date]]:
    try:
        return [(match.start(), match.end(), date(int(year), month or 0, int(day)))]
    except ValueError:
        return []
