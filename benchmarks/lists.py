"""How long two lists of treaties take to be matched, beside the assignment alone on a matrix of that size.

Usage: python benchmarks/lists.py [--json]

The rows are generated with a fixed seed: the other side's list is ours with some rows left out, re-dated or new, as lists of two
ministries differ. It is what an act on a pair with a kept list pays, since the list's findings are renewed with it.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from scipy.optimize import linear_sum_assignment

from servanda.domain.cooperation import ListedTreaty
from servanda.domain.reconciliation import reconcile

SIZES = (150, 300, 2000)
KINDS = ("agreement", "protocol", "convention", "memorandum")
WORDS = [
    "trade",
    "culture",
    "science",
    "fisheries",
    "energy",
    "defence",
    "tourism",
    "taxation",
    "investment",
    "transport",
    "customs",
    "justice",
    "extradition",
    "health",
    "education",
    "agriculture",
    "water",
    "visas",
    "labour",
    "archives",
    "sport",
    "radio",
    "post",
    "satellites",
]


def ours(n: int) -> list[ListedTreaty]:
    """Rows of our list."""
    chance = random.Random(n)
    found = []
    for k in range(n):
        signed = date(1950, 1, 1) + timedelta(days=chance.randrange(27_000))
        kind = chance.choice(KINDS)
        title = f"{kind} on {' and '.join(chance.sample(WORDS, 3))}"
        begun = signed + timedelta(days=chance.randrange(900)) if chance.random() < 0.7 else None
        found.append(ListedTreaty(f"ours-{k}", {"en": title}, kind, signed=signed, in_force=begun))
    return found


def theirs(rows: Sequence[ListedTreaty]) -> list[ListedTreaty]:
    """The other side's list of the same treaties: a tenth left out, a tenth signed on another day."""
    chance = random.Random(len(rows) + 1)
    found = []
    for row in rows:
        fate = chance.random()
        if fate < 0.1:
            continue
        assert row.signed is not None
        moved = row.signed + timedelta(days=chance.randrange(1, 20)) if fate < 0.2 else row.signed
        found.append(replace(row, key=row.key.replace("ours", "theirs"), signed=moved))
    return found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    reconcile(ours(20), theirs(ours(20)))  # what is loaded once
    lines = []
    for n in SIZES:
        a = ours(n)
        b = theirs(a)
        begun = time.process_time()
        made = reconcile(a, b)
        took = time.process_time() - begun
        matrix = np.random.default_rng(n).random((len(a), len(b)))
        begun = time.process_time()
        linear_sum_assignment(matrix, maximize=True)
        bare = time.process_time() - begun
        lines.append(
            {"ours": len(a), "theirs": len(b), "pairs": len(made.pairs), "seconds": took, "bare": bare}
        )
    if asked.json:
        print(json.dumps({"machine": platform.platform(), "lists": lines}))
        return
    print("| ours | theirs | pairs found | matched, s | the assignment alone, s |")
    print("|---|---|---|---|---|")
    for one in lines:
        print(
            f"| {one['ours']:,} | {one['theirs']:,} | {one['pairs']:,} | {one['seconds']:.3f} | {one['bare']:.3f} |"
        )


if __name__ == "__main__":
    main()
