"""The agenda that drafts itself, and how it joins what people have edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.acts.sessions import AgendaItem
from servanda.domain.sessions.drafting import AGENDA_RULES, LAST, Known, Unfinished, draft, merge

M, SUB = "mechanism/m", "mechanism/sub"
KNOWN = Known(
    mechanism=M,
    last=(7, False),
    last_session="session/7",
    unfinished=[
        Unfinished("commitment/old", M, "session/5", carried=3),
        Unfinished("commitment/fine", M, "session/7", due=date(2027, 1, 1)),
        Unfinished("commitment/late", M, "session/7", overdue=True),
        Unfinished("commitment/apart", M, "session/7", differs=True),
        Unfinished("commitment/sub", SUB, "session/sub-2"),
    ],
    below={
        SUB: {"en": "Sub-committee on fisheries", "fr": "Sous-comité de la pêche"},
        "mechanism/idle": {"en": "Idle"},
    },
    tasks=[{"en": "Evaluate"}, {"en": "Propose"}],
    missed=[date(2026, 3, 1)],
    ready=["instrument/a"],
    awaiting=["instrument/b", "instrument/b"],
    closing=["instrument/c"],
    tabled=["proposal/p"],
    topics=[("topic/t", {"en": "Sahel"})],
)


def items(known: Known) -> list[AgendaItem]:
    return [
        AgendaItem(key=d.key, kind=d.kind, titles={"en": d.title}, about=d.about, origin=d.rule)
        for d in draft(known)
    ]


def test_everything_that_is_known_stands_in_the_order_that_commissions_use():
    assert [d.key for d in draft(KNOWN)] == [
        "adoption", "last-minutes", "review-last", "review-earlier", "review-body-1", "missed-1",
        "task-1", "task-2", "ready", "awaiting", "closing", "tabled", "topic-1",
        "other-business", "next-session",
    ]  # fmt: skip


def test_a_body_of_which_nothing_is_known_still_has_an_agenda():
    assert [d.key for d in draft(Known(M))] == ["adoption", "other-business", "next-session"]


def test_each_item_says_why_it_is_there():
    for item in draft(KNOWN):
        sentence = AGENDA_RULES[item.rule].text
        assert sentence.format(**item.because)


def test_what_divides_the_sides_comes_before_what_is_late_and_what_is_fine():
    [review] = [d for d in draft(KNOWN) if d.key == "review-last"]
    assert review.about == ("commitment/apart", "commitment/late", "commitment/fine")


def test_an_open_commitment_is_never_left_out():
    about = [s for d in draft(KNOWN) for s in d.about]
    assert {u.subject for u in KNOWN.unfinished} <= set(about)
    assert about.count("instrument/b") == 1


def test_locked_minutes_need_no_approval():
    assert "last-minutes" not in [d.key for d in draft(replace(KNOWN, last=(7, True)))]


def test_merging_keeps_order_and_words_of_people_and_brings_what_is_new():
    current = [
        AgendaItem(key="adoption", kind="adoption", titles={"en": "Opening and adoption"}, origin="adoption"),
        AgendaItem(key="own", titles={"en": "Visit to the port"}),
        AgendaItem(key="review-last", kind="review", titles={"en": "Follow-up"}, about=("commitment/gone",), origin="unfinished"),
        AgendaItem(key="topic-9", titles={"en": "An old topic"}, about=("topic/x",), origin="round_due"),
        AgendaItem(key="other-business", kind="other_business", titles={"en": "AOB"}, origin="business"),
    ]  # fmt: skip
    joined = merge(current, items(KNOWN))
    keys = [i.key for i in joined.items]
    assert keys[:2] == ["adoption", "last-minutes"]
    assert keys.index("own") < keys.index("review-last") < keys.index("review-earlier")
    assert keys[-2:] == list(LAST)
    by_key = {i.key: i for i in joined.items}
    assert by_key["adoption"].titles["en"] == "Opening and adoption"
    assert by_key["review-last"].about == ("commitment/apart", "commitment/late", "commitment/fine")
    assert joined.moot == ("topic-9",)
    assert "own" not in joined.added


def test_drafting_twice_changes_nothing():
    once = merge([], items(KNOWN))
    twice = merge(once.items, items(KNOWN))
    assert (twice.items, twice.added, twice.moot) == (once.items, (), ())


keys = st.sampled_from([*(d.key for d in draft(KNOWN)), "own", "mine"])


@given(st.lists(keys, unique=True))
def test_nothing_is_lost_and_nothing_stands_twice_whatever_people_did(chosen):
    current = [AgendaItem(key=k, titles={"en": f"Mine {k}"}) for k in chosen]
    joined = merge(current, items(KNOWN))
    after = [i.key for i in joined.items]
    assert len(after) == len(set(after))
    assert [k for k in after if k in chosen] == chosen
    assert set(after) == set(chosen) | {d.key for d in draft(KNOWN)}
    assert all(i.titles["en"] == f"Mine {i.key}" for i in joined.items if i.key in chosen)
