"""Kaplan–Meier against published and hand-computed figures."""

from __future__ import annotations

import math

import pytest

from servanda.assessment.survival import kaplan_meier

# Freireich et al. 1963, remission in weeks under 6-mercaptopurine; a negative time was still in remission (censored).
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]


def test_published_remission_times() -> None:
    curve = kaplan_meier([(abs(t), t > 0) for t in REMISSION])
    shares = {s.time: round(s.share, 3) for s in curve.steps}
    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert curve.quantile() == 23
    assert curve.interval() == (13, None)  # as survfit(conf.type = "log-log") and lifelines give it
    assert (curve.events, curve.censored) == (9, 12)


def test_greenwoods_interval_by_hand() -> None:
    """Two of four happen: S = 3/4 · 2/3 = 1/2, Greenwood's sum 1/(4·3) + 1/(3·2) = 1/4."""
    curve = kaplan_meier([(1, True), (2, True), (3, False), (4, False)])
    last = curve.steps[-1]
    assert last.share == pytest.approx(0.5)
    centre, width = math.log(math.log(2)), 1.959963984540054 * 0.5 / math.log(2)
    assert last.low == pytest.approx(math.exp(-math.exp(centre + width)))
    assert last.high == pytest.approx(math.exp(-math.exp(centre - width)))


def test_who_waits_is_counted_as_waiting() -> None:
    """A mean of the finished would say one day; five that wait say that the median is not known yet."""
    curve = kaplan_meier([(1, True), (1, True), *[(900.0, False)] * 5])
    assert curve.quantile() is None
    assert curve.quantile(0.25) == 1


def test_nothing_at_all() -> None:
    assert kaplan_meier([]).quantile() is None
