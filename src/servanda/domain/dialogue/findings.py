"""Contradictions and gaps in the record of a topic."""

from __future__ import annotations

from servanda.domain.instruments.findings import WARNING, FindingKind
from servanda.domain.wording import N_

_ALL = (
    FindingKind(
        "topic_of_several_relationships",
        WARNING,
        N_("Consultations of different relationships stand on one topic: {pairs}."),
        N_("Give each relationship a topic of its own under a common one: desks then see what is theirs."),
    ),
)
DIALOGUE_FINDINGS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}
