"""Two lists of treaties as they are compared: the partner's file read through a map, and what our register has. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Exists, OuterRef

from servanda.domain.cooperation import ListedTreaty
from servanda.domain.entry import Entry, standing
from servanda.journal.queries import known_at, to_entry
from servanda.register import practices
from servanda.register.intake.mapping import read_instruments
from servanda.register.intake.maps.schema import RegisterMap
from servanda.register.intake.records import InstrumentRecord, Rejected, StatusClass
from servanda.register.intake.rows import LIMITS, Limits
from servanda.register.models import RecordParty
from servanda.register.projections.instrument import state_of
from servanda.register.visibility import Viewer, entries, records

_CLASS = {"negotiated": "before_force", "signed": "before_force"}
_SOME = 500  # subjects asked for at a time


@dataclass(frozen=True, slots=True)
class TheirList:
    """A partner's file read: rows between the two sides, and how many were not compared and why.

    compare_on   the day for which the list gives statuses, None where it gives none
    elsewhere    rows between the partner and others
    repeated     rows equal to an earlier one in every cell
    rejected     rows that could not be read, with their faults
    """

    rows: tuple[ListedTreaty, ...]
    compare_on: date | None
    elsewhere: int
    repeated: int
    rejected: tuple[Rejected, ...]


def theirs(
    path: Path, register_map: RegisterMap, own: str, partner: str, limits: Limits = LIMITS
) -> TheirList:
    """Read the list of `partner` as theirs. Rows that name nobody else are taken for rows between the two.

    Raises IntakeError where the file as a whole cannot be used.
    """
    rows: list[ListedTreaty] = []
    rejected: list[Rejected] = []
    seen: set[tuple[tuple[str, ...], str]] = set()
    elsewhere = repeated = 0
    compare_on = None
    for record in read_instruments(path, register_map, limits):
        if isinstance(record, Rejected):
            rejected.append(record)
            continue
        if (record.key, record.digest) in seen:
            repeated += 1
            continue
        seen.add((record.key, record.digest))
        named = set(record.parties) | {u.name for u in record.unresolved if not u.territory}
        others = named - {own, partner}
        if others and not {own, partner} <= named:
            elsewhere += 1  # between one of the two sides and someone else
            continue
        if record.status:
            compare_on = record.status.compare_on
        rows.append(_row(record, own, partner))
    return TheirList(tuple(rows), compare_on, elsewhere, repeated, tuple(rejected))


def _row(record: InstrumentRecord, own: str, partner: str) -> ListedTreaty:
    claim = record.status
    compared = claim and claim.word_class and claim.word_class is not StatusClass.NOT_COMPARED
    return ListedTreaty(
        key=f"{record.row}",
        titles=dict(record.titles),
        type=record.type,
        parties=tuple(sorted({*record.parties, own, partner})),
        sectors=record.sectors,
        signed=record.day("signed"),
        in_force=record.day("in_force") or record.day("effective"),
        ended=record.day("ended") or record.day("withdrawn"),
        status=claim.word_class.value if claim and claim.word_class and compared else "",
        word=claim.word if claim else "",
    )


def ours(
    viewer: Viewer, own: str, partner: str, on: date, as_known: datetime | None = None
) -> list[ListedTreaty]:
    """Our instruments with the partner, signed or in force by the day; with `as_known` as they were known then.

    The status compared is our register's own published word where one is on record, else what the acts give: a published word
    that contradicts the acts is a finding on the instrument already, and not a difference between the sides.
    """
    known = practices.known_at_level(viewer.circle.level)
    rows = []
    for subject, found in _folded(viewer, own, partner, as_known).items():
        state = state_of(found, known)
        interval = state.at(on)
        if not state.timeline or interval is None or interval.status.value == "negotiated":
            continue
        claims = [e.act for e in standing(found) if e.act.name == "published_status"]
        classes: Sequence[str] = claims[-1].classes if claims else ()  # type: ignore[attr-defined]
        status = _CLASS.get(interval.status.value, interval.status.value)
        if classes:
            status = "before_force" if "signed" in classes else classes[0]
        rows.append(
            ListedTreaty(
                key=subject,
                titles=dict(state.titles),
                type=state.particulars.get("type") or "",
                parties=tuple(sorted(state.parties)),
                sectors=tuple(state.sectors),
                signed=state.signed.day if state.signed else None,
                in_force=state.entry.day if state.entry else None,
                ended=state.ending.day if state.ending else None,
                status=status,
                word=claims[-1].word if claims else "",  # type: ignore[attr-defined]
                entries=interval.entries,
            )
        )
    return rows


def _folded(viewer: Viewer, own: str, partner: str, as_known: datetime | None) -> dict[str, list[Entry]]:
    """The entries, as far as the reader may see them, of every instrument that both sides are parties of; by subject."""
    has = RecordParty.objects.filter(record=OuterRef("pk"))
    both = records(viewer).filter(
        Exists(has.filter(party=own)), Exists(has.filter(party=partner)), kind="instrument"
    )
    subjects = sorted(set(both.values_list("subject", flat=True)))
    out: dict[str, list[Entry]] = {}
    for start in range(0, len(subjects), _SOME):
        rows = entries(viewer).filter(subject__in=subjects[start : start + _SOME]).order_by("seq")
        for row in known_at(rows, as_known) if as_known else rows:
            out.setdefault(row.subject, []).append(to_entry(row))
    return dict(sorted(out.items()))
