"""The law that meets an axis: the pair's instruments in its sector, and what became of them.

    none      no instrument of the two in this sector, or only ended ones (these are named)
    pending   negotiated, signed or suspended: there is a text, not yet a law in force
    unused    in force, and nothing on record was ever done under it
    dormant   in force, and for `YEARS` years no act, commitment, session, report, statement or other instrument refers to it
    used      in force, and something was done under it since

An instrument for several sectors counts in each. “On record” is what the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from servanda.register import queries
from servanda.register.models import RecordSector, Tie
from servanda.register.queries import Filters, Listed
from servanda.register.visibility import Viewer, entries, records

YEARS = 5
# What a sector of goods is also dealt with under. Others stand for themselves.
KIN = {
    "agriculture": ("food_security",),
    "transport": ("aviation", "maritime"),
    "energy": ("nuclear",),
    "nuclear": ("energy",),
}
FORCE = ("in_force", "provisional")
PENDING = ("signed", "negotiated", "suspended")
# From the best footing to none.
STATES = ("used", "unused", "dormant", "pending", "none")


@dataclass(frozen=True, slots=True)
class Footing:
    """One instrument under an axis: how it stands, and the last day on which anything referred to it."""

    line: Listed
    state: str
    last: date | None


@dataclass(frozen=True, slots=True)
class Law:
    """What meets one sector: the state of the best footed instrument, and all of them, best first."""

    sector: str
    state: str
    footings: list[Footing] = field(default_factory=list)


def law(viewer: Viewer, a: str, b: str, sectors: Iterable[str], on: date) -> dict[str, Law]:
    """For each sector what the two parties have, as `viewer` may see it at the end of a day."""
    lines = queries.listed(list(queries.instruments(viewer, Filters(on=on, parties=(a, b)))))
    of: dict[str, list[Listed]] = {}
    by_pk = {line.record.pk: line for line in lines}
    for pk, sector in (
        RecordSector.objects.filter(record_id__in=by_pk).order_by("pk").values_list("record_id", "sector")
    ):
        of.setdefault(sector, []).append(by_pk[pk])
    footings = {line.record.pk: footing for line in lines if (footing := _footing(viewer, line, on))}
    found = {}
    for sector in sectors:
        ours = {line.record.pk: line for kin in (sector, *KIN.get(sector, ())) for line in of.get(kin, ())}
        standing = sorted(
            (footings[pk] for pk in ours),
            key=lambda f: (STATES.index(f.state), -(f.last or date.min).toordinal(), f.line.record.subject),
        )
        found[sector] = Law(sector, standing[0].state if standing else "none", standing)
    return found


def _footing(viewer: Viewer, line: Listed, on: date) -> Footing:
    last, used = _signs(viewer, line.record.subject, on)
    if line.status in PENDING:
        return Footing(line, "pending", last)
    if line.status not in FORCE:
        return Footing(line, "none", last)
    if not used:
        return Footing(line, "unused", last)
    recent = last is not None and last >= _years_before(on)
    return Footing(line, "used" if recent else "dormant", last)


def _years_before(on: date) -> date:
    try:
        return on.replace(year=on.year - YEARS)
    except ValueError:  # 29 February
        return on.replace(year=on.year - YEARS, day=28)


def _signs(viewer: Viewer, subject: str, on: date) -> tuple[date | None, bool]:
    """The last day of an act on the instrument or of a record that refers to it; and whether any record that is no instrument does."""
    acts = (
        entries(viewer)
        .filter(subject=subject, happened_on__lte=on)
        .exclude(act__in=("withdrawal", "relation"))
    )
    days = [day for day in acts.order_by("-happened_on").values_list("happened_on", flat=True)[:1] if day]
    tied = Tie.objects.filter(target=subject).values("record")
    referring = records(viewer).filter(pk__in=tied).exclude(kind__in=("proposal", "list"))  # no use of it
    used = False
    for kind, since in referring.values_list("kind", "on"):
        if since is None or since <= on:
            used = used or kind not in ("instrument", "person", "organisation")
            days += [since] if since else []
    return (max(days) if days else None), used
