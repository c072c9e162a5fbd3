"""Rows of an XLSX: checked, then parsed in a process with limits; merged cells and formulas understood."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.headers import SEARCHED, find_header
from servanda.register.intake.rows import LIMITS, Limits, Row
from servanda.register.intake.xlsx_structure import checked

_CHILD = Path(__file__).with_name("xlsx_child.py")


def xlsx_rows(
    path: Path,
    wanted: Sequence[str],
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    header_rows: int = 1,
    limits: Limits = LIMITS,
) -> Iterator[Row | Fault]:
    """The rows below the header, by the numbers that the spreadsheet program shows.

    A cell merged over several rows stands in each of them. A row merged over the whole table is a heading,
    no record. Of a formula the stored result is taken. Raises IntakeError for a file that is refused.
    """
    checked(path, sheet, limits)
    lines = parsed(path, sheet, limits)
    frame = next(lines)
    merged = [tuple(m) for m in frame["merged"]]
    grid = _placed(lines, int(frame["column"]), merged)
    top: list[tuple[int, list[str]]] = []
    for number, cells in grid:
        if top or any(cells):
            top.append((number, cells))
        if len(top) >= SEARCHED:
            break
    # The header row is given as the spreadsheet shows it; `top` begins at the sheet's first used row.
    fixed = max(1, header_row - top[0][0] + 1) if header_row and top else None
    header = find_header([cells for _, cells in top], wanted, fixed, header_rows)
    headings = _headings(merged, len([n for n in header.names if n]))
    for number, cells in [*top[header.last + 1 :], *grid]:
        if number in headings or not any(c.strip() for c in cells):
            continue
        yield Row(
            number, {n: c for n, c in zip(header.names, cells + [""] * len(header.names), strict=False) if n}
        )


def _placed(
    lines: Iterator[Any], column: int, merged: list[tuple[int, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number from the sheet's first on, each cell merged downwards carried on.

    `column` is the first used column (from 0): the cells of a row begin there.
    """
    down = [m for m in merged if m[2] > m[0]]
    by_row: dict[int, list[tuple[int, ...]]] = {}
    for m in down:
        by_row.setdefault(m[0], []).append(m)
    carried: list[tuple[tuple[int, ...], str]] = []
    for number, cells in enumerate(lines, start=1):
        index = number - 1
        carried = [(m, text) for m, text in carried if m[2] >= index]
        for m, text in carried:
            if 0 <= m[1] - column < len(cells) and not cells[m[1] - column]:
                cells[m[1] - column] = text
        for m in by_row.get(index, ()):
            if 0 <= m[1] - column < len(cells):
                carried.append((m, cells[m[1] - column]))
        yield number, cells


def _headings(merged: list[tuple[int, ...]], width: int) -> set[int]:
    """Numbers of rows merged over (nearly) the whole table: headings between records."""
    return {m[0] + 1 for m in merged if m[0] == m[2] and m[3] - m[1] + 1 >= max(2, width - 1)}


def parsed(path: Path, sheet: str | None, limits: Limits) -> Iterator[Any]:
    """What the child writes, line by line. Raises IntakeError `xlsx_unreadable`, `xlsx_too_slow`."""
    child = subprocess.Popen(
        [
            sys.executable,
            "-I",
            str(_CHILD),
            str(path),
            sheet or "",
            str(limits.memory_bytes),
            str(int(limits.seconds) + 1),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    alarm = threading.Timer(limits.seconds, stop)
    alarm.start()
    whole = False
    try:
        assert child.stdout is not None
        for line in child.stdout:
            item = json.loads(line)
            if item is None:
                whole = True
                break
            yield item
        child.wait()
    finally:
        alarm.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    if late.is_set():
        raise IntakeError(
            "xlsx_too_slow",
            seconds=limits.seconds,
        )
    if not whole:
        raise IntakeError(
            "xlsx_unreadable",
            status=child.returncode,
        )
