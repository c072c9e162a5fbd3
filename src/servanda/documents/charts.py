"""Charts drawn once, as SVG, for the page, the PDF and (as PNG) Word: bars, lines, steps, a field of points.

    drawn = bars([Bar("Fisheries", 12.5)], Reading("ar", "MA"), title="…", value="…")
    drawn.svg                     # safe to stand in a page: shapes and text, no style, no script, no address
    model.Picture(drawn)          # in a document

Right-to-left is drawn, not mirrored afterwards: the value axis runs leftwards, categories and their axis stand on the right, the legend
is read from the right. What colour tells, lightness, dashes and shapes tell too, so that a grey print says the same. The fonts are the product's
own. The same figures give the same bytes. Words and numbers come in the reader's language from the caller; digits and separators from CLDR.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import orjson
from lxml import etree

from servanda.documents.svg import as_png, drawn_svg
from servanda.domain.texts import cldr

WIDTH = 620  # of the plot with its axes, in pixels of the drawing
ROW = 26  # height of one bar with its gap
LINE_OF_LABEL = 30  # characters, then a label is broken
INK, SOFT, HAIR = "#1c2530", "#55606d", "#cfd5db"
# From dark to light by equal steps of lightness: in grey print they stay apart.
FILLS = ("#163a5b", "#5f8fbf", "#c3d3e3", "#8a5a13", "#e2c48d")
STROKES = ("#163a5b", "#2f6fae", "#55606d", "#8a5a13", "#000000")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (1, 3))
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom a chart is drawn: language, and the territory whose digits are used."""

    language: str
    territory: str = ""

    @property
    def rtl(self) -> bool:
        return self.language == "ar"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart: `title` says what it shows, for those who do not see it; `width` and `height` in pixels of the drawing."""

    title: str
    svg: str
    width: int
    height: int

    def png(self, scale: float = 3.0) -> bytes:
        """The same drawing in dots, for Word."""
        return as_png(self.svg, scale)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: of what, how much, of which group (one bar for each group of the same label), and its interval if it has one."""

    label: str
    value: float
    group: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of (x, y); a y of None breaks the line. x is a year or another number."""

    name: str
    points: Sequence[tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a field: its place, size (any unit), group, and a label for those few that have one."""

    x: float
    y: float
    size: float = 1.0
    group: str = ""
    label: str = ""


def bars(
    rows: Sequence[Bar],
    reading: Reading,
    *,
    title: str,
    value: str = "",
    stacked: bool = False,
    width: int = WIDTH,
) -> Drawn:
    """Lying bars in the order given, beginning at nought. `value`: what is measured, with its unit.

    Groups stand below one another within a label, or one after the other if `stacked`. Without rows: ValueError.
    """
    alt = _altair()

    if not rows:
        raise ValueError("a chart of nothing")
    groups = _distinct(row.group for row in rows)
    labels = _distinct(row.label for row in rows)
    data = [
        {"label": _label(r.label, reading), "value": r.value, "group": _isolated(r.group, reading), "low": r.low, "high": r.high,
         "order": groups.index(r.group)}
        for r in rows
    ]  # fmt: skip
    category = alt.Y(
        "label:N",
        sort=[_label(label, reading) for label in labels],
        title=None,
        axis=alt.Axis(
            orient="right" if reading.rtl else "left",
            labelExpr="split(datum.label, '\\n')",
            ticks=False,
            domain=False,
        ),
    )
    amount = alt.X(
        "value:Q",
        title=_isolated(value, reading) or None,
        scale=alt.Scale(reverse=reading.rtl, zero=True),
        axis=alt.Axis(format=",~f", labelFont=_digits(reading), tickCount=6),
        stack="zero" if stacked else None,
    )
    coloured = alt.Color("group:N", scale=_scale(alt, groups, reading, FILLS), legend=None)
    base = alt.Chart(alt.Data(values=data)).encode(y=category)
    if len(groups) > 1 and not stacked:
        base = base.encode(yOffset=alt.YOffset("order:O"))
    drawn = base.mark_bar(stroke=INK, strokeWidth=0.5).encode(x=amount, color=coloured)
    layers = [drawn]
    if any(row.low is not None and row.high is not None for row in rows):
        span = base.transform_filter("isValid(datum.low) && isValid(datum.high)")
        for colour, thickness in (("white", 3.5), ("black", 1.3)):
            layers.append(
                span.mark_rule(strokeWidth=thickness, color=colour).encode(x=alt.X("low:Q"), x2="high:Q")
            )
    thick = 1 if stacked else max(1, len(groups))
    height = sum(
        max(ROW * (0.4 + 0.6 * thick), 13 * (1 + _label(x, reading).count("\n")) + 6) for x in labels
    )
    chart = alt.layer(*layers).properties(width=width - 190, height=round(height))
    return _drawn(alt, chart, groups, reading, title, "fill")


