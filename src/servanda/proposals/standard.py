"""Standard instruments between States: which of them a title names, and what each pair usually has.

The phrases are data (`data/standard.tsv`): beginnings of words in English, French, Russian, Arabic, Portuguese, Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from servanda.domain.texts.folding import SIGNS, fold
from servanda.domain.wording import N_

LABELS = {
    "double_taxation": N_("Avoidance of double taxation"),
    "investment_protection": N_("Promotion and protection of investments"),
    "air_services": N_("Air services"),
    "social_security": N_("Social security"),
    "diploma_recognition": N_("Recognition of diplomas"),
    "mutual_legal_assistance": N_("Mutual legal assistance"),
    "extradition": N_("Extradition"),
    "transfer_of_prisoners": N_("Transfer of sentenced persons"),
    "visa_waiver": N_("Visa waiver"),
    "merchant_shipping": N_("Merchant shipping"),
    "customs_assistance": N_("Mutual assistance in customs matters"),
    "science_technology": N_("Scientific and technical cooperation"),
    "cultural_cooperation": N_("Cultural cooperation"),
    "trade_agreement": N_("Trade"),
    "tourism_cooperation": N_("Tourism"),
    "defence_cooperation": N_("Defence cooperation"),
}
_SIGN = re.compile(rf"[{SIGNS}\u0640]")
_WORD = re.compile(r"[^\W_]+")
_PREFIXES = ("", "ال", "وال", "بال", "لل", "و", "ل", "ب", "d", "l")


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, str, list[tuple[str, ...]]]]:
    text = (files("servanda.proposals") / "data" / "standard.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines()[1:]:
        kind, sector, _peers, phrases = line.split("\t")
        rows.append((kind, sector, [tuple(_words(p)) for p in phrases.split(";")]))
    return rows


def sector_of(kind: str) -> str:
    """The field of cooperation of a standard instrument."""
    return next(sector for name, sector, _ in _table() if name == kind)


def _words(text: str) -> list[str]:
    return [fold(w) for w in _WORD.findall(_SIGN.sub("", text))]


def _fits(word: str, beginning: str) -> bool:
    if len(beginning) <= 3:
        return word == beginning
    bare = beginning.removeprefix("ال")
    return any(word.startswith(p + b) for p in _PREFIXES for b in (beginning, bare))


@lru_cache(maxsize=200_000)
def named_in(title: str) -> frozenset[str]:
    """The standard instruments that a title names."""
    words = _words(title)
    found = set()
    for kind, _sector, phrases in _table():
        for phrase in phrases:
            size = len(phrase)
            if any(
                all(_fits(words[i + k], b) for k, b in enumerate(phrase))
                for i in range(len(words) - size + 1)
            ):
                found.add(kind)
                break
    return frozenset(found)


def named_in_all(titles: Mapping[str, str] | Iterable[str]) -> frozenset[str]:
    """The standard instruments that any of the titles of one instrument names."""
    texts = titles.values() if isinstance(titles, Mapping) else titles
    return frozenset().union(*(named_in(t) for t in texts))
