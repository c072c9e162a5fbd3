"""The process that computes the axes of a pair: the job as JSON on standard input, the result into a file.

Run as a child of the server by `results`, one after the other, under limits of memory and time. Knows neither Django nor the register.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 6 * 2**30  # bytes of address space: the engine maps its files, what it holds is bounded by itself
SECONDS = 3600  # of processor time


def limit() -> None:
    """Bound what this process may take."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


def put(path: Path, value: Any) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    os.replace(new, path)


def main() -> None:
    """Compute, and leave `<key>.json` with either the result or an `error`; `<key>.progress` while it runs."""
    job = json.load(sys.stdin)
    out = Path(job["out"])
    progress = out.with_suffix(".progress")
    limit()
    put(progress, {"pid": os.getpid(), "stage": "waiting", "part": 0})
    with (out.parent / "one-at-a-time").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if out.exists():
            return
        from servanda.axes.errors import TradeError
        from servanda.axes.whole import whole_of

        def told(stage: str, part: float) -> None:
            put(progress, {"pid": os.getpid(), "stage": stage, "part": round(part, 3)})

        try:
            result = whole_of(job["a"], job["b"], job["address"], progress=told, **job["options"])
        except TradeError as error:
            result = {"error": {"code": error.code, "message": error.message, "data": error.data}}
        except MemoryError:
            result = {"error": {"code": "memory", "message": "", "data": {}}}
        put(out, result)
        progress.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
