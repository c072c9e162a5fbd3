"""The official statements of the demonstration: read by the reader, and decided on as an officer does on the page *Read*.

Each is a file in `demonstration/statements`: front matter between lines of `---`, then the text with its versions. The front matter has

    by, published, circle, source    who reads it, and what they say of it
    accept   drafts, each named by its kind and the words of the text that show it; `about`: the subject of the register that it is about,
             or "new"; `same`: words of drafts merged into it; `amend`: fields written otherwise than they were read;
             `titles`: what the officer calls it in further languages, recorded after it;
             `hand: true`: the reader has none there, and the officer makes one with those fields
    left     the text stays on the desk, nothing decided

What `accept` does not name is accepted where it is a field of cooperation or stands in the register already, and else refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from servanda.cli.demonstration_account import acting

if TYPE_CHECKING:
    from servanda.journal.services import Recorder
    from servanda.register.visibility import Viewer
    from servanda.web.models import ReadingDesk


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as its file has it."""

    name: str
    by: str
    published: date
    circle: str
    source: str
    text: str
    accept: list[dict[str, Any]] = field(default_factory=list)
    left: bool = False


def prepared() -> list[Prepared]:
    """The statements in the order of their days, those that stay on the desk last."""
    found = list(_files())
    return sorted(found, key=lambda s: (s.left, s.published, s.name))


def _files() -> Iterator[Prepared]:
    for file in files("servanda.cli").joinpath("demonstration", "statements").iterdir():
        if file.name.endswith(".txt"):
            _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
            yield Prepared(
                name=file.name.removesuffix(".txt"), text=text.strip() + "\n", **yaml.safe_load(head)
            )


def record() -> list[str]:
    """Bring the statements in, and decide; return what of `accept` the reader no longer gives. Nothing where a text was brought in before."""
    from django.db import transaction

    from servanda.web.models import ReadingDesk

    if ReadingDesk.objects.exists():
        return []
    with transaction.atomic():
        return [missed for one in prepared() for missed in _read(one)]


def _read(one: Prepared) -> Iterator[str]:
    from servanda.domain.entry import Circle
    from servanda.register.texts_in import TextIn
    from servanda.web.reading_intake import Given, open_text

    viewer, recorder = acting(one.by)
    given = Given(one.by, Circle(one.circle), one.published, one.source)
    desk = open_text(given, TextIn(one.text))
    if not one.left:
        yield from _decide(one, desk, recorder, viewer)


def _decide(one: Prepared, desk: ReadingDesk, recorder: Recorder, viewer: Viewer) -> Iterator[str]:
    from servanda.web import reading_desk, reading_hand

    for wanted in one.accept:
        fields = {k: str(v) for k, v in wanted.get("amend", {}).items()}
        number: int | None
        if wanted.get("hand"):
            span = reading_hand.located(one.text, wanted["words"])
            number = reading_hand.add(desk.pk, one.text, wanted["kind"], span, fields, one.by)
            fields = {}
        else:
            number = _number(desk, one.text, wanted["kind"], wanted["words"])
        if number is None:
            yield f"{one.name}: {wanted['kind']}: {wanted['words']}"
            continue
        for words in wanted.get("same", ()):
            other = _number(desk, one.text, wanted["kind"], words, besides=number)
            if other is not None:
                reading_desk.merge(desk.pk, other, str(number), one.by)
            else:
                yield f"{one.name}: {wanted['kind']}: {words}"
        posted = {**fields, "link": wanted.get("about", "")}
        entries = reading_desk.accept(desk.pk, number, posted, recorder, viewer)
        if "titles" in wanted:
            _call(entries, wanted["titles"], recorder, viewer)
    desk.refresh_from_db()
    for item in reading_desk.items(desk, viewer, one.text):
        if item.state != "open":
            continue
        if item.kind == "sectors" or item.confirms:
            reading_desk.accept(desk.pk, item.number, {}, recorder, viewer)
        else:
            reading_desk.refuse(desk.pk, item.number, one.by)


def _call(entries: list[str], titles: dict[str, str], recorder: Recorder, viewer: Viewer) -> None:
    """Call what was accepted by its names in further languages: the act that names it, once more, with all of them."""
    from servanda.journal.models import JournalEntry
    from servanda.journal.queries import to_entry
    from servanda.journal.services import Draft
    from servanda.register.services import record

    fields = {"description": "titles", "undertaking": "texts"}
    row = JournalEntry.objects.get(id__in=entries, act__in=fields)
    held = to_entry(row)
    name = fields[row.act]
    act = held.act.model_copy(update={name: {**getattr(held.act, name), **titles}})
    named = Draft(row.subject, act, on=held.on, circle=held.circle, evidence=held.evidence)
    record([named], recorder, viewer)


def _number(desk: ReadingDesk, text: str, kind: str, words: str, besides: int | None = None) -> int | None:
    """The open draft of a kind that a stretch of the text shows best; None where the reader has none there."""
    from servanda.web import reading_desk

    desk.refresh_from_db()
    decided = json.loads(desk.decisions)
    start = text.index(words)
    end = start + len(words)
    shown = [
        (abs(e["start"] - start) + abs(e["end"] - end), number)
        for number, (of_kind, draft) in reading_desk.all_drafts(desk).items()
        if of_kind == kind and number != besides and str(number) not in decided
        for e in draft.get("evidence", ())
        if e["start"] < end and start < e["end"]
    ]
    return min(shown)[1] if shown else None
