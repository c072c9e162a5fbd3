"""What holds for every record, however contradictory."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Entry
from servanda.domain.instruments import FINDINGS, RULES, fold
from tests.domain.random_lives import DAYS, PARTIES, acts, clauses, dated_lives, entries, lives

HORIZON = date(2040, 1, 1)
FIRST, LAST = date(2007, 1, 1), date(2045, 1, 1)
SETS = st.sampled_from([PARTIES, PARTIES, PARTIES, ("FR", "MA", "RU")])


def folded(record, stated, parties=PARTIES, **more):
    return fold(record, clauses=stated, parties=parties, horizon=HORIZON, **more)


def statuses(state):
    return [(i.since, i.until, i.status, i.flags) for i in state.timeline]


@given(lives, clauses, SETS, st.sampled_from([None, "MA", "FR"]))
@settings(max_examples=200)
def test_a_fold_never_fails_and_everything_can_be_asked_of_it(record, stated, parties, party):
    state = folded(record, stated, parties, party=party)
    for finding in state.findings:
        assert finding.code in FINDINGS
        assert set(finding.entries) <= {e.id for e in record}
        finding.text.format_map(finding.data)
    for deadline in state.deadlines:
        assert deadline.cause.rule in RULES
    assert all(o.cause.rule in RULES for o in state.owed)
    assert state.procedures is not None


@given(lives, clauses, SETS, st.sampled_from([None, "MA"]))
@settings(max_examples=200)
def test_intervals_never_overlap_and_leave_no_gap(record, stated, parties, party):
    timeline = folded(record, stated, parties, party=party).timeline
    assert bool(timeline) == any(e.on for e in record)
    for one, following in pairwise(timeline):
        assert one.since < one.until == following.since
        assert (one.status, one.flags) != (following.status, following.flags)
    if timeline:
        assert timeline[-1].until is None


@given(lives, clauses)
@settings(max_examples=150)
def test_every_interval_names_its_causes(record, stated):
    for interval in folded(record, stated).timeline:
        assert interval.entries
        assert all(cause.rule in RULES for cause in interval.causes)


@given(lives, clauses, SETS, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_the_order_of_recording_changes_no_status(record, stated, parties, chance: random.Random):
    found = [(e.act, e.on) for e in record]
    chance.shuffle(found)
    assert statuses(folded(record, stated, parties)) == statuses(folded(entries(found), stated, parties))


@given(dated_lives, clauses, acts(undated=False), SETS, st.sampled_from([None, "MA"]), st.data())
@settings(max_examples=300)
def test_an_act_changes_no_status_before_its_day_unless_it_works_back(
    record, stated, added, parties, party, data
):
    act, on = added
    later = Entry("new", "instrument/x", act, on, datetime(2024, 1, 1, tzinfo=UTC))
    without, with_it = (folded(r, stated, parties, party=party) for r in (record, [*record, later]))
    day = data.draw(st.dates(FIRST, on - timedelta(days=1)))
    if without.status(day) != with_it.status(day):
        assert "new" in dict(with_it.works_back), with_it.works_back


@given(dated_lives, clauses, DAYS)
@settings(max_examples=100)
def test_nothing_is_known_of_an_instrument_before_its_first_act_unless_a_rule_works_back(record, stated, day):
    state = folded(record, stated)
    if all(day < e.on for e in record) and state.status(day) is not None:
        assert state.works_back


@given(dated_lives, clauses, st.dates(date(2041, 1, 1), date(2060, 1, 1)))
@settings(max_examples=100)
def test_the_horizon_changes_no_answer(record, stated, day):
    near = fold(record, clauses=stated, parties=PARTIES, horizon=date(2025, 1, 1))
    far = fold(record, clauses=stated, parties=PARTIES, horizon=date(2070, 1, 1))
    assert near.status(day) == far.status(day)
    one, other = near.at(day), far.at(day)
    assert (one and one.flags) == (other and other.flags)


@given(st.lists(acts(), min_size=1, max_size=5).map(entries), clauses, st.sampled_from([date.min, date.max]))
@settings(max_examples=60, deadline=None)
def test_the_first_and_last_days_of_the_calendar_break_nothing(record, stated, extreme):
    moved = [
        *record[1:],
        Entry("x", "instrument/x", record[0].act, extreme, datetime(2024, 1, 1, tzinfo=UTC)),
    ]
    signed = Entry("s", "instrument/x", REGISTRY["signature"](), extreme, datetime(2024, 1, 1, tzinfo=UTC))
    for found in ([*moved, signed], moved):
        state = fold(found, clauses=stated, parties=PARTIES, horizon=date(2025, 1, 1))
        assert state.timeline
        assert state.findings is not None
        assert state.deadlines is not None
        assert state.owed is not None
