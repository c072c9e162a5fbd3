"""Rows as every reader gives them, and the limits within which a file is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet program counts (the header row counts too), column → text."""

    number: int
    cells: Mapping[str, str]

    def digest(self) -> str:
        """SHA-256 over columns and texts as they came: two rows with one digest say the same."""
        # Each text with its length before it: no two sets of cells give the same bytes.
        canonical = "".join(f"{len(k)}:{k}{len(v)}:{v}" for k, v in sorted(self.cells.items()))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a file is refused before it can do harm.

    file_bytes      size of the file as it came
    unpacked_bytes  size of what an XLSX unpacks to, counted while unpacking
    ratio           unpacked to packed, for one part of an XLSX beyond 16 MiB
    parts           number of parts in an XLSX
    cells           rows × columns of a sheet from its first to its last cell
    memory_bytes    address space of the process that parses an XLSX
    seconds         time of that process
    field_chars     length of one cell or one JSON line
    """

    file_bytes: int = 150 * 2**20
    unpacked_bytes: int = 400 * 2**20
    ratio: int = 200
    parts: int = 2000
    cells: int = 20_000_000
    memory_bytes: int = 2 * 2**30
    seconds: float = 120.0
    field_chars: int = 2**20


LIMITS = Limits()
