"""Deadlines as an iCalendar file (RFC 5545): one all-day event for each last day, armed by the safe day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext, override
from icalendar import Alarm, Calendar, Event

from servanda import __version__
from servanda.domain.parties import name_of
from servanda.domain.wording import N_
from servanda.register import details, queries, words
from servanda.register.models import Deadline, Record

FOLD_MARK = datetime(2000, 1, 1, tzinfo=UTC)  # DTSTAMP: the same register gives the same file


def calendar(
    deadlines: Iterable[Deadline], language: str, meetings: Iterable[Record] = (), name: str = ""
) -> bytes:
    """The deadlines, and sessions and encounters, as the bytes of an .ics file, in one language."""
    with override(language):
        out = Calendar()
        out.add("prodid", f"-//Servanda//{__version__}//{language.upper()}")
        out.add("version", "2.0")
        out.add("x-wr-calname", name or gettext("Servanda: deadlines"))
        for meeting in meetings:
            if meeting.on:
                out.add_component(_meeting(meeting, language))
        for deadline in deadlines:
            if deadline.due:
                out.add_component(_event(deadline, language))
        return bytes(out.to_ical())


def _meeting(record: Record, language: str) -> Event:
    assert record.on is not None
    state = json.loads(record.state)
    event = Event()
    event.add("uid", f"{record.subject}@servanda")
    event.add("dtstamp", FOLD_MARK)
    event.add("dtstart", record.on)
    event.add("dtend", max(record.until or record.on, record.on) + timedelta(days=1))
    event.add("summary", details.title(record, language)[0])
    if state.get("place"):
        event.add("location", state["place"])
    if record.kind == "session":
        event.add("status", {"planned": "TENTATIVE", "cancelled": "CANCELLED"}.get(record.type, "CONFIRMED"))
    return event


def _event(deadline: Deadline, language: str) -> Event:
    assert deadline.due is not None
    event = Event()
    title, _ = queries.title(deadline.record, language)
    what = words.word("deadline", deadline.what)
    owed = name_of(deadline.owed_by, language) if deadline.owed_by else ""
    event.add("uid", f"{deadline.record.subject}.{deadline.what}.{deadline.owed_by}.{deadline.due}@servanda")
    event.add("dtstamp", FOLD_MARK)
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("summary", gettext("{what}: {title}").format(what=what, title=title))
    lines = [words.sentence(c.get("text", ""), c.get("data", {}), language) for c in json.loads(deadline.why)]
    if owed:
        lines.insert(0, gettext("Owed by {party}.").format(party=owed))
    if deadline.safe_day:
        lines.append(words.sentence(N_("Last safe day: {day}"), {"day": deadline.safe_day}, language))
    if deadline.estimated:
        lines.append(gettext("Estimated: holidays of that year are not announced yet."))
    event.add("description", "\n".join(line for line in lines if line))
    event.add("categories", [what])
    if deadline.safe_day and deadline.last_day and deadline.safe_day < deadline.last_day:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(days=(deadline.safe_day - deadline.last_day).days))
        event.add_component(alarm)
    return event
