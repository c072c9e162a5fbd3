"""What can be wrong with a trade table: errors that stop, findings that stand beside the figures.

Both carry a `code` (for programs), an English `message` with named placeholders (for the catalogues) and
the `data` that fills it. Errors are raised; findings are listed in every output under `"findings"`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from servanda.domain.wording import N_


class TradeError(Exception):
    """A trade table that cannot be used as it is; `data` holds what is needed to mend it."""

    code: ClassVar[str] = "trade_error"
    message: ClassVar[str] = N_("The trade table cannot be used.")

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.message.format(**data))

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": str(self), "data": self.data}


class SourceAbsent(TradeError):
    code = "source_absent"
    message = N_("No trade table is found at {source}.")


class SourceUnreadable(TradeError):
    code = "source_unreadable"
    message = N_("The trade table {source} cannot be read: {reason}")


class FormatsMixed(TradeError):
    code = "formats_mixed"
    message = N_("The folder {source} holds parquet and CSV tables of trade: keep one of the two.")


class ColumnsMissing(TradeError):
    code = "columns_missing"
    message = N_("The trade table has no column for {missing}; its columns are: {found}.")


class ColumnsAmbiguous(TradeError):
    code = "columns_ambiguous"
    message = N_("Several columns of the trade table could be {column}: {found}.")


class TableEmpty(TradeError):
    code = "table_empty"
    message = N_("The trade table has no row with a value for the years asked for.")


class YearAbsent(TradeError):
    code = "year_absent"
    message = N_("The trade table has no rows for {asked}; its years are: {found}.")


class YearsTooFew(TradeError):
    code = "years_too_few"
    message = N_("A comparison over {horizon} years needs tables that far apart; the years are: {found}.")


class ValuesFaulty(TradeError):
    """Rows with an absent, unreadable, infinite or negative value, or without a code. `data["faults"]` counts them."""

    code = "values_faulty"
    message = N_(
        "{count} of {rows} rows have a faulty value or no code: {faults}. Mend them, or ask for the good rows."
    )


class CodesLostZeros(TradeError):
    code = "codes_lost_zeros"
    message = N_(
        "Product codes have lost their leading zeros (for example {examples}): export the column as text."
    )


class LevelsMixed(TradeError):
    code = "levels_mixed"
    message = N_(
        "The table holds product codes of several levels ({lengths} digits): values would be counted twice."
    )


class VintagesMixed(TradeError):
    code = "vintages_mixed"
    message = N_(
        "The table mixes vintages of the product nomenclature: {evidence}. Use one vintage at a time."
    )


class PartyAbsent(TradeError):
    code = "party_absent"
    message = N_("The trade table has no trade of {party}.")


class PartiesSame(TradeError):
    code = "parties_same"
    message = N_("An axis needs two different parties; both are {party}.")


class CountryUnlisted(TradeError):
    code = "country_unlisted"
    message = N_("The list of countries names codes that the table does not have: {unknown}.")


class ShapeInsufficient(TradeError):
    code = "shape_insufficient"
    message = N_("The table gives exports without importers: {wanted} cannot be computed from it.")


class OptionUnknown(TradeError):
    code = "option_unknown"
    message = N_("{value} is not a value of {option}; the values are: {allowed}.")


class MatrixTooSmall(TradeError):
    code = "matrix_too_small"
    message = N_(
        "After the filters {countries} countries and {products} products are left: too few to compare."
    )


FINDINGS = {
    "one_year_only": N_("The figures rest on one year only; an average of three to five years is steadier."),
    "no_year": N_("The table has no column for the year."),
    "rows_outside_years": N_("{rows} rows belong to years that were not asked for."),
    "rows_set_aside": N_("{rows} faulty rows were set aside: {faults}."),
    "aggregates_set_aside": N_("{rows} rows of groups of countries were set aside: {codes}."),
    "rows_repeated": N_("{rows} rows repeat the keys of an earlier row; their values were added up."),
    "rows_repeated_uncounted": N_("Rows that repeat a key were added up; in a table of {rows} rows they are not counted."),
    "self_trade": N_("{rows} rows have the same exporter and importer; gravity leaves them out."),
    "countries_unknown": N_("{count} codes are not known as countries: {codes}."),
    "countries_unrecognised": N_("The codes of countries are of no known system; population and distance are not used."),
    "codes_merged": N_("Several codes stand for one country and were added up: {codes}."),
    "codes_padded": N_("Leading zeros were restored to {count} product codes."),
    "nomenclature_unknown": N_("The product codes are of no known nomenclature; products are not grouped to sectors."),
    "files_ignored": N_("Files without trade were not used: {files}."),
    "exports_only": N_("The table gives exports without importers: measures of a pair cannot be computed from it."),
    "countries_left_out": N_("{count} countries are left out by the filter."),
    "products_left_out": N_("{count} products are left out by the filter."),
    "party_kept": N_("{party} falls under the filter of countries and was kept as a party."),
    "without_advantage": N_("{countries} countries and {products} products have no advantage recorded; their measures are null."),
    "matrix_disconnected": N_("The matrix falls into {components} parts that share no product: complexity is given for {kept} countries only."),
    "eigenvalues_tied": N_("The second and third eigenvalues are equal: the index of complexity is not determined."),
    "matrix_trivial": N_("The matrix has no second dimension: there is no index of complexity."),
    "fitness_unsettled": N_("The ranks of fitness were still changing after {updates} updates."),
    "fitness_towards_zero": N_("The fitness of {count} countries goes to zero in this matrix."),
    "pair_without_trade": N_("No trade from {exporter} to {importer} is recorded."),
    "gravity_too_few": N_("A gravity model needs at least {least} countries of known distance. The static ease is used."),
    "gravity_without_trade": N_("There is no trade to estimate a gravity model from. The static ease is used."),
    "gravity_failed": N_("The gravity model could not be estimated ({reason}). The static ease is used."),
    "gravity_off": N_("The gravity model was not asked for. The static ease is used."),
    "pair_without_distance": N_("The distance of {exporter} and {importer} is not known. The static ease is used."),
    "pairs_without_distance": N_("{pairs} pairs of countries are outside the gravity model: their distance is not known."),
    "no_candidates": N_("No product is both exported by {exporter} and imported by {importer}."),
    "complexity_unavailable": N_("The ranking leaves the complexity of products out, which could not be computed."),
    "products_unranked": N_("{count} products with potential lie outside the complexity matrix and are not ranked."),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something the reader of the figures must know; `code` is a key of `FINDINGS`."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The English source text with its placeholders (`data` fills them)."""
        return FINDINGS[self.code]

    def __str__(self) -> str:
        return self.message.format(**self.data)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": str(self), "data": self.data}
