"""How fast instruments fold: 300,000 of four acts each, beside a bare scan of the same acts.

Usage: python benchmarks/fold.py [--instruments N] [--json]

The instruments are generated with a fixed seed in the mix of real registers: some in force on signature, most
by notifications, a part with terms that renew tacitly, denounced, or stated by a register. Three figures: a
bare scan that only reads kind and day of every act; the fold to its timeline; and the fold with deadlines,
duties and findings asked for, as when the register stores them.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from servanda.domain.acts import REGISTRY
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Entry
from servanda.domain.instruments import fold

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
HORIZON = date(2030, 1, 1)
PAIRS = (("MA", "RU"), ("GB", "FR"), ("BR", "PT"), ("NL", "DE"), ("SE", "NO"))
BATCH = 20_000  # instruments alive at once: the figure is the fold's, not the garbage collector's

CLAUSES = tuple(
    FinalClauses.model_validate(c)
    for c in (
        {"entry_into_force": {"rule": "on_signature"}},
        {"entry_into_force": {"rule": "on_later_notification"}},
        {
            "entry_into_force": {
                "rule": "after_later_notification",
                "delay": {"n": 30, "unit": "days"},
                "first_day_of_following_month": True,
                "months_following": 1,
            },
            "term": {"kind": "years", "n": 5},
            "renewal": {"kind": "tacit", "n": 5, "unit": "years"},
            "notice": [
                {"purpose": "prevent_renewal", "n": 6, "unit": "months", "reference": "before_expiry"}
            ],
        },
        {
            "entry_into_force": {"rule": "on_exchange_of_instruments"},
            "term": {"kind": "indefinite"},
            "notice": [{"purpose": "denunciation", "n": 12, "unit": "months", "reference": "any_time"}],
        },
        {},
    )
)


def life(chance: random.Random, n: int) -> tuple[list[Entry], FinalClauses, tuple[str, str]]:
    """One generated instrument: four acts, its clauses and parties."""
    pair = PAIRS[n % len(PAIRS)]
    clauses = CLAUSES[n % len(CLAUSES)]
    signed = date(1950, 1, 1) + timedelta(days=chance.randrange(27_000))

    def entry(i: int, name: str, after: int, **fields: object) -> Entry:
        on = signed + timedelta(days=after)
        return Entry(f"{n}-{i}", f"instrument/{n}", REGISTRY[name](**fields), on, RECORDED)

    later = chance.randrange(30, 900)
    kind = n % len(CLAUSES)
    if kind in (1, 2):
        rest = [
            entry(2, "notification", chance.randrange(20, 700), by=pair[0]),
            entry(3, "notification", later, by=pair[1]),
            entry(4, "registration", later + 400, number=str(n)),
        ]
    elif kind == 3:
        rest = [
            entry(2, "procedure", 20, by=pair[0], stage="parliament"),
            entry(3, "exchange_of_instruments", later),
            entry(4, "denunciation", later + 3000, by=pair[1]),
        ]
    elif kind == 4:
        rest = [
            entry(2, "notification", 15, by=pair[0]),
            entry(3, "entry_into_force", later),
            entry(4, "expiry", later + 4000),
        ]
    else:
        rest = [
            entry(2, "publication", 60, by=pair[0], gazette="Official Gazette"),
            entry(3, "amendment", later, title="Protocol"),
            entry(4, "supersession", later + 5000),
        ]
    return [entry(1, "signature", 0, place="Rabat"), *rest], clauses, pair


def batches(total: int) -> Iterator[list[tuple[list[Entry], FinalClauses, tuple[str, str]]]]:
    chance = random.Random(1969)
    for start in range(0, total, BATCH):
        yield [life(chance, n) for n in range(start, min(start + BATCH, total))]


def scan(entries: list[Entry], _clauses: FinalClauses, _parties: tuple[str, str]) -> int:
    """The bare work: read kind and day of every act once."""
    seen = 0
    for e in entries:
        if e.act.name and e.on is not None:
            seen += 1
    return seen


def timeline(entries: list[Entry], clauses: FinalClauses, parties: tuple[str, str]) -> int:
    return len(fold(entries, clauses=clauses, parties=parties, horizon=HORIZON).timeline)


def everything(entries: list[Entry], clauses: FinalClauses, parties: tuple[str, str]) -> int:
    state = fold(entries, clauses=clauses, parties=parties, horizon=HORIZON)
    return len(state.timeline) + len(state.deadlines) + len(state.findings)


WORK: tuple[tuple[str, Callable[..., int]], ...] = (
    ("bare scan", scan),
    ("fold to the timeline", timeline),
    ("fold with deadlines, duties, findings", everything),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instruments", type=int, default=300_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    spent = dict.fromkeys((name for name, _ in WORK), 0.0)
    counted = dict.fromkeys(spent, 0)
    for batch in batches(options.instruments):
        gc.collect()
        for name, work in WORK:
            began = time.perf_counter()
            for entries, clauses, parties in batch:
                counted[name] += work(entries, clauses, parties)
            spent[name] += time.perf_counter() - began
    rates = {name: round(options.instruments / seconds) for name, seconds in spent.items()}
    if options.json:
        print(json.dumps({"instruments": options.instruments, "per_second": rates}))
        return
    print(
        f"{options.instruments:,} instruments of four acts, {platform.python_version()}, {platform.machine()}"
    )
    for name, rate in rates.items():
        print(f"{name:40} {rate:>10,} instruments/s   {spent[name]:7.1f} s   {counted[name]:>10,} results")


if __name__ == "__main__":
    main()
