"""Folding subjects and writing their computed rows, view by view."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from servanda.domain.entry import Circle, Entry
from servanda.register import models, related, search, tables
from servanda.register.projections import kinds
from servanda.register.projections.view import View, dumps

TOP = Circle.RESTRICTED.level + 1


def kind_of(subject: str) -> str:
    """The kind of a subject: `instrument` of `instrument/uk-58135`."""
    return subject.partition("/")[0]


def views(
    subject: str, entries: list[Entry], offices: dict[str, list[str]], near: Sequence[Entry] = ()
) -> Iterator[tuple[int, int, list[str], View]]:
    """Yield (low, high, offices, view) for each range of levels that knows the subject differently.

    `offices` maps ids of restricted entries to the offices that may see them. Restricted entries on a subject
    that others know too are folded only where someone entitled opens its page; a subject known from nothing
    else has one view, for those offices that may see every entry of it.
    """
    project = kinds.PROJECTIONS.get(kind_of(subject))
    if project is None:
        return
    levels = sorted({e.circle.level for e in entries})
    if levels == [Circle.RESTRICTED.level]:
        shared = set.intersection(*(set(offices.get(e.id, ())) for e in entries))
        told = [*entries, *(e for e in near if e.circle.level < Circle.RESTRICTED.level)]
        view = project(subject, told, Circle.RESTRICTED.level)
        if view is not None:
            yield Circle.RESTRICTED.level, TOP, sorted(shared), view
        return
    if near:
        entries = [*entries, *near]
        levels = sorted({e.circle.level for e in entries})
    open_levels = [n for n in levels if n < Circle.RESTRICTED.level]
    if kind_of(subject) in kinds.AFTERWARDS:
        open_levels = list(range(min(levels), Circle.RESTRICTED.level))
    for low, high in itertools.pairwise([*open_levels, TOP]):
        known = entries if len(levels) == 1 else [e for e in entries if e.circle.level <= low]
        view = project(subject, known, low)
        if view is not None:
            yield low, high, [], view


def write(by_subject: Iterable[tuple[str, list[Entry], dict[str, list[str]]]], fresh: bool = False) -> None:
    """Write the computed rows of subjects, each given as (subject, entries, offices by entry id).

    With `fresh`, the caller knows that none of them has computed rows yet.
    """
    given = list(by_subject)
    if not fresh:
        search.forget([subject for subject, *_ in given])
        tables.delete([subject for subject, *_ in given])
    record_id = tables.next_record_id()
    records: list[tuple[Any, ...]] = []
    details: dict[type[Model], list[Any]] = {m: [] for m in tables.COMPUTED}
    found: list[tuple[int, View]] = []
    near = related.near([subject for subject, *_ in given])
    for subject, entries, offices in given:
        for low, high, entitled, view in views(subject, entries, offices, near.get(subject, ())):
            records.append(
                (record_id, subject, kind_of(subject), low, high, dumps(entitled), view.title)
                + (dumps(view.titles), view.type, len(view.parties))
                + (_iso(view.on), _iso(view.since), _iso(view.until), dumps(view.state))
            )
            _details(record_id, low, high, view, details)
            found.append((record_id, view))
            record_id += 1
    tables.insert(records, details)
    search.index(found)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _details(pk: int, low: int, high: int, view: View, into: dict[type[Model], list[Any]]) -> None:
    into[models.RecordParty] += [(pk, p) for p in view.parties]
    into[models.RecordSector] += [(pk, s) for s in view.sectors]
    into[models.Tie] += [(pk, relation, target) for relation, target in view.ties]
    into[models.Interval] += [
        (pk, i, since.isoformat(), _iso(until), status, dumps(flags), dumps(why))
        for i, (since, until, status, flags, why) in enumerate(view.intervals)
    ]
    into[models.Deadline] += [
        (
            pk,
            what,
            _iso(opens),
            _iso(last),
            _iso(last or opens),
            _iso(safe),
            owed,
            estimated,
            _iso(met),
            dumps(why),
        )
        for what, opens, last, safe, owed, estimated, met, why in view.deadlines
    ]
    into[models.Finding] += [
        (pk, code, severity, dumps(ids), dumps(data)) for code, severity, ids, data in view.findings
    ]
    into[models.CommitmentInterval] += [
        (pk, i, low, high, len(view.parties), *map(_plain, row)) for i, row in enumerate(view.standings)
    ]
    into[models.SidePosition] += [(pk, *map(_plain, row)) for row in view.positions]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
