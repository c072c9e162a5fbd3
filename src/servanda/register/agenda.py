"""The agenda of a session: drafted from the register for its readers, joined to what people wrote, in four languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from servanda.domain.acts.sessions import AgendaItem
from servanda.domain.dates import add_months
from servanda.domain.entry import Circle
from servanda.domain.sessions.drafting import AGENDA_RULES, Drafted, Known, Merged, Unfinished, draft, merge
from servanda.domain.texts import cldr
from servanda.domain.texts.ordinals import ordinal
from servanda.register import bodies, queries, words
from servanda.register.installation import own_side
from servanda.register.models import Deadline, Interval, Record
from servanda.register.visibility import Viewer, records

LANGUAGES = ("ar", "ru", "fr", "en")
#: Duties that keep a signed instrument from force, and deadlines that end a term or a window.
AWAITED = ("notification", "exchange_of_instruments", "deposit", "approval")
CLOSING = ("notice_of_non_renewal", "expiry", "renewal")
#: How far ahead the next session is looked for where the body has no rhythm.
USUAL_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft joined to the agenda that stands.

    because   item key → (sentence of the rule as msgid, data)
    within    subjects that only this side knows of: found for the secretary, kept out of the items
    """

    merged: Merged
    because: dict[str, tuple[str, dict[str, Any]]]
    within: list[Record]


def narrowed(viewer: Viewer, circle: Circle) -> Viewer:
    """The reader as those see who read an agenda of that circle: never wider than themselves."""
    return viewer if viewer.circle.level <= circle.level else replace(viewer, circle=circle)


def drafted(
    viewer: Viewer, mechanism: str, session: str, current: tuple[AgendaItem, ...], on: date, circle: Circle
) -> Draft:
    """The agenda of a session of a mechanism as the register would write it for readers of `circle` on a day."""
    shared = narrowed(viewer, circle)
    made = draft(known(shared, mechanism, session, on))
    items = tuple(item_of(d) for d in made)
    about = {s for d in made for s in d.about}
    mine = (
        {s for d in draft(known(viewer, mechanism, session, on)) for s in d.about}
        if viewer != shared
        else set()
    )
    within = list(records(viewer).filter(subject__in=mine - about).order_by("kind", "title", "subject"))
    because = {d.key: (AGENDA_RULES[d.rule].text, dict(d.because)) for d in made}
    return Draft(merge(current, items), because, within)


def item_of(made: Drafted) -> AgendaItem:
    """A drafted item with its titles; a language in which a datum is missing gets none."""
    titles = {code: text for code in LANGUAGES if (text := _title(made.title, made.data, code))}
    return AgendaItem(key=made.key, kind=made.kind, titles=titles, about=made.about, origin=made.rule)  # type: ignore[arg-type]


def _title(msgid: str, data: Mapping[str, Any], language: str) -> str | None:
    shown: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            if language not in value:
                return None
            shown[key] = value[language]
        elif key == "ordinal":
            shown[key] = ordinal(value, language) if value else ""
        elif isinstance(value, date):
            shown[key] = cldr.day(value, language, own_side())
        else:
            shown[key] = words.shown(key, value, language)
    with override(language):
        return gettext(msgid).format(**shown)


def known(viewer: Viewer, mechanism: str, session: str, on: date) -> Known:
    """What the register knows, as `viewer` may see it, when the agenda of a session is drafted on a day."""
    found = bodies.folded(viewer, mechanism)
    if found is None:
        return Known(mechanism)
    state = found[0]
    held = [m for m in state.held if m.subject != session]
    last = held[-1] if held else None
    meeting = next((m for m in state.meetings if m.subject == session), None)
    day = (meeting.begins if meeting else None) or max(on, _due_day(state, on))
    months = state.facts.get("every_months") or USUAL_MONTHS
    following = add_months(day, months) or day
    below = bodies.under(viewer, mechanism)
    parties = state.parties
    open_ = bodies.open_commitments(viewer, [mechanism, *(b.subject for b in below)], on)
    shared = _between(viewer, parties)
    return Known(
        mechanism=mechanism,
        last=(last.ordinal, last.stage == "minutes_locked") if last else None,
        last_session=last.subject if last else "",
        unfinished=_unfinished(list(open_), on),
        below={b.subject: _names(b) for b in below},
        tasks=[t.texts for t in state.tasks],
        missed=[d.last_day for d in state.missed_reviews(on)],
        ready=_in_status(shared, "negotiated", on),
        awaiting=_with(shared, AWAITED, on, None),
        closing=_with(shared, CLOSING, on, following),
        tabled=_tabled(viewer, parties, mechanism),
        topics=_topics(viewer, parties, day),
    )


