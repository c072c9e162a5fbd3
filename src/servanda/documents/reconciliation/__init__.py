"""The two sides' lists of treaties compared: as data, as page, as an annex for the agenda and as a table to work on."""

from servanda.documents.reconciliation.making import (
    GROUPS,
    Compared,
    about,
    as_json,
    compare,
    compare_kept,
    document,
    groups,
    rows,
)
from servanda.documents.reconciliation.sheet import csv_text, workbook

__all__ = [
    "GROUPS",
    "Compared",
    "about",
    "as_json",
    "compare",
    "compare_kept",
    "csv_text",
    "document",
    "groups",
    "rows",
    "workbook",
]
