"""The dossier on a relationship of 300 instruments and 500 commitments, beside the floor in the same run.

    python benchmarks/brief.py [--instruments 300] [--commitments 500] [--runs 3] [--folder DIR] [--keep]

Everything is recorded through acts, as people and imports do: instruments with description, signature, notifications and final
clauses, a commission with its sessions, commitments with reports of both sides, encounters, statements. Then `servanda brief MA RU` is run as a
process of its own, from start to the written file, to PDF, DOCX and HTML. The floor is the least that any program does before it has written a
word: start, and read the pair's entries and computed rows from the same file with Python's sqlite3.

The least of the runs, wall time and processor time (of the command and its children). Exit 1 where a format takes more than five seconds of wall time.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LIMIT = 5.0  # seconds, whole process
ON = date(2026, 6, 1)
PAIR = ("MA", "RU")
SECTORS = ["energy", "trade", "fisheries", "transport", "culture", "health", "education", "agriculture"]
TYPES = ["agreement", "memorandum", "protocol", "programme", "exchange_of_notes"]
PROGRESS = ["not_started", "on_track", "delayed", "blocked", "done"]


def generate(instruments: int, commitments: int) -> None:
    """Record the relationship."""
    from servanda.domain.acts import REGISTRY
    from servanda.domain.entry import Circle, Evidence
    from servanda.journal.services import Draft, Recorder
    from servanda.register.services import record

    rnd = random.Random(11)
    who = Recorder("benchmark", "MA", "Benchmark")
    drafts: list[Draft] = []

    def put(subject: str, name: str, on: date | None, **body: Any) -> None:
        evidence = (Evidence(document=f"https://treaties.example/{subject}"),)
        act = REGISTRY[name].model_validate(body)
        drafts.append(Draft(subject, act, on=on, circle=Circle.JOINT, evidence=evidence))

    put(
        "mechanism/commission",
        "mechanism",
        date(2000, 1, 1),
        names={"en": "Joint commission"},
        parties=PAIR,
        every_months=24,
    )
    days = [date(2002 + 2 * n, 3, 10) for n in range(13)]
    for n, day in enumerate(days, start=1):
        if day <= ON:
            put(
                f"session/{n}",
                "session",
                day,
                ordinal=n,
                mechanism="mechanism/commission",
                parties=PAIR,
                begins=day,
            )
    for n in range(instruments):
        signed = date(1960, 1, 1) + timedelta(days=rnd.randrange(24_000))
        subject, kind = f"instrument/i{n:03}", rnd.choice(TYPES)
        titles = {
            "en": f"{kind.replace('_', ' ').title()} No. {n} on cooperation in {SECTORS[n % 8]}",
            "fr": f"Accord n° {n}",
        }
        put(subject, "description", None, titles=titles, type=kind, parties=PAIR, sectors=[SECTORS[n % 8]])
        put(subject, "signature", signed, place="Rabat" if n % 2 else "Moscow")
        clauses = {
            "entry_into_force": {"rule": "on_later_notification"},
            "term": {"kind": "years", "n": 5},
            "renewal": {"kind": "tacit", "n": 5, "unit": "years"},
            "notice": [
                {"purpose": "prevent_renewal", "n": 6, "unit": "months", "reference": "before_expiry"}
            ],
        }
        put(subject, "final_clauses", signed, clauses=clauses)
        for by, after in (("MA", 200), ("RU", 420)):
            if rnd.random() < 0.85:
                put(subject, "notification", signed + timedelta(days=after), by=by)
    for c in range(commitments):
        n = rnd.randrange(1, 13)
        day, subject = days[n - 1], f"commitment/c{c:03}"
        text = f"Work out step {c} of cooperation in {SECTORS[c % 8]} and report to the next session"
        put(subject, "commitment", day, texts={"en": text}, parties=PAIR, session=f"session/{n}", mechanism="mechanism/commission",
            decision=str(rnd.randint(1, 60)), sectors=[SECTORS[c % 8]], due=day + timedelta(days=rnd.randint(100, 900)))  # fmt: skip
        for r in range(4):
            told = day + timedelta(days=60 + 150 * r)
            if told <= ON:
                put(
                    subject,
                    "commitment_report",
                    told,
                    by=PAIR[r % 2],
                    progress=rnd.choice(PROGRESS),
                    remark={"en": f"Remark {r}"},
                )
    for n in range(40):
        day = date(2010, 1, 1) + timedelta(days=140 * n)
        put(f"encounter/e{n}", "encounter", day, kind="talks", parties=PAIR, place="Rabat")
        put(
            f"statement/s{n}",
            "statement",
            day,
            titles={"en": f"Statement {n} on the talks"},
            parties=PAIR,
            published=day,
        )
    record(drafts, who, fresh=True, bulk=True)
    print(f"{len(drafts)} entries: {instruments} instruments, {commitments} commitments")


FLOOR = """TABLES = ("interval", "deadline", "finding", "tie", "party", "sector", "commitment", "side_position")
import json, sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("select name from sqlite_master").fetchall()
rows = c.execute("select * from journal_entry").fetchall()
rows += c.execute("select * from register_record").fetchall()
for name in TABLES:
    rows += c.execute(f"select * from register_{name}").fetchall()
print(len(rows))
"""


def timed(command: list[str], home: Path) -> tuple[float, float]:
    """(wall, processor) seconds of a process with its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "SERVANDA_HOME": str(home)}
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instruments", type=int, default=300)
    parser.add_argument("--commitments", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    home = options.folder or Path(tempfile.mkdtemp(prefix="servanda-brief-"))
    os.environ["SERVANDA_HOME"] = str(home)
    servanda = str(Path(sys.executable).with_name("servanda"))
    if not (home / "servanda.sqlite3").exists():
        home.mkdir(exist_ok=True)
        subprocess.run([servanda, "init", "--side", "MA"], check=True, capture_output=True)
        os.environ["DJANGO_SETTINGS_MODULE"] = "servanda.web.settings"
        import django

        django.setup()
        generate(options.instruments, options.commitments)
    with sqlite3.connect(home / "servanda.sqlite3") as connection:
        counted = dict(
            connection.execute("select kind, count(distinct subject) from register_record group by kind")
        )
    print(", ".join(f"{kind} {n}" for kind, n in sorted(counted.items())))
    least = lambda command: min(timed(command, home) for _ in range(options.runs))  # noqa: E731
    database = str(home / "servanda.sqlite3")
    wall, cpu = least([sys.executable, "-c", FLOOR, database])
    print(f"{'floor: start, read the rows':40} {wall:7.2f} s  processor {cpu:.2f} s")
    missed = False
    for extent in ((), ("--short",)):
        for ending in ("pdf", "docx", "html"):
            out = home / f"brief.{ending}"
            command = [
                servanda,
                "brief",
                *PAIR,
                "--lang",
                "en",
                "--on",
                ON.isoformat(),
                *extent,
                "-o",
                str(out),
            ]
            wall, cpu = least(command)
            size = out.stat().st_size / 1024
            missed |= wall > LIMIT
            name = f"servanda brief {' '.join(extent)} .{ending}"
            print(f"{name:40} {wall:7.2f} s  processor {cpu:.2f} s  {size:.0f} KiB", flush=True)
    if not options.keep and not options.folder:
        shutil.rmtree(home)
    print("MISSED" if missed else f"ok: each below {LIMIT:g} s")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
