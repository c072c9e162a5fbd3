"""The next session of each mechanism that is being prepared: how far it is, where, and what is on its agenda."""

from __future__ import annotations

from django.utils.translation import gettext

from servanda.documents.brief.dialogue import session_name
from servanda.documents.brief.facts import Facts
from servanda.documents.model import Block, Column, Row, Run, Section, Table, Text, foreign, plain
from servanda.documents.model import Facts as LabelledLines
from servanda.documents.phrasing import Phrasing
from servanda.domain.parties.capitals import place_name
from servanda.domain.sessions import Filed
from servanda.register import meetings, words
from servanda.register.models import Record


def preparation(facts: Facts, hand: Phrasing) -> list[Block]:
    """One part for each session; none where no session is planned."""
    return [_session(facts, hand, s) for s in _next(facts)]


def _next(facts: Facts) -> list[Record]:
    """The earliest planned session of each body, and of the pair outside any body; undated ones last."""
    first: dict[str, Record] = {}
    for session in facts.sessions:
        if session.type != "planned" or (session.on is not None and session.on < facts.on):
            continue
        body = next(iter(facts.tied(session, "mechanism")), None)
        first.setdefault(body.subject if body else "", session)
    return list(first.values())


def _session(facts: Facts, hand: Phrasing, record: Record) -> Section:
    name = session_name(facts, record, hand)
    title = Text((name if isinstance(name, Run) else Run(name),))
    found = meetings.look(facts.viewer, record.subject, facts.on)
    state = facts.state(record)
    said = [(gettext("Day"), plain(hand.day(record.on), facts.cite(record)))]
    if found is not None:
        said.append((gettext("Stage"), plain(words.word("session_stage", found.state.stage))))
    if state.get("place"):
        said.append((gettext("Place"), Text((foreign(place_name(state["place"], hand.language)),))))
    elif state.get("host"):
        said.append((gettext("Place"), plain(hand.party(state["host"]))))
    blocks: list[Block] = [LabelledLines(tuple(said))]
    if found is not None and found.items:
        columns = (Column(gettext("No."), 8, "figure"), Column(gettext("Agenda"), 92))
        notes = facts.citing.cite([found.state.agenda_entry])
        rows = [
            Row(
                (
                    (plain(hand.number(i.listed.number)),),
                    (
                        Text((hand.in_language(dict(i.listed.item.titles)),)),
                        *(_paper(facts, hand, p) for p in i.papers),
                    ),
                ),
                notes,
            )
            for i in found.items
        ]
        blocks.append(Table(columns, tuple(rows)))
        if found.papers:
            said = [(gettext("Paper"), _paper(facts, hand, p)) for p in found.papers]
            blocks.append(LabelledLines(tuple(said)))
    return Section(title, tuple(blocks))


def _paper(facts: Facts, hand: Phrasing, paper: Filed) -> Text:
    """A paper that lies before the session: its title, else the name of its file, with the act that laid it."""
    titles = dict(paper.act.titles)
    title = hand.in_language(titles) if titles else foreign(paper.act.file_name)
    return Text((Run("— "), title), facts.citing.cite([paper.entry]))
