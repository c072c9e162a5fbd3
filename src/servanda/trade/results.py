"""Axes that were computed, kept by the digest of what they were computed from; computing beside the request.

The same table, pair and options have the same key, so that what is shown does not change from one day to the next and is not computed
twice. Results lie in `SERVANDA_HOME/trade-results`; the folder may be emptied at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from servanda.trade.tables import TradeTable, fingerprint

FORM = (
    1  # raised when what is kept changes its form or the mathematics changes: older results are computed anew
)
STARTING = 60  # seconds in which a child says that it runs


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a table: a pair (alpha-2 codes, in order), and options of `axes` beyond their defaults."""

    table: TradeTable
    a: str
    b: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        whole = [FORM, fingerprint(self.table), self.a, self.b, self.options]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands: `absent`, `running` (with the part done), `done` (with the result), `failed` (with the error's message and data)."""

    state: str
    part: float = 0.0
    stage: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def _folder() -> Path:
    path = Path(settings.HOME) / "trade-results"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def look(asked: Asked) -> Answer:
    """What is there for a question; computes nothing."""
    out = _folder() / f"{asked.key}.json"
    kept = _read(out)
    if kept is not None:
        if error := kept.get("error"):
            return Answer("failed", message=error["message"], data=error["data"])
        return Answer("done", 1.0, result=kept)
    running = _read(out.with_suffix(".progress"))
    if running is None or not _alive(running, out.with_suffix(".progress")):
        return Answer("absent")
    return Answer("running", float(running.get("part", 0)), str(running.get("stage", "")))


def start(asked: Asked) -> Answer:
    """Begin to compute beside this process, unless it is done or under way."""
    found = look(asked)
    if found.state in ("done", "running"):
        return found
    out = _folder() / f"{asked.key}.json"
    out.unlink(missing_ok=True)
    out.with_suffix(".progress").write_text(json.dumps({"pid": 0, "stage": "", "part": 0}), encoding="utf-8")
    job = {
        "out": str(out),
        "a": asked.a,
        "b": asked.b,
        "address": asked.table.address,
        "options": asked.options,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "servanda.trade.computing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(job).encode())
    child.stdin.close()
    threading.Thread(target=child.wait, daemon=True).start()  # so that one that died does not seem to live
    return Answer("running")


def compute(asked: Asked) -> Answer:
    """The same, waiting for it: for commands and the building of the demonstration."""
    found = start(asked)
    while found.state == "running":
        time.sleep(0.2)
        found = look(asked)
    return found


def _read(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _alive(running: dict[str, Any], file: Path) -> bool:
    """Whether the process that wrote this still runs; one that has not begun is given a minute."""
    pid = int(running.get("pid", 0))
    if not pid:
        try:
            return time.time() - file.stat().st_mtime < STARTING
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
