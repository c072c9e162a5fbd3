"""The concordance check on parallel decisions in four languages: planted differences are found, clean pairs are quiet."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from servanda.reading.concordance import KINDS, Piece, compare_documents, compare_pieces, compare_texts

DECISIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "decisions.yaml").read_text(encoding="utf-8")
)
LANGUAGES = ("en", "fr", "ru", "ar")


def planted() -> list[tuple[dict[str, str], str, str]]:
    """(two versions with one of them changed, the changed language, the kind of difference)."""
    found = []
    for n, decision in enumerate(DECISIONS):
        for m, (language, old, new, kind) in enumerate(decision["planted"]):
            assert old in decision[language], (n, old)
            others = [c for c in LANGUAGES if c != language]
            other = others[(n + m) % 3]
            changed = decision[language].replace(old, new)
            found.append(({other: decision[other], language: changed}, language, kind))
    return found


def test_planted_differences_are_found_with_recall_of_at_least_95_percent():
    pairs = planted()
    missed = [
        (texts, kind) for texts, _, kind in pairs if kind not in {d.kind for d in compare_texts(texts)}
    ]
    assert len(pairs) >= 40
    assert len(missed) <= 0.05 * len(pairs), missed


def test_clean_pairs_are_nearly_silent():
    pairs = [(d[a], a, d[b], b) for d in DECISIONS for a, b in combinations(LANGUAGES, 2)]
    alarms = [
        (a, b, d.kind, d.left.said, d.right.said)
        for one, a, other, b in pairs
        for d in compare_texts({a: one, b: other})
    ]
    assert len(pairs) >= 80
    assert len(alarms) <= 0.05 * len(pairs), alarms
