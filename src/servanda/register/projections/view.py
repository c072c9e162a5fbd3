"""What a projection gives: the content of the computed rows of one subject in one view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain import canonical
from servanda.domain.entry import Entry

DeadlineRow = tuple[str, date | None, date | None, date | None, str, bool, date | None, Any]


@dataclass(slots=True)
class View:
    """Rows of one subject as one range of circles sees it. The JSON-ready parts are stored canonically.

    intervals  (since, until, status, flags, why)
    deadlines  (what, opens, last_day, safe_day, owed_by, estimated, met, why)
    findings   (code, severity, entry ids, data)
    ties       (relation, target subject)
    standings  (since, until, status, mechanism, session, due, silent_from, open, settled, carried, promised)
    positions  (party, since, until, progress, told_on, silent_from)
    text       further words by which a search finds the subject; not stored as a row
    whole      digest of a stored text by whose words a search finds it too; not stored as a row
    """

    titles: dict[str, str] = field(default_factory=dict)
    title: str = ""
    type: str = ""
    on: date | None = None
    since: date | None = None
    until: date | None = None
    state: dict[str, Any] = field(default_factory=dict)
    parties: Sequence[str] = ()
    sectors: Sequence[str] = ()
    intervals: list[tuple[date, date | None, str, Any, Any]] = field(default_factory=list)
    deadlines: list[DeadlineRow] = field(default_factory=list)
    findings: list[tuple[str, str, list[str], dict[str, Any]]] = field(default_factory=list)
    ties: list[tuple[str, str]] = field(default_factory=list)
    standings: list[tuple[Any, ...]] = field(default_factory=list)
    positions: list[tuple[Any, ...]] = field(default_factory=list)
    text: str = ""
    whole: str = ""


#: (subject, its entries as readers of a level know them, that level) → rows
Projection = Callable[[str, list[Entry], int], View | None]


def dumps(value: Any) -> str:
    """The canonical text of a JSON-ready value, as the computed rows store it."""
    return canonical.encode(value).decode()
