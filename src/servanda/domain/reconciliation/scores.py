"""How much speaks for it that a row of one list of treaties is a row of the other: days, type, sectors, title across languages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from servanda.domain.cooperation import ListedTreaty as Row
from servanda.domain.reconciliation.features import features


def scores(ours: Sequence[Row], theirs: Sequence[Row]) -> np.ndarray:
    """The evidence that row i of ours is row j of theirs; about nought where nothing speaks for or against it."""
    titles = _likeness([_all(r) for r in ours], [_all(r) for r in theirs])
    found = 10.0 * (titles - 0.25) + _dates(ours, theirs, titles)
    return np.asarray(found + _types(ours, theirs) + _sectors(ours, theirs))


def _types(ours: Sequence[Row], theirs: Sequence[Row]) -> np.ndarray:
    a, b = (np.array(["" if r.type == "other" else r.type or "" for r in rows]) for rows in (ours, theirs))
    both = (a[:, None] != "") & (b[None, :] != "")
    return np.where(both, np.where(a[:, None] == b[None, :], 0.8, -0.4), 0.0)


def _sectors(ours: Sequence[Row], theirs: Sequence[Row]) -> np.ndarray:
    index = {name: k for k, name in enumerate(sorted({s for r in (*ours, *theirs) for s in r.sectors}))}

    def matrix(rows: Sequence[Row]) -> np.ndarray:
        out = np.zeros((len(rows), max(len(index), 1)))
        for i, row in enumerate(rows):
            out[i, [index[s] for s in row.sectors]] = 1.0
        return out

    a, b = matrix(ours), matrix(theirs)
    both = (a.sum(axis=1)[:, None] > 0) & (b.sum(axis=1)[None, :] > 0)
    return np.where(both, np.where(a @ b.T > 0, 0.6, -0.2), 0.0)


def _all(row: Row) -> frozenset[str]:
    return frozenset().union(*(features(t) for t in row.titles.values()))


def _likeness(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> np.ndarray:
    """Cosine of the terms of the titles, each weighted by its rarity in both lists: log((1 + n) / (1 + n with it)) + ½."""
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


class _Days:
    """One day of each row: its number (0 where there is none), year, month and day of the month."""

    def __init__(self, days: Sequence[date | None], across: bool) -> None:
        parts = np.array([(d.toordinal(), d.year, d.month, d.day) if d else (0, 0, 0, 0) for d in days])
        parts = parts[None, :, :] if across else parts[:, None, :]
        self.number, self.year, self.month, self.day = (parts[..., k] for k in range(4))


def _dates(ours: Sequence[Row], theirs: Sequence[Row], titles: np.ndarray) -> np.ndarray:
    """What the days say. A far day speaks against a pair less the more alike the titles are."""
    a, b = _Days([r.signed for r in ours], False), _Days([r.signed for r in theirs], True)
    begun_a, begun_b = _Days([r.in_force for r in ours], False), _Days([r.in_force for r in theirs], True)
    ended_a, ended_b = _Days([r.ended for r in ours], False), _Days([r.ended for r in theirs], True)
    apart = np.abs(a.number - b.number)
    swapped = (a.year == b.year) & (a.month == b.day) & (a.day == b.month)
    signed = np.select(
        [
            (a.number == 0) | (b.number == 0),
            apart == 0,
            (apart <= 3) | swapped,
            (a.month == b.month) & (a.day == b.day),
            (apart <= 31) | (a.number == begun_b.number) | (b.number == begun_a.number),
            (apart <= 366) | ((a.year == b.year) & (a.month == b.month)),
        ],
        [0.0, 7.0 - 0.5 * np.log2(_same_day(ours, theirs)), 3.5, 2.5, 2.0, 0.5],
        -3.5 * (1 - titles),
    )
    gap = np.abs(begun_a.number - begun_b.number)
    begun = np.where(gap == 0, 2.0, np.where(gap <= 31, 0.7, -0.5))
    ended = np.where(ended_a.number == ended_b.number, 1.0, -0.3)
    signed += np.where((begun_a.number > 0) & (begun_b.number > 0), begun, 0.0)
    signed += np.where((ended_a.number > 0) & (ended_b.number > 0), ended, 0.0)
    return np.asarray(signed)


def _same_day(ours: Sequence[Row], theirs: Sequence[Row]) -> np.ndarray:
    """How many rows of either list were signed on the day of a row: the more, the less the day says."""
    days = Counter(r.signed for r in ours), Counter(r.signed for r in theirs)
    mine = np.array([days[0][r.signed] for r in ours])
    other = np.array([days[1][r.signed] for r in theirs])
    return np.maximum(mine[:, None], other[None, :])
