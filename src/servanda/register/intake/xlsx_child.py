"""Run by itself in a process of its own: parse one sheet of an XLSX and write its rows as JSON lines.

Arguments: file, sheet ("" for the first), memory in bytes, processor seconds. First line: the first used
column
and the merged ranges; then one line for each row from the sheet's first on; at the end `null`. It imports
nothing of Servanda, so that it can
run isolated; whatever happens here (an abort included) reaches the caller as an exit status only.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta


def _text(value: object) -> str:
    """A cell as text: dates ISO, whole numbers without a point, booleans as words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def main(file: str, sheet: str, memory: str, seconds: str) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    except ImportError:
        pass  # not on this system; time is limited by the caller all the same
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(file)
    table = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(_first_table(book))
    start = table.start or (0, 0)
    merged = table.merged_cell_ranges or []
    out = sys.stdout
    out.write(json.dumps({"column": start[1], "merged": [list(a + b) for a, b in merged]}) + "\n")
    for row in table.iter_rows():
        out.write(json.dumps([_text(v) for v in row], ensure_ascii=True) + "\n")
    out.write("null\n")


def _first_table(book: object) -> int:
    kinds = [str(m.typ).rpartition(".")[2] for m in book.sheets_metadata]  # type: ignore[attr-defined]
    return next((at for at, kind in enumerate(kinds) if kind == "WorkSheet"), 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
