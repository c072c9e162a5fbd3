"""Persons' names across scripts: Лавров = Lavrov = لافروف.

Transliteration keeps consonants (by class) and loses vowels, so names are compared as rows of sounds with vowels
weighing little. `same_person` is an opinion for an officer to confirm, never a merge by itself.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from servanda.domain.texts.folding import Script, fold, script_of
from servanda.domain.texts.packaged import rows
from servanda.domain.texts.phones import likeness, phones, skeleton, substitution

SAME = 0.86
POSSIBLE = 0.74
_MOST_WORDS = 5
_PATRONYMIC = re.compile(
    r"(?:ович|евич|ьич|овн[аы]|евн[аы]|ичн[аы]|ovich|evich|ovitch|evitch|ovna|evna|وفيتش|يفيتش|وفنا|يفنا)$"
)
_ABBREVIATED = re.compile(
    r"\b(?:[HS]\.\s?E\.|Е\.\s?П\.|[гГ]-(?:н|жа|на|ну|ном)\b)"
)  # His Excellency, господин
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0610-\u061a\u064b-\u065f\u0670'’ʼ`´])*\.?")
_SON = {Script.LATIN: "ben", Script.CYRILLIC: "бен", Script.ARABIC: "بن"}


class Decision(StrEnum):
    """What to make of two names."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


class Likeness(NamedTuple):
    """The likeness of two names, 0 to 1, and the decision."""

    score: float
    decision: Decision


class NameWord(NamedTuple):
    """One word of a name: as written, its sounds, whether it is an initial, and whether its script leaves vowels out."""

    text: str
    sounds: str
    initial: bool
    unvowelled: bool


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Folded honorifics, particles, words for "servant of" and for "son of"."""
    kinds: dict[str, set[str]] = {}
    for kind, words in rows("name_particles.tsv"):
        kinds.setdefault(kind, set()).update(fold(word) for word in words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}


def _without_article(word: str) -> str:
    if script_of(word) is Script.ARABIC:
        folded = fold(word)
        # «ال» opens many foreign names too (ألكسندر): the hamza tells, else the length.
        if (
            word.startswith("ال")
            and len(folded) >= 5
            and not folded.startswith(("الكس", "اليكس", "الين", "الفر", "البر"))
        ):
            return word[2:]
    return word


def _glued(words: list[str]) -> list[str]:
    """«عبد» with the name that it serves, «بن» with the father's: both are also written as one word (Benkirane)."""
    kinds = _kinds()
    found: list[str] = []
    pending = ""
    for word in words:
        folded = fold(word)
        if folded in kinds["servant"]:
            pending += word
        elif folded in kinds["son"]:
            pending = _SON[script_of(word)]
        elif pending and folded in kinds["particle"]:
            pending += word if not pending.endswith(tuple(_SON.values())) else ""
        else:
            found.append(pending + (_without_article(word) if pending in _SON.values() else word))
            pending = ""
    return [*found, pending] if pending else found


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[NameWord, ...]:
    """The telling words of a name, in order: without honorifics, particles and articles."""
    kinds = _kinds()
    name = re.sub(r"(?<=\w)[-‐‑](?=\w)", " ", _ABBREVIATED.sub(" ", name))
    joined = _glued([match[0] for match in _WORD.finditer(name)])
    kept = [w for w in joined if fold(w) not in kinds["honorific"] or re.fullmatch(r"\w\.", w)] or joined
    kept = [w for w in kept if fold(w) not in kinds["particle"]] or kept
    words: list[NameWord] = []
    for word in kept[: _MOST_WORDS + 1]:
        bare = word.rstrip(".")
        initial = len(fold(bare)) == 1 and (word.endswith(".") or bare.isupper())
        core = _without_article(bare)
        if sounds := phones(core):
            words.append(NameWord(bare, sounds, initial, script_of(core) is Script.ARABIC))
    if len([w for w in words if not w.initial]) >= 3:
        shorter = [w for w in words if not _PATRONYMIC.search(w.text.casefold())]
        words = shorter if len(shorter) >= 2 else words
    return tuple(words[:_MOST_WORDS])


def name_key(name: str) -> str:
    """One key for a name in any of the three scripts and in any order of its words; "" for no name.

    Equal keys are candidates, to be judged by `same_person`; a few spellings of one name have neighbouring keys.
    """
    return " ".join(sorted(k for w in name_words(name) if (k := skeleton(w.sounds) or w.sounds[:1])))


def _word_likeness(a: NameWord, b: NameWord) -> float:
    if a.initial or b.initial:
        return 0.9 if substitution(a.sounds[0], b.sounds[0]) <= 0.3 else 0.0
    return likeness(a.sounds, b.sounds, not a.unvowelled, not b.unvowelled)


def _joined_neighbours(words: tuple[NameWord, ...]) -> list[tuple[NameWord, ...]]:
    """The name with each two neighbours written as one word (Ki moon, Kimoon)."""
    found = []
    for i in range(len(words) - 1):
        a, b = words[i], words[i + 1]
        if not (a.initial or b.initial):
            one = NameWord(a.text + b.text, a.sounds + b.sounds, False, a.unvowelled)
            found.append((*words[:i], one, *words[i + 2 :]))
    return found


def _assigned(few: tuple[NameWord, ...], many: tuple[NameWord, ...]) -> float:
    """The best likeness with every word of the shorter name matched to one of the longer."""
    best = 0.0
    for order in permutations(range(len(many)), len(few)):
        values = [_word_likeness(word, many[j]) for word, j in zip(few, order, strict=True)]
        if min(values) < 0.6:
            continue
        score = 0.75 * min(values) + 0.25 * sum(values) / len(values)
        if list(order) != sorted(order):
            score -= 0.05
        best = max(best, score)
    return best - 0.02 * (len(many) - len(few)) if best else 0.0


def same_person(a: str, b: str) -> Likeness:
    """How alike two names are, in whatever scripts, and whether they may be one person's.

    A family name alone against a full name is at most `possible`: a ministry has more than one Alaoui.
    """
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return Likeness(0.0, Decision.DIFFERENT)
    few, many = (first, second) if len(first) <= len(second) else (second, first)
    best = _assigned(few, many)
    if len(few) < len(many):
        best = max([best, *(_assigned(few, x) - 0.01 for x in _joined_neighbours(many))])
    score = round(max(best, 0.0), 3)
    alone = min(len(first), len(second)) == 1 and max(len(first), len(second)) > 1
    if score >= SAME and not alone:
        return Likeness(score, Decision.SAME)
    if score >= POSSIBLE:
        return Likeness(score, Decision.POSSIBLE)
    return Likeness(score, Decision.DIFFERENT)
