"""What a fold answers beside the cases: descriptions, findings of imported records, procedure, duties, amendments."""

from datetime import UTC, date, datetime

import pytest

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Entry, known_at
from servanda.domain.instruments import FINDINGS, fold

RECORDED = datetime(2024, 1, 1, tzinfo=UTC)
_count = iter(range(10**6))


def entry(name: str, on: str | None = None, **fields) -> Entry:
    day = date.fromisoformat(on) if on else None
    return Entry(f"{name}-{next(_count)}", "instrument/x", REGISTRY[name](**fields), day, RECORDED)


def codes(state) -> set[str]:
    return {f.code for f in state.findings}


DESCRIPTION = entry(
    "description", parties=["MA", "RU"], titles={"fr": "Accord", "ar": "اتفاق"}, sectors=["energy"]
)
SIGNED = entry("signature", "2010-04-15", place="Rabat")


def test_what_is_described_is_not_an_act():
    state = fold([DESCRIPTION])
    assert state.timeline == ()
    assert state.at(date(2020, 1, 1)) is None
    assert state.titles["fr"] == "Accord"
    assert state.parties == ("MA", "RU")
    assert state.sectors == ("energy",)


def test_titles_of_all_descriptions_stand_together_the_later_word_counts():
    later = entry("description", "2011-01-01", titles={"ru": "Соглашение", "fr": "Accord cadre"})
    state = fold([later, DESCRIPTION, SIGNED])
    assert state.titles == {"fr": "Accord cadre", "ar": "اتفاق", "ru": "Соглашение"}
    assert state.parties == ("MA", "RU")


def test_the_clauses_come_from_the_record():
    clauses = entry("final_clauses", clauses={"entry_into_force": {"rule": "on_signature"}})
    assert fold([clauses, SIGNED]).status(date(2010, 4, 15)) == "in_force"


def test_a_published_status_never_drives_the_fold():
    claim = entry(
        "published_status", word="Em Vigor", classes=["in_force"], as_of="2021-01-15", source="Concordia"
    )
    state = fold([DESCRIPTION, SIGNED, claim])
    assert state.status(date(2022, 1, 1)) == "signed"
    found = next(f for f in state.findings if f.code == "published_status_differs")
    assert found.data["reason"] == "no_entry_into_force"
    assert found.data["computed"] == "signed"


def test_a_published_status_that_agrees_is_no_finding():
    claim = entry("published_status", word="Em Ratificação", classes=["signed"], as_of="2021-01-15")
    assert "published_status_differs" not in codes(fold([DESCRIPTION, SIGNED, claim]))


def test_a_published_status_is_compared_on_its_own_day():
    claim = entry("published_status", word="Tramitação", classes=["signed"], as_of="2010-06-01")
    force = entry("entry_into_force", "2010-08-01")
    assert "published_status_differs" not in codes(fold([DESCRIPTION, SIGNED, force, claim]))


def test_a_stage_published_beside_a_later_day_of_entry_into_force_is_told():
    stages = ["negotiated", "signed", "provisional"]
    claim = entry("published_status", word="Tramitação MRE", classes=stages, as_of="2010-06-01")
    force = entry("entry_into_force", "2010-08-01")
    state = fold([DESCRIPTION, SIGNED, force, claim])
    found = next(f for f in state.findings if f.code == "published_stage_before_force")
    assert found.data["in_force"] == date(2010, 8, 1)
    assert "published_stage_before_force" not in codes(fold([DESCRIPTION, SIGNED, claim]))
    earlier = entry("entry_into_force", "2010-05-01")
    assert "published_stage_before_force" not in codes(fold([DESCRIPTION, SIGNED, earlier, claim]))


@pytest.mark.parametrize(
    ("classes", "acts", "reason"),
    [
        (["in_force"], [], "no_act_by_then"),
        (["signed"], [SIGNED, entry("entry_into_force", "2010-08-01")], "in_force_by_the_acts"),
        (["ended"], [SIGNED], "no_end_on_record"),
        (["suspended"], [SIGNED], "no_suspension_on_record"),
        (
            ["in_force"],
            [SIGNED, entry("entry_into_force", "2010-08-01"), entry("expiry", "2012-01-01")],
            "ended_by_the_acts",
        ),
    ],
)
def test_a_differing_status_says_why(classes, acts, reason):
    claim = entry("published_status", word="…", classes=classes, as_of="2021-01-15")
    found = [f for f in fold([*acts, claim]).findings if f.code == "published_status_differs"]
    assert [f.data["reason"] for f in found] == [reason]


