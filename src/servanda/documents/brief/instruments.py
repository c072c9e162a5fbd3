"""The instruments by where they stand: in force, awaited, announced, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts, Line
from servanda.documents.model import Block, Column, Paragraph, Row, Table, Text, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.register import words

MOST = 20  # lines of a table; the figures count all, and the rest is one sentence
RECENT = timedelta(days=5 * 365)
Cells = Callable[[Line], Sequence[tuple[Text, ...]]]


def _table(
    facts: Facts, hand: Phrasing, lines: list[Line], columns: Sequence[Column], cells: Cells
) -> list[Block]:
    if not lines:
        return []
    # what the two concluded between themselves goes before instruments of many
    shown = sorted(lines, key=lambda line: line.record.party_count > 2)[:MOST]
    rows = tuple(Row(tuple(cells(line)), facts.citing.cite(line.cited)) for line in shown)
    found: list[Block] = [Table(tuple(columns), rows)]
    more = len(lines) - len(shown)
    if more:
        template = ngettext(
            "{n} further instrument is counted above and listed in the register.",
            "{n} further instruments are counted above and listed in the register.",
            more,
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found


def _title(hand: Phrasing, line: Line) -> tuple[Text, ...]:
    """The title, and under it what type of instrument it is."""
    title = Text((hand.title(line.record),))
    return (title, plain(words.word("type", line.record.type), aside=True)) if line.record.type else (title,)


def _day(hand: Phrasing, line: Line, signed: bool) -> tuple[Text, ...]:
    return (plain(hand.day(line.record.on if signed else line.listed.since)),)


def _flags(hand: Phrasing, line: Line) -> tuple[Text, ...]:
    told = {k: v for k, v in line.listed.flags.items() if k != "awaiting"}
    return tuple(plain(text) for text in words.flags(told, hand.language))


def _course(hand: Phrasing, line: Line) -> tuple[Text, ...]:
    """To when the present period lasts, what follows, and what else is true."""
    said: list[Text] = []
    until, follows = line.listed.until, line.follows
    if line.listed.status != "in_force":
        said.append(plain(words.word("status", line.listed.status)))
    if until:
        goes_on = follows is not None and follows.status == line.listed.status
        message = gettext("to {date}, then renewed") if goes_on else gettext("to {date}")
        # An interval ends before its last date begins: the last day is the one before.
        said.append(filled(message, date=hand.day(until - timedelta(days=1))))
    return (*said, *_flags(hand, line)) or (plain("—"),)


def in_force(facts: Facts, hand: Phrasing) -> list[Block]:
    """In force, provisionally applied, or suspended."""
    columns = (
        Column(gettext("Instrument"), 46),
        Column(gettext("Signed on"), 16, "day"),
        Column(gettext("Since"), 16, "day"),
        Column(gettext("Term"), 22),
    )
    lines = facts.of_status("in_force", "provisional", "suspended")
    return _table(
        facts,
        hand,
        lines,
        columns,
        lambda line: (
            _title(hand, line),
            _day(hand, line, True),
            _day(hand, line, False),
            _course(hand, line),
        ),
    )


def signed(facts: Facts, hand: Phrasing) -> list[Block]:
    """Signed and not in force: what is awaited, and from whom."""
    columns = (
        Column(gettext("Instrument"), 48),
        Column(gettext("Signed on"), 18, "day"),
        Column(gettext("Awaited"), 34),
    )

    def cells(line: Line) -> Sequence[tuple[Text, ...]]:
        return _title(hand, line), _day(hand, line, True), _awaited(facts, hand, line)

    return _table(facts, hand, facts.of_status("signed"), columns, cells)


def _awaited(facts: Facts, hand: Phrasing, line: Line) -> tuple[Text, ...]:
    ours = ("", None, facts.found.a, facts.found.b)
    awaited = []
    for owed in line.listed.flags.get("awaiting", ()):
        if owed.get("whom") not in ours:
            continue  # of an instrument of many: not a matter between these two
        whom = hand.party(owed["whom"]) if owed.get("whom") else gettext("all parties")
        awaited.append(filled(gettext("{what}: {party}"), what=words.word("act", owed["what"]), party=whom))
    return (*awaited, *_flags(hand, line)) or (plain(gettext("not on record")),)


def negotiated(facts: Facts, hand: Phrasing) -> list[Block]:
    """Announced, expected or under negotiation."""
    columns = (
        Column(gettext("Instrument"), 55),
        Column(gettext("Since"), 18, "day"),
        Column(gettext("Sectors"), 27),
    )

    def cells(line: Line) -> Sequence[tuple[Text, ...]]:
        sectors = hand.listed([words.word("sector", s) for s in line.sectors if s])
        return _title(hand, line), _day(hand, line, False), (plain(sectors or "—"),)

    return _table(facts, hand, facts.of_status("negotiated"), columns, cells)


def ended(facts: Facts, hand: Phrasing) -> list[Block]:
    """Ended not long ago; what ended before is only counted."""
    columns = (
        Column(gettext("Instrument"), 55),
        Column(gettext("Signed on"), 16, "day"),
        Column(gettext("Ended on"), 16, "day"),
        Column(gettext("How"), 13),
    )
    lines = [
        line
        for line in facts.of_status("ended")
        if line.listed.since and line.listed.since > facts.on - RECENT
    ]

    def cells(line: Line) -> Sequence[tuple[Text, ...]]:
        how = _flags(hand, line) or (plain("—"),)
        return _title(hand, line), _day(hand, line, True), _day(hand, line, False), how

    return _table(facts, hand, lines, columns, cells)
