"""Figures of a pair of countries and of one country's trade. A zero denominator gives None, never 0.

Complementarity (Michaely): TC_ij = 100 (1 − ½ Σ_k |m_jk / M_j − x_ik / X_i|), what i exports against what j imports.
Intensity: (v_ij / X_i) / (m_wj / X_w); the world w includes i, unless it is asked to leave i out:
(v_ij / X_i) / ((m_wj − v_ij) / (X_w − X_i)).
Grubel–Lloyd: 1 − Σ_k |v_ijk − v_jik| / Σ_k (v_ijk + v_jik), over the sums, not a mean of products.
Finger–Kreinin: Σ_k min(s_ik, s_jk) of the export shares. Herfindahl–Hirschman: Σ_k s_k².
"""

from __future__ import annotations

import numpy as np


def shares(values: np.ndarray) -> np.ndarray | None:
    total = float(values.sum())
    return values.astype(np.float64) / total if total > 0 else None


def complementarity(exports: np.ndarray, imports: np.ndarray) -> float | None:
    """TC from 0 (nothing in common) to 100 (the same composition)."""
    sold, bought = shares(exports), shares(imports)
    return None if sold is None or bought is None else 100 * (1 - float(np.abs(bought - sold).sum()) / 2)


def intensity(
    flows: np.ndarray, exporter: int, importer: int, *, leave_exporter_out: bool = False
) -> float | None:
    """How much more of its exports i sends to j than the world does; 1 is the world's share."""
    between, of_exporter = float(flows[exporter, importer]), float(flows[exporter].sum())
    into, world = float(flows[:, importer].sum()), float(flows.sum())
    if leave_exporter_out:
        into, world = into - between, world - of_exporter
    if of_exporter <= 0 or into <= 0 or world <= 0:
        return None
    return (between / of_exporter) / (into / world)


def grubel_lloyd(there: np.ndarray, back: np.ndarray) -> float | None:
    """Intra-industry trade of a pair, 0 to 1, from the flows by product in each direction."""
    total = float((there + back).sum())
    return 1 - float(np.abs(there - back).sum()) / total if total > 0 else None


def finger_kreinin(exports: np.ndarray, other_exports: np.ndarray) -> float | None:
    """Similarity of two export compositions, 0 to 1."""
    one, other = shares(exports), shares(other_exports)
    return None if one is None or other is None else float(np.minimum(one, other).sum())


def concentration(values: np.ndarray) -> float | None:
    """Herfindahl–Hirschman index of a composition, 1/n to 1."""
    part = shares(values)
    return None if part is None else float(part @ part)
