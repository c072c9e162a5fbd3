"""The assessment of a cooperation, with a rating where one is asked for, as a document with numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext, override

from servanda.assessment.rating import Method
from servanda.documents.assessment.making import Assessment, heading, scope
from servanda.documents.assessment.rated import SaidRating, said_rating
from servanda.documents.assessment.said import Said, Speaker
from servanda.documents.brief import annex
from servanda.documents.brief.citing import Citing
from servanda.documents.brief.facts import Facts, gather
from servanda.documents.model import (
    Block,
    Column,
    Document,
    Labels,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
    Text,
    foreign,
    plain,
)
from servanda.documents.phrasing import Phrasing, filled
from servanda.journal.queries import to_entry
from servanda.register import assessing, words
from servanda.register.installation import own_side
from servanda.register.relationship import Relationship
from servanda.register.visibility import Viewer, entries

LISTED = 6  # records named under a figure in a document; the page and the JSON have all
SOME = 900  # ids in one question to the database


def document(viewer: Viewer, made: Assessment, language: str, method: Method | None = None) -> Document:
    """The assessment in ar, fr, ru or en, for PDF, DOCX and HTML; rated by a method, the rating goes first."""
    with override(language):
        hand = Phrasing(language, own_side())
        title, kicker = heading(made, language), gettext("Assessment of the record")
        particulars = [(gettext("As of"), hand.day(made.asked.on)), (gettext("Period"), period(made, hand))]
        particulars += [(label, text) for label, text in scope(made, language) if text != title]
        circle = words.word("circle", viewer.circle.value)
        particulars.append((gettext("Made for the circle"), circle))
        speaker = Speaker(hand, made.names)
        facts = _facts(viewer, made)
        blocks: list[Block] = []
        if method is not None:
            blocks.append(_rating(said_rating(made, method, language), speaker, facts.citing))
        blocks += [section(one, speaker, facts.citing) for one in speaker.say(made.measures.values())]
        if sources := annex.section(facts, hand):
            blocks.append(sources)
        return Document(
            title=title,
            kicker=kicker,
            particulars=tuple(particulars),
            marking=gettext("Circle: {circle}").format(circle=circle),
            footer=gettext("{title}, as of {date}").format(title=title, date=hand.day(made.asked.on)),
            language=language,
            territory=hand.territory,
            on=made.asked.on,
            labels=Labels(
                sources=gettext("Sources"),
                page=gettext("Page {n} of {total}"),
                labelled=gettext("{label}:"),
            ),
            blocks=tuple(blocks),
        )


def period(made: Assessment, hand: Phrasing) -> str:
    """From when to when, in words."""
    until = hand.day(made.found.until)
    if made.found.since is None:
        return gettext("from the beginning to {until}").format(until=until)
    return gettext("{since} to {until}").format(since=hand.day(made.found.since), until=until)


def section(one: Said, speaker: Speaker, citing: Citing) -> Section:
    """One measure as a section: definition, chart, table."""
    blocks: list[Block] = [Paragraph(plain(one.definition), "small")]
    blocks.append(Paragraph(Text((foreign(one.formula, "en"),)), "small"))
    if one.thin:
        blocks.append(Paragraph(plain(one.thin)))
    if one.drawn is not None:
        blocks.append(Picture(one.drawn))
    rows = tuple(
        Row(
            ((plain(x.label),), (plain(x.value),), (plain(x.remark or "—"),), _records(x.counted, speaker)),
            _notes(citing, x.counted),
        )
        for x in one.lines
    )
    columns = (
        Column(gettext("What"), 26),
        Column(gettext("Figure"), 14, "figure"),
        Column(gettext("Remark"), 22),
        Column(gettext("Counted"), 38),
    )
    blocks.append(Table(columns, rows))
    return Section(plain(one.title), tuple(blocks))


def _records(counted: Sequence[Any], speaker: Speaker) -> tuple[Text, ...]:
    shown = [Text((foreign(speaker.title(c.subject), longest=110),), aside=True) for c in counted[:LISTED]]
    if (more := len(counted) - LISTED) > 0:
        said_more = ngettext("and {n} more", "and {n} more", more)
        shown.append(filled(said_more, aside=True, n=speaker.hand.number(more)))
    return tuple(shown) or (plain("—"),)


def _rating(rated: SaidRating, speaker: Speaker, citing: Citing) -> Section:
    """The points and the level, and each indicator with its figure, weight, points, and what it counts."""
    columns = (
        Column(gettext("Indicator"), 30),
        Column(gettext("Figure"), 13, "figure"),
        Column(gettext("Weight"), 10, "figure"),
        Column(gettext("Points"), 13, "figure"),
        Column(gettext("Counted"), 34),
    )
    rows = tuple(
        Row(
            (
                (plain(line.label),),
                (plain(line.value),),
                (plain(line.weight),),
                (plain(line.points),),
                _records(line.counted, speaker),
            ),
            _notes(citing, line.counted),
        )
        for line in rated.lines
    )
    said = (Paragraph(plain(rated.verdict)), Paragraph(plain(rated.covered), "small"))
    return Section(plain(rated.title), (*said, Table(columns, rows)))


def _notes(citing: Citing, counted: Iterable[Any]) -> tuple[int, ...]:
    return citing.cite_together(e for c in counted for e in c.entries)


def _facts(viewer: Viewer, made: Assessment) -> Facts:
    """What the annex of sources draws on: the entries that the figures count, as this reader may see them."""
    asked = made.asked
    facts = gather(viewer, asked.a, asked.b, asked.on)
    if facts is None:  # everything that was known on the instant asked for has been withdrawn since
        facts = Facts(viewer, Relationship(asked.a, asked.b, asked.on))
    ids = sorted({e for m in made.measures.values() for f in m.figures for c in f.counted for e in c.entries})
    found = []
    for start in range(0, len(ids), SOME):
        found += [to_entry(row) for row in entries(viewer).filter(id__in=ids[start : start + SOME])]
    facts.citing = Citing(found)
    missing = {e.subject for e in found} - facts.names.keys()
    facts.names |= assessing.titles(viewer, missing)
    return facts
