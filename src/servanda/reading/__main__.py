"""`python -m servanda.reading FILE [--published DATE] [--language L] [--pack DIR] [--explain]`: for those who tend packs.

Prints the reading as JSON; with `--explain` the passages, every rule that fired with its words, and the drafts.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from servanda.reading.engine import Reader
from servanda.reading.faults import ReadingFault
from servanda.reading.outcome import Reading


def explain(reading: Reading) -> str:
    """What was seen and why, for a person."""
    lines = [f"language {reading.language}, published {reading.published}"]
    lines += [f"passage {p.start}:{p.end} {p.language}" for p in reading.passages]
    lines.append("\nrules that fired")
    for f in sorted(reading.firings, key=lambda f: (f.start, f.end, f.rule)):
        lines.append(f"  {f.start:>6}  {f.result:<12} {f.rule:<28} {f.quote}")
    lines.append("\ndrafts")
    for d in reading.drafts:
        facts = ", ".join(f"{k}={v}" for k, v in d.facts.items() if v not in (None, []) and k != "mandate")
        lines.append(f"  {d.kind:<13} {d.confidence:.2f}  {facts}  [{', '.join(d.reasons)}]")
        lines += [f"      {e.start}:{e.end}  {e.quote}" for e in d.evidence]
        lines += [
            f"      task {e['start']}:{e['end']}  {e['quote']}"
            for t in d.facts.get("mandate", ())
            for e in t["evidence"]
        ]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m servanda.reading", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--published", type=date.fromisoformat)
    parser.add_argument("--language")
    parser.add_argument("--pack", type=Path, action="append", default=[], help="folder of a further pack")
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args(argv)
    try:
        text = options.file.read_bytes().decode("utf8")
        reading = Reader(options.pack).read(text, options.published, options.language)
    except (OSError, UnicodeDecodeError, ReadingFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(
        explain(reading) if options.explain else json.dumps(reading.as_json(), ensure_ascii=False, indent=1)
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
