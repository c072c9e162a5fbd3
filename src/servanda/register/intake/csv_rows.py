"""Rows of a CSV file: encoding, delimiter, quoted line breaks, ragged and cut rows."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.headers import SEARCHED, Header, column_key, find_header
from servanda.register.intake.rows import LIMITS, Limits, Row

DELIMITERS = (",", ";", "\t", "|")


def csv_rows(
    path: Path,
    wanted: Sequence[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str = '"',
    header_row: int | None = None,
    header_rows: int = 1,
    short_rows: str = "refuse",
    limits: Limits = LIMITS,
) -> Iterator[Row | Fault]:
    """The rows below the header, and a fault for each that cannot be taken apart.

    wanted      column names that the map uses; they also tell delimiter and header row where these are not
                given
    short_rows  "refuse" or "pad": whether a row with fewer cells than the header counts as whole
    Raises IntakeError for a file that is no such table.
    """
    csv.field_size_limit(limits.field_chars)
    name = encoding_of(path, encoding)
    mark = delimiter or _delimiter(path, name, quote, wanted)
    with path.open(encoding=name, newline="", errors="replace") as stream:
        records = _records(stream, mark, quote)
        top = [(number, cells or []) for number, cells, _ in islice(records, SEARCHED)]
    header = find_header([cells for _, cells in top], wanted, header_row, header_rows)
    header_end = top[header.last][0]
    with path.open(encoding=name, newline="", errors="replace") as stream:
        for number, cells, broken in _records(stream, mark, quote):
            if number <= header_end:
                continue
            if broken or cells is None:
                yield _malformed(number, broken)
            elif any(cell.strip() for cell in cells):
                yield _row(number, cells, header, short_rows)


def _records(
    stream: Iterator[str], delimiter: str, quote: str
) -> Iterator[tuple[int, list[str] | None, str]]:
    """Records with their number and what was wrong with them; blank lines count, as in a spreadsheet."""
    reader = csv.reader(stream, delimiter=delimiter, quotechar=quote, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield number, None, str(wrong)
            continue
        yield number, cells, ""


def _row(number: int, cells: list[str], header: Header, short_rows: str) -> Row | Fault:
    names = header.names
    extra = [cell for cell in cells[len(names) :] if cell.strip()]
    if extra or (len(cells) < len(names) and short_rows == "refuse"):
        shown = (extra or cells or [""])[-1][:80]
        return Fault(number, "row", shown, "row_ragged", {"cells": len(cells), "columns": len(names)})
    if broken := [cell for cell in cells if "\ufffd" in cell]:
        return Fault(number, "row", broken[0][:80], "row_undecodable")
    padded = cells + [""] * (len(names) - len(cells))
    return Row(number, {n: cell for n, cell in zip(names, padded, strict=False) if n})


def _malformed(number: int, reason: str) -> Fault:
    if "unexpected end" in reason:
        return Fault(number, "row", "", "quote_open")
    if "field larger" in reason:
        return Fault(number, "row", "", "cell_too_long")
    return Fault(number, "row", "", "row_malformed", {"reason": reason})


def _delimiter(path: Path, encoding: str, quote: str, wanted: Sequence[str]) -> str:
    """The delimiter under which most wanted columns appear, then the one that cuts most rows alike."""
    keys = {column_key(n) for n in wanted}
    best, mark, seen = (-1, -1.0), ",", False
    for candidate in DELIMITERS:
        with path.open(encoding=encoding, newline="", errors="replace") as stream:
            rows = [c for _, c, _ in islice(_records(stream, candidate, quote), SEARCHED) if c]
        seen = seen or any(c.strip() for row in rows for c in row)
        hits = max((len(keys & {column_key(c) for c in row}) for row in rows), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        alike = widths.most_common(1)[0][1] / len(rows) if widths else 0.0
        if (hits, alike) > best:
            best, mark = (hits, alike), candidate
    if seen and best[1] == 0.0 and best[0] <= 0 and len(keys) > 1:
        raise IntakeError(
            "delimiter_unknown",
        )
    return mark
