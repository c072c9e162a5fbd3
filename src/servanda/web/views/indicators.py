"""Indicators of a relationship: series with table and chart, and the two sides' figures of one flow as what they are."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from servanda.documents import indicators as pictures
from servanda.documents.charts import Drawn, Reading
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.register import queries, words
from servanda.register.indicators import Mirror, Series, mirrors, own_series, series
from servanda.register.installation import own_side
from servanda.trade.groups import Group, grouped
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request

PRODUCTS = 12  # series of single products shown, the largest last figures first
MIRRORS = 12


def indicators_page(request: Request, a: str, b: str) -> HttpResponse:
    """All series of two parties that the reader may see, those of each side alone below."""
    a, b = a.upper(), b.upper()
    if a > b:
        return redirect("indicators", a=b, b=a)
    found = series(request.viewer, a, b)
    alone = [(party, own_series(request.viewer, party)) for party in (a, b)]
    if not found and not any(own for _, own in alone) and not queries.between(request.viewer, a, b).exists():
        raise Http404
    reading = Reading(language(), own_side())
    totals = [s for s in found if not s.product]
    products = sorted(
        (s for s in found if s.product and not s.group),
        key=lambda s: (-(s.last.value if s.last else 0), s.record.subject),
    )
    by_sector = sorted(
        (s for s in found if s.group), key=lambda s: (-(s.last.value if s.last else 0), s.record.subject)
    )
    twice = mirrors(found)
    context = {
        "a": a,
        "b": b,
        "may_import": may(request.user, "import"),
        "groups": [
            *_groups(totals, reading),
            *([_group(gettext("Product groups"), by_sector, reading, draw=False)] if by_sector else []),
            *(
                [_group(gettext("Single products"), products[:PRODUCTS], reading, draw=False)]
                if products
                else []
            ),
        ],
        "sums": _sums(grouped(products), language()),
        "products_left": max(0, len(products) - PRODUCTS),
        "mirrors": [_mirror(one, reading) for one in twice[:MIRRORS]],
        "alone": [(party, _group("", own, reading, draw=False)) for party, own in alone if own],
    }
    return render(request, "web/indicators.html", context)


def _groups(found: list[Series], reading: Reading) -> list[dict[str, Any]]:
    """Series that can stand on one chart: of one kind and unit."""
    ordered = sorted(found, key=lambda s: (s.about, s.unit))
    return [
        _group(words.word("about", about), list(group), reading)
        for (about, _), group in groupby(ordered, key=lambda s: (s.about, s.unit))
    ]


def _group(title: str, found: list[Series], reading: Reading, draw: bool = True) -> dict[str, Any]:
    periods = sorted({p.period for s in found for p in s.points})
    rows = []
    for one in found:
        values = {p.period: p.value for p in one.points}
        rows.append(
            {
                "series": one,
                "name": pictures.name(one, reading.language),
                "values": [values.get(p) for p in periods],
            }
        )
    return {
        "title": title,
        "periods": periods,
        "rows": rows,
        "svg": _safe(pictures.chart(found, reading, title)) if draw else "",
    }


def _sums(groups: list[Group], lang: str) -> list[dict[str, Any]]:
    """Sums of single products by sector and direction, with what origin and destination say side by side in the last year of both."""
    flows: dict[tuple[str, str, str, str], dict[str, Group]] = {}
    for one in groups:
        flows.setdefault((one.sector, one.origin, one.destination, one.unit), {})[one.reported_by] = one
    lines = []
    for (sector, origin, destination, unit), by in flows.items():
        out, back = by.get(origin), by.get(destination)
        shared = sorted(set(out.points) & set(back.points)) if out and back else []
        year = shared[-1] if shared else max(p for g in by.values() for p in g.points)
        told = [g.points.get(year) if g else None for g in (out, back)]
        lines.append(
            {
                "sector": pictures.sector_name(sector),
                "way": gettext("from {a} to {b}").format(
                    a=name_of(origin, lang), b=name_of(destination, lang)
                ),
                "unit": unit,
                "period": year,
                "exports": told[0],
                "imports": told[1],
                "difference": told[1] - told[0] if told[0] is not None and told[1] is not None else None,
                "products": len(set().union(*(g.products for g in by.values()))),
                "series": [s for g in by.values() for s in g.series],
            }
        )
    return lines


def _mirror(one: Mirror, reading: Reading) -> dict[str, Any]:
    names = {
        "a": name_of(one.by_origin.origin, reading.language),
        "b": name_of(one.by_origin.destination, reading.language),
    }
    title = gettext("from {a} to {b}").format(**names)
    if one.by_origin.product:
        group = one.by_origin.group
        product = pictures.sector_name(group) if group else one.by_origin.product
        title = f"{title}{cldr.comma(reading.language)}{product}"
    return {
        "title": title,
        "mirror": one,
        "svg": _safe(pictures.mirror_chart(one, reading, title)) if not one.by_origin.product else "",
    }


def _safe(drawn: Drawn | None) -> str:
    # Drawn by us, and gone through shape by shape (documents.charts).
    return mark_safe(drawn.svg) if drawn else ""  # noqa: S308
