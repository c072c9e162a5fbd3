"""What is said of a trade table in the file `table.toml` that lies beside it: title, source, unit, circle, whether it is an illustration."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

TABLE_FILE = "table.toml"


@dataclass(frozen=True, slots=True)
class Label:
    """`titles`, `source` by language; `unit` of the values; `illustration`: numbers made up to show something.

    `circle`: for whom what is computed from the table is meant, as written; empty where nothing is said.
    """

    titles: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    illustration: bool = False
    circle: str = ""

    def title_in(self, language: str) -> str:
        return self.titles.get(language) or self.titles.get("en") or ""

    def source_in(self, language: str) -> str:
        return self.source.get(language) or self.source.get("en") or ""


def label_of(table: str | Path) -> Label:
    """The label of a file or folder; an empty one where there is none, or none that can be read."""
    path = Path(table)
    about = (path if path.is_dir() else path.parent) / TABLE_FILE
    try:
        said = tomllib.loads(about.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Label()
    return Label(
        _texts(said.get("title")),
        _texts(said.get("source")),
        str(said.get("unit", "")),
        bool(said.get("illustration")),
        str(said.get("circle", "")),
    )


def _texts(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(k): str(v) for k, v in value.items()}
    return {"en": str(value)} if value else {}
