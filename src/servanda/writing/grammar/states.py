"""Names and adjectives of states: CLDR's names, our table where CLDR's do not suit a sentence, the reader's adjectives."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from servanda.domain.parties import name_of
from servanda.domain.parties.party import Kind, parties

Forms = Mapping[str, str]


@cache
def _table() -> dict[str, dict[str, str]]:
    text = (files("servanda.writing") / "packs" / "states.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {row["code"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def own(code: str, column: str) -> str:
    """The table's name of a state in a column, "" where it leaves it to CLDR."""
    found = _table().get(code, {}).get(column, "-")
    return "" if found == "-" else found


@cache
def is_organisation(code: str) -> bool:
    """Whether a party is an organisation or union of states."""
    party = parties().get(code)
    return party is not None and party.kind in (Kind.ORGANISATION, Kind.UNION)


def short(code: str, language: str) -> str:
    """The short name as CLDR has it, without what it adds in brackets."""
    return re.sub(r"\s*\(.*?\)", "", name_of(code, language)).replace("'", "’").replace(" & ", " and ")


@cache
def _adjectives(language: str, kind: str) -> dict[str, str]:
    """The first adjective of each state in the reader's pack; `kind` adj or prefix."""
    text = (files("servanda.reading") / "packs" / language / "states.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#") or line.count("\t") != 2:
            continue
        code, of, phrases = line.split("\t")
        if of == kind:
            first = phrases.split("|")[0].strip()
            word = " ".join(w.split("/")[0].lstrip("=") for w in first.split())
            found.setdefault(code, word)
    return found


def adjective(code: str, language: str) -> str:
    """The adjective of a state in its first form, "" where there is none."""
    return _adjectives(language, "adj").get(code, "")


def prefix(code: str, language: str) -> str:
    """How the state opens a compound («franco», «англо»), "" where the table has none."""
    return _adjectives(language, "prefix").get(code, "")
