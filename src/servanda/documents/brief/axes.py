"""New axes with what they rest on: the table that was computed, the components, the products, and the law that meets each sector."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from servanda.documents.axes.sections import first
from servanda.documents.axes.words import Told
from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Paragraph, Run, Text, foreign, plain
from servanda.documents.model import Facts as LabelledLines
from servanda.documents.phrasing import Phrasing
from servanda.domain.entry import Circle
from servanda.domain.texts import cldr
from servanda.trade import results
from servanda.trade.law import Law, law
from servanda.trade.results import Asked
from servanda.trade.tables import TradeTable, fingerprint, tables

FOOTINGS = 2  # instruments named beside an axis: as many as `Told.standing` names


def axes(facts: Facts, hand: Phrasing) -> list[Block]:
    """The first axes in both directions, from the first table that this circle may know and that was computed.

    Nothing is computed here: a document is made in seconds, a year of world trade is not. The law beside an axis is what the
    circle of the document sees.
    """
    if not facts.with_axes:
        return []
    a, b = sorted((facts.found.a, facts.found.b))
    for table in tables(facts.viewer.circle):
        answer = results.look(Asked(table, a, b))
        if answer.state == "done":
            return _told(facts, hand, table, answer.result)
    return []


def not_computed(circle: Circle, a: str, b: str) -> TradeTable | None:
    """The first table that a circle may know where none of them was computed for the pair; None where there is nothing to do."""
    a, b = sorted((a, b))
    known = tables(circle)
    if not known or any(results.look(Asked(table, a, b)).state == "done" for table in known):
        return None
    return known[0]


def _told(facts: Facts, hand: Phrasing, table: TradeTable, result: dict[str, Any]) -> list[Block]:
    sectors = {axis["sector"]: None for way in result["directions"].values() for axis in way["axes"]}
    met = law(facts.viewer, facts.found.a, facts.found.b, sectors, facts.on)
    told = Told(result, hand, table.unit, met)
    blocks = first(told, table.illustration, lambda sector: _notes(facts, met[sector]))
    return [_source(hand, table, told), *blocks, Paragraph(plain(_elsewhere()), "small")]


def _notes(facts: Facts, met: Law) -> tuple[int, ...]:
    """The descriptions and signatures of the instruments that are named beside an axis."""
    ids = [
        entry.id
        for footing in met.footings[:FOOTINGS]
        for entry in facts.acts.get(footing.line.record.subject, ())
        if entry.act.name in ("description", "signature")
    ]
    return facts.citing.cite(ids)


def _source(hand: Phrasing, table: TradeTable, told: Told) -> LabelledLines:
    """What the figures were computed from: they rest on no entry of the register but on this table."""
    language = hand.language
    years = cldr.listed([str(year) for year in told.result["years"]], language, hand.territory)
    said = [
        (gettext("Table"), Text((foreign(table.title(language)),))),
        (gettext("Source"), Text((foreign(table.source_in(language)),))),
        (gettext("Years"), plain(years)),
        (gettext("Unit"), plain(told.unit_words())),
        (gettext("Digest"), Text((Run(fingerprint(table)[:16], code=True),))),
    ]
    return LabelledLines(tuple((label, text) for label, text in said if text.plain))


def _elsewhere() -> str:
    return gettext(
        "All axes, the product space, the figures of the pair and how they were computed: on the page of the axes and in its files."
    )
