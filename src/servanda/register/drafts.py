"""From drafts of a reading to acts: what an accepted draft becomes in the journal, with its evidence.

A draft is an object of the statement schema with its kind. What the text does not say stays unstated; a title that the
text does not give is the words that show the instrument, until an officer writes a better one.

Each act on a subject goes with a mention of it in the statement, so that from either one the other is found. What the
register holds already is mentioned only: accepting is then a confirmation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import uuid_utils

from servanda.domain.acts.base import REGISTRY
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
from servanda.domain.entry import Circle, Evidence, standing
from servanda.domain.texts.folding import Script, script_of
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft
from servanda.register.matching import LINKED, TO_COME, Known, Match, day_of, reach, session_encounter
from servanda.register.models import Record
from servanda.register.visibility import entries

KINDS = ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics")
#: Kind of draft → kind of subject that it can be about.
SUBJECTS = {
    "instruments": "instrument",
    "encounters": "encounter",
    "bodies": "mechanism",
    "undertakings": "undertaking",
    "persons": "person",
    "topics": "topic",
}
_SCRIPTS = {"ar": Script.ARABIC, "ru": Script.CYRILLIC, "fr": Script.LATIN, "en": Script.LATIN}


@dataclass(frozen=True, slots=True)
class Source:
    """The statement that a draft was read from. `passages`: (start, end, language) of its versions, where it has several."""

    subject: str
    text: str
    digest: str
    language: str
    circle: Circle
    published: date | None
    passages: tuple[tuple[int, int, str | None], ...] = ()

    def language_at(self, place: int) -> str:
        """The language of the text at a place."""
        found = (code for start, end, code in self.passages if start <= place < end)
        return next(found, None) or self.language


@dataclass(frozen=True, slots=True)
class Made:
    """What an accepted draft becomes: its acts, and the subject on record that it confirms, "" where it adds to it."""

    acts: tuple[Draft, ...]
    confirms: str = ""


class CannotRecord(ValueError):
    """A draft that lacks what its act needs, or of which a person must say what it is about: `code` names what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def statement(source: Source, titles: Mapping[str, str], parties: Iterable[str], where: str) -> Draft:
    """The statement itself, recorded before the first of its drafts; `titles` in each language in which it was issued."""
    act = Statement(
        titles={code: title[:500] for code, title in titles.items()},
        languages=tuple(titles),  # type: ignore[arg-type]
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


def longest_quote(source: Source, draft: dict[str, Any]) -> str:
    """The longest of the stretches that show a draft."""
    return max((e.quote for e in evidence(source, draft)), key=len, default="")


def language_of(source: Source, draft: dict[str, Any]) -> str:
    """The language of the version in which a draft stands: that of the longest of its stretches."""
    longest = max(evidence(source, draft), key=lambda e: len(e.quote), default=None)
    return source.language if longest is None else source.language_at(longest.start or 0)


def words_by_language(source: Source, draft: dict[str, Any]) -> dict[str, str]:
    """The words of a draft, and those of the other versions with which it was merged."""
    own = language_of(source, draft)
    found = {own: draft.get("text") or longest_quote(source, draft)}
    for e in sorted(evidence(source, draft), key=lambda e: -len(e.quote)):
        found.setdefault(source.language_at(e.start or 0), e.quote)
    return found


def _new(kind: str) -> str:
    return f"{kind}/{uuid_utils.uuid7()}"


def acts_of(
    kind: str, draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, link: str = ""
) -> Made:
    """The acts that an accepted draft becomes; `whole` is the reading it belongs to.

    link  subject that the draft is about, or "new"; "" leaves it to the one match that is plain
    Raises CannotRecord: also where several subjects may be meant, or the record says otherwise, and nobody said which.
    """
    whole = {**whole, "language": language_of(source, draft)}
    if kind == "sectors":
        act = Statement(sectors=(draft["code"],))
        return Made((_draft(source, source.subject, act, source.published, draft),))
    held = _chosen(kind, draft, whole, source, known, link)
    make = {
        "instruments": _instrument,
        "encounters": _encounter,
        "bodies": _body,
        "undertakings": _undertaking,
        "persons": _person,
        "topics": _topic,
    }[kind]
    subject, acts = make(draft, whole, source, known, held)
    told = mention(source, subject, draft)
    return Made((*acts, told), subject if held and not acts else "")


def _chosen(
    kind: str, draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, link: str
) -> Match | None:
    """The subject of the register that the draft is about; None: a new one. Raises CannotRecord."""
    if link == "new":
        return None
    matches = known.of(kind, draft, whole, longest_quote(source, draft))
    if link:
        if link.partition("/")[0] != SUBJECTS[kind]:
            raise CannotRecord("no_such_subject")
        held = next((m for m in matches if m.subject == link), Match(link, "", "alike"))
        return replace(held, says=held.chosen or held.says)
    plain = [m for m in matches if m.says in LINKED]
    if plain:
        return plain[0]
    if any(m.says == "several" for m in matches):
        raise CannotRecord("several")
    if any(m.says == "differs" for m in matches):
        raise CannotRecord("contradicts")
    return None


def _draft(source: Source, subject: str, act: Any, on: date | None, draft: dict[str, Any]) -> Draft:
    return Draft(subject, act, on=on, circle=source.circle, evidence=evidence(source, draft))


def _as_known(subject: str, circle: Circle) -> tuple[Circle, tuple[str, ...]]:
    """The circle in which a subject can be named by an act of `circle`: no wider than the subject itself is known."""
    first = Record.objects.filter(subject=subject).order_by("low").first()
    if first is None or first.low <= circle.level:
        return circle, ()
    narrower = next(c for c in Circle if c.level == first.low)
    return narrower, tuple(json.loads(first.offices)) if narrower == Circle.RESTRICTED else ()


def mention(source: Source, subject: str, draft: dict[str, Any]) -> Draft:
    """The statement with a mention of a subject, no wider than the subject itself is known."""
    made = _draft(source, source.subject, Statement(mentions=(subject,)), source.published, draft)
    circle, offices = _as_known(subject, source.circle)
    return replace(made, circle=circle, offices=offices)


def _instrument(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    on = day_of(draft.get("date"))
    stage = draft["stage"]
    subject = held.subject if held else _new("instrument")
    if held and held.says == "same":
        return subject, []
    if stage == "existing":
        if held:
            return subject, []
        raise CannotRecord("existing")
    words = longest_quote(source, draft)
    found = []
    if held is None:
        description = Description(
            titles={language_of(source, draft): draft.get("title") or words},
            type=draft["type"],
            parties=tuple(draft.get("parties") or ()),
            sectors=_sectors_of(draft, whole, source),
            place=draft.get("place"),
            source=source.subject,
        )
        found.append(_draft(source, subject, description, on or source.published, draft))
    place = draft.get("place") or _place_of(whole, on)
    if stage in TO_COME:
        found.append(
            _draft(source, subject, Negotiation(stage=stage, text=words), on or source.published, draft)
        )
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
    return subject, found


def _sectors_of(draft: dict[str, Any], whole: dict[str, Any], source: Source) -> tuple[str, ...]:
    """The fields that the text names where it tells of this instrument."""
    around = reach(source.text, draft, whole.get("instruments", ()))
    return tuple(
        sector["code"]
        for sector in whole.get("sectors", ())
        if any(a <= e["start"] < b for e in sector["evidence"] for a, b in around)
    )


def _place_of(whole: dict[str, Any], on: date | None) -> str | None:
    """The place where the parties met on the day of the signature, as far as the text says."""
    places = {
        e.get("place") for e in whole.get("encounters", ()) if e.get("place") and day_of(e.get("date")) == on
    }
    return places.pop() if len(places) == 1 and on else None


def _people(names: Iterable[str], whole: dict[str, Any], known: Known) -> tuple[CoChair, ...]:
    parties = {p["name"]: p.get("party") for p in whole.get("persons", ())}
    found = []
    for name in names:
        party = parties.get(name)
        held = [m for m in known.persons(name, party) if m.says in LINKED]
        found.append(CoChair(name=name, party=party, person=held[0].subject if held else None))
    return tuple(found)


def _encounter(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    if held and held.says != "differs":
        return held.subject, []
    act = Encounter(
        kind=draft["type"],
        parties=tuple(draft.get("parties") or ()),
        persons=_people(draft.get("persons") or (), whole, known),
        place=draft.get("place"),
    )
    subject = held.subject if held else _new("encounter")
    return subject, [_draft(source, subject, act, day_of(draft.get("date")), draft)]


def _body(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    parties = tuple(draft.get("parties") or ())
    found: list[Draft] = []
    subject = held.subject if held else _new("mechanism")
    if held is None:
        tasks = (
            MandateItem(texts={source.language_at(e["start"]): source.text[e["start"] : e["end"]]})
            for item in draft.get("mandate", ())
            for e in item["evidence"][:1]
        )
        act = Mechanism(
            names={language_of(source, draft): draft.get("title") or longest_quote(source, draft)},
            kind=draft["type"],
            parties=parties,
            mandate=tuple(tasks),
        )
        on = source.published if draft["action"] == "created" else None
        found.append(_draft(source, subject, act, on, draft))
    if draft.get("session") and not known.sessions(subject, draft["session"]):
        meeting = session_encounter(draft, whole)
        planned = SessionPlanned(
            ordinal=draft["session"],
            mechanism=subject,
            parties=parties,
            begins=day_of(meeting.get("date")),
            place=meeting.get("place"),
            co_chairs=_people(meeting.get("persons") or (), whole, known),
        )
        found.append(_draft(source, _new("session"), planned, source.published, draft))
    return subject, found


def _undertaking(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    if held:
        return held.subject, []
    act = Undertaking(
        texts=words_by_language(source, draft),
        by=tuple(draft.get("by") or ()),
        origin=source.subject,
    )
    subject = _new("undertaking")
    return subject, [_draft(source, subject, act, source.published, draft)]


def _person(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    if held:
        added = _name_added(draft, source, known, held) if held.says == "more" else None
        return held.subject, [added] if added else []
    subject = _new("person")
    language = language_of(source, draft)
    act = Person(names={language: draft["name"]}, party=draft.get("party"))
    found = [_draft(source, subject, act, source.published, draft)]
    if draft.get("post"):
        post = Post(titles={language: draft["post"]}, party=draft.get("party"))
        found.append(_draft(source, subject, post, source.published, draft))
    return subject, found


def _name_added(draft: dict[str, Any], source: Source, known: Known, held: Match) -> Draft | None:
    """The person with the name that the text gives them in its language, as far as readers of its circle know them."""
    name, language = draft["name"], language_of(source, draft)
    if script_of(name) is not _SCRIPTS.get(language):
        return None  # a foreign spelling quoted in the text
    circle, offices = _as_known(held.subject, source.circle)
    if circle == Circle.RESTRICTED:
        return None
    reader = replace(known.viewer, circle=circle)
    rows = entries(reader).filter(subject=held.subject).order_by("seq")
    told = [e for e in standing([to_entry(r) for r in rows]) if e.act.name == "person"]
    if not told:
        return None
    last = max(told, key=lambda e: (e.on or date.min, e.recorded_at, e.id))
    body = last.act.body()
    act = REGISTRY["person"].model_validate({**body, "names": {**body["names"], language: name}})
    return replace(_draft(source, held.subject, act, last.on, draft), circle=circle, offices=offices)


def _topic(
    draft: dict[str, Any], whole: dict[str, Any], source: Source, known: Known, held: Match | None
) -> tuple[str, list[Draft]]:
    words = draft.get("text") or longest_quote(source, draft)
    if held and held.says != "more":
        return held.subject, []
    subject = held.subject if held else _new("topic")
    parties = sorted({p for e in whole.get("encounters", ()) for p in e.get("parties") or ()})
    act = Topic(names={language_of(source, draft): words}, parties=tuple(parties) if held is None else ())
    circle, offices = _as_known(subject, source.circle)
    made = _draft(source, subject, act, source.published, draft)
    return subject, [replace(made, circle=circle, offices=offices)]
