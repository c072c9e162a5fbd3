"""Cases that are written wrongly: each fault names its case, its place and how to mend it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain import cases
from servanda.domain.cases.errors import CASE_ERRORS

GOOD = """
name: a case
parties: [MA, RU]
clauses: {entry: {rule: on_signature}, term: {kind: years, n: 5}}
acts: [{act: signature, on: 2010-04-15}]
expect: {status: {2011-01-01: in_force}}
"""


def faults(text: str) -> list[cases.CaseError]:
    with pytest.raises(cases.CaseFileError) as caught:
        cases.read(text)
    return caught.value.errors


def test_one_case_or_a_list_of_them():
    assert len(cases.read(GOOD)) == 1
    assert len(cases.read("- name: a\n- name: b\n")) == 2


@pytest.mark.parametrize(
    ("change", "code", "field", "mend"),
    [
        (("act: signature", "act: signatur"), "unknown_act", "acts[0].act", "signature"),
        (("on: 2010-04-15", "on: 2010-02-30"), "bad_date", "acts[0].on", "2014-09-30"),
        (("on: 2010-04-15", "on: 15.04.2010"), "bad_date", "acts[0].on", "2014-09-30"),
        (("on: 2010-04-15", "on: 20100415"), "bad_date", "acts[0].on", "2014-09-30"),
        (("on: 2010-04-15", "on: 2010-04-15, by: Morocco"), "not_a_party", "acts[0].by", "MA"),
        (("[MA, RU]", "[MAR, RU]"), "not_a_party", "parties[0]", "capital letters"),
        (("[MA, RU]", "[ma, RU]"), "not_a_party", "parties[0]", "MA"),
        (("parties: [MA, RU]", "parties: MA"), "not_a_list", "parties", "[a, b]"),
        (("on: 2010-04-15", "on: 2010-04-15, plaice: Rabat"), "unknown_key", "acts[0]", "place"),
        (("rule: on_signature", "rule: at_signature"), "bad_value", "clauses.entry.rule", "on_signature"),
        (("rule: on_signature", "rul: on_signature"), "missing", "clauses.entry.rule", "Add"),
        (("n: 5", "n: five"), "bad_value", "clauses.term.n", "integer"),
        (("n: 5", "n: 0"), "bad_value", "clauses.term.n", "greater"),
        (("term:", "terms:"), "unknown_key", "clauses", "term"),
        (("in_force}", "inforce}"), "bad_status", "expect.status.2011-01-01", "in_force"),
        (("{2011-01-01: in_force}", "{2011-13-01: in_force}"), "bad_date", "expect.status", "2014-09-30"),
        (("status:", "statuses:"), "unknown_key", "expect", "status"),
        (("acts: [{act: signature, on: 2010-04-15}]", "acts: signature"), "not_a_list", "acts", "[a, b]"),
        (("acts: [{act: signature, on: 2010-04-15}]", "acts: [signature]"), "not_a_mapping", "acts[0]", "key"),
        (("name: a case", "name: a case\nname: another"), "key_twice", "file", "Keep one"),
        (("[MA, RU]", "[MA, RU"), "not_yaml", "file", "Check"),
    ],
)  # fmt: skip
def test_a_fault_names_its_case_its_place_and_the_mend(change, code, field, mend):
    text = GOOD.replace(*change)
    assert text != GOOD
    found = faults(text)[0].as_json()
    assert (found["code"], found["field"]) == (code, field)
    assert mend in found["mend"]
    if code not in ("key_twice", "not_yaml"):
        assert found["case"] == "a case"


def test_all_faults_of_a_file_are_told_at_once():
    text = "- {name: one, parties: [XX, RU]}\n- {name: two, acts: [{act: sign}, {on: 2010-01-01}]}\n"
    assert [(e.case, e.code) for e in faults(text)] == [
        ("one", "not_a_party"), ("two", "unknown_act"), ("two", "missing"),
    ]  # fmt: skip


def test_on_is_a_key_and_no_is_norway_whoever_parsed_the_yaml():
    item = {
        "parties": [False, "SE"],
        "acts": [{"act": "signature", True: "2010-04-15", "by": False}],
        "clauses": {"entry": {"rule": "on_signature"}},
    }
    (case,) = cases.read_data(item)
    assert case.parties == ("NO", "SE")
    assert case.entries[0].act.by == "NO"


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "12", "just words", "[1, 2]", "{a: {b: [}", "\x00", "%x", "&a [*a]"]
)
def test_what_is_no_case_is_told_so(text):
    assert faults(text)


def test_a_file_that_multiplies_itself_is_refused_quickly():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}]\n"
        for p, c in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    assert faults(bomb + "acts: [*k]\n")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "name",
                        "parties",
                        "clauses",
                        "acts",
                        "expect",
                        "act",
                        "on",
                        "by",
                        "status",
                        "entry",
                        "rule",
                        "term",
                        "notice",
                        "for",
                        "owed",
                        "deadlines",
                        "findings",
                        "as_known",
                        "practice",
                        "2010-01-01",
                    ]
                )
                | st.text(max_size=3),
                inner,
                max_size=4,
            )
        ),
        max_leaves=14,
    )
)
@settings(max_examples=200)
def test_whatever_stands_in_a_file_it_is_a_case_or_a_list_of_faults(data):
    found, errors = [], []
    try:
        found = cases.read_data(data)
    except cases.CaseFileError as error:
        errors = error.errors
    assert found or errors
    assert all(fault.code in CASE_ERRORS and fault.as_json()["message"] for fault in errors)
    for case in found:
        cases.run(case).as_json()


@pytest.mark.parametrize(
    "expect",
    [
        "owed: [{what: notification, by: MA}]",
        "owed: []",
        "deadlines: [{what: expiry, last_day: 2015-04-14}]",
        "findings: [two_entries_into_force]",
        "flags: {2011-01-01: {renewed: 1}}",
        "as_known: {2010-04-15: {2010-05-01: in_force}}",
        "for: {MA: {2010-05-01: in_force}}",
    ],
)
def test_what_is_expected_wrongly_is_a_difference(expect):
    text = (
        "name: x\nparties: [MA, RU]\nclauses: {entry: {rule: on_later_notification}, term: {kind: years, n: 5}}\n"
        "acts: [{act: signature, on: 2010-04-15}, {act: notification, on: 2010-05-02, by: MA}]\n"
        f"expect: {{{expect}}}\n"
    )
    (case,) = cases.read(text)
    assert cases.run(case).differences


def test_a_contradiction_that_was_not_expected_is_a_difference():
    text = (
        "parties: [MA, RU]\nacts: [{act: signature, on: 2010-04-15}, {act: entry_into_force, on: 2010-01-01}]\n"
        "expect: {findings: []}\n"
    )
    (case,) = cases.read(text)
    assert [d.found for d in cases.run(case).differences] == ["in_force_before_signature"]
