"""From drafts of a reading to acts: what an accepted draft becomes in the journal, with its evidence.

A draft is an object of the statement schema with its kind. What the text does not say stays unstated; a title that the
text does not give is the words that show the instrument, until an officer writes a better one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import uuid_utils

from servanda.domain.acts.bodies import CoChair, MandateItem, Mechanism, SessionPlanned
from servanda.domain.acts.consent import (
    Deposit,
    EntryIntoForceStated,
    Initialling,
    Negotiation,
    Signatory,
    Signature,
)
from servanda.domain.acts.dialogue import Encounter, Statement, Topic, Undertaking
from servanda.domain.acts.parties import Person, Post
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle, Evidence
from servanda.journal.services import Draft
from servanda.register import matching
from servanda.register.visibility import Viewer

#: How far apart two reports of the creation of one body may be.
NEAR = timedelta(days=31)
KINDS = ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics")
TO_COME = {"expected", "negotiated", "proposed"}


@dataclass(frozen=True, slots=True)
class Source:
    """The statement that a draft was read from."""

    subject: str
    text: str
    digest: str
    language: str
    circle: Circle
    published: date | None


class CannotRecord(ValueError):
    """A draft that lacks what its act needs: `code` names what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def statement(source: Source, title: str, parties: Iterable[str], where: str) -> Draft:
    """The statement itself, recorded before the first of its drafts."""
    act = Statement(
        titles={source.language: title[:500]},
        languages=(source.language,),
        parties=tuple(parties),
        text=source.digest,
        source=where,
        published=source.published,
    )
    return Draft(source.subject, act, on=source.published, circle=source.circle)


def evidence(source: Source, draft: dict[str, Any]) -> tuple[Evidence, ...]:
    """The spans of a draft as evidence; each quotation is what stands in the text at its place."""
    return tuple(
        Evidence(source.digest, e["start"], e["end"], source.text[e["start"] : e["end"]])
        for e in draft.get("evidence", ())
    )


