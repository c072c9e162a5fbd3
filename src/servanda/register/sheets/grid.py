"""The cells of a sheet as a person sees them: merged cells say the same all over. Read as safely as any import."""

from __future__ import annotations

from pathlib import Path

from servanda.register.intake.rows import Limits
from servanda.register.intake.xlsx_rows import parsed
from servanda.register.intake.xlsx_structure import checked

Numbered = tuple[int, list[str]]

#: A follow-up matrix is small; larger files are something else.
SHEET_LIMITS = Limits(
    file_bytes=24 * 2**20, unpacked_bytes=200 * 2**20, cells=2_000_000, memory_bytes=2**30, seconds=40.0
)


def read(path: Path, sheet: str | None = None, limits: Limits = SHEET_LIMITS) -> list[Numbered]:
    """The rows of a sheet (None: the first), by the numbers that the spreadsheet shows. Raises IntakeError."""
    checked(path, sheet, limits)
    lines = parsed(path, sheet, limits)
    frame = next(lines)
    left = int(frame["column"])
    rows: list[list[str]] = list(lines)
    for top, first, bottom, last in (tuple(m) for m in frame["merged"]):
        if top >= len(rows) or first < left:
            continue
        text = rows[top][first - left] if first - left < len(rows[top]) else ""
        for row in rows[top : bottom + 1]:
            for at in range(first - left, min(last - left + 1, len(row))):
                row[at] = row[at] or text
    return list(enumerate(rows, start=1))