def test_a_party_known_by_name_only_is_a_finding_and_no_stranger():
    described = entry("description", parties=["MA"], parties_unresolved=["Gold Coast"])
    clauses = entry("final_clauses", clauses={"entry_into_force": {"rule": "on_later_notification"}})
    notes = [entry("notification", "2010-05-01", by="MA"), entry("notification", "2010-06-01", by="GH")]
    state = fold([described, clauses, SIGNED, *notes])
    assert "party_unresolved" in codes(state)
    assert "act_by_non_party" not in codes(state)
    assert state.status(date(2010, 6, 1)) == "in_force"


def test_a_key_used_twice_by_the_source_is_a_finding():
    described = entry("description", parties=["MA", "RU"], source="UK", key="123", key_repeated=True)
    assert "duplicate_key" in codes(fold([described, SIGNED]))


def test_the_place_may_stand_in_the_description():
    signed = entry("signature", "2010-04-15")
    assert "place_unknown" in codes(fold([DESCRIPTION, signed]))
    described = entry("description", place="Rabat")
    assert "place_unknown" not in codes(fold([DESCRIPTION, described, signed]))


def test_who_holds_the_file_and_for_how_long():
    stages = [
        entry("procedure", "2010-05-01", by="RU", stage="legal opinion", office="Ministry of Justice"),
        entry("procedure", "2010-09-01", by="RU", stage="parliament", office="State Duma"),
        entry("procedure", "2010-06-01", by="MA", stage="parliament", office="Chamber of Representatives"),
        entry("notification", "2010-08-01", by="MA"),
    ]
    held = fold([DESCRIPTION, SIGNED, *stages]).procedures
    assert [(h.party, h.office, h.until) for h in held] == [
        ("MA", "Chamber of Representatives", date(2010, 8, 1)),
        ("RU", "Ministry of Justice", date(2010, 9, 1)),
        ("RU", "State Duma", None),
    ]
    assert held[2].days(date(2010, 10, 1)) == 30


def test_an_instrument_that_does_not_bind_is_not_registered():
    described = entry("description", binding=False)
    force = entry("entry_into_force", "2010-05-01")
    assert {o.what for o in fold([DESCRIPTION, described, SIGNED, force]).owed} == {"publication"}


def test_what_is_owed_depends_on_the_day():
    force, number = (
        entry("entry_into_force", "2010-05-01"),
        entry("registration", "2012-01-01", number="4711"),
    )
    state = fold([DESCRIPTION, SIGNED, force, number])

    def owed(on: str) -> set[str]:
        return {o.what for o in state.owed_on(date.fromisoformat(on))}

    assert "registration" not in owed("2010-04-30")
    assert "registration" in owed("2011-12-31")
    assert "registration" not in owed("2012-01-01")


def test_a_withdrawn_entry_counts_for_nothing():
    force = entry("entry_into_force", "2010-05-01")
    undo = Entry(
        "undo", "instrument/x", REGISTRY["withdrawal"](reason="mistaken"), None, RECORDED, withdraws=force.id
    )
    assert fold([DESCRIPTION, SIGNED, force]).status(date(2010, 6, 1)) == "in_force"
    assert fold([DESCRIPTION, SIGNED, force, undo]).status(date(2010, 6, 1)) == "signed"


def test_what_was_known_at_an_instant():
    force = entry("entry_into_force", "2010-05-01")
    late = Entry("late", "instrument/x", force.act, force.on, datetime(2025, 1, 1, tzinfo=UTC))
    assert fold(known_at([DESCRIPTION, SIGNED, late], RECORDED)).status(date(2010, 6, 1)) == "signed"


def test_a_finding_fills_its_sentence_from_its_data():
    force = entry("entry_into_force", "2010-01-01")
    found = next(
        f for f in fold([DESCRIPTION, SIGNED, force]).findings if f.code == "in_force_before_signature"
    )
    assert found.text.format_map(found.data) == "In force on 2010-01-01, before its signature on 2010-04-15."
    assert found.severity == FINDINGS[found.code].severity
    assert set(found.entries) == {force.id, SIGNED.id}


def test_deadlines_of_a_period_are_followed_through_all_renewals():
    clauses = entry(
        "final_clauses",
        clauses={
            "entry_into_force": {"rule": "on_signature"},
            "term": {"kind": "years", "n": 1},
            "renewal": {"kind": "tacit", "n": 1, "unit": "years"},
            "notice": [
                {"purpose": "prevent_renewal", "n": 3, "unit": "months", "reference": "before_expiry"}
            ],
        },
    )
    state = fold([DESCRIPTION, clauses, SIGNED], horizon=date(2015, 1, 1))
    found = state.deadlines_between(date(2060, 1, 1), date(2060, 12, 31))
    assert [(d.what, d.last_day) for d in found] == [
        ("notice_of_non_renewal", date(2060, 1, 14)),
        ("renewal", date(2060, 4, 14)),
    ]
    assert state.at(date(2060, 6, 1)).flags.renewed == 50
