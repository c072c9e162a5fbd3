"""Cities by their names in languages: the capitals of States, and a place named in one language shown in another."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale, UnknownLocaleError

#: The languages in which a place may have been recorded.
WRITTEN = ("en", "fr", "ru", "ar")
#: Languages in whose script a zone's own name can stand.
_LATIN = ("en", "fr", "es", "pt", "de", "it")
#: The columns of names in the table, where no time zone of CLDR names the city.
_COLUMNS = ("ar", "en", "fr", "ru")


@cache
def _table() -> dict[str, list[str]]:
    text = (files("servanda.domain.parties") / "data" / "capitals.tsv").read_text(encoding="utf8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: rest for code, *rest in rows}


@cache
def _zones() -> tuple[str, ...]:
    """The time zones that are named by a city; CLDR's Arabic names them all."""
    return tuple(z for z in map(str, Locale.parse("ar").time_zones) if "/" in z and not z.startswith("Etc/"))


@cache
def _cities(language: str) -> dict[str, str]:
    """Time zone → its city as CLDR names it; in Latin script as the zone is named where CLDR leaves that out."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    found = {}
    for zone in _zones():
        data: Any = locale.time_zones.get(zone) if zone in locale.time_zones else None
        name = str(data.get("city") or "") if data else ""
        if not name and language in _LATIN:
            name = zone.rsplit("/", 1)[-1].replace("_", " ")
        if name:
            found[zone] = name
    return found


@cache
def capitals(language: str) -> dict[str, str]:
    """State → its capital in a language; States are left out for which neither CLDR nor the table has the name."""
    cities = _cities(language)
    found = {}
    for code, (zone, *names) in _table().items():
        listed = dict(zip(_COLUMNS, names, strict=False))
        name = cities.get(zone, "") if zone != "-" else listed.get(language, "")
        if name:
            found[code] = name
    return found


def _folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("’", "'").replace("-", " ").split())


@cache
def _named() -> dict[str, str]:
    """A folded name in any of the languages → the key of its city: the State, or the time zone of another city."""
    found: dict[str, str] = {}
    for language in WRITTEN:
        for code, name in capitals(language).items():
            found.setdefault(_folded(name), code)
    for language in WRITTEN:
        for zone, name in _cities(language).items():
            found.setdefault(_folded(name), zone)
    return found


def city_name(written: str, language: str) -> str:
    """A city recorded in one language as another names it; "" where neither CLDR nor the table knows it."""
    key = _named().get(_folded(written), "")
    return (_cities(language) if "/" in key else capitals(language)).get(key, "")


def place_name(written: str, language: str) -> str:
    """A place as a page shows it: “Rabat” is «الرباط»; what is no city that CLDR or the table knows, as written."""
    return city_name(written, language) or written
