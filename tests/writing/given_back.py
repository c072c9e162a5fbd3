"""What of an event a reading of its text gives back: the differences, one line each."""

from __future__ import annotations

from datetime import timedelta

from servanda.reading import read
from servanda.writing import Event, Text

#: The schema calls a meeting of which substance is reported talks.
_TALKS = {"talks", "meeting"}


def missing(event: Event, text: Text) -> list[str]:
    """Facts of the event that the reader does not find in its text, with their stage, parties and day.

    The day of a meeting is not asked for: where the text reports substance, the reader makes talks of it and of its headline
    and may lose the day on the way.
    """
    assert event.begins is not None
    published = (event.ends or event.begins) + timedelta(days=1)
    found = read(text.plain, published)
    lacks: list[str] = []
    if found.language != text.language:
        lacks.append(f"language {found.language}")
    parties = sorted(event.parties)
    drafts = [d.facts for d in found.of("instruments")]
    for i in event.instruments:
        kind = "agreement" if (i.type, text.language) == ("convention", "ar") else i.type
        wanted = {"type": kind, "stage": i.stage, "parties": parties}
        same = [d for d in drafts if all(d[k] == v for k, v in wanted.items())]
        if not same:
            seen = [(d["type"], d["stage"], d["parties"]) for d in drafts]
            lacks.append(f"instrument {wanted} among {seen}")
        elif i.on and not any(d["date"] == i.on.isoformat() for d in same):
            lacks.append(f"day of {kind}: {i.on}, found {[d['date'] for d in same]}")
    kinds = _TALKS if event.kind in _TALKS else {event.kind}
    encounters = [d.facts for d in found.of("encounters")]
    same = [d for d in encounters if d["type"] in kinds and d["parties"] == parties]
    if not same:
        lacks.append(f"{event.kind} among {[(d['type'], d['parties']) for d in encounters]}")
    elif event.kind != "meeting" and not any(d["date"] == event.begins.isoformat() for d in same):
        lacks.append(f"day of {event.kind}: {event.begins}, found {[d['date'] for d in same]}")
    bodies = [d.facts for d in found.of("bodies")]
    if event.body:
        wanted_bodies = [(event.ordinal, "convened")]
        if event.next:
            wanted_bodies.append((event.next.ordinal, "announced"))
        for number, action in wanted_bodies:
            if not any(
                d["type"] == event.body.kind
                and d["session"] == number
                and d["action"] == action
                and d["parties"] == parties
                for d in bodies
            ):
                seen = [(d["type"], d["session"], d["action"], d["parties"]) for d in bodies]
                lacks.append(f"body {event.body.kind} {number} {action} among {seen}")
    names = {d.facts["name"]: d.facts for d in found.of("persons")}
    told = event.persons[:1] if event.kind == "visit" else event.persons
    for person in told:
        name = person.names[text.language]
        if name not in names:
            lacks.append(f"person {name} among {sorted(names)}")
        elif names[name]["party"] != person.party:
            lacks.append(f"party of {name}: {names[name]['party']}")
    sectors = {d.facts["code"] for d in found.of("sectors")}
    for code in (*event.sectors, *(s for i in event.instruments for s in i.sectors)):
        if code not in sectors:
            lacks.append(f"sector {code} among {sorted(sectors)}")
    quotes = [e.quote.lower() for d in found.of("topics") for e in d.evidence]
    for topic in event.topics:
        words = topic[text.language].lower().removeprefix("the ").removeprefix("le ").removeprefix("منطقة ")
        if not any(q in words or words in q for q in quotes):
            lacks.append(f"topic {words} among {quotes}")
    return lacks