def _due_day(state: Any, on: date) -> date:
    due = state.next_due()
    return due.last_day if due else on


def _names(record: Record) -> dict[str, str]:
    return dict(json.loads(record.titles))


def _between(viewer: Viewer, parties: tuple[str, ...]) -> Any:
    """Instruments that have all the parties of the body."""
    found = records(viewer).filter(kind="instrument")
    for party in parties:
        found = found.filter(parties__party=party)
    return found if parties else found.none()


def _unfinished(open_: list[Any], on: date) -> list[Unfinished]:
    told = bodies.standings(open_)
    found = []
    for row in open_:
        interval = told.get(row.record.subject)
        positions = words_of(interval)["positions"] if interval else []
        facts = bodies.facts_of(row.record)
        silent = any(p["silent_from"] and p["silent_from"] <= on.isoformat() for p in positions)
        found.append(
            Unfinished(
                subject=row.record.subject,
                mechanism=row.mechanism,
                session=row.session,
                differs=row.status == "differs",
                overdue=bool(row.due and row.due < on),
                silent=silent,
                carried=row.carried,
                due=row.due,
                number=str(facts.get("decision") or ""),
            )
        )
    return found


def words_of(interval: Interval) -> dict[str, Any]:
    """What an interval says beside its status: for a commitment both positions, its due day, how often it was carried."""
    return dict(json.loads(interval.flags))


def _in_status(shared: Any, status: str, on: date) -> list[str]:
    """Instruments of a status on the day; those that a session has approved for signature first."""
    found = Interval.objects.filter(queries.on_day(on), record__in=shared, status=status)
    rows = [r.record for r in found.select_related("record").order_by("record__on", "record__subject")]
    return [r.subject for r in sorted(rows, key=lambda r: not ready_since(r))]


def ready_since(record: Record) -> date | None:
    """The day on which an instrument was approved for signature; None where it was not, or is signed."""
    said = json.loads(record.state).get("ready_since") if record.kind == "instrument" else None
    return date.fromisoformat(said) if said else None


def _with(shared: Any, what: tuple[str, ...], on: date, until: date | None) -> list[str]:
    """Instruments with a duty open on the day, or with `until` a last day between the day and that."""
    found = Deadline.objects.filter(record__in=shared, what__in=what).filter(queries.unmet(on))
    if until is None:
        found = found.filter(opens__lte=on)
    else:
        found = found.filter(last_day__gte=on, last_day__lte=until)
    return list(found.order_by("due", "record__subject").values_list("record__subject", flat=True))


def _tabled(viewer: Viewer, parties: tuple[str, ...], mechanism: str) -> list[str]:
    found = records(viewer).filter(kind="proposal", type="tabled")
    for party in parties:
        found = found.filter(parties__party=party)
    return list(found.order_by("on", "subject").values_list("subject", flat=True)) if parties else []


def _topics(viewer: Viewer, parties: tuple[str, ...], day: date) -> list[tuple[str, dict[str, str]]]:
    """Topics of these parties whose next round is due by the day of the session."""
    found = records(viewer).filter(kind="topic")
    for party in parties:
        found = found.filter(parties__party=party)
    due = Deadline.objects.filter(what="consultation_due", met__isnull=True, last_day__lte=day)
    found = found.filter(pk__in=due.values("record")) if parties else found.none()
    return [(r.subject, _names(r)) for r in found.order_by("subject")]
