"""Finding the header row of a table: the first row that has the columns which the map names."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from servanda.register.intake.faults import IntakeError

SEARCHED = 60  # rows at the top of a file in which the header is looked for


def column_key(name: str) -> str:
    """What makes two column names the same: case, spaces, line breaks and Unicode form do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("\u200b", "").split()).casefold()


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header ends (index of its last row among the rows searched), and its column names."""

    last: int
    names: tuple[str, ...]


def find_header(
    top: Sequence[Sequence[str]], wanted: Sequence[str], fixed: int | None = None, depth: int = 1
) -> Header:
    """The header among the first rows `top`.

    wanted  column names that it must have; the names it gives back are spelt as there
    fixed   the number (from 1) of its row, where the map says it
    depth   of how many rows it consists; a name then is "upper / lower"
    Raises IntakeError `columns_missing`, `column_twice`, `table_empty`.
    """
    if not any(any(cell.strip() for cell in row) for row in top):
        raise IntakeError("table_empty")
    spelt = {column_key(name): name for name in wanted}
    starts = [fixed - 1] if fixed else range(len(top))
    best: tuple[int, list[str]] = (-1, [])
    for start in starts:
        if start >= len(top):
            continue
        names = _joined(top[start : start + depth])
        keys = [column_key(n) for n in names]
        hits = len(set(keys) & set(spelt))
        if hits == len(spelt) and hits:
            twice = [k for k, n in Counter(keys).items() if n > 1 and k in spelt]
            if twice:
                raise IntakeError(
                    "column_twice",
                    column=spelt[twice[0]],
                )
            return Header(start + depth - 1, tuple(spelt.get(k, n) for k, n in zip(keys, names, strict=True)))
        if hits > best[0] or (
            hits == best[0] == 0 and len(list(filter(None, names))) > len(list(filter(None, best[1])))
        ):
            best = (hits, names)
    _missing(wanted, best[1])
    raise AssertionError("unreachable")


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Column names of a header; in one of several rows, an upper cell reaches to the next filled one."""
    if len(rows) == 1:
        return [" ".join(cell.split()) for cell in rows[0]]
    width = max(len(row) for row in rows)
    names: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        carried = ""
        for at in range(width):
            cell = " ".join(row[at].split()) if at < len(row) else ""
            carried = cell or (carried if depth < len(rows) - 1 else "")
            if carried and carried not in names[at]:
                names[at].append(carried)
    return [" / ".join(parts) for parts in names]


def _missing(wanted: Sequence[str], found: Sequence[str]) -> None:
    have = {column_key(n): n for n in found if n}
    lost = [name for name in wanted if column_key(name) not in have]
    near = {n: [have[m] for m in get_close_matches(column_key(n), have, 1, 0.6)] for n in lost}
    raise IntakeError(
        "columns_missing",
        missing=", ".join(f"“{n}”" + (f" (“{near[n][0]}”?)" if near[n] else "") for n in lost),
        found=", ".join(f"“{n}”" for n in have.values()) or "—",
        columns=lost,
    )
