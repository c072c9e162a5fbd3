"""The assessment of a cooperation as a document and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, override

from servanda.assessment import DORMANT_YEARS, Measure, assess
from servanda.documents.assessment.said import Said, Speaker
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
from servanda.domain.cooperation import Cooperation
from servanda.domain.wording import N_
from servanda.register import assessing, words
from servanda.register.assessing import Asked
from servanda.register.installation import own_side
from servanda.register.models import Record
from servanda.register.visibility import Viewer

LISTED = 6  # records named under a figure in a document; the page and the JSON have all


class NothingToAssess(LookupError):
    """Nothing that both parties share is known to this reader by then: `message` (N_) with `data`."""

    code = "nothing_to_assess"
    message = N_("Nothing of {a} and {b} is on record that could be assessed.")

    def __init__(self, a: str, b: str) -> None:
        super().__init__(self.code)
        self.data = {"a": a, "b": b}


@dataclass(frozen=True, slots=True)
class Assessment:
    """A cooperation with its measures, and the records by which they are called."""

    asked: Asked
    found: Cooperation
    measures: Mapping[str, Measure]
    names: Mapping[str, Record]


def assessment(viewer: Viewer, asked: Asked, dormant_years: int = DORMANT_YEARS) -> Assessment:
    """The assessment that a reader may see. Raises NothingToAssess."""
    found = assessing.facts(viewer, asked)
    if not (
        found.instruments or found.commitments or found.sessions or found.encounters or found.undertakings
    ):
        raise NothingToAssess(asked.a, asked.b)
    measures = assess(found, dormant_years=dormant_years, regions=assessing.regions())
    subjects = {c.subject for m in measures.values() for f in m.figures for c in f.counted}
    subjects |= {f.key for m in measures.values() for f in m.figures if f.family == "subject"}
    return Assessment(asked, found, measures, assessing.titles(viewer, subjects))


def said(made: Assessment, language: str, *, draw: bool = True) -> list[Said]:
    """The measures in words of a language."""
    with override(language):
        return Speaker(Phrasing(language, own_side()), made.names, draw=draw).say(made.measures.values())


def as_json(made: Assessment, language: str) -> dict[str, Any]:
    """Every figure with the records and entries that it counts, and what it is."""
    asked = made.asked
    with override(language):
        speaker = Speaker(Phrasing(language, own_side()), made.names, draw=False)
        return {
            "parties": [asked.a, asked.b],
            "on": asked.on,
            "from": asked.since,
            "to": made.found.until,
            "as_known": asked.as_known,
            "sector": asked.sector or None,
            "mechanism": asked.mechanism or None,
            "measures": {
                code: {
                    "title": (shown := speaker.one(m)).title,
                    "definition": shown.definition,
                    "formula": shown.formula,
                    "too_thin": m.thin,
                    "figures": [
                        {
                            "key": f.key,
                            "label": line.label,
                            "value": f.value,
                            "unit": f.unit,
                            **({"data": f.data} if f.data else {}),
                            "counted": [
                                {"subject": c.subject, "entries": list(c.entries)} for c in f.counted
                            ],
                        }
                        for f, line in zip(m.figures, shown.lines, strict=True)
                    ],
                }
                for code, m in made.measures.items()
            },
        }


def document(viewer: Viewer, made: Assessment, language: str) -> Document:
    """The assessment in ar, fr, ru or en, for PDF, DOCX and HTML."""
    with override(language):
        hand = Phrasing(language, own_side())
        a, b = hand.party(made.asked.a), hand.party(made.asked.b)
        title, kicker = gettext("{a} – {b}").format(a=a, b=b), gettext("Assessment of the record")
        particulars = [(gettext("As of"), hand.day(made.asked.on)), (gettext("Period"), period(made, hand))]
        if made.asked.sector:
            particulars.append((gettext("Sector"), words.word("sector", made.asked.sector)))
        circle = words.word("circle", viewer.circle.value)
        particulars.append((gettext("Made for the circle"), circle))
        speaker = Speaker(hand, made.names)
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
            blocks=tuple(section(one, speaker) for one in speaker.say(made.measures.values())),
        )


def period(made: Assessment, hand: Phrasing) -> str:
    """From when to when, in words."""
    until = hand.day(made.found.until)
    if made.found.since is None:
        return gettext("from the beginning to {until}").format(until=until)
    return gettext("{since} to {until}").format(since=hand.day(made.found.since), until=until)


def section(one: Said, speaker: Speaker) -> Section:
    """One measure as a section: definition, chart, table."""
    blocks: list[Block] = [Paragraph(plain(one.definition), "small")]
    blocks.append(Paragraph(Text((foreign(one.formula, "en"),)), "small"))
    if one.thin:
        blocks.append(Paragraph(plain(one.thin)))
    if one.drawn is not None:
        blocks.append(Picture(one.drawn))
    rows = tuple(
        Row(((plain(x.label),), (plain(x.value),), (plain(x.remark or "—"),), _records(x.counted, speaker)))
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
