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


#: Beginnings of words in runs, with a few other words between one run and the next.
Phrase = tuple[tuple[str, ...], ...]
#: Most words that «…» of a phrase stands for: “cooperation in the field of science and technology”.
_GAP = 7


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, str, list[Phrase]]]:
    text = (files("servanda.proposals") / "data" / "standard.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines()[1:]:
        kind, sector, _peers, phrases = line.split("\t")
        parts = [tuple(tuple(_words(part)) for part in p.split("…")) for p in phrases.split(";")]
        rows.append((kind, sector, parts))
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


def _found(words: list[str], phrase: Phrase, start: int, reach: int) -> bool:
    """Whether the runs of a phrase stand in the words from `start` on, the first within `reach` words."""
    run, *rest = phrase
    for at in range(start, min(start + reach, len(words) - len(run)) + 1):
        if all(_fits(words[at + k], beginning) for k, beginning in enumerate(run)) and (
            not rest or _found(words, tuple(rest), at + len(run), _GAP)
        ):
            return True
    return False


@lru_cache(maxsize=200_000)
def named_in(title: str) -> frozenset[str]:
    """The standard instruments that a title names."""
    words = _words(title)
    joined = " ".join(words)  # most phrases are ruled out by what stands nowhere in the title
    return frozenset(
        kind
        for kind, _sector, phrases in _table()
        if any(
            all(beginning.removeprefix("ال") in joined for run in phrase for beginning in run)
            and _found(words, phrase, 0, len(words))
            for phrase in phrases
        )
    )


def named_in_all(titles: Mapping[str, str] | Iterable[str]) -> frozenset[str]:
    """The standard instruments that any of the titles of one instrument names."""
    texts = titles.values() if isinstance(titles, Mapping) else titles
    return frozenset().union(*(named_in(t) for t in texts))
