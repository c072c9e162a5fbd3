"""What the tests of documents share: a register of two States, and documents read back as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from servanda.documents.brief import brief
from servanda.documents.model import Document
from servanda.domain.entry import Circle
from servanda.register.visibility import operator
from tests.documents.cooperation import ON, Cooperation, build


@pytest.fixture
def cooperation(db: Any) -> Cooperation:
    """The register of tests/documents/cooperation.py."""
    return build()


Made = Callable[..., Document]


@pytest.fixture
def made(cooperation: Cooperation) -> Made:
    """Makes the brief on Morocco and Russia."""

    def make(language: str = "en", circle: str = "joint", on: date = ON) -> Document:
        return brief(operator(Circle(circle)), "MA", "RU", on, language)

    return make
