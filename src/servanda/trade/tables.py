"""Which trade tables an installation has: one folder each under `SERVANDA_HOME/trade`.

    trade/
      baci-hs17/            parquet or CSV in BACI's shape, placed there by whoever runs the machine
        BACI_HS17_Y2022.csv …
        product_codes_HS17.csv
        table.toml          optional: title, source, unit, circle, illustration = true

An officer may send a table as CSV from a page; parquet is taken only from this folder (it is parsed by the engine's own code).
The `circle` is the one in which the axes computed from the table are shown; without one it is internal (decision 24).
`SERVANDA_TRADE` names a table of a ministry's cluster (`engine://…#table`) that stands beside them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from servanda.axes.labelling import Label, label_of
from servanda.domain.entry import Circle

CIRCLES = (Circle.PUBLIC, Circle.JOINT, Circle.INTERNAL)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class TradeTable:
    """A table: its `name` (of the folder), where it lies, and what is said of it beside it."""

    name: str
    address: str
    label: Label = field(default_factory=Label)

    @property
    def unit(self) -> str:
        return self.label.unit

    @property
    def circle(self) -> Circle:
        """The circle of what is computed from it; a word that is none of `public`, `joint`, `internal` says internal."""
        said = self.label.circle.strip().lower()
        return next((c for c in CIRCLES if c.value == said), Circle.INTERNAL)

    @property
    def illustration(self) -> bool:
        return self.label.illustration

    def title(self, language: str) -> str:
        return self.label.title_in(language) or self.name

    def source_in(self, language: str) -> str:
        return self.label.source_in(language)


def folder() -> Path:
    """Where the tables lie."""
    return Path(settings.HOME) / "trade"


def tables(circle: Circle | None = None) -> list[TradeTable]:
    """The tables that a circle may know (None: all), those of the folder by name, then the cluster's; made-up ones last.

    Real figures go before. The cluster's table is internal.
    """
    found = [table for path in _folders() if (table := _read(path))]
    if address := os.environ.get("SERVANDA_TRADE"):
        found.append(TradeTable("cluster", address, Label({"en": address.rpartition("#")[2]})))
    known = [one for one in found if circle is None or one.circle.level <= circle.level]
    return sorted(known, key=lambda table: (table.illustration, table.name))


def table(name: str, circle: Circle | None = None) -> TradeTable | None:
    """The table of that name that a circle may know; the first one for an empty name."""
    return next((one for one in tables(circle) if not name or one.name == name), None)


def _folders() -> Iterator[Path]:
    if folder().is_dir():
        yield from sorted(p for p in folder().iterdir() if p.is_dir() and NAME.fullmatch(p.name))


def _read(path: Path) -> TradeTable | None:
    files = [
        p
        for p in path.iterdir()
        if p.is_file() and p.suffix.lower() in (".csv", ".gz", ".tsv", ".parquet", ".pq")
    ]
    if not files:
        return None
    return TradeTable(path.name, str(path), label_of(path))


def fingerprint(found: TradeTable) -> str:
    """SHA-256 over the files of a table, names and content; read anew only where size or time of a file changed.

    A cluster's table has the address for its digest: what stands behind it changes without telling.
    """
    if "://" in found.address:
        return hashlib.sha256(found.address.encode()).hexdigest()
    whole = hashlib.sha256()
    kept = _Kept(Path(settings.HOME) / "trade-results" / "digests.json")
    for path in sorted(p for p in Path(found.address).iterdir() if p.is_file()):
        whole.update(f"{path.name}\0{kept.digest(path)}\n".encode())
    kept.save()
    return whole.hexdigest()


class _Kept:
    """Digests of files by path, size and time, in a file: a table of ten gigabytes is read once."""

    def __init__(self, file: Path) -> None:
        self.file, self.changed = file, False
        try:
            self.known: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}

    def digest(self, path: Path) -> str:
        status = path.stat()
        mark = f"{status.st_size}-{status.st_mtime_ns}"
        before = self.known.get(str(path))
        if before and before[0] == mark:
            return before[1]
        content = hashlib.sha256()
        with path.open("rb") as lines:
            while block := lines.read(MEGABYTE):
                content.update(block)
        self.known[str(path)] = [mark, content.hexdigest()]
        self.changed = True
        return content.hexdigest()

    def save(self) -> None:
        if self.changed:
            self.file.parent.mkdir(mode=0o700, exist_ok=True)
            new = self.file.with_suffix(".new")
            new.write_text(json.dumps(self.known), encoding="utf-8")
            os.replace(new, self.file)
