"""The axes of a pair of countries: what each could sell the other, by sector, with the figures and products behind.

A screening of where to look, not a forecast: see `backtest` for whether a table gives the ranking more credit than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np

from .bilateral import complementarity, concentration, finger_kreinin, grubel_lloyd, intensity
from .concordance import heading_of, sector_of
from .countries import resolve
from .errors import PartiesSame, ShapeInsufficient
from .figures import figure, one_thread
from .gravity import COUNTRIES_LEAST, Gravity, GravityFailed, estimate
from .intake import Progress, TradeTable, silent, take_in
from .measurement import Measures, measure
from .potential import Potential, potential
from .ranking import COMPONENTS, DRAWS, INTERVAL, SEED, RankedSector, product_scores, rank_sectors
from .selection import party
from .source import open_trade, product_titles
from .space import VARIANTS

PRODUCTS_SHOWN = 10


@dataclass(frozen=True)
class Direction:
    """Trade from one country to another by product of the whole table; values a year, in the table's unit.

    `rca`, `pci`, `density`, `cog` are NaN for products outside the matrix. `candidates` are positions of the products that are
    ranked; `scores` runs over them.
    """

    exporter: str
    importer: str
    exports: np.ndarray
    imports: np.ndarray
    potential: Potential
    rca: np.ndarray
    pci: np.ndarray
    density: np.ndarray
    cog: np.ndarray
    candidates: np.ndarray
    components: dict[str, np.ndarray]
    scores: np.ndarray
    axes: list[RankedSector]
    figures: dict[str, float | None]
    unranked: int
    unranked_value: float


@dataclass(frozen=True)
class AxesResult:
    """Ranked axes in both directions. `labels` are the parties' codes in the output (ISO alpha-2 where known)."""

    table: TradeTable
    measures: Measures
    labels: tuple[str, str]
    directions: dict[str, Direction]
    pair_figures: dict[str, float | None]
    gravity: Gravity | None
    titles: dict[str, str] = field(default_factory=dict)
    products_shown: int = PRODUCTS_SHOWN
    seed: int = SEED
    draws: int = DRAWS

    def as_json(self) -> dict[str, Any]:
        intake = self.table.intake
        return {
            "pair": list(self.labels),
            "year": intake.years[-1] if intake.years else None,
            "years": intake.years,
            "directions": {name: self._direction(direction) for name, direction in self.directions.items()},
            "figures": {name: figure(value) for name, value in self.pair_figures.items()},
            "gravity": self.gravity.as_json() if self.gravity else None,
            "opportunity_variant": self.measures.variant,
            "verdict": "screening",
            "interval_of_ranks": {"percentiles": list(INTERVAL), "draws": self.draws, "seed": self.seed},
            "intake": intake.as_json(),
            "findings": [finding.as_json() for finding in intake.findings],
        }

    def _direction(self, direction: Direction) -> dict[str, Any]:
        return {
            "axes": [self._axis(direction, axis) for axis in direction.axes],
            "figures": {name: figure(value) for name, value in direction.figures.items()},
            "ranked_by": list(direction.components),
            "unranked": {"products": direction.unranked, "untapped": figure(direction.unranked_value)},
        }

    def _axis(self, direction: Direction, axis: RankedSector) -> dict[str, Any]:
        chosen = direction.candidates[axis.members]
        own, weight = direction.potential, direction.potential.untapped[chosen]
        return {
            "sector": axis.sector,
            "rank": axis.rank,
            "interval": list(axis.interval),
            "components": {
                "score": figure(axis.score),
                "untapped_gravity": _sum(own.untapped_gravity, chosen),
                "untapped_static": _sum(own.untapped_static, chosen),
                "pci": _mean(direction.pci[chosen], weight),
                "density": _mean(direction.density[chosen], weight),
                "trade": _sum(own.flow, chosen),
                "trade_gap": _sum(own.gap, chosen),
                "products": len(chosen),
            },
            "products": [self._product(direction, n) for n in axis.members[: self.products_shown]],
        }

    def _product(self, direction: Direction, n: int) -> dict[str, Any]:
        k, own = direction.candidates[n], direction.potential
        code = self.table.products[k]
        heading = heading_of(code, self.table.intake.nomenclature)
        return {
            "product": code,
            "title": self.titles.get(code) or (heading.title if heading else None),
            "score": figure(direction.scores[n]),
            "untapped_gravity": None if own.untapped_gravity is None else figure(own.untapped_gravity[k]),
            "untapped_static": figure(own.untapped_static[k]),
            "trade": figure(own.flow[k]),
            "trade_gap": figure(own.gap[k]),
            "exports": figure(direction.exports[k]),
            "imports": figure(direction.imports[k]),
            "rca": figure(direction.rca[k]),
            "pci": figure(direction.pci[k]),
            "density": figure(direction.density[k]),
            "opportunity_gain": figure(direction.cog[k]),
        }


