"""The condition of an installation, for `servanda check`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from servanda.domain.wording import N_
from servanda.journal import head
from servanda.journal.models import JournalEntry
from servanda.register.installation import own_side

Condition = tuple[bool, str, dict[str, Any]]


def conditions() -> Iterator[Condition]:
    """Yield (all right, N_ message, data) for each thing looked at."""
    home = Path(settings.HOME)
    yield True, N_("The home is {home}; it is kept by the side {side}."), {"home": home, "side": own_side()}
    if connection.vendor == "sqlite":
        yield from _sqlite()
    else:
        version = connection.cursor().connection.info.server_version
        yield True, N_("The database is PostgreSQL {version}."), {"version": version // 10000}
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield missing == 0, N_("{n} changes of the tables are still to be made (servanda init)."), {"n": missing}
    if missing:
        return
    yield from _journal()
    free = shutil.disk_usage(home).free // 2**20
    yield free > 200, N_("{free} MiB are free on the disk of the home."), {"free": free}
    if settings.DEMONSTRATION:
        yield True, N_("This is a demonstration: sign-in over plain http, on this machine alone."), {}


def _sqlite() -> Iterator[Condition]:
    version = sqlite3.sqlite_version
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if settings.SQLITE_WAL_SAFE:
        yield (
            True,
            N_("The database is SQLite {version} with a {mode} journal."),
            {"version": version, "mode": mode},
        )
    else:
        yield (
            mode != "wal",
            N_(
                "The database is SQLite {version}, which can damage a write-ahead log: "
                "the {mode} journal is used instead."
            ),
            {"version": version, "mode": mode},
        )


def _journal() -> Iterator[Condition]:
    last = JournalEntry.objects.order_by("-seq").first()
    known = head.read()
    count = last.seq if last else 0
    yield True, N_("The journal holds {n} entries."), {"n": count}
    cut = bool(known and known[0] > count)
    if cut:
        yield (
            False,
            N_("The journal was cut: entry {head} had been acknowledged."),
            {"head": known and known[0]},
        )
    refused = _guards_stand()
    yield refused, N_("The database refuses to change or delete entries."), {}


def _guards_stand() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'"
            )
            return bool(cursor.fetchone()[0] == 4)
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal "
            "AND tgenabled <> 'D'"
        )
        return bool(cursor.fetchone()[0] == 3)
