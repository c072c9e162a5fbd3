"""No second reader of the machine's own environment in these tests."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("SERVANDA_SECOND_"):
            monkeypatch.delenv(name)
