"""Notes verbales: the invitation to a session, and the notification that internal procedures are completed."""

from __future__ import annotations

from datetime import date

from servanda.writing import wording
from servanda.writing.communique import Values, item_of, values_of
from servanda.writing.facts import Event, Instrument
from servanda.writing.grammar import grammar
from servanda.writing.offices import office
from servanda.writing.rendering import say, says
from servanda.writing.text import Part, Text
from servanda.writing.titles import title_forms


def invitation(event: Event, language: str, territory: str = "", on: date | None = None) -> Text:
    """The note by which the host of a session or visit invites the other side.

    `event.host` invites; where none is stated the second party does. `on`: the day of the note, left out where None.
    """
    host = event.host if event.host in event.parties else event.parties[1]
    guest = next(p for p in event.parties if p != host)
    values = values_of(event, language, territory) | _offices(host, guest, language)
    speech = grammar(language)
    values |= {"host": dict(speech.state(host)), "guest": dict(speech.state(guest))}
    subject = event.subject
    parts = [Part("title", say(language, "note_title", values, subject))]
    parts.append(Part("paragraph", say(language, "invitation", values, subject)))
    items = [t for names in event.agenda if (t := wording.in_language(names, language))]
    if items:
        parts.append(Part("paragraph", say(language, "agenda_intro", values, subject)))
        parts += [Part("listed", item_of(t, i == len(items) - 1, language)) for i, t in enumerate(items)]
    for sentence in ("invitation_reply", "courtesy"):
        parts.append(Part("paragraph", say(language, sentence, values, subject)))
    return Text(language, (*parts, *_dated(on, language, territory)))


def notification(
    instrument: Instrument,
    sender: str,
    receiver: str,
    language: str,
    territory: str = "",
    *,
    subject: str = "",
    completed: date | None = None,
    on: date | None = None,
) -> Text:
    """The note by which one party tells the other that its internal procedures for entry into force are completed."""
    values: Values = _offices(sender, receiver, language)
    speech = grammar(language)
    name = wording.instrument_name(instrument, language)
    values["title"] = title_forms(
        name, language, generic=not wording.in_language(instrument.titles, language)
    )
    values["a"] = dict(speech.state(sender))
    if instrument.on:
        where = wording.place(instrument.place, language)
        at = {"en": f"in {where.get('')} ", "fr": f"à {where.get('')} ", "ar": f"في {where.get('')} ",
              "ru": f"{where.get('in')} "}[language] if where else ""  # fmt: skip
        values["signed"] = {"": at + wording.when(instrument.on, None, language, territory)[""]}
    if completed:
        values["completed"] = wording.when(completed, None, language, territory)
    parts = [
        Part("title" if s == "note_title" else "paragraph", said)
        for s in ("note_title", "notification", "notification_request", "courtesy")
        if (said := says(language, s, values, subject))
    ]
    return Text(language, (*parts, *_dated(on, language, territory)))


def _offices(sender: str, receiver: str, language: str) -> Values:
    """Who writes and who is written to: the receiver stands within the sentence."""
    to = office(receiver, language)
    return {"sender": office(sender, language), "receiver": to | {"": to.get("lower", to[""])}}


def _dated(on: date | None, language: str, territory: str) -> list[Part]:
    return [Part("closing", wording.day(on, language, territory))] if on else []
