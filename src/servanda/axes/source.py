"""Where trade tables come from: parquet or CSV files on the embedded engine, or a table of another engine.

Whatever the engine, the rest of the room sees an Ibis table with the columns year, exporter, importer, product,
value (those that there are). Files are read by DuckDB with external access off except for these files,
configuration locked, memory and threads limited; parquet streams, CSV is typed once into a table on disk.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import ibis
import ibis.expr.types as ir

from .errors import (
    ColumnsAmbiguous,
    ColumnsMissing,
    FormatsMixed,
    SourceAbsent,
    SourceUnreadable,
    TradeError,
    VintagesMixed,
)

# Names under which a column may come, in lower case; the letters are BACI's.
COLUMNS = {
    "year": ("year", "t"),
    "exporter": ("exporter", "i", "country"),
    "importer": ("importer", "j"),
    "product": ("product", "k"),
    "value": ("value", "v"),
}
REQUIRED = ("exporter", "product", "value")
PARQUET, CSV = (".parquet", ".pq"), (".csv", ".csv.gz", ".tsv")
# BACI's own lists of codes, and what an installation says of a table
SIDE_TABLES = re.compile(r"(country|product)_codes|^table\.toml$", re.IGNORECASE)
VINTAGE_IN_NAME = re.compile(r"(?<![A-Z0-9])HS_?(\d{2})(?!\d)", re.IGNORECASE)

MEMORY_LIMIT = "512MB"
THREADS = 2


@dataclass
class Source:
    """An open trade table. Use it as a context manager: leaving it removes the engine's temporary files."""

    table: ir.Table
    shape: str  # "bilateral" or "exports"
    engine: str
    files: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    vintage_named: int | None = None  # two digits in BACI's file names: HS92 → 92
    folder: Path | None = None
    _backend: Any = None
    _scratch: Path | None = None

    @property
    def has_year(self) -> bool:
        return "year" in self.table.columns

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        if self._scratch is not None:
            with suppress(Exception):
                self._backend.disconnect()
            shutil.rmtree(self._scratch, ignore_errors=True)


def open_trade(
    source: str | Path | ir.Table, *, threads: int = THREADS, memory_limit: str = MEMORY_LIMIT
) -> Source:
    """Open a file, a folder of files, `engine://…#table`, or an Ibis table of any engine.

    A URL is what `ibis.connect` takes (clickhouse://, trino://, postgres://, pyspark://…); the part after `#` names
    the table. Raises the `TradeError`s of this page's imports.
    """
    if isinstance(source, ir.Table):
        return _adopt(source, engine=source.get_backend().name)
    text = str(source)
    if re.match(r"[a-z][a-z0-9+]*://", text) and not text.startswith("file://"):
        return _connect(text)
    path = Path(text.removeprefix("file://"))
    paths, ignored = _trade_files(path)
    return _read(path, paths, ignored, threads=threads, memory_limit=memory_limit)


def _adopt(table: ir.Table, *, engine: str) -> Source:
    named = _named(table)
    shape = "bilateral" if "importer" in named.columns else "exports"
    return Source(table=named, shape=shape, engine=engine)


def _connect(url: str) -> Source:
    address, table = urldefrag(url)
    if not table:
        raise SourceAbsent(source=url)
    try:
        backend = ibis.connect(address)
        return _adopt(backend.table(table), engine=backend.name)
    except TradeError:
        raise
    except Exception as fault:  # each engine has errors of its own
        raise SourceUnreadable(source=table, reason=_first_line(fault)) from fault


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0][:300]


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return next((ending for ending in PARQUET + CSV if name.endswith(ending)), "")


def _trade_files(path: Path) -> tuple[list[Path], list[str]]:
    """The files to read, and the names of those that are no trade tables."""
    if path.is_file():
        return [path], []
    if not path.is_dir():
        raise SourceAbsent(source=str(path))
    listed = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
    trade = [p for p in listed if _suffix(p) and not SIDE_TABLES.search(p.name)]
    if not trade:
        raise SourceAbsent(source=str(path))
    if len({_suffix(p) in PARQUET for p in trade}) > 1:
        raise FormatsMixed(source=str(path), files=[p.name for p in trade])
    ignored = [p.name for p in listed if p not in trade and not SIDE_TABLES.search(p.name)]
    return trade, ignored


