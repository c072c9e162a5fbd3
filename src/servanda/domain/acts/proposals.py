"""Acts on proposals: drafted from evidence, consulted, tabled, answered by each side, become something, merged."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line, Names, PartyCode, SubjectId, Texts
from servanda.domain.wording import N_

ProposalKind = Literal[
    "complete_notification",
    "decide_before_window",
    "activate_dormant",
    "retable_commitment",
    "convene_mechanism",
    "conclude_standard",
    "open_axis",
    "use_for_axis",
    "sign_announced",
    "settle_lists",
    "other",
]
CRITERIA = ("value", "urgency", "readiness", "ease")
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=4, decimal_places=3)]


class Ground(BaseModel):
    """What a proposal rests on: a record or an entry of the register, or a figure with its source."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    subject: SubjectId | None = Field(default=None, title=N_("Record concerned"))
    entry: Line = Field(default="", title=N_("Entry"))
    texts: Texts = Field(default={}, title=N_("Text"))


class Score(BaseModel):
    """How a proposal stands by one criterion, from 0 to 1, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    criterion: Literal["value", "urgency", "readiness", "ease"] = Field(title=N_("Criterion"))
    share: Share = Field(title=N_("From 0 to 1"))
    texts: Texts = Field(default={}, title=N_("Why"))


@act
class Proposal(Act):
    name = "proposal"
    subject = "proposal"
    label = N_("Proposal")
    help = N_("What one side could propose to the other, with the evidence behind it.")

    titles: Names = Field(title=N_("Titles"))
    texts: Texts = Field(default={}, title=N_("Text"))
    kind: ProposalKind = Field(default="other", title=N_("Kind"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))
    mechanism: SubjectId | None = Field(default=None, title=N_("Mechanism"))
    grounds: tuple[Ground, ...] = Field(default=(), title=N_("Evidence"))
    scores: tuple[Score, ...] = Field(default=(), title=N_("Criteria"))
    mark: Line = Field(
        default="",
        title=N_("Mark"),
        description=N_("What makes a drafted proposal the same one: kind and records concerned."),
    )
    basis: Line = Field(
        default="",
        title=N_("State of the evidence"),
        description=N_(
            "Digest of the evidence when it was drafted; a refused proposal comes back only when it differs."
        ),
    )


@act
class ProposalStep(Act):
    name = "proposal_step"
    subject = "proposal"
    label = N_("Step of a proposal")
    help = N_("The proposal goes to internal consultation, is tabled, or is put aside.")

    stage: Literal["consultation", "tabled", "set_aside"] = Field(title=N_("Stage"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))
    reason: Line = Field(default="", title=N_("Reason"))


@act
class ProposalAnswer(Act):
    name = "proposal_answer"
    subject = "proposal"
    label = N_("Answer to a proposal")
    help = N_("One side accepts, amends or declines the proposal.")

    by: PartyCode = Field(title=N_("By"))
    answer: Literal["accepted", "amended", "declined"] = Field(title=N_("Answer"))
    texts: Texts = Field(default={}, title=N_("Text"), description=N_("The amended wording, or the reason."))


@act
class ProposalOutcome(Act):
    name = "proposal_outcome"
    subject = "proposal"
    label = N_("What a proposal became")
    help = N_("The accepted proposal became a commitment, or an instrument to be negotiated.")

    became: SubjectId = Field(title=N_("Record concerned"))


@act
class ProposalMerger(Act):
    name = "proposal_merger"
    subject = "proposal"
    label = N_("Merger of proposals")
    help = N_("The proposal is taken up in another one.")

    into: SubjectId = Field(title=N_("Into the proposal"))
