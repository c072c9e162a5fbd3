"""Acts on joint bodies, their members, and the facts of their sessions (what a session does: `sessions.py`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import LanguageCode, Line, Names, PartyCode, SubjectId, Text, Texts
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
    when_needed: bool = Field(
        default=False,
        title=N_("Meets when needed"),
        description=N_("No session falls due by itself, even where a rhythm is aimed at."),
    )
    alternating: bool = Field(default=False, title=N_("Alternately in each State"))
    first_host: PartyCode | None = Field(
        default=None, title=N_("First host"), description=N_("Who hosts as long as no session was held.")
    )
    agenda_days: Annotated[int, Field(ge=1, le=400)] | None = Field(
        default=None,
        title=N_("Agenda due … days before"),
        description=N_(
            "By when the agenda is agreed and the invitation sent, counted back from the session."
        ),
    )
    review_months: Annotated[int, Field(ge=1, le=600)] | None = Field(
        default=None,
        title=N_("Review … months after a session"),
        description=N_("Where the sides agreed to review between sessions how far they have come."),
    )


MemberRole = Literal["chair", "deputy", "member", "secretary", "focal_point"]


@act
class Membership(Act):
    name = "membership"
    subject = "mechanism"
    label = N_("Member of a mechanism")
    help = N_("A person serves on one side of a joint body from the day of the entry.")

    party: PartyCode = Field(title=N_("Party"))
    role: MemberRole = Field(default="member", title=N_("Role"))
    person: SubjectId | None = Field(default=None, title=N_("Person"))
    names: Names = Field(
        default={},
        title=N_("Name"),
        description=N_("Where the person is not in the register, or is written otherwise here."),
    )
    capacity: Texts = Field(default={}, title=N_("Capacity"), description=N_("The post in which they serve."))
    organisation: SubjectId | None = Field(default=None, title=N_("Organisation"))
    until: Day | None = Field(default=None, title=N_("Until"), description=N_("The last day of serving."))


class SessionFacts(Act):
    """What is known of a session, planned or held."""

    kind: Literal["session", "review"] = Field(
        default="session",
        title=N_("Kind"),
        description=N_("A review between sessions has no number and does not move the rhythm."),
    )
    ordinal: Ordinal | None = Field(default=None, title=N_("Number of the session"))
    mechanism: SubjectId | None = Field(default=None, title=N_("Mechanism"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    begins: Day | None = Field(default=None, title=N_("Begins"))
    ends: Day | None = Field(default=None, title=N_("Ends"), description=N_("The last day of the session."))
    place: Line | None = Field(default=None, title=N_("Place"))
    places: Names = Field(
        default={},
        title=N_("Place as the minutes name it"),
        description=N_("In each language of the minutes."),
    )
    host: PartyCode | None = Field(default=None, title=N_("Host"))
    co_chairs: tuple[CoChair, ...] = Field(default=(), title=N_("Co-chairs"))
    languages: tuple[LanguageCode, ...] = Field(default=(), title=N_("Authentic languages of the minutes"))
    prevailing: LanguageCode | None = Field(
        default=None,
        title=N_("Prevailing language"),
        description=N_("Whose text prevails where the texts diverge; empty where all are equally authentic."),
    )


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
    reason: Text = Field(
        default="", title=N_("Reason"), description=N_("Why the session was postponed or cancelled.")
    )
