"""A rating as people read it, and as data: points by indicator, each with the records and entries that its figure counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from servanda.assessment import Counted
from servanda.assessment.measure import Figure
from servanda.assessment.rating import Method, Rating, rate
from servanda.documents.assessment.making import Assessment
from servanda.documents.assessment.said import Speaker
from servanda.documents.phrasing import Phrasing
from servanda.domain.texts import cldr
from servanda.register.installation import own_side


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One indicator in words."""

    label: str
    value: str
    weight: str
    points: str
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class SaidRating:
    """A rating in words; `verdict`: the points and the level, or why there are none."""

    title: str
    verdict: str
    covered: str
    lines: tuple[RatedLine, ...]


def said_rating(made: Assessment, method: Method, language: str) -> SaidRating:
    """The rating of an assessment by a method, in words of a language."""
    rating = rate(method, made.measures)
    with override(language):
        speaker = Speaker(Phrasing(language, own_side()), made.names, draw=False)
        hand = speaker.hand

        def number(value: float) -> str:
            places = 0 if value == int(value) else 1
            return cldr.number(
                round(value, 1) if places else int(value), hand.language, hand.territory, places
            )

        lines = tuple(
            RatedLine(
                r.indicator.titles[language],
                speaker.value(Figure("", "measure", r.value, r.unit)),
                number(r.indicator.weight),
                gettext("not rated: too few cases") if r.points is None else number(r.points),
                r.counted,
            )
            for r in rating.rated
        )
        if rating.points is None:
            verdict = gettext("No rating: less than half of the weight could be rated.")
        elif rating.level is None:
            verdict = gettext("{points} of 100 points").format(points=number(rating.points))
        else:
            verdict = gettext("{points} of 100 points: {level}").format(
                points=number(rating.points), level=rating.level.titles[language]
            )
        share = cldr.percent(rating.covered, hand.language, hand.territory)
        covered = gettext("Rated: {share} of the weight").format(share=share)
        return SaidRating(method.titles[language], verdict, covered, lines)


def rating_json(made: Assessment, method: Method, language: str) -> dict[str, Any]:
    """The rating with every figure, its points, and the records and entries that it counts."""
    rating: Rating = rate(method, made.measures)
    return {
        "title": method.titles[language],
        "points": rating.points,
        "level": rating.level.titles[language] if rating.level else None,
        "covered": rating.covered,
        "indicators": [
            {
                "code": r.indicator.code,
                "title": r.indicator.titles[language],
                "measure": r.indicator.measure,
                "figures": list(r.indicator.figures),
                "over": list(r.indicator.over),
                "weight": r.indicator.weight,
                "value": r.value,
                "unit": r.unit,
                "points": r.points,
                "too_thin": r.thin,
                "counted": [{"subject": c.subject, "entries": list(c.entries)} for c in r.counted],
            }
            for r in rating.rated
        ],
    }
