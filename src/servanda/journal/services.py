"""Appending to the journal. Called by the register's `record`, which folds in the same transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any

import uuid_utils
from django.db import connection, transaction

from servanda.domain import canonical
from servanda.domain.acts.base import Act
from servanda.domain.entry import Circle, Entry, Evidence
from servanda.journal import head
from servanda.journal.bulk import insert_rows
from servanda.journal.models import JournalEntry

COLUMNS = [str(f.column) for f in JournalEntry._meta.concrete_fields]
_in_order = itemgetter(*COLUMNS)
_EVIDENCE = tuple(Evidence.__dataclass_fields__)
_LOCK = 0x5E72_A4DA  # any constant: the advisory lock under which a chain grows on PostgreSQL


@dataclass(frozen=True, slots=True)
class Draft:
    """An act about to be recorded; see `Entry` for the fields. `office` records for the side on joint entries."""

    subject: str
    act: Act
    on: date | None = None
    circle: Circle = Circle.INTERNAL
    evidence: tuple[Evidence, ...] = ()
    corrects: str | None = None
    withdraws: str | None = None
    reason: str = ""
    office: str = ""
    offices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records and for which side."""

    person: str
    side: str
    office: str = field(default="")


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as JSON-ready objects without what is empty."""
    return [{k: v for k in _EVIDENCE if (v := getattr(e, k)) is not None and v != ""} for e in evidence]


def content(row: dict[str, Any], body: Any, evidence: Any) -> dict[str, Any]:
    """What `digest` covers: everything that a dispatch could carry. `row` holds the columns by name."""
    return {
        "act": row["act"],
        "body": body,
        "circle": row["circle"],
        "corrects": row["corrects"],
        "evidence": evidence,
        "happened_on": row["happened_on"],
        "id": row["id"],
        "nonce": row["nonce"],
        "office": row["office"],
        "reason": row["reason"],
        "side": row["side"],
        "subject": row["subject"],
        "version": row["version"],
        "withdraws": row["withdraws"],
    }


def local_content(row: dict[str, Any]) -> dict[str, Any]:
    """What `local_digest` covers: what never leaves the installation."""
    return {k: row[k] for k in ("note", "offices", "recorded_at", "recorded_by")}


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with microseconds: sorts as text, same bytes on every database."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def wait_for_turn() -> None:
    """Wait until no other writer is at the chain; from here to the end of the transaction what is read stays so.

    SQLite has its turn from BEGIN IMMEDIATE on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def append(drafts: Sequence[Draft], recorder: Recorder, at: datetime | None = None) -> list[Entry]:
    """Append acts at the chain's end and return them as entries. Must run inside a transaction.

    Writers are let in one at a time: BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL.
    Raises NotCanonical where an act cannot be carried; then nothing is written.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append() runs within the transaction that also writes the computed rows")
    if not drafts:
        return []
    wait_for_turn()
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, link FROM journal_entry ORDER BY seq DESC LIMIT 1")
        seq, previous = cursor.fetchone() or (0, canonical.GENESIS)
    instant = at or datetime.now(UTC)
    rows, entries = _chained(drafts, recorder, instant, seq, previous)
    insert_rows("journal_entry", COLUMNS, rows)
    last = rows[-1]
    transaction.on_commit(lambda: head.renew(last[0], last[-1]))
    return entries


def _chained(
    drafts: Sequence[Draft], recorder: Recorder, instant: datetime, seq: int, previous: str
) -> tuple[list[tuple[Any, ...]], list[Entry]]:
    """The rows that continue the chain after entry `seq` with link `previous`, and the same as entries."""
    when, person = instant_text(instant), recorder.person
    nonces = secrets.token_hex(16 * len(drafts))
    rows: list[tuple[Any, ...]] = []
    entries: list[Entry] = []
    witness: tuple[Evidence, ...] | None = None
    kept: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}
    told: dict[int, tuple[dict[str, Any], str]] = {}
    for i, draft in enumerate(drafts):
        seq += 1
        act, on, key = draft.act, draft.on, str(uuid_utils.uuid7())
        if draft.evidence is not witness:  # the acts of one source share theirs
            witness = draft.evidence
            evidence = evidence_json(witness)
            evidence_text = canonical.canonical(evidence).decode()
        if (local := kept.get((draft.offices, draft.note))) is None:
            local = kept[draft.offices, draft.note] = _local(draft, when, person)
        offices, local_digest = local
        if (said := told.get(id(act))) is None:  # an import uses one object for acts that say the same
            body = act.body()
            said = told[id(act)] = body, canonical.canonical(body).decode()
        body, body_text = said
        row: dict[str, Any] = {
            "id": key,
            "subject": draft.subject,
            "act": act.name,
            "version": act.schema_version,
            "happened_on": None if on is None else on.isoformat(),
            "side": recorder.side,
            "circle": draft.circle.value,
            # A joint or public entry names the office that recorded it, not the person.
            "office": draft.office or recorder.office,
            "corrects": draft.corrects,
            "withdraws": draft.withdraws,
            "reason": draft.reason,
            "nonce": nonces[32 * i : 32 * i + 32],
        }
        digest = canonical.digest(canonical.encode(content(row, body, evidence)))
        previous = canonical.link(previous, digest, local_digest)
        row |= {
            "seq": seq,
            "body": body_text,
            "evidence": evidence_text,
            "digest": digest,
            "recorded_at": when,
            "recorded_by": person,
            "offices": offices,
            "note": draft.note,
            "local_digest": local_digest,
            "link": previous,
        }
        rows.append(_in_order(row))
        entries.append(
            Entry(
                id=key,
                subject=draft.subject,
                act=act,
                on=on,
                recorded_at=instant,
                recorded_by=person,
                side=recorder.side,
                circle=draft.circle,
                evidence=draft.evidence,
                corrects=draft.corrects,
                withdraws=draft.withdraws,
                reason=draft.reason,
            )
        )
    return rows, entries


def _local(draft: Draft, when: str, person: str) -> tuple[str, str]:
    """The offices of a draft as stored, and its local digest."""
    offices = canonical.encode(draft.offices).decode()
    row = {"note": draft.note, "offices": offices, "recorded_at": when, "recorded_by": person}
    return offices, canonical.digest(canonical.encode(local_content(row)))
