"""Putting the sections of a brief together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext, override

from servanda.documents.brief import (
    ahead,
    annex,
    axes,
    dialogue,
    due,
    followup,
    instruments,
    lists,
    offers,
    record,
    standing,
)
from servanda.documents.brief.facts import Facts, gather
from servanda.documents.model import Block, Document, Labels, Paragraph, Section, plain
from servanda.documents.phrasing import Phrasing, filled
from servanda.domain.wording import N_
from servanda.register import words
from servanda.register.installation import own_side
from servanda.register.visibility import Viewer


class NothingKnown(LookupError):
    """Nothing that both parties share is known to this reader: `message` (N_) with `data`."""

    code = "nothing_known"
    message = N_("Nothing is known of {a} and {b} in the {circle} circle.")

    def __init__(self, a: str, b: str, circle: str) -> None:
        super().__init__(self.code)
        self.data = {"a": a, "b": b, "circle": circle}


Progress = Callable[[int, int], None]  # (sections begun, of how many)


def silent(done: int, total: int) -> None:
    """For those who ask for no progress."""


# In the order of the document. Each gives its blocks, none where it has nothing to say. A further section is
# one function here.
SECTIONS = (
    (N_("Where it stands"), standing.blocks),
    (N_("Due in the next two years"), due.deadlines),
    (N_("Owed, without a last day"), due.owed),
    (N_("In force"), instruments.in_force),
    (N_("Signed and not in force"), instruments.signed),
    (N_("Under negotiation or announced"), instruments.negotiated),
    (N_("Ended in the last five years"), instruments.ended),
    (N_("Mechanisms and sessions"), dialogue.mechanisms),
    (N_("Assessment"), record.assessment),
    (N_("Commitments"), followup.commitments),
    (N_("Session in preparation"), ahead.preparation),
    (N_("Proposals"), offers.ranked),
    (N_("New axes of cooperation"), axes.axes),
    (N_("Indicators"), record.figures),
    (N_("Encounters"), dialogue.encounters),
    (N_("Statements"), dialogue.statements),
    (N_("Undertakings"), dialogue.undertakings),
    (N_("Topics of the dialogue"), dialogue.topics),
    (N_("Persons"), dialogue.persons),
    (N_("The two sides’ lists of treaties"), lists.differing),
    (N_("Findings"), due.findings),
    (N_("Latest acts"), annex.latest),
)
# The short form: the relationship in one page, what is due, what does not agree, what was done last.
SHORT = frozenset({standing.blocks, due.deadlines, due.owed, due.findings, annex.latest})


def brief(
    viewer: Viewer,
    a: str,
    b: str,
    on: date,
    language: str,
    *,
    short: bool = False,
    axes: bool = True,
    progress: Progress = silent,
) -> Document:
    """The brief on two parties as of a day, for the circle of `viewer`, in ar, fr, ru or en.

    The status of each instrument is that of the end of the day, with all that is known now. `short`: only the sections of SHORT,
    with fewer lines each. `axes`: whether the reader has the right to see them. `progress`: told each section begun.
    Raises NothingKnown where the reader sees nothing that both share.
    """
    with override(language):
        progress(0, len(SECTIONS))
        facts = gather(viewer, a, b, on)
        if facts is None:
            raise NothingKnown(a, b, viewer.circle.value)
        facts.short, facts.with_axes = short, axes
        return _document(facts, Phrasing(language, own_side()), progress)


def _document(facts: Facts, hand: Phrasing, progress: Progress) -> Document:
    a, b, on = hand.party(facts.found.a), hand.party(facts.found.b), hand.day(facts.on)
    title = gettext("{a} – {b}").format(a=a, b=b)
    circle = words.word("circle", facts.viewer.circle.value)
    blocks: list[Block] = []
    for done, (heading, make) in enumerate(SECTIONS, start=1):
        progress(done, len(SECTIONS))
        if facts.short and make not in SHORT:
            continue
        made = make(facts, hand)
        if made:
            blocks.append(Section(plain(gettext(heading)), tuple(made)))
    if not blocks:
        nothing = filled(gettext("No act of this relationship is on record by {date}."), date=on)
        blocks.append(Paragraph(nothing))
    if sources := annex.section(facts, hand):
        blocks.append(sources)
    return Document(
        title=title,
        kicker=gettext("Brief on the relationship"),
        particulars=(
            (gettext("As of"), on),
            (gettext("Made for the circle"), circle),
            (gettext("Register kept by"), hand.party(hand.territory)),
        ),
        marking=gettext("Circle: {circle}").format(circle=circle),
        footer=gettext("{title}, as of {date}").format(title=title, date=on),
        language=hand.language,
        territory=hand.territory,
        on=facts.on,
        labels=Labels(
            sources=gettext("Sources"),
            page=gettext("Page {n} of {total}"),
            labelled=gettext("{label}:"),
        ),
        blocks=tuple(blocks),
    )
