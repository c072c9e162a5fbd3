"""Export of all entries and all computed rows in a fixed order: the bytes by which a rebuild is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from servanda.domain import canonical
from servanda.journal import queries
from servanda.register.models import Record
from servanda.register.tables import DETAIL_COLUMNS

JSON_COLUMNS = {"titles", "state", "offices", "flags", "why", "entries", "data"}
RECORD_FIELDS = [
    "subject",
    "kind",
    "low",
    "high",
    "offices",
    "title",
    "titles",
    "type",
    "party_count",
    "on",
    "since",
    "until",
    "state",
]
CHUNK = 500


def lines() -> Iterator[bytes]:
    """Canonical JSON, one object a line: first the entries in order, then the records by subject and view."""
    for entry in queries.export():
        yield canonical.encode({"entry": entry}) + b"\n"
    for record in computed():
        yield canonical.encode({"record": record}) + b"\n"


def computed(subjects: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """Computed rows as plain objects, by subject and view; of some subjects or of all."""
    rows = Record.objects.order_by("subject", "low")
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    batch: list[Record] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield from _with_details(batch)
            batch = []
    yield from _with_details(batch)


def _with_details(batch: list[Record]) -> Iterator[dict[str, Any]]:
    objects = {r.pk: {f: _value(f, getattr(r, f)) for f in RECORD_FIELDS} for r in batch}
    for model, columns in DETAIL_COLUMNS.items():
        attribute = {f.column: f.attname for f in model._meta.concrete_fields}
        fields = [attribute[c] for c in columns if c != "record_id"]
        name = model._meta.db_table.removeprefix("register_")
        for row in model._default_manager.filter(record_id__in=objects).values_list("record_id", *fields):
            line = {f: _value(f, v) for f, v in zip(fields, row[1:], strict=True)}
            objects[row[0]].setdefault(name, []).append(line)
    for found in objects.values():
        for name in (m._meta.db_table.removeprefix("register_") for m in DETAIL_COLUMNS):
            if name in found:
                # The order in which a database hands rows out is not promised.
                found[name].sort(key=lambda line: canonical.encode(line))
        yield found


def _value(field: str, value: Any) -> Any:
    if field in JSON_COLUMNS:
        return json.loads(value)
    return value.isoformat() if isinstance(value, date) else value
