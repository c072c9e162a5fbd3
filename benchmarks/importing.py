"""Import of 300,000 generated instruments (1.2 million entries) beside the same rows written to bare SQLite.

    python benchmarks/importing.py [--instruments 300000] [--folder DIR] [--profile]

A CSV of its own map is generated: titles in four languages, two parties, signature, entry into force, and a UN number,
a status word or an end, so that each row becomes four entries. One child process imports it as `servanda import` does:
reading, mapping, validation, fold, journal with both hashes, computed rows, full-text index. Another child then writes
all rows of the journal and of the computed tables to an empty SQLite file: the same columns, keys and indexes, no
full-text index, no triggers, one transaction, `executemany`, with the product's own settings of SQLite; reading them
back is not counted. Both times are of the same run, so that the ratio means something on a busy machine.

Exit 1 where the ratio is above 6 or the import's peak memory above 1 GiB.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from search import BETWEEN, FIELDS, KINDS, SUBJECTS

MOST_TIMES_BARE = 6.0
MOST_MIB = 1024
LANGUAGES = ("ar", "en", "fr", "ru")
CITIES = "Rabat|Moscow|Paris|Cairo|Geneva|Vienna|Brasilia|New Delhi|Dakar|Astana|Ottawa|Lima|Tunis|Madrid|Sofia|Oslo"
SECTORS = "Trade|Energy|Fisheries|Transport|Culture|Taxation|Justice|Education|Health|Agriculture"
COLUMNS = [
    "number", *(f"title_{lang}" for lang in LANGUAGES), "first", "second", "signed", "place", "in_force", "ended",
    "un_number", "status", "sector",
]  # fmt: skip
MAP = """
[register]
name = "Generated register"
language = "en"
harvested = 2024-12-31
[key]
columns = ["number"]
[titles]
ar = "title_ar"
en = "title_en"
fr = "title_fr"
ru = "title_ru"
[parties]
columns = ["first", "second"]
[dates]
formats = ["%d/%m/%Y"]
signed = "signed"
in_force = "in_force"
ended = "ended"
[place]
city = "place"
[registration]
un = "un_number"
[status]
columns = "status"
[status.classes]
in_force = ["In force"]
before_force = ["Signed"]
ended = ["Terminated"]
[sectors]
columns = "sector"
[sectors.words]
trade = ["Trade"]
energy = ["Energy"]
fisheries = ["Fisheries"]
transport = ["Transport"]
culture = ["Culture"]
taxation = ["Taxation"]
justice = ["Justice"]
education = ["Education"]
health = ["Health"]
agriculture = ["Agriculture"]
"""
# The journal and the computed tables; the full-text index stays out of the bare side.
TABLES = "journal_entry|register_record|register_party|register_sector|register_interval|register_deadline|register_finding|register_tie"


def generated(count: int) -> Iterator[dict[str, str]]:
    """Rows of a register, the same every time. Two in a hundred are in force before their signature."""
    from babel import Locale

    rng = random.Random(1969)
    names = {
        lang: {c: n for c, n in Locale(lang).territories.items() if len(c) == 2 and c.isalpha()}
        for lang in LANGUAGES
    }
    states = ["AR BE BR CA CN DE DK DZ EG ES ET FI FR GB GR HU ID IN IR IT JP KE KR KZ LB MA ML MR MX MY NG NL NO PE PL PT "
              "QA RO RU SA SE SN TN TR UA US UY UZ VN ZA"][0].split()  # fmt: skip
    kinds, subjects, fields = ({k: v.split("|") for k, v in t.items()} for t in (KINDS, SUBJECTS, FIELDS))
    cities, sectors = CITIES.split("|"), SECTORS.split("|")
    for number in range(1, count + 1):
        a, b = rng.sample(states, 2)
        signed = date(1950, 1, 1) + timedelta(days=rng.randrange(26_000))
        in_force = signed + timedelta(days=-30 if rng.random() < 0.02 else rng.randrange(900))
        row = dict.fromkeys(COLUMNS, "")
        languages = rng.sample(LANGUAGES, 2 if rng.random() < 0.25 else 1)
        kind, subject, f, g = (rng.randrange(64) for _ in range(4))
        for lang in languages:
            among = fields[lang]
            row[f"title_{lang}"] = BETWEEN[lang].format(
                kind=kinds[lang][kind % len(kinds[lang])].format(n=rng.randint(4, 19)),
                a=names[lang][a],
                b=names[lang][b],
                subject=subjects[lang][subject % len(subjects[lang])].format(
                    f=among[f % len(among)], g=among[g % len(among)]
                ),
                year=signed.year,
            )
        row |= {
            "number": f"G{number:06}",
            "first": names["en"][a],
            "second": names["en"][b],
            "signed": f"{signed:%d/%m/%Y}",
            "place": "" if rng.random() < 0.03 else rng.choice(cities),
            "in_force": f"{in_force:%d/%m/%Y}",
            "sector": rng.choice(sectors),
        }
        what = rng.random()
        if what < 0.45:
            row["un_number"] = str(rng.randint(1, 59_999))
        elif what < 0.9:
            row["status"] = "Signed" if rng.random() < 0.05 else "In force"
        else:
            row["ended"] = f"{in_force + timedelta(days=rng.randrange(365, 9000)):%d/%m/%Y}"
        yield row


def write_register(folder: Path, count: int) -> tuple[Path, Path]:
    """Write the CSV and its map; return both paths."""
    table, chart = folder / "generated.csv", folder / "generated.toml"
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(generated(count))
    chart.write_text(MAP, encoding="utf-8")
    return table, chart


def used(began: float) -> dict[str, float]:
    """Wall and CPU seconds since `began`, and the highest memory of this process so far in MiB."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "wall": time.perf_counter() - began,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / 1024,
    }


