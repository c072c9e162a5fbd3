"""Products grouped to the register's sectors, so that trade by direction stands beside the instruments of a field.

BACI's rows of a pair are complete: their sums by sector are recorded as series of their own (`shapes`). What is on record product by product
(UN Comtrade) may be a selection: its sums are made when they are shown, and say of how many products.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from servanda.axes.concordance import sector_of
from servanda.register.indicators import Series


@dataclass(slots=True)
class Group:
    """Trade of a sector in one direction as one side reports it: sums by period, and how many products on record they add up."""

    sector: str
    origin: str
    destination: str
    reported_by: str
    unit: str
    points: dict[str, Decimal] = field(default_factory=dict)
    products: set[str] = field(default_factory=set)
    series: list[Series] = field(default_factory=list)

    @property
    def last(self) -> Decimal:
        """The figure of the latest period."""
        return self.points[max(self.points)]


def grouped(found: Sequence[Series]) -> list[Group]:
    """Product series by sector, direction and reporter, the largest last figure first.

    Of a flow told at several levels of the nomenclature only the finest is added up: 0805 stands in 080510 already.
    """
    products = [
        s
        for s in found
        if s.about == "trade" and (code := _code(s)) and code.isdigit() and len(code) in (2, 4, 6)
    ]
    finest: dict[tuple[str, ...], int] = {}
    for s in products:
        flow = (s.origin, s.destination, s.reported_by, s.unit)
        finest[flow] = max(finest.get(flow, 0), len(_code(s)))
    groups: dict[tuple[str, ...], Group] = {}
    for s in products:
        flow = (s.origin, s.destination, s.reported_by, s.unit)
        if len(_code(s)) != finest[flow]:
            continue
        sector = sector_of(_code(s), "HS")
        group = groups.setdefault((sector, *flow), Group(sector, *flow))
        group.products.add(_code(s))
        group.series.append(s)
        for p in s.points:
            group.points[p.period] = group.points.get(p.period, Decimal(0)) + p.value
    return sorted(groups.values(), key=lambda g: (-g.last, g.sector, g.origin, g.reported_by))


def _code(series: Series) -> str:
    return series.product.partition(" ")[0]
