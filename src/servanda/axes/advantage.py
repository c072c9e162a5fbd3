"""Revealed comparative advantage (Balassa 1965): who sells more of a product than the world's average country does.

RCA_ck = (x_ck / X_c) / (x_k / X), M_ck = 1 where RCA_ck ≥ 1. X is the sum over the countries and products of the matrix:
what a filter leaves out does not count in the world of this measure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

CLOSE = 1e-9  # ratios nearer to 1 than this are compared exactly


def advantage(exports: np.ndarray) -> np.ndarray:
    """RCA of each country and product; NaN for a country without exports and a product that nobody exports."""
    x = exports.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (x / x.sum(axis=1, keepdims=True)) / (x.sum(axis=0, keepdims=True) / x.sum())


def has_advantage(exports: np.ndarray, rca: np.ndarray) -> np.ndarray:
    """M as booleans. Exact for integer sums: at a tie x_ck · X = X_c · x_k the country has the advantage."""
    with np.errstate(invalid="ignore"):
        matrix = rca >= 1
    rows, columns = np.nonzero(np.abs(rca - 1) < CLOSE)
    if len(rows):
        by_country = [int(total) for total in exports.sum(axis=1)]
        by_product = [int(total) for total in exports.sum(axis=0)]
        world = sum(by_country)
        for c, k in zip(rows.tolist(), columns.tolist(), strict=True):
            matrix[c, k] = int(exports[c, k]) * world >= by_country[c] * by_product[k]
    return matrix


@dataclass(frozen=True)
class Matrix:
    """M without its empty rows and columns, and where these rows and columns stand in the whole."""

    cells: np.ndarray  # bool, rows × columns
    rows: np.ndarray  # positions in the whole
    columns: np.ndarray
    shape: tuple[int, int]  # of the whole

    @property
    def diversity(self) -> np.ndarray:
        return self.cells.sum(axis=1)

    @property
    def ubiquity(self) -> np.ndarray:
        return self.cells.sum(axis=0)

    def restore_rows(self, values: np.ndarray) -> np.ndarray:
        """Values of the kept countries among all; NaN for those without any advantage."""
        whole = np.full(self.shape[0], np.nan)
        whole[self.rows] = values
        return whole

    def restore_columns(self, values: np.ndarray) -> np.ndarray:
        whole = np.full(self.shape[1], np.nan)
        whole[self.columns] = values
        return whole

    def restore(self, values: np.ndarray) -> np.ndarray:
        whole = np.full(self.shape, np.nan)
        whole[np.ix_(self.rows, self.columns)] = values
        return whole

    def part(self, rows: np.ndarray, columns: np.ndarray) -> Matrix:
        """The submatrix of these (boolean) rows and columns."""
        return Matrix(self.cells[np.ix_(rows, columns)], self.rows[rows], self.columns[columns], self.shape)


def without_empty(cells: np.ndarray) -> Matrix:
    """Drop empty rows and columns, again and again until none is left."""
    rows, columns = np.arange(cells.shape[0]), np.arange(cells.shape[1])
    whole = cells.shape
    while True:
        kept_rows, kept_columns = cells.any(axis=1), cells.any(axis=0)
        if kept_rows.all() and kept_columns.all():
            return Matrix(cells, rows, columns, whole)
        cells = cells[np.ix_(kept_rows, kept_columns)]
        rows, columns = rows[kept_rows], columns[kept_columns]


def components(matrix: Matrix) -> tuple[int, np.ndarray, np.ndarray]:
    """Number of parts that share no product, and the part of each row and column."""
    height = len(matrix.rows)
    links = sparse.bmat([[None, sparse.csr_array(matrix.cells)], [sparse.csr_array(matrix.cells.T), None]])
    count, labels = csgraph.connected_components(links, directed=False)
    return int(count), labels[:height], labels[height:]
