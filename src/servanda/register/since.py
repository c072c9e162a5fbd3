"""Since: what changed in a scope after a day or an instant, subject by subject, with before and after.

Two questions are told apart: what was *recorded* since (what we learnt), and what *happened* since (what was done).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from django.db.models import Exists, Max, OuterRef, QuerySet

from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.journal.services import instant_text
from servanda.register import queries
from servanda.register.models import Record
from servanda.register.projections.kinds import PROJECTIONS
from servanda.register.projections.view import View
from servanda.register.scope import Scope, records_in, with_parts
from servanda.register.visibility import Viewer, entries, records

By = Literal["recorded", "happened"]


@dataclass(slots=True)
class Change:
    """A subject that changed.

    before, after  its status at the two ends: that of its timeline, of a session what it is; "" for none
    new            nothing of it was known before
    entries        what was recorded (or happened) since, oldest first
    findings       codes of findings that arose
    """

    record: Record
    before: str
    after: str
    new: bool
    entries: list[JournalEntry] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def family(self) -> str:
        """The family of words to which `before` and `after` belong."""
        return "session_status" if self.record.kind == "session" else "status"


def changed(
    viewer: Viewer, scope: Scope, since: datetime, by: By = "recorded"
) -> QuerySet[JournalEntry, Any]:
    """The subjects of a scope with something new since an instant, the latest first: rows with `subject`."""
    found = entries(viewer).filter(Exists(records_in(viewer, scope).filter(subject=OuterRef("subject"))))
    found = found.filter(**_after(since, by))
    return found.values("subject").annotate(last=Max("seq")).order_by("-last")


def _after(since: datetime, by: By) -> dict[str, object]:
    if by == "happened":
        return {"happened_on__gt": since.date()}
    return {"recorded_at__gt": instant_text(since)}


def changes(
    viewer: Viewer, subjects: Sequence[str], since: datetime, today: date, by: By = "recorded"
) -> list[Change]:
    """What changed on these subjects, in the order given; subjects that the reader may not see are left out."""
    seen: dict[str, Record] = {}
    for record in records(viewer).filter(subject__in=subjects).order_by("low"):
        seen[record.subject] = record
    rows: dict[str, list[JournalEntry]] = {}
    for row in entries(viewer).filter(subject__in=subjects).order_by("seq"):
        rows.setdefault(row.subject, []).append(row)
    return [_change(viewer, seen[s], rows[s], since, today, by) for s in subjects if s in seen and s in rows]


def _change(
    viewer: Viewer, record: Record, rows: list[JournalEntry], since: datetime, today: date, by: By
) -> Change:
    new = [r for r in rows if _is_new(r, since, by)]
    fresh = {r.id for r in new}
    known = [to_entry(r) for r in rows]
    old = [e for e in known if e.id not in fresh]
    project = PROJECTIONS.get(record.kind)
    level = viewer.circle.level
    then = project(record.subject, old, level) if project and old else None
    now = project(record.subject, known, level) if project else None
    before = _status(then, record.kind, since.date())
    arisen = (
        {code for code, *_ in now.findings} - {code for code, *_ in (then.findings if then else ())}
        if now
        else set()
    )
    return Change(record, before, _status(now, record.kind, today), not old, new, sorted(arisen))


def _is_new(row: JournalEntry, since: datetime, by: By) -> bool:
    if by == "happened":
        return row.happened_on is not None and row.happened_on > since.date()
    return row.recorded_at > instant_text(since)


def _status(view: View | None, kind: str, on: date) -> str:
    """The status of a view on a day; "" before anything is known, and where a kind has none."""
    if view is None:
        return ""
    if kind == "session":
        return view.type
    return next((status for s, _until, status, *_ in reversed(view.intervals) if s <= on), "")


def last_session(viewer: Viewer, mechanism: str, today: date) -> Record | None:
    """The last session held of a mechanism (or of a body under it) by a day."""
    bodies = with_parts(viewer, mechanism)
    held = queries.of_kind(viewer, "session").filter(
        ties__relation="mechanism", ties__target__in=bodies, on__lte=today
    )
    return held.exclude(type__in=("planned", "postponed", "cancelled")).first()


def end_of(day: date) -> datetime:
    """The last instant of a day in UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, UTC)
