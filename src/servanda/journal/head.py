"""The head of the chain in a small file beside the database, so that a chain cut at its end is found."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

from django.conf import settings


def path() -> Path:
    """Where the head stands: one file for each database (tests have their own)."""
    name = Path(str(settings.DATABASES["default"]["NAME"])).name or "journal"
    return Path(settings.HOME) / f"{name}.head.json"


def renew(seq: int, link: str) -> None:
    """Write the head if it is further than what stands there. Atomic: temporary file, fsync, rename."""
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target.with_suffix(".lock"), "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read()
        if known and known[0] >= seq:
            return
        fresh = target.with_suffix(".new")
        with open(fresh, "w", encoding="utf-8") as out:
            json.dump({"seq": seq, "link": link}, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, target)


def read() -> tuple[int, str] | None:
    """The sequence number and link that stand in the file; None where there is none or it is unreadable."""
    try:
        found = json.loads(path().read_text(encoding="utf-8"))
        return int(found["seq"]), str(found["link"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
