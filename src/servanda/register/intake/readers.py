"""A file of any of the three formats as rows, with the size looked at before anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from servanda.register.intake.csv_rows import csv_rows
from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.headers import find_header
from servanda.register.intake.json_rows import json_rows
from servanda.register.intake.rows import LIMITS, Limits, Row
from servanda.register.intake.xlsx_rows import xlsx_rows

FORMATS = {
    "csv": (".csv", ".tsv", ".txt", ".tab"),
    "xlsx": (".xlsx",),
    "jsonl": (".jsonl", ".ndjson", ".json"),
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEEN = 1000  # objects of JSON lines in which a column must appear once


@dataclass(frozen=True, slots=True)
class FileShape:
    """How a file is laid out, where the file itself does not tell; see `docs/write-a-map.md`, file."""

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    sheet: str | None = None
    header_row: int | None = None
    header_rows: int = 1
    short_rows: str = "refuse"
    records: str = ""
    fill_down: tuple[str, ...] = ()


def read_rows(
    path: Path, wanted: Sequence[str], shape: FileShape | None = None, limits: Limits = LIMITS
) -> Iterator[Row | Fault]:
    """The rows of the file, each a Row or the Fault for which it cannot be taken apart; no empty ones.

    wanted  the columns that the map uses. Raises IntakeError where the file as a whole cannot be used.
    """
    shape = shape or FileShape()
    kind = format_of(path, shape.format, limits)
    if kind == "xlsx":
        rows = xlsx_rows(
            path,
            wanted,
            sheet=shape.sheet,
            header_row=shape.header_row,
            header_rows=shape.header_rows,
            limits=limits,
        )
    elif kind == "jsonl":
        rows = _with_columns(
            json_rows(path, encoding=shape.encoding, records=shape.records, limits=limits), wanted
        )
    else:
        rows = csv_rows(
            path,
            wanted,
            encoding=shape.encoding,
            delimiter=shape.delimiter,
            quote=shape.quote,
            header_row=shape.header_row,
            header_rows=shape.header_rows,
            short_rows=shape.short_rows,
            limits=limits,
        )
    return _filled_down(rows, shape.fill_down) if shape.fill_down else rows


def format_of(path: Path, declared: str | None = None, limits: Limits = LIMITS) -> str:
    """csv, xlsx or jsonl: as declared, else by the file's first bytes, else by its ending.

    Raises IntakeError `file_missing`, `file_too_large`, `file_empty`, `format_unknown`, `xlsx_protected`.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError as wrong:
        from servanda.register.faults import reason

        raise IntakeError("file_missing", reason=reason(wrong)) from None
    if size > limits.file_bytes:
        raise IntakeError(
            "file_too_large",
            size=round(size / 1e6),
            limit=round(limits.file_bytes / 1e6),
        )
    if size == 0:
        raise IntakeError("file_empty")
    ending = path.suffix.lower()
    by_ending = next((kind for kind, endings in FORMATS.items() if ending in endings), None)
    if head == _ZIP or (head == _OLE and by_ending != "csv"):
        return "xlsx"  # whatever it is called; its own check says what is wrong with it
    kind = declared or by_ending
    if kind == "xlsx":
        raise IntakeError(
            "xlsx_damaged",
            reason="",
        )
    if kind is None:
        raise IntakeError(
            "format_unknown",
            ending=ending,
        )
    return kind


def _with_columns(rows: Iterator[Row | Fault], wanted: Sequence[str]) -> Iterator[Row | Fault]:
    """Objects leave out what is empty, so each column must appear in one of the first objects only."""
    first = list(islice(rows, _SEEN))
    names = list(dict.fromkeys(n for row in first if isinstance(row, Row) for n in row.cells))
    if names:
        header = find_header([names], [w for w in wanted if w in names] or wanted)
        missing = [w for w in wanted if w not in header.names]
        if missing:
            find_header([names], wanted)
    for row in chain(first, rows):
        if isinstance(row, Row):
            yield Row(row.number, {**dict.fromkeys(wanted, ""), **row.cells})
        else:
            yield row


def _filled_down(rows: Iterator[Row | Fault], columns: Sequence[str]) -> Iterator[Row | Fault]:
    """Blank cells of `columns` take what stood above: a country named once for all that follows."""
    above: dict[str, str] = {}
    for row in rows:
        if isinstance(row, Row):
            cells = dict(row.cells)
            for name in columns:
                if cells.get(name, "").strip():
                    above[name] = cells[name]
                elif name in above:
                    cells[name] = above[name]
            row = Row(row.number, cells)
        yield row
