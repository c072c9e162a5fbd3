"""When a mechanism meets next, who hosts, and by when the agenda is due: pure arithmetic on its sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain.dates import add_days, add_months
from servanda.domain.instruments.state import Cause

#: What falls due, in the order of the way: agenda and invitation, session, review between sessions.
INVITATION, AGENDA, SESSION, REVIEW = "invitation_due", "agenda_due", "session_due", "review_due"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as its mechanism counts it.

    kind    session or review; a review has no number and does not move the rhythm
    status  planned, held, postponed, cancelled
    """

    subject: str
    kind: str = "session"
    ordinal: int | None = None
    status: str = "planned"
    stage: str = "planned"
    begins: date | None = None
    ends: date | None = None
    host: str | None = None
    place: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    invited_on: date | None = None
    agenda_on: date | None = None
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due: what, the last day, who owes it (None: both), why, when it was met.

    subject  the session concerned, where one is planned already
    """

    what: str
    last_day: date
    owed_by: str | None
    causes: tuple[Cause, ...]
    met: date | None = None
    subject: str = ""


def by_day(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Sessions by the day on which they began, those without a day by their number at the end."""
    return sorted(meetings, key=lambda m: (m.begins or date.max, m.ordinal or 0, m.subject))


def held_of(meetings: Sequence[Meeting], kind: str = "session") -> list[Meeting]:
    """The sessions (or reviews) held, in order."""
    return [m for m in by_day(meetings) if m.kind == kind and m.status == "held"]


def planned_of(meetings: Sequence[Meeting]) -> Meeting | None:
    """The session in preparation: the first planned one after the last held; one without a day counts last."""
    held = held_of(meetings)
    last = held[-1] if held else None
    for m in by_day(meetings):
        if m.kind != "session" or m.status != "planned":
            continue
        if last is None or m.begins is None or last.begins is None or m.begins > last.begins:
            return m
    return None


def other(party: str, parties: Sequence[str]) -> str | None:
    """Who hosts after `party`: the next in the order of the parties, round and round."""
    if party not in parties or len(parties) < 2:
        return None
    return parties[(parties.index(party) + 1) % len(parties)]


def next_host(
    meetings: Sequence[Meeting], parties: Sequence[str], alternating: bool, first: str | None
) -> tuple[str | None, Cause | None]:
    """(who hosts the next session, why). None where nothing says."""
    planned = planned_of(meetings)
    if planned and planned.host:
        return planned.host, Cause("host_planned", planned.entries)
    held = held_of(meetings)
    if not held:
        return (first, Cause("host_first", ())) if first else (None, None)
    if not alternating:
        return None, None
    last = held[-1]
    if last.host:
        return other(last.host, parties), Cause("host_in_turn", last.entries, {"party": last.host})
    for earlier in reversed(held[:-1]):
        if earlier.host and earlier.ordinal and last.ordinal and len(parties) == 2:
            host = other(earlier.host, parties)
            if (last.ordinal + 1 - earlier.ordinal) % 2 == 0:
                host = earlier.host
            data = {"party": earlier.host, "n": earlier.ordinal}
            return host, Cause("host_by_number", earlier.entries, data)
    return None, None


def dues_of(
    meetings: Sequence[Meeting],
    *,
    every_months: int | None,
    founded: date | None,
    agenda_days: int | None,
    review_months: int | None,
    host: str | None,
    entries: tuple[str, ...],
) -> list[Due]:
    """Everything that falls due, past reviews included, by day.

    every_months  None: no session falls due by itself
    founded       counted from where no session was held
    entries       the entries that state the rhythm, for the causes
    """
    found: list[Due] = []
    held, planned = held_of(meetings), planned_of(meetings)
    expected: date | None = None
    because: list[Cause] = []
    base = held[-1].begins if held else founded
    if every_months and base:
        expected = add_months(base, every_months)
        rule = "rhythm_from_session" if held else "rhythm_from_founding"
        known = (*entries, *(held[-1].entries if held else ()))
        because = [Cause(rule, known, {"months": every_months, "base": base})]
    day = planned.begins if planned and planned.begins else None
    if planned and day:
        cause = Cause("session_planned", planned.entries, {"base": day})
        met = None
        if expected and day > expected:
            found.append(Due(SESSION, expected, host, tuple(because)))
            because = []
        found.append(Due(SESSION, day, host, (cause, *because), met, planned.subject))
        before = cause
    elif expected:
        found.append(Due(SESSION, expected, host, tuple(because), subject=planned.subject if planned else ""))
        day, before = expected, because[0]
    if day and agenda_days:
        last = add_days(day, -agenda_days)
        causes = (Cause("days_before", entries, {"days": agenda_days}), before)
        if last:
            subject = planned.subject if planned else ""
            invited, agreed = (planned.invited_on, planned.agenda_on) if planned else (None, None)
            found.append(Due(INVITATION, last, host, causes, invited, subject))
            found.append(Due(AGENDA, last, None, causes, agreed, subject))
    found += _reviews(meetings, review_months, entries)
    return sorted(found, key=lambda d: (d.last_day, d.what, d.subject))


def _reviews(meetings: Sequence[Meeting], months: int | None, entries: tuple[str, ...]) -> list[Due]:
    """The review after each session, and those agreed for a day of their own."""
    held, reviews = held_of(meetings), held_of(meetings, "review")
    found: list[Due] = []
    for i, session in enumerate(held):
        if not months or not session.begins:
            continue
        due = add_months(session.begins, months)
        following = held[i + 1].begins if i + 1 < len(held) else None
        if due is None or (following and following <= due):
            continue  # the next session came first and took its place
        made = [
            r.begins
            for r in reviews
            if r.begins and r.begins > session.begins and (not following or r.begins < following)
        ]
        data: dict[str, Any] = {"months": months, "base": session.begins}
        cause = Cause("review_after_session", (*entries, *session.entries), data)
        found.append(Due(REVIEW, due, None, (cause,), made[0] if made else None))
    for m in by_day(meetings):
        if m.kind == "review" and m.status == "planned" and m.begins:
            found.append(
                Due(
                    REVIEW,
                    m.begins,
                    None,
                    (Cause("review_planned", m.entries, {"base": m.begins}),),
                    None,
                    m.subject,
                )
            )
    return found
