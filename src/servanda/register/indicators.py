"""Indicators of a relationship: its series, and what the two sides report of the same flow, side by side.

A *mirror* is one flow told twice: exports as the origin reports them, imports as the destination does. The two differ for known reasons
(freight and insurance in the one, re-exports, timing): both are shown, and the difference; neither is corrected.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from servanda.register import queries
from servanda.register.models import Record
from servanda.register.visibility import Viewer, records

GROUP = "sector:"  #: begins the product of a series that adds up the products of a sector


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a period, and the entry in which it was recorded."""

    period: str
    value: Decimal
    entry: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series within the periods asked for. `record` gives title and address."""

    record: Record
    about: str
    unit: str
    source: str
    origin: str
    destination: str
    reported_by: str
    product: str
    points: list[Point] = field(default_factory=list)

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def group(self) -> str:
        """The sector whose products it adds up; "" for a total and for a single product."""
        return self.product.removeprefix(GROUP) if self.product.startswith(GROUP) else ""

    @property
    def flow(self) -> tuple[str, ...]:
        """What makes two series tell the same flow."""
        return (self.about, self.origin, self.destination, self.product.partition(" ")[0], self.unit)


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """One period told by both. `difference` = imports − exports; `share` of the exports, None where these are nought."""

    period: str
    exports: Decimal
    imports: Decimal

    @property
    def difference(self) -> Decimal:
        return self.imports - self.exports

    @property
    def share(self) -> Decimal | None:
        return self.difference / self.exports if self.exports else None


@dataclass(frozen=True, slots=True)
class Mirror:
    """One flow as its origin and its destination report it, over the periods that both have."""

    by_origin: Series
    by_destination: Series
    rows: list[MirrorRow]


def series(viewer: Viewer, a: str, b: str, since: str = "", until: str = "", about: str = "") -> list[Series]:
    """Series of two parties that `viewer` may see, totals before products, by subject.

    `since`, `until`: periods, both within (a year takes in its months: until "2024" ends with December). Series without a point there are left out.
    """
    return _read(queries.between(viewer, a, b).filter(kind="indicator"), since, until, about)


def own_series(viewer: Viewer, party: str, since: str = "", until: str = "") -> list[Series]:
    """Series of one party alone: those of a country as a whole."""
    subjects = records(viewer).filter(
        kind="indicator", parties__party=party, state__contains='"destination":null'
    )
    alone = [r.pk for r in subjects if r.parties.count() == 1]
    return _read(records(viewer).filter(pk__in=alone), since, until, "")


def _read(found: QuerySet[Record], since: str, until: str, about: str) -> list[Series]:
    if about:
        found = found.filter(type=about)
    out = []
    for record in found:
        state = json.loads(record.state)
        points = [
            Point(period, Decimal(value), entry)
            for period, value, entry in state["points"]
            if period >= since and (not until or period[: len(until)] <= until)
        ]
        if points:
            out.append(
                Series(
                    record,
                    record.type,
                    state["unit"],
                    state["source"],
                    state["origin"] or "",
                    state["destination"] or "",
                    state["reported_by"] or "",
                    state["product"],
                    points,
                )
            )
    return sorted(out, key=lambda s: (s.about, s.product != "", s.origin, s.destination, s.record.subject))


def mirrors(found: list[Series]) -> list[Mirror]:
    """The flows among these series that both sides report, in the order of the series."""
    by_destination = {s.flow: s for s in found if s.reported_by and s.reported_by == s.destination}
    out = []
    for one in found:
        other = by_destination.get(one.flow) if one.reported_by and one.reported_by == one.origin else None
        if other is None:
            continue
        theirs = {p.period: p.value for p in other.points}
        rows = [MirrorRow(p.period, p.value, theirs[p.period]) for p in one.points if p.period in theirs]
        if rows:
            out.append(Mirror(one, other, rows))
    return out
