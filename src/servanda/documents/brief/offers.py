"""The proposals on the table and in preparation, ranked, each with what it rests on."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Column, Paragraph, Row, Table, Text, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.domain.proposals.fold import CLOSED
from servanda.proposals import queries as proposals
from servanda.proposals.queries import Ranked
from servanda.register import words

MOST = 25


def ranked(facts: Facts, hand: Phrasing) -> list[Block]:
    """Proposals that are not closed, the highest score first; by the usual weights."""
    rows = [
        r
        for r in proposals.of_pair(facts.viewer, facts.found.a, facts.found.b)
        if r.stage not in CLOSED and (r.record.on is None or r.record.on <= facts.on)
    ]
    if not rows:
        return []
    columns = (
        Column(gettext("Rank"), 8, "figure"),
        Column(gettext("Proposal"), 46),
        Column(gettext("Kind"), 22),
        Column(gettext("Stage"), 16),
        Column(gettext("Score"), 8, "figure"),
    )
    table = Table(columns, tuple(_row(facts, hand, n, r) for n, r in enumerate(rows[:MOST], start=1)))
    found: list[Block] = [table]
    more = len(rows) - MOST
    if more > 0:
        template = ngettext(
            "{n} further proposal is in the register.", "{n} further proposals are in the register.", more
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found


def _row(facts: Facts, hand: Phrasing, rank: int, row: Ranked) -> Row:
    said = [Text((hand.title(row.record, strong=True),))]
    wording = row.state.get("wording") or {}
    if wording:
        said.append(Text((hand.in_language(wording),), aside=True))
    grounds = [g["entry"] for g in row.state["content"].get("grounds", ()) if g.get("entry")]
    cells = (
        (plain(hand.number(rank)),),
        tuple(said),
        (plain(words.word("proposal_kind", row.state["kind"])),),
        (plain(words.word("proposal_stage", row.stage)),),
        (plain(hand.number(round(100 * row.score))),),
    )
    return Row(cells, facts.cite_entries(grounds, row.record))
