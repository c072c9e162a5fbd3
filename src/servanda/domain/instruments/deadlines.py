"""Deadlines of one instrument: windows of notices, expiry, renewal, duties; and the last safe day for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.domain.clauses import Conventions
from servanda.domain.dates import LeadTimes, WorkingCalendar, add_days, last_safe_day
from servanda.domain.instruments.course import Course, Notice
from servanda.domain.instruments.state import Deadline, Ending, Owed, Point, SafeDay
from servanda.domain.instruments.windows import windows_of
from servanda.domain.wording import N_

#: What a deadline is, for the page: word of `Deadline.what` → text.
DEADLINE_LABELS: dict[str, str] = {
    "notice_of_non_renewal": N_("Last day for notice of non-renewal"),
    "denunciation": N_("Denunciation"),
    "renewal": N_("Last day of the period before renewal"),
    "expiry": N_("Expiry"),
    "end_by_denunciation": N_("Ends by denunciation"),
    "entry_into_force": N_("Entry into force"),
    "signature": N_("Signature awaited"),
    "notification": N_("Notification owed"),
    "exchange_of_instruments": N_("Exchange of instruments awaited"),
    "deposit": N_("Deposit awaited"),
    "approval": N_("Approval awaited"),
    "registration": N_("Registration with the United Nations owed"),
    "publication": N_("Publication owed"),
    "session_due": N_("Session due"),
    "invitation_due": N_("Invitation to the session due"),
    "agenda_due": N_("Agenda of the session due"),
    "review_due": N_("Review between sessions due"),
    "consultation_due": N_("Consultation due"),
    "commitment_due": N_("Commitment falls due"),
}

#: Those for which a note must be sent: they have a last safe day.
BY_NOTE = frozenset({"notice_of_non_renewal", "denunciation", "renewal", "notification"})
#: Renewals that come by themselves: nobody sends anything.
BY_ITSELF = frozenset({"renewed_tacitly", "renewed_indefinitely"})


def deadlines_of(
    entry: Point | None,
    course: Course | None,
    ending: Ending | None,
    notices: Sequence[Notice],
    owed: Sequence[Owed],
    conventions: Conventions,
    working: WorkingCalendar | None,
) -> tuple[Deadline, ...]:
    """All dates to watch, past and foreseen, in order; those without a last day come last."""
    found = [Deadline(o.what, o.since, None, o.by, o.cause, o.done) for o in owed if _matters(o)]
    if entry is not None and entry.cause.rule not in ("entry_stated", "on_signature"):
        found.append(Deadline("entry_into_force", None, entry.day, None, entry.cause, entry.day))
    if course is not None:
        for w in windows_of(course):
            if ending is not None and w.opens >= ending.day:
                continue
            if ending is not None and w.until is not None and w.until > ending.day:
                continue  # it ends before that period does
            last = w.last_day
            if last is not None and conventions.last_day_rounding != "none" and working is not None:
                last = working.round(last, conventions.last_day_rounding)
            found.append(
                Deadline(w.what, w.opens, last, None, w.cause, _given(w.what, w.until, last, notices))
            )
        for renewed in course.renewals:
            if renewed.cause.rule != "renewed_by_consent" and (ending is None or renewed.day < ending.day):
                found.append(Deadline("renewal", None, add_days(renewed.day, -1), None, renewed.cause))
    if ending is not None and ending.how == "expired":
        found.append(Deadline("expiry", None, add_days(ending.day, -1), None, ending.cause))
    elif ending is not None and ending.how == "denounced":
        found.append(Deadline("end_by_denunciation", None, add_days(ending.day, -1), None, ending.cause))
    found.sort(key=lambda d: (d.last_day or date.max, d.opens or date.min, d.what, d.owed_by or ""))
    return tuple(found)


def _matters(owed: Owed) -> bool:
    """Duties that were never of consequence (fulfilled on the spot) are no deadlines."""
    return owed.done is None or owed.done > owed.since


def _given(what: str, until: date | None, last: date | None, notices: Sequence[Notice]) -> date | None:
    if until is None or last is None:
        return None
    for notice in notices:
        if notice.kind == what and notice.day <= last and notice.stands_on(until):
            return notice.day
    return None


def safe_day(deadline: Deadline, lead_times: Sequence[LeadTimes], working: WorkingCalendar) -> SafeDay:
    """The last day on which to start the note; the slowest of the given lead times counts. None for events.

    Estimated where a day between start and last day lies in a year whose holidays are not announced.
    """
    if deadline.last_day is None or deadline.what not in BY_NOTE or deadline.cause.rule in BY_ITSELF:
        return SafeDay(None, False)
    lead = max(lead_times, key=lambda t: t.total)
    day = last_safe_day(deadline.last_day, lead, working)
    return SafeDay(day, working.estimated(day, deadline.last_day) if day else False)
