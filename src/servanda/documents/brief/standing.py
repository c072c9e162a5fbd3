"""Where the relationship stands: the figures, by status, sector and type, and what to know first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.dialogue import by_time, session_name
from servanda.documents.brief.facts import ORDER, Facts, Line
from servanda.documents.model import Block, Column, Figure, Figures, Items, Row, Section, Table, Text, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.register import words

FEWEST = 3  # instruments below which a division by sector or type says nothing


def blocks(facts: Facts, hand: Phrasing) -> list[Block]:
    """Figures by status, what to know first, and the tables by sector and type."""
    found: list[Block] = []
    if facts.lines:
        found.append(_by_status(facts, hand))
    first = _first(facts, hand)
    if first:
        found.append(Items(tuple(first)))
    if len(facts.lines) >= FEWEST and not facts.short:
        sectors = ((s, line) for line in facts.lines for s in line.sectors)
        types = ((line.record.type, line) for line in facts.lines)
        found.append(
            Section(
                plain(gettext("By sector")),
                (_division(facts, hand, sectors, "sector", gettext("Sector"), gettext("No sector stated")),),
            )
        )
        found.append(
            Section(
                plain(gettext("By type")),
                (_division(facts, hand, types, "type", gettext("Type"), gettext("No type stated")),),
            )
        )
    return found


def _by_status(facts: Facts, hand: Phrasing) -> Figures:
    # The statuses first, so that each counts neighbouring sources; the total is shown before them.
    parts = []
    for status in ORDER:
        lines = facts.of_status(status)
        if lines:
            notes = _notes(facts, lines)
            parts.append(Figure(hand.number(len(lines)), words.word("status", status), notes))
    total = Figure(hand.number(len(facts.lines)), gettext("Instruments"), _notes(facts, facts.lines))
    return Figures((total, *parts))


def _notes(facts: Facts, lines: Iterable[Line]) -> tuple[int, ...]:
    """The entries under a figure; where all instruments together rest on too many, no part is followed either."""
    if facts.citing.too_many(i for line in facts.lines for i in line.cited):
        return ()
    return facts.citing.cite_together(i for line in lines for i in line.cited)


def _division(
    facts: Facts, hand: Phrasing, pairs: Iterable[tuple[str, Line]], family: str, label: str, unstated: str
) -> Table:
    groups: dict[str, list[Line]] = {}
    for code, line in pairs:
        groups.setdefault(code, []).append(line)
    statuses = [s for s in ORDER if facts.of_status(s)]
    columns = [Column(label, 26), Column(gettext("Instruments"), 12, holds="figure")]
    columns += [Column(words.word("status", s), 12, holds="figure") for s in statuses]
    rows = []
    for code, lines in sorted(groups.items(), key=lambda g: (g[0] == "", -len(g[1]), g[0])):
        counts = Counter(line.listed.status for line in lines)
        name = words.word(family, code) if code else unstated
        figures = [len(lines), *(counts[s] for s in statuses)]
        cells = [(plain(name),), *((plain(hand.number(n) if n else "–"),) for n in figures)]
        rows.append(Row(tuple(cells), _notes(facts, lines)))
    return Table(tuple(columns), tuple(rows))


def _promised(facts: Facts, hand: Phrasing) -> Text:
    """How many commitments, and of these done, overdue, and told differently; their entries stand in their own section."""
    lines = facts.commitments
    counts = Counter(line.status for line in lines)
    n = len(lines)
    template = ngettext(
        "{n} commitment; done: {done}; overdue: {overdue}; the sides differ: {differs}.",
        "{n} commitments; done: {done}; overdue: {overdue}; the sides differ: {differs}.",
        n,
    )
    entries = (p["entry"] for line in lines for p in line.positions if p.get("entry"))
    return filled(
        template,
        facts.citing.cite_together(entries),
        n=hand.number(n),
        done=hand.number(counts["done"]),
        overdue=hand.number(sum(line.overdue for line in lines)),
        differs=hand.number(counts["differs"]),
    )


def _first(facts: Facts, hand: Phrasing) -> list[Text]:
    """Sentences for a reader who reads no further."""
    said = []
    signed = [line for line in facts.lines if line.record.on and line.listed.status != "negotiated"]
    if signed:
        latest = max(signed, key=lambda line: (line.record.on, line.record.subject))
        said.append(
            filled(
                gettext("Latest instrument: {title}, {date}."),
                facts.citing.cite(latest.cited),
                title=hand.title(latest.record),
                date=hand.day(latest.record.on),
            )
        )
    if facts.due:
        next_due = facts.due[0]
        said.append(
            filled(
                gettext("Next day to observe: {date}. {what}: {title}."),
                facts.cite_why(next_due.why, next_due.record),
                date=hand.day(next_due.last_day),
                what=words.word("deadline", next_due.what),
                title=hand.title(next_due.record),
            )
        )
    past, coming = by_time(facts)
    for session, message in (
        (past[-1] if past else None, gettext("Last session: {session}, {date}.")),
        (coming[0] if coming else None, gettext("Next session: {session}, {date}.")),
    ):
        if session:
            said.append(
                filled(
                    message,
                    facts.cite(session),
                    session=session_name(facts, session, hand),
                    date=hand.day(session.on),
                )
            )
    if facts.commitments:
        said.append(_promised(facts, hand))
    contradictions = [f for f in facts.findings if f.severity == "contradiction"]
    if contradictions:
        n = len(contradictions)
        said.append(
            filled(
                ngettext(
                    "{n} contradiction in the record is to be settled.",
                    "{n} contradictions in the record are to be settled.",
                    n,
                ),
                facts.citing.cite_together(
                    i for f in contradictions for i in facts.ids(json.loads(f.entries), f.record)
                ),
                n=hand.number(n),
            )
        )
    return said
