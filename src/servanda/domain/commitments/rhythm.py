"""The rhythm of the mechanism under which a promise was made: how often it meets, and when it met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Months after which a side that says nothing is silent, where the mechanism states no rhythm: a year, the commonest one.
USUAL_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the mechanism: held, or planned for a day."""

    subject: str
    begins: date
    held: bool
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """every_months as the founding text states it; meetings in the order of their days."""

    every_months: int | None = None
    meetings: tuple[Meeting, ...] = ()

    @property
    def months(self) -> int:
        """Months that a side may let pass without a word."""
        return self.every_months or USUAL_MONTHS

    def next_after(self, day: date) -> date | None:
        """The day of the first session after a day, held or planned; None as long as none has a day.

        A session that is late makes the session overdue, not what was promised for it.
        """
        return next((m.begins for m in self.meetings if m.begins > day), None)

    def held_days(self, after: date) -> list[date]:
        """Days on which sessions were held after a day."""
        return [m.begins for m in self.meetings if m.held and m.begins > after]
