"""Days, numbers and lists as CLDR writes them in a language and, for Arabic, in the side's own country.

Arabic month names differ between states (غشت in Morocco, أغسطس in Egypt, آب in Lebanon): the territory decides.
Digits are given in the numbering system of that locale unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@lru_cache(maxsize=64)
def locale(language: str, territory: str = "") -> Locale:
    """The CLDR locale of a language in a territory, or of the language alone where CLDR has no such pair."""
    if language == "en" and territory not in ("US", "CA", "AU", "NZ", "IE", "IN", "ZA"):
        territory = "GB"  # day before month, as international practice writes
    try:
        return Locale(language, territory or None)
    except (UnknownLocaleError, ValueError):
        return Locale(language)


def _digits(text: str, where: Locale) -> str:
    return text.translate(_EASTERN) if where.default_numbering_system == "arab" else text


def day(on: date | None, language: str, territory: str = "", length: str = "medium") -> str:
    """A day; an em dash for None. `length`: short, medium, long, full (CLDR's names)."""
    if on is None:
        return "—"
    where = locale(language, territory)
    # Medium forms in figures alone (٢٠١٩/١٠/١٦) leave it open which number is the month.
    return _digits(
        format_date(on, "long" if language == "ar" and length == "medium" else length, where), where
    )


def instant(at: datetime, language: str, territory: str = "") -> str:
    """A day with hours and minutes, in the zone of `at`."""
    where = locale(language, territory)
    day_and_time = format_datetime(at, "d MMMM y, HH:mm" if language == "ar" else "medium", locale=where)
    return _digits(day_and_time, where)


def number(value: float, language: str, territory: str = "", digits: int | None = None) -> str:
    """A number with the locale's separators; `digits` after the decimal sign, as many as there are without it."""
    where = locale(language, territory)
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    # babel takes the separators of the numbering system, but writes Western digits.
    return _digits(format_decimal(value, pattern, where, numbering_system="default"), where)


def percent(share: float, language: str, territory: str = "") -> str:
    """A share of 1 as a percentage."""
    where = locale(language, territory)
    return _digits(format_percent(share, locale=where, numbering_system="default"), where)


def listed(items: Sequence[str], language: str, territory: str = "") -> str:
    """“A, B and C” in the language's way."""
    return str(format_list(list(items), locale=locale(language, territory)))


def age(days: int, language: str, territory: str = "") -> str:
    """A length of time in whole units, days up to two months, months up to two years, then years."""
    where = locale(language, territory)
    if days < 60:
        n, unit = days, "duration-day"
    elif days < 730:
        n, unit = int(days / 30.44), "duration-month"
    else:
        n, unit = int(days / 365.25), "duration-year"
    # CLDR has no long forms of days and months in Arabic; its short ones are the full words.
    return _digits(format_unit(n, unit, "short" if language == "ar" else "long", locale=where), where)


def month(on: date, language: str, territory: str = "") -> str:
    """The month of a day, with its year, standing alone: March 2025, март 2025 г., مارس ٢٠٢٥."""
    where = locale(language, territory)
    return _digits(format_skeleton("yMMMM", on, locale=where), where)


def comma(language: str) -> str:
    """What separates two things named one after the other."""
    return "، " if language == "ar" else ", "
