"""Fewer runs of the collector of cycles while very many small objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLD = 100_000  # new objects between two looks at the youngest; Python's own choice is 700


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for cycles seldom within the block: rows and entries form none, and each look walks all of a batch."""
    before = gc.get_threshold()
    gc.set_threshold(_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
