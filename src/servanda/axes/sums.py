"""The expressions that every engine runs: counts and sums over a trade table, and nothing else.

Values are summed as integers, round(value × 1000): parallel sums of floating-point numbers depend on the order of the
rows and flip ties of RCA ≥ 1. What comes back is at most countries × products; the mathematics stays local.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

MILLI = 1000
VALUE_LIMIT = 9e12  # × 1000 still below 2^53: the sum of a cell stays exact as a float too
FAULTS = ("value_absent", "value_unreadable", "value_negative", "code_absent")


def value_of(table: ir.Table) -> ir.Value:
    """The value as a double; text that is no number becomes NaN, absent text stays absent."""
    if not table.value.type().is_string():
        return table.value.cast("float64")
    text = table.value.strip().nullif("")
    number = text.try_cast("float64")
    return (text.notnull() & number.isnull()).ifelse(ibis.literal(float("nan")), number)


def _keys(table: ir.Table) -> list[ir.Value]:
    return [table[name] for name in ("exporter", "importer", "product") if name in table.columns]


def fault_of(table: ir.Table) -> ir.Value:
    """What is wrong with a row, as one of `FAULTS`, or null."""
    value = value_of(table)
    absent = [key.isnull() | (key == "") if key.type().is_string() else key.isnull() for key in _keys(table)]
    any_absent = absent[0]
    for condition in absent[1:]:
        any_absent = any_absent | condition
    return ibis.cases(
        (any_absent, "code_absent"),
        (value.isnull(), "value_absent"),
        (value < 0, "value_negative"),
        (value < VALUE_LIMIT, ibis.literal(None, type="string")),
        else_="value_unreadable",  # NaN, infinite or beyond the limit: none of these is below it on any engine
    )


def _total(table: ir.Table) -> ir.Value:
    return (value_of(table) * MILLI).round().cast("int64").sum().cast("int64")


def rows_by_year(table: ir.Table) -> ir.Table:
    """rows, by year (null where the year is absent)."""
    return table.group_by("year").agg(rows=table.count())


def in_years(table: ir.Table, years: Collection[int] | None) -> ir.Table:
    """Only the rows of these years; all of them if `years` is None."""
    return table if years is None else table.filter(table.year.isin(sorted(years)))


def good_rows(table: ir.Table) -> ir.Table:
    return table.filter(fault_of(table).isnull())


def without(table: ir.Table, codes: Collection[Any]) -> ir.Table:
    """The rows without these codes of countries."""
    for name in ("exporter", "importer"):
        if codes and name in table.columns:
            table = table.filter(~table[name].isin(list(codes)))
    return table


def census(table: ir.Table) -> ir.Table:
    """By exporter (and importer): rows, values, the least and greatest, and the sum of those that can be summed."""
    value = value_of(table)
    summable = (value >= 0) & (value < VALUE_LIMIT)  # NaN is below nothing
    scaled = (value * MILLI).round().cast("int64")
    keys = [name for name in ("exporter", "importer") if name in table.columns]
    return table.group_by(keys).agg(
        rows=table.count(),
        values=value.count(),
        least=value.min(),
        greatest=value.max(),
        total=summable.ifelse(scaled, 0).sum().cast("int64"),
    )


def is_sound(counted: dict[str, list[Any]]) -> bool:
    """Does the census rule out that any row has a faulty value, exporter or importer?"""
    codes = [code for name in ("exporter", "importer") for code in counted.get(name, ())]
    return (
        all(code is not None and code != "" for code in codes)
        and counted["values"] == counted["rows"]
        and all(
            least >= 0 and greatest < VALUE_LIMIT
            for least, greatest in zip(counted["least"], counted["greatest"], strict=True)
        )
    )


def rows_without_product(table: ir.Table) -> int:
    """Two counts that parquet answers from its statistics, where one condition would read the column."""
    blank = int(table.filter(table["product"].isnull()).count().execute())
    if table["product"].type().is_string():
        blank += int(table.filter(table["product"] == "").count().execute())
    return blank


def zero_rows(table: ir.Table) -> ir.Table:
    """rows with the value nought, by exporter (and importer)."""
    keys = [name for name in ("exporter", "importer") if name in table.columns]
    return table.filter(value_of(table) == 0).group_by(keys).agg(rows=lambda t: t.count())


def fault_counts(table: ir.Table) -> ir.Table:
    """rows, by fault."""
    marked = table.mutate(fault=fault_of(table))
    return marked.filter(marked.fault.notnull()).group_by("fault").agg(rows=lambda t: t.count())


def fault_examples(table: ir.Table, limit: int = 5) -> ir.Table:
    """The first faulty rows in the order of their columns."""
    marked = table.mutate(fault=fault_of(table))
    return marked.filter(marked.fault.notnull()).order_by(marked.columns).limit(limit)


def repeated_rows(table: ir.Table) -> ir.Table:
    """One figure: rows whose keys an earlier row has."""
    keys = [name for name in ("year", "exporter", "importer", "product") if name in table.columns]
    groups = table.group_by(keys).agg(n=table.count())
    return groups.agg(rows=(groups.n - 1).sum().cast("int64"))


def by_product(table: ir.Table, *keys: str) -> ir.Table:
    """The sum by these keys and product."""
    return table.group_by([*keys, "product"]).agg(total=_total(table))


def imports_with_partner(table: ir.Table, importers: Iterable[Any], partners: Iterable[Any]) -> ir.Table:
    """Imports of these countries by product, those from `partners` apart (partner is null for the rest): one scan."""
    wanted = table.filter(table.importer.isin(list(importers)))
    partner = wanted.exporter.isin(list(partners)).ifelse(wanted.exporter, ibis.null(wanted.exporter.type()))
    return by_product(wanted.mutate(partner=partner), "importer", "partner")


def of_importers(table: ir.Table, codes: Iterable[Any]) -> ir.Table:
    return table.filter(table.importer.isin(list(codes)))


def between(table: ir.Table, exporters: Iterable[Any], importers: Iterable[Any]) -> ir.Table:
    return table.filter(table.exporter.isin(list(exporters)) & table.importer.isin(list(importers)))


def fetch(expression: ir.Table) -> pa.Table:
    """Run an expression on its engine."""
    return expression.to_pyarrow()
