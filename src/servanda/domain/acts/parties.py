"""Acts on parties, organisations, persons and the posts that persons hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line, Names, PartyCode, SubjectId
from servanda.domain.dates import Day
from servanda.domain.wording import N_

WorkingDays = Annotated[int, Field(ge=0, le=400)]


class Stage(BaseModel):
    """A stage of a party's procedure before force: its code in `procedure` acts and its names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Line = Field(title=N_("Stage"))
    names: Names = Field(default={}, title=N_("Names"))
    office: Line = Field(default="", title=N_("Office"), description=N_("Who usually holds the file."))


@act
class PartyPractice(Act):
    name = "party_practice"
    subject = "party"
    label = N_("Practice of a party")
    help = N_("Stages of procedure, time that a note needs, rest days and holidays of a party.")

    stages: tuple[Stage, ...] = Field(default=(), title=N_("Stages of procedure"))
    clearance: WorkingDays | None = Field(default=None, title=N_("Working days for clearance"))
    translation: WorkingDays | None = Field(default=None, title=N_("Working days for translation"))
    courier: WorkingDays | None = Field(default=None, title=N_("Working days for the courier"))
    rest_days: tuple[Annotated[int, Field(ge=0, le=6)], ...] | None = Field(
        default=None, title=N_("Weekly rest days"), description=N_("Monday is 0, Sunday is 6.")
    )
    holidays: PartyCode | None = Field(
        default=None, title=N_("Holiday calendar"), description=N_("Whose public holidays are observed.")
    )


@act
class Organisation(Act):
    name = "organisation"
    subject = "organisation"
    label = N_("Organisation")
    help = N_("A ministry, agency or office of a party.")

    names: Names = Field(title=N_("Names"))
    party: PartyCode | None = Field(default=None, title=N_("Party"))
    kind: Literal["ministry", "agency", "office", "international_organisation", "other"] = Field(
        default="ministry", title=N_("Kind")
    )
    part_of: SubjectId | None = Field(default=None, title=N_("Part of"))
    without_clearance: bool = Field(
        default=False,
        title=N_("Reports without clearance"),
        description=N_("A report of its focal point is the side’s word at once."),
    )


@act
class Person(Act):
    name = "person"
    subject = "person"
    label = N_("Person")
    help = N_("A person by name in each language, in the form that the language uses.")

    names: Names = Field(title=N_("Names"))
    party: PartyCode | None = Field(default=None, title=N_("Party"))
    courtesy: Names = Field(
        default={},
        title=N_("Form of address"),
        description=N_("What a text writes before the name, in each language: H.E. Mr, Ms."),
    )


@act
class Post(Act):
    name = "post"
    subject = "person"
    label = N_("Post")
    help = N_("A person holds a post for a party from the day of the entry.")

    titles: Names = Field(title=N_("Post"))
    party: PartyCode | None = Field(default=None, title=N_("Party"))
    organisation: SubjectId | None = Field(default=None, title=N_("Organisation"))
    until: Day | None = Field(default=None, title=N_("Until"), description=N_("The last day in the post."))


@act
class Handover(Act):
    name = "handover"
    subject = "account"
    label = N_("Handover of work")
    help = N_("The work of one account passes to another: for good, or to a substitute until a day.")

    to: Line = Field(title=N_("To the account"))
    until: Day | None = Field(
        default=None, title=N_("Until"), description=N_("Empty where the other is the successor.")
    )
    remark: Line = Field(default="", title=N_("Remark"))
