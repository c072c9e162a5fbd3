"""Names of states, months and days in any language, from CLDR through babel."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

#: CLDR regions that are no states, and territories that conclude no treaties of their own.
_NOT_STATES = frozenset(
    [
        "EU",
        "EZ",
        "UN",
        "XA",
        "XB",
        "ZZ",
        "QO",
        "AC",
        "CP",
        "DG",
        "EA",
        "IC",
        "TA",
        "IO",
        "UM",
        "BV",
        "HM",
        "TF",
        "CQ",
        "AS",
        "AI",
        "AQ",
        "AW",
        "AX",
        "BL",
        "BM",
        "BQ",
        "CC",
        "CW",
        "CX",
        "EH",
        "FK",
        "FO",
        "GF",
        "GG",
        "GI",
        "GL",
        "GP",
        "GS",
        "GU",
        "IM",
        "JE",
        "KY",
        "MF",
        "MP",
        "MQ",
        "MS",
        "NC",
        "NF",
        "PF",
        "PM",
        "PN",
        "PR",
        "RE",
        "SH",
        "SJ",
        "SX",
        "TC",
        "TK",
        "VG",
        "VI",
        "WF",
        "YT",
    ]
)


@cache
def _locale(identifier: str) -> Locale | None:
    try:
        return Locale.parse(identifier)
    except (UnknownLocaleError, ValueError):
        return None


def _written_out(name: str, language: str) -> str:
    """“Bosnia and Herzegovina” for “Bosnia & Herzegovina”, “Saint Lucia” for “St. Lucia”, «Острова Кука» for «о-ва Кука»."""
    if language == "en":
        return re.sub(r"\bSt\. ", "Saint ", name.replace(" & ", " and "))
    return name.replace("о-ва", "Острова") if language == "ru" else name


@cache
def cldr_names(language: str) -> tuple[tuple[str, str], ...]:
    """(ISO 3166-1 code, name) of each state and territory; names in brackets are given without them."""
    locale = _locale(language)
    if locale is None:
        return ()
    found = []
    for code, name in locale.territories.items():
        if re.fullmatch(r"[A-Z]{2}", code) and code not in _NOT_STATES:
            plain = re.sub(r"\s*[\(（].*?[\)）]|[،,].*$", "", name).replace("\u200f", "").strip()
            if plain:
                plain = plain.replace("/", " ").replace("|", " ")
                found.append((code, plain))
                if (written_out := _written_out(plain, language)) != plain:
                    found.append((code, written_out))
    return tuple(found)


@cache
def _months(locales: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for identifier in locales:
        if locale := _locale(identifier):
            for context in ("format", "stand-alone"):
                for number, name in locale.months[context]["wide"].items():
                    found.setdefault(str(name).strip("."), int(number))
    return found


def cldr_months(locales: list[str]) -> dict[str, int]:
    """Names of the Gregorian months in these locales → 1 … 12."""
    return dict(_months(tuple(locales)))


def cldr_days(locales: list[str]) -> dict[str, int]:
    """Names of the days of the week → 0 (Monday) … 6."""
    found: dict[str, int] = {}
    for identifier in locales:
        if locale := _locale(identifier):
            for number, name in locale.days["format"]["wide"].items():
                found.setdefault(str(name), int(number))
    return found
