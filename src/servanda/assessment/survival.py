"""Kaplan–Meier: how long until something happens, with those who still wait counted as waiting.

    S(t) = ∏ over event times tᵢ ≤ t of (1 − dᵢ/nᵢ)

dᵢ events at tᵢ, nᵢ those still at risk just before tᵢ; who is censored at tᵢ is at risk at tᵢ. The quantile q is the smallest t with
S(t) ≤ 1 − q; there is none while S stays above (Kaplan and Meier 1958). Its 95 % interval: the times at which the interval of S by the
log-log transformation crosses that level (Brookmeyer and Crowley 1982; Greenwood's variance), as R's `survfit` and lifelines give it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Step:
    """After `time`: share still waiting, with its 95 % interval (None at 0 and 1), events and number at risk at that time."""

    time: float
    share: float
    low: float | None
    high: float | None
    events: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve: one step for each distinct event time."""

    steps: tuple[Step, ...]
    events: int
    censored: int

    def quantile(self, q: float = 0.5) -> float | None:
        """The smallest time by which the share q has happened; None while it has not."""
        return next((s.time for s in self.steps if s.share <= 1 - q + 1e-12), None)

    def interval(self, q: float = 0.5) -> tuple[float | None, float | None]:
        """The 95 % interval of the quantile; None where the record does not reach."""
        level = 1 - q + 1e-12
        low = next((s.time for s in self.steps if s.low is not None and s.low <= level), None)
        high = next((s.time for s in self.steps if s.high is not None and s.high <= level), None)
        return low, high


def kaplan_meier(durations: Sequence[tuple[float, bool]]) -> Curve:
    """The curve of (duration ≥ 0, whether it ended in the event; else still waiting or given up)."""
    times = sorted({d for d, happened in durations if happened})
    share, spread = 1.0, 0.0
    steps: list[Step] = []
    for time in times:
        at_risk = sum(d >= time for d, _ in durations)
        events = sum(d == time and happened for d, happened in durations)
        share *= 1 - events / at_risk
        low = high = None
        if at_risk > events:
            spread += events / (at_risk * (at_risk - events))
            centre = math.log(-math.log(share))
            width = Z95 * math.sqrt(spread) / abs(math.log(share))
            low, high = math.exp(-math.exp(centre + width)), math.exp(-math.exp(centre - width))
        steps.append(Step(time, share if at_risk > events else 0.0, low, high, events, at_risk))
    happened = sum(h for _, h in durations)
    return Curve(tuple(steps), happened, len(durations) - happened)
