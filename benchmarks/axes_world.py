"""Writes synthetic world trade of BACI's size and shape: the same file every time for the same year.

220 reporters × 5,000 products of six digits, about ten million rows a year, values in thousand US dollars
with a heavy tail, sorted by exporter, importer and product as BACI is. Nothing in it is about any real state.
"""

from __future__ import annotations

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


def write_year(path: Path, year: int, rows: int = ROWS, seed: int = 20261123) -> Path:
    """Write one year's trade to `path` (parquet) unless it is there already; returns `path`."""
    if path.exists():
        return path
    random = np.random.default_rng([seed, year])
    fixed = np.random.default_rng(seed)  # what does not change with the year: size and skill of countries
    codes, products = np.array(reporters(), dtype=np.int32), product_codes()
    size = np.sort(fixed.pareto(0.9, len(codes)) + 0.02)[::-1][fixed.permutation(len(codes))]
    skill, difficulty = fixed.normal(size=(len(codes), 8)), fixed.normal(size=(8, len(products)))
    taste = skill @ difficulty / np.sqrt(8)
    # cells with trade: wanted in proportion to √size, √size and the exporter's taste for the product
    export_weight = np.sqrt(size)[:, None] * np.exp(0.9 * taste)
    chosen = np.empty(0, dtype=np.int64)
    n_c, n_p = len(codes), len(products)
    cumulative = np.cumsum(export_weight.ravel())
    importers = np.cumsum(np.sqrt(size))
    while len(chosen) < rows:
        draw = int((rows - len(chosen)) * 1.6) + 10_000
        cell = np.searchsorted(cumulative, random.random(draw) * cumulative[-1]).astype(np.int64)
        importer = np.searchsorted(importers, random.random(draw) * importers[-1]).astype(np.int64)
        exporter, product = cell // n_p, cell % n_p
        key = (exporter * n_c + importer) * n_p + product
        chosen = np.unique(np.concatenate([chosen, key[exporter != importer]]))
    chosen = np.sort(random.choice(chosen, rows, replace=False, shuffle=False))
    exporter, rest = chosen // (n_c * n_p), chosen % (n_c * n_p)
    importer, product = rest // n_p, rest % n_p
    scale = np.log(size[exporter] * size[importer]) + 1.2 * taste[exporter, product]
    value = np.round(np.exp(3.0 + scale + random.normal(0, 1.6, rows)), 3) + 0.001
    quantity = np.round(value * random.uniform(0.05, 3, rows), 3)
    table = pa.table(
        {
            "year": pa.array(np.full(rows, year, dtype=np.int16)),
            "exporter": pa.array(codes[exporter]),
            "importer": pa.array(codes[importer]),
            "product": pa.DictionaryArray.from_arrays(
                pa.array(product.astype(np.int32)), pa.array(products)
            ).cast(pa.string()),
            "value": pa.array(np.round(value, 3)),
            "quantity": pa.array(quantity),
        }
    )
    half_done = path.with_suffix(".part")
    pq.write_table(table, half_done, compression="zstd", row_group_size=1_000_000)
    half_done.rename(path)
    return path
