"""The parties whose spellings look most like a name that could not be resolved: candidates, never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from servanda.domain.parties.folding import folded, significant
from servanda.domain.parties.spellings import index, stop_words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that an unresolved name may mean, with the likeness of the spellings from 0 to 1."""

    code: str
    spelling: str
    score: float


@lru_cache(maxsize=4096)
def nearest(text: str, lang: str | None, limit: int = 5) -> tuple[Candidate, ...]:
    """The parties whose spellings look most like `text`, best first."""
    wanted = folded(text)
    if not wanted:
        return ()
    words = set(significant(text, stop_words()))
    best: dict[str, Candidate] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for key, group in index(lang).folded.items():
        shared = bool(words & set(key.split()))
        if not shared and (abs(len(key) - len(wanted)) > 3 or key[:1] != wanted[:1]):
            continue
        matcher.set_seq1(key)
        score = round(matcher.ratio(), 3)
        if words and words <= set(key.split()):
            score = max(score, 0.6)  # a part of a name («Nevis») is worth showing however long the whole is
        if score < (0.5 if shared else 0.7):
            continue
        for spelling in group:
            if spelling.code not in best or best[spelling.code].score < score:
                best[spelling.code] = Candidate(spelling.code, spelling.text, score)
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.code))[:limit])
