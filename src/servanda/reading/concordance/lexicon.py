"""The words that the concordance check knows, from `lexicon.toml`, compiled once for each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ar", "ru", "fr", "en")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns of one language; `numbers`, `scales`, `units`, `currencies` are (value, pattern), longest first."""

    percent: re.Pattern[str]
    references: Mapping[str, re.Pattern[str]]
    negation: re.Pattern[str]
    modal: Mapping[str, re.Pattern[str]]
    numbers: tuple[tuple[Decimal, re.Pattern[str]], ...]
    scales: tuple[tuple[Decimal, re.Pattern[str]], ...]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    duals: tuple[tuple[str, re.Pattern[str]], ...]
    currencies: tuple[tuple[str, re.Pattern[str]], ...]
    joints: re.Pattern[str]
    third: re.Pattern[str]
    tongue: re.Pattern[str]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(f"(?:{p})" for p in ordered))


def _word(patterns: Iterable[str]) -> re.Pattern[str]:
    """Patterns as whole words; symbols and abbreviations need no word on their outer side."""
    parts = []
    for p in sorted(patterns, key=len, reverse=True):
        before = "" if p in {"%", "٪", r"\$", "€", "₽", "£"} else r"(?<!\w)"
        after = "" if p.endswith((".", r"\.", r"\.?", ")")) or not before else r"(?!\w)"
        parts.append(f"{before}(?:{p}){after}")
    return re.compile("|".join(parts))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises KeyError where there is none."""
    data = _data()
    own = data[language]
    numbers = [(Decimal(v), _number(p)) for v, p in own["numbers"].items()]
    references = {}
    for kind in ("article", "paragraph"):
        word = "|".join(f"(?:{p})" for p in own[kind])
        rest = rf"\s*(?:№ ?|no\.? ?)?(\d+(?:{own['and']}\s*\d+)*|(?:{own['first']})(?!\w))"
        references[kind] = re.compile(rf"(?<!\w)(?:{word}){rest}")
    return Lexicon(
        percent=_word(own["percent"]),
        references=references,
        negation=_any(own["negation"]),
        modal={level: _any(p) for level, p in own["modal"].items()},
        numbers=tuple(numbers),
        scales=tuple((Decimal(v), _word(p)) for v, p in data["scales"].items()),
        units=tuple((v, _word(p)) for v, p in data["units"].items()),
        duals=tuple((v, _word(p)) for v, p in own.get("duals", {}).items()),
        currencies=tuple((v, _word(p)) for v, p in data["currencies"].items()),
        joints=re.compile(own["joints"]),
        third=_any(own["third"]),
        tongue=re.compile(own["tongue"]),
    )


def _number(patterns: Iterable[str]) -> re.Pattern[str]:
    parts = []
    for p in sorted(patterns, key=len, reverse=True):
        # A number inside a compound («трехмесячный») says where it ends by itself.
        parts.append(rf"(?<!\w)(?:{p})" + ("" if "(?=" in p else r"(?!\w)"))
    return re.compile("|".join(parts))
