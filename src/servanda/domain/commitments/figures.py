"""Figures of indicators: totals so far and what a period has added are told apart, never mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from servanda.domain.commitments.findings import CommitmentFinding
from servanda.domain.commitments.state import Figure
from servanda.domain.commitments.words import Report


def figures_of(
    reports: Iterable[Report], indicators: Sequence[Any], on: date | None = None
) -> tuple[tuple[Figure, ...], list[CommitmentFinding]]:
    """For each indicator and side its points and total, from the reports that are the side's word (on a day).

    A cumulative figure is the total by then; an incremental one is added to what stood before, the baseline first.
    Where a side gives both, the increments so far and its total must agree: else a finding.
    """
    told: dict[tuple[str, str], list[tuple[date, Any, str]]] = {}
    findings: list[CommitmentFinding] = []
    known = {i.key: i for i in indicators}
    for report in reports:
        if not report.is_word(on or date.max):
            continue
        for reading in report.act.readings:
            if reading.indicator not in known:
                findings.append(
                    CommitmentFinding(
                        "unknown_indicator",
                        (report.entry.id,),
                        {"date": report.day, "name": reading.indicator},
                    )
                )
                continue
            day = reading.until or report.day
            told.setdefault((reading.indicator, report.act.by), []).append((day, reading, report.entry.id))
    found = []
    for (key, party), lines in sorted(told.items()):
        lines.sort(key=lambda line: (line[0], line[1].counts == "cumulative", line[2]))
        figure, faults = _figure(known[key], party, lines)
        found.append(figure)
        findings += faults
    return tuple(found), findings


def _figure(
    indicator: Any, party: str, lines: Sequence[tuple[date, Any, str]]
) -> tuple[Figure, list[CommitmentFinding]]:
    total = start = indicator.baseline or Decimal(0)
    increments = Decimal(0)
    added: list[str] = []
    points = []
    findings = []
    for day, reading, entry in lines:
        if reading.counts == "incremental":
            total += reading.value
            increments += reading.value
            added.append(entry)
        else:
            if added and start + increments != reading.value:
                data: dict[str, Any] = {"party": party, "name": dict(indicator.names)}
                data |= {"sum": str(start + increments)}
                data |= {"date": day.isoformat(), "total": str(reading.value)}
                findings.append(
                    CommitmentFinding("figures_contradict", tuple(dict.fromkeys([*added, entry])), data)
                )
            # From here on increments are counted upon this total.
            total = start = reading.value
            increments, added = Decimal(0), []
        points.append((day, reading.value, reading.counts, total, entry))
    return Figure(indicator.key, party, total, tuple(points)), findings
