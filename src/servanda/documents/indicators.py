"""Indicators as pictures: series of one kind and unit on one chart, a flow as both sides report it on another."""

from __future__ import annotations

from django.utils.translation import gettext

from servanda.documents.charts import Drawn, Line, Reading, lines
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import details, words
from servanda.register.indicators import Mirror, Series

DRAWN = 5  # series on one chart: more cannot be told apart


def name(series: Series, language: str) -> str:
    """What a series is called: its own name, else its direction, product and who reports it."""
    if series.record.title:
        return details.title(series.record, language)[0]
    if series.origin and series.destination:
        way = gettext("from {a} to {b}").format(
            a=name_of(series.origin, language), b=name_of(series.destination, language)
        )
    else:
        way = words.word("about", series.about)
    parts = [way, sector_name(series.group) if series.group else series.product]
    if series.reported_by:
        parts.append(gettext("reported by {party}").format(party=name_of(series.reported_by, language)))
    return cldr.comma(language).join(part for part in parts if part)


def sector_name(code: str) -> str:
    """A sector of products; what the concordance gives none is called so."""
    return gettext("products of no sector") if code == "unclassified" else words.word("sector", code)


def chart(found: list[Series], reading: Reading, title: str) -> Drawn | None:
    """Series of one unit over the years; None where fewer than two years have a figure."""
    drawn = [Line(name(s, reading.language), _years(s)) for s in found[:DRAWN]]
    if len({x for line in drawn for x, _ in line.points}) < 2:
        return None
    return lines(drawn, reading, title=title, y=found[0].unit)


def mirror_chart(mirror: Mirror, reading: Reading, title: str) -> Drawn | None:
    """The same flow told twice."""
    return chart([mirror.by_origin, mirror.by_destination], reading, title)


def _years(series: Series) -> list[tuple[float, float | None]]:
    """Points by year; a year between the first and last without a figure breaks the line."""
    known = {_place(p.period): float(p.value) for p in series.points}
    years = set(range(int(min(known)), int(max(known)) + 1)) if all(x == int(x) for x in known) else set()
    return [(x, known.get(x)) for x in sorted({*known, *map(float, years)})]


def _place(period: str) -> float:
    """Where a period lies among the years: its beginning."""
    year, _, part = period.partition("-")
    if not part:
        return float(year)
    return int(year) + ((int(part[1]) - 1) / 4 if part.startswith("Q") else (int(part) - 1) / 12)
