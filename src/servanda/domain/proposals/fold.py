"""The state of a proposal, folded from its acts.

draft → consultation → tabled → accepted | amended | declined (by each side) → adopted → realised; or set aside,
or merged into another. Adopted is what both sides have accepted as it stands now: an amendment by one side asks the
other again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain.entry import Entry, standing

STAGES = (
    "draft",
    "consultation",
    "tabled",
    "amended",
    "declined",
    "adopted",
    "realised",
    "set_aside",
    "merged",
)
#: No more is to be done on it.
CLOSED = frozenset({"declined", "realised", "set_aside", "merged"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One side's last answer."""

    by: str
    answer: str
    on: date | None
    texts: dict[str, str]
    entry: str


@dataclass(frozen=True, slots=True)
class ProposalState:
    """Where a proposal stands.

    content  the act that last stated what is proposed
    stages   (stage, from when, entry), in order
    """

    content: Any
    stage: str
    stages: tuple[tuple[str, date | None, str], ...]
    answers: tuple[Answer, ...] = field(default=())
    became: tuple[str, ...] = ()
    merged_into: str = ""
    session: str = ""


def fold(entries: Iterable[Entry]) -> ProposalState | None:
    """The state from the acts on one proposal, in any order; None where nothing says what is proposed."""
    known = sorted(standing(entries), key=lambda e: (e.on or date.min, e.recorded_at, e.id))
    stated = [e for e in known if e.act.name == "proposal"]
    if not stated:
        return None
    content: Any = stated[-1].act
    parties = tuple(content.parties)
    stage, stages = "draft", [("draft", stated[0].on, stated[0].id)]
    answers: dict[str, Answer] = {}
    became: list[str] = []
    merged = session = ""
    for entry in known:
        act: Any = entry.act
        match act.name:
            case "proposal_step":
                stage, session = act.stage, act.session or session
                if act.stage == "tabled":
                    answers.clear()  # tabled anew: asked anew
            case "proposal_answer":
                if act.answer == "amended":
                    # what is amended is another text: whoever had accepted is asked again
                    answers = {k: a for k, a in answers.items() if a.answer == "declined"}
                answers[act.by] = Answer(act.by, act.answer, entry.on, dict(act.texts), entry.id)
                stage = _answered(parties, answers)
            case "proposal_outcome":
                became.append(act.became)
                stage = "realised"
            case "proposal_merger":
                merged, stage = act.into, "merged"
            case _:
                continue
        stages.append((stage, entry.on, entry.id))
    return ProposalState(
        content=content,
        stage=stage,
        stages=tuple(stages),
        answers=tuple(sorted(answers.values(), key=lambda a: a.by)),
        became=tuple(dict.fromkeys(became)),
        merged_into=merged,
        session=session,
    )


def _answered(parties: tuple[str, ...], answers: dict[str, Answer]) -> str:
    given = {a.answer for a in answers.values()}
    if "declined" in given:
        return "declined"
    agree = {by for by, a in answers.items() if a.answer in ("accepted", "amended")}
    if parties and agree >= set(parties):
        return "adopted"
    return "amended" if "amended" in given else "tabled"
