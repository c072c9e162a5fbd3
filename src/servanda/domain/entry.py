"""An entry of the journal as the folds see it, and which entries stand after correction and withdrawal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from servanda.domain.acts.base import Act


class Circle(StrEnum):
    """For whom a record is made. Each sees what the narrower-named ones before it see."""

    PUBLIC = "public"
    JOINT = "joint"
    INTERNAL = "internal"
    RESTRICTED = "restricted"

    @property
    def level(self) -> int:
        """0 for public … 3 for restricted; a reader of level n sees records of level ≤ n."""
        return _LEVELS[self.value]


_LEVELS = {"public": 0, "joint": 1, "internal": 2, "restricted": 3}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an act is known from: a document by digest or address, a span of it, the quoted words.

    `start` and `end` count Unicode code points of the document's text as it came.
    """

    document: str = ""
    start: int | None = None
    end: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act with everything the journal knows about it.

    on           the day it happened; None where the source does not say
    recorded_at  instant of recording (UTC)
    corrects     id of the entry that this one replaces
    withdraws    id of the entry that this one takes back
    """

    id: str
    subject: str
    act: Act
    on: date | None
    recorded_at: datetime
    recorded_by: str = ""
    side: str = ""
    circle: Circle = Circle.INTERNAL
    evidence: tuple[Evidence, ...] = field(default=())
    corrects: str | None = None
    withdraws: str | None = None
    reason: str = ""


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count: without those corrected or withdrawn and without bare withdrawals.

    A withdrawal of a correction restores what was corrected; the order of `entries` is kept. An entry
    of another side is never displaced (design, section 3: against it there is objection).
    """
    items = list(entries)
    if not any(e.corrects or e.withdraws for e in items):
        return items
    by_id = {e.id: e for e in items}
    displacing: dict[str, list[Entry]] = {}
    for e in items:
        target = e.corrects or e.withdraws
        if target and target in by_id and by_id[target].side == e.side and target != e.id:
            displacing.setdefault(target, []).append(e)
    fate: dict[str, bool] = {}

    def counts(e: Entry, path: frozenset[str] = frozenset()) -> bool:
        if e.id in fate:
            return fate[e.id]
        if e.id in path:
            return True
        alive = not any(counts(d, path | {e.id}) for d in displacing.get(e.id, ()))
        fate[e.id] = alive
        return alive

    return [e for e in items if counts(e) and not e.withdraws]


def known_at(entries: Iterable[Entry], instant: datetime) -> list[Entry]:
    """The entries recorded up to that instant: what the register knew then."""
    return [e for e in entries if e.recorded_at <= instant]
