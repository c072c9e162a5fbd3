"""Writes synthetic world trade of BACI's size and shape: the same file every time for the same year.

220 reporters × 5,000 products of six digits, about ten million rows a year, values in thousand US dollars
with a heavy tail, sorted by exporter, importer and product as BACI is. Nothing in it is about any real state.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from servanda.axes.countries import known_countries

ROWS = 10_000_000
COUNTRIES = 220
PRODUCTS = 5_000


def reporters(count: int = COUNTRIES) -> list[int]:
    """M49 numbers of the most populous countries: real codes, so that filters and gravity have their data."""
    numbered = (country for country in known_countries() if country.numeric)
    listed = sorted(numbered, key=lambda country: (-country.population, country.iso3))
    return sorted(country.numeric for country in listed[:count])


def product_codes(count: int = PRODUCTS) -> list[str]:
    """Six-digit codes in the chapters of the Harmonized System, leading zeros kept."""
    chapters = [chapter for chapter in range(1, 98) if chapter != 77]
    each = -(-count // len(chapters))
    return sorted(f"{c:02d}{10 + n // 9:02d}{10 + n % 9:02d}" for c in chapters for n in range(each))[:count]


@cache
def _cells(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sorted keys of the cells that ever trade (a twentieth more than a year has), sizes of countries, tastes."""
    random = np.random.default_rng(seed)
    n_c, n_p = COUNTRIES, PRODUCTS
    size = np.sort(random.pareto(0.9, n_c) + 0.02)[::-1][random.permutation(n_c)]
    taste = random.normal(size=(n_c, 8)) @ random.normal(size=(8, n_p)) / np.sqrt(8)
    exporters = np.cumsum((np.sqrt(size)[:, None] * np.exp(0.9 * taste)).ravel())
    importers = np.cumsum(np.sqrt(size))
    wanted, chosen = rows + rows // 20, np.empty(0, dtype=np.int64)
    while len(chosen) < wanted:
        draw = int((wanted - len(chosen)) * 2.5) + 10_000
        cell = np.searchsorted(exporters, random.random(draw) * exporters[-1]).astype(np.int64)
        importer = np.searchsorted(importers, random.random(draw) * importers[-1]).astype(np.int64)
        exporter, product = cell // n_p, cell % n_p
        key = (exporter * n_c + importer) * n_p + product
        chosen = np.unique(np.concatenate([chosen, key[exporter != importer]]))
    return np.delete(chosen, random.choice(len(chosen), len(chosen) - wanted, replace=False)), size, taste


def write_year(path: Path, year: int, rows: int = ROWS, seed: int = 20261123) -> Path:
    """Write one year's trade to `path` (parquet) unless it is there already; returns `path`."""
    if path.exists():
        return path
    cells, size, taste = _cells(rows, seed)
    random = np.random.default_rng([seed, year])
    left_out = random.choice(len(cells), len(cells) - rows, replace=False)
    chosen = np.delete(cells, left_out)
    exporter, rest = chosen // (COUNTRIES * PRODUCTS), chosen % (COUNTRIES * PRODUCTS)
    importer, product = rest // PRODUCTS, rest % PRODUCTS
    scale = np.log(size[exporter] * size[importer]) + 1.2 * taste[exporter, product]
    value = np.round(np.exp(3.0 + scale + random.normal(0, 1.6, rows)), 3) + 0.001
    codes = pa.array(np.array(reporters(), dtype=np.int32))
    goods = pa.array(product_codes())
    table = pa.table(
        {
            "year": pa.array(np.full(rows, year, dtype=np.int16)),
            "exporter": codes.take(pa.array(exporter)),
            "importer": codes.take(pa.array(importer)),
            "product": goods.take(pa.array(product)),
            "value": pa.array(np.round(value, 3)),
            "quantity": pa.array(np.round(value * random.uniform(0.05, 3, rows), 3)),
        }
    )
    half_done = path.with_suffix(".part")
    pq.write_table(table, half_done, compression="zstd", row_group_size=1_000_000)
    half_done.rename(path)
    return path
