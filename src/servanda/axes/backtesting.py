"""Does the ranking of products predict what happened later, better than the trade gap and past growth do?

For each direction A→B the products are scored on an early year and compared with what came over the horizon:
- growth: ln(v_later / v_start) of the flows that exist in both years, by rank correlation (Spearman) with the signal;
- entry: products without a flow at the start that have one later, by the probability that an entrant has the higher signal (AUC).

*Regression to the mean*: the untapped value falls with the flow, and a flow that was low by accident grows by accident. Where the table has the
year before the start, all signals are taken from that year and growth is measured from the next one, so that the accident of the one is
not in the other. Where it has not, the flow at the start is held constant (ranks within tenths of it), and a finding says so.

A win needs, for growth or for entry, that the ranking is better than chance and than every rival, each at the 98.75 % level of
a seeded bootstrap (two outcomes share 2.5 %). Anything else is "screening".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np
from scipy.stats import rankdata

from . import sums
from .directions import gravity_of, label, score
from .errors import ShapeInsufficient, YearAbsent, YearsTooFew
from .figures import figure, one_thread
from .gravity import Gravity
from .intake import Progress, TradeTable, silent, take_in, years_of
from .measurement import Measures, measure
from .ranking import SEED
from .selection import party
from .source import Source, open_trade

RANKING, GAP, PAST = "ranking", "trade_gap", "past_growth"
OUTCOMES = ("growth", "entry")
CHANCE = {"growth": 0.0, "entry": 0.5}
COUNTRIES_DRAWN = 12  # without pairs named: all directions among so many countries of the matrix
PRODUCTS_LEAST = 20  # of a direction, for a rank correlation
EVENTS_LEAST = 5  # entries, and products that stayed away, of a direction
DRAWS = 2_000
LEVEL = 1.25  # percent, one side
DIRECTIONS_TO_DRAW = 8  # from so many on, directions are drawn anew; below, products within directions
TENTHS = 10


@dataclass(frozen=True)
class Years:
    """`signal`: the ranking's year; `start`, `later`: growth from, to; `past`: the year past growth is counted from."""

    signal: int
    start: int
    later: int
    past: int | None


@dataclass(frozen=True)
class BacktestResult:
    years: Years
    directions: list[str]
    outcomes: dict[str, dict[str, Any]]
    verdict: str
    rivals_missing: list[str]
    reversion_held: bool
    findings: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "ranked_on": self.years.signal,
            "grown_from": self.years.start,
            "grown_to": self.years.later,
            "past_growth_from": self.years.past,
            "directions": self.directions,
            "outcomes": self.outcomes,
            "rivals_missing": self.rivals_missing,
            "start_held_constant": self.reversion_held,
            "findings": self.findings,
        }


@dataclass(frozen=True)
class Sample:
    """One direction and outcome: signals by name and what came (growth, or 1 for entry), over products."""

    signals: dict[str, np.ndarray]
    came: np.ndarray


def choose_years(found: Sequence[int], horizon: int, later: int | None = None) -> Years:
    """The years of the comparison. Raises `YearsTooFew`, `YearAbsent`."""
    years = sorted(found)
    if later is not None and later not in years:
        raise YearAbsent(asked=later, found=", ".join(map(str, years)) or "–")
    last = years[-1] if later is None and years else later
    if last is None or last - horizon not in years:
        raise YearsTooFew(horizon=horizon, found=", ".join(map(str, years)) or "–")
    start = last - horizon
    signal = start - 1 if start - 1 in years else start
    before = [year for year in years if year < signal]
    past = signal - horizon if signal - horizon in before else next(iter(before), None)
    return Years(signal, start, last, past)


def backtest(
    path: str | Path | ir.Table,
    pairs: Iterable[tuple[str, str]] | None = None,
    horizon: int = 5,
    *,
    later: int | None = None,
    countries: str | Iterable[str] = "default",
    gravity: bool = True,
    seed: int = SEED,
    draws: int = DRAWS,
    good_rows: bool = False,
    pad_codes: bool = False,
    progress: Progress = silent,
) -> BacktestResult:
    """Compare the ranking `horizon` years ago with what came until `later` (default: the last year).

    `pairs`: both directions of each; None takes all directions among twelve countries of the matrix, drawn by the seed.
    Raises the `TradeError`s; `YearsTooFew` where the table does not reach so far back.
    """
    with open_trade(path) as source:
        if source.shape == "exports":
            raise ShapeInsufficient(wanted="backtest")
        years = choose_years(list(years_of(source)[0]), horizon, later)
        mends: dict[str, Any] = {"good_rows": good_rows, "pad_codes": pad_codes}
        then = take_in(source, years.signal, **mends)
        measured = measure(then, countries)
        progress("ranked", 0.3)
        chosen = _pairs(then, measured, pairs, seed)
        model = gravity_of(then) if gravity else None
        progress("gravity", 0.5)
        flows = _Flows(source, then, years, sorted({code for pair in chosen for code in pair}), mends)
        progress("flows", 0.7)
    samples: dict[str, list[Sample]] = {outcome: [] for outcome in OUTCOMES}
    held = years.signal == years.start
    with one_thread():
        for i, j in chosen:
            for outcome, sample in _samples(measured, model, flows, i, j, held):
                samples[outcome].append(sample)
        random = np.random.default_rng(seed)
        outcomes = {name: _compare(name, samples[name], random, draws) for name in OUTCOMES}
    progress("done", 1.0)
    missing = [] if years.past is not None else [PAST]
    won = any(outcome["win"] for outcome in outcomes.values())
    return BacktestResult(
        years=years,
        directions=["→".join((label(i), label(j))) for i, j in chosen],
        outcomes=outcomes,
        verdict="predicts" if won else "screening",
        rivals_missing=missing,
        reversion_held=held,
        findings=[finding.as_json() for finding in then.intake.findings if finding.code != "one_year_only"],
    )


