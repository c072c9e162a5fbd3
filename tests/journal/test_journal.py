"""The journal on whichever database the settings name: append-only, chained, verifiable."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from servanda.domain import canonical
from servanda.domain.acts.parties import Person
from servanda.domain.acts.repair import Withdrawal
from servanda.domain.entry import Circle, Evidence
from servanda.journal import queries
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.dump import lines
from servanda.register.models import Record
from servanda.register.verification import verify

pytestmark = pytest.mark.django_db
AMINA = Recorder(person="amina", side="MA", office="Europe desk")


def person(key: str = "bourita", name: str = "Nasser Bourita", **more: object) -> Draft:
    return Draft(f"person/{key}", Person(names={"fr": name}, party="MA"), on=date(2020, 1, 2), **more)


def refused(sql: str) -> bool:
    with transaction.atomic():
        services.record([person()], AMINA)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET reason = 'x'",
        "DELETE FROM journal_entry",
        "INSERT INTO journal_entry SELECT * FROM journal_entry",
        "INSERT INTO journal_entry SELECT * FROM journal_entry ON CONFLICT (seq) DO UPDATE SET reason = 'x'",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_written(sql: str):
    assert refused(sql)


def test_the_databases_own_ways_round_are_refused_too():
    sql = (
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry"
        if connection.vendor == "sqlite"
        else "TRUNCATE journal_entry"
    )
    assert refused(sql)


def test_a_gap_in_the_numbers_is_refused():
    columns = [f.column for f in JournalEntry._meta.concrete_fields if f.column not in ("seq", "id")]
    names = ", ".join(columns)
    assert refused(
        f"INSERT INTO journal_entry (seq, id, {names}) SELECT seq + 5, 'x', {names} FROM journal_entry"
    )


def test_what_was_recorded_comes_back_whole():
    evidence = Evidence(document="https://example.org/text", start=3, end=9, quote="لقاء  \u200fفي موسكو")
    [entry] = services.record([person(circle=Circle.JOINT, evidence=(evidence,))], AMINA)
    [back] = queries.entries_of("person/bourita")
    assert back == entry
    assert back.evidence[0].quote == "لقاء  \u200fفي موسكو"


def test_the_digest_can_be_checked_from_what_a_dispatch_carries():
    services.record([person(note="internal remark")], AMINA)
    row = next(queries.export())
    carried = {
        k: row[k]
        for k in [
            "act",
            "body",
            "circle",
            "corrects",
            "evidence",
            "happened_on",
            "id",
            "nonce",
            "office",
            "reason",
            "side",
            "subject",
            "version",
            "withdraws",
        ]
    }
    assert canonical.digest(canonical.canonical(carried)) == row["digest"]
    assert row["link"] == canonical.link(canonical.GENESIS, row["digest"], row["local_digest"])


def test_entry_and_computed_rows_are_one_transaction(monkeypatch: pytest.MonkeyPatch):
    from servanda.register.projections import write

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk went away")

    monkeypatch.setattr(write, "write", broken)
    with pytest.raises(RuntimeError):
        services.record([person()], AMINA)
    assert not JournalEntry.objects.exists()


def test_a_correction_replaces_and_both_stay_readable():
    [first] = services.record([person(name="Naser Borita")], AMINA)
    services.record([person(corrects=first.id, reason="misspelt")], AMINA)
    assert Record.objects.get(subject="person/bourita").title == "Nasser Bourita"
    assert JournalEntry.objects.count() == 2


def test_a_correction_needs_a_reason_and_reaches_only_ones_own_side():
    [first] = services.record([person()], AMINA)
    with pytest.raises(services.Refused) as no_reason:
        services.record([person(corrects=first.id)], AMINA)
    assert no_reason.value.code == "reason_missing"
    with pytest.raises(services.Refused) as other:
        services.record([person(corrects=first.id, reason="no")], Recorder("ivan", "RU"))
    assert other.value.code == "other_side"


def test_a_withdrawn_subject_disappears_and_history_keeps_it():
    [first] = services.record([person()], AMINA)
    services.record(
        [Draft("person/bourita", Withdrawal(reason="twice"), withdraws=first.id, reason="twice")], AMINA
    )
    assert not Record.objects.exists()
    assert len(queries.entries_of("person/bourita")) == 2


def test_what_was_known_at_an_instant():
    services.record([person(name="Old")], AMINA, at=datetime(2024, 1, 1, tzinfo=UTC))
    services.record([person(name="New")], AMINA, at=datetime(2024, 6, 1, tzinfo=UTC))
    known = queries.entries_of("person/bourita", as_known=datetime(2024, 3, 1, tzinfo=UTC))
    assert [e.act.names["fr"] for e in known] == ["Old"]


def test_verify_finds_nothing_wrong_in_a_sound_register():
    services.record([person(), person("lavrov", "Sergueï Lavrov")], AMINA)
    assert list(verify()) == []


def test_verify_finds_a_computed_row_that_was_tampered_with():
    services.record([person()], AMINA)
    Record.objects.update(title="Somebody else")
    assert [f.code for f in verify()] == ["computed"]


def test_verify_finds_computed_rows_of_nothing():
    services.record([person()], AMINA)
    Record.objects.create(pk=99, subject="person/ghost", kind="person", low=2, high=4)
    assert "computed_extra" in [f.code for f in verify()]


def test_rebuild_leaves_the_export_byte_identical():
    services.record([person(), person("lavrov", "Sergueï Lavrov", circle=Circle.PUBLIC)], AMINA)
    services.record([person("lavrov", "Сергей Лавров")], AMINA)
    before = b"".join(lines())
    assert services.rebuild() == 2
    assert b"".join(lines()) == before


def test_ids_are_version_7_and_sort_by_time():
    entries = services.record([person(str(i)) for i in range(50)], AMINA)
    assert all(e.id[14] == "7" for e in entries)
    assert [e.id for e in entries] == sorted(e.id for e in entries)
