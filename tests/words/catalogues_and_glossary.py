"""The catalogues as they stand in the source tree, and the glossary as data, for the tests of words."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ar", "fr", "ru")


@cache
def tool() -> ModuleType:
    """`tools/catalogues.py` as a module."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Text:
    """One text of a room in one language; the forms are several where the text has a plural."""

    room: str
    language: str
    english: tuple[str, ...]
    context: str | None
    forms: tuple[str, ...]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    if not text:
        return ()
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def texts(language: str) -> tuple[Text, ...]:
    """All texts that the sources mark, with what the catalogues say."""
    catalogues, found = tool(), []
    for room in catalogues.rooms():
        known = catalogues.load(room, language)
        for message in catalogues.collect(room):
            if message.id:
                entry = known.get(message.id, message.context)
                found.append(
                    Text(
                        room.name,
                        language,
                        _forms(message.id),
                        message.context,
                        _forms(entry.string if entry else None),
                    )
                )
    return tuple(found)


@cache
def glossary() -> dict[str, dict[str, str]]:
    """English term -> word by language, definition and source; as `docs/glossary.md` has them."""
    terms: dict[str, dict[str, str]] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 6 and cells[0] != "English" and set(cells[0]) - set("-"):
            assert cells[0] not in terms, f"{cells[0]} stands twice in the glossary"
            terms[cells[0]] = dict(zip(("ar", "fr", "ru", "definition", "source"), cells[1:], strict=True))
    return terms
