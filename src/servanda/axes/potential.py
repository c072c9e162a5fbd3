"""What one country could sell another and does not: potential, untapped potential, trade gap.

Base_ijk = v_ik · v_jk / v_k: exports of i, imports of j, world trade of product k. Potential EPI_ijk = Base_ijk · Ease_ij with
- static ease v_ij / Σ_k Base_ijk: what the pair trades now against what its supply and demand suggest. The potential then sums
  *exactly* to the present trade, so a pair that barely trades gets almost none;
- gravity ease v̂_ij / Σ_k Base_ijk, v̂ from the gravity model: what geography suggests. For new axes, this one.
Untapped is max(EPI − v_ijk, 0). Trade gap max(min(x_ik, m_jk) − v_ijk, 0) is a ceiling, not an estimate.
The form follows Decreux and Spies (2016), without their projections, tariffs and elasticities: it is not the indicator of the ITC.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Potential:
    """By product, in the unit of the inputs. `gravity` is None where the model says nothing of the pair."""

    base: np.ndarray
    flow: np.ndarray
    static: np.ndarray
    gravity: np.ndarray | None
    gap: np.ndarray
    static_ease: float | None
    gravity_ease: float | None

    @property
    def untapped_static(self) -> np.ndarray:
        return np.maximum(self.static - self.flow, 0)

    @property
    def untapped_gravity(self) -> np.ndarray | None:
        return None if self.gravity is None else np.maximum(self.gravity - self.flow, 0)

    @property
    def untapped(self) -> np.ndarray:
        """With gravity ease where there is one, else with static ease."""
        return self.untapped_static if self.gravity is None else np.maximum(self.gravity - self.flow, 0)


def potential(
    exports: np.ndarray, imports: np.ndarray, world: np.ndarray, flow: np.ndarray, fitted: float | None
) -> Potential:
    """`exports` of i, `imports` of j, `world` trade and `flow` i→j, all by product; `fitted`: v̂_ij or None."""
    sold, bought = exports.astype(np.float64), imports.astype(np.float64)
    actual, traded = flow.astype(np.float64), world.astype(np.float64)
    base = np.divide(sold * bought, traded, out=np.zeros_like(sold), where=traded > 0)
    total = float(base.sum())
    gap = np.maximum(np.minimum(sold, bought) - actual, 0)
    if total <= 0:
        nothing = np.zeros_like(base)
        return Potential(base, actual, nothing, None, gap, None, None)
    static_ease = float(actual.sum()) / total
    if fitted is None:
        return Potential(base, actual, base * static_ease, None, gap, static_ease, None)
    ease = float(fitted) / total
    return Potential(base, actual, base * static_ease, base * ease, gap, static_ease, ease)
