"""Two lists of treaties of the same two parties matched one to one, as a whole.

Each pair of rows gets a score from what both say: day of signature, entry into force, type, sectors and title across languages. What is rare
counts more: a day on which one instrument was signed proves more than one with ten. The assignment with the greatest sum of scores above the
threshold is taken (scipy's `linear_sum_assignment`), so that rows of one day find their own partner by elimination.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from servanda.domain.cooperation import ListedTreaty as Row

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

        from servanda.domain.reconciliation.scores import scores as scores_of

        scores = scores_of(ours, theirs)
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
