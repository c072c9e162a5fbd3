"""What the demonstration says: statements read and decided on by the services, the other side's list, work left on the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from lxml import html

from servanda.assessment import assess
from servanda.cli import demo, demonstration_lists, demonstration_proposals, demonstration_statements
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.proposals import services as proposals
from servanda.publishing.site import Site
from servanda.register import assessing, kept_lists, queries, sayings
from servanda.register.assessing import Asked
from servanda.register.chronicle import read_between
from servanda.register.models import Record
from servanda.register.verification import verify
from servanda.register.visibility import PUBLIC, operator
from servanda.web.models import ReadingDesk

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
INTERNAL = operator(Circle.INTERNAL)


@pytest.fixture(scope="module")
def missed(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The whole demonstration, recorded once for these tests; what of its statements the reader does not give."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build()
        said = demonstration_statements.record()
        demonstration_lists.keep()
        yield said
        transaction.set_rollback(True)


def test_the_reader_gives_every_draft_that_the_statements_want(missed: list[str]) -> None:
    assert missed == []


def test_statements_in_four_languages_some_with_versions_one_internal(missed: list[str]) -> None:
    statements = list(Record.objects.filter(kind="statement", high__gt=Circle.INTERNAL.level))
    languages = [json.loads(r.state)["languages"] for r in statements]
    assert len(statements) >= 16
    assert {code for codes in languages for code in codes} == {"ar", "ru", "fr", "en"}
    assert {len(codes) for codes in languages} == {1, 2, 3}
    assert all(set(json.loads(r.titles)) == set(json.loads(r.state)["languages"]) for r in statements)
    seen = {circle: sayings.find(operator(circle), sayings.Asked()).statements.count() for circle in Circle}
    assert seen[Circle.PUBLIC] < seen[Circle.JOINT] < seen[Circle.INTERNAL] == len(statements)


def test_they_are_decided_on_as_an_officer_decides(missed: list[str]) -> None:
    made = JournalEntry.objects.filter(recorded_by__in=("officer", "secretary")).exclude(act="partner_list")
    evidence = [(e.act, json.loads(e.evidence), json.loads(e.body)) for e in made]
    assert all(cited or "titles" in body for act, cited, body in evidence if act == "statement")
    assert all(cited for act, cited, _ in evidence if act != "statement")
    decisions = [d for desk in ReadingDesk.objects.all() for d in json.loads(desk.decisions).values()]
    states = {d["state"] for d in decisions}
    assert states == {"accepted", "merged", "refused"}
    assert any(d.get("confirms") for d in decisions)
    assert any(d.get("amended") for d in decisions)
    assert list(verify()) == []


def test_a_newcomer_finds_work_on_the_desk(missed: list[str]) -> None:
    waiting = ReadingDesk.objects.filter(open__gt=0)
    assert waiting.count() == 3
    assert all(desk.open == desk.total for desk in waiting)
    assert not Record.objects.filter(subject__in=waiting.values("statement")).exists()


def test_what_was_announced_came_or_never_came(missed: list[str]) -> None:
    facts = assessing.facts(INTERNAL, Asked("MA", "RU", on=ON))
    figures = assess(facts)["announced"].figures
    answers = {f.key: f.data["answer"] for f in figures if f.family == "subject"}
    assert answers["instrument/ma-ru-2020-fisheries"] == "instrument/ma-ru-2020-fisheries"
    kept = [s for s, answer in answers.items() if answer == "commitment/ma-ru-7-business-council"]
    assert [s.partition("/")[0] for s in kept] == ["undertaking"]
    for partner, title in (("RU", "аквакультуры"), ("BR", "transport maritime"), ("NL", "water management")):
        new = proposals.find(INTERNAL, "MA", partner, ON).new
        [subject] = [
            p.key[0]
            for p in new
            if p.kind == "sign_announced"
            and title in str(Record.objects.filter(subject=p.key[0]).first().titles)
        ]
        assert answers.get(subject, "") == ""


def test_what_was_announced_has_a_name_in_every_language(missed: list[str]) -> None:
    made = JournalEntry.objects.filter(
        act__in=("description", "undertaking"), recorded_by__in=("officer", "secretary")
    )
    subjects = set(made.values_list("subject", flat=True))
    assert len(subjects) >= 10
    for record in Record.objects.filter(subject__in=subjects):
        assert set(json.loads(record.titles)) == {"ar", "ru", "fr", "en"}, record.title


def test_the_relationship_tells_what_was_read(missed: list[str]) -> None:
    chronicle = read_between(PUBLIC, "MA", "RU", ON)
    read = [*chronicle.latest, *chronicle.earlier]
    assert {told.record.kind for one in read for told in one.told} >= {
        "instrument",
        "encounter",
        "mechanism",
        "person",
    }


def test_statements_are_published_with_each_version_under_its_language(missed: list[str]) -> None:
    site = Site(ON, "https://register.example/public")
    statements = [p for p in site.paths() if p.startswith("ar/statement/") and p.count("/") == 2]
    assert len(statements) >= 15
    for record in Record.objects.filter(kind="statement", low=Circle.PUBLIC.level):
        assert len(site.public.versions(record)) == 1, "more that it speaks of is no new wording"
    made = [html.fromstring(site.make(path)) for path in statements]
    [talks] = [
        page
        for page in made
        if "مباحثات مغربية روسية" in page.findtext(".//h1") and "2025" in page.text_content()
    ]
    prose = {
        e.get("lang"): e
        for e in talks.iter()
        if e.get("lang") and e.get("dir") and "ministers signed" in e.text_content()
    }
    assert "expected" not in talks.text_content()
    assert "en" in prose
    assert "ووقع الوزيران" not in prose["en"].text_content()


def test_the_other_sides_list_differs_in_days_and_each_side_has_what_the_other_has_not(
    missed: list[str],
) -> None:
    kept = kept_lists.current(INTERNAL, "MA", "RU")
    assert kept is not None
    assert "Illustration" in kept.act.source
    outcome = kept_lists.compare(INTERNAL, kept).outcome
    assert outcome.ours_only
    assert outcome.theirs_only
    codes = {f.code for f in queries.findings(INTERNAL)}
    assert {"list_signature_differs", "list_status_differs", "list_theirs_only"} <= codes
    demonstration_lists.keep()
    assert JournalEntry.objects.filter(act="partner_list").count() == 1


def test_its_proposals_are_drafted_from_its_evidence_and_only_once(missed: list[str]) -> None:
    demonstration_proposals.draft()
    drafted = Record.objects.filter(kind="proposal", high__gt=Circle.INTERNAL.level)
    kinds = {json.loads(r.state)["kind"] for r in drafted}
    assert {"sign_announced", "convene_mechanism", "settle_lists", "retable_commitment"} <= kinds
    before = drafted.count()
    assert before >= 15
    demonstration_proposals.draft()
    assert drafted.count() == before
