"""What changed since: recorded or happened, with before and after, and nothing that the reader may not see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from servanda.domain.acts.bodies import Mechanism, Session
from servanda.domain.acts.consent import Notification, Signature
from servanda.domain.acts.register import Description, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import since
from servanda.register.scope import Scope, ScopeUnknown, parse, records_in
from servanda.register.services import record
from servanda.register.visibility import PUBLIC, Viewer, operator

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
SUBJECT = "instrument/a"
CLAUSES = FinalClausesStated(
    clauses=FinalClauses.model_validate(
        {"entry_into_force": {"rule": "on_later_notification"}, "term": {"kind": "indefinite"}}
    )
)


@pytest.fixture(autouse=True)
def register() -> None:
    public = Circle.PUBLIC
    record(
        [
            Draft(SUBJECT, Description(titles={"en": "Agreement"}, parties=("MA", "RU")), circle=public),
            Draft(SUBJECT, Signature(), on=date(2026, 1, 10), circle=public),
            Draft(SUBJECT, CLAUSES, circle=public),
            Draft("mechanism/m", Mechanism(names={"en": "Commission"}, parties=("MA", "RU")), circle=public),
            Draft("mechanism/sub", Mechanism(names={"en": "Sub"}, part_of="mechanism/m"), circle=public),
            Draft(
                "session/7",
                Session(mechanism="mechanism/sub", ordinal=7, begins=date(2026, 2, 2), ends=date(2026, 2, 3)),
                circle=public,
            ),
        ],
        RECORDER,
        at=THEN,
    )
    record(
        [Draft(SUBJECT, Notification(by="MA"), on=date(2026, 2, 20), circle=Circle.INTERNAL)],
        RECORDER,
        at=LATER,
    )
    record(
        [Draft(SUBJECT, Notification(by="RU"), on=date(2026, 4, 20), circle=Circle.INTERNAL)],
        RECORDER,
        at=LATER,
    )


def subjects(viewer: Viewer, scope: Scope, at: datetime, by: since.By = "recorded") -> list[str]:
    return [row["subject"] for row in since.changed(viewer, scope, at, by)]


def test_status_before_and_after_with_the_acts_that_moved_it() -> None:
    at = THEN + timedelta(days=1)
    assert subjects(operator(), Scope(), at) == [SUBJECT]
    [change] = since.changes(operator(), [SUBJECT], at, TODAY)
    assert (change.before, change.after, change.new) == ("signed", "in_force", False)
    assert [e.act for e in change.entries] == ["notification", "notification"]


def test_an_internal_change_is_none_for_the_public() -> None:
    at = THEN + timedelta(days=1)
    assert subjects(PUBLIC, Scope(), at) == []
    [change] = since.changes(PUBLIC, [SUBJECT], at, TODAY)
    assert (change.before, change.after, change.entries) == ("signed", "signed", [])


def test_what_happened_is_told_apart_from_what_was_recorded() -> None:
    at = since.end_of(date(2026, 3, 1))
    [change] = since.changes(operator(), [SUBJECT], at, TODAY, "happened")
    assert [e.happened_on for e in change.entries] == [date(2026, 4, 20)]
    assert len(since.changes(operator(), [SUBJECT], at, TODAY)[0].entries) == 2


def test_all_is_new_before_anything_was_known() -> None:
    [change] = since.changes(operator(), [SUBJECT], THEN - timedelta(days=1), TODAY)
    assert change.new
    assert change.before == ""


def test_a_mechanism_stands_for_its_parts_and_their_sessions() -> None:
    scope = parse("mechanism/m", operator())
    found = set(records_in(operator(), scope).values_list("subject", flat=True))
    assert found == {"mechanism/m", "mechanism/sub", "session/7"}
    last = since.last_session(operator(), "mechanism/m", TODAY)
    assert last is not None
    assert last.subject == "session/7"
    assert since.last_session(operator(), "mechanism/m", date(2026, 2, 1)) is None


@pytest.mark.parametrize("text", ["XX YY", "mechanism/none", "MA", "a/../b", "MA RU FR"])
def test_a_scope_of_nothing_is_told(text: str) -> None:
    with pytest.raises(ScopeUnknown):
        parse(text, operator())


def test_scopes_in_the_ways_that_people_write_them() -> None:
    assert parse(" ru  ma ", operator()).text == "MA RU"
    assert parse("MA-RU", operator()).text == "MA RU"
    assert parse("", operator()).text == "all"
