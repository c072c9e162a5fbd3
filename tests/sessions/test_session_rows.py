"""The computed rows of sessions, mechanisms and topics: what a body's rows take from its sessions, and for whom."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry
from servanda.journal.services import Draft, Recorder
from servanda.register import dump, queries, verification
from servanda.register.models import Deadline, Record
from servanda.register.services import Refused, rebuild, record
from servanda.register.visibility import operator

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
M, S7, S8 = "mechanism/m", "session/7", "session/8"
JOINT, INTERNAL = Circle.JOINT, Circle.INTERNAL


def write(subject: str, name: str, on: date | None = None, circle: Circle = JOINT, **body: object) -> Entry:
    more = {k: str(body.pop(k)) for k in ("corrects", "withdraws", "reason_why") if k in body}
    draft = Draft(
        subject,
        REGISTRY[name].model_validate(body),
        on=on,
        circle=circle,
        corrects=more.get("corrects"),
        withdraws=more.get("withdraws"),
        reason=more.get("reason_why", ""),
    )
    return record([draft], RECORDER)[0]


@pytest.fixture(autouse=True)
def commission() -> None:
    facts = {"every_months": 24, "alternating": True, "agenda_days": 60, "first_host": "RU"}
    write(M, "mechanism", date(2000, 1, 10), names={"en": "Commission"}, parties=["MA", "RU"], **facts)
    write(S7, "session", date(2022, 5, 5), mechanism=M, ordinal=7, begins=date(2022, 5, 5), host="MA")


def due(circle: Circle = JOINT) -> list[tuple[str, date | None, str]]:
    found = Deadline.objects.filter(record__in=Record.objects.filter(subject=M, low__lte=circle.level))
    found = found.filter(record__high__gt=circle.level).order_by("due", "what")
    return [(d.what, d.last_day, d.owed_by) for d in found]


def rows() -> list[object]:
    return list(dump.computed())


def test_a_session_held_moves_the_next_one_of_its_body():
    assert due() == [
        ("agenda_due", date(2024, 3, 6), ""),
        ("invitation_due", date(2024, 3, 6), "RU"),
        ("session_due", date(2024, 5, 5), "RU"),
    ]
    write(S8, "session", date(2024, 4, 1), mechanism=M, ordinal=8, begins=date(2024, 4, 1), host="RU")
    assert due()[-1] == ("session_due", date(2026, 4, 1), "MA")


def test_a_session_that_is_moved_to_another_body_leaves_the_first():
    write(
        "mechanism/n",
        "mechanism",
        date(2000, 1, 10),
        names={"en": "Other"},
        parties=["MA", "RU"],
        every_months=12,
    )
    write(S7, "session", date(2022, 5, 5), mechanism="mechanism/n")
    assert due()[-1] == ("session_due", date(2002, 1, 10), "RU")


def test_a_withdrawn_session_was_never_counted():
    held = write(S8, "session", date(2024, 4, 1), mechanism=M, begins=date(2024, 4, 1))
    write(S8, "withdrawal", None, reason="twice", withdraws=held.id, reason_why="twice")
    assert due()[-1] == ("session_due", date(2024, 5, 5), "RU")


def test_a_later_act_on_the_body_keeps_its_rhythm_for_commitments_too():
    from servanda.register import commitment_context

    assert commitment_context.rhythm(M, 1).every_months == 24
    write(M, "mechanism", date(2016, 1, 1), names={"en": "Commission"}, review_months=12)
    assert commitment_context.rhythm(M, 1).every_months == 24
    write(M, "mechanism", date(2017, 1, 1), names={"en": "Commission"}, when_needed=True)
    assert commitment_context.rhythm(M, 1).every_months is None


def test_what_is_planned_internally_stays_internal():
    """The other side sees the rhythm; one's own house the day that it has in mind."""
    write(S8, "session_planned", None, INTERNAL, mechanism=M, ordinal=8, begins=date(2024, 2, 2), host="RU")
    assert due(JOINT)[-1] == ("session_due", date(2024, 5, 5), "RU")
    assert due(INTERNAL)[-1] == ("session_due", date(2024, 2, 2), "RU")
    assert due(Circle.PUBLIC) == []


def test_the_rows_are_the_same_after_a_rebuild_and_verification_finds_nothing():
    write(S8, "session_planned", None, INTERNAL, mechanism=M, ordinal=8, begins=date(2024, 2, 2))
    write(S8, "agenda", date(2023, 12, 1), items=[{"key": "a", "titles": {"en": "Ports"}, "about": [M]}])
    write("topic/t", "topic", date(2024, 1, 1), names={"en": "Sahel"}, parties=["MA", "RU"])
    write("topic/t", "consultation", date(2024, 1, 1), parties=["MA", "RU"], next_due=date(2025, 1, 1))
    before = rows()
    assert list(verification.verify()) == []
    rebuild()
    assert rows() == before
    assert list(verification.verify()) == []


def test_the_search_finds_a_session_by_its_agenda_and_decisions():
    write(S7, "agenda", date(2022, 4, 1), items=[{"key": "a", "titles": {"ru": "Сотрудничество в Сахаре"}}])
    write(
        S7, "decision", date(2022, 5, 5), key="d", item="a", texts={"fr": "Les Parties construiront un quai"}
    )
    from servanda.register.search import matching

    for words in ("Сахаре", "quai"):
        assert [r.subject for r in matching(Record.objects.filter(kind="session"), words)] == [S7]


