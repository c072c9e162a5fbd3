"""The product space: proximity of products, density of a country around a product, and the outlook they give.

Proximity φ_pq = (Mᵀ M)_pq / max(u_p, u_q): the lesser of the two conditional probabilities that a country with an
advantage in one has it in the other. The diagonal is 1 and is kept (some programs set it to 0). Density
ω_cp = Σ_q M_cq φ_qp / Σ_q φ_qp; distance is 1 − ω.
Complexity outlook COI_c = Σ_p ω_cp (1 − M_cp) PCI_p. Outlook gain of a product that a country has no advantage in:
COG_cp = Σ_q (φ_pq / Σ_r φ_qr) (1 − M_cq) PCI_q − ω_cp PCI_p. The literature and its programs have it with and without the
second term; every output names the variant.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .advantage import Matrix
from .errors import OptionUnknown

BLOCK = 512  # products of a strip
STRIPS_AT_ONCE = 4  # each holds two tables of its strip in single precision
VARIANTS = ("with_second_term", "without_second_term")


def proximity(matrix: Matrix) -> np.ndarray:
    """φ of products × products. Counts are exact in single precision, the quotients are double."""
    cells = matrix.cells.astype(np.float32)
    ubiquity = matrix.ubiquity.astype(np.float32)
    size = cells.shape[1]
    found = np.empty((size, size))

    def fill(start: int) -> None:
        """The strip of rows from `start`, from the diagonal on, and its mirror: no cell is written by two strips."""
        strip = slice(start, min(start + BLOCK, size))
        together = cells[:, strip].T @ cells[:, start:]
        most = np.maximum(ubiquity[strip, None], ubiquity[None, start:])
        np.divide(together, most, out=found[strip, start:], dtype=np.float64)
        found[strip.stop :, strip] = found[strip, strip.stop :].T

    # Strips are the same on any machine and each is computed by itself, so the bytes do not depend on how many run at once.
    with ThreadPoolExecutor(STRIPS_AT_ONCE) as hands:
        list(hands.map(fill, range(0, size, BLOCK)))
    return found


def country_proximity(matrix: Matrix) -> np.ndarray:
    """The same between countries: products in common over the larger diversity."""
    return proximity(Matrix(matrix.cells.T, matrix.columns, matrix.rows, matrix.shape[::-1]))


def times_proximity(weights: np.ndarray, matrix: Matrix) -> np.ndarray:
    """weights · φ (rows × products), without making φ.

    Let products be grouped by ubiquity. For q in group g, max(u_p, u_q) is u_g for p up to this group and u_p beyond it,
    and (MᵀM)_pq = Σ_c M_cp M_cq; so weights · φ on group g is (A_g / u_g + B_g) M_g, where A_g sums weights_p M_pᵀ over the groups up
    to g and B_g sums weights_p M_pᵀ / u_p over those after it. Countries² × products steps instead of countries × products².
    """
    cells = matrix.cells.astype(np.float64)
    ubiquity = matrix.ubiquity
    levels = np.unique(ubiquity)
    groups = [np.flatnonzero(ubiquity == level) for level in levels]
    below = np.zeros((len(weights), len(cells)))
    beyond = (weights / ubiquity) @ cells.T
    result = np.empty((len(weights), cells.shape[1]))
    for level, group in zip(levels, groups, strict=True):
        step = weights[:, group] @ cells[:, group].T
        below += step
        beyond -= step / level
        result[:, group] = (below / level + beyond) @ cells[:, group]
    return result


def density(matrix: Matrix) -> tuple[np.ndarray, np.ndarray]:
    """ω of countries × products, and Σ_q φ_qp of each product."""
    weights = np.vstack([matrix.cells.astype(np.float64), np.ones((1, matrix.cells.shape[1]))])
    product = times_proximity(weights, matrix)
    sums = product[-1]
    return product[:-1] / sums, sums


def outlook(
    matrix: Matrix, pci: np.ndarray, around: np.ndarray, sums: np.ndarray, variant: str = VARIANTS[0]
) -> tuple[np.ndarray, np.ndarray]:
    """COI of countries and COG of countries × products (0 where there is an advantage already)."""
    if variant not in VARIANTS:
        raise OptionUnknown(value=variant, option="opportunity_variant", allowed=", ".join(VARIANTS))
    absent = 1.0 - matrix.cells
    coi = (around * absent) @ pci
    gain = times_proximity(absent * (pci / sums), matrix)
    if variant == VARIANTS[0]:
        gain = gain - around * pci
    return coi, gain * absent