def import_it(folder: Path, profile: bool) -> dict[str, Any]:
    """Child process: an empty register, then the import. Start-up and tables are not counted as CPU."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from servanda.journal.services import Recorder
    from servanda.register.importing.services import import_instruments
    from servanda.register.intake.maps.loading import load_map

    before = time.process_time()
    began = time.perf_counter()
    arguments = (
        folder / "generated.csv", "generated", load_map(folder / "generated.toml"), Recorder("benchmark", "MA"),
    )  # fmt: skip
    if profile:
        import cProfile
        import pstats

        with cProfile.Profile() as profiler:
            report = import_instruments(*arguments)
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(60)
    else:
        report = import_instruments(*arguments)
    found = used(began)
    found["cpu"] = time.process_time() - before
    counts = {
        "accepted": report.accepted,
        "with_findings": report.with_findings,
        "rejected": len(report.rejected),
    }
    return found | counts | {"findings": dict(report.findings)}


def write_bare(source: Path, target: Path) -> dict[str, Any]:
    """Child process: the same rows into an empty SQLite file, table by table; only the writing is timed."""
    rows: dict[str, int] = {}
    read = sqlite3.connect(source)
    write = sqlite3.connect(target, isolation_level=None)
    from servanda.web.settings import DATABASES

    write.executescript(str(DATABASES["default"]["OPTIONS"]["init_command"]))
    write.execute("PRAGMA foreign_keys = OFF")  # bare: nothing is checked
    for name in TABLES.split("|"):
        made = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL"
        for (sql,) in read.execute(f"{made} ORDER BY type DESC", [name]).fetchall():
            write.execute(sql)
    wall = cpu = 0.0

    def timed(work: Any, *arguments: Any) -> None:
        nonlocal wall, cpu
        began, before = time.perf_counter(), time.process_time()
        work(*arguments)
        wall += time.perf_counter() - began
        cpu += time.process_time() - before

    timed(write.execute, "BEGIN IMMEDIATE")
    for name in TABLES.split("|"):
        columns = len(read.execute(f"SELECT * FROM {name} LIMIT 0").description)
        insert = f"INSERT INTO {name} VALUES ({', '.join('?' * columns)})"
        rows[name] = 0
        cursor = read.execute(f"SELECT * FROM {name} ORDER BY rowid")
        while some := cursor.fetchmany(20_000):
            timed(write.executemany, insert, some)
            rows[name] += len(some)
    timed(write.execute, "COMMIT")
    for name, count in rows.items():
        assert write.execute(f"SELECT count(*) FROM {name}").fetchone() == (count,)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "peak": peak, "rows": rows}


def child(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run this file in a process of its own and read its answer."""
    given = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    home = {"SERVANDA_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "servanda.web.settings"}
    done = subprocess.run(
        [sys.executable, __file__, "--folder", str(folder), *arguments],
        env=given | home, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def table(imported: dict[str, Any], bare: dict[str, Any]) -> Iterator[str]:
    """The comparison, line by line."""
    total = sum(bare["rows"].values())
    yield f"{'':<22}{'rows':>12}{'seconds':>10}{'CPU s':>9}{'rows/s':>11}{'peak MiB':>10}"
    for name, side in (("import", imported), ("bare SQLite", bare)):
        yield (
            f"{name:<22}{total:>12,}{side['wall']:>10.1f}{side['cpu']:>9.1f}{total / side['wall']:>11,.0f}"
            f"{side['peak']:>10.0f}"
        )
    yield (
        f"{'ratio':<22}{'':>12}{imported['wall'] / bare['wall']:>10.2f}{imported['cpu'] / bare['cpu']:>9.2f}"
        f"   (target: at most {MOST_TIMES_BARE:g} times, {MOST_MIB} MiB)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--instruments", type=int, default=300_000)
    parser.add_argument(
        "--folder", type=Path, help="where to work, and leave the files; else a temporary folder"
    )
    parser.add_argument(
        "--profile", action="store_true", help="where the import spends its time (slows it down)"
    )
    parser.add_argument("--step", choices=["import", "bare"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "import":
        print(json.dumps(import_it(options.folder, options.profile)))
        return
    if options.step == "bare":
        print(
            json.dumps(
                write_bare(options.folder / "home" / "servanda.sqlite3", options.folder / "bare.sqlite3")
            )
        )
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        shutil.rmtree(folder / "home", ignore_errors=True)
        (folder / "home").mkdir(parents=True)
        (folder / "bare.sqlite3").unlink(missing_ok=True)
        written, _ = write_register(folder, options.instruments)
        print(f"{options.instruments:,} instruments in {written.stat().st_size / 2**20:.0f} MiB of CSV; "
              f"SQLite {sqlite3.sqlite_version}, journal as the product sets it", flush=True)  # fmt: skip
        imported = child(folder, "--step", "import", *(["--profile"] if options.profile else []))
        bare = child(folder, "--step", "bare")
        sizes = [(folder / name).stat().st_size / 2**20 for name in ("home/servanda.sqlite3", "bare.sqlite3")]
    entries = bare["rows"]["journal_entry"]
    print(f"{imported['accepted']:,} accepted, {imported['with_findings']:,} with findings, {imported['rejected']} "
          f"rejected; {entries:,} entries; files of {sizes[0]:,.0f} and {sizes[1]:,.0f} MiB\n")  # fmt: skip
    print("\n".join(table(imported, bare)))
    print("\nrows: " + ", ".join(f"{name} {count:,}" for name, count in bare["rows"].items()))
    within = imported["wall"] <= MOST_TIMES_BARE * bare["wall"] and imported["peak"] < MOST_MIB
    sys.exit(not within or imported["accepted"] != options.instruments)


if __name__ == "__main__":
    main()
