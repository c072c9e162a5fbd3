"""The labelled sets of the search: questions with titles that answer them or do not, names, short titles."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
UNITED_KINGDOM = HERE.parents[2] / "shared" / "data" / "uk-treaties" / "uk_treaties.csv"
HALVES = ("development", "scored")
LANGUAGES = ("ar", "ru", "fr", "en")


class Pair(NamedTuple):
    """A question, a title, and whether the title answers it."""

    half: str
    question: str
    title: str
    answers: bool


class NamePair(NamedTuple):
    """Two names, whether they are one person's, and which scripts or trap the pair tries."""

    half: str
    a: str
    b: str
    same: bool
    trap: bool = False


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _united_kingdom() -> dict[str, str]:
    if not UNITED_KINGDOM.exists():
        return {}
    with UNITED_KINGDOM.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["title"] for row in csv.DictReader(file)}


def pairs(lang: str) -> list[Pair]:
    """The pairs of one language; those that name a row of an absent register are left out."""
    register: dict[str, str] | None = None
    found: list[Pair] = []
    number, question = 0, ""
    for line in _lines(f"titles-{lang}.txt"):
        mark, text = line[0], line[1:].strip()
        if mark == "?":
            number, question = number + 1, text
            continue
        if text.startswith("uk:"):
            register = _united_kingdom() if register is None else register
            text = register.get(text[3:], "")
        if text:
            found.append(Pair(HALVES[(number + 1) % 2], question, text, mark == "+"))
    return found


def people() -> list[tuple[str, list[list[str]]]]:
    """Half and spellings by language, for each person."""
    rows = [line for line in _lines("names.tsv") if not line.startswith("!")]
    return [(HALVES[i % 2], [cell.split("|") for cell in row.split("\t")]) for i, row in enumerate(rows)]


def name_pairs() -> list[NamePair]:
    """Every two spellings of one person, every two persons of a half in every two languages, and the traps."""
    found: list[NamePair] = []
    known = people()
    for half, cells in known:
        spellings = list(dict.fromkeys(name for cell in cells for name in cell))
        found += [NamePair(half, a, b, True) for a, b in combinations(spellings, 2)]
    for half in HALVES:
        of_half = [cells for h, cells in known if h == half]
        for one, other in combinations(of_half, 2):
            found += [NamePair(half, x[0], y[0], False) for x in one for y in other]
    traps = [line[1:].strip().split("\t") for line in _lines("names.tsv") if line.startswith("!")]
    found += [NamePair(HALVES[i % 2], a, b, False, True) for i, (a, b) in enumerate(traps)]
    return found


def short_titles() -> list[tuple[str, str, str]]:
    """Half, language, title."""
    rows = [line.split("\t") for line in _lines("languages.tsv")]
    return [(HALVES[i % 2], lang, title) for i, (lang, title) in enumerate(rows)]


def arabic_words() -> list[tuple[str, str, bool]]:
    """Two Arabic forms, and whether they are of one word."""
    rows = [line.split("\t") for line in _lines("words-ar.tsv")]
    return [(a, b, mark == "+") for mark, a, b in rows]