def test_a_consultation_sets_the_next_round_and_the_next_consultation_meets_it():
    write("topic/t", "topic", date(2024, 1, 1), names={"en": "Sahel"}, parties=["MA", "RU"])
    write(
        "topic/t",
        "consultation",
        date(2024, 1, 1),
        level="directors",
        next_due=date(2025, 1, 1),
        next_host="RU",
    )
    [found] = queries.deadlines(operator(), date(2024, 6, 1), date(2026, 1, 1)).filter(
        what="consultation_due"
    )
    assert (found.last_day, found.owed_by, found.met) == (date(2025, 1, 1), "RU", None)
    write("topic/t", "consultation", date(2024, 12, 9), level="directors")
    [met] = Deadline.objects.filter(what="consultation_due")
    assert met.met == date(2024, 12, 9)


def test_what_sides_said_belongs_to_the_consultation_of_its_session_or_day():
    write("topic/t", "topic", date(2024, 1, 1), names={"en": "Sahel"}, parties=["MA", "RU"])
    write("topic/t", "consultation", date(2024, 1, 1), session=S7)
    write("topic/t", "position", date(2024, 2, 2), by="RU", kind="request", texts={"en": "Asked"}, session=S7)
    write("topic/t", "position", date(2024, 3, 3), by="MA", texts={"en": "Apart"})
    from servanda.domain.dialogue import fold
    from servanda.journal.queries import entries_of

    state = fold(entries_of("topic/t"))
    assert state is not None
    assert [s.act.texts["en"] for s in state.consultations[0].said] == ["Asked"]
    assert [s.act.texts["en"] for s in state.apart] == ["Apart"]


def test_consultations_of_two_relationships_on_one_topic_are_shown():
    write("topic/t", "topic", date(2024, 1, 1), names={"en": "Sahel"})
    write("topic/t", "consultation", date(2024, 1, 1), parties=["MA", "RU"])
    write("topic/t", "consultation", date(2024, 2, 1), parties=["MA", "FR"])
    [finding] = queries.findings(operator(), "topic_of_several_relationships")
    assert "FR–MA" in finding.data


# -- what is refused -----------------------------------------------------------------------------------------


def refused(code: str, subject: str, name: str, on: date | None = None, **body: object) -> None:
    before = rows()
    with pytest.raises(Refused) as error:
        write(subject, name, on, **body)
    assert error.value.code == code
    assert rows() == before


def step(stage: str, on: date) -> Entry:
    return write(S7, "session_step", on, stage=stage)


def test_a_locked_session_takes_nothing_any_more_but_corrections():
    decided = write(S7, "decision", date(2022, 5, 5), key="d", texts={"en": "A"})
    step("minutes_signed", date(2022, 5, 6))
    step("minutes_locked", date(2022, 5, 9))
    refused("minutes_locked", S7, "decision", date(2022, 5, 5), key="e", texts={"en": "B"})
    refused("minutes_locked", S7, "agenda", date(2022, 5, 5), items=[])
    refused("minutes_locked", S7, "session_step", date(2022, 5, 10), stage="minutes_drafted")
    refused("minutes_locked", S7, "session", date(2022, 5, 10), place="Elsewhere")
    write(
        S7,
        "decision",
        date(2022, 5, 5),
        key="d",
        texts={"en": "AA"},
        corrects=decided.id,
        reason_why="typing error",
    )


def test_agreed_minutes_are_taken_back_before_they_are_edited():
    write(S7, "decision", date(2022, 5, 5), key="d", texts={"en": "A"})
    step("minutes_agreed", date(2022, 5, 6))
    refused("minutes_agreed", S7, "decision", date(2022, 5, 5), key="d", texts={"en": "B"})
    refused("minutes_agreed", S7, "decision", date(2022, 5, 7), key="e", texts={"en": "B"})
    write(S7, "decision", date(2022, 5, 5), key="copied", texts={"en": "from the paper"})
    step("minutes_drafted", date(2022, 5, 8))
    write(S7, "decision", date(2022, 5, 8), key="d", texts={"en": "B"})
    step("minutes_signed", date(2022, 5, 9))
    refused("minutes_signed", S7, "session_step", date(2022, 5, 10), stage="minutes_drafted")


def test_minutes_wait_for_the_session_and_agreement_for_the_remarks():
    write(S8, "session_planned", None, mechanism=M, ordinal=8)
    refused("not_held", S8, "session_step", date(2024, 1, 1), stage="minutes_drafted")
    write(S7, "remark", date(2022, 5, 6), key="r", party="RU", texts={"ru": "Срок"})
    refused("open_remarks", S7, "session_step", date(2022, 5, 7), stage="minutes_agreed")
    write(S7, "remark", date(2022, 5, 7), key="r", party="RU", texts={"ru": "Срок"}, settled=True)
    step("minutes_agreed", date(2022, 5, 7))


def test_who_edits_what_another_has_changed_is_told():
    first = write(S7, "agenda", date(2022, 4, 1), items=[{"key": "a"}, {"key": "b"}])
    theirs = write(S7, "agenda", date(2022, 4, 2), items=[{"key": "a"}], based_on=first.id)
    refused("agenda_moved", S7, "agenda", date(2022, 4, 2), items=[{"key": "b"}], based_on=first.id)
    write(S7, "agenda", date(2022, 4, 2), items=[{"key": "a"}, {"key": "b"}], based_on=theirs.id)
    decided = write(S7, "decision", date(2022, 5, 5), key="d", item="a", texts={"en": "A"})
    write(S7, "decision", date(2022, 5, 5), key="d", item="a", texts={"en": "B"}, based_on=decided.id)
    refused("decision_moved", S7, "decision", date(2022, 5, 5), key="d", item="a", based_on=decided.id)
    refused("decided_item", S7, "agenda", date(2022, 5, 5), items=[{"key": "b"}])
