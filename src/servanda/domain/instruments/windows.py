"""Windows: when a notice or an express renewal may be given, for each period that a course went through."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from servanda.domain.dates import add_days
from servanda.domain.instruments.course import Course
from servanda.domain.instruments.notice_clauses import NoticeClauses
from servanda.domain.instruments.state import Cause


class Window(NamedTuple):
    """From `opens` to `last_day`; `until` is the first day of what follows the period (None: at large)."""

    what: str
    opens: date
    last_day: date | None
    until: date | None
    cause: Cause


def windows_of(course: Course) -> list[Window]:
    """The windows of a course; those that closed before an amendment are of the clauses before it."""
    rules = NoticeClauses(course.clauses)
    found: list[Window] = []
    for start, end, may_renew in course.periods:
        found.extend(_of_period(course, rules, start, end, may_renew))
    found.extend(_at_large(course, rules))
    if course.earlier is not None:
        before, since = course.earlier
        found = [w for w in windows_of(before) if (w.last_day or w.opens) < since] + [
            w for w in found if (w.last_day or w.opens) >= since
        ]
    return found


def _of_period(course: Course, rules: NoticeClauses, start: date, end: date, may_renew: bool) -> list[Window]:
    entries = course.entry.cause.entries
    renewal = course.clauses.renewal.kind
    found = []
    if may_renew or (rules.prevent is not None and renewal == "unstated"):
        kinds = []
        if rules.prevent is not None or rules.at_end is None:
            kinds.append("notice_of_non_renewal")  # else the text calls it a denunciation
        if rules.at_end is not None:
            kinds.append("denunciation")
        for what in kinds:
            clause = rules.at_end_of_period(what)
            opens, data = start, {"end": end}
            if clause is not None:
                data = {"n": clause.n, "unit": clause.unit, "end": end}  # type: ignore[dict-item]
                if clause.not_before:
                    opens = max(start, rules.opens(clause, course.entry.day, course.first_end))
            cause = Cause("last_day_of_notice", entries, data)
            found.append(Window(what, opens, rules.last_day(what, end), end, cause))
    if renewal == "mutual_consent":
        cause = Cause("renewal_due", entries, {"end": end})
        found.append(Window("renewal", start, add_days(end, -1), end, cause))
    return found


def _at_large(course: Course, rules: NoticeClauses) -> list[Window]:
    """From when a denunciation may be given, where that is later than entry into force."""
    found = []
    for clause in rules.at_large:
        opens = rules.opens(clause, course.entry.day, course.first_end)
        if course.entry.day < opens < date.max and (course.ending is None or opens < course.ending.day):
            cause = Cause("notice_opens", course.entry.cause.entries, {"n": clause.n, "unit": clause.unit})
            found.append(Window("denunciation", opens, None, None, cause))
    return found
