"""What is due and owed, and what does not agree in the record."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Column, Paragraph, Row, Table, Text, clean, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.register import words
from servanda.register.models import Deadline, Record

MOST, MOST_SHORT = 20, 8  # lines of a table
NAMED = 3  # instruments named in a line that concerns several


def deadlines(facts: Facts, hand: Phrasing) -> list[Block]:
    """What has its last day within two years: what, until when, by whom, and the day on which it is still safe."""
    if not facts.due:
        return []
    columns = (
        Column(gettext("Last day"), 16, "day"),
        Column(gettext("Last safe day"), 16, "day"),
        Column(gettext("What"), 22),
        Column(gettext("Instrument"), 32),
        Column(gettext("Owed by"), 14),
    )
    rows = [_row(facts, hand, d) for d in facts.due[: _most(facts)]]
    found: list[Block] = [Table(columns, tuple(rows))]
    more = len(facts.due) - len(rows)
    if more:
        template = ngettext(
            "{n} later deadline is in the register.", "{n} later deadlines are in the register.", more
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found


def _most(facts: Facts) -> int:
    return MOST_SHORT if facts.short else MOST


def _row(facts: Facts, hand: Phrasing, d: Deadline) -> Row:
    what = [plain(words.word("deadline", d.what))]
    if d.opens and d.opens > facts.on:
        what.append(filled(gettext("from {date}"), aside=True, date=hand.day(d.opens)))
    safe = [plain(hand.day(d.safe_day))]
    if d.safe_day and d.estimated:
        safe.append(plain(gettext("estimated"), aside=True))
    owed = hand.party(d.owed_by) if d.owed_by else "—"
    cells = (
        (plain(hand.day(d.last_day)),),
        tuple(safe),
        tuple(what),
        (Text((hand.title(d.record),)),),
        (plain(owed),),
    )
    return Row(cells, facts.cite_why(d.why, d.record))


def owed(facts: Facts, hand: Phrasing) -> list[Block]:
    """Duties that no day ends, one line for each duty of each side."""
    groups: dict[tuple[str, str], list[Deadline]] = {}
    for d in facts.owed:
        groups.setdefault((d.what, d.owed_by), []).append(d)
    if not groups:
        return []
    columns = (
        Column(gettext("What"), 26),
        Column(gettext("Owed by"), 16),
        Column(gettext("Instruments"), 42),
        Column(gettext("Oldest since"), 16, "day"),
    )
    rows = []
    for (what, by), duties in groups.items():
        notes = facts.citing.cite_together(i for d in duties for i in facts.ids_why(d.why, d.record))
        cells = (
            (plain(words.word("deadline", what)),),
            (plain(hand.party(by) if by else gettext("all parties")),),
            _named(hand, [d.record for d in duties]),
            (plain(hand.day(duties[0].opens)),),
        )
        rows.append(Row(cells, notes))
    return [Table(columns, tuple(rows))]


def _named(hand: Phrasing, records: Sequence[Record]) -> tuple[Text, ...]:
    """The first titles, and how many there are beside them."""
    named = [Text((hand.title(r, longest=160),)) for r in records[:NAMED]]
    more = len(records) - len(named)
    if more:
        named.append(filled(ngettext("and {n} more", "and {n} more", more), aside=True, n=hand.number(more)))
    return tuple(named)


def findings(facts: Facts, hand: Phrasing) -> list[Block]:
    """Contradictions first; instruments of which the same is to be said stand in one line."""
    groups: dict[tuple[str, str], list[tuple[Record, list[str]]]] = {}
    for f in facts.findings:
        data = json.loads(f.data)
        told = clean(words.finding(f.code, data, hand.language))
        ids = facts.ids(json.loads(f.entries), f.record)
        groups.setdefault((f.severity, told), []).append((f.record, ids))
    if not groups:
        return []
    columns = (
        Column(gettext("Kind"), 18),
        Column(gettext("What does not agree or is missing"), 42),
        Column(gettext("Concerns"), 40),
    )
    rows = []
    for (severity, told), concerned in list(groups.items())[: _most(facts)]:
        notes = facts.citing.cite_together(i for _, ids in concerned for i in ids)
        cells = (
            (plain(words.word("severity", severity)),),
            (plain(told),),
            _named(hand, [record for record, _ in concerned]),
        )
        rows.append(Row(cells, notes))
    found: list[Block] = [Table(columns, tuple(rows))]
    more = len(groups) - len(rows)
    if more:
        template = ngettext(
            "{n} further finding is in the register.", "{n} further findings are in the register.", more
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found
