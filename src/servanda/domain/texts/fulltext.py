"""What a full-text index over `index_terms` must be for the queries of `query` to be right and fast.

The text of statements only: the rooms that hold a database run them.
"""

from __future__ import annotations

MOST_RANKED = 5000
"""Matches that are ranked, the newest (highest rowid) first: bm25 costs some 3 µs a match, and words that thousands of
titles share tell none of them apart."""

FTS5_OPTIONS = "tokenize='ascii', prefix='2'"
"""`ascii` keeps every non-ASCII letter whole in all versions of SQLite; two-letter prefixes keep search while typing fast."""

_RANKED = """
SELECT rowid, score FROM (
  SELECT rowid, bm25({table}) AS score FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT {ranked}
) ORDER BY score, rowid DESC LIMIT ?
"""


def fts5_ranked(table: str, ranked: int = MOST_RANKED) -> str:
    """The SELECT of (rowid, score) for two parameters: `to_fts5(query)` and how many; the lowest score is the best.

    table  name of the FTS5 table, an identifier of the program's own; ValueError otherwise
    """
    if not (table.isascii() and table.isidentifier()):
        raise ValueError(f"not a table name: {table!r}")
    return _RANKED.format(table=table, ranked=int(ranked))
