"""A method's points, counted by hand, traced to entries; a method's mistakes, each with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.assessment import assess
from servanda.assessment.measure import Measure
from servanda.assessment.rating import LANGUAGES, MethodError, load, names, parse, rate
from tests.assessment.test_measures import cooperation, instrument

TITLES = 'titles = { ar = "ا", en = "x", fr = "x", ru = "ы" }\n'
GOOD = f"""{TITLES}
[[indicators]]
code = "force"
measure = "by_status"
figures = ["in_force"]
over = ["in_force", "signed"]
weight = 3
at_least = [[0.9, 100], [0.6, 60]]
{TITLES}
[[indicators]]
code = "speed"
measure = "time_to_force"
figures = ["median"]
weight = 1
at_most = [[365, 100], [1000, 40]]
{TITLES}
[[levels]]
from = 70
{TITLES}
[[levels]]
from = 0
{TITLES.replace('"x"', '"low"')}
"""


def some(in_force: int, waiting: int) -> dict[str, Measure]:
    return assess(
        cooperation(
            *(instrument(f"f{n}", date(2015, 1, 1), date(2016, 1, 1)) for n in range(in_force)),
            *(instrument(f"w{n}", date(2015, 1, 1)) for n in range(waiting)),
        )
    )


def test_points_are_the_steps_weighted() -> None:
    rating = rate(parse(GOOD), some(6, 3))  # 6 of 9 → 60; the median is 365 days → 100
    assert [r.points for r in rating.rated] == [60, 100]
    assert rating.rated[1].value == 365
    assert rating.points == (3 * 60 + 100) / 4 == 70
    assert rating.level
    assert rating.level.least == 70


def test_each_point_is_traced_to_the_records_and_entries_counted() -> None:
    first = rate(parse(GOOD), some(6, 3)).rated[0]
    assert {c.subject for c in first.counted} == {f"instrument/f{n}" for n in range(6)} | {
        f"instrument/w{n}" for n in range(3)
    }
    assert {c.subject: c.entries for c in first.counted}["instrument/f0"] == ("f0-in_force",)


def test_what_is_too_thin_is_left_out_and_less_than_half_is_no_rating() -> None:
    thin = rate(parse(GOOD), some(4, 5))  # four came into force: no median; 4 of 9 is below every step
    assert [r.points for r in thin.rated] == [0, None]
    assert (thin.points, thin.covered) == (0, 0.75)
    assert thin.level
    assert thin.level.titles["en"] == "low"
    none = rate(parse(GOOD), some(2, 1))
    assert (none.points, none.level, none.covered) == (None, None, 0)


def test_more_than_a_limit_is_not_reached() -> None:
    method = parse(GOOD)
    strict = replace(method.indicators[1], steps=((364.0, 100.0), (400.0, 40.0)))
    assert rate(replace(method, indicators=(strict,)), some(6, 0)).points == 40


def test_the_shipped_methods_are_sound() -> None:
    assert names() == ["record"]
    method = load("record")
    assert sum(i.weight for i in method.indicators) == 100
    assert all(set(x.titles) == set(LANGUAGES) for x in (method, *method.indicators, *method.levels))
    assert rate(method, some(9, 0)).rated[0].points is None  # no commitment, no points for it


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("weight = 3", "weight = 0", "indicators[1].weight"),
        ("weight = 3", 'weight = "3"', "indicators[1].weight"),
        ("weight = 3", "weight = nan", "indicators[1].weight"),
        ("weight = 1\n", "", "indicators[2].weight"),
        ("weight = 1\n", "weight = 1\nweigth = 2\n", "indicators[2]"),
        ('"by_status"', '"by_mood"', "indicators[1].measure"),
        ('["in_force"]', '["in_forse"]', "indicators[1].figures"),
        ('["in_force"]', "[]", "indicators[1].figures"),
        ('["median"]', '["median", "waiting"]', "indicators[2].figures"),
        ("[[0.9, 100], [0.6, 60]]", "[[0.6, 60], [0.9, 100]]", "indicators[1].at_least"),
        ("[[365, 100], [1000, 40]]", "[[365, 101], [1000, 40]]", "indicators[2].at_most"),
        ("at_most =", "at_best =", "indicators[2].at_least | indicators[2].at_most"),
        ("from = 70", "from = 170", "levels[1].from"),
        ('ar = "ا", ', "", "titles"),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, key: str) -> None:
    with pytest.raises(MethodError) as caught:
        parse(GOOD.replace(old, new))
    assert key in [f.data["key"] for f in caught.value.faults]


def test_all_mistakes_are_told_at_once_and_toml_by_its_line() -> None:
    with pytest.raises(MethodError) as caught:
        parse(GOOD.replace("weight = 3", "weight = 0").replace("from = 70", "from = -1"))
    assert [f.data["key"] for f in caught.value.faults] == ["indicators[1].weight", "levels[1].from"]
    with pytest.raises(MethodError) as caught:
        parse("[titles]\nar = oops\n")
    assert caught.value.faults[0].data == {"line": 2}
    with pytest.raises(MethodError) as caught:
        load("no-such-method")
    assert caught.value.faults[0].data["known"] == "record"
