"""Many rows into one table at once, by the shortest way that each database offers.

Django's `executemany` rewrites the statement and converts every value for each row; on SQLite the driver is asked
directly, on PostgreSQL the rows go in by COPY. Constraints, triggers and the transaction are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of `columns`. Names come from the code, never from a request.

    Values are text, whole numbers, truth values and None; days go as ISO text (see `day`). Raises Django's DatabaseError.
    """
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            with connection.wrap_database_errors:
                raw = connection.connection
                raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