def lines(
    series: Sequence[Line],
    reading: Reading,
    *,
    title: str,
    x: str = "",
    y: str = "",
    steps: bool = False,
    zero: bool = True,
    share: bool = False,
    height: int = 240,
    width: int = WIDTH,
) -> Drawn:
    """Lines over years or another whole number; `steps` for a curve that stays until it falls (Kaplan–Meier).

    `zero`: the vertical axis begins at nought; `share`: y is a part of 1, shown in percent. Without a point: ValueError.
    """
    alt = _altair()

    data = [
        {"x": at, "y": value, "group": _isolated(line.name, reading)}
        for line in series
        for at, value in line.points
    ]
    if not any(point["y"] is not None for point in data):
        raise ValueError("a chart of nothing")
    names = [line.name for line in series]
    places = sorted({at for line in series for at, _ in line.points})
    encoded = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X(
            "x:Q",
            title=_isolated(x, reading) or None,
            scale=alt.Scale(
                reverse=reading.rtl, zero=False, nice=False, domain=[places[0], places[-1]], padding=8
            ),
            axis=alt.Axis(
                format="d",
                labelFont=_digits(reading),
                tickMinStep=1,
                tickCount=min(len(places), 10),
                grid=False,
            ),
        ),
        y=alt.Y(
            "y:Q",
            title=_isolated(y, reading) or None,
            scale=alt.Scale(zero=zero, **({"domain": [0, 1]} if share else {})),
            axis=alt.Axis(
                orient="right" if reading.rtl else "left",
                format="%" if share else ",~f",
                labelFont=_digits(reading),
                tickCount=6,
            ),
        ),
        color=alt.Color("group:N", scale=_scale(alt, names, reading, STROKES), legend=None),
    )
    dashed = encoded.mark_line(interpolate="step-after" if steps else "linear", strokeWidth=2).encode(
        strokeDash=alt.StrokeDash("group:N", scale=_scale(alt, names, reading, DASHES), legend=None)
    )
    layers = [dashed]
    if not steps:
        layers.append(
            encoded.mark_point(filled=True, size=36, opacity=1).encode(
                shape=alt.Shape("group:N", scale=_scale(alt, names, reading, SHAPES), legend=None)
            )
        )
    chart = alt.layer(*layers).properties(width=width - 90, height=height)
    return _drawn(alt, chart, names, reading, title, "stroke")


