"""Invented worlds of trade for the tests: small, with real codes of countries, and known by construction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from servanda.axes.countries import known_countries

BIG = sorted((c for c in known_countries() if c.numeric), key=lambda c: (-c.population, c.iso3))


def codes(count: int, system: str = "iso2") -> list[str]:
    """Codes of the most populous countries, Morocco and Russia among them; the same order in each system."""
    chosen = [c for c in BIG if c.iso2 in ("MA", "RU")]
    chosen += [c for c in BIG if c.iso2 not in ("MA", "RU")][: count - 2]
    return [str(getattr(c, system)) for c in sorted(chosen, key=lambda c: c.iso2)]


def hs_products(count: int) -> list[str]:
    chapters = [c for c in range(1, 98) if c != 77]
    each = -(-count // len(chapters))
    return sorted(f"{c:02d}1{n // 10}{n % 10}0" for c in chapters for n in range(each))[:count]


def bilateral(
    countries: int = 20,
    products: int = 60,
    years: tuple[int, ...] = (2022,),
    seed: int = 7,
    system: str = "iso2",
) -> pd.DataFrame:
    """BACI-shaped trade with sizes, tastes and noise: year, exporter, importer, product, value, quantity."""
    random = np.random.default_rng(seed)
    names, goods = codes(countries, system), hs_products(products)
    size = np.exp(random.normal(0, 1, countries))
    taste = random.normal(0, 1, (countries, 3)) @ random.normal(0, 1, (3, products))
    frames = []
    for year in years:
        mean = size[:, None, None] * size[None, :, None] * np.exp(taste)[:, None, :]
        value = mean * np.exp(random.normal(0, 1, mean.shape)) * 100
        present = random.random(mean.shape) < 0.5
        present[np.arange(countries), np.arange(countries), :] = False
        e, i, k = np.nonzero(present)
        frames.append(
            pd.DataFrame(
                {
                    "year": year,
                    "exporter": np.array(names)[e],
                    "importer": np.array(names)[i],
                    "product": np.array(goods)[k],
                    "value": np.round(value[e, i, k], 3),
                    "quantity": 1.0,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def write(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as parquet or CSV by the name's ending."""
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_csv(path, index=False)
    return path
