"""What of an answer is believed: quotations in the text, values of the schema, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading import read
from servanda.reading.second import AnswerFault, compare, messages, understood
from servanda.reading.second.form import FORMS, json_schema
from tests.second.texts import TEXT, good


def of(content: Any, text: str = TEXT) -> Any:
    said = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return understood(said, text, "en", None)


def test_a_good_answer_is_a_reading_with_offsets_of_our_own():
    answer = of(good())
    assert answer.refused == []
    drafts = answer.drafts()
    assert [len(drafts[k]) for k in FORMS] == [1, 1, 1, 1, 1, 0, 0]
    (span,) = drafts["bodies"][0]["evidence"]
    assert TEXT[span["start"] : span["end"]] == span["quote"] == "establishing a joint\nworking committee"
    assert drafts["instruments"][0]["parties"] == ["MA", "RU"]
    assert "confidence" not in drafts["instruments"][0]


def test_offsets_that_are_given_are_not_believed():
    lying = [{"by": ["MA"], "evidence": [{"start": 0, "end": 6, "quote": "agreed to hold"}]}]
    (draft,) = of(good(undertakings=lying)).drafts()["undertakings"]
    assert draft["evidence"][0]["start"] == TEXT.index("agreed to hold")


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is the JSON you asked for:\n```\n{}\n```\nTell me if you need more.",
        "<think>The text says {{ … }}</think>\n{}",
        "Sure! {}",
    ],
)
def test_json_is_found_in_whatever_it_is_wrapped(wrapped: str):
    assert len(of(wrapped.replace("{}", json.dumps(good()))).reading.drafts) == 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty_answer"),
        ("  \n", "empty_answer"),
        ("I cannot help with that.", "not_json"),
        ("[1, 2]", "not_json"),
        ('{"instruments": [', "not_json"),
        ("null", "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"a":' * 50_000, "not_json"),
        ("1" * 10_000, "not_json"),
    ],
)
def test_what_is_no_object_is_no_answer(content: str, code: str):
    with pytest.raises(AnswerFault) as fault:
        of(content)
    assert fault.value.code == code


def one(kind: str, **fields: Any) -> dict[str, Any]:
    base = {**good()[kind][0], **fields} if good()[kind] else fields
    return {kind: [base]}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (one("instruments", evidence=["signed a treaty of friendship"]), "not_in_text"),
        (one("instruments", evidence=[]), "no_quote"),
        (one("instruments", evidence=None), "no_quote"),
        (one("instruments", evidence=[3]), "no_quote"),
        (one("instruments", evidence=["…"]), "not_in_text"),
        (one("instruments", type="pact"), "wrong_value"),
        (one("instruments", stage="done"), "wrong_value"),
        (one("instruments", parties=["Morocco"]), "wrong_value"),
        (one("instruments", parties="MA"), "wrong_value"),
        (one("instruments", parties=[1]), "wrong_value"),
        (one("instruments", date="last Thursday"), "wrong_value"),
        (one("instruments", date="2025-13-01"), "wrong_value"),
        (one("instruments", date=20251016), "wrong_value"),
        (one("instruments", plural="yes"), "wrong_value"),
        (one("bodies", session="8"), "wrong_value"),
        (one("bodies", session=True), "wrong_value"),
        (one("bodies", session=-1), "wrong_value"),
        (one("persons", name="Vladimir Nobody"), "name_not_in_text"),
        (one("persons", name=""), "wrong_value"),
        (one("persons", name="x" * 5000), "wrong_value"),
        ({"sectors": [{"code": "cheese", "evidence": ["talks"]}]}, "wrong_value"),
        ({"treaties": [{"evidence": ["talks"]}]}, "unknown_kind"),
        ({"topics": {"evidence": ["talks"]}}, "not_a_list"),
        ({"topics": "talks"}, "not_a_list"),
        ({"topics": ["talks"]}, "wrong_value"),
        ({"topics": [None]}, "wrong_value"),
        ({"topics": [{"evidence": [TEXT + TEXT]}]}, "not_in_text"),
    ],
)
def test_a_draft_that_does_not_hold_is_refused_with_its_reason(answer: dict, code: str):
    found = of(answer)
    assert found.reading.drafts == []
    assert [r.code for r in found.refused] == [code]
    assert found.refused[0].message


def test_a_quotation_longer_than_a_sentence_is_none():
    text = "word " * 200
    assert [r.code for r in of({"topics": [{"evidence": [text.strip()]}]}, text).refused] == [
        "quote_too_long"
    ]


def test_one_invented_quotation_among_good_ones_is_dropped_and_told():
    answer = of(one("instruments", evidence=["signed a memorandum of understanding", "signed in blood"]))
    assert len(answer.reading.drafts) == 1
    assert [r.words for r in answer.refused] == ["signed in blood"]


def test_posts_places_and_titles_that_the_text_does_not_have_are_left_out():
    answer = of(
        {**one("instruments", title="Treaty of Tordesillas", place="Lisbon"), **one("persons", post="Tsar")}
    )
    drafts = answer.drafts()
    assert (drafts["instruments"][0]["place"], drafts["instruments"][0]["title"]) == (None, None)
    assert drafts["persons"][0]["post"] is None
    assert {r.code for r in answer.refused} == {"words_not_in_text"}


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Переговоры с Сергеем Лавровым прошли в Москве.", "с Сергеем Лавровым", "Сергей Лавров"),
        ("وأجرى الوزير مباحثات مع سيرغي لافروف في موسكو", "مع سيرغي لافروف", "سيرغي لافروف"),
        ("Entretien avec M. Nasser Bourita à Rabat.", "M. Nasser Bourita", "Nasser Bourita"),
    ],
)
def test_a_name_in_another_case_is_of_the_text(text: str, quote: str, name: str):
    answer = of({"persons": [{"name": name, "evidence": [quote]}]}, text)
    assert [d.facts["name"] for d in answer.reading.drafts] == [name]


def test_a_quotation_is_found_over_other_white_space_and_as_a_whole_word_first():
    text = "Stalks were cut.\u00a0The  talks\r\nended."
    answer = of({"topics": [{"evidence": ["talks ended"]}, {"evidence": ["talks"]}]}, text)
    spans = [e for d in answer.reading.drafts for e in d.evidence]
    assert {e.quote for e in spans} == {"talks\r\nended", "talks"}
    assert all(e.start == text.index(" talks") + 1 for e in spans)


def test_drafts_without_end_are_not_looked_at_without_end():
    many = {"topics": [{"evidence": [f"nothing {n}"]} for n in range(5000)]}
    answer = of(many)
    assert len(answer.refused) == 100


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["talks", "MA"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*FORMS, "evidence", "type", "name", "quote", "start", "x"]), inner, max_size=5
        )
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from([*FORMS, "x"]), JSON | st.lists(JSON), max_size=7))
def test_whatever_is_answered_every_span_is_in_the_text_and_every_value_of_the_schema(said: dict):
    answer = of(said)
    assert answer.reading.spans_ok()
    for kind, drafts in answer.drafts().items():
        for draft in drafts:
            assert draft["evidence"]
            quotes = [e["quote"] for e in draft["evidence"]]
            FORMS[kind].model_validate({**draft, "evidence": quotes})


# -- what is asked ----------------------------------------------------------------------------------------


def test_the_question_holds_every_code_and_the_text_alone():
    system, user = messages(TEXT, None)
    assert user["content"] == TEXT
    assert all(
        f'"{code}"' in system["content"] for code in ("exchange_of_notes", "food_security", "initialled")
    )
    assert set(json_schema()["properties"]) == set(FORMS)


# -- both readers -----------------------------------------------------------------------------------------


def test_what_both_say_what_one_says_and_where_they_differ():
    first = read(TEXT).as_json()
    theirs = good(persons=[], topics=[{"evidence": ["Moscow"]}])
    theirs["instruments"][0]["stage"] = "expected"
    pairs = compare(first, of(theirs).drafts())
    found = {(p.kind, p.verdict) for p in pairs}
    assert ("instruments", "differs") in found
    (instrument,) = [p for p in pairs if p.kind == "instruments"]
    assert "stage" in instrument.differs
    assert ("persons", "first") in found
    assert ("topics", "second") in found
    assert ("undertakings", "both") in found
    for kind in FORMS:
        firsts = [p.first for p in pairs if p.kind == kind and p.first is not None]
        assert firsts == list(range(len(first[kind])))


def test_a_reading_compared_with_itself_agrees_in_everything():
    first = read(TEXT).as_json()
    assert {p.verdict for p in compare(first, first)} == {"both"}


def test_of_two_facts_in_one_sentence_those_that_agree_belong_together():
    span = [{"start": 0, "end": 40, "quote": "x"}]
    a = {"type": "agreement", "stage": "signed", "parties": ["MA", "RU"], "evidence": span}
    b = {**a, "type": "protocol"}
    pairs = compare({"instruments": [a, b]}, {"instruments": [b, a]})
    assert [(p.first, p.second, p.verdict) for p in pairs] == [(0, 1, "both"), (1, 0, "both")]
