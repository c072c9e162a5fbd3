"""What the fold of a commitment needs of other subjects: the rhythm of its mechanism, and the lineage around it.

Both are read from the journal, not from computed rows, so that a rebuild in any order gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from servanda.domain.commitments import Link, Meeting, Rhythm, Thread, thread_of
from servanda.domain.commitments.thread import ALONE, members
from servanda.domain.commitments.words import key_of
from servanda.domain.entry import Circle, standing
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft

MECHANISM_ACTS = ("mechanism",)
SESSION_ACTS = ("session_planned", "session")
LINEAGE = "lineage"
LEVELS = (0, 1, 2)

Links = Mapping[str, Sequence[Link]]


def _circles(level: int) -> list[str]:
    return [c.value for c in Circle if c.level <= min(level, Circle.INTERNAL.level)]


def _of_kind(kind: str, level: int) -> QuerySet[JournalEntry]:
    """Entries on the subjects of a kind; on SQLite as a range, so that the index on subjects serves."""
    start = f"{kind}/"
    where = (
        Q(subject__startswith=start)
        if connection.vendor == "postgresql"
        else Q(subject__gte=start, subject__lt=f"{kind}0")  # "0" follows "/"
    )
    return JournalEntry.objects.filter(where, circle__in=_circles(level)).order_by("seq")


@lru_cache(maxsize=8)
def _rhythms(level: int) -> dict[str, Rhythm]:
    every: dict[str, int | None] = {}
    told: dict[str, dict[str, Any]] = {}
    for entry in sorted(standing(to_entry(r) for r in _of_kind("mechanism", level)), key=key_of):
        if entry.act.name in MECHANISM_ACTS:
            stated = told.setdefault(entry.subject, {})  # later acts refine earlier ones
            stated |= {k: getattr(entry.act, k) for k in entry.act.model_fields_set}
            every[entry.subject] = None if stated.get("when_needed") else stated.get("every_months")
    meetings: dict[str, list[Meeting]] = {}
    facts: dict[str, dict[str, Any]] = {}
    for entry in sorted(standing(to_entry(r) for r in _of_kind("session", level)), key=key_of):
        if entry.act.name in SESSION_ACTS:
            known = facts.setdefault(entry.subject, {})
            known |= {k: getattr(entry.act, k) for k in entry.act.model_fields_set}
            known["status"] = getattr(entry.act, "status", known.get("status", "planned"))
            if entry.act.name == "session":
                known.setdefault("held_on", entry.on)
    for subject, known in facts.items():
        begins = known.get("begins") or known.get("held_on")
        if known.get("kind") == "review" or begins is None or not known.get("mechanism"):
            continue
        if known["status"] in ("planned", "held"):
            meeting = Meeting(subject, begins, known["status"] == "held", known.get("ordinal"))
            meetings.setdefault(known["mechanism"], []).append(meeting)
    return {
        name: Rhythm(
            every.get(name), tuple(sorted(meetings.get(name, ()), key=lambda m: (m.begins, m.subject)))
        )
        for name in {*every, *meetings}
    }


@lru_cache(maxsize=8)
def lineage(level: int) -> tuple[Links, Links]:
    """(links by the later commitment, links by the earlier one), as readers of a level may know them."""
    rows = list(JournalEntry.objects.filter(act=LINEAGE, circle__in=_circles(level)).order_by("seq"))
    ids = [r.id for r in rows]
    for start in range(0, len(ids), 400):
        some = ids[start : start + 400]
        rows += JournalEntry.objects.filter(withdraws__in=some, circle__in=_circles(level)).order_by("seq")
    back: dict[str, list[Link]] = {}
    forward: dict[str, list[Link]] = {}
    for entry in sorted(standing(to_entry(r) for r in rows), key=key_of):
        if entry.act.name != LINEAGE:
            continue
        act: Any = entry.act
        link = Link(entry.subject, act.kind, tuple(act.of), entry.on, entry.id)
        back.setdefault(entry.subject, []).append(link)
        for earlier in act.of:
            forward.setdefault(earlier, []).append(link)
    return back, forward


def rhythm(mechanism: str | None, level: int) -> Rhythm:
    """The rhythm of a mechanism, as readers of a level know it; the usual one for none."""
    return _rhythms(level).get(mechanism or "", Rhythm())


def thread(subject: str, level: int) -> Thread:
    """Where a commitment stands in its thread."""
    back, forward = lineage(level)
    if subject not in back and subject not in forward:
        return ALONE
    return thread_of(subject, back, forward)


def thread_members(subject: str, level: int) -> list[str]:
    """Every commitment of the thread of this one."""
    return members(subject, *lineage(level))


def forget() -> None:
    """To be called when a mechanism, a session or a lineage was recorded, or another database is used."""
    _rhythms.cache_clear()
    lineage.cache_clear()


class Changes:
    """Finds the commitments that acts on other subjects move: made before the acts are appended, asked afterwards."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        kinds = {d.subject.partition("/")[0] for d in drafts}
        self.meetings = bool(kinds & {"mechanism", "session"})
        self.links = any(
            d.act.name == LINEAGE or (d.withdraws and d.subject.startswith("commitment/")) for d in drafts
        )
        if self.meetings or self.links:
            forget()
        self.before = [dict(_rhythms(n)) for n in LEVELS] if self.meetings else []
        self.linked = [lineage(n) for n in LEVELS] if self.links else []

    def moved(self) -> tuple[set[str], set[str]]:
        """(mechanisms whose rhythm is another now, commitments whose thread is)."""
        if self.meetings or self.links:
            forget()
        mechanisms: set[str] = set()
        for level, before in zip(LEVELS, self.before, strict=False):
            now = _rhythms(level)
            mechanisms |= {m for m in {*before, *now} if before.get(m) != now.get(m)}
        commitments: set[str] = set()
        for level, (back, forward) in zip(LEVELS, self.linked, strict=False):
            now_back, now_forward = lineage(level)
            for subject in {*back, *now_back}:
                if back.get(subject) != now_back.get(subject):
                    commitments |= {*members(subject, back, forward)}
                    commitments |= {*members(subject, now_back, now_forward)}
        return mechanisms, commitments