def _vintage_named(paths: Iterable[Path]) -> int | None:
    """The vintage in BACI's file names; two of them in one folder are refused."""
    found: dict[str, str] = {}
    for path in paths:
        if match := VINTAGE_IN_NAME.search(path.name):
            found.setdefault(match[1], path.name)
    if len(found) > 1:
        raise VintagesMixed(
            evidence=", ".join(found[key] for key in sorted(found)), files=sorted(found.values())
        )
    return int(next(iter(found))) if found else None


def _read(path: Path, paths: list[Path], ignored: list[str], *, threads: int, memory_limit: str) -> Source:
    vintage = _vintage_named(paths)
    scratch = Path(tempfile.mkdtemp(prefix="servanda-trade-"))
    backend = None
    try:
        backend = ibis.duckdb.connect(scratch / "trade.duckdb", threads=threads, memory_limit=memory_limit)
        backend.raw_sql("SET preserve_insertion_order = false")
        backend.raw_sql("SET autoinstall_known_extensions = false")
        backend.raw_sql("SET autoload_known_extensions = false")
        backend.raw_sql(f"SET temp_directory = {_quoted(scratch / 'spill')}")
        if _suffix(paths[0]) in PARQUET:
            allowed = ", ".join(_quoted(p) for p in paths)
            backend.raw_sql(f"SET allowed_paths = [{allowed}]")
            _lock(backend)
            table = _named(backend.read_parquet([str(p) for p in paths], table_name="trade_files"))
        else:
            table = _load_csv(backend, paths)
            _lock(backend)
    except TradeError:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    except Exception as fault:
        shutil.rmtree(scratch, ignore_errors=True)
        raise SourceUnreadable(source=str(path), reason=_first_line(fault)) from fault
    return Source(
        table=table,
        shape="bilateral" if "importer" in table.columns else "exports",
        engine="duckdb",
        files=[p.name for p in paths],
        ignored=ignored,
        vintage_named=vintage,
        folder=path if path.is_dir() else path.parent,
        _backend=backend,
        _scratch=scratch,
    )


def product_titles(folder: Path | None) -> dict[str, dict[str, str]]:
    """{code: {language: title}} from the list that lies beside BACI's tables (product_codes_*.csv: code, description).

    BACI's own descriptions are English; columns `description_ar`, `description_fr`, `description_ru` may stand beside them.
    """
    listed = sorted(folder.glob("product_codes*.csv")) if folder else []
    titles: dict[str, dict[str, str]] = {}
    for path in listed:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                code = (row.get("code") or "").strip()
                for column, text in row.items():
                    name, _, language = (column or "").partition("_")
                    if code and name == "description" and isinstance(text, str) and text.strip():
                        titles.setdefault(code, {})[language or "en"] = text.strip()
    return titles


def _lock(backend: Any) -> None:
    backend.raw_sql("SET enable_external_access = false")
    backend.raw_sql("SET lock_configuration = true")


def _quoted(path: Path) -> str:
    """A path as an SQL string. (Settings take no parameters; quotes are doubled.)"""
    return "'" + str(path).replace("'", "''") + "'"


def _load_csv(backend: Any, paths: list[Path]) -> ir.Table:
    """CSV as text (so that leading zeros stay), then typed once. A value that is no number becomes NaN: a fault."""
    text = _named(backend.read_csv([str(p) for p in paths], table_name="trade_text", all_varchar=True))
    typed = {}
    if "year" in text.columns:
        typed["year"] = text.year.try_cast("int32")
    present = text.value.strip().nullif("")
    unreadable = present.notnull() & present.try_cast("float64").isnull()
    typed["value"] = unreadable.ifelse(ibis.literal(float("nan")), present.try_cast("float64"))
    return backend.create_table("trade", text.mutate(**typed))


def _named(table: ir.Table) -> ir.Table:
    """The table with its columns under our names, others left away. Raises ColumnsMissing, ColumnsAmbiguous."""
    found = {}
    for name, aliases in COLUMNS.items():
        matches = [column for column in table.columns if column.strip().lower() in aliases]
        # `country` beside `exporter` is a title, not a second exporter; likewise BACI's letters beside full names
        exact = [column for column in matches if column.strip().lower() == name]
        if len(exact or matches) > 1:
            raise ColumnsAmbiguous(column=name, found=", ".join(matches))
        if matches:
            found[name] = (exact or matches)[0]
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise ColumnsMissing(missing=", ".join(missing), found=", ".join(table.columns))
    return table.select(**{name: table[column] for name, column in found.items()})
