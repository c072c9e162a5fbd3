"""Takes a trade table in: every row is counted once, every fault has its name, nothing is silently dropped.

rows = accepted + rows outside the years + rows set aside (by reason); the report stands in every output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute

from . import sums
from .concordance import check_levels, detect, vintage_range
from .countries import is_aggregate, recognised, resolve
from .errors import Finding, MatrixTooSmall, TableEmpty, ValuesFaulty, YearAbsent
from .source import Source

Progress = Callable[[str, float], None]

YEARS_AVERAGED = 3  # the last ones, where nothing else is asked: one year is noise, ten are history
REPEATED_COUNTED_UP_TO = (
    3_000_000  # rows; above, the count of repeated rows would cost more than all the rest
)
CELLS_LIMIT = 60_000_000  # countries × products that are held at once: half a gigabyte


def silent(stage: str, fraction: float) -> None:
    """The progress callback of those who ask for none: (name of the stage, part done between 0 and 1)."""


@dataclass
class Intake:
    """What came in. Counts are rows; values are in the table's unit (BACI: thousand US dollars)."""

    shape: str
    engine: str
    rows: int = 0
    accepted: int = 0
    outside_years: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    zero_values: int = 0
    self_trade: int = 0
    repeated: int | None = None
    years: list[int] = field(default_factory=list)
    years_found: list[int] = field(default_factory=list)
    files: int = 0
    value: float = 0.0
    nomenclature: str | None = None
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, **data: Any) -> None:
        self.findings.append(Finding(code, data))

    def as_json(self) -> dict[str, Any]:
        return {
            "shape": self.shape,
            "files": self.files,
            "rows": self.rows,
            "accepted": self.accepted,
            "outside_years": self.outside_years,
            "set_aside": dict(sorted(self.set_aside.items())),
            "zero_values": self.zero_values,
            "self_trade": self.self_trade,
            "repeated": self.repeated,
            "years_found": self.years_found,
            "value": self.value,
            "nomenclature": self.nomenclature,
        }


@dataclass(frozen=True)
class TradeTable:
    """Sums over the years taken, in thousandths of the table's unit (divide by 1000 and by `len(years) or 1`).

    `exports[c, p]`: exports of country c in product p. `flows[i, j]`: exports of i to j over all products, None in
    exports-only tables. `rows`: the engine's table of the rows counted; `raw`: codes on the engine of each country.
    """

    countries: tuple[str, ...]
    products: tuple[str, ...]
    exports: np.ndarray
    flows: np.ndarray | None
    intake: Intake
    rows: ir.Table
    raw: dict[str, list[Any]]
    recode: dict[str, str]
    codes_recognised: bool

    @property
    def years(self) -> list[int]:
        return self.intake.years

    @property
    def divisor(self) -> int:
        """What a sum is divided by to give the yearly value in the table's unit."""
        return sums.MILLI * max(1, len(self.years))

    def matrix(self, fetched: pa.Table, key: str, order: Sequence[str]) -> np.ndarray:
        """Fetched sums by `key` (a column of countries) and product, rows in the given order of countries."""
        place = {raw: n for n, code in enumerate(order) for raw in self.raw[code]}
        return _matrix(fetched, key, place, self.recode, self.products, len(order))

    def pair_trade(self, a: str, b: str) -> PairTrade:
        """Trade of two countries by product. Only for bilateral tables."""
        raw = [*self.raw[a], *self.raw[b]]
        fetched = sums.fetch(sums.imports_with_partner(self.rows, raw, raw))
        imports = self.matrix(fetched, "importer", (a, b))
        from_partner = [
            self.matrix(_from(fetched, self.raw[exporter], self.raw[importer]), "importer", (importer,))[0]
            for exporter, importer in ((a, b), (b, a))
        ]
        return PairTrade(imports[0], imports[1], *from_partner)


@dataclass(frozen=True)
class PairTrade:
    """Sums by product: imports of a and of b from the world, exports of a to b and of b to a."""

    imports_a: np.ndarray
    imports_b: np.ndarray
    there: np.ndarray
    back: np.ndarray


def _from(fetched: pa.Table, exporters: Sequence[Any], importers: Sequence[Any]) -> pa.Table:
    of_pair = pa.compute.and_(
        pa.compute.is_in(fetched["partner"], value_set=pa.array(exporters, type=fetched["partner"].type)),
        pa.compute.is_in(fetched["importer"], value_set=pa.array(importers, type=fetched["importer"].type)),
    )
    return fetched.filter(of_pair)


def years_of(source: Source) -> tuple[dict[int, int], int]:
    """Rows by year, and rows without a year; ({}, 0) where there is no column for it."""
    if not source.has_year:
        return {}, 0
    counted = sums.fetch(sums.rows_by_year(source.table)).to_pylist()
    found = {int(row["year"]): int(row["rows"]) for row in counted if row["year"] is not None}
    return dict(sorted(found.items())), sum(int(row["rows"]) for row in counted if row["year"] is None)


