"""The words of a statement on record, each version under its language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from servanda.domain.texts.languages import passages
from servanda.register import files


def versions(state: dict[str, Any]) -> list[tuple[str, str]]:
    """(language, text) of each version of a statement, from its state; "" for a language that is not on record."""
    issued: dict[str, str] = dict(state.get("texts") or {})
    languages = list(state.get("languages") or ())
    if state.get("text") and state["text"] not in issued.values():
        issued = {next(iter(languages), ""): state["text"], **issued}
    said = [
        (code, text) for code, digest in issued.items() if (text := files.text_of(digest)) and text.strip()
    ]
    if len(said) == 1:
        said = _apart(said[0][1], languages or [said[0][0]])
    return [(code, text) for code, text in said if text.strip()]


def _apart(text: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """A text cut into its versions, where one text holds all; the whole under its first language where one of them is not found."""
    found: dict[str, str] = {}
    code = ""
    for passage in passages(text) if len(languages) > 1 else ():
        code = passage.language if passage.language in languages else code or languages[0]
        found[code] = found.get(code, "") + text[passage.start : passage.end]
    whole = set(found) == set(languages)
    return list(found.items()) if whole else [(languages[0], text)]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what blank lines part."""
    parts = (p.strip() for p in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")))
    return [p for p in parts if p]
