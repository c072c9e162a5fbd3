"""Imports figures into indicators: all or nothing, every row counted once, the same file again adds nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from servanda.domain.acts.base import Act
from servanda.domain.acts.indicators import IndicatorSeries, Observation, Observations
from servanda.domain.entry import Circle, Evidence, standing
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register.services import record
from servanda.trade.shapes import MESSAGES, Asked, Told, Wrong, read

BATCH = 400
TELL = 500  # rows


@dataclass(slots=True)
class FiguresReport:
    """rows = accepted + unchanged + duplicates + rejected + outside (rows of other parties than the pair asked for).

    series     series that were made or changed
    corrected  rows, within the accepted, whose figure differs from the one on record
    """

    rows: int = 0
    accepted: int = 0
    corrected: int = 0
    unchanged: int = 0
    duplicates: int = 0
    outside: int = 0
    series: int = 0
    rejected: list[tuple[int, list[Wrong]]] = field(default_factory=list)
    written: bool = False

    def as_json(self, tell: Callable[[str, dict[str, Any]], str]) -> dict[str, Any]:
        """In the shape of the other imports; `tell` gives a message with its data as a sentence."""

        def one(row: int, wrong: Wrong) -> dict[str, Any]:
            message = tell(MESSAGES[wrong.code], {"value": wrong.value, **wrong.data})
            return {
                "row": row,
                "field": wrong.field,
                "value": wrong.value,
                "code": wrong.code,
                "message": message,
            }

        rejected = []
        for row, faults in self.rejected:
            item = one(row, faults[0])
            if len(faults) > 1:
                item["faults"] = [one(row, f) for f in faults]
            rejected.append(item)
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "with_findings": 0,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "outside": self.outside,
            "rejected": rejected,
            "findings": {},
            "series": self.series,
            "written": self.written,
        }


class _Undo(Exception):
    """Leaves the transaction of an import that is not to be kept."""


def import_figures(
    path: Path,
    recorder: Recorder,
    *,
    shape: str = "",
    map_file: Path | None = None,
    asked: Asked = Asked(),  # noqa: B008 (frozen)
    circle: Circle = Circle.INTERNAL,
    dry_run: bool = False,
    good_rows: bool = False,
    progress: Callable[[int], None] = lambda rows: None,
) -> FiguresReport:
    """Import a file of figures; the report says what came of every row.

    `progress` is told the rows read, every TELL rows; what it raises ends the import. Raises FiguresRefused, IntakeError; nothing is written then.
    """
    report = FiguresReport()
    series: dict[str, IndicatorSeries] = {}
    values: dict[str, dict[str, Decimal]] = {}
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    for number, answer in read(path, shape, map_file, asked):
        report.rows += 1
        if report.rows % TELL == 0:
            progress(report.rows)
        if answer is None:
            report.outside += 1
            continue
        told = [one for one in answer if isinstance(one, Told)]
        wrong: list[Wrong] = [one for one in answer if isinstance(one, Wrong)]
        new = {one.period: one for one in told if one.period not in values.get(one.key, {})}
        for one in told:
            earlier = values.get(one.key, {}).get(one.period)
            if earlier is not None and earlier != one.value:
                wrong.append(Wrong("value", str(one.value), "contradiction", {"other": str(earlier)}))
        if wrong:
            report.rejected.append((number, wrong))
        elif told and not new:
            report.duplicates += 1
        elif not told:
            report.unchanged += 1  # a row without any figure says nothing new
        else:
            key = told[0].key
            series.setdefault(key, told[0].series)
            values.setdefault(key, {}).update({one.period: one.value for one in told})
            rows.setdefault(key, []).append((number, [one.period for one in told]))
    try:
        with transaction.atomic():
            _write(report, series, values, rows, recorder, circle, path.name)
            if dry_run or (report.rejected and not good_rows):
                raise _Undo
            report.written = True
    except _Undo:
        pass
    return report


def subject_of(key: str) -> str:
    """The subject of a series: words of its key, and a digest where these do not suffice."""
    words = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    mark = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"indicator/{words[:90].strip('-')}-{mark}"


def _write(
    report: FiguresReport,
    series: dict[str, IndicatorSeries],
    values: dict[str, dict[str, Decimal]],
    rows: dict[str, list[tuple[int, list[str]]]],
    recorder: Recorder,
    circle: Circle,
    name: str,
) -> None:
    known = _known([subject_of(key) for key in series])
    drafts: list[Draft] = []
    evidence = (Evidence(document=name),)
    for key, definition in series.items():
        subject = subject_of(key)
        before, points = known.get(subject, (None, {}))
        fresh = {period: value for period, value in values[key].items() if points.get(period) != value}
        changed = before is None or before.body() != definition.body()
        mine: list[Act] = [definition] if changed else []
        if fresh:
            mine.append(
                Observations(values=tuple(Observation(period=p, value=fresh[p]) for p in sorted(fresh)))
            )
        drafts += [Draft(subject, act, circle=circle, evidence=evidence) for act in mine]
        report.series += bool(mine)
        for _, periods in rows[key]:
            if any(p in fresh for p in periods) or changed:
                report.accepted += 1
                report.corrected += any(p in fresh and p in points for p in periods)
            else:
                report.unchanged += 1
    for start in range(0, len(drafts), BATCH):
        record(drafts[start : start + BATCH], recorder, bulk=True)


def _known(subjects: list[str]) -> dict[str, tuple[IndicatorSeries | None, dict[str, Decimal]]]:
    """What is on record: the definition and the figures of each series."""
    found: dict[str, list[JournalEntry]] = {}
    for start in range(0, len(subjects), 900):
        for row in JournalEntry.objects.filter(subject__in=subjects[start : start + 900]).order_by("seq"):
            found.setdefault(row.subject, []).append(row)
    out = {}
    for subject, entries in found.items():
        definition: IndicatorSeries | None = None
        points: dict[str, Decimal] = {}
        for entry in standing(to_entry(row) for row in entries):
            if isinstance(entry.act, IndicatorSeries):
                definition = entry.act
            elif isinstance(entry.act, Observations):
                points |= {one.period: one.value for one in entry.act.values}
        out[subject] = (definition, points)
    return out
