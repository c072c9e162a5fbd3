"""The table of the instruments that two states signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.writing import wording
from servanda.writing.facts import Event, Instrument
from servanda.writing.grammar import grammar
from servanda.writing.pack import pack
from servanda.writing.rendering import say
from servanda.writing.text import Part, Text


def signed_table(
    a: str, b: str, found: Sequence[Instrument], language: str, territory: str = "", *, subject: str = ""
) -> Text:
    """The signed instruments by day of signature; the status stands there where the record gives one."""
    values = wording.sides(Event(subject, "talks", (a, b)), language)
    words = pack(language).schema.words
    signed = sorted((i for i in found if i.on), key=lambda i: (i.on or date.min, i.type))
    with_status = any(wording.in_language(i.status, language) for i in signed)
    columns = [
        words["signed_on"],
        words["instrument"],
        words["place"],
        *([words["status"]] if with_status else []),
    ]
    rows = []
    for i in signed:
        name = grammar(language).smooth(wording.instrument_name(i, language))
        row = [
            wording.day(i.on, language, territory) if i.on else "",
            name[:1].upper() + name[1:],
            wording.named_place(i.place, language),
        ]
        rows.append(tuple(row + ([wording.in_language(i.status, language)] if with_status else [])))
    title = say(language, "table_title", values, subject)
    return Text(language, (Part("title", title),), tuple(columns), tuple(rows))
