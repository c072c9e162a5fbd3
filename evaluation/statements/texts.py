"""Materialise the annotated statements: texts and gold facts with quotes, in a folder for the scorer.

The annotations of raw documents are kept without their texts, which are not ours to ship: each says from which record
of `../shared/statements/raw` its text is assembled, and by what digest it is known. This tool assembles the texts, checks
the digests, puts the quotes back and writes `<id>.txt` beside `<id>.json`, so that `../shared/scoring/check_gold.py` and
`../shared/scoring/score_reading.py` can run on the folder:

    python -m evaluation.statements.texts OUTDIR --half dev --lang ar

What it writes: `OUTDIR/{gold,own}/{language}/{half}/<id>.{txt,json}`. `gold` are raw documents, `own` the statements
written for this project. `--half`, `--lang` and `--set` may be repeated; without one of them all are written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[2] / "shared" / "statements" / "raw"
SETS = ("gold", "own")
HALVES = ("dev", "scored")
#: How a text is assembled from a record, by file, where the annotation says nothing else.
TEMPLATES = {
    "ar-press.jsonl": "{title}\n\n{content}",
    "ar-negatives.jsonl": "{title}\n\n{content}",
    "ru-president.jsonl": "{text}",
    "ru-leads.jsonl": "{title}\n\n{lead}",
    "fr-posts.jsonl": "{body}",
    "fr-senegal.jsonl": "{body}",
    "en-releases.jsonl": "{title}\n\n{body}",
}


class TextNotFound(Exception):
    """The text of an annotation is not where its source says, or is no longer the same text."""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def records(raw: Path, name: str) -> tuple[dict[str, Any], ...]:
    """The records of one raw file, in its order. Raises `TextNotFound` where the file is absent."""
    path = raw / name
    if not path.is_file():
        raise TextNotFound(f"{path} is absent")
    with path.open(encoding="utf8", newline="\n") as lines:
        return tuple(json.loads(line) for line in lines if line.strip())


def assemble(record: dict[str, Any], template: str) -> str:
    """The text of a record: its fields put into the template, every line end a single line feed.

    Line ends are made one kind because readers that open the text in text mode would otherwise shift the offsets.
    """
    text = template.format_map({k: "" if v is None else v for k, v in record.items()})
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(source: dict[str, Any], sha256: str | None = None, raw: Path = RAW) -> str:
    """The text that `source` points to: `file`, `record` (line number from 1) and `text` (the template).

    With `sha256` the text is checked; where the line holds another text, the whole file is searched for the digest, so
    that an annotation survives a raw file that was put into another order. Raises `TextNotFound`.
    """
    rows = records(raw, source["file"])
    template = source.get("text") or TEMPLATES[source["file"]]
    number = source["record"]
    text = assemble(rows[number - 1], template) if 1 <= number <= len(rows) else None
    if text is not None and (sha256 is None or digest(text) == sha256):
        return text
    for row in rows:
        if sha256 is not None and digest(assemble(row, template)) == sha256:
            return assemble(row, template)
    raise TextNotFound(f"{source['file']} record {number}: no text with digest {sha256}")


def with_quotes(value: Any, text: str) -> Any:
    """The same annotation with the quote of every stretch of evidence put in."""
    if isinstance(value, list):
        return [with_quotes(item, text) for item in value]
    if isinstance(value, dict):
        full = {k: with_quotes(v, text) for k, v in value.items()}
        if "start" in full and "end" in full:
            full["quote"] = text[full["start"] : full["end"]]
        return full
    return value


def without_quotes(value: Any) -> Any:
    """The same annotation with offsets only."""
    if isinstance(value, list):
        return [without_quotes(item) for item in value]
    if isinstance(value, dict):
        return {k: without_quotes(v) for k, v in value.items() if k != "quote"}
    return value


def annotation_files(
    halves: Iterable[str] = HALVES, languages: Iterable[str] | None = None, sets: Iterable[str] = SETS
) -> Iterator[tuple[str, str, str, Path]]:
    """`(set, language, half, path)` of every annotation asked for, in a stable order."""
    wanted = set(languages) if languages else None
    for kept in sets:
        for path in sorted((HERE / kept).glob("*/*/*.json")):
            half, language = path.parent.name, path.parent.parent.name
            if half in halves and (wanted is None or language in wanted):
                yield kept, language, half, path


def load(path: Path, raw: Path = RAW) -> tuple[dict[str, Any], str]:
    """One annotation with quotes, and its text: from beside it, or from the raw files. Raises `TextNotFound`."""
    facts = json.loads(path.read_text(encoding="utf8"))
    beside = path.with_suffix(".txt")
    if beside.is_file():
        text = beside.read_bytes().decode("utf8")
    else:
        text = text_of(facts["source"], facts["sha256"], raw)
    return with_quotes(facts, text), text


def materialise(
    outdir: Path,
    halves: Iterable[str] = HALVES,
    languages: Iterable[str] | None = None,
    sets: Iterable[str] = SETS,
    raw: Path = RAW,
) -> list[Path]:
    """Write texts and annotations under `outdir`; returns the JSON paths written. Raises `TextNotFound`."""
    written = []
    for kept, language, half, path in annotation_files(tuple(halves), languages, tuple(sets)):
        facts, text = load(path, raw)
        folder = outdir / kept / language / half
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}.txt").write_bytes(text.encode())
        target = folder / path.name
        target.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
        written.append(target)
    return written


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.statements.texts", description=__doc__.split("\n")[0]
    )
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--half", action="append", choices=HALVES)
    parser.add_argument("--lang", action="append")
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument(
        "--raw", type=Path, default=RAW, help="folder of the raw files (default: %(default)s)"
    )
    chosen = parser.parse_args(argv)
    try:
        written = materialise(
            chosen.outdir, chosen.half or HALVES, chosen.lang, chosen.sets or SETS, chosen.raw
        )
    except TextNotFound as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{len(written)} annotated statements written to {chosen.outdir}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
