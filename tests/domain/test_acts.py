"""Every kind of act can be shown in a form, stored as plain values and read again."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from servanda.domain.acts import REGISTRY
from servanda.domain.acts.base import Act, act
from servanda.domain.clauses import FinalClauses
from tests.domain.random_lives import acts


@pytest.mark.parametrize("kind", REGISTRY.values(), ids=list(REGISTRY))
def test_an_act_has_a_name_a_help_and_a_title_on_each_field(kind):
    assert kind.label
    assert kind.help.endswith(".")
    assert kind.subject
    assert all(f.title for f in kind.model_fields.values())
    assert not set(kind.model_fields) & {"name", "version", "subject", "label", "help"}


@given(acts())
@settings(max_examples=150)
def test_an_act_read_from_its_body_is_the_same_act(found):
    said, _ = found
    assert type(said).model_validate(json.loads(json.dumps(said.body()))) == said


def test_a_misspelt_field_is_refused():
    with pytest.raises(ValidationError):
        REGISTRY["notification"](by="MA", recieved=date(2010, 1, 1))


def test_a_name_is_used_once():
    with pytest.raises(ValueError, match="signature"):

        @act
        class Again(Act):
            name = "signature"


def test_clauses_keep_the_words_of_their_schema():
    said = {
        "provisional_application": {"from": "2010-01-01"},
        "renewal": {"kind": "tacit", "n": 3, "unit": "years"},
    }
    assert FinalClauses.model_validate(said).body() == said


def test_the_clauses_of_a_reading_are_taken_without_its_other_fields():
    reading = {
        "id": "x", "language": "ru", "title": "…", "parties": ["MA", "RU"], "signed": None, "evidence": {},
        "entry_into_force": {"rule": "other", "delay": None, "date": None}, "provisional_application": None,
        "term": {"kind": "unstated", "n": None, "date": None}, "survival": True,
        "prevailing_language": None, "authentic_languages": ["ru", "ar"],
    }  # fmt: skip
    clauses = FinalClauses.from_reading(reading)
    assert clauses.survival
    assert clauses.entry_into_force.rule == "other"
    assert clauses.authentic_languages == ("ru", "ar")
