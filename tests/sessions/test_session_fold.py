"""A session from its acts: the way of its stages, its agenda, its decisions, and what does not fit."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.entry import Entry
from servanda.domain.sessions import STAGES, SessionState, fold
from servanda.domain.sessions.state import REDRAFTED

from .meetings import entry

S = "session/8"
DAY = date(2026, 4, 10)
STEPS = [s for s in STAGES if s not in ("planned", "held")]


def step(n: int, stage: str, on: date, **more: str) -> Entry:
    return entry(n, S, "session_step", on, stage=stage, **more)


def plan(n: int = 0) -> Entry:
    return entry(n, S, "session_planned", date(2026, 1, 5), ordinal=8, begins=DAY, mechanism="mechanism/m")


def hold(n: int = 50, on: date = DAY, **more: object) -> Entry:
    return entry(n, S, "session", on, **more)


def decide(n: int, key: str, on: date = DAY, **body: object) -> Entry:
    return entry(n, S, "decision", on, **{"key": key, "texts": {"en": f"Decision {key}"}} | body)


def agenda(n: int, *keys: str, based_on: str = "", on: date = date(2026, 2, 1)) -> Entry:
    items = [{"key": k, "titles": {"en": k}} for k in keys]
    return entry(n, S, "agenda", on, items=items, **({"based_on": based_on} if based_on else {}))


def state(*entries: Entry) -> SessionState:
    found = fold(entries)
    assert found is not None
    return found


def codes(found: SessionState) -> list[str]:
    return [f.code for f in found.findings]


def test_the_whole_way_from_plan_to_lock():
    acts = [plan(), step(1, "invited", date(2026, 2, 1)), step(2, "agenda_agreed", date(2026, 2, 9)), hold(3)]
    for n, stage in enumerate(STEPS[2:], 4):
        acts.append(step(n, stage, DAY + timedelta(days=n)))
    for n in range(len(acts)):
        assert state(*acts[: n + 1]).stage == STAGES[n]
    assert codes(state(*acts)) == []


def test_nothing_that_only_adds_to_a_session_makes_one():
    assert fold([agenda(1, "a"), decide(2, "d")]) is None


def test_remarks_lead_to_another_draft_until_the_minutes_are_signed():
    acts = [plan(), hold()]
    for n, stage in enumerate(("drafted", "circulated", "agreed", "drafted", "circulated"), 60):
        acts.append(step(n, f"minutes_{stage}", DAY + timedelta(days=n)))
    again = state(*acts)
    assert again.stage == "minutes_circulated"
    assert codes(again) == []
    signed = state(*acts, step(70, "minutes_signed", DAY + timedelta(days=70)))
    late = state(
        *acts,
        step(70, "minutes_signed", DAY + timedelta(days=70)),
        step(71, "minutes_drafted", DAY + timedelta(days=71)),
    )
    assert signed.stage == late.stage == "minutes_signed"
    assert codes(late) == ["step_out_of_order"]


def test_minutes_of_a_session_that_was_not_held_are_a_contradiction():
    found = state(plan(), step(1, "minutes_drafted", date(2026, 3, 1)))
    assert codes(found) == ["minutes_before_session"]


def test_minutes_are_drafted_while_the_session_sits_and_its_particulars_may_come_later():
    sat = hold(50, DAY + timedelta(days=1), begins=DAY, ends=DAY + timedelta(days=1))
    again = hold(51, DAY + timedelta(days=1), place="Rabat")
    found = state(plan(), sat, again, step(52, "minutes_drafted", DAY), step(53, "minutes_circulated", DAY))
    assert found.stage == "minutes_circulated"
    assert (found.begins, found.facts["place"]) == (DAY, "Rabat")
    assert codes(found) == []


def test_an_invitation_recorded_after_the_session_moves_nothing():
    found = state(plan(), hold(), step(60, "invited", DAY + timedelta(days=9)))
    assert found.stage == "held"
    assert codes(found) == ["step_out_of_order"]


def test_postponed_without_a_reason_is_a_gap_and_a_new_plan_lifts_it():
    away = hold(2, date(2026, 3, 1), status="postponed")
    assert state(plan(), away).stage == "postponed"
    assert codes(state(plan(), away)) == ["session_without_reason"]
    said = hold(2, date(2026, 3, 1), status="postponed", reason="Elections in one of the two States")
    assert state(plan(), said).reason.startswith("Elections")
    assert codes(state(plan(), said)) == []
    again = entry(3, S, "session_planned", date(2026, 4, 1), begins=date(2026, 9, 1))
    assert state(plan(), said, again).status == "planned"
    assert state(plan(), said, again).begins == date(2026, 9, 1)


def test_what_took_place_is_not_postponed_afterwards():
    found = state(plan(), hold(), hold(60, DAY + timedelta(days=3), status="cancelled", reason="by mistake"))
    assert found.status == "held"


def test_decisions_stand_under_their_items_by_number_and_the_latest_wording_counts():
    found = state(
        plan(), hold(), agenda(1, "a", "b"),
        decide(60, "x", item="b", number=2), decide(61, "y", item="a", number=1),
        decide(62, "x", item="b", texts={"en": "Worded anew"}, based_on="e0060"),
    )  # fmt: skip
    assert [(d.number, d.act.key) for d in found.decisions] == [(1, "y"), (2, "x")]
    assert [[d.act.key for d in i.decisions] for i in found.items] == [["y"], ["x"]]
    again = found.decision("x")
    assert again is not None
    assert again.act.texts["en"] == "Worded anew"
    assert again.before == ("e0060",)
    assert codes(found) == []


def test_decisions_without_a_number_follow_those_that_have_one():
    found = state(plan(), hold(), decide(60, "a"), decide(61, "b", number=4), decide(62, "c"))
    assert [(d.number, d.act.key) for d in found.decisions] == [(4, "b"), (5, "a"), (6, "c")]


def test_two_decisions_of_one_number_and_one_without_a_text():
    found = state(plan(), hold(), decide(60, "a", number=1), decide(61, "b", number=1, texts={}))
    assert codes(found) == ["decision_number_twice", "decision_without_text"]


def test_a_decision_under_no_item_is_found():
    found = state(plan(), hold(), agenda(1, "a"), decide(60, "x", item="gone"))
    assert codes(found) == ["decision_without_item"]
    assert [d.act.key for d in found.stray] == ["x"]


def test_two_who_edit_the_same_agenda_lose_nothing():
    first = agenda(1, "a", "b")
    mine, theirs = agenda(2, "a", "b", "mine", based_on="e0001"), agenda(3, "theirs", "a", based_on="e0001")
    found = state(plan(), first, mine, theirs)
    assert found.agenda_entry == "e0003"
    [finding] = found.findings
    assert (finding.code, finding.entries) == ("agenda_overwritten", ("e0002", "e0003"))
    assert codes(state(plan(), first, mine, agenda(3, "a", based_on="e0002"))) == []


def test_what_is_decided_after_the_agreement_is_a_contradiction():
    agreed = step(70, "minutes_agreed", DAY + timedelta(days=5))
    acts = [plan(), hold(), agenda(1, "a"), decide(60, "x", item="a"), agreed]
    assert codes(state(*acts)) == []
    reworded = decide(80, "x", item="a", texts={"en": "Other words"})
    late = decide(81, "y", DAY + timedelta(days=6), item="a")
    copied = decide(82, "z", item="a")
    for change in (reworded, late):
        assert codes(state(*acts, change)) == ["changed_after_agreement"]
    assert codes(state(*acts, copied)) == []
    locked = [*acts, step(83, "minutes_signed", DAY + timedelta(days=7))]
    locked += [step(84, "minutes_locked", DAY + timedelta(days=8))]
    assert codes(state(*locked, decide(90, "late", item="a"))) == ["changed_after_agreement"]
    back = [*acts, step(83, "minutes_drafted", DAY + timedelta(days=6), reason="Article 3")]
    assert codes(state(*back, decide(90, "x", DAY + timedelta(days=7), item="a"))) == []


def test_remarks_are_settled_by_their_key():
    def remark(n: int, **more: object) -> Entry:
        given = {"key": "r1", "party": "RU", "texts": {"ru": "Уточнить срок"}}
        return entry(n, S, "remark", DAY + timedelta(days=2), **given | more)

    agreed = step(90, "minutes_agreed", DAY + timedelta(days=5))
    unsettled = state(plan(), hold(), remark(60), agreed)
    assert codes(unsettled) == ["agreed_with_open_remarks"]
    settled = state(plan(), hold(), remark(60), remark(61, settled=True, answer={"ru": "Принято"}), agreed)
    assert codes(settled) == []
    assert [r.act.settled for r in settled.remarks] == [True]


def test_a_lock_without_a_signature_is_shown():
    found = state(plan(), hold(), step(60, "minutes_locked", DAY + timedelta(days=9)))
    assert "locked_without_signature" in codes(found)


def test_a_withdrawn_step_never_was():
    signed = step(60, "minutes_signed", DAY + timedelta(days=2))
    taken = entry(61, S, "withdrawal", None, reason="wrong session", withdraws="e0060")
    assert state(plan(), hold(), signed, taken).stage == "held"


# -- whatever comes ------------------------------------------------------------------------------------------

days = st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
keys = st.sampled_from(["a", "b", "c"])


@st.composite
def lives(draw: st.DrawFn) -> list[Entry]:
    """Any acts in any order: the record of a session as mistakes and imports may make it."""
    acts = [plan(0)]
    for n in range(1, draw(st.integers(0, 14)) + 1):
        on = draw(st.one_of(days, st.none()))
        kind = draw(st.sampled_from(["step", "held", "over", "decision", "agenda", "delegation", "remark"]))
        if kind == "step":
            acts.append(entry(n, S, "session_step", on, stage=draw(st.sampled_from(STEPS))))
        elif kind == "held":
            acts.append(entry(n, S, "session", on))
        elif kind == "over":
            acts.append(entry(n, S, "session", on, status=draw(st.sampled_from(["postponed", "cancelled"]))))
        elif kind == "decision":
            number = draw(st.one_of(st.none(), st.integers(1, 5)))
            given = {"number": number} if number else {}
            acts.append(entry(n, S, "decision", on, key=draw(keys), item=draw(keys), **given))
        elif kind == "agenda":
            items = [{"key": k} for k in draw(st.lists(keys, unique=True))]
            acts.append(entry(n, S, "agenda", on, items=items, based_on=draw(st.sampled_from(["", "e0001"]))))
        elif kind == "delegation":
            acts.append(entry(n, S, "delegation", on, party=draw(st.sampled_from(["MA", "RU"]))))
        else:
            acts.append(entry(n, S, "remark", on, key=draw(keys), party="RU", settled=draw(st.booleans())))
    return acts


@given(lives())
def test_any_record_folds_and_says_what_is_wrong(acts):
    found = state(*acts)
    assert found.stage in (*STAGES, "postponed", "cancelled")
    ids = {e.id for e in acts}
    assert all(set(f.entries) <= ids for f in found.findings)
    numbers = [d.number for d in found.decisions]
    assert numbers == sorted(numbers)
    listed = [d for i in found.items for d in i.decisions]
    assert sorted(d.entry for d in (*listed, *found.stray)) == sorted(d.entry for d in found.decisions)


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_does_not_matter(acts, chance):
    shuffled = list(acts)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(acts)


@given(lives())
def test_the_stage_never_falls_behind_but_for_redrafting(acts):
    """Each prefix by day: the rank only rises, or moves among the drafts of the minutes."""
    from servanda.domain.sessions.fold import in_order
    from servanda.domain.sessions.state import RANK

    ordered = in_order(acts)
    stages = [found.stage for n in range(1, len(ordered) + 1) if (found := fold(ordered[:n]))]
    stages = [s for s in stages if s in RANK]
    for before, after in pairwise(stages):
        assert RANK[after] >= RANK[before] or {before, after} <= REDRAFTED


@pytest.mark.parametrize("stage", STEPS)
def test_no_step_alone_makes_the_fold_fail(stage):
    assert state(plan(), step(1, stage, DAY)).stage in STAGES
