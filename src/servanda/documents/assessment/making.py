"""The assessment of a cooperation as a document and as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from servanda.assessment import DORMANT_YEARS, Measure, assess
from servanda.documents.assessment.said import Said, Speaker
from servanda.documents.phrasing import Phrasing
from servanda.domain.cooperation import Cooperation
from servanda.domain.parties.regions import regions
from servanda.domain.wording import N_
from servanda.register import assessing, details, words
from servanda.register.assessing import Asked
from servanda.register.installation import own_side
from servanda.register.models import Record
from servanda.register.visibility import Viewer


class NothingToAssess(LookupError):
    """Nothing that both parties share is known to this reader by then: `message` (N_) with `data`."""

    code = "nothing_to_assess"
    PAIR = N_("Nothing of {a} and {b} is on record that could be assessed.")
    SCOPE = N_("Nothing is on record there that could be assessed.")

    def __init__(self, a: str = "", b: str = "") -> None:
        super().__init__(self.code)
        self.message = self.PAIR if a else self.SCOPE
        self.data = {"a": a, "b": b} if a else {}


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
        found.instruments
        or found.commitments
        or found.sessions
        or found.encounters
        or found.undertakings
        or found.proposals
    ):
        raise NothingToAssess(asked.a, asked.b)
    measures = assess(found, dormant_years=dormant_years, regions=regions())
    subjects = {c.subject for m in measures.values() for f in m.figures for c in f.counted}
    subjects |= {f.key for m in measures.values() for f in m.figures if f.family == "subject"}
    subjects |= {s for s in (asked.mechanism, asked.session, asked.organisation) if s}
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
            "parties": [asked.a, asked.b] if asked.a else [],
            "on": asked.on,
            "from": asked.since,
            "to": made.found.until,
            "as_known": asked.as_known,
            "sector": asked.sector or None,
            "mechanism": asked.mechanism or None,
            "session": asked.session or None,
            "organisation": asked.organisation or None,
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


def scope(made: Assessment, language: str) -> list[tuple[str, str]]:
    """What the assessment is narrowed to beside the two parties, as (label, text)."""
    asked = made.asked
    found = []
    for label, subject in (
        (gettext("Mechanism"), asked.mechanism),
        (gettext("Session"), asked.session),
        (gettext("Organisation"), asked.organisation),
    ):
        if subject:
            record = made.names.get(subject)
            found.append((label, _called(record, language) if record else subject))
    if asked.sector:
        found.append((gettext("Sector"), words.word("sector", asked.sector)))
    return found


def _called(record: Record, language: str) -> str:
    return details.title(record, language)[0]


def heading(made: Assessment, language: str) -> str:
    """What is assessed: the relationship, else the body, session, organisation or sector, else the whole register."""
    with override(language):
        if made.asked.a:
            hand = Phrasing(language, own_side())
            return gettext("{a} – {b}").format(a=hand.party(made.asked.a), b=hand.party(made.asked.b))
        narrowed = scope(made, language)
        return narrowed[0][1] if narrowed else gettext("All relationships")
