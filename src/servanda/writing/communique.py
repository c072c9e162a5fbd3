"""The communiqué of a session, a visit, talks, a meeting or a call."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.writing import wording
from servanda.writing.facts import Event, Instrument
from servanda.writing.pack import pack
from servanda.writing.rendering import says
from servanda.writing.text import Part, Text

KINDS = ("session", "visit", "talks", "meeting", "call")
Values = dict[str, wording.Forms]


def communique(event: Event, language: str, territory: str = "") -> Text:
    """The communiqué on an event in ar, ru, fr or en; `territory`: whose months and digits are used (Arabic).

    Sentences of which nothing is known are not there. Raises ValueError for a kind of event that is not in KINDS.
    """
    if event.kind not in KINDS:
        raise ValueError(event.kind)
    values = values_of(event, language, territory)
    title = says(language, f"{event.kind}_title", values, event.subject)
    return Text(
        language,
        (
            Part("title", title),
            *lead(event, language, values),
            *substance(event, language, territory, values),
        ),
    )


def values_of(event: Event, language: str, territory: str) -> Values:
    """What the sentences on an event may use."""
    values: Values = {
        **wording.sides(event, language),
        **wording.ordinal(event.ordinal, language),
        **wording.people(event.persons, language),
        "place": wording.place(event.place, language),
        "when": wording.when(event.begins, event.ends, language, territory),
        "fields": wording.fields(event.sectors, language),
    }
    if event.begins and not event.ends:
        values["date"] = {"": wording.day(event.begins, language, territory)}
    if event.body:
        values["body"] = wording.body(event.body, event.parties, language)
    topics = [t for names in event.topics if (t := wording.topic(names, language))]
    if topics:
        values["topics"] = {"": wording.joined(topics, language)}
    if event.next:
        n = event.next
        values["next_place"] = wording.place(n.place, language)
        values["next_when"] = wording.when(n.begins, None, language, territory)
    return values


def lead(event: Event, language: str, values: Values) -> list[Part]:
    """What took place, where and when; who led it."""
    sentences = [says(language, f"{event.kind}_lead", values, event.subject)]
    if event.kind == "session":
        sentences.append(says(language, "chairs", values, event.subject))
    if event.kind == "visit" and len(event.persons) > 1:
        sentences.append(says(language, "talks_lead", _without_day(values), event.subject))
    return [Part("paragraph", s) for s in sentences if s]


def _without_day(values: Values) -> Values:
    return {k: v for k, v in values.items() if k not in ("when", "date", "place")}


def substance(event: Event, language: str, territory: str, values: Values) -> list[Part]:
    """Fields and issues discussed, what was agreed, instruments by stage, the next session."""
    parts: list[Part] = []

    def add(sentence: str, values: Values = values) -> bool:
        said = says(language, sentence, values, event.subject)
        if said:
            parts.append(Part("paragraph", said))
        return bool(said)

    if values["fields"]:
        add("sectors")
    if "topics" in values:
        add("topics")
    agreed = [t for names in event.decided if (t := wording.in_language(names, language))]
    stated: list[str] = []
    for text in (t for names in event.stated if (t := wording.in_language(names, language))):
        opening = next((o for o in pack(language).schema.agreed if text.startswith(o)), "")
        (agreed if opening else stated).append(text[len(opening) :])
    if agreed and add("decided"):
        parts += [Part("listed", item_of(t, i == len(agreed) - 1, language)) for i, t in enumerate(agreed)]
    parts += [Part("paragraph", t if t.endswith(".") else f"{t}.") for t in stated]
    for stage in ("signed", "expected", "negotiated"):
        found = event.of_stage(stage)
        if found:
            parts += of_stage(found, stage, event, language, territory)
    if event.next:
        add("next_session", values | wording.ordinal(event.next.ordinal, language))
    return parts


def of_stage(
    found: Sequence[Instrument], stage: str, event: Event, language: str, territory: str
) -> list[Part]:
    """The sentence on the instruments at one stage."""
    sentence = f"{stage}_{'one' if len(found) == 1 else 'many'}"
    values: Values = {"instrument": wording.instruments(found, language)}
    days = {i.on for i in found}
    if len(days) == 1 and (on := days.pop()):
        values["when"] = wording.when(on, None, language, territory)
    said = says(language, sentence, values, event.subject)
    return [Part("paragraph", said)] if said else []


def item_of(text: str, last: bool, language: str) -> str:
    """An item of the list of what was agreed: as worded, divided by semicolons."""
    bare = text.rstrip(" .;؛")
    mark = "." if last else {"ar": "؛", "fr": "\u00a0;"}.get(language, ";")
    return wording.opened(bare, language) + mark