def _sum(values: np.ndarray | None, chosen: np.ndarray) -> float | None:
    return None if values is None else figure(values[chosen].sum())


def _mean(values: np.ndarray, weight: np.ndarray) -> float | None:
    """Mean weighted by untapped value; the plain mean where nothing is untapped."""
    total = weight.sum()
    return figure(values @ weight / total if total > 0 else values.mean())


def label(code: str) -> str:
    """ISO alpha-2 of a country given by any code; the code itself where it is no country's."""
    country = resolve(code)
    return country.iso2 if country else str(code).strip()


def axes(
    a: str,
    b: str,
    path: str | Path | ir.Table,
    years: int | Iterable[int] | None = None,
    countries: str | Iterable[str] = "default",
    *,
    gravity: bool = True,
    good_rows: bool = False,
    pad_codes: bool = False,
    variant: str = VARIANTS[0],
    products_shown: int = PRODUCTS_SHOWN,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = silent,
) -> AxesResult:
    """Rank the axes between `a` and `b` (codes of any system) in both directions.

    `path`: a file, a folder, `engine://…#table` or an Ibis table in BACI's shape. `years`: averaged; None takes the last three.
    `countries`: "default", "all" or a list, the countries of the matrix of advantages (the parties always stay). `gravity`: False leaves
    the gravity model out, and the static ease ranks. Raises the `TradeError`s.
    """
    with open_trade(path) as source:
        if source.shape == "exports":
            raise ShapeInsufficient(wanted="axes")
        table = take_in(source, years, good_rows=good_rows, pad_codes=pad_codes, progress=progress)
        pair = (party(table, a), party(table, b))
        if pair[0] == pair[1]:
            raise PartiesSame(party=a)
        titles = {
            code: named.get("en") or next(iter(named.values()))
            for code, named in product_titles(source.folder).items()
        }
        progress("pair", 0.55)
        listed = countries if isinstance(countries, str) else [*countries, *pair]
        # The engine sums the trade of the pair while the measures, which need nothing of it, are computed here.
        with ThreadPoolExecutor(1) as beside:
            awaited = beside.submit(table.pair_trade, *pair)
            measured = measure(table, listed, keep=pair, variant=variant, progress=progress)
            trade = awaited.result()
    model = gravity_of(table) if gravity else None
    if not gravity:
        table.intake.note("gravity_off")
    progress("gravity", 0.9)
    labels = (label(pair[0]), label(pair[1]))
    there, back = trade.there / table.divisor, trade.back / table.divisor
    result: dict[str, Direction] = {}
    with one_thread():
        for i, j, flow, bought, names in (
            (pair[0], pair[1], there, trade.imports_b / table.divisor, labels),
            (pair[1], pair[0], back, trade.imports_a / table.divisor, labels[::-1]),
        ):
            result["→".join(names)] = direct(
                measured, i, j, flow, bought, model, names, draws=draws, seed=seed
            )
    figures = pair_figures(table, pair, there, back)
    progress("done", 1.0)
    return AxesResult(table, measured, labels, result, figures, model, titles, products_shown, seed, draws)


def gravity_of(table: TradeTable) -> Gravity | None:
    """The gravity model of a bilateral table, or None with a finding that says why there is none."""
    if not table.codes_recognised:
        table.intake.note("gravity_too_few", least=COUNTRIES_LEAST)
        return None
    assert table.flows is not None
    try:
        model = estimate(table.flows / table.divisor, table.countries)
    except GravityFailed as failed:
        table.intake.findings.append(failed.finding)
        return None
    if model.pairs_without_distance:
        table.intake.note("pairs_without_distance", pairs=model.pairs_without_distance)
    return model


def pair_figures(
    table: TradeTable, pair: tuple[str, str], there: np.ndarray, back: np.ndarray
) -> dict[str, float | None]:
    """What is one figure for both: intra-industry trade, similarity and concentration of exports."""
    one, other = (table.exports[table.countries.index(code)] for code in pair)
    return {
        "grubel_lloyd": grubel_lloyd(there, back),
        "finger_kreinin": finger_kreinin(one, other),
        "concentration_a": concentration(one),
        "concentration_b": concentration(other),
    }