def field(
    dots: Sequence[Dot],
    reading: Reading,
    *,
    title: str,
    links: Sequence[tuple[int, int]] = (),
    fills: Mapping[str, str] | None = None,
    height: int = 420,
    width: int = WIDTH,
) -> Drawn:
    """Points in a plane without axes, some joined by lines: a space of products. `links`: positions in `dots`.

    `fills`: the colour of each group where the order of `FILLS` will not do. Groups are drawn in the order in which they come.
    """
    alt = _altair()

    if not dots:
        raise ValueError("a chart of nothing")
    groups = list(fills) if fills else _distinct(dot.group for dot in dots)
    flat = {"scale": alt.Scale(zero=False, nice=False, padding=34), "axis": None}
    joined = [{"x": dots[a].x, "y": dots[a].y, "x2": dots[b].x, "y2": dots[b].y} for a, b in links]
    data = [
        {"x": d.x, "y": d.y, "size": d.size, "group": _isolated(d.group, reading), "order": groups.index(d.group),
         "label": _isolated(d.label, reading)}
        for d in sorted(dots, key=lambda dot: groups.index(dot.group))
    ]  # fmt: skip
    colours = tuple((fills or {}).get(group, FILLS[n % len(FILLS)]) for n, group in enumerate(groups))
    layers = []
    if joined:
        web = alt.Chart(alt.Data(values=joined)).mark_rule(color=HAIR, strokeWidth=0.6)
        layers.append(web.encode(x=alt.X("x:Q", **flat), y=alt.Y("y:Q", **flat), x2="x2:Q", y2="y2:Q"))
    placed = alt.Chart(alt.Data(values=data)).encode(x=alt.X("x:Q", **flat), y=alt.Y("y:Q", **flat))
    layers.append(
        placed.mark_point(filled=True, opacity=1, stroke=INK, strokeWidth=0.4).encode(
            size=alt.Size("size:Q", scale=alt.Scale(range=[14, 260], domainMin=0), legend=None),
            fill=alt.Fill("group:N", scale=_scale(alt, groups, reading, colours), legend=None),
            shape=alt.Shape("group:N", scale=_scale(alt, groups, reading, SHAPES), legend=None),
            order="order:Q",
        )
    )
    if any(dot.label for dot in dots):
        named = placed.transform_filter("datum.label != ''")
        layers.append(
            named.mark_text(dy=-11, fontSize=10.5, color=INK, stroke="white", strokeWidth=2.6).encode(
                text="label:N"
            )
        )
        layers.append(named.mark_text(dy=-11, fontSize=10.5, color=INK).encode(text="label:N"))
    chart = alt.layer(*layers).properties(width=width, height=height)
    return _drawn(alt, chart, groups, reading, title, "fill", colours)


# --- what all of them share -----------------------------------------------------------------------------


def _distinct(items: Any) -> list[str]:
    return list(dict.fromkeys(items))


def _digits(reading: Reading) -> str:
    """The face of numbers alone: the Naskh has the eastern digits, the other one the western."""
    eastern = cldr.number(1, reading.language, reading.territory) != "1"
    return "Noto Naskh Arabic" if eastern else "Noto Sans"


def _isolated(text: str, reading: Reading) -> str:
    """In a drawing every text stands in a left-to-right plane: one with Arabic in it carries its own direction."""
    clean = " ".join(text.split())
    arabic = any("\u0590" <= c <= "\u08ff" for c in clean)
    return f"\u2067{clean}\u2069" if reading.rtl and arabic else clean


def _label(text: str, reading: Reading) -> str:
    """A category's name, broken into lines of its own."""
    wrapped = textwrap.wrap(" ".join(text.split()), LINE_OF_LABEL, max_lines=3, placeholder="…") or ["—"]
    return "\n".join(_isolated(line, reading) for line in wrapped)


def _scale(alt: Any, groups: Sequence[str], reading: Reading, values: Sequence[Any]) -> Any:
    chosen = [values[n % len(values)] for n in range(len(groups))]
    return alt.Scale(
        domain=[_isolated(g, reading) for g in groups],
        range=[list(v) if isinstance(v, tuple) else v for v in chosen],
    )


