"""What each side has said, and since when it is its word: reports with their clearance, and settlements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from servanda.domain.commitments.state import Pending
from servanda.domain.entry import Entry

APPROVED = frozenset({"approved", "locked"})
Key = tuple[date, datetime, str]


def day_of(entry: Entry) -> date:
    """The day of an entry: as stated, else the day of its recording."""
    return entry.on or entry.recorded_at.date()


def key_of(entry: Entry) -> Key:
    """The order in which entries count, whatever the order in which they are given."""
    return day_of(entry), entry.recorded_at, entry.id


@dataclass(slots=True)
class Report:
    """A report with the steps of its clearance: (day, stage, reason, entry that is the side's word)."""

    entry: Entry
    act: Any
    day: date
    key: Key
    steps: list[tuple[Key, str, str, str]] = field(default_factory=list)

    def stage(self, on: date) -> tuple[str, str, date, str]:
        """(stage, reason, since, word) on a day: the last step by then, else the stage it was recorded with."""
        found: tuple[str, str, date, str] = (self.act.stage, "", self.day, "")
        for key, stage, reason, word in self.steps:
            if key[0] <= on:
                found = (stage, reason, key[0], word)
        return found

    def is_word(self, on: date) -> bool:
        """Whether it is the side's word on a day: approved, and not spoken by another entry in its place."""
        if self.day > on:
            return False
        stage, _reason, _since, word = self.stage(on)
        return stage in APPROVED and not word

    def days(self) -> list[date]:
        """The days on which anything about it changes."""
        return [self.day, *(max(self.day, key[0]) for key, *_ in self.steps)]

    def pending(self, on: date) -> Pending:
        """The report with the stage it has reached."""
        stage, reason, since, word = self.stage(on)
        organisation = self.act.organisation or ""
        return Pending(
            self.entry.id,
            self.act.by,
            organisation,
            stage,
            reason,
            self.day,
            since,
            self.act.progress,
            word,
            self.act.revises,
        )


def reports_of(entries: Iterable[Entry]) -> tuple[list[Report], list[Entry]]:
    """Reports in the order in which they count, with their clearance; and clearances of reports not known here."""
    items = list(entries)
    found = {e.id: Report(e, e.act, day_of(e), key_of(e)) for e in items if e.act.name == "commitment_report"}
    stray: list[Entry] = []
    for e in items:
        if e.act.name != "clearance":
            continue
        act: Any = e.act
        report = found.get(act.report)
        if report is None:
            stray.append(e)
        else:
            report.steps.append((key_of(e), act.stage, act.reason, act.word))
    for report in found.values():
        report.steps.sort(key=lambda s: s[0])
    return sorted(found.values(), key=lambda r: r.key), sorted(stray, key=key_of)
