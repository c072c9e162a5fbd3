"""How much two countries would trade for their sizes and distance: a gravity model by Poisson pseudo-maximum likelihood.

v_ij = exp(β₁ ln distance + β₂ contiguity + β₃ common language + exporter effect_i + importer effect_j) (Santos Silva and Tenreyro 2006), over
all pairs, zeros included. The two effects absorb what is each country's own (size, openness, remoteness); the
fitted flows add up to the actual ones, for each exporter and each importer. Estimated by pyfixest. Distance is of the capitals; a common language is one that
is among the first three that GeoNames lists for both. No tariffs, no agreements, no sanctions: it says what geography suggests.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .countries import Country, capital_position, common_language, contiguous, distance_km, resolve
from .errors import Finding
from .figures import figure

COUNTRIES_LEAST = 8
TOLERANCE = 1e-10  # of the deviance: the fitted sums then agree with the actual ones to nine digits
UPDATES_LIMIT = 100


class GravityFailed(Exception):
    """The model could not be estimated; `finding` says why. Callers fall back on the static ease."""

    def __init__(self, code: str, **data: Any) -> None:
        self.finding = Finding(code, data)
        super().__init__(str(self.finding))


@dataclass(frozen=True)
class Gravity:
    """`fitted[i, j]` in the unit of the flows; NaN where the model says nothing (unknown distance, i = j)."""

    fitted: np.ndarray
    coefficients: dict[str, float]
    pairs: int
    pairs_without_distance: int
    pairs_separated: int

    def trade(self, i: int, j: int) -> float | None:
        """What the model says that i sells to j, or None."""
        return float(self.fitted[i, j]) if np.isfinite(self.fitted[i, j]) else None

    def as_json(self) -> dict[str, Any]:
        return {
            "coefficients": {name: figure(value) for name, value in sorted(self.coefficients.items())},
            "pairs": self.pairs,
            "pairs_without_distance": self.pairs_without_distance,
            "pairs_separated": self.pairs_separated,
        }


def covariates(codes: Sequence[str]) -> pd.DataFrame:
    """One row for each ordered pair of known countries: exporter, importer (positions), ln_distance, contiguous, language."""
    known: list[tuple[int, Country]] = []
    for n, code in enumerate(codes):
        country = resolve(code)
        if country is not None and capital_position(country) is not None:
            known.append((n, country))
    rows = []
    for i, a in known:
        for j, b in known:
            if i < j:
                distance = distance_km(a, b)
                assert distance is not None
                together = (np.log(distance), float(contiguous(a, b)), float(common_language(a, b)))
                rows += [(i, j, *together), (j, i, *together)]
    frame = pd.DataFrame(rows, columns=["exporter", "importer", "ln_distance", "contiguous", "language"])
    return frame.sort_values(["exporter", "importer"], ignore_index=True)


def estimate(flows: np.ndarray, codes: Sequence[str]) -> Gravity:
    """Fit the model to the flows (countries × countries, any unit). Raises `GravityFailed` with the reason."""
    pairs = covariates(codes)
    if len(set(pairs["exporter"])) < COUNTRIES_LEAST:
        raise GravityFailed("gravity_too_few", least=COUNTRIES_LEAST)
    values = flows[pairs["exporter"], pairs["importer"]].astype(np.float64)
    if values.sum() <= 0:
        raise GravityFailed("gravity_without_trade")
    unit = values.mean()
    pairs["flow"] = values / unit
    given = [name for name in ("ln_distance", "contiguous", "language") if pairs[name].nunique() > 1]
    model = _fit(f"flow ~ {' + '.join(given)} | exporter + importer", pairs)
    # separated rows (an effect that fits zero flows exactly) are dropped by the estimator: their fitted flow is 0
    fitted_pairs = pd.Series(0.0, index=pairs.index)
    fitted_pairs.loc[model._data.index] = np.asarray(model.predict(type="response"), dtype=float) * unit
    fitted = np.full(flows.shape, np.nan)
    fitted[pairs["exporter"], pairs["importer"]] = fitted_pairs
    size = len(codes)
    return Gravity(
        fitted=fitted,
        coefficients={name: float(value) for name, value in model.coef().items()},
        pairs=len(pairs),
        pairs_without_distance=size * (size - 1) - len(pairs),
        pairs_separated=len(pairs) - len(model._data),
    )


def _fit(formula: str, pairs: pd.DataFrame) -> Any:
    import pyfixest

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # separation and collinearity are counted and shown by us
            return pyfixest.fepois(
                formula, pairs, vcov="iid", fixef_rm="none", iwls_tol=TOLERANCE, iwls_maxiter=UPDATES_LIMIT
            )
    except Exception as fault:
        reason = (str(fault).strip().splitlines() or [type(fault).__name__])[0][:200]
        raise GravityFailed("gravity_failed", reason=reason) from fault