def _pairs(
    table: TradeTable, measured: Measures, pairs: Iterable[tuple[str, str]] | None, seed: int
) -> list[tuple[str, str]]:
    """Ordered pairs, as codes of the table."""
    if pairs is not None:
        named = [(party(table, a), party(table, b)) for a, b in pairs]
        return list(dict.fromkeys(way for a, b in named for way in ((a, b), (b, a)) if a != b))
    codes = measured.countries
    random = np.random.default_rng(seed)
    drawn = sorted(random.choice(len(codes), size=min(COUNTRIES_DRAWN, len(codes)), replace=False).tolist())
    return [(codes[i], codes[j]) for i in drawn for j in drawn if i != j]


class _Flows:
    """Flows among the chosen countries by year, their imports in the ranking's year, and exports in the past one."""

    def __init__(
        self, source: Source, then: TradeTable, years: Years, codes: list[str], mends: dict[str, Any]
    ) -> None:
        self.codes, self.years = codes, years
        raw = [one for code in codes for one in then.raw[code]]
        fetched = sums.fetch(sums.by_product(sums.of_importers(then.rows, raw), "importer"))
        self.imports = then.matrix(fetched, "importer", codes) / sums.MILLI
        self.exports_past = None
        self.by_year: dict[int, dict[str, np.ndarray]] = {}
        for year in sorted({years.signal, years.start, years.later, years.past or years.signal}):
            rows = then.rows
            if year != years.signal:
                other = take_in(source, year, **mends)
                rows = other.rows
                if year == years.past:
                    self.exports_past = _aligned(other, then, codes)
            self.by_year[year] = _flows_of(rows, then, codes)

    def of(self, year: int, exporter: str, importer: str) -> np.ndarray:
        return self.by_year[year][exporter][self.codes.index(importer)] / sums.MILLI


def _aligned(other: TradeTable, then: TradeTable, codes: Sequence[str]) -> np.ndarray:
    """Exports of these countries in another year, in the product order of the ranking's year."""
    place = {product: n for n, product in enumerate(other.products)}
    columns = np.array([place.get(product, -1) for product in then.products])
    result = np.zeros((len(codes), len(then.products)))
    for n, code in enumerate(codes):
        if code in other.countries:
            row = other.exports[other.countries.index(code)]
            result[n, columns >= 0] = row[columns[columns >= 0]]
    return result / sums.MILLI


def _flows_of(rows: ir.Table, then: TradeTable, codes: Sequence[str]) -> dict[str, np.ndarray]:
    """For each exporter: importers × products. Products that the ranking's year does not have are no candidates."""
    raw = [one for code in codes for one in then.raw[code]]
    fetched = sums.fetch(sums.by_product(sums.between(rows, raw, raw), "exporter", "importer")).to_pydict()
    place = {one: code for code in codes for one in then.raw[code]}
    column = {product: n for n, product in enumerate(then.products)}
    result = {code: np.zeros((len(codes), len(then.products))) for code in codes}
    position = {code: n for n, code in enumerate(codes)}
    for exporter, importer, product, total in zip(
        fetched["exporter"], fetched["importer"], fetched["product"], fetched["total"], strict=True
    ):
        k = column.get(then.recode.get(str(product), ""))
        if k is not None:
            result[place[exporter]][position[place[importer]], k] += total
    return result


