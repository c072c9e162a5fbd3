"""What the two sides' lists of treaties do not agree on: the newest list that each side is known to keep, against our record."""

from __future__ import annotations

import json

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Column, Paragraph, Row, Table, clean, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.register import words
from servanda.register.models import Finding

MOST = 20  # lines of a table; the page of the lists and its annex have all
#: What bears on the law first: status, dates, then what one side has alone.
ORDER = (
    "list_status_differs",
    "list_force_differs",
    "list_end_differs",
    "list_signature_differs",
    "list_parties_differ",
    "list_theirs_only",
    "list_ours_only",
)


def differing(facts: Facts, hand: Phrasing) -> list[Block]:
    """For each kept list a line of counts and what differs; nothing where no list speaks for the day."""
    blocks: list[Block] = []
    for one in facts.found.lists:
        if one.record.on is not None and one.record.on > facts.on:
            continue
        template = gettext(
            "List of {party}, {day}: found by both {both}, of these with a difference {differing}; in our list only {ours}, in their list only {theirs}."
        )
        said = filled(
            template,
            facts.cite(one.record),
            party=hand.party(one.party),
            day=hand.day(one.record.on),
            both=hand.number(one.counts["both"]),
            differing=hand.number(one.counts["differing"]),
            ours=hand.number(one.counts["ours_only"]),
            theirs=hand.number(one.counts["theirs_only"]),
        )
        blocks.append(Paragraph(said))
        blocks += _table(facts, hand, list(Finding.objects.filter(record=one.record)))
    return blocks


def _table(facts: Facts, hand: Phrasing, found: list[Finding]) -> list[Block]:
    found.sort(key=lambda f: (ORDER.index(f.code), f.pk))
    if not found:
        return []
    rows = []
    for f in found[:MOST]:
        told = clean(words.finding(f.code, json.loads(f.data), hand.language), 500)
        notes = facts.citing.cite(json.loads(f.entries))
        rows.append(Row(((plain(words.word("severity", f.severity)),), (plain(told),)), notes))
    columns = (Column(gettext("Kind"), 18), Column(gettext("What does not agree or is missing"), 82))
    blocks: list[Block] = [Table(columns, tuple(rows))]
    more = len(found) - len(rows)
    if more:
        template = ngettext(
            "{n} further finding is in the register.", "{n} further findings are in the register.", more
        )
        blocks.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return blocks
