"""Measures of every country and product of a trade table: complexity, fitness, diversity, ubiquity, outlook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np

from .advantage import Matrix, advantage, components, has_advantage, without_empty
from .complexity import Complexity, Fitness, complexity, fitness
from .errors import MatrixTooSmall
from .figures import figure, one_thread
from .intake import Progress, TradeTable, silent, take_in
from .selection import Selection, select
from .source import open_trade
from .space import VARIANTS, density, outlook

MAIN_PART = (
    0.5  # a part of a disconnected matrix speaks for itself if it has more than this share of both sides
)


@dataclass(frozen=True)
class Measures:
    """All measures on the countries and products of the selection (their order); NaN where there is none.

    `exports` are integer sums; `rca`, `cells` (M), `density`, `cog` are countries × products.
    """

    table: TradeTable
    selection: Selection
    rca: np.ndarray
    cells: np.ndarray
    eci: np.ndarray
    pci: np.ndarray
    eigenvalues: tuple[float | None, float | None]
    fitness: Fitness
    country_fitness: np.ndarray
    product_fitness: np.ndarray
    density: np.ndarray
    coi: np.ndarray
    cog: np.ndarray
    matrix: Matrix
    variant: str
    normalisation: str

    @property
    def countries(self) -> list[str]:
        return [self.table.countries[n] for n in self.selection.countries]

    @property
    def products(self) -> list[str]:
        return [self.table.products[n] for n in self.selection.products]

    def as_json(self) -> dict[str, Any]:
        """Countries and products by the table's own codes; what the filter left out stands in the findings."""
        diversity, ubiquity = self.cells.sum(axis=1), self.cells.sum(axis=0)
        countries = {
            code: {
                "eci": figure(self.eci[n]),
                "fitness": figure(self.country_fitness[n]),
                "diversity": int(diversity[n]),
                "coi": figure(self.coi[n]),
            }
            for n, code in enumerate(self.countries)
        }
        products = {
            code: {"pci": figure(self.pci[n]), "ubiquity": int(ubiquity[n])}
            for n, code in enumerate(self.products)
        }
        intake = self.table.intake
        return {
            "countries": countries,
            "products": products,
            "lambda2": figure(self.eigenvalues[0]),
            "lambda3": figure(self.eigenvalues[1]),
            "opportunity_variant": self.variant,
            "normalisation": self.normalisation,
            "fitness_updates": self.fitness.updates,
            "years": intake.years,
            "filter": self.selection.rule,
            "intake": intake.as_json(),
            "findings": [finding.as_json() for finding in intake.findings],
        }


def measure(
    table: TradeTable,
    countries: str | Iterable[str] = "default",
    updates: int | None = None,
    *,
    keep: Iterable[str] = (),
    variant: str = VARIANTS[0],
    normalisation: str = "eci",
    progress: Progress = silent,
) -> Measures:
    """The measures of a table that was taken in. `keep`: countries that the default filter may not leave out."""
    selection = select(table, countries, tuple(keep))
    exports = selection.exports(table)
    with one_thread():
        rca = advantage(exports)
        cells = has_advantage(exports, rca)
        matrix = without_empty(cells)
        _note_empty(table, matrix)
        connected, count = _main_part(table, matrix)
        progress("advantage", 0.6)
        found = complexity(connected, normalisation) if connected is not None else None
        eci, pci, eigenvalues = _restored(table, connected, found, cells.shape, count)
        progress("complexity", 0.7)
        fit = fitness(matrix, updates)
        _note_fitness(table, fit, fixed=updates is not None)
        progress("fitness", 0.75)
        around, sums = density(matrix)
        known = pci[matrix.columns]
        if np.isnan(known).all():
            coi, cog = np.full(len(matrix.rows), np.nan), np.full(matrix.cells.shape, np.nan)
        else:  # products outside the main part are no opportunity that can be valued
            coi, cog = outlook(matrix, np.nan_to_num(known), around, sums, variant)
        progress("space", 0.85)
    return Measures(
        table, selection, rca, cells, eci, pci, eigenvalues, fit,
        matrix.restore_rows(fit.countries), matrix.restore_columns(fit.products),
        matrix.restore(around), matrix.restore_rows(coi), matrix.restore(cog), matrix, variant, normalisation,
    )  # fmt: skip


def _note_empty(table: TradeTable, matrix: Matrix) -> None:
    if 0 in matrix.cells.shape:
        raise MatrixTooSmall(countries=len(matrix.rows), products=len(matrix.columns))
    lost = (matrix.shape[0] - len(matrix.rows), matrix.shape[1] - len(matrix.columns))
    if any(lost):
        table.intake.note("without_advantage", countries=lost[0], products=lost[1])


def _main_part(table: TradeTable, matrix: Matrix) -> tuple[Matrix | None, int]:
    """The matrix if it is connected; else its part with more than half of both sides, or None. And the parts' number."""
    count, rows, columns = components(matrix)
    if count == 1:
        return matrix, 1
    main = int(np.argmax(np.bincount(rows, minlength=count)))
    part = matrix.part(rows == main, columns == main)
    enough = len(part.rows) > MAIN_PART * len(matrix.rows) and len(part.columns) > MAIN_PART * len(
        matrix.columns
    )
    kept = len(part.rows) if enough else 0
    table.intake.note("matrix_disconnected", components=count, kept=kept, countries=len(matrix.rows))
    return (part if enough else None), count


def _restored(
    table: TradeTable, part: Matrix | None, found: Complexity | None, shape: tuple[int, int], count: int
) -> tuple[np.ndarray, np.ndarray, tuple[float | None, float | None]]:
    """ECI and PCI in the whole. λ₂ of a matrix that falls apart is 1, whatever its main part says."""
    nothing = np.full(shape[0], np.nan), np.full(shape[1], np.nan)
    if part is None or found is None:
        return *nothing, (1.0, None)
    if found.eci is None or found.pci is None:
        table.intake.note("eigenvalues_tied" if found.problem == "tied" else "matrix_trivial")
        return *nothing, (found.eigenvalues if count == 1 else (1.0, None))
    values = found.eigenvalues if count == 1 else (1.0, found.eigenvalues[0] if count == 2 else 1.0)
    return part.restore_rows(found.eci), part.restore_columns(found.pci), values


def _note_fitness(table: TradeTable, fit: Fitness, *, fixed: bool) -> None:
    if not fit.settled and not fixed:
        table.intake.note("fitness_unsettled", updates=fit.updates)
    if fit.vanishing:
        table.intake.note("fitness_towards_zero", count=fit.vanishing)


def measures(
    path: str | Path | ir.Table,
    year: int | None = None,
    countries: str | Iterable[str] = "default",
    updates: int | None = None,
    *,
    good_rows: bool = False,
    pad_codes: bool = False,
    variant: str = VARIANTS[0],
    normalisation: str = "eci",
    progress: Progress = silent,
) -> Measures:
    """Measures of a trade table: a file, a folder, `engine://…#table`, or an Ibis table.

    `year`: None takes the average of the last three. `countries`: "default", "all" or a list of codes. `updates`: of
    fitness; None goes on until the ranks are stable. `good_rows`, `pad_codes`: see `take_in`. `variant`: of the
    opportunity gain. `normalisation`: "eci" or "zscore". Raises the `TradeError`s.
    """
    with open_trade(path) as source:
        table = take_in(source, year, good_rows=good_rows, pad_codes=pad_codes, progress=progress)
        done = measure(
            table, countries, updates, variant=variant, normalisation=normalisation, progress=progress
        )
    progress("done", 1.0)
    return done
