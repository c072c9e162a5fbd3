"""The partner's list kept: recorded as one act with its rows, the newest of two sides standing; compared on any day without the file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import uuid_utils

from servanda.domain.acts.lists import MOST_ROWS, ListedRow, PartnerList
from servanda.domain.cooperation import ListedTreaty
from servanda.domain.entry import Circle, Entry, standing
from servanda.domain.reconciliation import Outcome, reconcile
from servanda.domain.wording import N_
from servanda.journal.queries import known_at, rows_of, to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import partner_lists, services
from servanda.register.intake.maps.schema import RegisterMap
from servanda.register.partner_lists import TheirList
from servanda.register.related import of_kind
from servanda.register.visibility import Viewer, entries

ACT = "partner_list"
_LONGEST = 2000  # characters of a title that are kept


class NotKept(ValueError):
    """Why a list that could be read is not kept: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "rejected": N_(
            "{n} rows could not be read: nothing is kept. Mend them, or keep the good rows alone."
        ),
        "empty": N_("No row of this list is between the two sides: nothing is kept."),
        "too_many": N_("The list has {n} rows between the two sides; at most {most} are kept."),
        "restricted": N_("A list is kept for a circle: public, joint or internal."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept list: its subject and the entry that holds it."""

    subject: str
    entry: Entry

    @property
    def act(self) -> PartnerList:
        """What was recorded."""
        assert isinstance(self.entry.act, PartnerList)
        return self.entry.act

    @property
    def day(self) -> date:
        """The day for which it speaks: the one that it gives statuses for, else that of its import."""
        return self.act.as_of or self.entry.on or date.min

    def rows(self, on: date) -> list[ListedTreaty]:
        """Its rows as they stand on a day: what was signed by then, with the status that the list or its dates give."""
        return [row for r in self.act.rows if (row := _row(r, self, on)) is not None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A kept list against our record on a day. `own` is the side of the register, `partner` the one whose list it is."""

    own: str
    partner: str
    on: date
    kept: Kept
    outcome: Outcome


def keep(
    viewer: Viewer,
    file: Path,
    register_map: RegisterMap,
    own: str,
    partner: str,
    recorder: Recorder,
    today: date,
    *,
    circle: Circle | None = None,
    file_name: str = "",
    map_name: str = "",
    good_rows: bool = False,
) -> tuple[Kept | None, TheirList]:
    """Record the list in `file` as the one that `partner` keeps of its treaties with `own`.

    circle     of the act; None: the one that the map says
    good_rows  keep the rows that can be read although others cannot
    Returns the list kept, None where the one that stands has the same file, map and circle already, and what was read.
    Raises IntakeError, NotKept (with `read` in its data), Refused.
    """
    circle = circle or Circle(register_map.register_.circle)
    if circle is Circle.RESTRICTED:
        raise NotKept("restricted")
    read = partner_lists.theirs(file, register_map, own, partner)
    if read.rejected and not good_rows:
        raise NotKept("rejected", n=len(read.rejected), read=read)
    if not read.rows:
        raise NotKept("empty", read=read)
    if len(read.rows) > MOST_ROWS:
        raise NotKept("too_many", n=len(read.rows), most=MOST_ROWS, read=read)
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    act = PartnerList(
        party=partner,
        other=own,
        source=register_map.register_.name,
        file_name=(file_name or file.name)[:_LONGEST],
        digest=digest,
        map_name=map_name[:_LONGEST],
        map_digest=hashlib.sha256(register_map.model_dump_json().encode()).hexdigest(),
        as_of=read.compare_on,
        elsewhere=read.elsewhere,
        repeated=read.repeated,
        rejected=len(read.rejected),
        rows=tuple(_listed(r) for r in read.rows),
    )
    standing_one = current(viewer, own, partner)
    if (
        standing_one
        and standing_one.entry.circle is circle
        and (standing_one.act.digest, standing_one.act.map_digest) == (act.digest, act.map_digest)
    ):
        return None, read
    subject = f"list/{uuid_utils.uuid7()}"
    made = services.record([Draft(subject, act, on=today, circle=circle)], recorder, viewer)
    return Kept(subject, made[0]), read


def kept(viewer: Viewer, own: str, partner: str, as_known: datetime | None = None) -> list[Kept]:
    """The lists of `partner` with `own` that the reader may see, the newest first."""
    found = entries(viewer).filter(subject__in=subjects_of(own, partner)).order_by("seq")
    by_subject: dict[str, list[Entry]] = {}
    for row in known_at(found, as_known) if as_known else found:
        by_subject.setdefault(row.subject, []).append(to_entry(row))
    lists = [one for s, es in by_subject.items() if (one := of(s, es)) and _sides(one.act) == (own, partner)]
    return sorted(lists, key=_order, reverse=True)


def subjects_of(own: str, partner: str) -> list[str]:
    """Subjects of every list of these sides ever recorded, whoever may see it."""
    rows = of_kind("list").filter(act=ACT)
    for key, code in (("party", partner), ("other", own)):
        rows = rows.filter(body__contains=f'"{key}":"{code}"')
    return sorted(set(rows.values_list("subject", flat=True)))


def newest_of(level: int, own: str, partner: str) -> Kept | None:
    """The newest list of these sides for readers of a level, from the journal: what the computed rows are folded from."""
    circles = [c.value for c in Circle if c.level <= min(level, Circle.INTERNAL.level)]
    by_subject: dict[str, list[Entry]] = {}
    for row in rows_of(subjects_of(own, partner)).filter(circle__in=circles):
        by_subject.setdefault(row.subject, []).append(to_entry(row))
    lists = [one for s, es in by_subject.items() if (one := of(s, es)) and _sides(one.act) == (own, partner)]
    return max(lists, key=_order, default=None)


def of(subject: str, found: Sequence[Entry]) -> Kept | None:
    """The list that entries on a subject give: the last one that stands."""
    alive = [e for e in standing(found) if e.act.name == ACT]
    return Kept(subject, max(alive, key=lambda e: (e.recorded_at, e.id))) if alive else None


def current(
    viewer: Viewer, own: str, partner: str, on: date | None = None, as_known: datetime | None = None
) -> Kept | None:
    """The newest list; with `on` the newest that speaks for that day or one before it, else the oldest."""
    lists = kept(viewer, own, partner, as_known)
    if on is None or not lists:
        return lists[0] if lists else None
    return next((one for one in lists if one.day <= on), lists[-1])


def compare(viewer: Viewer, one: Kept, on: date | None = None, as_known: datetime | None = None) -> Compared:
    """A kept list against what the reader may see of our record, on the day for which the list speaks or on another."""
    own, partner = _sides(one.act)
    day = on or one.day
    ours = partner_lists.ours(viewer, own, partner, day, as_known)
    return Compared(own, partner, day, one, reconcile(ours, one.rows(day)))


def _sides(act: PartnerList) -> tuple[str, str]:
    return act.other, act.party


def _order(one: Kept) -> tuple[date, datetime, str]:
    return (one.day, one.entry.recorded_at, one.subject)


def _listed(row: ListedTreaty) -> ListedRow:
    return ListedRow(
        row=int(row.key),
        titles={language: text[:_LONGEST] for language, text in row.titles.items()},
        type=row.type,
        parties=row.parties,
        sectors=row.sectors,
        signed=row.signed,
        in_force=row.in_force,
        ended=row.ended,
        status=row.status,  # type: ignore[arg-type]
        word=row.word[:_LONGEST],
    )


def _row(row: ListedRow, one: Kept, on: date) -> ListedTreaty | None:
    first = row.signed or row.in_force
    if first is not None and first > on:
        return None
    found = ListedTreaty(
        key=str(row.row),
        titles=dict(row.titles),
        type=row.type,
        parties=row.parties,
        sectors=row.sectors,
        signed=row.signed,
        in_force=row.in_force,
        ended=row.ended,
        status=row.status,
        word=row.word,
        entries=(one.entry.id,),
    )
    return found if on == one.day or not row.status else replace(found, status=_status(row, on))


def _status(row: ListedRow, on: date) -> str:
    """The status on a day other than the list's, as far as its dates tell; "" where they do not."""
    if row.ended and row.ended <= on:
        return "ended"
    if row.in_force:
        return "in_force" if row.in_force <= on else "before_force"
    return ""
