"""Month arithmetic, notice days, working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.dates import (
    LeadTimes,
    WorkingCalendar,
    add,
    add_months,
    last_day_for_notice,
    last_safe_day,
    month_following,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2010, 11, 30), 3, date(2011, 2, 28)),
        (date(2011, 11, 30), 3, date(2012, 2, 29)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2012, 2, 29), 48, date(2016, 2, 29)),
        (date(2010, 4, 15), 60, date(2015, 4, 15)),
        (date(2011, 3, 31), -1, date(2011, 2, 28)),
        (date(9999, 12, 1), 1, None),
        (date(1, 1, 1), -1, None),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(day, months, expected):
    assert add_months(day, months) == expected


def test_the_end_of_months_can_be_declared_otherwise():
    assert add_months(date(2010, 11, 30), 3, "first_of_next") == date(2011, 3, 1)
    assert add_months(date(2011, 1, 28), 1, "first_of_next") == date(2011, 2, 28)


@given(DAYS, st.integers(1, 400), st.sampled_from(["last_day", "first_of_next"]))
@settings(max_examples=200)
def test_the_last_day_of_a_notice_is_the_last_from_which_the_period_is_over_in_time(until, months, month_end):
    close = until - timedelta(days=1)
    last = last_day_for_notice(until, months, "months", month_end)
    assert add_months(last, months, month_end) <= close
    assert add_months(last + timedelta(days=1), months, month_end) > close


@given(DAYS, st.integers(1, 4000))
def test_days_of_notice_are_counted_to_the_close(until, n):
    last = last_day_for_notice(until, n, "days")
    assert add(last, n, "days") == until - timedelta(days=1)


def test_without_a_number_notice_may_be_given_to_the_close():
    assert last_day_for_notice(date(2015, 4, 15), None, None) == date(2015, 4, 14)


def test_first_and_last_day_of_a_following_month():
    assert month_following(date(2010, 11, 30), 2) == date(2011, 1, 1)
    assert month_following(date(2012, 1, 31), 1, last=True) == date(2012, 2, 29)


FRANCE_GERMANY = WorkingCalendar(("FR", "DE"))


def test_a_working_day_is_one_of_both_states():
    assert not FRANCE_GERMANY.works(date(2019, 7, 14))  # Sunday
    assert not FRANCE_GERMANY.works(date(2021, 7, 14))  # a holiday in France alone
    assert not FRANCE_GERMANY.works(date(2019, 10, 3))  # in Germany alone
    assert FRANCE_GERMANY.works(date(2021, 7, 15))


def test_weekly_rest_days_are_each_states_own():
    friday = date(2025, 6, 13)
    assert not WorkingCalendar(("DZ",)).works(friday)
    assert WorkingCalendar(("MA",)).works(friday)
    assert not WorkingCalendar(("MA",), rest_days={"MA": frozenset({4})}).works(friday)


@given(st.dates(date(2015, 1, 1), date(2024, 12, 31)), st.integers(0, 30))
@settings(max_examples=60)
def test_the_last_safe_day_leaves_all_its_working_days(last, days):
    safe = last_safe_day(last, LeadTimes(days, 0, 0), FRANCE_GERMANY)
    assert FRANCE_GERMANY.works(safe)
    between = [safe + timedelta(days=i) for i in range(1, (last - safe).days + 1)]
    assert sum(map(FRANCE_GERMANY.works, between)) == days


def test_holidays_of_coming_years_are_estimates():
    calendar = WorkingCalendar(("MA", "RU"), today=date(2026, 11, 23))
    assert calendar.estimated(date(2027, 1, 10), date(2027, 2, 1))
    assert not calendar.estimated(date(2024, 1, 10), date(2024, 12, 1))


def test_an_organisation_without_a_calendar_rests_on_saturday_and_sunday():
    assert WorkingCalendar(("EAEU",)).works(date(2025, 6, 13))
    assert not WorkingCalendar(("EAEU",)).works(date(2025, 6, 14))
