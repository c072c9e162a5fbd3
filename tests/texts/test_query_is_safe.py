"""Whatever is typed gives a valid query, on the real databases."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.texts import index_terms, query_terms, to_fts5, to_tsquery

NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\"'()*:^-+{}&|!<>\\؛«»“”„. \t\x00_وال٢éё中8йVI")), max_size=60
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for tokenizer in ("ascii", "unicode61"):
        connection.execute(f"CREATE VIRTUAL TABLE {tokenizer} USING fts5(terms, tokenize='{tokenizer}')")
    yield connection
    connection.close()


def found(connection: sqlite3.Connection, table: str, title: str, q: str, **how: bool) -> bool:
    connection.execute(f"DELETE FROM {table}")
    connection.execute(f"INSERT INTO {table} VALUES (?)", [index_terms(title)])
    match = to_fts5(query_terms(q, **how))
    return bool(connection.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ?", [match]).fetchall())


@settings(max_examples=200, deadline=None)
@given(q=NASTY, typing=st.booleans())
def test_any_input_gives_a_query_that_fts5_accepts(index: sqlite3.Connection, q: str, typing: bool):
    for tokenizer in ("ascii", "unicode61"):
        index.execute(
            f"SELECT rowid FROM {tokenizer} WHERE {tokenizer} MATCH ?",
            [to_fts5(query_terms(q, typing=typing))],
        )


@settings(max_examples=200, deadline=None)
@given(title=NASTY.filter(lambda t: any(c.isalnum() for c in t)), typing=st.booleans())
def test_every_title_is_found_by_itself_whatever_it_holds(
    index: sqlite3.Connection, title: str, typing: bool
):
    asked = "".join(" " if c in '"«»“”„-−' else c for c in title)
    if query_terms(asked, typing=typing):
        for tokenizer in ("ascii", "unicode61"):
            assert found(index, tokenizer, title, asked, typing=typing)


@settings(max_examples=100, deadline=None)
@given(q=NASTY)
def test_a_tsquery_holds_only_letters_digits_and_its_own_operators(q: str):
    literal = to_tsquery(query_terms(q))
    bare = "".join(c for c in literal if not c.isalnum())
    assert set(bare) <= set("'&|!<->:*() ")
    assert literal.count("'") % 2 == 0


def test_a_query_of_exclusions_only_finds_nothing(index: sqlite3.Connection):
    assert not found(index, "ascii", "Agreement on trade", "-fish")
