"""The record of cooperation in a few measures, and its indicators with what the two sides report differently."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from servanda.assessment import assess
from servanda.documents import indicators as drawing
from servanda.documents.assessment.said import Said, Speaker
from servanda.documents.brief.facts import Facts
from servanda.documents.charts import Reading
from servanda.documents.model import (
    Block,
    Column,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    Text,
    foreign,
    plain,
)
from servanda.documents.phrasing import Phrasing, filled
from servanda.domain.texts import cldr
from servanda.register import assessing, indicators
from servanda.register.assessing import Asked
from servanda.register.indicators import Mirror, Series

#: The measures of a brief, in their order; the assessment itself has them all.
MEASURES = ("by_status", "time_to_force", "waiting_on", "dormant", "commitments", "commitments_kept")
#: Those of them with a chart: the state of the law, and the wait for entry into force.
DRAWN = ("by_status", "time_to_force")
MOST = 12  # series shown, and periods of a mirror: the latest; the page has all


def assessment(facts: Facts, hand: Phrasing) -> list[Block]:
    """Each measure with its definition, its chart where it has one, and the table of its figures."""
    asked = Asked(facts.found.a, facts.found.b, on=facts.on, peers=False)
    made = assess(assessing.facts(facts.viewer, asked))
    measures = [made[code] for code in MEASURES if any(f.value for f in made[code].figures)]
    subjects = {f.key for m in measures for f in m.figures if f.family == "subject"}
    names = assessing.titles(facts.viewer, subjects)
    spoken = [Speaker(hand, names, draw=m.code in DRAWN).one(m) for m in measures]
    return [Section(plain(one.title), tuple(_measure(facts, one))) for one in spoken]


def _measure(facts: Facts, one: Said) -> list[Block]:
    blocks: list[Block] = [Paragraph(plain(one.definition), "small")]
    if one.thin:
        blocks.append(Paragraph(plain(one.thin)))
    if one.drawn is not None:
        blocks.append(Picture(one.drawn))
    columns = (
        Column(gettext("What"), 46),
        Column(gettext("Figure"), 18, "figure"),
        Column(gettext("Remark"), 36),
    )
    rows = tuple(
        Row(
            ((plain(line.label),), (plain(line.value),), (plain(line.remark or "—"),)),
            facts.citing.cite_together(e for c in line.counted for e in c.entries),
        )
        for line in one.lines
    )
    return [*blocks, Table(columns, rows)]


def figures(facts: Facts, hand: Phrasing) -> list[Block]:
    """The latest value of each series known by the day, then each flow as its two ends report it."""
    found = indicators.series(facts.viewer, facts.found.a, facts.found.b, until=str(facts.on.year))
    if not found:
        return []
    columns = (
        Column(gettext("Indicator"), 40),
        Column(gettext("Period"), 12),
        Column(gettext("Figure"), 18, "figure"),
        Column(gettext("Unit"), 12),
        Column(gettext("Source"), 18),
    )
    blocks: list[Block] = [Table(columns, tuple(_latest(facts, hand, s) for s in found[:MOST]))]
    more = len(found) - MOST
    if more > 0:
        template = ngettext(
            "{n} further series is in the register.", "{n} further series are in the register.", more
        )
        blocks.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    mirrors = indicators.mirrors(found)
    return [*blocks, *(_mirror(facts, hand, m) for m in mirrors[:MOST])]


def _latest(facts: Facts, hand: Phrasing, series: Series) -> Row:
    point = series.points[-1]
    cells = (
        (Text((foreign(drawing.name(series, hand.language)),)),),
        (plain(point.period),),
        (plain(_number(hand, point.value)),),
        (Text((foreign(series.unit),)),),
        (Text((foreign(series.source),)),),
    )
    return Row(cells, facts.citing.cite([point.entry]))


def _mirror(facts: Facts, hand: Phrasing, mirror: Mirror) -> Section:
    sold, bought = mirror.by_origin, mirror.by_destination
    title = drawing.name(sold, hand.language)
    blocks: list[Block] = []
    drawn = drawing.mirror_chart(mirror, Reading(hand.language, hand.territory), title)
    if drawn is not None:
        blocks.append(Picture(drawn))
    columns = (
        Column(gettext("Period"), 16),
        Column(gettext("reported by {party}").format(party=hand.party(sold.reported_by)), 26, "figure"),
        Column(gettext("reported by {party}").format(party=hand.party(bought.reported_by)), 26, "figure"),
        Column(gettext("Difference"), 22, "figure"),
    )
    entries = {p.period: [p.entry] for p in sold.points}
    for p in bought.points:
        entries.setdefault(p.period, []).append(p.entry)
    rows = []
    for row in mirror.rows[-MOST:]:
        cells = (
            (plain(row.period),),
            (plain(_number(hand, row.exports)),),
            (plain(_number(hand, row.imports)),),
            (plain(_number(hand, row.difference)),),
        )
        rows.append(Row(cells, facts.citing.cite(entries[row.period])))
    return Section(Text((foreign(title),)), (*blocks, Table(columns, tuple(rows))))


def _number(hand: Phrasing, value: object) -> str:
    return cldr.number(value, hand.language, hand.territory)  # type: ignore[arg-type]
