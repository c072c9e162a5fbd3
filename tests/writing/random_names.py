"""Random persons from common names of some thirty nations in four scripts, with posts and courtesies of every kind."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from servanda.writing import Person
from servanda.writing.grammar.states import is_organisation

_DATA = Path(__file__).parent / "data"
_LANGUAGES = ("en", "fr", "ru", "ar")
#: Nations that put the family name first.
_FAMILY_FIRST = frozenset({"CN", "KR", "VN"})
#: How a man and a woman are addressed: not at all, plainly, as an excellency.
_COURTESIES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({}, {}),
    (
        {"en": "Mr", "fr": "M.", "ru": "г-н", "ar": "السيد"},
        {"en": "Ms", "fr": "Mme", "ru": "г-жа", "ar": "السيدة"},
    ),
    (
        {"en": "H.E. Mr", "fr": "S.E.M.", "ru": "Е.П. г-н", "ar": "معالي السيد"},
        {"en": "H.E. Ms", "fr": "S.E.Mme", "ru": "Е.П. г-жа", "ar": "معالي السيدة"},
    ),
)
#: Of royal houses, besides.
_HIGHNESS = {
    "en": "His Highness Prince",
    "fr": "Son Altesse le Prince",
    "ru": "Его Высочество Принц",
    "ar": "صاحب السمو الأمير",
}


@dataclass(slots=True)
class _Nation:
    names: defaultdict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))


@cache
def _nations() -> dict[str, _Nation]:
    found: dict[str, _Nation] = {}
    nation = _Nation()
    for line in (_DATA / "given_and_family_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            nation = found.setdefault(line[2:], _Nation())
        elif line and not line.startswith("#"):
            kind, _, forms = line.partition(" ")
            nation.names[kind].append(tuple(f.strip() for f in forms.split("|")))
    return found


@cache
def _posts(organisation: bool) -> tuple[tuple[dict[str, str], dict[str, str]], ...]:
    """Each post of a state, or of an organisation, as held by a man and by a woman."""
    found = []
    for line in (_DATA / "posts.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and line.startswith("@") == organisation:
            forms = [f.strip() for f in line.lstrip("@ ").split("|")]
            pairs = [f.split(" / ") for f in forms]
            found.append(
                tuple(
                    {lang: p[min(i, len(p) - 1)] for lang, p in zip(_LANGUAGES, pairs, strict=True)}
                    for i in (0, 1)
                )
            )
    return tuple((man, woman) for man, woman in found)


def persons(dice: random.Random, parties: tuple[str, str]) -> tuple[Person, ...]:
    """One for each party, of its own nation where the list has it: no word of a name belongs to both."""
    first = _person(dice, parties[0], frozenset())
    taken = frozenset(w for name in first.names.values() for w in name.split())
    return (first, _person(dice, parties[1], taken))


def _person(dice: random.Random, party: str, taken: frozenset[str]) -> Person:
    organisation = is_organisation(party)
    home = party if party in _nations() else ""
    while True:
        code = home or dice.choice(sorted(set(_nations()) - _FAMILY_FIRST))
        names = _nations()[code].names
        woman = bool(names["f"]) and dice.random() < 0.35
        given = dice.choice(names["f" if woman else "m"])
        family = dice.choice(names["s"] + names["sf" if woman else "sm"] or names["s"])
        forms = {
            lang: f"{f} {g}" if code in _FAMILY_FIRST else f"{g} {f}"
            for lang, g, f in zip(_LANGUAGES, given, family, strict=True)
        }
        if taken.isdisjoint(w for name in forms.values() for w in name.split()):
            break
        home = ""
    post = dice.choice(_posts(organisation))[1 if woman else 0]
    courtesy = dice.choice(_COURTESIES)[1 if woman else 0]
    if code == "SA" and not woman and dice.random() < 0.3:
        courtesy = _HIGHNESS
    return Person(forms, post, party, courtesy)
