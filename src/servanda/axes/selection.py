"""Which countries and products enter the matrix of advantages: filters with stated defaults.

Micro-territories top an unfiltered list of complexity: their few exports are rare by accident. The default keeps countries with
at least 1.2 million inhabitants (where known) and 0.004 % of the table's exports, and products with at least 0.00005 % of
them: about 1 billion and 12 million dollars in the world trade of the 2020s, the thresholds that atlases of complexity use. They are shares
because the unit of a table is not always known. `countries="all"` filters nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .countries import resolve
from .errors import CountryUnlisted, MatrixTooSmall, OptionUnknown, PartyAbsent
from .intake import TradeTable

POPULATION = 1_200_000
COUNTRY_SHARE = 4e-5
PRODUCT_SHARE = 5e-7


@dataclass(frozen=True)
class Selection:
    """Positions in the table of the countries and products that are kept."""

    countries: np.ndarray
    products: np.ndarray
    rule: str  # "default", "all" or "list"

    def exports(self, table: TradeTable) -> np.ndarray:
        return table.exports[np.ix_(self.countries, self.products)]


def find_country(table: TradeTable, code: str) -> str | None:
    """The code that the table has for a country given by any code; None if it has none."""
    if code in table.countries:
        return code
    wanted = resolve(code)
    if wanted is None or not table.codes_recognised:
        return None
    return next((c for c in table.countries if (known := resolve(c)) and known.iso2 == wanted.iso2), None)


def party(table: TradeTable, code: str) -> str:
    """Like `find_country`, but raises `PartyAbsent`."""
    found = find_country(table, code)
    if found is None:
        raise PartyAbsent(party=code)
    return found


def select(
    table: TradeTable, countries: str | Iterable[str] = "default", keep: Collection[str] = ()
) -> Selection:
    """Apply the filters; `keep` names countries that stay whatever the default says (the two parties)."""
    exports = table.exports.astype(np.float64)
    totals = exports.sum(axis=1)
    rule = countries if isinstance(countries, str) else "list"
    if rule == "list":
        kept = _listed(table, list(countries))
    elif rule == "all":
        kept = np.ones(len(totals), dtype=bool)
    elif rule == "default":
        kept = _by_default(table, totals, keep)
    else:
        raise OptionUnknown(value=rule, option="countries", allowed="default, all")
    kept &= totals > 0
    rows = np.flatnonzero(kept)
    of_products = exports[rows].sum(axis=0)
    threshold = PRODUCT_SHARE * of_products.sum() if rule == "default" else 0
    columns = np.flatnonzero((of_products > 0) & (of_products >= threshold))
    if len(rows) < 2 or len(columns) < 2:
        raise MatrixTooSmall(countries=len(rows), products=len(columns))
    _note(table, kept, of_products, columns, rule)
    return Selection(rows, columns, rule)


def _listed(table: TradeTable, codes: Sequence[str]) -> np.ndarray:
    found = {code: find_country(table, str(code).strip()) for code in codes}
    unknown = [code for code, country in found.items() if country is None]
    if unknown:
        raise CountryUnlisted(unknown=", ".join(map(str, unknown)))
    return np.array([code in found.values() for code in table.countries])


def _by_default(table: TradeTable, totals: np.ndarray, keep: Collection[str]) -> np.ndarray:
    kept = totals >= COUNTRY_SHARE * totals.sum()
    if table.codes_recognised:
        for n, code in enumerate(table.countries):
            country = resolve(code)
            if country is not None and country.population < POPULATION:
                kept[n] = False
    for code in keep:
        n = table.countries.index(code)
        if not kept[n]:
            table.intake.note("party_kept", party=code)
            kept[n] = True
    return kept


def _note(
    table: TradeTable, kept: np.ndarray, of_products: np.ndarray, columns: np.ndarray, rule: str
) -> None:
    """Say what was left out. Those that export nothing are no choice of the filter, but are counted too."""
    out = [code for code, stays in zip(table.countries, kept, strict=True) if not stays]
    if out:
        share = float(table.exports[~kept].sum() / table.exports.sum())
        table.intake.note(
            "countries_left_out", count=len(out), codes=out, share=float(f"{share:.9g}"), rule=rule
        )
    lost = len(table.products) - len(columns)
    if lost:
        total = of_products.sum()
        share = 1 - float(of_products[columns].sum() / total)
        table.intake.note("products_left_out", count=lost, share=float(f"{share:.9g}"), rule=rule)