def _samples(
    measured: Measures, model: Gravity | None, flows: _Flows, i: str, j: str, held: bool
) -> Iterable[tuple[str, Sample]]:
    """What one direction gives to each outcome; nothing where it has too few products."""
    years, table = flows.years, measured.table
    at_signal, start, later = (flows.of(year, i, j) for year in (years.signal, years.start, years.later))
    fitted = model.trade(table.countries.index(i), table.countries.index(j)) if model else None
    scored = score(measured, i, at_signal, flows.imports[flows.codes.index(j)], fitted)
    k = scored.candidates
    if not len(k):
        return
    signals = {RANKING: scored.scores, GAP: scored.potential.gap[k]}
    past_flow = past_exports = None
    if years.past is not None and flows.exports_past is not None:
        past_flow = _relative_growth(flows.of(years.past, i, j), at_signal)[k]
        past_exports = _relative_growth(flows.exports_past[flows.codes.index(i)], scored.exports)[k]
    before, after = start[k], later[k]
    stayed = np.flatnonzero((before > 0) & (after > 0))
    if len(stayed) >= PRODUCTS_LEAST:
        used = signals if past_flow is None else signals | {PAST: past_flow}
        growth = np.log(after[stayed] / before[stayed])
        constant = before[stayed] if held else None
        ranked = {name: _ranks(values[stayed], constant) for name, values in used.items()}
        yield "growth", Sample(ranked, _ranks(growth, constant))
    absent = np.flatnonzero((before <= 0) & (at_signal[k] <= 0))
    entered = after[absent] > 0
    if min(entered.sum(), (~entered).sum()) >= EVENTS_LEAST:
        used = signals if past_exports is None else signals | {PAST: past_exports}
        yield (
            "entry",
            Sample({name: rankdata(values[absent]) for name, values in used.items()}, entered.astype(float)),
        )


def _relative_growth(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """(after − before) over their mean, between −2 and 2; 0 where both are 0."""
    middle = (before + after) / 2
    return np.divide(after - before, middle, out=np.zeros_like(middle), where=middle > 0)


def _ranks(values: np.ndarray, constant: np.ndarray | None) -> np.ndarray:
    """Ranks; with `constant`, less their mean within tenths of it and less what is linear in its rank."""
    ranks = rankdata(values)
    if constant is None:
        return ranks - ranks.mean()
    held = rankdata(constant)
    tenth = np.minimum((held - 1) * TENTHS // len(held), TENTHS - 1).astype(int)
    for group in range(TENTHS):
        inside = tenth == group
        if inside.any():
            ranks[inside] -= ranks[inside].mean()
            held[inside] -= held[inside].mean()
    scale = held @ held
    return ranks - held * (held @ ranks / scale) if scale > 0 else ranks


def _metric(outcome: str, signal: np.ndarray, came: np.ndarray, weight: np.ndarray) -> float:
    """Rank correlation, or AUC, with a weight for each product (how often the bootstrap drew it)."""
    if outcome == "growth":
        total = weight.sum()
        x, y = signal - weight @ signal / total, came - weight @ came / total
        scale = np.sqrt((weight @ x**2) * (weight @ y**2))
        return float(weight @ (x * y) / scale) if scale > 0 else 0.0
    order = np.argsort(signal, kind="stable")
    values, yes, no = signal[order], (weight * came)[order], (weight * (1 - came))[order]
    edges = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    entrants, stayers = np.add.reduceat(yes, edges), np.add.reduceat(no, edges)
    below = np.cumsum(stayers) - stayers
    pairs = entrants.sum() * stayers.sum()
    return float((entrants * (below + stayers / 2)).sum() / pairs) if pairs > 0 else 0.5


def _compare(outcome: str, samples: list[Sample], random: np.random.Generator, draws: int) -> dict[str, Any]:
    """Mean metric of each signal over directions, the bootstrap's bounds of the differences, and whether it is a win."""
    if not samples:
        return {"directions": 0, "products": 0, "metrics": {}, "lower_bounds": {}, "win": False}
    names = list(samples[0].signals)
    observed = np.array(
        [[_metric(outcome, s.signals[n], s.came, np.ones(len(s.came))) for n in names] for s in samples]
    )
    if len(samples) >= DIRECTIONS_TO_DRAW:
        drawn = random.integers(len(samples), size=(draws, len(samples)))
        means = observed[drawn].mean(axis=1)
    else:
        means = np.array([_drawn_products(outcome, samples, names, random) for _ in range(draws)])
    metrics = observed.mean(axis=0)
    own = means[:, 0]
    bounds = {"chance": np.percentile(own - CHANCE[outcome], LEVEL)}
    bounds |= {name: np.percentile(own - means[:, n], LEVEL) for n, name in enumerate(names) if n}
    return {
        "directions": len(samples),
        "products": int(sum(len(sample.came) for sample in samples)),
        "metrics": {name: figure(value) for name, value in zip(names, metrics, strict=True)},
        "lower_bounds": {name: figure(value) for name, value in bounds.items()},
        "win": bool(all(value > 0 for value in bounds.values())),
    }


def _drawn_products(
    outcome: str, samples: list[Sample], names: Sequence[str], random: np.random.Generator
) -> np.ndarray:
    rows = []
    for sample in samples:
        size = len(sample.came)
        weight = random.multinomial(size, np.full(size, 1 / size)).astype(float)
        rows.append([_metric(outcome, sample.signals[name], sample.came, weight) for name in names])
    return np.mean(rows, axis=0)
