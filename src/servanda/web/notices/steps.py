"""The steps of a reminder, without clock or database.

Counted from the day by which one has to act: the last safe day where there is one, else the last day.
A step lasts until the next one begins, so that a day on which nothing was sent loses no reminder, and a late start
sends the one step that matters now instead of all that were missed.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

EARLY, SOON = timedelta(days=30), timedelta(days=7)  # before the day to act
ESCALATED = timedelta(days=7)  # after the last day
FORGOTTEN = timedelta(days=180)  # after that, the weekly digest alone goes on


def step(act_by: date, last_day: date, on: date) -> str | None:
    """The step reached on a day: early, soon, due, escalation; None outside. Raises ValueError: act_by after last_day."""
    if act_by > last_day:
        raise ValueError("the day to act is after the last day")
    if on >= last_day + ESCALATED + FORGOTTEN:
        return None
    if on >= last_day + ESCALATED:
        return "escalation"
    if on >= act_by:
        return "due"
    if on >= act_by - SOON:
        return "soon"
    return "early" if on >= act_by - EARLY else None


def key(person: str, subject: str, what: str, owed_by: str, last_day: date, at_step: str) -> str:
    """What makes a reminder the same one: sent once; another day is another reminder."""
    parts = "\x1f".join((person, subject, what, owed_by, last_day.isoformat(), at_step))
    return hashlib.sha256(parts.encode()).hexdigest()


def week(on: date) -> str:
    """The ISO week of a day, for which one digest is sent."""
    year, number, _ = on.isocalendar()
    return f"{year}-W{number:02d}"
