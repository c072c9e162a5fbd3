"""The short name of a register, and how many rows a file may have."""

from __future__ import annotations

import re
from pathlib import Path

_CHUNK = 2**20


def register_name(map_name: str) -> str:
    """The name under which a register's rows are known: that of its map, in letters of an address."""
    stem = Path(map_name).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "register"


def row_total(file: Path) -> int | None:
    """Lines of a text file, for the progress bar; None where lines are no rows (XLSX) or nothing can be read."""
    if file.suffix.lower() not in {".csv", ".tsv", ".txt", ".jsonl", ".ndjson"}:
        return None
    try:
        with file.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b"")) or None
    except OSError:
        return None
