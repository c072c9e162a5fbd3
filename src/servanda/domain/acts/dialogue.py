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
    texts: dict[LanguageCode, Digest] = Field(
        default={},
        title=N_("Digests of the texts by language"),
        description=N_("Where the statement was issued in several languages."),
    )
    source: Line = Field(default="", title=N_("Source"))
    published: Day | None = Field(default=None, title=N_("Published on"))
    mentions: tuple[SubjectId, ...] = Field(
        default=(),
        title=N_("Mentions"),
        description=N_("Subjects of the register of which the text speaks; further acts add to them."),
    )


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
    part_of: SubjectId | None = Field(
        default=None,
        title=N_("Under the common topic"),
        description=N_("The same matter across relationships: each keeps a topic of its own under it."),
    )


@act
class Consultation(Act):
    name = "consultation"
    subject = "topic"
    label = N_("Consultation")
    help = N_("The parties consult on the topic, at a level, on the day of the entry.")

    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    level: Literal[
        "heads_of_state", "heads_of_government", "ministers", "deputy_ministers", "directors", "experts"
    ] = Field(default="ministers", title=N_("Level"))
    place: Line | None = Field(default=None, title=N_("Place"))
    encounter: SubjectId | None = Field(default=None, title=N_("Encounter"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))
    next_due: Day | None = Field(default=None, title=N_("Next round due on"))
    next_host: PartyCode | None = Field(default=None, title=N_("Next host"))


@act
class Position(Act):
    name = "position"
    subject = "topic"
    label = N_("Position of a side")
    help = N_("What one side said or asked of the other on the topic.")

    by: PartyCode = Field(title=N_("By"))
    kind: Literal["position", "request", "answer"] = Field(default="position", title=N_("Kind"))
    texts: Texts = Field(title=N_("Text"))
    encounter: SubjectId | None = Field(default=None, title=N_("Encounter"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))


@act
class AgreedLanguage(Act):
    name = "agreed_language"
    subject = "topic"
    label = N_("Agreed language")
    help = N_("The words on which the parties agreed, to be used again in common texts.")

    texts: Texts = Field(title=N_("Text"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    encounter: SubjectId | None = Field(default=None, title=N_("Encounter"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))


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
