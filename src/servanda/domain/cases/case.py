"""A case as read: parties, clauses, acts as entries, and what its author expects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from servanda.domain.acts.parties import PartyPractice
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Expected:
    """What the author expects; None: nothing said of it. Statuses are words, None where it is left out.

    party   for whom the statuses are meant, in an instrument of more than two parties
    """

    party: str | None = None
    status: dict[date, str | None] | None = None
    as_known: dict[datetime, dict[date, str | None]] | None = None
    flags: dict[date, dict[str, Any]] | None = None
    owed: list[dict[str, Any]] | None = None
    deadlines: list[dict[str, Any]] | None = None
    findings: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `expected` has one item for the case and one for each party that it asks about."""

    id: str
    name: str
    source: str
    parties: tuple[str, ...]
    clauses: FinalClauses
    entries: tuple[Entry, ...]
    expected: tuple[Expected, ...] = ()
    party: str | None = None
    on: date | None = None
    practices: dict[str, PartyPractice] = field(default_factory=dict)
