"""Score the reader in-process by the rules of the shared scorer: precision, recall, F1 by kind and language.

    python -m evaluation.reading.score GOLD_DIR [--lang ar] [--misses] [--kind persons]

GOLD_DIR holds `<id>.json` with `<id>.txt` beside it (as `evaluation.statements.texts` writes them). The matching
functions are taken from `../shared/scoring/score_reading.py` itself, so that nothing is scored by other rules.
`--misses` lists what was missed and what was drafted beside the gold facts.
"""

from __future__ import annotations

import argparse
import ast
import collections
import contextlib
import json
import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from servanda.reading import read, reader
from servanda.reading.faults import ReadingFault
from servanda.reading.outcome import KINDS

SCORER = Path(__file__).resolve().parents[3] / "shared" / "scoring" / "score_reading.py"
_TAKEN = ("norm", "key", "same_name", "overlap")


def rules(path: Path = SCORER) -> dict[str, Any]:
    """The matching functions of the shared scorer, without running the scorer."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    kept = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in _TAKEN]
    kept += [
        n for n in tree.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "LONGEST"
    ]
    kept += [n for n in tree.body if isinstance(n, ast.Import)]
    names: dict[str, Any] = {}
    exec(compile(ast.Module(kept, []), str(path), "exec"), names)
    return names


def pairs(
    kind: str, predicted: list[Any], gold: list[Any], by: dict[str, Any]
) -> tuple[list[Any], list[Any]]:
    """(drafts without a gold fact, gold facts without a draft), matched greedily one to one as the scorer does."""
    used: set[int] = set()
    extra = []
    for x in predicted:
        for i, y in enumerate(gold):
            if i in used:
                continue
            if kind == "persons":
                fits = by["same_name"](x.get("name"), y.get("name"))
            else:
                fits = by["key"](kind, x) == by["key"](kind, y) and (kind == "sectors" or by["overlap"](x, y))
            if fits:
                used.add(i)
                break
        else:
            extra.append(x)
    return extra, [y for i, y in enumerate(gold) if i not in used]


def interval(documents: list[tuple[int, int, int]], rounds: int = 1000) -> tuple[float, float]:
    """The middle 95 % of F1 over documents drawn anew with replacement: (hits, drafts, gold) of each document."""
    draw = random.Random(8)
    found = sorted(
        f1(*map(sum, zip(*draw.choices(documents, k=len(documents)), strict=True))) for _ in range(rounds)
    )
    return found[round(0.025 * (rounds - 1))], found[round(0.975 * (rounds - 1))]


def f1(hits: int, drafts: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is neither a draft nor a fact."""
    return 2 * hits / (drafts + gold) if drafts + gold else 0.0


def _shown(fact: dict[str, Any]) -> str:
    facts = {
        k: v for k, v in fact.items() if k not in ("evidence", "mandate", "confidence", "missing", "reasons")
    }
    rule = [r for r in fact.get("reasons", ()) if r.startswith(("rule", "ground"))]
    return f"{facts} {' | '.join(e['quote'] for e in fact['evidence'][:3])!r} {rule or ''}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.reading.score", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", action="append")
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--only", help="documents whose name contains this")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--rules", action="store_true", help="how often each rule was right and wrong")
    options = parser.parse_args(argv)
    by = rules()
    tally: dict[tuple[str, str], list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    ledger: dict[tuple[str, str], list[int]] = collections.defaultdict(lambda: [0, 0])
    each: dict[tuple[str, str], list[tuple[int, int, int]]] = collections.defaultdict(list)
    quiet = alarms = documents = 0
    spent = 0.0
    warm: set[str] = set()
    for path in sorted(options.gold.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf8"))
        language = gold["language"]
        if (options.lang and language not in options.lang) or (
            options.only and options.only not in path.stem
        ):
            continue
        text = path.with_suffix(".txt").read_text(encoding="utf8")
        if language not in warm:  # loading a pack is no part of the speed
            reader().pack(language)
            warm.add(language)
            with contextlib.suppress(ReadingFault):
                read(text)
        begun = time.process_time()
        try:
            drafted = read(
                text, date.fromisoformat(gold["published"]) if gold.get("published") else None
            ).as_json()
        except ReadingFault as fault:
            print(f"{path.stem}: {fault}", file=sys.stderr)
            drafted = {}
        spent += time.process_time() - begun
        documents += 1
        silent = not any(gold.get(k) for k in KINDS if k not in ("persons", "topics"))
        quiet += silent
        heading = False
        for kind in KINDS:
            predicted, wanted = list(drafted.get(kind, [])), list(gold.get(kind, []))
            if silent and kind != "persons":
                alarms += len(predicted)
            extra, missed = pairs(kind, predicted, wanted, by)
            wrong = {id(x) for x in extra}
            for x in predicted:
                for reason in x["reasons"]:
                    ledger[kind, reason][id(x) in wrong] += 1
            each[kind, language].append((len(predicted) - len(extra), len(predicted), len(wanted)))
            for z in (language,):
                t = tally[kind, z]
                t[0] += len(predicted) - len(extra)
                t[1] += len(predicted)
                t[2] += len(wanted)
            if options.misses and (not options.kind or kind in options.kind):
                if (extra or missed) and not heading:
                    print(f"\n== {path.stem}")
                    heading = True
                for y in missed:
                    print(f"  - {kind[:-1]:12} {_shown(y)}")
                for x in extra:
                    print(f"  + {kind[:-1]:12} {_shown(x)}")
    if options.rules:
        print(f"\n{'right':>6} {'wrong':>6}")
        for (kind, reason), (right, bad) in sorted(
            ledger.items(), key=lambda item: (item[0][0], -item[1][1])
        ):
            print(f"{right:6} {bad:6}  {kind:13} {reason}")
    print(f"\n{'':13}{'':4} precision  recall      F1   (95 %)        hits  drafts  gold")
    for kind in KINDS:
        for language in sorted({z for k, z in tally if k == kind}):
            hit, drafts, facts = tally[kind, language]
            p, r = hit / drafts if drafts else 0.0, hit / facts if facts else 0.0
            low, high = interval(each[kind, language])
            f = f1(hit, drafts, facts)
            print(
                f"{kind:13}{language:4}     {p:5.2f}   {r:5.2f}   {f:5.2f}   ({low:.2f}–{high:.2f})  {hit:5}  {drafts:6} {facts:5}"
            )
    print(f"{documents} documents, {documents / spent if spent else 0:.1f} a second; "
          f"{quiet} irrelevant ones with {alarms} drafts other than persons")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
