"""The record of cooperation: measures with their definitions, ratings, and the two sides' lists of treaties compared.

Pure: what it counts comes as `domain.cooperation` facts; today is a parameter.

    found = …                                   # domain.cooperation.Cooperation, from the register or by hand
    assess(found, dormant_years=5)              # every Measure, in the order of DEFINITIONS
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.assessment import commitments as promises
from servanda.assessment import instruments
from servanda.assessment.definitions import DEFINITIONS, KEYS, Definition
from servanda.assessment.depth import depth
from servanda.assessment.measure import Counted, Figure, Measure
from servanda.assessment.proposals import proposals
from servanda.assessment.results import announced, articles
from servanda.domain.cooperation import Cooperation

DORMANT_YEARS = 5


def assess(
    found: Cooperation,
    *,
    dormant_years: int = DORMANT_YEARS,
    regions: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Measure]:
    """Every measure by its code, in the order of DEFINITIONS. `regions`: party → its regions, the narrowest first, for comparable partners."""
    made = [
        instruments.by_status(found),
        instruments.by_type(found),
        instruments.by_age(found),
        instruments.by_sector(found),
        instruments.signed_by_year(found),
        instruments.time_to_force(found),
        instruments.waiting_on(found),
        instruments.dormant(found, dormant_years),
        instruments.meetings(found),
        promises.commitments(found),
        promises.kept(found),
        promises.by_session(found),
        promises.by_organisation(found),
        instruments.trend(found, dormant_years),
        depth(found, regions or {}),
        articles(found),
        announced(found),
        proposals(found),
    ]
    return {m.code: m for m in made}


__all__ = ["DEFINITIONS", "DORMANT_YEARS", "KEYS", "Counted", "Definition", "Figure", "Measure", "assess"]
