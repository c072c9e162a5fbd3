"""Reading: from an official statement to draft facts with their evidence, offline and deterministically.

    from servanda.reading import read
    reading = read(text, published=date(2025, 10, 16))
    reading.as_json(identifier="…")

Importing this room loads nothing; a language pack is loaded when the first text of that language comes.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.reading.engine import Reader
    from servanda.reading.outcome import Reading

__all__ = ["read", "reader"]


@cache
def reader() -> Reader:
    """The one reader with the packs that Servanda ships."""
    from servanda.reading.engine import Reader

    return Reader()


def read(text: str, published: date | None = None, language: str | None = None) -> Reading:
    """Everything that the text states, as drafts with evidence (see `Reader.read` for what is raised)."""
    return reader().read(text, published, language)


def __getattr__(name: str) -> Any:
    if name in ("Reader",):
        from servanda.reading import engine

        return getattr(engine, name)
    if name in ("Reading", "Draft", "Evidence", "Passage", "KINDS"):
        from servanda.reading import outcome

        return getattr(outcome, name)
    raise AttributeError(name)
