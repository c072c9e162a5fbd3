"""PostgreSQL takes the same terms and queries, as literals, and finds the same titles as FTS5."""

import os
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.texts import index_terms, index_tsvector, query_terms, to_fts5, to_tsquery

ADDRESS = os.environ.get("SERVANDA_TEST_POSTGRES") or os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not ADDRESS.startswith("postgres"), reason="SERVANDA_TEST_POSTGRES names no PostgreSQL server"
    ),
]
WORDS = st.sampled_from(
    [
        "trade",
        "the",
        "l'accord",
        "Co-operation",
        "سفن",
        "والاتفاقيات",
        "соглашения",
        '"sea fisheries"',
        "-fish",
        "8th",
        "a",
        "日本",
        "и",
        "'",
        "\\",
        ":*",
    ]
)
TITLES = [
    "Trade and sea fisheries",
    "Accord de coopération",
    "تسليم السفن واتفاقية",
    "Соглашение и 8-я сессия",
    "日本国",
    "L'\\:*'& accord",
]


@pytest.fixture(scope="module")
def postgres() -> Iterator[object]:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def sqlite() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE titles USING fts5(terms, tokenize='ascii')")
    connection.executemany("INSERT INTO titles VALUES (?)", [[index_terms(t)] for t in TITLES])
    yield connection
    connection.close()


@settings(max_examples=150, deadline=None)
@given(q=st.one_of(st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=40)), typing=st.booleans())
def test_both_databases_find_the_same_titles(postgres, sqlite: sqlite3.Connection, q: str, typing: bool):
    query = query_terms(q, typing=typing)
    there = [
        i
        for i, title in enumerate(TITLES, start=1)
        if postgres.execute(
            "SELECT %s::tsvector @@ %s::tsquery", [index_tsvector(title), to_tsquery(query)]
        ).fetchone()[0]
    ]
    here = [
        r
        for (r,) in sqlite.execute(
            "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY 1", [to_fts5(query)]
        )
    ]
    assert there == here


@settings(max_examples=100, deadline=None)
@given(title=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_title_is_a_tsvector(postgres, title: str):
    assert postgres.execute("SELECT length(%s::tsvector)", [index_tsvector(title)]).fetchone()[0] == len(
        set(index_terms(title).split())
    )
