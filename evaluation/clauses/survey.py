"""What was understood of every text of `../shared/data/nl-bilateral-treaties`: a table of counts, and crashes.

    python evaluation/clauses/survey.py [--language en] [--show N]

`--show N` prints N readings (chosen evenly) to be looked at by eye, with the quotes they rest on.
"""

from __future__ import annotations

import argparse
import json
import time
import traceback
from collections import Counter

from materialise import TREATIES

from servanda.reading.clauses import read_clauses

FIELDS = (
    "parties",
    "signed",
    "entry_into_force",
    "provisional_application",
    "term",
    "renewal",
    "notice",
    "survival",
    "amendment",
    "authentic_languages",
    "prevailing_language",
    "signatories",
    "joint_body",
)


def understood(field: str, value: object) -> str:
    """The class that a field's value counts in."""
    if value in (None, [], "unstated", False):
        return "unstated"
    if isinstance(value, dict) and field in {"term", "renewal", "entry_into_force"}:
        kind = value.get("kind") or value.get("rule")
        return str(kind)
    if field == "provisional_application" and isinstance(value, dict):
        return value["from"] if value["from"] in {"signature", "other"} else "date"
    if field == "notice" and isinstance(value, list):
        return " + ".join(sorted({f"{n['purpose']} {n['reference']}" for n in value}))
    if field == "parties" and isinstance(value, list):
        return f"{len(value)} parties"
    return str(value) if isinstance(value, str) else "stated"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--language", help="only the texts that the set says are in this language")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    with TREATIES.open(encoding="utf8") as lines:
        rows = [row for row in map(json.loads, lines) if args.language in (None, row["lang"])]
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    languages: Counter[str] = Counter()
    crashes = slow = characters = 0
    step = max(1, len(rows) // args.show) if args.show else 0
    begun = time.perf_counter()
    for number, row in enumerate(rows):
        start = time.perf_counter()
        try:
            read = read_clauses(row["text"]).as_json()
        except Exception:
            crashes += 1
            print(row["bwbv"])
            traceback.print_exc()
            continue
        slow += time.perf_counter() - start > 2
        characters += len(row["text"])
        languages[f"{row['lang']} read as {read['language']}"] += 1
        for field in FIELDS:
            counts[field][understood(field, read[field])] += 1
        for spans in read["evidence"].values():
            for span in spans:
                assert row["text"][span["start"] : span["end"]] == span["quote"], row["bwbv"]
        if step and number % step == 0:
            print(f"\n{row['bwbv']}  {row['title_nl'][:110]}")
            for field in FIELDS:
                if understood(field, read[field]) != "unstated":
                    print(f"  {field}: {json.dumps(read[field], ensure_ascii=False)[:200]}")
                    for span in read["evidence"].get(field, [])[:2]:
                        print(f"      “{' '.join(span['quote'].split())[:220]}”")
    seconds = time.perf_counter() - begun
    print(f"\n{len(rows)} texts, {crashes} crashes, {seconds:.0f} s, {len(rows) / seconds:.1f} a second,")
    print(f"{characters / seconds / 1e6:.2f} million characters a second, {slow} slower than 2 s")
    print("; ".join(f"{name}: {n}" for name, n in languages.most_common()))
    for field in FIELDS:
        total = sum(counts[field].values()) or 1
        print(f"\n{field}: unstated {counts[field]['unstated'] / total:.0%}")
        for name, n in counts[field].most_common(14):
            print(f"  {n:4}  {name}")


if __name__ == "__main__":
    main()
