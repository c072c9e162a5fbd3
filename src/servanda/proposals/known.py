"""What the register knows of a pair on a day, as the reader may see it: gathered once, for all rules."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from servanda.register import queries
from servanda.register.models import Deadline, Interval, Record, RecordSector, Tie
from servanda.register.visibility import Viewer, entries, records

#: Acts that describe a record and move nothing: they do not show that an instrument lives.
DESCRIBING = (
    "description",
    "final_clauses",
    "relation",
    "document",
    "published_status",
    "registration",
    "publication",
)


@dataclass(slots=True, frozen=True)
class Standing:
    """An instrument of the pair with where it stands on the day."""

    record: Record
    status: str
    since: date | None
    flags: dict[str, Any]
    sectors: tuple[str, ...] = field(default=())

    @property
    def titles(self) -> dict[str, str]:
        return dict(json.loads(self.record.titles))


@dataclass
class Known:
    """The pair, the day and the reader; everything else is asked when a rule first needs it."""

    viewer: Viewer
    a: str
    b: str
    on: date

    @property
    def parties(self) -> tuple[str, str]:
        return (self.a, self.b)

    @cached_property
    def both(self) -> QuerySet[Record]:
        """The records of the pair alone: an instrument of many parties is no matter of two."""
        return queries.between(self.viewer, self.a, self.b).filter(party_count=2)

    @cached_property
    def instruments(self) -> list[Standing]:
        """The instruments of the pair with their status on the day."""
        found = self.both.filter(kind="instrument")
        rows = Interval.objects.filter(queries.on_day(self.on), record__in=found).select_related("record")
        sectors: dict[int, list[str]] = {}
        for pk, sector in (
            RecordSector.objects.filter(record__in=found).order_by("pk").values_list("record_id", "sector")
        ):
            sectors.setdefault(pk, []).append(sector)
        made = [
            Standing(i.record, i.status, i.since, json.loads(i.flags), tuple(sectors.get(i.record_id, ())))
            for i in rows
        ]
        return sorted(made, key=lambda s: s.record.subject)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """Deadlines and duties of the pair that are not met on the day."""
        found = Deadline.objects.filter(record__in=self.both).filter(queries.unmet(self.on))
        return sorted(
            found.select_related("record"), key=lambda d: (d.record.subject, d.what, d.owed_by, str(d.due))
        )

    @cached_property
    def last_act(self) -> dict[str, date]:
        """Subject → the last day on which something happened under it: an act, or one on a record tied to it."""
        acts = (
            entries(self.viewer)
            .filter(Exists(self.both.filter(subject=OuterRef("subject"))), happened_on__lte=self.on)
            .exclude(act__in=DESCRIBING)
        )
        days = {r["subject"]: r["last"] for r in acts.values("subject").annotate(last=Max("happened_on"))}
        ties = Tie.objects.filter(
            record__in=records(self.viewer).exclude(kind__in=("proposal", "list")),  # no use of it
            target__in=[s.record.subject for s in self.instruments],
        ).select_related("record")
        for tie in ties:
            seen = max(
                (d for d in (tie.record.on, days.get(tie.record.subject)) if d and d <= self.on), default=None
            )
            if seen and seen > days.get(tie.target, date.min):
                days[tie.target] = seen
        return days

    def entries_of(self, subject: str, *acts: str) -> tuple[str, ...]:
        """Ids of the entries on a subject that the reader may see; with `acts` of these alone."""
        found = entries(self.viewer).filter(subject=subject).order_by("seq")
        if acts:
            found = found.filter(act__in=acts)
        return tuple(found.values_list("id", flat=True))
