"""The timeline: intervals without gap or overlap, each with its status, flags and causes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.domain.instruments.course import Notice, Renewed
from servanda.domain.instruments.entry_into_force import Span
from servanda.domain.instruments.state import (
    NO_FLAGS,
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


Stretch = tuple[date, Status, Flags, tuple[Cause, ...]]  # an interval while its end is not known yet


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
    survival: bool = False,
) -> tuple[Interval, ...]:
    """Put the points and spans on one line: before force, in force, ended.

    first      the day from which the instrument is on record, and the entry that puts it there
    parts      (day, entry, part) of entries into force of parts only, earliest first
    needs      what entry into force waits for, as duties with their days
    survival   whether acts begun are completed after the end
    """
    stop = ending.day if ending is not None else None
    whole = entry.day if entry is not None else None
    force = whole
    if parts and (whole is None or parts[0][0] < whole):
        force = parts[0][0]
    line: list[Stretch] = []
    turn = force if stop is None or (force is not None and force < stop) else stop
    if turn is None or first.day < turn:
        for day in _bounds_before(first.day, turn, signed, provisional, suspensions, needs):
            _append(line, (day, *_before(day, first, signed, provisional, suspensions, needs)))
    in_force = force is not None and (stop is None or force < stop)
    if in_force and (parts or suspensions or notices or amendments):
        for day in _bounds_in_force(force, stop, whole, parts, suspensions, renewals, notices, amendments):  # type: ignore[arg-type]
            if entry is not None and day >= entry.day:
                now = _force(day, entry, suspensions, renewals, notices, amendments, ())
            else:
                now = _force(day, _partly(parts, day), suspensions, renewals, notices, amendments, parts)
            _append(line, (day, *now))
    elif in_force and entry is not None:
        _append(line, (entry.day, _IN_FORCE, NO_FLAGS, (entry.cause,)))
        for times, renewed in enumerate(renewals, 1):
            if stop is not None and renewed.day >= stop:
                break
            line.append((renewed.day, _IN_FORCE, Flags((), times), (entry.cause, renewed.cause)))
    if ending is not None:
        causes: tuple[Cause, ...] = (ending.cause,)
        if survival and in_force:
            causes = (ending.cause, Cause("survival", ending.cause.entries))
        line.append((ending.day, _ENDED, Flags(ended=ending.how), causes))
    following = [stretch[0] for stretch in line[1:]]
    return tuple(
        [
            Interval(since, until, status, flags, causes)
            for (since, status, flags, causes), until in zip(line, [*following, None], strict=True)
        ]
    )


def _append(line: list[Stretch], stretch: Stretch) -> None:
    """Add a stretch unless it says the same as the last one."""
    if not line or line[-1][1] is not stretch[1] or line[-1][2] != stretch[2]:
        line.append(stretch)


def _bounds_before(
    start: date,
    stop: date | None,
    signed: Point | None,
    provisional: Sequence[Span],
    suspensions: Sequence[Span],
    needs: Sequence[Owed],
) -> list[date]:
    bounds = {start}
    if signed is not None:
        bounds.add(signed.day)
    for spans in (provisional, suspensions):
        for span in spans:
            bounds.add(span.since)
            if span.until is not None:
                bounds.add(span.until)
    for need in needs:
        bounds.add(need.since)
        if need.done is not None:
            bounds.add(need.done)
    return sorted([day for day in bounds if start <= day and (stop is None or day < stop)])


def _bounds_in_force(
    start: date,
    stop: date | None,
    whole: date | None,
    parts: Sequence[tuple[date, str, str]],
    suspensions: Sequence[Span],
    renewals: Sequence[Renewed],
    notices: Sequence[Notice],
    amendments: Sequence[AmendmentInForce],
) -> list[date]:
    bounds = {start} if whole is None else {start, whole}
    bounds.update([day for day, _, _ in parts])
    for span in suspensions:
        bounds.add(span.since)
        if span.until is not None:
            bounds.add(span.until)
    bounds.update([renewed.day for renewed in renewals])
    for notice in notices:
        bounds.add(notice.day)
        if notice.withdrawn_on is not None:
            bounds.add(notice.withdrawn_on)
    bounds.update([a.in_force for a in amendments if a.in_force is not None])
    return sorted([day for day in bounds if start <= day and (stop is None or day < stop)])


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