def _years_taken(found: dict[int, int], asked: int | Iterable[int] | None) -> list[int]:
    if asked is None:
        return sorted(found)[-YEARS_AVERAGED:]
    years = sorted({asked} if isinstance(asked, int) else {int(year) for year in asked})
    missing = [year for year in years if year not in found]
    if missing or not years:
        raise YearAbsent(asked=", ".join(map(str, missing or years)), found=_listed(found) or "–")
    return years


def _listed(items: Iterable[Any], limit: int = 12) -> str:
    texts = [str(item) for item in items]
    return ", ".join(texts[:limit]) + (f" … ({len(texts)})" if len(texts) > limit else "")


def _text(raw: Any) -> str:
    """A code as text: 504, 504.0, "504.0" and " 504" are "504"."""
    text = str(raw).strip()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def take_in(
    source: Source,
    years: int | Iterable[int] | None = None,
    *,
    good_rows: bool = False,
    pad_codes: bool = False,
    progress: Progress = silent,
) -> TradeTable:
    """Count, check and sum a trade table.

    `years`: one, several, or None for the last three. `good_rows`: set faulty rows aside instead of refusing the
    table. `pad_codes`: restore leading zeros that product codes lost.
    Raises the `TradeError`s of `servanda.axes.errors`.
    """
    intake = Intake(source.shape, source.engine, files=len(source.files))
    if source.ignored:
        intake.note("files_ignored", files=_listed(source.ignored))
    found, yearless = years_of(source)
    intake.years_found = list(found)
    table = source.table
    if source.has_year:
        intake.years = _years_taken(found, years) if found else []
        intake.rows = sum(found.values()) + yearless
        if len(found) > len(intake.years) or yearless:
            table = sums.in_years(table, intake.years)
        intake.outside_years = sum(rows for year, rows in found.items() if year not in intake.years)
        if len(intake.years) == 1:
            intake.note("one_year_only")
    else:
        if years is not None:
            raise YearAbsent(asked=_listed([years] if isinstance(years, int) else years), found="–")
        intake.note("no_year")
    progress("years", 0.05)

    counted = sums.fetch(sums.census(table)).to_pydict()
    if not source.has_year:
        intake.rows = sum(counted["rows"])
    sound = sums.is_sound(counted) and not sums.rows_without_product(table)
    if not sound or yearless:
        table = _without_faults(intake, table, yearless, good_rows)
        counted = counted if sound else sums.fetch(sums.census(table)).to_pydict()
    given_codes = {raw: None for name in ("exporter", "importer") for raw in counted.get(name, ())}
    texts = {raw: _text(raw) for raw in given_codes if raw is not None}
    aggregates, canonical, known = _check_countries(intake, counted, texts)
    _check_totals(intake, counted, aggregates)
    rows = sums.without(table, sorted(aggregates, key=str))
    if 0 in counted["least"]:
        intake.zero_values = sum(sums.fetch(sums.zero_rows(rows)).to_pydict()["rows"])
    progress("counted", 0.2)

    order = tuple(sorted(set(canonical.values())))
    raw: dict[str, list[Any]] = {code: [] for code in order}
    for one in sorted(canonical, key=str):
        raw[canonical[one]].append(one)
    place = {one: order.index(code) for one, code in canonical.items()}
    fetched = sums.fetch(sums.by_product(rows, "exporter"))
    progress("summed", 0.5)
    given = pa.compute.unique(fetched["product"]).to_pylist()
    recode, products = _check_products(intake, given, pad_codes, source.vintage_named)
    if len(order) * len(products) > CELLS_LIMIT:
        raise MatrixTooSmall(countries=len(order), products=len(products))
    exports = _matrix(fetched, "exporter", place, recode, products, len(order))
    intake.value = float(exports.sum()) / sums.MILLI
    _count_repeated(intake, rows)
    if intake.outside_years:
        intake.note("rows_outside_years", rows=intake.outside_years)
    if source.shape == "exports":
        intake.note("exports_only")
    flows = _flows(counted, place, len(order)) if source.shape == "bilateral" else None
    return TradeTable(order, products, exports, flows, intake, rows, raw, recode, known)


def _without_faults(intake: Intake, table: ir.Table, yearless: int, good_rows: bool) -> ir.Table:
    """The rows without fault. Refuses the table if there are faulty ones, unless `good_rows`."""
    listed = sums.fetch(sums.fault_counts(table)).to_pylist()
    faults = {row["fault"]: int(row["rows"]) for row in sorted(listed, key=lambda row: row["fault"])}
    bad = sum(faults.values())
    if yearless:
        faults["year_absent"] = yearless
    if not faults:
        return table
    words = ", ".join(f"{fault} {rows}" for fault, rows in faults.items())
    if not good_rows:
        examples = sums.fetch(sums.fault_examples(table)).to_pylist() if bad else []
        shown = [{key: None if val is None else str(val) for key, val in row.items()} for row in examples]
        raise ValuesFaulty(
            count=bad + yearless, rows=intake.rows, faults=words, by_fault=faults, examples=shown
        )
    intake.set_aside.update(faults)
    intake.note("rows_set_aside", rows=bad + yearless, faults=words)
    return sums.good_rows(table) if bad else table


