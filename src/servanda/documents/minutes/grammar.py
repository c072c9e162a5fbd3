"""What a name becomes inside a sentence of minutes: after “of”, in each language.

Nothing is translated here: a name is taken as the record has it, and only its form changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from servanda.domain.parties import name_of

# States whose English name takes the article.
_THE = frozenset(["US", "GB", "AE", "NL", "PH", "GM", "BS", "MV", "KM", "CF", "DO", "MH", "SB"])
# French names without article, and plural ones (CLDR's names).
_FR_BARE = frozenset(
    [
        "CU",
        "IL",
        "MC",
        "MT",
        "CY",
        "SG",
        "BH",
        "DJ",
        "OM",
        "MG",
        "HT",
        "AD",
        "SM",
        "LK",
        "MU",
        "TV",
        "NR",
        "TL",
        "KI",
        "WS",
        "VU",
        "TW",
        "HK",
        "BN",
        "ST",
    ]
)
_FR_PLURAL = frozenset(["US", "NL", "AE", "PH", "MV", "SC", "KM", "BS", "MH", "SB", "FM"])
_FR_MASCULINE_E = frozenset(["MX", "KH", "MZ", "ZW", "SR", "BZ"])
_FEMININE_HEADS = ("commission", "grande commission", "haute commission", "sous-commission", "réunion")
_VOWEL = re.compile(r"^[aâàeéèêhiîoôuy]", re.I)


def of_party(code: str, language: str) -> str:
    """“of Morocco”, «du Maroc», «Марокко» in the genitive, «المغرب»."""
    name = name_of(code, language)
    if language == "en":
        return f"of the {name}" if code in _THE else f"of {name}"
    if language == "fr":
        return _french_of_state(name, code)
    if language == "ru":
        return genitive(name)
    return name


def _french_of_state(name: str, code: str) -> str:
    if code in _FR_PLURAL:
        return f"des {name}"
    if code in _FR_BARE:
        return f"d’{name}" if _VOWEL.match(name) else f"de {name}"
    if _VOWEL.match(name) and not name.startswith("Y"):
        return f"de l’{name}"
    feminine = name.split()[0].endswith("e") and code not in _FR_MASCULINE_E
    return f"de la {name}" if feminine else f"du {name}"


def of_body(name: str, language: str) -> str:
    """“of the Joint Commission”, «de la Commission mixte», «Смешанной комиссии», «للجنة المشتركة»."""
    if language == "en":
        return f"of {name}" if name.lower().startswith("the ") else f"of the {name}"
    if language == "fr":
        if name.lower().startswith(_FEMININE_HEADS):
            return f"de la {name}"
        return f"de l’{name}" if _VOWEL.match(name) else f"du {name}"
    if language == "ru":
        return genitive(name)
    if language == "ar":
        if name.startswith("الل"):
            return f"لل{name[3:]}"
        return f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"
    return name


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=1024)
def genitive(name: str) -> str:
    """A Russian name in the genitive: its adjectives and first noun; what follows them stays as it is.

    A name whose first noun cannot be told in the nominative stays in quotation marks, undeclined.
    """
    words = re.split(r"(\s+)", name)
    agreed = _noun(words)
    if agreed is None:
        return f"«{name}»"
    at, gender = agreed
    out = [
        _declined(word, gender, i == at) if i <= at and word.strip() else word for i, word in enumerate(words)
    ]
    return f"«{name}»" if None in out else "".join(w for w in out if w)


def _noun(words: Sequence[str]) -> tuple[int, str] | None:
    """(place of the first noun in the nominative, its gender or `plur`), when only adjectives stand before it."""
    for i, word in enumerate(words):
        if not word.strip():
            continue
        parses = _analyser().parse(word)
        for parse in parses:
            tag = parse.tag
            if tag.POS == "NOUN" and tag.case == "nomn":
                return i, "plur" if tag.number == "plur" else str(tag.gender)
        if not any(p.tag.POS in ("ADJF", "PRTF") for p in parses):
            return None
    return None


def _declined(word: str, gender: str, noun: bool) -> str | None:
    """The word in the genitive, agreeing with the noun; None where it cannot be declined so."""
    kinds = ("NOUN",) if noun else ("ADJF", "PRTF")
    for parse in _analyser().parse(word):
        tag = parse.tag
        if tag.POS not in kinds or (noun and tag.case != "nomn"):
            continue
        wanted = {"gent", tag.number} if noun and tag.number else {"gent", gender}
        if form := parse.inflect(wanted):
            return _as_written(form.word, word)
    return None


def _as_written(form: str, like: str) -> str:
    """Capitals as in the name: in each part of a hyphenated word."""
    if like.isupper() and len(like) > 1:
        return like
    parts = [
        p[:1].upper() + p[1:] if i < len(like.split("-")) and like.split("-")[i][:1].isupper() else p
        for i, p in enumerate(form.split("-"))
    ]
    return "-".join(parts)
