"""What is true of this installation: whose side it is. One small JSON file in the home."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FILE = "installation.json"


def _path() -> Path:
    return Path(settings.HOME) / FILE


def establish(side: str) -> None:
    """Write whose installation this is. Does nothing where it is already written with the same side.

    Raises ValueError where another side is written: a journal cannot change sides.
    """
    known = _read()
    if known.get("side", side) != side:
        raise ValueError(known["side"])
    if not known:
        _path().parent.mkdir(parents=True, exist_ok=True)
        _path().write_text(json.dumps({"side": side}), encoding="utf-8")
    own_side.cache_clear()


def _read() -> dict[str, str]:
    try:
        return dict(json.loads(_path().read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=1)
def own_side() -> str:
    """Party code of the side that keeps this installation; MA before `init` has said otherwise."""
    return _read().get("side", "MA")


def own_parties() -> frozenset[str]:
    """The parties that are this side."""
    return frozenset({own_side()})
