"""What of the record a reading of its text gives back: what is lost, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from servanda.reading import Reading, read
from servanda.writing import Event, Person, Text
from servanda.writing import wording as words
from tests.writing.random_events import Note, Table

#: The schema calls a meeting of which substance is reported talks.
_TALKS = {"talks", "meeting"}
_Facts = Mapping[str, Any]


def missing(event: Event, text: Text) -> list[str]:
    """Facts of the event that the reader does not find in its communiqué, with their stage, parties and day."""
    assert event.begins is not None
    found = read(text.plain, (event.ends or event.begins) + timedelta(days=1))
    parties = sorted(event.parties)
    lacks = [*_language(found, text)]
    lacks += _instruments(found, text.language, [(i.type, i.stage, i.on) for i in event.instruments], parties)
    lacks += _encounter(found, text.language, event, event.begins, places=True)
    wanted = [(event.ordinal, "convened")] if event.body else []
    if event.next and event.body:
        wanted.append((event.next.ordinal, "announced"))
    lacks += _bodies(found, event, wanted)
    told = event.persons[:1] if event.kind == "visit" else event.persons
    lacks += _persons(found, text.language, told)
    lacks += _sectors(found, (*event.sectors, *(s for i in event.instruments for s in i.sectors)))
    quotes = [e.quote.lower() for d in found.of("topics") for e in d.evidence]
    for topic in event.topics:
        said = topic[text.language].lower().removeprefix("the ").removeprefix("le ").removeprefix("منطقة ")
        if not any(q in said or said in q for q in quotes):
            lacks.append(f"topic {said} among {quotes}")
    return lacks


def missing_of_invitation(event: Event, text: Text, sent: date) -> list[str]:
    """Facts of what is planned that the reader does not find in the invitation to it."""
    assert event.begins is not None
    found = read(text.plain, sent)
    lacks = [*_language(found, text), *_encounter(found, text.language, event, event.begins, places=True)]
    return lacks + _bodies(found, event, [(event.ordinal, "announced")] if event.body else [])


def missing_of_notification(note: Note, text: Text) -> list[str]:
    """Facts of a completed procedure that the reader does not find in the note that tells of it."""
    found = read(text.plain, note.on)
    parties = sorted((note.sender, note.receiver))
    of = note.instrument
    lacks = [*_language(found, text), *_sectors(found, of.sectors)]
    return lacks + _instruments(found, text.language, [(of.type, "ratified", note.completed)], parties)


def missing_of_table(table: Table, text: Text, on: date) -> list[str]:
    """Signatures that the reader does not find in the table of them."""
    found = read(text.plain, on)
    wanted = [(i.type, "signed", i.on) for i in table.instruments]
    lacks = [*_language(found, text), *_sectors(found, (s for i in table.instruments for s in i.sectors))]
    return lacks + _instruments(found, text.language, wanted, sorted(table.parties))


def named_in(kind: str, language: str) -> str:
    """The type by which a language knows an instrument: Arabic has one word for agreement and convention."""
    return "agreement" if (kind, language) == ("convention", "ar") else kind


def _language(found: Reading, text: Text) -> list[str]:
    return [f"language {found.language}"] if found.language != text.language else []


def _instruments(
    found: Reading, language: str, wanted: Iterable[tuple[str, str, date | None]], parties: list[str]
) -> list[str]:
    lacks = []
    drafts = [d.facts for d in found.of("instruments")]
    for kind, stage, on in wanted:
        kind = named_in(kind, language)
        same = [d for d in drafts if (d["type"], d["stage"], d["parties"]) == (kind, stage, parties)]
        if not same:
            seen = [(d["type"], d["stage"], d["parties"]) for d in drafts]
            lacks.append(f"instrument {(kind, stage, parties)} among {seen}")
        elif on and not any(d["date"] == on.isoformat() for d in same):
            lacks.append(f"day of {kind}: {on}, found {[d['date'] for d in same]}")
    return lacks


def _encounter(found: Reading, language: str, event: Event, on: date, places: bool) -> list[str]:
    kinds = _TALKS if event.kind in _TALKS else {event.kind}
    encounters = [d.facts for d in found.of("encounters")]
    same = [d for d in encounters if d["type"] in kinds and d["parties"] == sorted(event.parties)]
    if not same:
        return [f"{event.kind} among {[(d['type'], d['parties']) for d in encounters]}"]
    lacks = []
    if not any(d["date"] == on.isoformat() for d in same):
        lacks.append(f"day of {event.kind}: {on}, found {[d['date'] for d in same]}")
    place = words.named_place(event.place, language)
    if places and place and not any(_same_place(place, d["place"]) for d in same):
        lacks.append(f"place of {event.kind}: {place}, found {[d['place'] for d in same]}")
    return lacks


def _same_place(name: str, read_: str | None) -> bool:
    """Whether a place was found, in whatever case the language puts it."""
    plain = name.removeprefix("ال").removeprefix("Le ").removeprefix("La ")
    stem = plain[: max(3, len(plain) - 3)]
    return bool(read_) and str(read_).removeprefix("ال").startswith(stem)


def _bodies(found: Reading, event: Event, wanted: list[tuple[int | None, str]]) -> list[str]:
    if event.body is None:
        return []
    bodies = [d.facts for d in found.of("bodies")]
    seen = [(d["type"], d["session"], d["action"], d["parties"]) for d in bodies]
    return [
        f"body {event.body.kind} {number} {action} among {seen}"
        for number, action in wanted
        if (event.body.kind, number, action, sorted(event.parties)) not in seen
    ]


def _persons(found: Reading, language: str, wanted: Iterable[Person]) -> list[str]:
    lacks = []
    names = {d.facts["name"]: d.facts for d in found.of("persons")}
    for person in wanted:
        name = person.names[language]
        if name not in names:
            lacks.append(f"person {name} among {sorted(names)}")
        elif names[name]["party"] != person.party:
            lacks.append(f"party of {name}: {names[name]['party']}")
    return lacks


def _sectors(found: Reading, wanted: Iterable[str]) -> list[str]:
    seen = {d.facts["code"] for d in found.of("sectors")}
    return [f"sector {code} among {sorted(seen)}" for code in wanted if code not in seen]