def _legend(
    alt: Any, groups: Sequence[str], reading: Reading, kind: str, colours: Sequence[str], width: int
) -> Any:
    """Symbols with their words, from the side where reading begins; Vega's own legend cannot be turned around."""
    rows, at, line = [], 8.0, 9.0
    for n, group in enumerate(groups):
        taken = 30 + (5.4 if reading.rtl else 6.4) * len(group)
        if at + taken > width and at > 8.0:
            at, line = 8.0, line + 18
        x, text = (width - at, width - at - 12) if reading.rtl else (at, at + 12)
        rows.append({"x": x, "text_x": text, "y": line, "text": _isolated(group, reading), "n": n})
        at += taken
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("y:Q", scale=None, axis=None))
    symbols = base.mark_point(
        filled=True, size=70, opacity=1, **({"stroke": INK, "strokeWidth": 0.5} if kind == "fill" else {})
    )
    shapes = SHAPES if kind == "stroke" or colours is not FILLS else ("square",)
    named = [row["text"] for row in rows]
    drawn = symbols.encode(
        x=alt.X("x:Q", scale=None, axis=None),
        fill=alt.Fill("text:N", scale=alt.Scale(domain=named, range=[colours[n % len(colours)] for n in range(len(named))]), legend=None),
        shape=alt.Shape("text:N", scale=alt.Scale(domain=named, range=[shapes[n % len(shapes)] for n in range(len(named))]), legend=None),
    )  # fmt: skip
    words = base.mark_text(
        align="right" if reading.rtl else "left", fontSize=11, color=INK, baseline="middle"
    ).encode(x=alt.X("text_x:Q", scale=None, axis=None), text="text:N")
    return alt.layer(drawn, words).properties(width=width, height=line + 9)


def _drawn(
    alt: Any,
    chart: Any,
    groups: Sequence[str],
    reading: Reading,
    title: str,
    kind: str,
    colours: Sequence[str] | None = None,
) -> Drawn:
    shown = [group for group in groups if group]
    if len(shown) > 1:
        legend = _legend(
            alt, shown, reading, kind, colours or (FILLS if kind == "fill" else STROKES), chart.width
        )
        chart = alt.vconcat(legend, chart, spacing=6).resolve_scale(
            color="independent",
            fill="independent",
            shape="independent",
            size="independent",
            strokeDash="independent",
        )
    size = 12 if reading.rtl else 11
    face = (
        "Noto Naskh Arabic, Noto Sans, sans-serif"
        if reading.rtl
        else "Noto Sans, Noto Naskh Arabic, sans-serif"
    )
    words = {"labelFont": face, "titleFont": face, "labelFontSize": size, "titleFontSize": size, "labelColor": INK,
             "titleColor": SOFT, "titleFontWeight": "normal", "gridColor": HAIR, "tickColor": HAIR, "domainColor": SOFT,
             "labelLimit": 260, "titleLimit": 500}  # fmt: skip
    config = {
        "aria": False,
        "font": face,
        "background": "white",
        "view": {"stroke": None},
        "axis": words,
        "padding": 4,
    }
    spec = {**chart.to_dict(), "config": config}
    where = orjson.dumps(_numbers(reading), option=orjson.OPT_SORT_KEYS)
    svg = drawn_svg(orjson.dumps(spec, option=orjson.OPT_SORT_KEYS), where, title, reading.language)
    root = etree.fromstring(svg.encode())
    return Drawn(title, svg, int(float(root.get("width", "0"))), int(float(root.get("height", "0"))))


def _numbers(reading: Reading) -> dict[str, Any]:
    """Separators and digits of the reader's language, in the form that the drawing program takes."""
    sample = cldr.number(1234.5, reading.language, reading.territory, 1)
    grouped = cldr.number(1234567, reading.language, reading.territory)
    digits = [cldr.number(n, reading.language, reading.territory) for n in range(10)]
    decimal = sample[-2] if len(sample) > 2 else "."
    thousands = next((c for c in grouped if c not in digits), "")
    return {
        "decimal": decimal,
        "thousands": thousands,
        "grouping": [3],
        "currency": ["", ""],
        "numerals": digits,
    }


def _altair() -> Any:
    """Loaded at the first chart: it takes half a second that other documents need not wait for."""
    return import_module("altair")
