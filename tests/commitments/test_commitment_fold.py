"""Both sides' words through time: agreement, difference, silence, clearance, carrying over, figures."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.commitments import COMMITMENT_FINDINGS, Meeting, Rhythm, fold
from tests.commitments.promises import DAY, entry, promise, report

MAY, JUNE, JULY = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


def codes(state) -> set[str]:
    return {f.code for f in state.findings}


def test_two_sides_that_say_the_same_agree():
    state = fold([promise(), report(1, "MA", MAY, "on_track"), report(2, "RU", JUNE, "on_track")])
    assert [s.status for s in state.timeline] == ["unreported", "one_sided", "on_track"]


def test_two_sides_that_say_different_things_differ_and_neither_word_is_lost():
    state = fold([promise(), report(1, "MA", MAY, "done"), report(2, "RU", JUNE, "blocked")])
    assert state.now.status == "differs"
    assert {p.party: p.progress for p in state.now.positions} == {"MA": "done", "RU": "blocked"}
    assert state.now.open


def test_a_settlement_after_both_is_the_word_of_both_until_one_reports_later():
    acts = [
        promise(),
        report(1, "MA", MAY, "done"),
        report(2, "RU", MAY, "blocked"),
        entry(3, "settlement", JUNE, progress="delayed"),
    ]
    assert (fold(acts).now.status, fold(acts).now.settled) == ("delayed", "e3")
    later = fold([*acts, report(4, "RU", JULY, "on_track")])
    assert later.now.status == "differs"
    assert later.at(JUNE).status == "delayed"


def test_a_settlement_before_a_report_does_not_silence_it():
    state = fold(
        [promise(), entry(1, "settlement", MAY, progress="on_track"), report(2, "RU", JUNE, "blocked")]
    )
    assert state.now.status == "differs"


def test_only_an_approved_report_is_the_word_of_a_side():
    acts = [promise(responsible=[{"party": "MA"}]), report(1, "MA", MAY, "done", stage="submitted")]
    assert fold(acts).now.status == "unreported"
    returned = [*acts, entry(2, "clearance", MAY, report="e1", stage="returned", reason="Which berth?")]
    state = fold(returned)
    assert (state.now.status, state.reports[0].stage, state.reports[0].reason) == (
        "unreported",
        "returned",
        "Which berth?",
    )
    approved = fold([*returned, entry(3, "clearance", JULY, report="e1", stage="approved")])
    assert approved.now.status == "done"
    assert approved.at(JUNE).status == "unreported"  # not its word before it was approved
    assert approved.now.position("MA").told_on == MAY


def test_a_draft_approved_in_another_entry_is_not_said_twice():
    acts = [
        promise(responsible=[{"party": "MA"}]),
        report(1, "MA", MAY, "delayed", stage="draft"),
        report(2, "MA", JUNE, "on_track"),
        entry(3, "clearance", JUNE, report="e1", stage="approved", word="e2"),
    ]
    assert fold(acts).now.position("MA").entry == "e2"


def test_a_returned_draft_is_over_once_its_side_has_written_a_later_report():
    acts = [
        promise(),
        report(1, "MA", MAY, "delayed", stage="draft"),
        entry(2, "clearance", MAY, report="e1", stage="submitted"),
        entry(3, "clearance", MAY, report="e1", stage="returned", reason="When?"),
    ]
    assert [p.entry for p in fold(acts).pending] == ["e1"]
    assert [p.entry for p in fold([*acts, report(4, "RU", JUNE, "done")]).pending] == ["e1"]
    assert [p.entry for p in fold([*acts, report(4, "MA", JUNE, "done", stage="submitted")]).pending] == [
        "e4"
    ]


def test_who_is_responsible_must_report_and_the_other_side_may():
    alone = [promise(responsible=[{"party": "MA"}]), report(1, "MA", MAY, "done")]
    assert (fold(alone).now.status, fold(alone).now.closed) == ("done", MAY)
    assert fold([*alone, report(2, "RU", JUNE, "delayed")]).now.status == "differs"


def test_an_assignment_changes_who_must_report_from_its_day():
    acts = [promise(responsible=[{"party": "MA"}]), report(1, "MA", MAY, "done")]
    state = fold([*acts, entry(2, "assignment", JUNE, responsible=[{"party": "MA"}, {"party": "RU"}])])
    assert [s.status for s in state.timeline] == ["unreported", "done", "one_sided"]


def test_silence_begins_when_the_rhythm_has_passed_or_when_it_fell_due():
    rhythm = Rhythm(every_months=24)
    quiet = fold([promise()], rhythm=rhythm).now.position("RU")
    assert quiet.silent_from == date(2022, 1, 2)
    due = fold([promise(due=JUNE), report(1, "RU", MAY, "on_track")], rhythm=rhythm).now
    assert due.position("RU").silent_from == date(2020, 6, 2)
    assert due.position("RU").silent(date(2020, 6, 2))
    assert not due.position("RU").silent(JUNE)
    assert fold([promise(), report(1, "MA", MAY, "done")]).now.position("MA").silent_from is None


def test_kept_in_time_or_late_and_overdue_until_then():
    acts = [promise(responsible=[{"party": "MA"}], due=MAY)]
    assert fold(acts).now.overdue(JUNE)
    assert not fold(acts).now.overdue(MAY)
    late = fold([*acts, report(1, "MA", JUNE, "done")]).now
    assert (late.kept, late.closed, late.overdue(JULY)) == ("late", JUNE, False)
    assert fold([*acts, report(1, "MA", MAY, "done")]).now.kept == "kept"
    moved = [*acts, entry(1, "rescheduling", MAY, due=JULY), report(2, "MA", JUNE, "done")]
    assert fold(moved).now.kept == "kept"


def test_a_commitment_that_recurs_is_due_again_after_it_was_done():
    acts = [promise(responsible=[{"party": "MA"}], due=MAY, every_months=12), report(1, "MA", MAY, "done")]
    now = fold(acts).now
    assert (now.due, now.open, now.closed) == (date(2021, 5, 1), True, None)
    assert now.overdue(date(2021, 5, 2))


def test_due_at_the_next_session():
    rhythm = Rhythm(12, (Meeting("session/7", date(2021, 3, 1), True), Meeting("session/8", MAY, False)))
    assert (
        fold([promise(at_next_session=True)], rhythm=Rhythm(12, rhythm.meetings[:1])).now.due
        == rhythm.meetings[0].begins
    )
    assert fold([promise(at_next_session=True)], rhythm=Rhythm(12)).now.due is None


def test_carried_over_by_each_session_that_it_outlives_unfinished():
    rhythm = Rhythm(
        12,
        (Meeting("session/6", DAY, True), Meeting("session/7", MAY, True), Meeting("session/8", JULY, True)),
    )
    assert fold([promise()], rhythm=rhythm).now.carried == 2
    done = [promise(responsible=[{"party": "MA"}]), report(1, "MA", JUNE, "done")]
    assert fold(done, rhythm=rhythm).now.carried == 1


def test_increments_and_totals_are_told_apart_and_must_agree():
    indicator = {"key": "km", "names": {"en": "Kilometres"}, "unit": "km", "baseline": "10", "target": "100"}

    def figures(*readings):
        acts = [promise(indicators=[indicator])]
        acts += [
            report(i + 1, "MA", MAY + timedelta(days=i), "on_track", readings=[{"indicator": "km"} | r])
            for i, r in enumerate(readings)
        ]
        return fold(acts)

    added = figures({"value": "5", "counts": "incremental"}, {"value": "7.5", "counts": "incremental"})
    assert added.figures[0].total == Decimal("22.5")
    agreeing = figures({"value": "5", "counts": "incremental"}, {"value": "15"})
    assert agreeing.figures[0].total == 15
    assert "figures_contradict" not in codes(agreeing)
    contradicting = figures({"value": "5", "counts": "incremental"}, {"value": "40"})
    assert "figures_contradict" in codes(contradicting)
    on_top = figures({"value": "40"}, {"value": "2", "counts": "incremental"})
    assert on_top.figures[0].total == 42


def test_what_does_not_fit_is_a_finding_and_never_a_failure():
    acts = [
        promise(due=date(2019, 1, 1)),
        report(1, "FR", MAY, "done"),
        report(2, "MA", date(2019, 6, 1), "done"),
        report(3, "MA", MAY, "delayed", readings=[{"indicator": "x", "value": "1"}]),
        entry(4, "clearance", MAY, report="nothing", stage="approved"),
    ]
    assert codes(fold(acts)) == {
        "report_by_stranger",
        "report_before_commitment",
        "due_before_commitment",
        "reopened",
        "unknown_indicator",
        "clearance_of_unknown",
    }
    assert codes(fold([entry(0, "commitment", DAY, texts={"en": "x"})])) == {"nobody_responsible"}


# -- properties ------------------------------------------------------------------------------------------------

days = st.dates(date(2019, 6, 1), date(2022, 6, 1))
progress = st.sampled_from(["not_started", "on_track", "delayed", "blocked", "done", "dropped"])


@st.composite
def lives(draw):
    """A commitment and up to a dozen acts on it, sensible and senseless."""
    indicator = {"key": "n", "names": {"en": "N"}, "baseline": draw(st.sampled_from([None, "3"]))}
    found = [
        promise(
            due=draw(st.none() | days),
            every_months=draw(st.sampled_from([None, None, 6])),
            at_next_session=draw(st.booleans()),
            responsible=draw(st.sampled_from([[], [{"party": "MA"}], [{"party": "RU"}, {"party": "MA"}]])),
            indicators=[indicator],
        )
    ]
    for n in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(
            st.sampled_from(
                ["report", "report", "report", "clearance", "settlement", "due", "assign", "away"]
            )
        )
        day = draw(st.none() | days)
        if kind == "report":
            readings = [
                {
                    "indicator": "n",
                    "value": str(draw(st.integers(0, 9))),
                    "counts": draw(st.sampled_from(["cumulative", "incremental"])),
                }
            ]
            stage = draw(st.sampled_from(["approved", "approved", "draft", "submitted"]))
            by = draw(st.sampled_from(["MA", "RU", "FR"]))
            found.append(
                report(
                    n, by, day, draw(progress), stage=stage, readings=readings * draw(st.sampled_from([0, 1]))
                )
            )
        elif kind == "clearance":
            step = draw(st.sampled_from(["submitted", "returned", "approved", "locked"]))
            found.append(
                entry(n, "clearance", day, report=f"e{draw(st.integers(1, 12))}", stage=step, reason="x")
            )
        elif kind == "settlement":
            found.append(entry(n, "settlement", day, progress=draw(progress)))
        elif kind == "due":
            found.append(entry(n, "rescheduling", day, due=draw(days)))
        elif kind == "assign":
            found.append(
                entry(n, "assignment", day, responsible=[{"party": draw(st.sampled_from(["MA", "RU"]))}])
            )
        else:
            found.append(entry(n, "withdrawal", day, reason="x", withdraws=f"e{draw(st.integers(1, 12))}"))
    return found


meetings = st.lists(days, max_size=4, unique=True).map(
    lambda ds: Rhythm(12, tuple(Meeting(f"session/{d}", d, True) for d in sorted(ds)))
)


@given(lives(), meetings, st.randoms(use_true_random=False))
def test_the_order_of_recording_in_the_list_does_not_matter(life, rhythm, rnd: random.Random):
    mixed = list(life)
    rnd.shuffle(mixed)
    assert fold(mixed, rhythm=rhythm) == fold(life, rhythm=rhythm)


@given(lives(), meetings)
def test_the_timeline_has_no_gap_no_overlap_and_one_open_end(life, rhythm):
    state = fold(life, rhythm=rhythm)
    line = state.timeline
    assert line[0].since == state.begins
    assert all(a.until == b.since and a.since < a.until for a, b in itertools.pairwise(line))
    assert line[-1].until is None
    assert all(a.carried <= b.carried for a, b in itertools.pairwise(line))
    for s in line:
        said = {p.progress for p in s.positions if p.progress}
        assert (s.status == "differs") == (len(said) > 1)
        if s.status not in ("differs", "one_sided", "unreported", "restated"):
            assert said == {s.status}  # a state is what both say, never something in between
    for f in state.findings:
        assert f.code in COMMITMENT_FINDINGS
        COMMITMENT_FINDINGS[f.code].text.format_map(f.data)


@given(lives(), days)
def test_what_comes_later_never_changes_what_stood_on_a_day(life, day):
    """As of a day: the same as if nothing after it had been recorded (withdrawals know no day, hence left out)."""
    life = [e for e in life if e.act.name != "withdrawal" and e.on is not None]
    whole = fold(life)
    then = fold([e for e in life if e.on <= day])
    if then is None:
        assert whole is None or whole.at(day) is None
        return
    a, b = whole.at(day), then.at(day)
    assert (a is None) == (b is None)
    if a and b:
        assert (a.status, a.due, a.closed, a.kept, a.settled) == (
            b.status,
            b.due,
            b.closed,
            b.kept,
            b.settled,
        )
        assert [p for p in a.positions if p.progress] == [p for p in b.positions if p.progress]