def _day(text: str | None) -> date | None:
    """A full ISO day; a year or month alone is no day."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _words(source: Source, draft: dict[str, Any]) -> str:
    """The longest of the stretches that show a draft."""
    return max((e.quote for e in evidence(source, draft)), key=len, default="")


def _new(kind: str) -> str:
    return f"{kind}/{uuid_utils.uuid7()}"


def acts_of(
    kind: str, draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer
) -> list[Draft]:
    """The acts that an accepted draft becomes; `whole` is the reading it belongs to.

    None where the register already says the same: accepting is then a confirmation. Raises CannotRecord.
    """
    make = {
        "instruments": _instrument,
        "encounters": _encounter,
        "bodies": _body,
        "undertakings": _undertaking,
        "persons": _person,
        "topics": _topic,
        "sectors": _sector,
    }[kind]
    return make(draft, whole, source, viewer)


def _draft(source: Source, subject: str, act: Any, on: date | None, draft: dict[str, Any]) -> Draft:
    return Draft(subject, act, on=on, circle=source.circle, evidence=evidence(source, draft))


def _instrument(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    on = _day(draft.get("date"))
    stage = draft["stage"]
    if stage == "existing":
        raise CannotRecord("existing")
    same = [m for m in matching.instruments(viewer, draft, on) if m.says == "same"]
    if same and stage == "signed":
        return []
    subject = same[0].subject if same else _new("instrument")
    title = draft.get("title") or _words(source, draft)
    description = Description(
        titles={source.language: title},
        type=draft["type"],
        parties=tuple(draft.get("parties") or ()),
        sectors=tuple(s["code"] for s in whole.get("sectors", ())) if not draft.get("plural") else (),
        place=draft.get("place"),
        source=source.subject,
    )
    found = [] if same else [_draft(source, subject, description, on or source.published, draft)]
    place = draft.get("place") or _place_of(whole, on)
    if stage in TO_COME:
        act: Any = Negotiation(stage=stage, text=_words(source, draft))
        found.append(_draft(source, subject, act, on or source.published, draft))
    elif stage == "signed":
        signatories = tuple(
            Signatory(name=p["name"], capacity=p.get("post") or "", party=p.get("party"))
            for p in draft.get("signatories", ())
        )
        found.append(_draft(source, subject, Signature(signatories=signatories, place=place), on, draft))
    elif stage == "initialled":
        found.append(_draft(source, subject, Initialling(place=place), on, draft))
    elif stage == "ratified":
        found.append(_draft(source, subject, Deposit(by=draft.get("by")), on, draft))
    elif stage == "in_force":
        found.append(_draft(source, subject, EntryIntoForceStated(), on, draft))
    return found


def _place_of(whole: dict[str, Any], on: date | None) -> str | None:
    """The place where the parties met on the day of the signature, as far as the text says."""
    places = {
        e.get("place") for e in whole.get("encounters", ()) if e.get("place") and _day(e.get("date")) == on
    }
    return places.pop() if len(places) == 1 and on else None


def _people(names: Iterable[str], whole: dict[str, Any], viewer: Viewer) -> tuple[CoChair, ...]:
    known = {p["name"]: p.get("party") for p in whole.get("persons", ())}
    found = []
    for name in names:
        party = known.get(name)
        held = matching.persons(viewer, name, party)
        found.append(CoChair(name=name, party=party, person=held[0].subject if len(held) == 1 else None))
    return tuple(found)


def _encounter(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    if matching.encounters(viewer, draft["type"], list(draft.get("parties") or ()), _day(draft.get("date"))):
        return []  # the register has it
    act = Encounter(
        kind=draft["type"],
        parties=tuple(draft.get("parties") or ()),
        persons=_people(draft.get("persons", ()), whole, viewer),
        place=draft.get("place"),
    )
    return [_draft(source, _new("encounter"), act, _day(draft.get("date")), draft)]


def _body(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    parties = tuple(draft.get("parties") or ())
    held = matching.bodies(viewer, draft["type"], list(parties))
    found: list[Draft] = []
    if (
        draft["action"] == "created"
    ):  # another one of the kind may exist: the same only if created at the time
        held = [m for m in held if m.on and source.published and abs(m.on - source.published) <= NEAR]
    if len(held) == 1:
        subject = held[0].subject
    else:
        subject = _new("mechanism")
        tasks = (
            MandateItem(texts={source.language: source.text[e["start"] : e["end"]]})
            for item in draft.get("mandate", ())
            for e in item["evidence"][:1]
        )
        act = Mechanism(
            names={source.language: draft.get("title") or _words(source, draft)},
            kind=draft["type"],
            parties=parties,
            mandate=tuple(tasks),
        )
        on = source.published if draft["action"] == "created" else None
        found.append(_draft(source, subject, act, on, draft))
    if draft.get("session"):
        if matching.sessions(viewer, subject, draft["session"]):
            return found
        meeting = _session_encounter(draft, whole)
        chairs = _people(meeting.get("persons", ()), whole, viewer)
        begins = _day(meeting.get("date"))
        planned = SessionPlanned(
            ordinal=draft["session"],
            mechanism=subject,
            parties=parties,
            begins=begins,
            place=meeting.get("place"),
            co_chairs=chairs,
        )
        found.append(_draft(source, _new("session"), planned, source.published, draft))
    return found


def _session_encounter(draft: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """The encounter that is this session: the one whose evidence overlaps."""
    for e in whole.get("encounters", ()):
        if e.get("type") == "session" and any(
            a["start"] < b["end"] and b["start"] < a["end"] for a in e["evidence"] for b in draft["evidence"]
        ):
            return dict(e)
    return {}


def _undertaking(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    act = Undertaking(
        texts={source.language: draft.get("text") or _words(source, draft)},
        by=tuple(draft.get("by") or ()),
        origin=source.subject,
    )
    return [_draft(source, _new("undertaking"), act, source.published, draft)]


def _person(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    held = matching.persons(viewer, draft["name"], draft.get("party"))
    subject = held[0].subject if len(held) == 1 else _new("person")
    found = []
    if len(held) != 1:
        act = Person(names={source.language: draft["name"]}, party=draft.get("party"))
        found.append(_draft(source, subject, act, source.published, draft))
    if draft.get("post") and len(held) != 1:
        post = Post(titles={source.language: draft["post"]}, party=draft.get("party"))
        found.append(_draft(source, subject, post, source.published, draft))
    return found


def _topic(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    words = draft.get("text") or _words(source, draft)
    held = matching.topics(viewer, words)
    subject = held[0].subject if held else _new("topic")
    parties = sorted({p for e in whole.get("encounters", ()) for p in e.get("parties") or ()})
    act = Topic(names={source.language: words}, parties=tuple(parties))
    return [_draft(source, subject, act, source.published, draft)]


def _sector(draft: dict[str, Any], whole: dict[str, Any], source: Source, viewer: Viewer) -> list[Draft]:
    """A field of cooperation belongs to the statement that names it."""
    act = Statement(sectors=(draft["code"],))
    return [_draft(source, source.subject, act, source.published, draft)]


def held_already(kind: str, draft: dict[str, Any], viewer: Viewer) -> list[matching.Match]:
    """What the register holds of a draft: shown as a confirmation or a contradiction, never linked by itself."""
    if kind == "persons":
        return matching.persons(viewer, draft["name"], draft.get("party"))
    if kind == "bodies":
        return matching.bodies(viewer, draft["type"], list(draft.get("parties") or ()))
    if kind == "encounters":
        parties = list(draft.get("parties") or ())
        return matching.encounters(viewer, draft["type"], parties, _day(draft.get("date")))
    if kind == "instruments":
        return matching.instruments(viewer, draft, _day(draft.get("date")))
    return []
