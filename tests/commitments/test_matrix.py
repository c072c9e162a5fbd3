"""The matrix: what each filter keeps, as of any day, what has changed since, and the same filter as everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.entry import Circle
from servanda.register import matrix
from servanda.register.matrix import Asked
from servanda.register.visibility import Viewer, commitments, operator, records
from tests.commitments import register
from tests.commitments.register import draft, promise, report

pytestmark = pytest.mark.django_db
ON = date(2023, 1, 1)
MA = frozenset({"MA"})


@pytest.fixture(autouse=True)
def commission() -> None:
    register.build()


def keys(viewer: Viewer | None = None, **asked) -> list[str]:
    page = matrix.look(viewer or operator(), Asked(**({"on": ON} | asked)))
    return [line.key for line in page.lines]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"mechanism": "mechanism/br"}, {"brazil", "open"}),
        ({"session": "session/6"}, {"agree", "differ", "done"}),
        ({"sector": "energy"}, {"agree"}),
        ({"organisation": "organisation/fish"}, {"differ", "done"}),
        ({"parties": ("MA", "BR")}, {"brazil", "open"}),
        ({"states": ("differs",)}, {"differ"}),
        ({"states": ("restated",)}, {"agree"}),
        ({"states": ("done", "differs")}, {"differ", "done"}),
        ({"side": "RU", "states": ("blocked",)}, {"differ"}),
        ({"side": "MA", "states": ("done",)}, {"differ", "done"}),
        ({"states": ("overdue",)}, {"differ"}),
        ({"due_from": date(2022, 1, 1), "due_to": date(2022, 12, 31)}, {"agree"}),
        ({"text": "canarybrazil"}, {"brazil"}),
        ({"since": date(2022, 4, 1), "only_changed": True}, {"differ"}),
        ({"session": "session/6", "side": "MA", "organisation": "organisation/fish"}, {"differ", "done"}),
    ],
)
def test_each_filter_keeps_what_it_says(asked, wanted):
    assert set(keys(**asked)) == wanted


def test_as_it_stood_before_the_seventh_session():
    before = matrix.look(operator(), Asked(on=date(2022, 2, 28)))
    stood = {line.key: line.status for line in before.lines}
    assert stood == {
        "agree": "on_track",
        "differ": "one_sided",
        "done": "done",
        "brazil": "unreported",
        "open": "unreported",
    }
    assert {line.key: line.carried for line in before.lines}["differ"] == 0
    assert next(x for x in matrix.look(operator(), Asked(on=ON)).lines if x.key == "differ").carried == 1


def test_silence_depends_on_the_day():
    assert "brazil" not in keys(on=date(2023, 4, 30), states=("silent",))
    assert "brazil" in keys(on=date(2023, 5, 2), states=("silent",))


def test_what_changed_is_marked_column_by_column():
    page = matrix.look(operator(), Asked(on=ON, since=date(2022, 2, 28)))
    changed = {line.key: line.changed for line in page.lines}
    assert changed["differ"] == {"state", "RU", "carried"}
    assert changed["tour"] == {"new"}
    assert changed["done"] == set()


def test_every_ordering_and_group_gives_each_line_once():
    everyone = sorted(keys())
    for order in matrix.ORDERINGS:
        for sign in ("", "-"):
            for group in ("", *matrix.GROUPS):
                assert sorted(keys(order=sign + order, group=group)) == everyone
    assert keys(order="due")[:2] == ["differ", "done"]
    assert keys(order="no-such-column; DROP TABLE") == keys(order="due")


def test_many_and_few_are_ordered_alike(monkeypatch: pytest.MonkeyPatch):
    few = {order: keys(order=order) for order in ("due", "-due", "state", "-carried", "origin")}
    monkeypatch.setattr(matrix, "COUNTED", 3)
    assert {order: keys(order=order) for order in few} == few
    page = matrix.look(operator(), Asked(on=ON))
    assert (page.total, page.more) == (3, True)


def test_pages_do_not_overlap():
    pages = [matrix.look(operator(), Asked(on=ON), n, per_page=3) for n in (1, 2, 3, 4)]
    seen = [line.key for page in pages[:3] for line in page.lines]
    assert len(seen) == len(set(seen)) == len(keys())
    assert [page.has_next for page in pages[:3]] == [True, True, False]
    assert pages[3].number == 3  # past the end: the last page


def test_all_lines_are_given_for_exports():
    given = list(matrix.everything(operator(), Asked(on=ON, order="title")))
    assert [line.number for line in given] == list(range(1, len(given) + 1))
    assert sorted(x.key for x in given) == sorted(keys())


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer(),
        Viewer("reader", Circle.JOINT),
        Viewer("officer", Circle.INTERNAL, desks=frozenset({"RU"}), own=MA),
        Viewer("officer", Circle.INTERNAL, desks=frozenset({"BR"}), own=MA),
        Viewer("focal", Circle.INTERNAL, organisation="organisation/fish", own=MA),
        Viewer("auditor", Circle.RESTRICTED, offices=frozenset({"Inspectorate"})),
        Viewer("auditor", Circle.RESTRICTED),
    ],
)
def test_the_narrow_filter_lets_through_what_the_one_filter_does(viewer: Viewer):
    restricted = draft(
        "commitment/narrow", "commitment", ON, "restricted", texts={"en": "x"}, parties=["MA", "RU"]
    )
    from dataclasses import replace

    register.record(
        replace(restricted, offices=("Inspectorate",)), promise("own", ON, texts={"en": "y"}, parties=["MA"])
    )
    allowed = set(records(viewer).filter(kind="commitment").values_list("pk", flat=True))
    assert set(commitments(viewer).values_list("record_id", flat=True)) == allowed
    seen = {line.record.pk for line in matrix.look(viewer, Asked(on=date(2030, 1, 1))).lines}
    assert seen == allowed


def test_a_report_moves_the_line_at_once():
    register.record(
        report("again", date(2022, 9, 1), "MA", "delayed"), report("again", date(2022, 9, 2), "RU", "delayed")
    )
    line = matrix.line(operator(), "commitment/again", Asked(on=ON))
    assert line is not None
    assert (line.status, line.promised) == ("delayed", 2)
