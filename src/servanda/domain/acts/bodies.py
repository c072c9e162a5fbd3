"""Acts on joint bodies and their sessions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line, Names, PartyCode, SubjectId, Texts
from servanda.domain.dates import Day
from servanda.domain.wording import N_

BodyKind = Literal[
    "joint_commission",
    "working_group",
    "political_consultations",
    "business_council",
    "sub_committee",
    "expert_group",
    "other",
]
Ordinal = Annotated[int, Field(ge=1, le=999)]


class MandateItem(BaseModel):
    """One task that the founding text gives to the body, in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: Texts = Field(title=N_("Task"))
    article: Line = Field(default="", title=N_("Article"))


class CoChair(BaseModel):
    """Who chairs a side of a session: a person of the register, or a name as in the source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    party: PartyCode | None = Field(default=None, title=N_("Party"))
    person: SubjectId | None = Field(default=None, title=N_("Person"))
    name: Line = Field(default="", title=N_("Name"))


@act
class Mechanism(Act):
    name = "mechanism"
    subject = "mechanism"
    label = N_("Mechanism")
    help = N_("A joint body: its founding instrument, parties, tasks and rhythm.")

    names: Names = Field(title=N_("Names"))
    kind: BodyKind = Field(default="joint_commission", title=N_("Kind"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    founded_by: SubjectId | None = Field(default=None, title=N_("Founding instrument"))
    part_of: SubjectId | None = Field(default=None, title=N_("Part of"))
    mandate: tuple[MandateItem, ...] = Field(default=(), title=N_("Tasks"))
    every_months: Annotated[int, Field(ge=1, le=1200)] | None = Field(
        default=None, title=N_("Meets every … months"), description=N_("Empty where it meets when needed.")
    )
    alternating: bool = Field(default=False, title=N_("Alternately in each State"))


class SessionFacts(Act):
    """What is known of a session, planned or held."""

    ordinal: Ordinal | None = Field(default=None, title=N_("Number of the session"))
    mechanism: SubjectId | None = Field(default=None, title=N_("Mechanism"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    begins: Day | None = Field(default=None, title=N_("Begins"))
    ends: Day | None = Field(default=None, title=N_("Ends"), description=N_("The last day of the session."))
    place: Line | None = Field(default=None, title=N_("Place"))
    host: PartyCode | None = Field(default=None, title=N_("Host"))
    co_chairs: tuple[CoChair, ...] = Field(default=(), title=N_("Co-chairs"))


@act
class SessionPlanned(SessionFacts):
    name = "session_planned"
    subject = "session"
    label = N_("Session planned")
    help = N_("A session is announced or agreed for a date, or without one yet.")


@act
class Session(SessionFacts):
    name = "session"
    subject = "session"
    label = N_("Session")
    help = N_("A session is held, postponed or cancelled.")

    status: Literal["held", "postponed", "cancelled"] = Field(default="held", title=N_("Status"))
