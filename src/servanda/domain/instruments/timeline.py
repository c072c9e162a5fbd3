"""The timeline: intervals without gap or overlap, each with its status, flags and causes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.domain.instruments.course import Notice, Renewed
from servanda.domain.instruments.entry_into_force import Span
from servanda.domain.instruments.state import (
    AmendmentInForce,
    Awaited,
    Cause,
    Ending,
    Flags,
    Interval,
    Owed,
    Point,
    Status,
)

_IN_FORCE, _ENDED = Status.IN_FORCE, Status.ENDED
_PROVISIONAL, _SUSPENDED = Status.PROVISIONAL, Status.SUSPENDED
_SIGNED, _NEGOTIATED = Status.SIGNED, Status.NEGOTIATED


def covering(spans: Sequence[Span], day: date) -> Span | None:
    """The span that contains the day."""
    for span in spans:
        if span.since <= day and (span.until is None or day < span.until):
            return span
    return None


def build(
    *,
    first: Point,
    signed: Point | None,
    provisional: Sequence[Span],
    entry: Point | None,
    parts: Sequence[tuple[date, str, str]],
    suspensions: Sequence[Span],
    renewals: Sequence[Renewed],
    notices: Sequence[Notice],
    amendments: Sequence[AmendmentInForce],
    needs: Sequence[Owed],
    ending: Ending | None,
) -> tuple[Interval, ...]:
    """Put the points and spans on one line.

    first      the day from which the instrument is on record, and the entry that puts it there
    parts      (day, entry, part) of entries into force of parts only
    needs      what entry into force waits for, as duties with their days
    """
    bounds = {first.day}
    add = bounds.add
    if signed is not None:
        add(signed.day)
    if entry is not None:
        add(entry.day)
    for day, _, _ in parts:
        add(day)
    for span in provisional:
        add(span.since)
        if span.until is not None:
            add(span.until)
    for span in suspensions:
        add(span.since)
        if span.until is not None:
            add(span.until)
    for renewed in renewals:
        add(renewed.day)
    for notice in notices:
        add(notice.day)
        if notice.withdrawn_on is not None:
            add(notice.withdrawn_on)
    for amendment in amendments:
        if amendment.in_force is not None:
            add(amendment.in_force)
    for need in needs:
        add(need.since)
        if need.done is not None:
            add(need.done)
    if ending is not None:
        add(ending.day)
    start = first.day
    out: list[Interval] = []
    since = status = flags = causes = None
    for day in sorted(bounds):
        if day < start:
            continue
        if ending is not None and day >= ending.day:
            now = _ENDED, Flags(ended=ending.how), (ending.cause,)
        elif entry is not None and day >= entry.day:
            now = _force(day, entry, suspensions, renewals, notices, amendments, ())
        elif parts and day >= parts[0][0]:
            now = _force(day, _partly(parts, day), suspensions, renewals, notices, amendments, parts)
        else:
            now = _before(day, first, signed, provisional, suspensions, needs)
        if now[0] is not status or now[1] != flags:
            if since is not None:
                out.append(Interval(since, day, status, flags, causes))  # type: ignore[arg-type]
            since = day
            status, flags, causes = now
        if status is _ENDED:
            break
    out.append(Interval(since, None, status, flags, causes))  # type: ignore[arg-type]
    return tuple(out)


def _before(
    day: date,
    first: Point,
    signed: Point | None,
    provisional: Sequence[Span],
    suspensions: Sequence[Span],
    needs: Sequence[Owed],
) -> tuple[Status, Flags, tuple[Cause, ...]]:
    causes: tuple[Cause, ...]
    if signed is not None and day >= signed.day:
        status, causes = _SIGNED, (signed.cause,)
    else:
        status, causes = _NEGOTIATED, (first.cause,)
    if provisional:
        span = covering(provisional, day)
        if span is not None:
            status, causes = _PROVISIONAL, (span.cause,)
            paused = covering(suspensions, day)
            if paused is not None:
                status, causes = _SUSPENDED, (paused.cause, span.cause)
        else:
            over = [s for s in provisional if s.until is not None and s.until <= day and s.end_cause]
            if over:
                causes = (*causes, over[-1].end_cause)  # type: ignore[assignment]
    waits = tuple(
        [Awaited(n.by, n.what) for n in needs if n.since <= day and (n.done is None or n.done > day)]
    )
    return status, Flags(waits) if waits else Flags(), causes


def _partly(parts: Sequence[tuple[date, str, str]], day: date) -> Point:
    entries = tuple(entry for since, entry, _ in parts if since <= day)
    return Point(parts[0][0], Cause("partial_entry", entries))


def _force(
    day: date,
    entry: Point,
    suspensions: Sequence[Span],
    renewals: Sequence[Renewed],
    notices: Sequence[Notice],
    amendments: Sequence[AmendmentInForce],
    parts: Sequence[tuple[date, str, str]],
) -> tuple[Status, Flags, tuple[Cause, ...]]:
    status, causes = _IN_FORCE, [entry.cause]
    renewed = 0
    for r in renewals:
        if r.day > day:
            break
        renewed += 1
        last = r
    if renewed:
        causes.append(last.cause)
    noticed = False
    for notice in notices:
        if notice.day <= day:
            if notice.withdrawn_on is None or notice.withdrawn_on > day:
                noticed = True
                causes.append(Cause("notice_given", (notice.entry,), {"given": notice.day}))
            elif notice.withdrawn_by is not None:
                causes.append(Cause("notice_withdrawn", (notice.withdrawn_by,)))
    amended = 0
    for a in amendments:
        if a.in_force is not None and a.in_force <= day:
            amended += 1
            causes.append(Cause("amended", (a.entry,)))
    partial = tuple(part for since, _, part in parts if since <= day)
    if suspensions:
        paused = covering(suspensions, day)
        if paused is not None:
            status = _SUSPENDED
            causes.insert(0, paused.cause)
        else:
            over = [s for s in suspensions if s.until is not None and s.until <= day and s.end_cause]
            if over:
                causes.append(over[-1].end_cause)  # type: ignore[arg-type]
    return status, Flags((), renewed, noticed, None, amended, partial), tuple(causes)
