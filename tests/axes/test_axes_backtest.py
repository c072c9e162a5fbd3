"""The backtest finds a planted signal, finds nothing in noise, and does not take regression to the mean for a win."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from servanda.axes import backtest
from servanda.axes import errors as e
from servanda.axes.backtesting import _metric, choose_years
from servanda.axes.directions import gravity_of, score
from servanda.axes.intake import take_in
from servanda.axes.measurement import measure
from servanda.axes.source import open_trade
from tests.axes.axes_worlds import bilateral, write


@pytest.fixture(scope="module")
def base():
    return bilateral(12, 140, years=(2016,), seed=11)


@pytest.fixture(scope="module")
def scored(base, tmp_path_factory):
    """The ranking's score of every direction and product in 2016."""
    with open_trade(write(base, tmp_path_factory.mktemp("early") / "t.parquet")) as source:
        table = take_in(source)
        measured = measure(table)
        model = gravity_of(table)
        found = {}
        for i in table.countries:
            for j in table.countries:
                if i != j:
                    trade = table.pair_trade(i, j)
                    fitted = model.trade(table.countries.index(i), table.countries.index(j))
                    result = score(measured, i, trade.there / 1000, trade.imports_b / 1000, fitted)
                    codes = [table.products[k] for k in result.candidates]
                    found[i, j] = dict(zip(codes, result.scores, strict=True))
    return found


def with_future(base: pd.DataFrame, scored: dict, strength: float, seed: int) -> pd.DataFrame:
    """2011, 2016, 2017 differ by chance; from 2017 to 2022 flows grow and enter by chance and `strength` × the score of 2016."""
    random = np.random.default_rng(seed)

    def shaken(year):
        return base.assign(year=year, value=base["value"] * np.exp(random.normal(0, 0.3, len(base))))

    start = shaken(2017)
    keys = list(zip(base["exporter"], base["importer"], base["product"], strict=True))
    points = np.array([scored[i, j].get(k, 0.5) for i, j, k in keys])
    growth = strength * (points - 0.5) + random.normal(0, 0.4, len(base))
    later = start.assign(year=2022, value=start["value"] * np.exp(growth))
    later = later[random.random(len(later)) > 0.05]
    there = set(keys)
    new = [
        (2022, i, j, k, 5.0)
        for (i, j), products in scored.items()
        for k, point in products.items()
        if (i, j, k) not in there and random.random() < 0.2 + 0.2 * strength * (point - 0.5)
    ]
    entrants = pd.DataFrame(new, columns=["year", "exporter", "importer", "product", "value"])
    return pd.concat([shaken(2011), base, start, later, entrants], ignore_index=True)


def test_a_planted_signal_is_found(base, scored, tmp_path):
    found = backtest(write(with_future(base, scored, 2.0, seed=1), tmp_path / "t.parquet")).as_json()
    assert found["verdict"] == "predicts"
    assert (found["ranked_on"], found["grown_from"], found["grown_to"]) == (2016, 2017, 2022)
    growth = found["outcomes"]["growth"]
    assert growth["win"]
    assert growth["metrics"]["ranking"] > max(
        0.15, growth["metrics"]["trade_gap"], growth["metrics"]["past_growth"]
    )
    assert found["outcomes"]["entry"]["metrics"]["ranking"] > 0.55


def test_a_planted_signal_is_found_for_one_pair_alone(base, scored, tmp_path):
    frame = with_future(base, scored, 6.0, seed=2)
    found = backtest(write(frame, tmp_path / "t.parquet"), [("MA", "RU")], draws=400).as_json()
    assert found["directions"] == ["MA→RU", "RU→MA"]
    assert found["outcomes"]["growth"]["win"]


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_noise_is_not_a_win(base, scored, tmp_path, seed):
    found = backtest(write(with_future(base, scored, 0.0, seed=seed), tmp_path / "t.parquet")).as_json()
    assert found["verdict"] == "screening"
    assert abs(found["outcomes"]["growth"]["metrics"]["ranking"]) < 0.1


@pytest.mark.parametrize("years", [(2010, 2015, 2020), (2009, 2014, 2015, 2020)])
def test_values_drawn_anew_each_year_are_noise_too(tmp_path, years):
    """Flows that are low by accident grow by accident; the untapped value must not be praised for it."""
    random = np.random.default_rng(8)
    base = bilateral(14, 160, seed=12)
    frames = [base.assign(year=year, value=np.exp(random.normal(5, 1, len(base)))) for year in years]
    found = backtest(write(pd.concat(frames), tmp_path / "t.parquet"))
    assert found.verdict == "screening", found.as_json()
    assert found.reversion_held == (years[-2] - 1 not in years)


def test_years_of_the_comparison():
    assert choose_years([2010, 2011, 2015, 2016, 2021], 5).__dict__ == {
        "signal": 2015,
        "start": 2016,
        "later": 2021,
        "past": 2010,
    }
    assert choose_years([2015, 2020], 5).__dict__ == {
        "signal": 2015,
        "start": 2015,
        "later": 2020,
        "past": None,
    }
    with pytest.raises(e.YearsTooFew):
        choose_years([2019, 2020], 5)
    with pytest.raises(e.YearsTooFew):
        choose_years([], 5)
    with pytest.raises(e.YearAbsent):
        choose_years([2015, 2020], 5, later=2021)


def test_a_missing_rival_is_named(tmp_path):
    found = backtest(write(bilateral(12, 100, years=(2015, 2020)), tmp_path / "t.parquet")).as_json()
    assert found["rivals_missing"] == ["past_growth"]
    assert found["start_held_constant"]


def test_exports_only_tables_cannot_be_tested(tmp_path):
    frame = bilateral(8, 20, years=(2015, 2020)).drop(columns="importer")
    with pytest.raises(e.ShapeInsufficient):
        backtest(write(frame, tmp_path / "t.csv"))


def test_the_metrics_are_spearman_and_auc():
    from scipy.stats import rankdata, spearmanr

    random = np.random.default_rng(1)
    signal, came = random.normal(size=50), random.normal(size=50)
    found = _metric("growth", rankdata(signal), rankdata(came), np.ones(50))
    assert found == pytest.approx(spearmanr(signal, came).statistic)
    entered = (came > 0).astype(float)
    pairs = [(a > b) + (a == b) / 2 for a in signal[entered == 1] for b in signal[entered == 0]]
    assert _metric("entry", signal, entered, np.ones(50)) == pytest.approx(np.mean(pairs))
    doubled = _metric("entry", np.repeat(signal, 2), np.repeat(entered, 2), np.ones(100))
    assert _metric("entry", signal, entered, np.full(50, 2.0)) == pytest.approx(doubled)
