"""Proposals of a pair as a reader may see them, ranked by weights that a person sets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servanda.domain.acts.proposals import CRITERIA
from servanda.domain.proposals.fold import CLOSED, STAGES
from servanda.proposals.scoring import DEFAULT_WEIGHTS, ranked_score
from servanda.register import queries
from servanda.register.models import Record
from servanda.register.visibility import Viewer

COLUMNS = ("draft", "consultation", "tabled", "amended", "adopted", "realised")


@dataclass(slots=True)
class Ranked:
    """A proposal with its score, and what each criterion contributes to it (they add up to the score)."""

    record: Record
    state: dict[str, Any]
    score: float
    parts: dict[str, float] = field(default_factory=dict)
    rank: int = 0

    @property
    def stage(self) -> str:
        """Where it stands."""
        return str(self.state["stage"])

    @property
    def shares(self) -> dict[str, float]:
        """Criterion → share."""
        return {s["criterion"]: float(s["share"]) for s in self.state.get("scores", ())}


def of_pair(
    viewer: Viewer, a: str, b: str, weights: Mapping[str, float] = DEFAULT_WEIGHTS, closed: bool = True
) -> list[Ranked]:
    """The proposals of a pair, the highest score first; equal scores by subject. `closed`: those ended too."""
    found = queries.between(viewer, a, b).filter(kind="proposal")
    rows = [_ranked(r, weights) for r in found]
    rows = [r for r in rows if closed or r.stage not in CLOSED]
    rows.sort(key=lambda r: (-r.score, r.record.subject))
    for n, row in enumerate(rows, start=1):
        row.rank = n
    return rows


def _ranked(record: Record, weights: Mapping[str, float]) -> Ranked:
    state = json.loads(record.state)
    row = Ranked(record, state, 0.0)
    shares = row.shares
    row.score = ranked_score(shares, weights)
    total = sum(max(0.0, weights.get(c, 0.0)) for c in CRITERIA) or 1.0
    row.parts = {c: max(0.0, weights.get(c, 0.0)) * shares.get(c, 0.0) / total for c in CRITERIA}
    return row


def board(rows: list[Ranked]) -> list[tuple[str, list[Ranked]]]:
    """(stage, proposals) for the columns of the board; those put aside, declined or merged come last, if any."""
    ended = [s for s in STAGES if s not in COLUMNS]
    columns = [(stage, [r for r in rows if r.stage == stage]) for stage in COLUMNS]
    return columns + [(stage, some) for stage in ended if (some := [r for r in rows if r.stage == stage])]


def weights_of(given: Mapping[str, str]) -> dict[str, float]:
    """Weights as a person typed them: numbers from 0 to 10; what is no such number keeps its default."""
    found = dict(DEFAULT_WEIGHTS)
    for criterion in CRITERIA:
        text = given.get(f"w_{criterion}", "").strip()
        if text.replace(".", "", 1).isdecimal() and float(text) <= 10:
            found[criterion] = float(text)
    return found
