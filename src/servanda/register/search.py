"""Full-text search: one analyser (`domain.texts`) feeds SQLite's FTS5 and PostgreSQL's tsvector alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from servanda.domain.parties import name_of
from servanda.domain.texts.analysis import index_terms, index_tsvector
from servanda.domain.texts.fulltext import MOST_RANKED
from servanda.domain.texts.query import Query, query_terms, to_fts5, to_tsquery
from servanda.journal.bulk import insert_rows
from servanda.register import files
from servanda.register.models import Record
from servanda.register.projections.view import View
from servanda.register.visibility import Viewer, records

LANGUAGES = ("ar", "en", "fr", "ru")
# Weights of title, parties, body: bm25 of FTS5 takes them as numbers, PostgreSQL as the labels A, B, D.
WEIGHTS = (10.0, 3.0, 1.0)
_INSERT_WEIGHED = (
    "INSERT INTO register_search (rowid, terms) VALUES (%s, setweight(%s::tsvector, 'A') || "
    "setweight(%s::tsvector, 'B') || setweight(%s::tsvector, 'D'))"
)


@lru_cache(maxsize=4096)
def _party_words(party: str) -> str:
    return " ".join(dict.fromkeys([party, *(name_of(party, lang) for lang in LANGUAGES)]))


@lru_cache(maxsize=4096)
def _party_terms(parties: tuple[str, ...], vendor: str) -> str:
    return _terms(" \n".join(_party_words(p) for p in parties), vendor)


def _terms(text: str, vendor: str) -> str:
    return index_tsvector(text) if vendor == "postgresql" else index_terms(text)


def index(found: Iterable[tuple[int, View]]) -> None:
    """Put the texts of record rows into the index."""
    vendor = connection.vendor
    rows = [
        (
            pk,
            _terms(_titles(view), vendor),
            _party_terms(tuple(view.parties), vendor),
            _terms(body, vendor) if (body := _body(view)) else "",
        )
        for pk, view in found
    ]
    if vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT_WEIGHED, rows)
    else:
        insert_rows("register_search", ["rowid", "title", "parties", "body"], rows)


def _body(view: View) -> str:
    """Further words of a subject; of a statement its whole text, as long as that is kept."""
    whole = files.text_of(view.whole) if view.whole else None
    return f"{view.text} \n{whole}" if whole else view.text


def _titles(view: View) -> str:
    return " \n".join(dict.fromkeys([view.title, *view.titles.values()]))


def forget(subjects: Sequence[str]) -> None:
    """Take the rows of these subjects out of the index (before their records go)."""
    with connection.cursor() as cursor:
        for start in range(0, len(subjects), 500):
            some = list(subjects[start : start + 500])
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT id FROM register_record WHERE subject IN ({marks})", some)  # noqa: S608
            ids = cursor.fetchall()
            if ids:
                cursor.executemany("DELETE FROM register_search WHERE rowid = %s", ids)


def clear() -> None:
    """Empty the index (before a rebuild)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_search")


def astray() -> Iterator[str]:
    """Rows of the index without a record, and records without a row, as text for a fault."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM register_search WHERE rowid NOT IN (SELECT id FROM register_record)"
        )
        yield from (f"search {row[0]}" for row in cursor.fetchall())
        cursor.execute(
            "SELECT subject FROM register_record WHERE id NOT IN (SELECT rowid FROM register_search)"
        )
        yield from (row[0] for row in cursor.fetchall())


def matching(found: QuerySet[Record], q: str) -> QuerySet[Record]:
    """Only the records whose texts match what a person typed; all of them for an empty query."""
    if not q.strip():
        return found
    sql, parameter = _match(q)
    return found.filter(pk__in=RawSQL(sql, [parameter]))  # noqa: S611 (the text is a bound parameter)


def matching_query(found: QuerySet[Record], query: Query) -> QuerySet[Record]:
    """Only the records whose texts match a query that was made of terms; none for an empty one."""
    if not query:
        return found.none()
    sql, parameter = _match_query(query)
    return found.filter(pk__in=RawSQL(sql, [parameter]))  # noqa: S611 (the text is a bound parameter)


def _match(q: str) -> tuple[str, str]:
    return _match_query(query_terms(q))


def _match_query(query: Query) -> tuple[str, str]:
    if connection.vendor == "postgresql":
        return "SELECT rowid FROM register_search WHERE terms @@ %s::tsquery", to_tsquery(query)
    return "SELECT rowid FROM register_search WHERE register_search MATCH %s", to_fts5(query)


def ranked(viewer: Viewer, q: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Record]:
    """The best matches that `viewer` may see, best first.

    The best rows of the index are taken and passed through the one filter; where it lets too few through, ten
    times as many are taken.
    """
    visible = records(viewer)
    if kinds:
        visible = visible.filter(kind__in=kinds)
    wanted = max(200, limit * 5)
    while True:
        ids = _best(q, wanted)
        rows = {r.pk: r for r in visible.filter(pk__in=ids[:30000])}
        found = [rows[pk] for pk in ids if pk in rows]
        if len(found) >= limit or len(ids) < wanted:
            return found[:limit]
        wanted *= 10


def _best(q: str, limit: int) -> list[int]:
    """Rows of the index, best first. Of a very common word only the newest matches are ranked (see `MOST_RANKED`)."""
    query = query_terms(q)
    ranked = max(MOST_RANKED, limit)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT rowid FROM (SELECT rowid, terms, q FROM register_search, CAST(%s AS tsquery) AS q "
                "WHERE terms @@ q ORDER BY rowid DESC LIMIT %s) AS newest "
                "ORDER BY ts_rank_cd(terms, q) DESC, rowid LIMIT %s",
                [to_tsquery(query), ranked, limit],
            )
        else:
            cursor.execute(
                "SELECT rowid FROM (SELECT rowid, bm25(register_search, %s, %s, %s) AS score FROM register_search "
                "WHERE register_search MATCH %s ORDER BY rowid DESC LIMIT %s) ORDER BY score, rowid LIMIT %s",
                [*WEIGHTS, to_fts5(query), ranked, limit],
            )
        return [row[0] for row in cursor.fetchall()]
