"""Speed of the axes on one year of trade of BACI's size, beside the floor and, if asked, beside the peers.

    .venv/bin/python benchmarks/axes.py            # floor, one year, gravity apart, five years
    .venv/bin/python benchmarks/axes.py --peers    # and ecomplexity, economic-complexity from PyPI, in a venv of their own

Each figure is measured in a process of its own; the peak is that process's resident memory. Imports are loaded before the
clock starts and printed apart. The tables (131 MB a year) stay in the temporary folder for the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.gettempdir()) / "servanda-axes-benchmark"
YEARS = (2018, 2019, 2020, 2021, 2022)
PAIR = ("MA", "RU")
PEERS = (
    "ecomplexity==0.5.3",
    "economic-complexity==0.3.0",
    "pandas<3",
    "pyarrow",
)  # pandas 3 breaks the second
TIMES_FLOOR, PEAK_GIB, YEARS_RATIO = 4.0, 1.0, 5.0


def peak_mib() -> float:
    """Highest resident memory of this process (of this program alone: it starts anew at exec)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def world(years: list[int]) -> list[Path]:
    from axes_world import write_year

    FOLDER.mkdir(exist_ok=True)
    return [write_year(FOLDER / f"BACI_HS17_Y{year}.parquet", year) for year in years]


def floor(path: str) -> dict[str, float]:
    """The least that any program does: read and group the table, multiply the matrix with itself."""
    import duckdb
    import numpy as np

    connection = duckdb.connect(config={"threads": 2})
    query = "SELECT exporter, product, sum(value) AS total FROM read_parquet(?) GROUP BY ALL"
    before = time.process_time()
    scan, groups = timed(lambda: connection.sql(query, params=[path]).to_arrow_table())
    cpu = time.process_time() - before
    country, row = np.unique(groups["exporter"].to_numpy(), return_inverse=True)
    product, column = np.unique(groups["product"].to_numpy().astype(str), return_inverse=True)
    exports = np.zeros((len(country), len(product)))
    exports[row, column] = groups["total"].to_numpy()
    share = (exports / exports.sum(axis=1, keepdims=True)) >= exports.sum(axis=0) / exports.sum()
    cells = share.astype(np.float32)
    before = time.process_time()
    multiply, _ = timed(lambda: cells.T @ cells)
    cpu += time.process_time() - before
    return {
        "scan_and_group": scan,
        "multiply": multiply,
        "seconds": scan + multiply,
        "cpu": cpu,
        "peak_mib": peak_mib(),
    }


def ours(paths: list[str]) -> dict[str, float]:
    """RCA, ECI/PCI, fitness, proximity, density, COI/COG, and the pair's ranking; then gravity by itself."""
    imports, _ = timed(_load)
    from servanda.axes import axes
    from servanda.axes.figures import one_thread
    from servanda.axes.gravity import estimate
    from servanda.axes.space import proximity

    source: Any = FOLDER if len(paths) > 1 else paths[0]
    years = list(YEARS) if len(paths) > 1 else None

    def path() -> Any:
        result = axes(*PAIR, source, years, "all", gravity=False)
        with one_thread():
            near = proximity(result.measures.matrix)
        return result, near.shape

    before = time.process_time()
    seconds, (result, _) = timed(path)
    cpu, peak = time.process_time() - before, peak_mib()
    if len(paths) > 1:
        return {"imports": imports, "seconds": seconds, "cpu": cpu, "peak_mib": peak}
    table = result.table
    cold, _ = timed(lambda: estimate(table.flows / table.divisor, table.countries))
    warm, _ = timed(lambda: estimate(table.flows / table.divisor, table.countries))
    return {
        "imports": imports, "seconds": seconds, "cpu": cpu, "peak_mib": peak, "gravity_with_imports": cold, "gravity": warm,
        "gravity_peak_mib": peak_mib(),
    }  # fmt: skip


def _load() -> None:
    """What the first use imports: Ibis loads its engine, pandas and sqlglot late."""
    import ibis.backends.duckdb
    import ibis.formats.pandas  # noqa: F401

    import servanda.axes.directions  # noqa: F401
    from servanda.axes.countries import resolve

    resolve("MA")


