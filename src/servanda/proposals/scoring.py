"""The four criteria of a proposal, each a share of 1 by a stated rule, and the ranking by weights that a person sets.

urgency    a day ahead: 1 at 30 days or less, falling evenly to 0 at two years; what waits: grows with the wait,
           0.3 at once to 1 after five years
readiness  both sides have moved: 1; one side: 0.7; neither yet: 0.4; one side is against: 0.2
ease       by what has to be done: a note 0.9, a list of one's own 0.8, a meeting 0.7, a decision within an instrument
           0.6, taking up a promise again 0.5, a negotiation 0.3
value      by what is at stake; each rule says from what it takes it
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.domain.acts.proposals import CRITERIA
from servanda.domain.wording import N_
from servanda.proposals.found import Criterion, Said

NEAR, FAR, LONG = 30, 730, 5 * 365
EASE = {
    "note": (0.9, N_("A note is enough.")),
    "own_list": (0.8, N_("It is settled by comparing lists.")),
    "meeting": (0.7, N_("A meeting has to be agreed.")),
    "decision": (0.6, N_("A decision within an instrument that exists.")),
    "promise": (0.5, N_("A promise made before has to be taken up again.")),
    "negotiation": (0.3, N_("A new instrument has to be negotiated.")),
}
READINESS = {
    "both": (1.0, N_("Both sides have moved.")),
    "one": (0.7, N_("One side has moved.")),
    "neither": (0.4, N_("Neither side has moved yet.")),
    "against": (0.2, N_("One side does not see it so.")),
}
DEFAULT_WEIGHTS: Mapping[str, float] = {"value": 3, "urgency": 3, "readiness": 2, "ease": 2}
LABELS = {
    "value": N_("Value at stake"),
    "urgency": N_("Urgency"),
    "readiness": N_("Readiness of both sides"),
    "ease": N_("Ease"),
}


def before(day: date, on: date) -> Criterion:
    """Urgency of what has to be done by a day."""
    left = (day - on).days
    share = min(1.0, max(0.0, 1 - (left - NEAR) / (FAR - NEAR)))
    return Criterion(share, Said(N_("To be done by {day}."), {"day": day.isoformat()}))


def waiting(since: date, on: date) -> Criterion:
    """Urgency of what has waited since a day."""
    share = min(1.0, 0.3 + 0.7 * max(0, (on - since).days) / LONG)
    return Criterion(share, Said(N_("Waiting since {day}."), {"day": since.isoformat()}))


def ease(kind: str) -> Criterion:
    """How little has to be done."""
    share, why = EASE[kind]
    return Criterion(share, Said(why))


def readiness(kind: str) -> Criterion:
    """How far the sides have moved."""
    share, why = READINESS[kind]
    return Criterion(share, Said(why))


def ranked_score(shares: Mapping[str, float], weights: Mapping[str, float] = DEFAULT_WEIGHTS) -> float:
    """Σ weight · share / Σ weight over the criteria; 0 where all weights are 0. Weights below 0 count as 0."""
    used = {c: max(0.0, weights.get(c, 0.0)) for c in CRITERIA}
    total = sum(used.values())
    return sum(used[c] * shares.get(c, 0.0) for c in CRITERIA) / total if total else 0.0
