"""The content of an act as labelled lines for people, made from the fields of its class."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext

from servanda.domain.acts.base import REGISTRY
from servanda.register import words
from servanda.register.vocabulary_sessions import BY_FIELD, SEVERAL


def fields_of(act: str, body: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """(label, text) for each stated field of an act, in the order of its class."""
    if act not in REGISTRY:
        return [(key, json.dumps(value, ensure_ascii=False)) for key, value in body.items()]
    fields = REGISTRY[act].model_fields
    return [
        (gettext(info.title) if info.title else name, _text(name, body[name], language, act))
        for name, info in fields.items()
        if name in body
    ]


def _text(name: str, value: Any, language: str, within: str = "") -> str:
    if isinstance(value, dict):
        parts = (
            f"{words.word('language', k)}: {_text(k, v, language, name)}"
            for k, v in value.items()
            if v is not None
        )
        return "; ".join(parts)
    if isinstance(value, list):
        if all(isinstance(v, str) for v in value):
            if name in SEVERAL:
                value = [words.word(SEVERAL[name], v) for v in value]
            return words.shown(name, value, language)
        return "; ".join(_text(name, v, language, within) for v in value)
    if isinstance(value, str) and (within, name) in BY_FIELD:
        return words.word(BY_FIELD[within, name], value)
    for family in ("type", "sector", "relation", "language"):
        if isinstance(value, str) and (found := words.word(family, value)) != value:
            return found
    return words.shown(name, value, language)
