"""When a body meets next, who hosts, who sits on it, and what was missed: worked examples and properties."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.dates import add_months
from servanda.domain.entry import Entry
from servanda.domain.mechanisms import MECHANISM_FINDINGS, MechanismState, fold

from .meetings import BODY, FOUNDED, body, entry, held, planned


def state(*acts: Entry, sessions: list[tuple[str, list[Entry]]] | None = None) -> MechanismState:
    found = fold(acts, dict(sessions or []))
    assert found is not None
    return found


def due(found: MechanismState, what: str = "session_due") -> list[tuple[date, str | None, date | None]]:
    return [(d.last_day, d.owed_by, d.met) for d in found.dues if d.what == what]


def codes(found: MechanismState) -> list[str]:
    return [f.code for f in found.findings]


def test_the_first_session_is_counted_from_the_founding_and_hosted_by_the_side_named():
    found = state(body(first_host="RU", agenda_days=60))
    assert due(found) == [(date(2002, 3, 15), "RU", None)]
    assert due(found, "agenda_due") == [(date(2002, 1, 14), None, None)]
    assert due(found, "invitation_due") == [(date(2002, 1, 14), "RU", None)]
    assert [c.rule for d in found.dues if d.what == "session_due" for c in d.causes] == [
        "rhythm_from_founding"
    ]


def test_the_next_session_is_counted_from_the_last_one_held_and_the_sides_take_turns():
    sessions = [held(1, 1, date(2002, 3, 1), host="RU"), held(2, 2, date(2004, 5, 20), host="MA")]
    found = state(body(first_host="RU"), sessions=sessions)
    assert due(found) == [(date(2006, 5, 20), "RU", None)]
    assert found.overdue(date(2006, 5, 20)) is None
    assert found.overdue(date(2006, 5, 21)) is not None
    [cause] = found.dues[0].causes
    assert (cause.rule, cause.data["base"]) == ("rhythm_from_session", date(2004, 5, 20))


def test_the_month_without_such_a_day_gives_its_last_day():
    found = state(body(every_months=6), sessions=[held(1, 1, date(2023, 8, 31))])
    assert due(found)[0][0] == date(2024, 2, 29)


def test_where_the_last_host_is_not_on_record_the_number_of_the_session_tells():
    sessions = [held(1, 1, date(2002, 3, 1), host="RU"), held(4, 4, date(2008, 3, 1))]
    found = state(body(), sessions=sessions)
    assert found.host == "RU"  # sessions 1, 3, 5 in the same State
    assert found.host_because is not None
    assert found.host_because.rule == "host_by_number"


def test_a_body_that_meets_when_needed_has_no_session_due_even_if_it_aims_at_a_rhythm():
    assert due(state(body(when_needed=True))) == []
    assert due(state(body(every_months=None))) == []


def test_a_session_planned_in_time_takes_the_place_of_the_rhythm():
    sessions = [held(1, 1, date(2020, 3, 1), host="MA"), planned(2, 2, date(2022, 2, 10))]
    found = state(body(agenda_days=30), sessions=sessions)
    assert due(found) == [(date(2022, 2, 10), "RU", None)]
    assert due(found, "agenda_due")[0][0] == date(2022, 1, 11)
    assert found.dues[-1].subject == "session/2"


def test_a_session_planned_too_late_leaves_the_rhythm_overdue():
    sessions = [held(1, 1, date(2020, 3, 1)), planned(2, 2, date(2023, 2, 10))]
    found = state(body(), sessions=sessions)
    assert [d[0] for d in due(found)] == [date(2022, 3, 1), date(2023, 2, 10)]
    assert found.overdue(date(2022, 6, 1)) is not None


def test_invitation_and_agenda_are_met_by_the_steps_of_the_session():
    subject, acts = planned(2, 2, date(2022, 2, 10))
    acts.append(entry(3, subject, "session_step", date(2021, 12, 1), stage="invited"))
    found = state(body(agenda_days=30), sessions=[held(1, 1, date(2020, 3, 1), host="MA"), (subject, acts)])
    assert due(found, "invitation_due") == [(date(2022, 1, 11), "RU", date(2021, 12, 1))]
    assert due(found, "agenda_due") == [(date(2022, 1, 11), None, None)]


def test_a_postponed_session_leaves_the_rhythm_as_it_was():
    subject, acts = planned(2, 2, date(2022, 2, 10))
    acts.append(entry(3, subject, "session", date(2022, 1, 1), status="postponed", reason="Elections"))
    found = state(body(), sessions=[held(1, 1, date(2020, 3, 1), host="MA"), (subject, acts)])
    assert due(found) == [(date(2022, 3, 1), "RU", None)]
    assert found.planned is None


def test_a_review_agreed_and_not_held_shows():
    sessions = [held(1, 1, date(2020, 3, 1)), held(2, 2, date(2022, 3, 1))]
    found = state(body(review_months=12), sessions=sessions)
    assert [d.last_day for d in found.missed_reviews(date(2023, 6, 1))] == [
        date(2021, 3, 1),
        date(2023, 3, 1),
    ]
    assert codes(found) == ["review_missed"]  # the one before the second session; the later is a deadline
    subject, made = held(3, None, date(2021, 2, 20), kind="review")
    found = state(body(review_months=12), sessions=[*sessions, (subject, made)])
    assert due(found, "review_due")[0] == (date(2021, 3, 1), None, date(2021, 2, 20))
    assert codes(found) == []


def test_a_review_does_not_move_the_rhythm():
    sessions = [held(1, 1, date(2020, 3, 1)), held(2, None, date(2021, 2, 20), kind="review")]
    assert due(state(body(), sessions=sessions))[0][0] == date(2022, 3, 1)


def test_a_review_agreed_later_was_not_missed_before():
    sessions = [held(1, 1, date(2010, 3, 1)), held(2, 2, date(2012, 3, 1))]
    later = entry(9, BODY, "mechanism", date(2015, 1, 1), names={"en": "Commission"}, review_months=12)
    assert codes(state(body(), later, sessions=sessions)) == []


def test_a_later_act_refines_the_earlier_ones():
    later = entry(9, BODY, "mechanism", date(2015, 1, 1), names={"en": "Commission"}, agenda_days=60)
    found = state(body(), later)
    assert (found.facts["every_months"], found.facts["agenda_days"]) == (24, 60)
    assert found.parties == ("MA", "RU")


def test_numbers_that_cannot_be():
    sessions = [held(1, 3, date(2010, 3, 1)), held(2, 5, date(2012, 3, 1))]
    missing = state(body(), sessions=sessions)
    assert [(f.code, f.data) for f in missing.findings] == [
        ("sessions_not_on_record", {"numbers": ["1–2", "4"]})
    ]
    twice = [held(1, 1, date(2010, 3, 1)), ("session/other", held(2, 1, date(2012, 3, 1))[1])]
    assert codes(state(body(), sessions=twice)) == ["session_number_twice"]
    turned = [held(1, 2, date(2010, 3, 1)), held(2, 1, date(2012, 3, 1))]
    assert codes(state(body(), sessions=turned)) == ["sessions_out_of_order"]


def test_a_side_that_hosts_twice_running_is_shown():
    sessions = [held(1, 1, date(2010, 3, 1), host="MA"), held(2, 2, date(2012, 3, 1), host="MA")]
    assert codes(state(body(), sessions=sessions)) == ["host_out_of_turn"]
    assert codes(state(body(alternating=False), sessions=sessions)) == []


def test_a_rhythm_without_any_day_is_a_gap():
    assert codes(state(body(on=None))) == ["rhythm_without_start"]


def member(n: int, role: str, on: date | None, name: str, party: str = "MA", **more: object) -> Entry:
    return entry(n, BODY, "membership", on, party=party, role=role, names={"en": name}, **more)


def test_a_new_chair_ends_the_time_of_the_one_before_and_members_sit_beside_each_other():
    acts = [
        body(),
        member(1, "chair", date(2010, 1, 1), "First"),
        member(2, "chair", date(2015, 6, 1), "Second"),
        member(3, "member", date(2012, 1, 1), "A"),
        member(4, "member", date(2013, 1, 1), "B", until=date(2014, 1, 1)),
        member(5, "chair", None, "Theirs", party="RU"),
    ]
    found = state(*acts)

    def names(on: date, party: str = "MA") -> list[str]:
        return [m.act.names["en"] for m in found.side(party, on)]

    assert names(date(2009, 12, 31)) == []
    assert names(date(2013, 6, 1)) == ["First", "A", "B"]
    assert names(date(2015, 5, 31)) == ["First", "A"]
    assert names(date(2015, 6, 1)) == ["Second", "A"]
    assert names(date(1990, 1, 1), "RU") == ["Theirs"]
    assert codes(found) == []


def test_a_side_without_a_chair_is_shown_once_the_other_has_members():
    found = state(body(), member(1, "chair", date(2010, 1, 1), "First"))
    assert [(f.code, f.data) for f in found.findings] == [("chair_missing", {"parties": ["RU"]})]


def test_a_session_that_belongs_to_another_body_is_not_counted():
    subject, acts = held(1, 1, date(2002, 3, 1))
    acts.append(entry(2, subject, "session", date(2002, 3, 1), mechanism="mechanism/other"))
    assert state(body(), sessions=[(subject, acts)]).meetings == ()


# -- properties ----------------------------------------------------------------------------------------------

days = st.integers(0, 9000).map(lambda n: FOUNDED + timedelta(days=n))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Entry], list[tuple[str, list[Entry]]]]:
    every = draw(st.one_of(st.none(), st.integers(1, 60)))
    facts = {
        "agenda_days": draw(st.one_of(st.none(), st.integers(1, 120))),
        "review_months": draw(st.one_of(st.none(), st.integers(1, 40))),
        "alternating": draw(st.booleans()),
        "first_host": draw(st.sampled_from([None, "MA", "RU"])),
    }
    acts = [body(0, every_months=every, **facts)]
    sessions = []
    for n in range(1, draw(st.integers(0, 7)) + 1):
        make = draw(st.sampled_from([held, planned]))
        more = {
            "host": draw(st.sampled_from([None, "MA", "RU"])),
            "kind": draw(st.sampled_from(["session", "review"])),
        }
        subject, made = make(n, draw(st.one_of(st.none(), st.integers(1, 9))), draw(days), **more)
        sessions.append((f"{subject}-{n}", made))
    return acts, sessions


@given(histories())
def test_what_falls_due_follows_from_the_record(history):
    acts, sessions = history
    found = state(*acts, sessions=sessions)
    facts = found.facts
    sessions_due = [d for d in found.dues if d.what == "session_due"]
    if facts.get("every_months"):
        base = found.held[-1].begins if found.held else FOUNDED
        rhythm = add_months(base, facts["every_months"])
        assert sessions_due
        assert all(d.last_day <= rhythm or d.subject for d in sessions_due)
    elif not found.planned:
        assert not sessions_due
    for d in found.dues:
        assert d.causes
        assert d.met is None or d.what != "session_due"
    if facts.get("agenda_days") and sessions_due:
        [agenda] = [d for d in found.dues if d.what == "agenda_due"]
        assert agenda.last_day == sessions_due[-1].last_day - timedelta(days=facts["agenda_days"])
    assert all(f.code in MECHANISM_FINDINGS for f in found.findings)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(history, chance):
    acts, sessions = history
    shuffled = list(sessions)
    chance.shuffle(shuffled)
    assert state(*acts, sessions=shuffled) == state(*acts, sessions=sessions)


@given(histories(), days)
def test_overdue_is_exactly_a_due_day_that_has_passed(history, on):
    acts, sessions = history
    found = state(*acts, sessions=sessions)
    first = found.next_due()
    assert (found.overdue(on) is not None) == (first is not None and first.last_day < on)
