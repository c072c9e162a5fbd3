"""Calendar arithmetic of treaties, stated once: months, terms, notice days, working days.

Conventions (each can be declared otherwise by an instrument, `servanda.domain.clauses.Conventions`):

* A period counted in months or years ends on the day that bears the same number; where the month has
  none, on its last day (30 November + 3 months = 28 or 29 February).
* An interval is [since, until): five years from 15 April 2010 last until 15 April 2015.
* A notice due n months before the end must be given on the day numerically before, the end of months
  observed: for a term that ends at the close of 14 April, six months before is 14 October; at the close of
  30 June, 31 December. It is the last day from which the period, counted forward, is over in time.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Day = date  # models whose fields are themselves called `date` or `on` use this name
Unit = Literal["days", "months", "years"]
MonthEnd = Literal["last_day", "first_of_next"]

ONE_DAY = timedelta(days=1)
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Days in a month of the Gregorian calendar."""
    return 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month]


def add_months(day: date, months: int, month_end: MonthEnd = "last_day") -> date | None:
    """The day that many months after (before, if negative); None beyond the years 1 to 9999.

    Where the target month has no such day: its last day, or with `first_of_next` the first of the next.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    if not 1 <= year <= 9999:
        return None
    number = day.day
    if number > 28 and number > (length := month_length(year, month)):
        if month_end == "first_of_next":  # February, April, June, September or November: never December
            return date(year, month + 1, 1)
        number = length
    return date(year, month, number)


def add_days(day: date, days: int) -> date | None:
    """The day that many days after; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_in(n: int, unit: str) -> int:
    """Years or months as months."""
    return n * 12 if unit == "years" else n


def add(day: date, n: int, unit: Unit, month_end: MonthEnd = "last_day") -> date | None:
    """`day` and n days, months or years."""
    if unit == "days":
        return add_days(day, n)
    return add_months(day, months_in(n, unit), month_end)


def last_day_for_notice(
    until: date, n: int | None, unit: Unit | None, month_end: MonthEnd = "last_day"
) -> date | None:
    """The last day on which a notice due n months (days) before the end can be given.

    `until` is the first day of what follows the term, so the term ends at the close of the day before.
    Without a number the notice may be given up to that day. None before the year 1.
    """
    close = add_days(until, -1)
    if close is None or not n or unit is None:
        return close
    if unit == "days":
        return add_days(close, -n)
    target = add_months(close, -months_in(n, unit))
    if target is None:
        return None
    if month_end == "last_day" and close.day == month_length(close.year, close.month):
        return target.replace(day=month_length(target.year, target.month))
    return target


def month_following(day: date, k: int, *, last: bool = False) -> date | None:
    """The first (or last) day of the k-th month after the month of `day`; None beyond the calendar."""
    start = add_months(day.replace(day=1), k)
    if start is None or not last:
        return start
    return start.replace(day=month_length(start.year, start.month))


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Working days that a note needs before it counts: clearance, translation, courier.

    The defaults are this project's cautious assumption for a party that has recorded none of its own.
    """

    clearance: int = 10
    translation: int = 5
    courier: int = 5

    @property
    def total(self) -> int:
        return self.clearance + self.translation + self.courier


USUAL_LEAD_TIMES = LeadTimes()


#: Years for which holidays are computed; beyond them only weekly rest days count.
CALENDAR_YEARS = range(1950, 2101)


@lru_cache(maxsize=256)
def _rest_days(code: str) -> frozenset[int]:
    """Weekly rest days (Monday 0 … Sunday 6) of a State by the `holidays` package; Saturday, Sunday unknown."""
    import holidays  # loading it takes a while: only when a calendar is asked for

    try:
        return frozenset(holidays.country_holidays(code).weekend)
    except (NotImplementedError, AttributeError):
        return frozenset({5, 6})


@lru_cache(maxsize=4096)
def _public_holidays(code: str, year: int) -> dict[date, bool]:
    """Public holidays of a State in a year → whether the date is an estimate (moon-sighted feasts).

    Empty for years without calendars, and for codes that have none.
    """
    if year not in CALENDAR_YEARS:
        return {}
    import holidays

    try:
        listed = holidays.country_holidays(code, years=year, language="en_US")
    except NotImplementedError:
        return {}
    return {day: "estimated" in name for day, name in listed.items() if day.year == year}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days on which all of the parties work. `today` tells which holidays are not announced yet.

    rest_days and holidays_of   a party's own choice (code → weekly rest days, code → holiday calendar
                                to use), where its practice is recorded
    """

    codes: tuple[str, ...]
    today: date | None = None
    rest_days: dict[str, frozenset[int]] = field(default_factory=dict)
    holidays_of: dict[str, str] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether `day` is a working day of every party."""
        weekday = day.weekday()
        for code in self.codes:
            rest = self.rest_days.get(code)
            calendar_code = self.holidays_of.get(code, code)
            if weekday in (rest if rest is not None else _rest_days(calendar_code)):
                return False
            if day in _public_holidays(calendar_code, day.year):
                return False
        return True

    def estimated(self, first: date, last: date) -> bool:
        """Whether the working days of [first, last] rest on holidays not yet announced.

        Those are all of a coming year, and feasts of this year that the list itself marks as estimated.
        """
        if self.today is not None:
            if last.year > self.today.year:
                return True
            first = max(first, self.today)
        for code in self.codes:
            calendar_code = self.holidays_of.get(code, code)
            for year in range(first.year, last.year + 1):
                for day, guess in _public_holidays(calendar_code, year).items():
                    if guess and first <= day <= last:
                        return True
        return False

    def shift(self, day: date, working_days: int) -> date | None:
        """The day so many working days after (before, if negative). 0 keeps the day, working or not."""
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        left = abs(working_days)
        try:
            while left:
                day += step
                left -= self.works(day)
        except OverflowError:
            return None
        return day

    def round(self, day: date, rule: str) -> date:
        """A day that is no working day moved to the `previous_working_day` or `next_working_day`, or kept."""
        if rule == "none":
            return day
        step = -ONE_DAY if rule == "previous_working_day" else ONE_DAY
        for _ in range(60):
            if self.works(day):
                return day
            day += step
        return day


def last_safe_day(last_day: date, lead: LeadTimes, working: WorkingCalendar) -> date | None:
    """The last day on which to start a note that must arrive by `last_day`.

    Planned backwards: the note arrives on a working day of both sides at the latest on the last day; before
    it lie the working days for courier, translation and clearance.
    """
    arrival = working.round(last_day, "previous_working_day")
    return working.shift(arrival, -lead.total)


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of the known days, None if none is known."""
    known = [d for d in days if d is not None]
    return min(known) if known else None
