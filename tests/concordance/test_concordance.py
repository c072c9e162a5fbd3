"""The concordance check on parallel decisions in four languages: planted differences are found, clean pairs are quiet."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from servanda.reading.concordance import KINDS, Piece, compare_documents, compare_pieces, compare_texts

DECISIONS: list[dict[str, Any]] = [
    decision
    for name in ("decisions.yaml", "apart.yaml", "commission.yaml")
    for decision in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
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
    missed = [(texts, kind) for texts, _, kind in pairs if kind not in {d.kind for d in compare_texts(texts)}]
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


def test_a_missing_version_and_fewer_decisions_are_told():
    pieces = [
        Piece("d1", {"en": "The two sides agreed to cooperate.", "fr": ""}, "decision"),
        Piece("d2", {"en": "They took note.", "fr": "Elles ont pris acte."}, "decision"),
    ]
    found = compare_pieces(pieces, ("en", "fr"))
    assert [(d.kind, d.place) for d in found] == [("decisions", ""), ("text", "d1")]


def test_numbered_items_of_two_whole_texts_are_compared_item_by_item():
    a = "1. The sides met on 3 May 2025.\n2. They shall open 4 offices.\n3. They thanked Egypt."
    b = "1. Les parties se sont réunies le 3 mai 2025.\n2. Elles ouvriront 5 bureaux."
    found = compare_documents(a, b)
    assert [(d.kind, d.place) for d in found] == [("items", ""), ("number", "2"), ("text", "3")]
    number = found[1]
    assert a[number.left.start : number.left.end] == "4" == number.left.said
    assert b[number.right.start : number.right.end] == "5" == number.right.said


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"ru": "Лавров прибыл 15 августа."}, {"ar": "وصل لافروف يوم 15 غشت."}),
        ({"en": "twenty-five experts"}, {"ar": "خمسة وعشرون خبيرا"}),
        ({"fr": "quatre-vingt-dix jours"}, {"ru": "девяносто дней"}),
        ({"en": "1,250,000 dollars"}, {"fr": "1 250 000 dollars"}),
        ({"en": "Article 5"}, {"ar": "المادة الخامسة"}),
        ({"en": "within three months"}, {"ru": "в трёхмесячный срок"}),
    ],
)
def test_the_same_said_in_another_script_or_in_words_is_no_difference(a: dict[str, str], b: dict[str, str]):
    assert compare_texts(a | b) == []


@pytest.mark.parametrize("text", ["", " ", "١٢٣", "\u202e\u202d", "中文", "a" * 3000, "5 " * 500])
def test_odd_texts_never_crash(text: str):
    for a, b in combinations(LANGUAGES, 2):
        for d in compare_texts({a: text, b: DECISIONS[0][b]}):
            assert d.kind in KINDS
