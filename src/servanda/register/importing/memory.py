"""When the collector of cycles runs while very many small objects are made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def collected_between_batches() -> Iterator[Callable[[], None]]:
    """Within the block cycles are looked for only when the given function is called: after a batch.

    By itself Python looks after every 700 new objects, and each time walks over the batch under way, which holds
    hundreds of thousands that are all in use. After a batch hardly any are left.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield _collect
    finally:
        if before:
            gc.enable()


def _collect() -> None:
    gc.collect(1)
