"""How figures go out: nine significant digits, null for what cannot be computed, the same bytes every time."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

DIGITS = 9


def figure(value: float | None) -> float | None:
    """A figure of nine significant digits; NaN and infinity are null, and there is no minus nought."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{float(value):.{DIGITS}g}") + 0.0


def figures(values: np.ndarray) -> list[float | None]:
    return [figure(value) for value in values.tolist()]


def to_json(content: Any) -> str:
    """The text of an output: keys in their order, two spaces, one line break at the end."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra on one thread: the order of additions, and so the last digit, is always the same."""
    with threadpool_limits(limits=1):
        yield
