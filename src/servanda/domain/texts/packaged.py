"""The word lists that come with the analyser: tab-separated, `#` begins a comment."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The rows of the packaged table `data/name`, cells stripped, comments and empty lines left out."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line]
