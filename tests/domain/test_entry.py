"""Correction and withdrawal: what stands of a journal."""

from datetime import UTC, datetime

from servanda.domain.acts.base import Act
from servanda.domain.entry import Entry, standing

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def entry(id: str, side: str = "MA", **more: str) -> Entry:
    return Entry(id=id, subject="instrument/x", act=Act(), on=None, recorded_at=WHEN, side=side, **more)


def ids(*entries: Entry) -> list[str]:
    return [e.id for e in standing(entries)]


def test_a_correction_replaces_what_it_names():
    assert ids(entry("a"), entry("b", corrects="a")) == ["b"]


def test_a_withdrawn_correction_restores_the_corrected_entry():
    assert ids(entry("a"), entry("b", corrects="a"), entry("c", withdraws="b")) == ["a"]


def test_the_other_sides_entry_cannot_be_displaced():
    assert ids(entry("a"), entry("b", side="RU", withdraws="a")) == ["a"]


def test_a_circle_of_corrections_harms_nothing():
    assert len(ids(entry("a", corrects="b"), entry("b", corrects="a"))) <= 2