def _check_countries(
    intake: Intake, counted: dict[str, list], texts: dict[Any, str]
) -> tuple[set[Any], dict[Any, str], bool]:
    """Codes of groups of countries; the code used for each other one; are they of a known system?"""
    with_rows = set(texts)
    known = recognised(texts[raw] for raw in with_rows)
    if not known:
        if with_rows:
            intake.note("countries_unrecognised")
        return set(), {raw: texts[raw] for raw in with_rows}, False
    aggregates = {raw for raw in with_rows if is_aggregate(texts[raw])}
    canonical: dict[Any, str] = {}
    first: dict[str, str] = {}
    merged: dict[str, str] = {}
    unknown: list[str] = []
    for raw in sorted(with_rows - aggregates, key=lambda one: (texts[one], str(one))):
        country = resolve(texts[raw])
        if country is None:
            unknown.append(texts[raw])
            canonical[raw] = texts[raw]
            continue
        code = first.setdefault(country.iso2, texts[raw])
        if code != texts[raw]:
            merged[texts[raw]] = code
        canonical[raw] = code
    if unknown:
        intake.note("countries_unknown", count=len(set(unknown)), codes=_listed(sorted(set(unknown)), 50))
    if merged:
        intake.note("codes_merged", codes=_listed(f"{a} → {b}" for a, b in sorted(merged.items())))
    return aggregates, canonical, True


def _check_totals(intake: Intake, counted: dict[str, list], aggregates: set[Any]) -> None:
    importers = counted.get("importer") or [None] * len(counted["rows"])
    group_rows = 0
    for exporter, importer, rows in zip(counted["exporter"], importers, counted["rows"], strict=True):
        if aggregates & {exporter, importer}:
            group_rows += rows
            continue
        intake.accepted += rows
        intake.self_trade += rows if exporter == importer else 0
    if group_rows:
        intake.set_aside["aggregate"] = group_rows
        intake.note(
            "aggregates_set_aside", rows=group_rows, codes=_listed(sorted(_text(code) for code in aggregates))
        )
    if intake.self_trade:
        intake.note("self_trade", rows=intake.self_trade)
    if not intake.accepted:
        raise TableEmpty()


def _check_products(
    intake: Intake, given: list[Any], pad_codes: bool, vintage_named: int | None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """{code on the engine, as text: code used}, and the codes used, sorted."""
    texts = {str(raw): _text(raw) for raw in given}
    mended, padded = check_levels(sorted(set(texts.values())), pad=pad_codes)
    if padded:
        intake.note("codes_padded", count=padded)
    products = tuple(sorted(set(mended.values())))
    intake.nomenclature = "HS" if vintage_named is not None else detect(products)
    if intake.nomenclature is None:
        intake.note("nomenclature_unknown")
    elif intake.nomenclature == "HS":
        vintage_range(products)
    return {raw: mended[text] for raw, text in texts.items()}, products


def _matrix(
    fetched: pa.Table,
    key: str,
    place: dict[Any, int],
    recode: dict[str, str],
    products: Sequence[str],
    height: int,
) -> np.ndarray:
    """The fetched sums as an integer matrix. Codes that stand for the same row or column are added up."""
    column = {product: n for n, product in enumerate(products)}
    rows = _indices(fetched[key], lambda raw: place[raw])
    columns = _indices(fetched["product"], lambda raw: column[recode[str(raw)]])
    matrix = np.zeros(height * len(products), dtype=np.int64)
    np.add.at(matrix, rows * len(products) + columns, fetched["total"].to_numpy())
    return matrix.reshape(height, len(products))


def _indices(values: pa.ChunkedArray, where: Callable[[Any], int]) -> np.ndarray:
    """Positions of the values: each distinct one is looked up once."""
    encoded = values.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    positions = np.array([where(raw) for raw in encoded.dictionary.to_pylist()], dtype=np.int64)
    return positions[encoded.indices.to_numpy()] if len(positions) else np.empty(0, dtype=np.int64)


def _flows(counted: dict[str, list], place: dict[Any, int], size: int) -> np.ndarray:
    flows = np.zeros((size, size), dtype=np.int64)
    for exporter, importer, total in zip(
        counted["exporter"], counted["importer"], counted["total"], strict=True
    ):
        if exporter in place and importer in place:
            flows[place[exporter], place[importer]] += total
    return flows


def _count_repeated(intake: Intake, rows: ir.Table) -> None:
    if intake.accepted > REPEATED_COUNTED_UP_TO:
        intake.note("rows_repeated_uncounted", rows=intake.accepted)
        return
    intake.repeated = int(sums.fetch(sums.repeated_rows(rows)).to_pylist()[0]["rows"] or 0)
    if intake.repeated:
        intake.note("rows_repeated", rows=intake.repeated)
