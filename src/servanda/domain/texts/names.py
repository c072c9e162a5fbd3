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
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0610-\u061a\u064b-\u065f\u0670'’ʼ`´])*\.?")
_SERVANT = re.compile(
    "^(?:abd|abdel|abdal|abdul|abdoul|abdou|abdur|abdu|عبد|абд|абдул|абдель|абдуль|абдал|абдель|абдаль)$"
)


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
def _set_aside() -> tuple[frozenset[str], frozenset[str]]:
    """Folded honorifics and particles."""
    table = rows("name_particles.tsv")
    honorifics = {fold(w) for kind, words in table if kind == "honorific" for w in words.split()}
    particles = {fold(w) for kind, words in table if kind == "particle" for w in words.split()}
    return frozenset(honorifics), frozenset(particles)


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


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[NameWord, ...]:
    """The telling words of a name, in order: no honorifics, particles, articles; «عبد» with the word that follows."""
    honorifics, particles = _set_aside()
    raw = [m[0] for m in _WORD.finditer(re.sub(r"(?<=\w)[-‐‑](?=\w)", " ", name))]
    joined: list[str] = []
    pending = ""
    for word in raw:
        folded = fold(word)
        if _SERVANT.match(folded):
            pending += word
            continue
        if pending:
            if folded in particles:
                pending += word
                continue
            joined.append(pending + word)
            pending = ""
            continue
        joined.append(word)
    if pending:
        joined.append(pending)
    kept = [
        w for w in joined if fold(w) not in honorifics or (w.endswith(".") and len(fold(w)) == 1)
    ] or joined
    kept = [w for w in kept if fold(w) not in particles] or kept
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
    return likeness(a.sounds, b.sounds, a.unvowelled or b.unvowelled)


def _joined_neighbours(words: tuple[NameWord, ...]) -> list[tuple[NameWord, ...]]:
    """The name as it is, and with each two neighbours written as one word (Ki-moon, Kimoon)."""
    found = [words]
    for i in range(len(words) - 1):
        a, b = words[i], words[i + 1]
        if not (a.initial or b.initial):
            one = NameWord(a.text + b.text, phones(a.text + b.text), False, a.unvowelled)
            found.append((*words[:i], one, *words[i + 2 :]))
    return found


def _assigned(few: tuple[NameWord, ...], many: tuple[NameWord, ...]) -> float:
    """The best likeness with every word of the shorter name matched to one of the longer."""
    best = 0.0
    for order in permutations(range(len(many)), len(few)):
        values = [_word_likeness(word, many[j]) for word, j in zip(few, order, strict=True)]
        if min(values) < 0.6:
            continue
        score = 0.5 * min(values) + 0.5 * sum(values) / len(values)
        if list(order) != sorted(order):
            score -= 0.01
        best = max(best, score)
    return best - 0.02 * (len(many) - len(few)) if best else 0.0


def same_person(a: str, b: str) -> Likeness:
    """How alike two names are, in whatever scripts, and whether they may be one person's.

    A family name alone against a full name is at most `possible`: a ministry has more than one Alaoui.
    """
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return Likeness(0.0, Decision.DIFFERENT)
    best = 0.0
    for x in _joined_neighbours(first):
        for y in _joined_neighbours(second):
            if abs(len(x) - len(y)) <= 2:
                few, many = (x, y) if len(x) <= len(y) else (y, x)
                best = max(best, _assigned(few, many) - (0.01 if x is not first or y is not second else 0.0))
    score = round(max(best, 0.0), 3)
    alone = min(len(first), len(second)) == 1 and max(len(first), len(second)) > 1
    if score >= SAME and not alone:
        return Likeness(score, Decision.SAME)
    if score >= POSSIBLE:
        return Likeness(score, Decision.POSSIBLE)
    return Likeness(score, Decision.DIFFERENT)
