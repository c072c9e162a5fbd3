"""What a row of a file of figures says: the shapes of UN Comtrade, BACI and the World Bank, and a map of one's own.

Each shape reads the rows of a CSV or XLSX file and gives, row by row, figures (`Told`) or the fault for which a row is rejected.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servanda.axes.concordance import UNCLASSIFIED, sector_of
from servanda.axes.countries import resolve as by_code
from servanda.domain.acts.indicators import IndicatorSeries
from servanda.domain.parties import resolve as by_name
from servanda.domain.wording import N_
from servanda.register.indicators import GROUP
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.readers import FileShape, read_rows
from servanda.register.intake.rows import Row

if TYPE_CHECKING:
    import numpy as np

    from servanda.axes.intake import TradeTable

MESSAGES = {
    "unreadable": N_(
        "This row cannot be taken apart: it has more or fewer cells than the header, or a quote that never ends."
    ),
    "party_unknown": N_(
        "“{value}” is no party that is known. Correct it, or name the pair with --pair so that rows of others do not matter."
    ),
    "period_unknown": N_("“{value}” is no period: write 2024, 2024-Q1 or 2024-03."),
    "value_unknown": N_("“{value}” is no number."),
    "value_negative": N_("“{value}” is negative; trade is not."),
    "flow_unknown": N_("“{value}” is no flow: X or Export, M or Import."),
    "contradiction": N_("An earlier row of the file gives {other} for the same series and period."),
}
FILE = {
    "columns": N_("The file has no column for {missing}. It has: {found}."),
    "side_missing": N_("The file does not say the {side}: name it with --{side}."),
    "shape": N_("“{shape}” is no shape: wdi, comtrade or baci."),
    "map": N_("The map cannot be used: {problem}."),
    "pair": N_("A table of world trade has millions of rows: name the pair with --pair A B."),
}
PERIOD = re.compile(r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?")
YEAR = re.compile(r"\d{4}")
FLOWS = {"x": "X", "export": "X", "exports": "X", "m": "M", "import": "M", "imports": "M"}
BLANK = ("", "..", "...", "-", "–", "n/a", "na")


class FiguresRefused(ValueError):
    """The file or the map as a whole cannot be used: `message` (N_) and `data`."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, FILE[code]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a row is rejected."""

    field: str
    value: str
    code: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of one series; `key` names the series within its source."""

    key: str
    series: IndicatorSeries
    period: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says beside the file: the pair alone, and the sides that the file leaves out."""

    pair: frozenset[str] = frozenset()
    reporter: str = ""
    partner: str = ""


#: row number, and what it says: figures (none for a row of other parties, or one without any figure) or faults
Answer = tuple[int, list[Told] | list[Wrong] | None]


def read(path: Path, shape: str, map_file: Path | None, asked: Asked) -> Iterator[Answer]:
    """The file's rows as figures. None in place of figures: the row is of other parties. Raises FiguresRefused, IntakeError."""
    if map_file is not None:
        yield from _mapped(path, _load(map_file), asked)
        return
    if shape not in SHAPES:
        raise FiguresRefused("shape", shape=shape)
    yield from SHAPES[shape](path, asked)


def _rows(path: Path, wanted: list[str]) -> Iterator[tuple[int, Row | None]]:
    for row in read_rows(path, wanted, FileShape(short_rows="pad")):
        yield (row.number, row) if isinstance(row, Row) else (row.row, None)


# As UN Comtrade abbreviates, where no other register does. “Other Asia, nes” is in practice Taiwan.
COMTRADE_NAMES = {
    "china, hong kong sar": "HK",
    "china, macao sar": "MO",
    "other asia, nes": "TW",
    "solomon isds": "SB",
    "faeroe isds": "FO",
    "faroe isds": "FO",
    "mayotte (overseas france)": "YT",
}


