"""Writing and deleting computed rows in bulk, without building model objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from servanda.journal.bulk import insert_rows
from servanda.register import models

COMPUTED: list[type[Model]] = [
    models.RecordParty,
    models.RecordSector,
    models.Interval,
    models.Deadline,
    models.Finding,
    models.Tie,
    models.CommitmentInterval,
    models.SidePosition,
]


RECORD_COLUMNS = [
    "id",
    "subject",
    "kind",
    "low",
    "high",
    "offices",
    "title",
    "titles",
    "type",
    "party_count",
    "happened_on",
    "since",
    "until",
    "state",
]
DETAIL_COLUMNS: dict[type[Model], list[str]] = {
    models.RecordParty: ["record_id", "party"],
    models.RecordSector: ["record_id", "sector"],
    models.Interval: ["record_id", "position", "since", "until", "status", "flags", "why"],
    models.Deadline: [
        "record_id",
        "what",
        "opens",
        "last_day",
        "due",
        "safe_day",
        "owed_by",
        "estimated",
        "met",
        "why",
    ],
    models.Finding: ["record_id", "code", "severity", "entries", "data"],
    models.Tie: ["record_id", "relation", "target"],
    models.CommitmentInterval: [
        "record_id",
        "position",
        "low",
        "high",
        "party_count",
        "since",
        "until",
        "status",
        "mechanism",
        "session",
        "due",
        "silent_from",
        "is_open",
        "settled",
        "carried",
        "promised",
    ],
    models.SidePosition: ["record_id", "party", "since", "until", "progress", "told_on", "silent_from"],
}


def next_record_id() -> int:
    """The id after the highest one in use; safe because writers hold the journal's lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM register_record")
        return int(cursor.fetchone()[0])


def insert(records: Sequence[Sequence[Any]], details: Mapping[type[Model], Sequence[Sequence[Any]]]) -> None:
    """Insert record rows and the rows hanging on them; days as ISO text."""
    insert_rows(models.Record._meta.db_table, RECORD_COLUMNS, records)
    for model, rows in details.items():
        if rows:
            insert_rows(model._meta.db_table, DETAIL_COLUMNS[model], rows)


def delete(subjects: Sequence[str]) -> None:
    """Delete all computed rows of these subjects."""
    with connection.cursor() as cursor:
        for start in range(0, len(subjects), 500):
            some = list(subjects[start : start + 500])
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT id FROM register_record WHERE subject IN ({marks})", some)  # noqa: S608
            ids = [row[0] for row in cursor.fetchall()]
            if not ids:
                continue
            marks = ", ".join(["%s"] * len(ids))
            for model in COMPUTED:
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE record_id IN ({marks})", ids)  # noqa: S608
            cursor.execute(f"DELETE FROM register_record WHERE id IN ({marks})", ids)  # noqa: S608


def clear() -> None:
    """Delete every computed row (before a rebuild)."""
    with connection.cursor() as cursor:
        everything: list[type[Model]] = [*COMPUTED, models.Record]
        for model in everything:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
