"""Ranks the axes of one direction: untapped value, complexity and density of each product, summed to sectors.

Each component becomes a percentile rank among the candidates (mean rank of equals over their number). A product's score is the
weighted geometric mean of its percentile ranks; a sector's score is Σ score · untapped value. The interval of a rank is that
of its 5th and 95th percentiles under weights drawn anew (Dirichlet around the equal ones, seeded).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

COMPONENTS = ("untapped", "pci", "density")
DRAWS = 1_000
SEED = 20_260_101
STEADINESS = 12.0  # Σ of the Dirichlet's parameters: a weight of 1/3 varies by about ± 0.13 (one deviation)
INTERVAL = (5, 95)
BLOCK = 250  # draws at once: keeps products × draws small


@dataclass(frozen=True)
class RankedSector:
    sector: str
    rank: int
    interval: tuple[int, int]
    score: float
    members: np.ndarray  # positions among the candidates, best score × untapped first


def percentile_ranks(values: np.ndarray) -> np.ndarray:
    """Mean rank of each value over the number of values: in (0, 1], 1 for a single greatest."""
    return rankdata(_steady(values), method="average") / len(values)


def product_scores(components: Sequence[np.ndarray], weights: Sequence[float] | None = None) -> np.ndarray:
    """Weighted geometric mean of the percentile ranks of the components (equal weights if none are given)."""
    parts = np.column_stack([np.log(percentile_ranks(values)) for values in components])
    given = (
        np.full(parts.shape[1], 1 / parts.shape[1]) if weights is None else np.asarray(weights, dtype=float)
    )
    return np.exp(parts @ (given / given.sum()))


def rank_sectors(
    components: Sequence[np.ndarray],
    untapped: np.ndarray,
    sectors: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[RankedSector]:
    """Sectors from best to worst. All arrays run over the candidates; equal scores are ordered by sector code."""
    names = sorted(set(sectors))
    if not names:
        return []
    place = np.array([names.index(sector) for sector in sectors])
    weight = np.zeros((len(names), len(place)))
    weight[place, np.arange(len(place))] = untapped
    scores = product_scores(components)
    totals = weight @ scores
    order = np.lexsort((np.arange(len(names)), -_steady(totals)))
    intervals = _intervals(components, weight, draws, seed)
    ranked = []
    for rank, n in enumerate(order, start=1):
        members = np.flatnonzero(place == n)
        best = members[np.lexsort((members, -_steady(scores[members] * untapped[members])))]
        low, high = (int(value) for value in intervals[:, n])
        ranked.append(RankedSector(names[n], rank, (min(low, rank), max(high, rank)), float(totals[n]), best))
    return ranked


def _steady(values: np.ndarray) -> np.ndarray:
    """To twelve significant digits, so that rounding noise does not order equals."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(values == 0, 1.0, 10.0 ** (12 - np.ceil(np.log10(np.abs(values)))))
    return np.round(values * scale) / scale


def _intervals(components: Sequence[np.ndarray], weight: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """5th and 95th percentile of each sector's rank: 2 × sectors, observed ranks, no interpolation."""
    count = len(components)
    random = np.random.default_rng(seed)
    weights = random.dirichlet(np.full(count, STEADINESS / count), size=draws)
    parts = np.column_stack([np.log(percentile_ranks(values)) for values in components])
    ranks = []
    for start in range(0, draws, BLOCK):
        totals = weight @ np.exp(parts @ weights[start : start + BLOCK].T)
        ranks.append(rankdata(-_steady(totals), method="min", axis=0))
    all_ranks = np.hstack(ranks)
    low = np.percentile(all_ranks, INTERVAL[0], axis=1, method="lower")
    return np.vstack([low, np.percentile(all_ranks, INTERVAL[1], axis=1, method="higher")])
