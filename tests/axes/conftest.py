"""What the tests of the axes share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "economic-complexity"


@pytest.fixture(scope="session")
def world_trade() -> Path:
    """Real world trade (average 1998–2000), read in place."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: the real trade table is not part of the project")
    return SHARED / "world_trade_avg_1998_to_2000.csv"
