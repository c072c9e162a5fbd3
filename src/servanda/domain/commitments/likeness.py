"""Likely ancestors of a promise: how alike two wordings are, also where they stand in different languages.

Within a language, stems weigh by how rare they are among the promises compared. Across languages, only what does not
translate can be compared: numbers, and rare words that sound alike in another script (Agadir, Агадир, أكادير). It is an
opinion for a person to confirm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from servanda.domain.texts.analysis import STEM_MARK, chunks
from servanda.domain.texts.phones import phones, skeleton

#: Below this a wording is not offered; tried on the promises of `tests/commitments/test_likeness.py`.
LIKELY = 0.3
_ENOUGH_HEARD = 6  # consonants in all: one short name alone is no likeness
_LONG_SOUND = 5
_SHORTEST_NAME = 3  # consonants: shorter skeletons sound like too much


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: stems by language, numbers, and how its words sound."""

    stems: Mapping[str, frozenset[str]]
    shown: Mapping[str, str]
    numbers: frozenset[str]
    sounds: Mapping[str, str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likely:
    """A likely ancestor: its key, how alike (0 to 1), and the words, numbers and sectors that both have."""

    key: str
    score: float
    shared: tuple[str, ...]
    sectors: tuple[str, ...]


def wording(texts: Mapping[str, str], sectors: Iterable[str] = ()) -> Wording:
    """What of a promise is compared."""
    stems: dict[str, frozenset[str]] = {}
    shown: dict[str, str] = {}
    numbers: set[str] = set()
    sounds: dict[str, str] = {}
    for language, text in texts.items():
        mine: set[str] = set()
        for _raw, _start, chunk in chunks(text, language if language in ("en", "fr") else None):
            for word in chunk.words:
                if word.plain.isdigit():
                    numbers.add(word.plain)
                elif not word.stop:
                    marked = [s for s in word.stems if s.startswith(STEM_MARK)] or [word.plain]
                    mine.add(marked[0])
                    shown.setdefault(marked[0], word.plain)
                    if len(sound := skeleton(phones(word.plain))) >= _SHORTEST_NAME:
                        sounds.setdefault(sound, word.plain)
        stems[language] = frozenset(mine)
    return Wording(stems, shown, frozenset(numbers), sounds, frozenset(sectors))


def likely(asked: Wording, others: Sequence[tuple[str, Wording]], limit: int = 5) -> list[Likely]:
    """The wordings most like the one asked for, the likest first; none that is not likely."""
    rare = _rarity([w for _, w in others] + [asked])
    found = []
    for key, other in others:
        score, shared = _compare(asked, other, rare)
        if score >= LIKELY:
            sectors = tuple(sorted(asked.sectors & other.sectors))
            found.append(Likely(key, round(score, 4), tuple(shared), sectors))
    return sorted(found, key=lambda x: (-x.score, x.key))[:limit]


def _rarity(all_of_them: Sequence[Wording]) -> dict[str, float]:
    """How much a stem or sound says: much where few promises have it."""
    counted: Counter[str] = Counter()
    for w in all_of_them:
        counted.update({s for stems in w.stems.values() for s in stems} | {"~" + s for s in w.sounds})
    n = len(all_of_them)
    return {term: log(1 + n / count) for term, count in counted.items()}


def _compare(a: Wording, b: Wording, rare: Mapping[str, float]) -> tuple[float, list[str]]:
    best, words = 0.0, list[str]()
    common = set(a.stems) & set(b.stems)
    for language in sorted(common):
        both = a.stems[language] & b.stems[language]
        score = _cosine(both, a.stems[language], b.stems[language], rare)
        if score > best:
            best, words = score, [a.shown[s] for s in sorted(both, key=lambda s: (-rare[s], s))]
    if not common:
        heard = _heard(a.sounds, b.sounds)
        if sum(map(len, heard)) >= _ENOUGH_HEARD:
            one, other = ({"~" + s for s in w.sounds} for w in (a, b))
            best = 2 * _cosine({"~" + s for s in heard}, one, other, rare)
            words = [a.sounds[s] for s in sorted(heard, key=lambda s: (-rare["~" + s], s))]
    numbers = a.numbers & b.numbers
    if a.numbers and b.numbers:
        best += 0.15 * len(numbers) / len(a.numbers | b.numbers) if numbers else -0.05
    if a.sectors and b.sectors:
        best += 0.1 if a.sectors & b.sectors else -0.1
    return min(1.0, best), [*words[:6], *sorted(numbers)]


def _heard(one: Iterable[str], other: Iterable[str]) -> set[str]:
    """Sounds of one that the other has too; long ones also where one consonant is written or left out (Петербург)."""
    others = set(other)
    return {
        sound
        for sound in one
        if sound in others
        or (len(sound) >= _LONG_SOUND and any(_nearly(sound, o) for o in others if len(o) >= _LONG_SOUND))
    }


def _nearly(a: str, b: str) -> bool:
    """Whether one of two rows of sounds is the other with one sound more."""
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _cosine(
    both: Iterable[str], one: Iterable[str], other: Iterable[str], rare: Mapping[str, float]
) -> float:
    def size(terms: Iterable[str]) -> float:
        return sum(rare[t] ** 2 for t in terms)

    whole = sqrt(size(one) * size(other))
    return size(both) / whole if whole else 0.0
