"""Whoever holds the file can write to it: `verify` shows what was done."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from servanda.domain.acts.parties import Person
from servanda.journal import head, queries
from servanda.journal.guards import statements
from servanda.journal.services import Draft, Recorder
from servanda.register import services

pytestmark = pytest.mark.django_db


def three_entries() -> None:
    for name in ("one", "two", "three"):
        services.record([Draft(f"person/{name}", Person(names={"en": name}))], Recorder("amina", "MA"))


def behind_the_guards(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for off in statements(connection.vendor, off=True):
            cursor.execute(off)
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE journal_entry SET happened_on = '1999-01-01' WHERE seq = 2", "digest"),
        ('UPDATE journal_entry SET body = \'{"names":{"en":"2"}}\' WHERE seq = 2', "digest"),
        ('UPDATE journal_entry SET body = \'{"a":1,"a":2}\' WHERE seq = 2', "unreadable"),
        ("UPDATE journal_entry SET recorded_by = 'ivan' WHERE seq = 2", "local_digest"),
        ("UPDATE journal_entry SET note = 'x' WHERE seq = 2", "local_digest"),
        ("UPDATE journal_entry SET link = 'ff' WHERE seq = 2", "link"),
        ("DELETE FROM journal_entry WHERE seq = 2", "gap"),
    ],
)
def test_tampering_is_found(sql: str, code: str):
    three_entries()
    behind_the_guards(sql)
    assert code in [f.code for f in queries.verify()]


def test_a_journal_cut_at_its_end_is_found(monkeypatch: pytest.MonkeyPatch):
    three_entries()
    row = list(queries.export())[-1]
    monkeypatch.setattr(head, "read", lambda: (row["seq"], row["link"]))
    behind_the_guards("DELETE FROM journal_entry WHERE seq = 3")
    assert [f.code for f in queries.verify()] == ["cut"]


def test_the_head_only_moves_forward(tmp_path, settings):
    settings.HOME = tmp_path
    head.renew(5, "five")
    head.renew(3, "three")
    assert head.read() == (5, "five")
