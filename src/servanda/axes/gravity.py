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
from .figures import figure, one_thread

COUNTRIES_LEAST = 8
TOLERANCE = 1e-10  # of the estimator's deviance
UPDATES_LIMIT = 100
BALANCING_ROUNDS = 100
NEWTON_ROUNDS = 30
SETTLED = 1e-11  # greatest step of a coefficient or effect


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
    kept = np.zeros(flows.shape, dtype=bool)
    used = pairs.loc[model._data.index]
    kept[used["exporter"], used["importer"]] = True
    coefficients = {str(name): float(value) for name, value in model.coef().items()}
    covariate = np.zeros((len(coefficients), *flows.shape))
    for n, name in enumerate(coefficients):
        covariate[n, pairs["exporter"], pairs["importer"]] = pairs[name]
    with one_thread():
        exact, mean = settle(
            np.where(kept, flows / unit, 0.0), covariate, kept, np.array(list(coefficients.values()))
        )
    fitted = np.full(flows.shape, np.nan)
    fitted[pairs["exporter"], pairs["importer"]] = mean[pairs["exporter"], pairs["importer"]] * unit
    size = len(codes)
    return Gravity(
        fitted=fitted,
        coefficients=dict(zip(coefficients, exact.tolist(), strict=True)),
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


def settle(
    flows: np.ndarray, covariate: np.ndarray, kept: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and fitted flows at the exact maximum, by Newton's method from the estimator's answer.

    The estimator stops within its tolerance, and where depends on its threads: its ninth digit changes from run to run.
    From the start rounded to six digits the way to the maximum is the same every time, on one thread.
    """
    slope = np.array([float(f"{value:.6g}") for value in start])
    exporters, importers = np.flatnonzero((flows > 0).any(axis=1)), np.flatnonzero((flows > 0).any(axis=0))
    place = np.ix_(exporters, importers)
    actual, inside = flows[place], kept[place]
    x = np.array([matrix[place] for matrix in covariate])
    linear = np.where(inside, np.exp(np.tensordot(slope, x, axes=1)), 0.0)
    of_exporter, of_importer = np.ones(len(exporters)), np.ones(len(importers))
    for _ in range(BALANCING_ROUNDS):
        of_exporter = actual.sum(axis=1) / (linear @ of_importer)
        of_importer = actual.sum(axis=0) / (of_exporter @ linear)
    effects = np.log(of_exporter)[:, None] + np.log(of_importer)[None, :]
    for _ in range(NEWTON_ROUNDS):
        mean = np.where(inside, np.exp(np.tensordot(slope, x, axes=1) + effects), 0.0)
        step = _newton_step(actual - mean, mean, x)
        slope = slope + step[: len(slope)]
        effects += (
            step[len(slope) : len(slope) + len(exporters), None] + step[None, len(slope) + len(exporters) :]
        )
        if not np.isfinite(step).all():
            raise GravityFailed("gravity_failed", reason="Newton's method diverges")
        if np.abs(step).max() < SETTLED:
            break
    mean = np.zeros(flows.shape)
    mean[place] = np.where(inside, np.exp(np.tensordot(slope, x, axes=1) + effects), 0.0)
    return slope, mean


def _newton_step(residual: np.ndarray, mean: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Solve the normal equations of the Poisson likelihood for (coefficients, exporter effects, importer effects)."""
    weighted = x * mean
    by_exporter, by_importer = weighted.sum(axis=2), weighted.sum(axis=1)
    slopes = np.einsum("aij,bij->ab", weighted, x)
    hessian = np.block(
        [
            [slopes, by_exporter, by_importer],
            [by_exporter.T, np.diag(mean.sum(axis=1)), mean],
            [by_importer.T, mean.T, np.diag(mean.sum(axis=0))],
        ]
    )
    gradient = np.concatenate([(x * residual).sum(axis=(1, 2)), residual.sum(axis=1), residual.sum(axis=0)])
    return np.linalg.lstsq(hessian, gradient, rcond=1e-12)[0]  # one effect is free: the least step
