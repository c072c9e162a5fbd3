"""The latest acts, and the numbered entries on which everything rests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from servanda.documents.brief.citing import MANY
from servanda.documents.brief.dialogue import session_name
from servanda.documents.brief.facts import Facts
from servanda.documents.model import (
    Block,
    Column,
    Paragraph,
    Row,
    Run,
    Section,
    Source,
    Sources,
    Table,
    Text,
    foreign,
    plain,
)
from servanda.documents.phrasing import Phrasing, filled
from servanda.domain.entry import Entry, Evidence
from servanda.domain.texts.languages import guess_language
from servanda.register import words

SHOWN, SHOWN_SHORT = 15, 8  # latest acts
PIECES = 2  # of evidence that are shown of one entry
QUOTED = 100  # characters of a quotation
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Acts that tell of the register or of persons, not of the relationship.
ASIDE = frozenset({"person", "organisation", "party"})


def latest(facts: Facts, hand: Phrasing) -> list[Block]:
    """The acts of the last days before the day, newest first."""
    dated = [
        e
        for acts in facts.acts.values()
        for e in acts
        if e.on and e.on <= facts.on and e.act.subject not in ASIDE
    ]
    newest = sorted(dated, key=lambda e: (e.on or date.min, e.recorded_at, e.id), reverse=True)[
        : SHOWN_SHORT if facts.short else SHOWN
    ]
    if not newest:
        return []
    columns = (
        Column(gettext("Day"), 18, "day"),
        Column(gettext("Act"), 22),
        Column(gettext("Subject"), 44),
        Column(gettext("Recorded by"), 16),
    )
    rows = [
        Row(
            (
                (plain(hand.day(e.on)),),
                (plain(_act(hand, e)),),
                (Text((_subject(facts, hand, e),)),),
                (plain(hand.party(e.side)),),
            ),
            facts.citing.cite([e.id]),
        )
        for e in newest
    ]
    return [Table(columns, tuple(rows))]


def _act(hand: Phrasing, entry: Entry) -> str:
    """The name of an act; with the party where one party performed it."""
    name, by = words.word("act", entry.act.name), getattr(entry.act, "by", None)
    if isinstance(by, str) and by:
        return gettext("{what}: {party}").format(what=name, party=hand.party(by))
    return name


def _subject(facts: Facts, hand: Phrasing, entry: Entry, longest: int = 200) -> Run:
    """What the record of an entry is called: its title, or for what has none what it is."""
    record = facts.names.get(entry.subject)
    if record is None:
        return Run("—")
    if record.kind == "session":
        name = session_name(facts, record, hand)
        return Run(name) if isinstance(name, str) else name
    if record.kind == "encounter":
        return Run(words.word("encounter", record.type))
    return hand.title(record, longest=longest)


def section(facts: Facts, hand: Phrasing) -> Section | None:
    """The sources under their heading, with what the numbers in brackets mean; None where nothing was cited."""
    listed = sources(facts, hand)
    if not listed.sources:
        return None
    explained = gettext(
        "The numbers in brackets lead to the entries of the register on which a line or figure rests: "
        "day, act, subject, evidence, identifier in the journal."
    )
    said = [Paragraph(plain(explained), "small")]
    if facts.citing.left_out:
        template = gettext(
            "What rests on more than {n} entries bears no numbers: its entries are listed in the register."
        )
        said.append(Paragraph(filled(template, n=hand.number(MANY)), "small"))
    return Section(plain(gettext("Sources")), (*said, listed))


def sources(facts: Facts, hand: Phrasing) -> Sources:
    """All entries that were cited, by number."""
    return Sources(
        tuple(
            Source(
                number=number,
                day=hand.day(entry.on or getattr(entry.act, "published", None)),
                act=_act(hand, entry),
                subject=Text((_subject(facts, hand, entry, 100),)),
                recorded_for=words.word("circle", entry.circle.value)
                if entry.circle != facts.viewer.circle
                else "",
                evidence=tuple(_evidence(facts, hand, entry.evidence)),
                entry=entry.id,
            )
            for number, entry in facts.citing.cited
        )
    )


def _evidence(facts: Facts, hand: Phrasing, found: Iterable[Evidence]) -> Iterable[Text]:
    """Documents by name or address, and the quoted words in their own language."""
    for piece in tuple(found)[:PIECES]:
        known = facts.texts.get(piece.document)
        if known:
            document = hand.title(known, longest=90)
        elif _DIGEST.fullmatch(piece.document):
            document = Run(piece.document[:16], code=True)
        else:
            document = foreign(piece.document, longest=110)
        if not piece.quote.strip():
            if document.text:
                yield Text((document,))
            continue
        guess = guess_language(piece.quote)
        quote = foreign(piece.quote, guess.code if guess.certainty > 0.3 else "", longest=QUOTED)
        if document.text:
            yield filled(gettext("{document}: “{quote}”"), document=document, quote=quote)
        else:
            yield filled(gettext("“{quote}”"), quote=quote)
