"""The illustrative trade table of the demonstration: an invented world of forty countries and some sixty products.

Drawn by a seeded generator from `demonstration/trade/profiles.toml`; labelled as illustration wherever it is shown. What a country can make falls
with the complexity of the product beyond its capability; what it has (endowment) and wants (appetite) stands in the profiles; trade falls with
the distance of the capitals. The same profiles give the same bytes.
"""

from __future__ import annotations

import csv
import math
import random
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

LEAST = 800.0  # thousand dollars a year: below, a flow is not recorded
STEEPNESS = 8.0  # how fast the strength falls with complexity beyond the capability
HOLD = 0.45  # of an endowment on what is sold
WORLD = 40_000.0  # brings the sums to the order of thousand dollars


def write(folder: Path) -> None:
    """Write the table, its list of products and its label into a folder, if it is not there. Raises OSError."""
    if (folder / "illustration.csv").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("table.toml", "product_codes.csv"):
        (folder / name).write_bytes(_packaged(name))
    rows = flows(tomllib.loads(_packaged("profiles.toml").decode()), _complexity())
    unfinished = folder / ".illustration.csv"
    with unfinished.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("year", "exporter", "importer", "product", "value"))
        writer.writerows(rows)
    unfinished.rename(folder / "illustration.csv")


def _packaged(name: str) -> bytes:
    return files("servanda.cli").joinpath("demonstration", "trade", name).read_bytes()


def _complexity() -> dict[str, float]:
    lines = csv.DictReader(_packaged("product_codes.csv").decode("utf-8").splitlines())
    return {row["code"]: float(row["complexity"]) for row in lines}


def flows(profiles: dict[str, Any], complexity: dict[str, float]) -> list[tuple[int, str, str, str, int]]:
    """(year, exporter, importer, product, value in thousand dollars) of the invented world."""
    from servanda.axes.countries import Country, distance_km, resolve

    random_ = random.Random(profiles["seed"])
    size: dict[str, float] = profiles["size"]
    countries = sorted(size)
    known: dict[str, Country] = {code: found for code in countries if (found := resolve(code))}
    strength: dict[tuple[str, str], float] = {}
    demand: dict[tuple[str, str], float] = {}
    for code in countries:
        for product, hard in complexity.items():
            able = math.exp(-STEEPNESS * max(0.0, hard - profiles["capability"][code])) * (0.15 + hard)
            has = profiles["endowment"].get(code, {}).get(product, 1.0)
            strength[code, product] = size[code] ** 0.8 * able * has**HOLD * math.exp(random_.gauss(0, 0.5))
            wants = profiles["appetite"].get(code, {}).get(product, 1.0)
            demand[code, product] = size[code] ** 0.9 * wants * math.exp(random_.gauss(0, 0.4))
    rows = []
    for product in complexity:
        sold = sum(strength[code, product] for code in countries)
        for i in countries:
            for j in countries:
                if i == j:
                    continue
                apart = distance_km(known[i], known[j]) or 5000.0
                steady = (
                    WORLD
                    * strength[i, product]
                    / sold
                    * demand[j, product]
                    * (1000.0 / (apart + 300.0)) ** 0.8
                )
                steady *= math.exp(random_.gauss(0, 0.6)) * profiles["reluctance"].get(
                    "-".join(sorted((i, j))), 1.0
                )
                for year in profiles["years"]:
                    value = steady * 1.03 ** (year - profiles["years"][0]) * math.exp(random_.gauss(0, 0.25))
                    if value >= LEAST:
                        rows.append((year, i, j, product, round(value)))
    return sorted(rows)
