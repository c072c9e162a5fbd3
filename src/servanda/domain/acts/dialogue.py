"""Acts of the political dialogue: statements, encounters, topics, undertakings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.bodies import CoChair
from servanda.domain.acts.fields import Digest, LanguageCode, Line, Names, PartyCode, SubjectId, Texts
from servanda.domain.dates import Day
from servanda.domain.wording import N_


@act
class Statement(Act):
    name = "statement"
    subject = "statement"
    label = N_("Statement")
    help = N_("An official text or report that is read into the register.")

    titles: Names = Field(default={}, title=N_("Titles"))
    languages: tuple[LanguageCode, ...] = Field(default=(), title=N_("Languages"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))
    text: Digest | None = Field(default=None, title=N_("Digest of the text"))
    source: Line = Field(default="", title=N_("Source"))
    published: Day | None = Field(default=None, title=N_("Published on"))


@act
class Undertaking(Act):
    name = "undertaking"
    subject = "undertaking"
    label = N_("Undertaking")
    help = N_("What parties agreed, decided or committed themselves to do.")

    texts: Texts = Field(title=N_("Text"))
    by: tuple[PartyCode, ...] = Field(default=(), title=N_("By"))
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))
    due: Day | None = Field(default=None, title=N_("Due on"))
    origin: SubjectId | None = Field(default=None, title=N_("Origin"))


@act
class Topic(Act):
    name = "topic"
    subject = "topic"
    label = N_("Topic")
    help = N_("A regional or international matter that the parties discuss.")

    names: Names = Field(title=N_("Names"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))


@act
class Encounter(Act):
    name = "encounter"
    subject = "encounter"
    label = N_("Encounter")
    help = N_("A visit, meeting, talks, call, session, summit or conference.")

    kind: Literal["visit", "meeting", "talks", "call", "session", "summit", "conference"] = Field(
        title=N_("Kind")
    )
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    persons: tuple[CoChair, ...] = Field(default=(), title=N_("Persons"))
    place: Line | None = Field(default=None, title=N_("Place"))
    until: Day | None = Field(default=None, title=N_("Until"))
    mechanism: SubjectId | None = Field(default=None, title=N_("Mechanism"))
    ordinal: Annotated[int, Field(ge=1, le=999)] | None = Field(
        default=None, title=N_("Number of the session")
    )
    topics: tuple[SubjectId, ...] = Field(default=(), title=N_("Topics"))
