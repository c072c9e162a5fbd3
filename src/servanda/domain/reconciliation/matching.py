"""Two lists of treaties of the same two parties matched one to one, as a whole.

Each pair of rows gets a score from what both say: day of signature, entry into force, type, sectors and title across languages. What is rare
counts more: a day on which one instrument was signed proves more than one with ten. The assignment with the greatest sum of scores above the
threshold is taken (scipy's `linear_sum_assignment`), so that rows of one day find their own partner by elimination.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from servanda.domain.cooperation import ListedTreaty as Row
from servanda.domain.reconciliation.features import features

if TYPE_CHECKING:
    import numpy as np  # loaded when two lists are matched, not with the register

THRESHOLD = 3.0
CLOSE = 1.5  #: a match whose next best is nearer than this is called likely, not sure


@dataclass(frozen=True, slots=True)
class Difference:
    """What the two sides say differently: field (signed, in_force, ended, status, parties), ours, theirs."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The same instrument in both lists. `sure`: no other pairing comes near."""

    ours: Row
    theirs: Row
    score: float
    sure: bool
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every row of both lists once: in a pair, or on one side only."""

    pairs: tuple[Pair, ...]
    ours_only: tuple[Row, ...]
    theirs_only: tuple[Row, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def differing(self) -> tuple[Pair, ...]:
        """Pairs in which the sides say different things."""
        return tuple(p for p in self.pairs if p.differences)


def reconcile(ours: Sequence[Row], theirs: Sequence[Row]) -> Outcome:
    """Match the two lists. The order of the rows does not matter."""
    ours = sorted(ours, key=lambda r: (r.signed or date.min, r.key))
    theirs = sorted(theirs, key=lambda r: (r.signed or date.min, r.key))
    pairs: list[Pair] = []
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    if ours and theirs:
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        scores = _scores(ours, theirs)
        rows, columns = linear_sum_assignment(np.maximum(scores - THRESHOLD, 0.0), maximize=True)
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            if scores[i, j] <= THRESHOLD:
                continue
            rest = max(_second(scores[i, :], j), _second(scores[:, j], i))
            pairs.append(
                Pair(ours[i], theirs[j], round(float(scores[i, j]), 3), float(scores[i, j]) - rest >= CLOSE,
                     differences(ours[i], theirs[j]))
            )  # fmt: skip
            taken_ours.add(i)
            taken_theirs.add(j)
    only_ours = tuple(r for i, r in enumerate(ours) if i not in taken_ours)
    only_theirs = tuple(r for j, r in enumerate(theirs) if j not in taken_theirs)
    counts = {
        "ours": len(ours),
        "theirs": len(theirs),
        "both": len(pairs),
        "differing": sum(bool(p.differences) for p in pairs),
        "ours_only": len(only_ours),
        "theirs_only": len(only_theirs),
    }
    return Outcome(tuple(pairs), only_ours, only_theirs, counts)


def _second(line: np.ndarray, best: int) -> float:
    import numpy as np

    rest = np.delete(line, best)
    return float(rest.max()) if rest.size else -math.inf


def differences(ours: Row, theirs: Row) -> tuple[Difference, ...]:
    """What both say, and say differently; what one side leaves out is no difference."""
    found = []
    for name in ("signed", "in_force", "ended"):
        a, b = getattr(ours, name), getattr(theirs, name)
        if a and b and a != b:
            found.append(Difference(name, a.isoformat(), b.isoformat()))
    if ours.status and theirs.status and ours.status != theirs.status:
        found.append(Difference("status", ours.status, theirs.status))
    if ours.parties and theirs.parties and set(ours.parties) != set(theirs.parties):
        found.append(Difference("parties", " ".join(sorted(ours.parties)), " ".join(sorted(theirs.parties))))
    return tuple(found)


# -- the score ----------------------------------------------------------------------------------------------


def _scores(ours: Sequence[Row], theirs: Sequence[Row]) -> np.ndarray:
    """The evidence that row i of ours is row j of theirs; about nought where nothing speaks for or against it."""
    titles = _likeness([_all(r) for r in ours], [_all(r) for r in theirs])
    scores = 10.0 * (titles - 0.25)
    days = Counter(r.signed for r in ours), Counter(r.signed for r in theirs)
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            scores[i, j] += _dates(a, b, float(titles[i, j]), max(days[0][a.signed], days[1][b.signed]))
            if a.type and b.type and "other" not in (a.type, b.type):
                scores[i, j] += 0.8 if a.type == b.type else -0.4
            if a.sectors and b.sectors:
                scores[i, j] += 0.6 if set(a.sectors) & set(b.sectors) else -0.2
    return scores


def _all(row: Row) -> frozenset[str]:
    return frozenset().union(*(features(t) for t in row.titles.values()))


def _likeness(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> np.ndarray:
    """Cosine of the terms of the titles, each weighted by its rarity in both lists: log((1 + n) / (1 + n with it)) + ½."""
    import numpy as np

    n = len(ours) + len(theirs)
    seen = Counter(t for terms in (*ours, *theirs) for t in terms)
    index = {t: k for k, t in enumerate(sorted(seen))}

    def matrix(lists: Sequence[frozenset[str]]) -> np.ndarray:
        out = np.zeros((len(lists), max(len(index), 1)))
        for i, terms in enumerate(lists):
            for t in terms:
                out[i, index[t]] = math.log((1 + n) / (1 + seen[t])) + 0.5
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.divide(out, norms, out=np.zeros_like(out), where=norms > 0)

    return np.asarray(matrix(ours) @ matrix(theirs).T)


def _dates(a: Row, b: Row, likeness: float, same_day: int) -> float:
    """What the days say. A far day speaks against a pair less the more alike the titles are."""
    score = 0.0
    if a.signed and b.signed:
        apart = abs((a.signed - b.signed).days)
        if apart == 0:
            score += 7.0 - 0.5 * math.log2(same_day)
        elif apart <= 3 or _swapped(a.signed, b.signed):
            score += 3.5
        elif (a.signed.month, a.signed.day) == (b.signed.month, b.signed.day):
            score += 2.5
        elif apart <= 31 or a.signed == b.in_force or b.signed == a.in_force:
            score += 2.0
        elif apart <= 366 or (a.signed.year, a.signed.month) == (b.signed.year, b.signed.month):
            score += 0.5
        else:
            score -= 3.5 * (1 - likeness)
    if a.in_force and b.in_force:
        apart = abs((a.in_force - b.in_force).days)
        score += 2.0 if apart == 0 else 0.7 if apart <= 31 else -0.5
    if a.ended and b.ended:
        score += 1.0 if a.ended == b.ended else -0.3
    return score


def _swapped(a: date, b: date) -> bool:
    """Day and month exchanged."""
    return a.year == b.year and (a.month, a.day) == (b.day, b.month)