def peer(name: str, path: str) -> dict[str, float]:
    """One peer from reading the file to its measures (runs in the peers' own venv)."""
    import pandas as pd

    def run() -> Any:
        trade = pd.read_parquet(path, columns=["year", "exporter", "product", "value"])
        if name == "ecomplexity":
            from ecomplexity import ecomplexity, proximity

            columns = {"time": "year", "loc": "exporter", "prod": "product", "val": "value"}
            summed = trade.groupby(["year", "exporter", "product"], as_index=False)["value"].sum()
            return ecomplexity(summed, columns), proximity(summed, columns)
        import economic_complexity as ec

        matrix = trade.pivot_table(index="exporter", columns="product", values="value", aggfunc="sum").fillna(
            0
        )
        rca = ec.rca(matrix)
        near = ec.proximity(rca)
        return ec.complexity(rca), near, ec.relatedness(rca, proximities=near)

    seconds, _ = timed(run)
    return {"seconds": seconds, "peak_mib": peak_mib()}


def child(python: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run([python, __file__, "--child", *arguments], capture_output=True, text=True)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["?"])[-1]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def peers_python() -> str:
    """The Python of a venv that has the peers, made at the first use."""
    folder = FOLDER / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
    return str(python)


def line(what: str, found: dict[str, Any], note: str = "") -> None:
    if "failed" in found:
        print(f"{what:46} failed: {found['failed'][:80]}")
    else:
        cpu = f"processor {found['cpu']:.2f} s  " if "cpu" in found else ""
        print(f"{what:46} {found['seconds']:8.2f} s {found['peak_mib']:8.0f} MiB  {cpu}{note}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true", help="also run the peers (minutes)")
    parser.add_argument("--child", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        kind, *rest = options.child
        work = {"world": lambda: {"files": len(world([int(year) for year in rest]))}, "floor": lambda: floor(*rest),
                "ours": lambda: ours(rest), "peer": lambda: peer(*rest)}  # fmt: skip
        print(json.dumps(work[kind]()))
        return 0
    os.nice(5)
    print("generating five years (kept for the next run) …", flush=True)
    made = child(sys.executable, "world", *map(str, YEARS))
    if "failed" in made:
        print(made["failed"])
        return 1
    paths = [str(FOLDER / f"BACI_HS17_Y{year}.parquet") for year in YEARS]
    least = min(
        (child(sys.executable, "floor", paths[-1]) for _ in range(3)), key=lambda found: found["seconds"]
    )
    one = min(
        (child(sys.executable, "ours", paths[-1]) for _ in range(3)), key=lambda found: found["seconds"]
    )
    five = min((child(sys.executable, "ours", *paths) for _ in range(2)), key=lambda found: found["seconds"])
    print("one year: 10,000,000 rows, 220 × 220 countries × 5,000 products")
    line(
        "floor: scan, group-by, MᵀM",
        least,
        f"scan {least['scan_and_group']:.2f}, MᵀM {least['multiply']:.2f}",
    )
    line("servanda: all measures and the pair's ranking", one, f"imports before it {one['imports']:.2f} s")
    print(f"{'gravity model (PPML), apart':46} {one['gravity']:8.2f} s {one['gravity_peak_mib']:8.0f} MiB  "
          f"with its imports {one['gravity_with_imports']:.2f} s")  # fmt: skip
    line("servanda: five years averaged", five)
    if options.peers:
        for name in ("economic_complexity", "ecomplexity"):
            line(f"{name} (no pair, no outlook by product)", child(peers_python(), "peer", name, paths[-1]))
    verdicts = [
        ("times the floor", one["seconds"] / least["seconds"], TIMES_FLOOR),
        ("GiB at the peak", one["peak_mib"] / 1024, PEAK_GIB),
        ("five years / one year", five["seconds"] / one["seconds"], YEARS_RATIO),
    ]
    print(f"{'times the floor, in processor time':46} {one['cpu'] / least['cpu']:8.2f}")
    for name, value, limit in verdicts:
        print(f"{name:46} {value:8.2f}   (at most {limit:g}) {'ok' if value <= limit else 'MISSED'}")
    return int(any(value > limit for _, value, limit in verdicts))


if __name__ == "__main__":
    raise SystemExit(main())
