"""Who can be a party: States, former States, territories, groups of them, organisations of States.

Codes: ISO 3166-1 alpha-2 for what exists; the former ISO 3166-3 code for what ceased, unless its two
letters were given again (then the four letters); ISO 3166-2 for parts of States; acronyms for
organisations; `H-…` and `T-…` of our own where there is none. The one table is `docs/parties.md`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from babel import Locale


class Kind(StrEnum):
    """What a party is in law, as far as a register needs to tell it."""

    STATE = "state"
    TERRITORY = "territory"
    UNION = "union"  # States acting together under one name: a customs union, a personal union
    GROUP = "group"  # territories of one State named together
    ORGANISATION = "organisation"


# ISO 3166-1 entries that are no States (Cook Islands and Niue conclude treaties in their own name).
DEPENDENT = frozenset([
    "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CW", "CX", "EH", "FK", "FO", "GF", "GG",
    "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC",
    "NF", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI", "WF", "YT",
    "AC", "TA", "CQ", "DG", "CP", "IC", "EA",
])  # fmt: skip
# CLDR regions that are not entities at all, or that our tables hold under the same code.
_NOT_ENTITIES = frozenset([
    "EU", "EZ", "UN", "XA", "XB", "ZZ", "QO",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One entity that can stand in a register.

    since, until  first day of its existence and first day on which it no longer existed (None: open or
                  not stated; a year alone counts from its 1 January)
    successors    codes of what followed it
    own_names     names per language from our table; empty where CLDR has them
    """

    code: str
    kind: Kind
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    own_names: dict[str, str] = field(default_factory=dict, hash=False)

    def existed(self, on: date) -> bool:
        """Whether it existed at the end of the day `on`, as far as our table says."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our data tables (tab-separated, first row the columns)."""
    text = (files("servanda.domain.parties") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def day(text: str) -> date | None:
    """A date of our tables: ISO, or a year alone, or nothing."""
    if not text:
        return None
    return date.fromisoformat(text if "-" in text else f"{text}-01-01")


LANGUAGES = ("en", "fr", "ru", "ar")


@lru_cache(maxsize=1)
def parties() -> dict[str, Party]:
    """Every party by its code."""
    found: dict[str, Party] = {}
    for code in map(str, Locale("en").territories):
        if len(code) == 2 and code.isalpha() and code not in _NOT_ENTITIES:
            found[code] = Party(code, Kind.TERRITORY if code in DEPENDENT else Kind.STATE)
    for row in table("former"):
        found[row["code"]] = Party(
            row["code"],
            Kind(row["kind"]),
            day(row["since"]),
            day(row["until"]),
            tuple(row["successors"].split(",")) if row["successors"] else (),
            {lang: row[lang] for lang in LANGUAGES},
        )
    for row in table("organisations"):
        found[row["code"]] = Party(
            row["code"], Kind.ORGANISATION, own_names={lang: row[lang] for lang in LANGUAGES}
        )
    return found


def party(code: str) -> Party:
    """The party with this code. Raises KeyError where there is none."""
    return parties()[code]


def successors(code: str) -> tuple[str, ...]:
    """Codes of what followed the party, in our table's order; empty for what exists."""
    return party(code).successors


@lru_cache(maxsize=1)
def _predecessors() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entity in parties().values():
        for later in entity.successors:
            found.setdefault(later, []).append(entity.code)
    return {code: tuple(earlier) for code, earlier in found.items()}


def predecessors(code: str) -> tuple[str, ...]:
    """Codes of the former States and territories that this party followed."""
    return _predecessors().get(code, ())