@dataclass(frozen=True)
class Scored:
    """Products of one direction with their scores; `candidates` are positions among all products of the table."""

    potential: Potential
    exports: np.ndarray
    placed: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # RCA, PCI, density, gain
    candidates: np.ndarray
    components: dict[str, np.ndarray]
    scores: np.ndarray


def score(
    measured: Measures, exporter: str, flow: np.ndarray, imports: np.ndarray, fitted: float | None
) -> Scored:
    """Potential and score of each product: `flow` to and `imports` of the importer, a year, in the table's unit."""
    table = measured.table
    exports = table.exports[table.countries.index(exporter)] / table.divisor
    own = potential(exports, imports, table.exports.sum(axis=0) / table.divisor, flow, fitted)
    placed = _placed(measured, exporter)
    _, pci, dense, _ = placed
    possible = (own.base > 0) & np.isfinite(dense)
    by_complexity = bool(np.isfinite(pci).any())
    if by_complexity:
        possible &= np.isfinite(pci)
    candidates = np.flatnonzero(possible)
    parts = {"untapped": own.untapped[candidates], "pci": pci[candidates], "density": dense[candidates]}
    components = {name: parts[name] for name in COMPONENTS if by_complexity or name != "pci"}
    scores = product_scores(list(components.values())) if len(candidates) else np.empty(0)
    return Scored(own, exports, placed, candidates, components, scores)


def direct(
    measured: Measures,
    exporter: str,
    importer: str,
    flow: np.ndarray,
    imports: np.ndarray,
    model: Gravity | None,
    names: tuple[str, str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Direction:
    """One direction, ranked: `flow` and `imports` (of the importer) by product, a year, in the table's unit."""
    table = measured.table
    i, j = table.countries.index(exporter), table.countries.index(importer)
    fitted = model.trade(i, j) if model is not None else None
    if model is not None and fitted is None:
        table.intake.note("pair_without_distance", exporter=names[0], importer=names[1])
    scored = score(measured, exporter, flow, imports, fitted)
    own, candidates = scored.potential, scored.candidates
    if "pci" not in scored.components:
        table.intake.note("complexity_unavailable")
    outside = np.setdiff1d(np.flatnonzero(own.base > 0), candidates)
    if len(outside):
        table.intake.note("products_unranked", count=len(outside), direction="→".join(names))
    if not flow.any():
        table.intake.note("pair_without_trade", exporter=names[0], importer=names[1])
    ranked: list[RankedSector] = []
    if len(candidates):
        sectors = [sector_of(table.products[k], table.intake.nomenclature) for k in candidates]
        components = list(scored.components.values())
        ranked = rank_sectors(components, own.untapped[candidates], sectors, draws=draws, seed=seed)
    else:
        table.intake.note("no_candidates", exporter=names[0], importer=names[1])
    assert table.flows is not None
    figures = {
        "trade": float(flow.sum()),
        "complementarity": complementarity(scored.exports, imports),
        "intensity": intensity(table.flows, i, j),
        "intensity_exporter_left_out": intensity(table.flows, i, j, leave_exporter_out=True),
        "gravity_trade": fitted,
        "static_ease": own.static_ease,
        "gravity_ease": own.gravity_ease,
        "untapped_gravity": None if own.untapped_gravity is None else float(own.untapped_gravity.sum()),
        "untapped_static": float(own.untapped_static.sum()),
        "trade_gap": float(own.gap.sum()),
    }
    return Direction(
        names[0], names[1], scored.exports, imports, own, *scored.placed, candidates, scored.components, scored.scores,
        ranked, figures, len(outside), float(own.untapped[outside].sum()),
    )  # fmt: skip


def _placed(measured: Measures, exporter: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """RCA, PCI, density and gain of the exporter over all products of the table."""
    table, columns = measured.table, measured.selection.products
    row = measured.countries.index(exporter) if exporter in measured.countries else None
    whole = [np.full(len(table.products), np.nan) for _ in range(4)]
    whole[1][columns] = measured.pci
    if row is not None:
        for place, values in ((0, measured.rca), (2, measured.density), (3, measured.cog)):
            whole[place][columns] = values[row]
    return whole[0], whole[1], whole[2], whole[3]
