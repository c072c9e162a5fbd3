"""`servanda publish` on a large public register, beside the same bytes written by bare Python in the same run.

    python benchmarks/publishing.py [--instruments 20000] [--folder DIR] [--profile]

A register of generated instruments (those of the import's benchmark, in the public circle) is imported. One child process
publishes it as the command does: gathering what is public, making each page in four languages, feeds, sitemap and data,
writing them and changing places. Another then writes the same files with the same bytes into an empty folder, and reads
the rows that they come from with plain SQL: the floor of what the disk and the database take. The same is done with a
quarter of the register first: were any part quadratic, the time for a page would grow.

Exit 1 where a page takes more than half as long again on the whole register as on a quarter of it, or memory exceeds 1 GiB.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from importing import write_register

MOST_GROWTH = 1.5
MOST_MIB = 1024


def import_it(folder: Path) -> dict[str, Any]:
    """Child process: the register, everything public."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from servanda.journal.services import Recorder
    from servanda.register.importing.services import import_instruments
    from servanda.register.intake.maps.loading import load_map

    chart = folder / "generated.toml"
    chart.write_text(
        chart.read_text(encoding="utf-8").replace("[register]\n", '[register]\ncircle = "public"\n', 1),
        encoding="utf-8",
    )
    report = import_instruments(
        folder / "generated.csv", "generated", load_map(chart), Recorder("benchmark", "MA")
    )
    return {"accepted": report.accepted}


def publish(folder: Path, profile: bool) -> dict[str, Any]:
    """Child process: gather and write, as `servanda publish` does."""
    from datetime import date

    import django

    django.setup()
    from servanda.publishing.export import export
    from servanda.publishing.site import Site

    began, before = time.perf_counter(), time.process_time()

    def work() -> tuple[float, int]:
        site = Site(date(2026, 6, 1), "https://register.example/")
        gathered = time.perf_counter() - began
        return gathered, export(site, folder / "site")

    if profile:
        import cProfile
        import pstats

        with cProfile.Profile() as profiler:
            gathered, files = work()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(45)
    else:
        gathered, files = work()
    return {
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - before,
        "gathered": gathered,
        "files": files,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def bare(folder: Path) -> dict[str, Any]:
    """Child process: the rows by plain SQL, and the same files with the same bytes; reading the bytes is not counted."""
    paths = [p for p in (folder / "site").rglob("*") if p.is_file()]
    target = folder / "bare"
    wall = cpu = 0.0
    size = 0
    began, before = time.perf_counter(), time.process_time()
    database = sqlite3.connect(folder / "home" / "servanda.sqlite3")
    for name in ("journal_entry", "register_record", "register_party", "register_interval", "register_tie"):
        for _ in database.execute(f"SELECT * FROM {name}"):
            pass
    wall, cpu = time.perf_counter() - began, time.process_time() - before
    for path in paths:
        content = path.read_bytes()
        began, before = time.perf_counter(), time.process_time()
        to = target / path.relative_to(folder / "site")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)
        wall += time.perf_counter() - began
        cpu += time.process_time() - before
        size += len(content)
    began = time.perf_counter()
    os.sync()
    wall += time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "files": len(paths), "size": size, "peak": peak}


def child(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run this file in a process of its own and read its answer."""
    given = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    home = {"SERVANDA_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "servanda.web.settings"}
    done = subprocess.run(
        [sys.executable, __file__, "--folder", str(folder), *arguments],
        env=given | home, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def run(folder: Path, instruments: int, profile: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """One register of this size, published and written bare."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "home").mkdir(parents=True)
    write_register(folder, instruments)
    assert child(folder, "--step", "import")["accepted"] == instruments
    made = child(folder, "--step", "publish", *(["--profile"] if profile else []))
    return made, child(folder, "--step", "bare")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--instruments", type=int, default=20_000)
    parser.add_argument(
        "--folder", type=Path, help="where to work, and leave the files; else a temporary folder"
    )
    parser.add_argument("--profile", action="store_true", help="where the time goes (slows it down)")
    parser.add_argument("--step", choices=["import", "publish", "bare"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "import":
        print(json.dumps(import_it(options.folder)))
    elif options.step == "publish":
        print(json.dumps(publish(options.folder, options.profile)))
    elif options.step == "bare":
        print(json.dumps(bare(options.folder)))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            compare(options.folder or Path(temporary), options.instruments, options.profile)


def compare(folder: Path, instruments: int, profile: bool) -> None:
    """The table."""
    print(
        f"{'instruments':>12}{'files':>10}{'seconds':>10}{'CPU s':>9}{'files/s':>9}{'gathered s':>12}{'peak MiB':>10}"
    )
    each = []
    for number in (instruments // 4, instruments):
        made, floor = run(folder / "work", number, profile)
        print(
            f"{number:>12,}{made['files']:>10,}{made['wall']:>10.1f}{made['cpu']:>9.1f}{made['files'] / made['wall']:>9,.0f}"
            f"{made['gathered']:>12.1f}{made['peak']:>10.0f}"
        )
        print(
            f"{'bare':>12}{floor['files']:>10,}{floor['wall']:>10.1f}{floor['cpu']:>9.1f}{floor['files'] / floor['wall']:>9,.0f}"
            f"{'':>12}{floor['peak']:>10.0f}   {floor['size'] / 2**20:,.0f} MiB, {made['wall'] / floor['wall']:.1f} times",
            flush=True,
        )
        each.append(made["cpu"] / made["files"])
    growth = each[1] / each[0]
    print(
        f"\na file of the whole takes {growth:.2f} times the processor time of one of the quarter (at most {MOST_GROWTH:g})"
    )
    sys.exit(growth > MOST_GROWTH or made["peak"] > MOST_MIB)


if __name__ == "__main__":
    main()
