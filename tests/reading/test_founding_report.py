"""The report that founded the committee, read as a user reads it and scored by the scorer: it must not get worse."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.data
NAME = "ar-russia-morocco-working-committee"


def test_the_founding_report_is_read_as_the_gold_has_it(shared: Path, tmp_path: Path) -> None:
    for ending in ("txt", "json"):
        shutil.copy(shared / "statements" / f"{NAME}.{ending}", tmp_path)
    scorer = shared / "scoring" / "score_reading.py"
    servanda = Path(sys.executable).parent / "servanda"
    printed = subprocess.run(
        [sys.executable, str(scorer), str(tmp_path), str(servanda)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = {k: float(f) for k, f in re.findall(r"^(\w+)\s+ar\s.*?F1 ([\d.]+)", printed, re.M)}
    assert set(found) == {
        "instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics",
    }, printed  # fmt: skip
    exact = ("instruments", "encounters", "bodies", "persons", "topics")
    assert all(found[k] == 1 for k in exact), printed
    assert min(found.values()) >= 0.8, printed
