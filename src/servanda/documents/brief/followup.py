"""Commitments: how many stand where, where the two sides differ, what is late or silent."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Column, Figure, Figures, Paragraph, Row, Table, Text, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.domain.commitments.state import STATES
from servanda.register import words
from servanda.register.matrix import Line

MOST = 20  # lines of the table: the matrix has them all


def commitments(facts: Facts, hand: Phrasing) -> list[Block]:
    """Figures by state, then every difference, silence and delay with both sides' words."""
    lines = facts.commitments
    if not lines:
        return []
    counts = Counter(line.status for line in lines)
    shown = [
        Figure(
            hand.number(counts[s]),
            words.word("commitment_state", s),
            _notes(facts, [x for x in lines if x.status == s]),
        )
        for s in STATES
        if counts[s]
    ]
    late = [line for line in lines if line.overdue]
    if late:
        shown.append(Figure(hand.number(len(late)), gettext("overdue"), _notes(facts, late)))
    found: list[Block] = [Figures(tuple(shown))]
    pressing = [
        x for x in lines if x.open and (x.status in ("differs", "blocked") or x.overdue or _silent(x))
    ]
    if not pressing:
        return found
    columns = (
        Column(gettext("Commitment"), 40),
        Column(gettext("Due on"), 14, "day"),
        Column(gettext("State"), 16),
        Column(gettext("What each side says"), 30),
    )
    found.append(Table(columns, tuple(_row(facts, hand, line) for line in pressing[:MOST])))
    more = len(pressing) - MOST
    if more > 0:
        template = ngettext(
            "{n} further commitment of this sort is in the register.",
            "{n} further commitments of this sort are in the register.",
            more,
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found


def _silent(line: Line) -> list[str]:
    return [p["party"] for p in line.positions if p["silent"]]


def _notes(facts: Facts, lines: list[Line]) -> tuple[int, ...]:
    return facts.citing.cite_together(i for line in lines for i in _deciding(facts, line))


def _deciding(facts: Facts, line: Line) -> list[str]:
    """The entries from which the state follows: each side's last word; of a silent commitment its own acts."""
    return facts.ids([p["entry"] for p in line.positions if p.get("entry")], line.record)


def _row(facts: Facts, hand: Phrasing, line: Line) -> Row:
    state = [plain(words.word("commitment_state", line.status))]
    if line.overdue:
        state.append(plain(gettext("overdue"), aside=True))
    if line.promised > 1:
        n = line.promised
        told = ngettext("promised {n} time", "promised {n} times", n)
        state.append(filled(told, aside=True, n=hand.number(n)))
    said = []
    for p in line.positions:
        word = words.word("progress", p["progress"]) if p["progress"] else gettext("nothing said")
        text = filled(gettext("{party}: {word}"), party=hand.party(p["party"]), word=word)
        said.append(text)
        if p["silent"]:
            said.append(plain(gettext("silent for too long"), aside=True))
    cells = (
        (Text((hand.title(line.record),)),),
        (plain(hand.day(line.due)),),
        tuple(state),
        tuple(said),
    )
    return Row(cells, facts.citing.cite(_deciding(facts, line)))
