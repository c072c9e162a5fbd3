"""The sections of the axes: each direction with its ranked sectors, what is sold and bought elsewhere, the product space, how it was computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from servanda.documents.axes.method import method
from servanda.documents.axes.words import Told
from servanda.documents.charts import FILLS, Bar, Dot, bars, field
from servanda.documents.model import (
    Block,
    Column,
    Figure,
    Figures,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    plain,
)
from servanda.documents.phrasing import filled
from servanda.domain.wording import N_

AXES_DRAWN = 10
AXES_WITH_PRODUCTS = 5
NONE_RANKED = N_("No product that one sells and the other buys could be ranked.")
PRODUCTS = 5
GAPS = 10
FIRST, FIRST_PRODUCTS = 5, 3  # of the short form: axes of a direction, products of each
NAMED = 4  # products of the space that have their name beside them, for each party


def sections(told: Told, illustration: bool = False) -> list[Block]:
    """Everything, to stand in a document of its own or in the dossier. Used inside `translation.override(language)`."""
    found: list[Block] = [*_claim(told, illustration)]
    for direction, ranking in told.result["directions"].items():
        a, b = told.sides(direction)
        title = plain(gettext("From {a} to {b}").format(a=a, b=b))
        found.append(Section(title, tuple(_direction(told, direction, ranking))))
    found += _space(told)
    found.append(Section(plain(gettext("How it was computed")), tuple(method(told))))
    return found


def first(
    told: Told, illustration: bool = False, notes: Callable[[str], tuple[int, ...]] = lambda sector: ()
) -> list[Block]:
    """The short form, for the dossier: the first axes of each direction with their components, law and products.

    `notes`: the numbers of the sources of the law that meets a sector. Used inside `translation.override(language)`.
    """
    found: list[Block] = [*_claim(told, illustration)]
    for direction, ranking in told.result["directions"].items():
        a, b = told.sides(direction)
        title = plain(gettext("From {a} to {b}").format(a=a, b=b))
        axes = ranking["axes"][:FIRST]
        gravity = ranking["figures"]["untapped_gravity"] is not None
        blocks: list[Block] = [_figures(told, ranking)]
        if axes:
            blocks += [
                _chart_of_axes(told, direction, axes, gravity),
                _table_of_axes(told, axes, gravity, notes),
            ]
            more = len(ranking["axes"]) - len(axes)
            if more:
                template = ngettext("{n} further axis was ranked.", "{n} further axes were ranked.", more)
                blocks.append(Paragraph(filled(template, n=told.whole(more)), "small"))
            behind = _table_of_products(told, axes, gravity, FIRST_PRODUCTS)
            blocks.append(Section(plain(gettext("Products behind the first axes")), (behind,)))
        else:
            blocks.append(Paragraph(plain(gettext(NONE_RANKED))))
        found.append(Section(title, tuple(blocks)))
    return found


def _claim(told: Told, illustration: bool) -> list[Block]:
    blocks: list[Block] = []
    if illustration:
        made_up = gettext(
            "The figures of this table were made up to show the page. They say nothing about any State."
        )
        blocks.append(Paragraph(filled("{text}", text=made_up)))
    if told.result.get("verdict") == "predicts":
        text = gettext(
            "On this table and for this pair the ranking of five years ago told what came later better than the trade gap and past growth did."
        )
    else:
        text = gettext("This is a screening: it says where to look first, not what will come.")
    blocks.append(Paragraph(plain(text)))
    caution = gettext(
        "Complexity is not measured value added: a complex product can be assembled from imported parts. Potential is neither a forecast nor a target; "
        "it knows geography, and no tariffs, sanctions, payments, standards or routes."
    )
    blocks.append(Paragraph(plain(caution), "small"))
    return blocks


def _direction(told: Told, direction: str, ranking: Mapping[str, Any]) -> list[Block]:
    gravity = ranking["figures"]["untapped_gravity"] is not None
    blocks: list[Block] = [_figures(told, ranking)]
    axes = ranking["axes"]
    if not axes:
        blocks.append(Paragraph(plain(gettext(NONE_RANKED))))
        return blocks
    blocks.append(_chart_of_axes(told, direction, axes, gravity))
    blocks.append(_table_of_axes(told, axes, gravity))
    if unit := told.unit_words():
        blocks.append(Paragraph(plain(gettext("Values in {unit}.").format(unit=unit)), "small"))
    blocks.append(
        Section(
            plain(gettext("Products behind the first axes")),
            (_table_of_products(told, axes[:AXES_WITH_PRODUCTS], gravity, PRODUCTS),),
        )
    )
    if told.result.get("sells", {}).get(direction):
        blocks.append(_gaps(told, direction))
    return blocks


def _figures(told: Told, ranking: Mapping[str, Any]) -> Figures:
    figures = ranking["figures"]
    untapped = figures["untapped_gravity"]
    if untapped is None:
        untapped = figures["untapped_static"]
    shown = [
        Figure(told.amount(figures["trade"]), gettext("trade today")),
        Figure(told.amount(untapped), gettext("untapped potential")),
        Figure(told.figure(figures["complementarity"], 1), gettext("complementarity, of 100")),
        Figure(told.figure(figures["intensity"]), gettext("intensity; 1 is the world’s share")),
    ]
    return Figures(tuple(shown))


def _value(axis: Mapping[str, Any], gravity: bool) -> float:
    return float(axis["untapped_gravity" if gravity else "untapped_static"] or 0)


def _chart_of_axes(told: Told, direction: str, axes: list[dict[str, Any]], gravity: bool) -> Picture:
    a, b = told.sides(direction)
    rows = []
    for axis in axes[:AXES_DRAWN]:
        name = told.sector(axis["sector"])
        rows.append(Bar(name, _value(axis["components"], gravity), gettext("untapped potential")))
        rows.append(Bar(name, float(axis["components"]["trade"] or 0), gettext("trade today")))
    title = gettext(
        "Untapped potential and trade today from {a} to {b}, by sector in the order of the ranking"
    )
    return Picture(bars(rows, told.reading, title=title.format(a=a, b=b), value=told.unit_words()))


def _table_of_axes(
    told: Told,
    axes: list[dict[str, Any]],
    gravity: bool,
    notes: Callable[[str], tuple[int, ...]] | None = None,
) -> Table:
    columns = [
        Column(gettext("Rank"), 7, "figure"),
        Column(gettext("between"), 9, "figure"),
        Column(gettext("Sector"), 16),
        Column(gettext("Untapped"), 12, "figure"),
        Column(gettext("Trade today"), 11, "figure"),
        Column(gettext("Complexity"), 12, "figure"),
        Column(gettext("Density"), 10, "figure"),
    ]
    if notes is None:  # in the dossier the sources need the room
        columns.append(Column(gettext("Products"), 10, "figure"))
    if told.law:
        columns.append(Column(gettext("Law"), 24))
    rows = []
    for axis in axes:
        parts = axis["components"]
        low, high = axis["interval"]
        cells = [
            told.cell(told.whole(axis["rank"])),
            told.cell(told.whole(low) if low == high else f"{told.whole(low)}–{told.whole(high)}"),
            told.cell(told.sector(axis["sector"])),
            told.cell(told.amount(_value(parts, gravity))),
            told.cell(told.amount(parts["trade"])),
            told.cell(told.figure(parts["pci"])),
            told.cell(told.figure(parts["density"])),
        ]
        if notes is None:
            cells.append(told.cell(told.whole(parts["products"])))
        if told.law:
            cells.append(told.standing(axis["sector"]))
        rows.append(Row(tuple(cells), notes(axis["sector"]) if notes else ()))
    return Table(tuple(columns), tuple(rows))


def _table_of_products(told: Told, axes: list[dict[str, Any]], gravity: bool, products: int) -> Table:
    columns = (
        Column(gettext("Sector"), 13),
        Column(gettext("Product"), 24),
        Column(gettext("Untapped"), 11, "figure"),
        Column(gettext("Trade today"), 10, "figure"),
        Column(gettext("Exports to all"), 12, "figure"),
        Column(gettext("Imports from all"), 12, "figure"),
        Column(gettext("Advantage"), 11, "figure"),
        Column(gettext("Complexity"), 11, "figure"),
    )
    rows = [
        Row(
            (
                told.cell(told.sector(axis["sector"]) if n == 0 else ""),
                (told.product(product),),
                told.cell(told.amount(_value(product, gravity))),
                told.cell(told.amount(product["trade"])),
                told.cell(told.amount(product["exports"])),
                told.cell(told.amount(product["imports"])),
                told.cell(told.figure(product["rca"])),
                told.cell(told.figure(product["pci"])),
            )
        )
        for axis in axes
        for n, product in enumerate(axis["products"][:products])
    ]
    return Table(columns, tuple(rows))


def _gaps(told: Told, direction: str) -> Section:
    a, b = told.sides(direction)
    rows = told.result["sells"][direction][:GAPS]
    sold, bought, between = (
        gettext("{a} sells elsewhere"),
        gettext("{b} buys elsewhere"),
        gettext("traded between the two"),
    )
    sold, bought = sold.format(a=a), bought.format(b=b)
    drawn = [
        Bar(told.label(row) or row["product"], float(row[key] or 0), name)
        for row in rows
        for key, name in (("sold_elsewhere", sold), ("bought_elsewhere", bought), ("trade", between))
    ]
    title = gettext("What {a} sells that the world buys and {b} buys elsewhere").format(a=a, b=b)
    table = Table(
        (
            Column(gettext("Product"), 40),
            Column(sold, 15, "figure"),
            Column(bought, 15, "figure"),
            Column(between, 15, "figure"),
            Column(gettext("Trade gap"), 15, "figure"),
        ),
        tuple(
            Row(
                (
                    (told.product(row),),
                    *(
                        told.cell(told.amount(row[key]))
                        for key in ("sold_elsewhere", "bought_elsewhere", "trade", "trade_gap")
                    ),
                )
            )
            for row in rows
        ),
    )
    ceiling = Paragraph(plain(gettext("The trade gap is a ceiling, not an estimate.")), "small")
    picture = Picture(bars(drawn, told.reading, title=title, value=told.unit_words()))
    return Section(plain(title), (picture, table, ceiling))


def _space(told: Told) -> list[Block]:
    space = told.result.get("space") or {}
    nodes = space.get("nodes", [])
    if not nodes:
        return []
    a, b = (told.hand.party(code) for code in told.result["pair"])
    groups = {
        (True, True): gettext("both"),
        (True, False): gettext("{a} alone").format(a=a),
        (False, True): gettext("{b} alone").format(b=b),
        (False, False): gettext("neither"),
    }
    fills = dict(zip(reversed(list(groups.values())), ("#ffffff", FILLS[2], FILLS[1], FILLS[0]), strict=True))
    heavy = sorted(nodes, key=lambda n: -(n["world_trade"] or 0))
    named = set()
    for party in (0, 1):
        named |= {n["product"] for n in [n for n in heavy if n["advantage"][party]][:NAMED]}
    dots = [
        Dot(
            n["x"],
            n["y"],
            n["world_trade"] or 0,
            groups[tuple(n["advantage"])],
            told.label(n, 26) if n["product"] in named else "",
        )
        for n in nodes
    ]
    place = {n["product"]: k for k, n in enumerate(nodes)}
    links = [(place[p], place[q]) for p, q, _ in space.get("links", []) if p in place and q in place]
    title = gettext("The product space: who has an advantage in what")
    counts = [(name, sum(groups[tuple(n["advantage"])] == name for n in nodes)) for name in groups.values()]
    table = Table(
        (Column(gettext("Who has the advantage"), 60), Column(gettext("Products"), 40, "figure")),
        tuple(Row((told.cell(name), told.cell(told.whole(count)))) for name, count in counts),
    )
    explained = gettext(
        "Products that the same countries export well are joined. What a country could learn next lies beside what it does well. "
        "Size is world trade."
    )
    picture = Picture(field(dots, told.reading, title=title, links=links, fills=fills))
    return [Section(plain(title), (Paragraph(plain(explained), "small"), picture, table))]
