"""The canonical form, judged by the reference implementation of RFC 8785 and by the standard library."""

import json
from datetime import date

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from servanda.domain import canonical
from servanda.domain.canonical import NotCanonical

# Everything that is written in a way of its own: control characters, quotes, solidus, DEL, line separators, non-BMP.
ODD = "".join(map(chr, range(0x20))) + '"\\/\x7f\x80\u00a0\u2028\u2029\u200f\ufeff\uffff\U0001f54a\U0010ffff'
TEXT = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=30)
KEY = st.text(st.characters(max_codepoint=127), max_size=12)
WHOLE = st.integers(-canonical.SAFE_INTEGER + 1, canonical.SAFE_INTEGER - 1)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), WHOLE, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEY, inner, max_size=5)),
    max_leaves=30,
)


@given(VALUE)
def test_the_bytes_are_those_of_rfc_8785_and_of_the_standard_library(value: object):
    written = canonical.canonical(value)
    assert written == rfc8785.dumps(value)
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    assert written == plain.encode()


@given(VALUE)
def test_what_was_written_is_read_back_strictly(value: object):
    assert canonical.read_strictly(canonical.canonical(value)) == value


@given(st.dictionaries(KEY, VALUE, max_size=6))
def test_another_order_or_spacing_reads_the_same(value: dict[str, object]):
    other = json.dumps(dict(reversed(value.items())), indent=1).encode()
    assert canonical.read_strictly(other) == value


def test_every_character_below_the_surrogates_is_written_as_the_reference_does():
    for start in range(0, 0xD800, 512):
        text = "".join(map(chr, range(start, start + 512)))
        assert canonical.canonical({"text": text}) == rfc8785.dumps({"text": text})


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (1.5, "$"),
        ({"a": [0, {"b": 2**53}]}, "$.a[1].b"),
        ({"a": -(2**53)}, "$.a"),
        ({"ключ": 1}, "$"),
        ({"a": {1: "x"}}, "$.a"),
        ([date(2020, 1, 1)], "$[0]"),
        ({"a": {"x"}}, "$.a"),
        (["ok", ("a",)], "$[1]"),
        (float("nan"), "$"),
        ("\ud83d", "$"),
        ({"a": ["half \udc00 a pair"]}, "$"),
    ],
)
def test_what_the_form_cannot_carry_is_refused_with_its_place(value: object, where: str):
    with pytest.raises(NotCanonical) as refused:
        canonical.canonical(value)
    assert refused.value.data["where"] == where


def test_encoding_without_the_check_refuses_dates_rather_than_inventing_a_form():
    with pytest.raises(NotCanonical):
        canonical.encode({"on": date(2020, 1, 1)})


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}', b'{"a":1,"a":1}', b'{"b":{"a":1,"a":2}}', b"1.5", b"[1e3]", b"NaN", b"[-Infinity]",
        b"9007199254740992", b"1" * 5000, b'{"a":1', b"\xff", b'"\xed\xa0\x80"', b'"\\ud800"', b"", b"[" * 100_000,
        '{"ключ":1}'.encode(),
    ],
)  # fmt: skip
def test_the_strict_reader_refuses(data: bytes):
    with pytest.raises(NotCanonical):
        canonical.read_strictly(data)