def party(text: str) -> str | None:
    """The code of a State by any code or name."""
    stripped = text.strip()
    if len(stripped) <= 3 and (found := by_code(stripped)):
        return found.iso2
    bare = re.sub(r"\s*\(\.\.\.\d{4}\)$", "", stripped)  # Comtrade's “until 2011”
    return COMTRADE_NAMES.get(bare.lower()) or by_name(bare).code


def number(text: str) -> Decimal | None:
    """A number as files write it: 1234.5, 1 234,5, 1,234.50; None where it is none."""
    bare = re.sub(r"[\s\u00a0\u202f']", "", text)
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _column(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    lower = {name.strip().lower(): name for name in cells}
    return next((lower[name] for name in names if name in lower), "")


# --- UN Comtrade ----------------------------------------------------------------------------------------

COMTRADE = {
    "period": ("refyear", "period", "year", "ref_year"),
    "flow": ("flowcode", "flowdesc", "flow", "trade flow", "trade flow code"),
    "reporter": ("reporteriso", "reporterdesc", "reporter", "reporter iso", "reportercode"),
    "partner": ("partneriso", "partnerdesc", "partner", "partner iso", "partnercode"),
    "product": ("cmdcode", "commodity code", "product"),
    "title": ("cmddesc", "commodity"),
    "value": ("primaryvalue", "trade value (us$)", "partner_sum", "cmd_partner_sum", "partner_cmd_sum", "fobvalue", "cifvalue", "value"),
}  # fmt: skip


def _comtrade(path: Path, asked: Asked) -> Iterator[Answer]:
    """One row for reporter, partner, flow, product and period. A file without a column of products is one of totals."""
    columns: dict[str, str] = {}
    for n, row in _rows(path, [_heading(path, COMTRADE["period"])]):
        if row is None:
            yield n, [Wrong("", "", "unreadable")]
            continue
        if not columns:
            columns = {name: _column(row.cells, names) for name, names in COMTRADE.items()}
            missing = [name for name in ("period", "flow", "value") if not columns[name]]
            if missing:
                raise FiguresRefused("columns", missing=", ".join(missing), found=", ".join(row.cells))
            for side in ("reporter", "partner"):
                if not columns[side] and not getattr(asked, side):
                    raise FiguresRefused("side_missing", side=side)
        yield n, _flow(row.cells, columns, asked)


def _heading(path: Path, names: tuple[str, ...]) -> str:
    """Which of these names the header has: the row that has it is the header, whatever stands above. Raises IntakeError."""
    for name in names:
        try:
            next(iter(read_rows(path, [name], FileShape(short_rows="pad"))), None)
        except IntakeError as error:
            if error.code != "columns_missing":
                raise
        else:
            return name
    return names[0]


def _flow(
    cells: Mapping[str, str], columns: Mapping[str, str], asked: Asked
) -> list[Told] | list[Wrong] | None:
    def cell(name: str) -> str:
        return cells.get(columns[name], "").strip() if columns[name] else ""

    sides = {side: cell(side) or getattr(asked, side) for side in ("reporter", "partner")}
    codes = {side: party(text) for side, text in sides.items()}
    if asked.pair and {codes["reporter"], codes["partner"]} != asked.pair:
        return None
    wrong = [Wrong(side, sides[side], "party_unknown") for side, code in codes.items() if code is None]
    flow = FLOWS.get(cell("flow").lower())
    if flow is None:
        wrong.append(Wrong("flow", cell("flow"), "flow_unknown"))
    period, value = cell("period"), number(cell("value"))
    if re.fullmatch(r"\d{4}(?:0[1-9]|1[0-2])", period):
        period = f"{period[:4]}-{period[4:]}"
    if not PERIOD.fullmatch(period):
        wrong.append(Wrong("period", period, "period_unknown"))
    if value is None or value < 0:
        wrong.append(Wrong("value", cell("value"), "value_unknown" if value is None else "value_negative"))
    reporter, partner = codes["reporter"], codes["partner"]
    if reporter and reporter == partner:
        return None  # a country's own goods that came back: no trade of two
    if wrong or value is None or reporter is None or partner is None:
        return wrong
    origin, destination = (reporter, partner) if flow == "X" else (partner, reporter)
    return [
        trade(
            origin, destination, reporter, cell("product"), cell("title"), period, value, "US$", "UN Comtrade"
        )
    ]


def trade(
    origin: str,
    destination: str,
    reporter: str | None,
    code: str,
    title: str,
    period: str,
    value: Decimal,
    unit: str,
    source: str,
) -> Told:
    """A figure of trade; the code TOTAL or nothing stands for all products."""
    total = code.upper() in ("", "TOTAL", "ALL")
    product = "" if total else f"{code} {title}".strip()[:500]
    key = "-".join(
        filter(
            None, (source, "trade", origin, destination, reporter and f"by-{reporter}", "" if total else code)
        )
    )
    named = IndicatorSeries(
        about="trade",
        unit=unit,
        source=source,
        parties=(origin, destination),
        origin=origin,
        destination=destination,
        reported_by=reporter,
        product=product,
    )
    return Told(key, named, period, value)


# --- BACI -----------------------------------------------------------------------------------------------


def _baci(path: Path, asked: Asked) -> Iterator[Answer]:
    """Rows of the pair, added up over the products of each year: BACI reconciles both sides, so nobody reports it."""
    if not asked.pair:
        raise FiguresRefused("pair")
    from servanda.axes.errors import TradeError
    from servanda.axes.intake import take_in, years_of
    from servanda.axes.selection import party as in_table
    from servanda.axes.source import open_trade

    a, b = sorted(asked.pair)
    n = 0
    try:
        with open_trade(path) as source:
            if source.shape == "exports":
                raise FiguresRefused("columns", missing="importer", found=", ".join(source.table.columns))
            for year in years_of(source)[0]:
                table = take_in(source, year)
                pair = table.pair_trade(in_table(table, a), in_table(table, b))
                for origin, destination, flow in ((a, b, pair.there), (b, a, pair.back)):
                    for code, value in [("", int(flow.sum())), *_by_sector(table, flow)]:
                        n += 1
                        figure = Decimal(value) / 1000
                        yield n, [_of_baci(origin, destination, code, str(year), figure)]
    except TradeError as error:
        raise FiguresRefused("map", problem=str(error)) from error


def _by_sector(table: TradeTable, flow: np.ndarray) -> list[tuple[str, int]]:
    """Sums of a flow by the register's sectors, of those that have any; none where the products are of no nomenclature known."""
    if table.intake.nomenclature is None:
        return []
    sums: dict[str, int] = {}
    for product, value in zip(table.products, flow.tolist(), strict=True):
        if value:
            sector = sector_of(product, table.intake.nomenclature)
            sums[sector] = sums.get(sector, 0) + int(value)
    return sorted(sums.items())


def _of_baci(origin: str, destination: str, sector: str, year: str, value: Decimal) -> Told:
    code = f"{GROUP}{sector}" if sector else ""
    told = trade(origin, destination, None, code, "", year, value, "thousand US$", "BACI")
    if not sector or sector == UNCLASSIFIED:
        return told
    return dataclasses.replace(told, series=told.series.model_copy(update={"sectors": (sector,)}))


# --- World Bank -----------------------------------------------------------------------------------------


def _wdi(path: Path, asked: Asked) -> Iterator[Answer]:
    """One row for a country and an indicator, one column for each year; empty cells are no figures."""
    wanted = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
    for n, row in _rows(path, wanted):
        if row is None:
            yield n, [Wrong("", "", "unreadable")]
            continue
        code = party(row.cells["Country Code"]) or party(row.cells["Country Name"])
        if asked.pair and code not in asked.pair:
            yield n, None
            continue
        if code is None:
            yield n, [Wrong("Country Code", row.cells["Country Code"], "party_unknown")]
            continue
        name, indicator = row.cells["Indicator Name"].strip(), row.cells["Indicator Code"].strip()
        bare, unit = _unit_in(name)
        told: list[Told] = []
        wrong: list[Wrong] = []
        series = IndicatorSeries(
            names={"en": bare[:300]},
            about="other",
            unit=unit,
            source="World Bank, WDI",
            parties=(code,),
            product=indicator,
        )
        for column, text in row.cells.items():
            year = column.strip()[:4]
            if not YEAR.fullmatch(year) or text.strip().lower() in BLANK:
                continue
            value = number(text)
            if value is None:
                wrong.append(Wrong(column, text, "value_unknown"))
            else:
                told.append(Told(f"wdi-{code}-{indicator}", series, year, value))
        yield n, wrong or told


def _unit_in(name: str) -> tuple[str, str]:
    """“GDP (current US$)” is GDP, in current US$."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
    return (match[1], match[2]) if match else (name, "")


SHAPES: dict[str, Callable[[Path, Asked], Iterator[Answer]]] = {
    "comtrade": _comtrade,
    "baci": _baci,
    "wdi": _wdi,
}

# --- a map of one's own ---------------------------------------------------------------------------------

FIELDS = ("period", "value", "origin", "destination", "reported_by", "party", "product")
CONSTANTS = ("about", "unit", "source", "origin", "destination", "reported_by", "party", "sectors")


def _load(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FiguresRefused("map", problem=str(error)) from error
    columns, constants = found.get("columns", {}), found.get("constants", {})
    if not isinstance(columns, dict) or not isinstance(constants, dict):
        raise FiguresRefused("map", problem="[columns], [constants]")
    strange = [k for k in columns if k not in FIELDS] + [k for k in constants if k not in CONSTANTS]
    if strange or not {"period", "value"} <= set(columns):
        raise FiguresRefused("map", problem=", ".join(strange) or "columns.period, columns.value")
    if not constants.get("about") or not constants.get("source"):
        raise FiguresRefused("map", problem="constants.about, constants.source")
    return found


def _mapped(path: Path, said: dict[str, Any], asked: Asked) -> Iterator[Answer]:
    from pydantic import ValidationError

    columns, constants = said["columns"], said["constants"]
    for n, row in _rows(path, list(columns.values())):
        if row is None:
            yield n, [Wrong("", "", "unreadable")]
            continue
        cells = {name: row.cells.get(column, "").strip() for name, column in columns.items()}
        codes, wrong = {}, []
        for name in ("origin", "destination", "reported_by", "party"):
            text = cells.get(name) or constants.get(name, "")
            codes[name] = party(text) if text else None
            if text and codes[name] is None:
                wrong.append(Wrong(columns.get(name, name), text, "party_unknown"))
        parties = tuple(
            dict.fromkeys(c for c in (codes["origin"], codes["destination"], codes["party"]) if c)
        )
        if asked.pair and not set(parties) <= asked.pair:
            yield n, None
            continue
        value = number(cells["value"])
        if not PERIOD.fullmatch(cells["period"]):
            wrong.append(Wrong(columns["period"], cells["period"], "period_unknown"))
        if value is None:
            wrong.append(Wrong(columns["value"], cells["value"], "value_unknown"))
        if not parties and not wrong:
            wrong.append(Wrong("party", "", "party_unknown"))
        if wrong or value is None:
            yield n, wrong
            continue
        try:
            series = IndicatorSeries(
                names=said.get("names", {}),
                about=constants["about"],
                unit=constants.get("unit", ""),
                source=constants["source"],
                parties=parties,
                origin=codes["origin"],
                destination=codes["destination"],
                reported_by=codes["reported_by"],
                product=cells.get("product", ""),
                sectors=tuple(constants.get("sectors", ())),
            )
        except ValidationError as error:
            raise FiguresRefused("map", problem=str(error.errors()[0]["loc"])) from error
        key = "-".join(
            filter(
                None,
                (
                    constants["source"],
                    constants["about"],
                    *parties,
                    codes["reported_by"] and f"by-{codes['reported_by']}",
                    cells.get("product", ""),
                ),
            )
        )
        yield n, [Told(key, series, cells["period"], value)]
