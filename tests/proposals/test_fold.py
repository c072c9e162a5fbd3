"""Where a proposal stands: answers of both sides, amendments that ask the other again, what ends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.acts.base import Act
from servanda.domain.acts.proposals import (
    Proposal,
    ProposalAnswer,
    ProposalMerger,
    ProposalOutcome,
    ProposalStep,
)
from servanda.domain.entry import Entry
from servanda.domain.proposals import fold

FIRST = date(2026, 1, 1)
CONTENT = Proposal(titles={"en": "Open an axis"}, parties=("MA", "RU"))


def lives(*acts: Act) -> list[Entry]:
    """Entries a day apart, in this order."""
    return [
        Entry(f"e{n:03d}", "proposal/x", act, FIRST + timedelta(days=n), datetime(2026, 1, 1, tzinfo=UTC))
        for n, act in enumerate(acts)
    ]


def step(stage: str) -> ProposalStep:
    return ProposalStep.model_validate({"stage": stage})


def answer(by: str, said: str, **texts: str) -> ProposalAnswer:
    return ProposalAnswer.model_validate({"by": by, "answer": said, "texts": texts})


@pytest.mark.parametrize(
    ("acts", "stage"),
    [
        ([CONTENT], "draft"),
        ([CONTENT, step("consultation")], "consultation"),
        ([CONTENT, step("tabled")], "tabled"),
        ([CONTENT, step("tabled"), answer("MA", "accepted")], "tabled"),
        ([CONTENT, step("tabled"), answer("MA", "accepted"), answer("RU", "accepted")], "adopted"),
        (
            [CONTENT, step("tabled"), answer("MA", "accepted"), answer("RU", "amended", en="two years")],
            "amended",
        ),
        (
            [
                CONTENT,
                step("tabled"),
                answer("MA", "accepted"),
                answer("RU", "amended"),
                answer("MA", "accepted"),
            ],
            "adopted",
        ),
        (
            [
                CONTENT,
                step("tabled"),
                answer("RU", "amended"),
                answer("MA", "amended"),
                answer("RU", "accepted"),
            ],
            "adopted",
        ),
        ([CONTENT, step("tabled"), answer("RU", "declined"), answer("MA", "accepted")], "declined"),
        ([CONTENT, step("tabled"), answer("RU", "declined"), step("tabled")], "tabled"),
        (
            [CONTENT, step("tabled"), answer("RU", "declined"), step("tabled"), answer("MA", "accepted")],
            "tabled",
        ),
        ([CONTENT, step("set_aside")], "set_aside"),
        ([CONTENT, ProposalMerger(into="proposal/y")], "merged"),
        ([CONTENT, ProposalOutcome(became="commitment/z")], "realised"),
    ],
)
def test_the_stage_follows_from_the_acts(acts: list[Act], stage: str) -> None:
    state = fold(lives(*acts))
    assert state is not None
    assert state.stage == stage


def test_nothing_proposed_is_no_proposal() -> None:
    assert fold(lives(step("tabled"))) is None


_ACTS = st.sampled_from(
    [
        step("consultation"),
        step("tabled"),
        step("set_aside"),
        answer("MA", "accepted"),
        answer("RU", "accepted"),
        answer("MA", "amended"),
        answer("RU", "declined"),
        ProposalOutcome(became="commitment/z"),
    ]
)


@given(st.lists(_ACTS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(acts: list[Act], random) -> None:  # type: ignore[no-untyped-def]
    entries = lives(CONTENT, *acts)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@given(st.lists(_ACTS, max_size=8))
def test_adopted_means_that_every_side_has_agreed_since_it_was_last_tabled(acts: list[Act]) -> None:
    state = fold(lives(CONTENT, *acts))
    assert state is not None
    if state.stage == "adopted":
        assert {a.by for a in state.answers if a.answer != "declined"} == {"MA", "RU"}
        assert all(a.answer != "declined" for a in state.answers)
