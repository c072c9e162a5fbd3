"""Economic complexity of countries (ECI) and products (PCI), and fitness.

ECI, PCI (Hidalgo and Hausmann 2009): with diversity d and ubiquity u, PCI is the second eigenvector of D_u⁻¹ Mᵀ D_d⁻¹ M and
ECI = D_d⁻¹ M · PCI, the mean PCI of what a country has an advantage in. The sign makes ECI rise with diversity. Both are
normalised with the mean and the population standard deviation of ECI, so that the mean stays a mean; the
option "zscore" normalises each by itself, as the Atlas of Economic Complexity publishes them. Computed from the
symmetric matrix B Bᵀ of countries × countries, B = D_d^-½ M D_u^-½: small and exact.

Fitness (Tacchella et al. 2012): F ← M Q, Q ← 1 / (Mᵀ (1 / F)), both from the step before, each divided by its mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .advantage import Matrix
from .errors import OptionUnknown

NORMALISATIONS = ("eci", "zscore")
TIED = 1e-9  # eigenvalues nearer than this are one
NOUGHT = 1e-12

SETTLED = 50  # updates in a row without a change of rank, after which fitness is taken as settled
UPDATES_LIMIT = 5_000
VANISHING = 1e-6  # of the mean fitness
LEAST = 1e-250  # keeps 1 / F finite


@dataclass(frozen=True)
class Complexity:
    """`eci`, `pci` of the rows and columns of the matrix, or None with the `problem` ("trivial", "tied")."""

    eci: np.ndarray | None
    pci: np.ndarray | None
    eigenvalues: tuple[float, float]  # λ₂, λ₃
    problem: str | None = None


def complexity(matrix: Matrix, normalisation: str = "eci") -> Complexity:
    """ECI and PCI of a connected matrix without empty rows and columns."""
    if normalisation not in NORMALISATIONS:
        raise OptionUnknown(value=normalisation, option="normalisation", allowed=", ".join(NORMALISATIONS))
    cells = matrix.cells.astype(np.float64)
    diversity, ubiquity = cells.sum(axis=1), cells.sum(axis=0)
    balanced = cells / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    values, vectors = np.linalg.eigh(balanced @ balanced.T)
    second = float(values[-2]) if len(values) > 1 else 0.0
    third = float(values[-3]) if len(values) > 2 else 0.0
    if second < NOUGHT:
        return Complexity(None, None, (max(second, 0.0), max(third, 0.0)), "trivial")
    if second - third < TIED:
        return Complexity(None, None, (second, third), "tied")
    pci = (cells.T @ (vectors[:, -2] / np.sqrt(diversity))) / ubiquity
    eci = (cells @ pci) / diversity
    direction = _direction(eci, diversity)
    mean, deviation = eci.mean(), eci.std()
    if normalisation == "zscore":
        pci = (pci - pci.mean()) / pci.std()
    else:
        pci = (pci - mean) / deviation
    return Complexity(direction * (eci - mean) / deviation, direction * pci, (second, third))


def _direction(eci: np.ndarray, diversity: np.ndarray) -> float:
    """The sign that makes ECI rise with diversity; where they do not move together, the first country is positive."""
    together = float((eci - eci.mean()) @ (diversity - diversity.mean()))
    scale = float(np.linalg.norm(eci - eci.mean()) * np.linalg.norm(diversity - diversity.mean()))
    if abs(together) <= 1e-9 * scale or scale == 0:
        first = eci[np.flatnonzero(np.abs(eci) > 1e-9 * np.abs(eci).max())[0]]
        return 1.0 if first > 0 else -1.0
    return 1.0 if together > 0 else -1.0


@dataclass(frozen=True)
class Fitness:
    """Fitness of rows and quality of columns (mean 1 each), the updates made, and whether the ranks had settled."""

    countries: np.ndarray
    products: np.ndarray
    updates: int
    settled: bool

    @property
    def vanishing(self) -> int:
        """Countries whose fitness goes to zero (Pugliese et al. 2014: the shape of some matrices makes it)."""
        return int((self.countries < VANISHING).sum())


def _ranks(values: np.ndarray) -> np.ndarray:
    """The order of the values to ten digits, so that rounding noise between equal countries is no change."""
    with np.errstate(divide="ignore"):
        logs = np.round(np.log(values), 9)
    return np.argsort(-logs, kind="stable")


def fitness(matrix: Matrix, updates: int | None = None) -> Fitness:
    """Iterate until the ranks of countries stay the same for `SETTLED` updates, or exactly `updates` times."""
    cells = matrix.cells.astype(np.float64)
    countries, products = np.ones(cells.shape[0]), np.ones(cells.shape[1])
    order, same, made = _ranks(countries), 0, 0
    limit = UPDATES_LIMIT if updates is None else updates
    while made < limit and (updates is not None or same < SETTLED):
        new_countries = cells @ products
        products = 1 / (cells.T @ (1 / countries))
        countries = np.maximum(new_countries / new_countries.mean(), LEAST)
        products = products / products.mean()
        made += 1
        now = _ranks(countries)
        same = same + 1 if np.array_equal(now, order) else 0
        order = now
    return Fitness(countries, products, made, same >= SETTLED)
