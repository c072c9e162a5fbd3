"""Reading what was written gives the record back: every kind of fact, in four languages, over random facts of the record.

SERVANDA_TEXTS=500 tries so many texts of each kind and language; `make evaluate ONLY=writing` tells how many lose a fact.
"""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.writing import LANGUAGES, communique, joint_statement
from tests.writing.given_back import named_in
from tests.writing.many_texts import KINDS_OF_TEXT, lost
from tests.writing.random_events import event

#: How many texts of each kind and language are tried, and of how many in a hundred of a language a fact may be lost.
TEXTS = int(os.environ.get("SERVANDA_TEXTS", "16"))
TOLERATED = 5


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=25, deadline=None)
def test_stages_and_parties_come_back(language: str, seed: int):
    """Whatever comes back of an instrument of an event comes back at its own stage and between its own parties."""
    from servanda.reading import read

    of = event(random.Random(seed))
    found = read(communique(of, language).plain, of.ends or of.begins)
    stages = {(named_in(i.type, language), i.stage) for i in of.instruments}
    for draft in found.of("instruments"):
        facts = draft.facts
        assert facts["parties"] == sorted(of.parties), facts
        if facts["stage"] in ("signed", "expected", "negotiated") and facts["type"] != "other":
            assert (facts["type"], facts["stage"]) in stages, facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_comes_back(language: str):
    missed = [line for kind in KINDS_OF_TEXT for line in lost(kind, language, TEXTS)]
    assert len(missed) <= len(KINDS_OF_TEXT) * TEXTS * TOLERATED / 100, "\n".join(missed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_joint_statement_is_read_as_one_that_was_issued(language: str):
    from servanda.reading import read

    of = event(random.Random(7), "talks")
    found = read(joint_statement(of, language).plain, of.begins)
    assert any(
        d.facts["type"] == "joint_statement"
        and d.facts["stage"] == "signed"
        and d.facts["parties"] == sorted(of.parties)
        for d in found.of("instruments")
    )
