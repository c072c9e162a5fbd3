"""Settle the lists: one proposal for a relationship, from the kept list, renewed while nobody has touched it, gone when it is settled."""

from __future__ import annotations

import json
from datetime import date

import pytest

from servanda.domain.acts.consent import Signature
from servanda.domain.acts.lists import ListedRow, PartnerList
from servanda.domain.acts.proposals import ProposalStep
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.proposals import services
from servanda.proposals.found import Found
from servanda.register.models import Record
from servanda.register.services import record
from servanda.register.visibility import operator

pytestmark = pytest.mark.django_db
AMINA = Recorder("amina", "MA")
ON = date(2026, 6, 1)
TITLES = {
    "fish": ("Agreement on fisheries", date(2001, 2, 1)),
    "rail": ("Protocol on railways", date(2012, 3, 4)),
    "tour": ("Agreement on tourism", date(2010, 3, 4)),
}


@pytest.fixture(autouse=True)
def register() -> None:
    drafts = []
    for key, (title, day) in TITLES.items():
        described = Description(titles={"en": title}, parties=("MA", "RU"), type="agreement")
        drafts += [Draft(f"instrument/{key}", described), Draft(f"instrument/{key}", Signature(), on=day)]
    record(drafts, AMINA)


def listed(key: str, *rows: tuple[str, date], day: date = date(2026, 1, 1)) -> None:
    act = PartnerList(
        party="RU",
        other="MA",
        source="Their list",
        digest="0" * 64,
        as_of=day,
        rows=tuple(
            ListedRow(row=n, titles={"en": title}, signed=signed, parties=("MA", "RU"))
            for n, (title, signed) in enumerate(rows, 2)
        ),
    )
    record([Draft(f"list/{key}", act, on=day)], AMINA)


def found(on: date = ON, circle: Circle = Circle.INTERNAL) -> list[Found]:
    drafted = services.find(operator(circle), "MA", "RU", on)
    return [f for f in drafted.new if f.kind == "settle_lists"]


def state() -> dict[str, object]:
    [row] = [
        r for r in Record.objects.filter(kind="proposal") if json.loads(r.state)["kind"] == "settle_lists"
    ]
    return {**json.loads(row.state), "subject": row.subject}


AGREED = tuple(TITLES.values())
REDATED = (TITLES["fish"], TITLES["rail"], ("Agreement on tourism", date(2010, 3, 5)))


def test_one_proposal_for_the_relationship_names_the_list_and_each_instrument_with_its_entries() -> None:
    listed("one", TITLES["fish"], REDATED[2], ("Convention on double taxation", date(2004, 5, 6)))
    [one] = found()
    assert one.mark == "settle_lists:RU|MA"
    counts = {k: one.text.data[k] for k in ("n", "dates", "status", "theirs", "ours")}
    assert counts == {"n": 3, "dates": 1, "status": 0, "theirs": 1, "ours": 1}
    by_subject = {g.subject: g.entries for g in one.grounds}
    assert set(by_subject) == {"list/one", "instrument/tour", "instrument/rail"}
    ids = [i for entries in by_subject.values() for i in entries]
    assert ids
    assert JournalEntry.objects.filter(id__in=ids).count() == len(set(ids))
    for subject, entries in by_subject.items():
        assert entries
        assert set(JournalEntry.objects.filter(id__in=entries).values_list("subject", flat=True)) == {subject}


def test_lists_that_agree_propose_nothing_and_a_list_of_a_later_day_is_not_known_yet() -> None:
    listed("one", *AGREED)
    assert found() == []
    listed("two", *REDATED, day=date(2026, 3, 1))
    assert len(found()) == 1
    assert found(on=date(2026, 2, 1)) == []


def test_who_may_not_see_the_list_gets_no_proposal() -> None:
    listed("one", *REDATED)
    assert found(circle=Circle.JOINT) == []


def test_the_same_evidence_is_proposed_once_even_when_the_list_is_sent_again() -> None:
    listed("one", *REDATED)
    services.draft(operator(), "MA", "RU", ON, AMINA)
    assert found() == []
    refused = ProposalStep(stage="set_aside", reason="they keep their date")
    record([Draft(str(state()["subject"]), refused, on=ON)], AMINA)
    listed("two", *REDATED, day=date(2026, 3, 1))
    assert found() == []  # another file, the same differences
    listed("three", REDATED[0], REDATED[2], day=date(2026, 4, 1))
    [one] = found()  # the railways are gone from their list
    assert one.text.data["ours"] == 1


def test_an_untouched_draft_follows_the_evidence_and_goes_when_it_is_settled() -> None:
    listed("one", *REDATED)
    services.draft(operator(), "MA", "RU", ON, AMINA)
    before = state()
    listed("two", REDATED[0], REDATED[2], day=date(2026, 3, 1))
    drafted = services.draft(operator(), "MA", "RU", ON, AMINA)
    assert [s for s, _ in drafted.renewed] == [before["subject"]]
    after = state()
    assert (after["subject"], after["stage"]) == (before["subject"], "draft")
    assert after["basis"] != before["basis"]
    listed("three", *AGREED, day=date(2026, 4, 1))
    drafted = services.draft(operator(), "MA", "RU", ON, AMINA)
    assert drafted.settled == [before["subject"]]
    assert state()["stage"] == "set_aside"
    assert services.draft(operator(), "MA", "RU", ON, AMINA).settled == []


def test_what_a_person_has_moved_is_left_to_people() -> None:
    listed("one", *REDATED)
    services.draft(operator(), "MA", "RU", ON, AMINA)
    record([Draft(str(state()["subject"]), ProposalStep(stage="consultation"), on=ON)], AMINA)
    listed("two", *AGREED, day=date(2026, 3, 1))
    drafted = services.draft(operator(), "MA", "RU", ON, AMINA)
    assert (drafted.settled, drafted.renewed) == ([], [])
    assert state()["stage"] == "consultation"


def test_a_reader_who_cannot_see_the_evidence_does_not_take_it_for_settled() -> None:
    listed("one", *REDATED)
    services.draft(operator(), "MA", "RU", ON, AMINA, circle=Circle.JOINT)
    assert services.find(operator(Circle.JOINT), "MA", "RU", ON).settled == []
