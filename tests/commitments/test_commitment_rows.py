"""Computed rows of commitments: written with the entry, moved by sessions and lineage, the same after a rebuild."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import dump, services, verification
from servanda.register.models import CommitmentInterval, Record, SidePosition

pytestmark = pytest.mark.django_db
WHO = Recorder("amina", "MA", "Secretariat")


def draft(subject: str, name: str, on: date | None, circle: str = "joint", **body) -> Draft:
    return Draft(subject, REGISTRY[name].model_validate(body), on=on, circle=Circle(circle))


def commitment(name: str, on: date, **body) -> Draft:
    more = {"texts": {"en": f"Promise {name}"}, "parties": ["MA", "RU"], "mechanism": "mechanism/m"}
    return draft(f"commitment/{name}", "commitment", on, **(more | body))


@pytest.fixture
def commission() -> None:
    services.record(
        [
            draft("mechanism/m", "mechanism", date(2015, 1, 1), names={"en": "Commission"}, every_months=24),
            draft(
                "session/6",
                "session",
                date(2020, 3, 1),
                mechanism="mechanism/m",
                ordinal=6,
                begins="2020-03-01",
            ),
            commitment("a", date(2020, 3, 1), session="session/6", due="2021-01-01"),
            draft("commitment/a", "commitment_report", date(2020, 9, 1), by="MA", progress="on_track"),
            draft("commitment/a", "commitment_report", date(2020, 10, 1), by="RU", progress="delayed"),
        ],
        WHO,
    )


def latest(subject: str, level: int = 1) -> CommitmentInterval:
    found = CommitmentInterval.objects.filter(record__subject=subject, record__low__lte=level)
    return found.filter(record__high__gt=level).order_by("position").last()


def test_a_session_carries_over_what_is_unfinished_and_a_withdrawal_takes_it_back(commission: None):
    assert (latest("commitment/a").carried, latest("commitment/a").status) == (0, "differs")
    held = draft(
        "session/7", "session", date(2022, 5, 1), mechanism="mechanism/m", ordinal=7, begins="2022-05-01"
    )
    (entry,) = services.record([held], WHO)
    assert latest("commitment/a").carried == 1
    taken_back = Draft(
        "session/7",
        REGISTRY["withdrawal"].model_validate({"reason": "x"}),
        circle=Circle.JOINT,
        withdraws=entry.id,
        reason="x",
    )
    services.record([taken_back], WHO)
    assert latest("commitment/a").carried == 0


def test_lineage_counts_the_promises_and_marks_the_earlier_ones(commission: None):
    services.record(
        [
            commitment("b", date(2022, 5, 1)),
            draft("commitment/b", "lineage", date(2022, 5, 1), kind="restates", of=["commitment/a"]),
        ],
        WHO,
    )
    services.record(
        [
            commitment("c", date(2024, 5, 1)),
            draft("commitment/c", "lineage", date(2024, 5, 1), kind="merges", of=["commitment/b"]),
        ],
        WHO,
    )
    assert latest("commitment/c").promised == 3
    assert latest("commitment/a").status == "restated"
    # The middle one becomes the first where its own lineage is withdrawn.
    from servanda.journal.models import JournalEntry

    row = JournalEntry.objects.get(subject="commitment/b", act="lineage")
    services.record(
        [
            Draft(
                "commitment/b",
                REGISTRY["withdrawal"].model_validate({"reason": "x"}),
                circle=Circle.JOINT,
                withdraws=row.id,
                reason="x",
            )
        ],
        WHO,
    )
    assert latest("commitment/c").promised == 2
    assert latest("commitment/a").status == "differs"


def test_a_draft_report_changes_nothing_in_the_joint_rows(commission: None):
    services.record(
        [
            draft(
                "commitment/a",
                "commitment_report",
                date(2021, 1, 1),
                "internal",
                by="MA",
                progress="blocked",
                stage="draft",
                remark={"en": "canarydraft"},
            )
        ],
        WHO,
    )
    joint = Record.objects.get(subject="commitment/a", low=1)
    assert "canarydraft" not in "".join(i.flags for i in joint.intervals.all())


def test_rebuilt_rows_are_the_same_to_the_byte(commission: None):
    services.record(
        [
            commitment("b", date(2022, 5, 1)),
            draft("commitment/b", "lineage", date(2022, 5, 1), kind="restates", of=["commitment/a"]),
            draft(
                "session/7",
                "session",
                date(2022, 5, 1),
                "internal",
                mechanism="mechanism/m",
                ordinal=7,
                begins="2022-05-01",
            ),
        ],
        WHO,
    )
    before = list(dump.lines())
    services.rebuild()
    assert list(dump.lines()) == before
    assert list(verification.verify()) == []


def test_each_side_has_its_own_line_through_time(commission: None):
    rows = SidePosition.objects.filter(record__subject="commitment/a", party="RU").order_by("since")
    assert [(r.progress, r.since) for r in rows] == [("", date(2020, 3, 1)), ("delayed", date(2020, 10, 1))]
