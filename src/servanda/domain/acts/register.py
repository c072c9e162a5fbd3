"""What a register says about an instrument: its description, clauses, relations, documents, published status."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from servanda.domain.acts.base import act
from servanda.domain.acts.consent import InstrumentAct
from servanda.domain.acts.fields import Digest, LanguageCode, Line, Names, PartyCode, SubjectId
from servanda.domain.clauses import FinalClauses
from servanda.domain.dates import Day
from servanda.domain.wording import N_

InstrumentType = Literal[
    "treaty",
    "agreement",
    "convention",
    "protocol",
    "memorandum",
    "programme",
    "exchange_of_notes",
    "declaration",
    "joint_statement",
    "action_plan",
    "contract",
    "other",
]
StatusWord = Literal["negotiated", "signed", "provisional", "in_force", "suspended", "ended"]
Sector = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,40}$")]


@act
class Description(InstrumentAct):
    name = "description"
    label = N_("Description")
    help = N_("Titles, parties and other particulars of the instrument.")

    titles: Names = Field(
        default={},
        title=N_("Titles"),
        description=N_("The title in each authentic language, and translations."),
    )
    type: InstrumentType | None = Field(default=None, title=N_("Type"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    parties_unresolved: tuple[Line, ...] = Field(
        default=(),
        title=N_("Parties by name"),
        description=N_("As written in the source, where no code is known for them."),
    )
    territories: tuple[Line, ...] = Field(
        default=(),
        title=N_("Territories"),
        description=N_("Lands to which it extends, as a list gives them, without the day of each extension."),
    )
    sectors: tuple[Sector, ...] = Field(default=(), title=N_("Sectors"))
    authentic_languages: tuple[LanguageCode, ...] = Field(default=(), title=N_("Authentic languages"))
    references: tuple[Line, ...] = Field(default=(), title=N_("Reference numbers"))
    place: Line | None = Field(default=None, title=N_("Place"))
    binding: bool | None = Field(
        default=None,
        title=N_("Binding under international law"),
        description=N_("Registration with the United Nations is owed only for binding instruments."),
    )
    source: Line = Field(default="", title=N_("Source"))
    key: Line = Field(default="", title=N_("Key in the source"))
    key_repeated: bool = Field(
        default=False,
        title=N_("Key repeated"),
        description=N_("The source uses the same key for another record with other content."),
    )
    urls: tuple[Line, ...] = Field(default=(), title=N_("Addresses"))


@act
class FinalClausesStated(InstrumentAct):
    name = "final_clauses"
    label = N_("Final clauses")
    help = N_("What the text says on entry into force, term, renewal and notice.")

    clauses: FinalClauses = Field(title=N_("Clauses"))


@act
class Relation(InstrumentAct):
    name = "relation"
    label = N_("Relation to another instrument")
    help = N_("The instrument amends, implements, supersedes, renews or succeeds another.")

    kind: Literal["amends", "implements", "supersedes", "renews", "succeeds"] = Field(title=N_("Relation"))
    target: SubjectId = Field(title=N_("Other instrument"))


@act
class Document(InstrumentAct):
    name = "document"
    label = N_("Document")
    help = N_("A text, scan, certified copy or translation belongs to the instrument.")

    kind: Literal["text", "scan", "certified_copy", "translation"] = Field(title=N_("Kind"))
    digest: Digest | None = Field(
        default=None, title=N_("Digest"), description=N_("SHA-256 of the file, where it is stored here.")
    )
    file_name: Line = Field(default="", title=N_("File name"))
    media_type: Line = Field(default="", title=N_("Media type"))
    size: Annotated[int, Field(ge=0)] | None = Field(default=None, title=N_("Size in bytes"))
    edition: Line = Field(default="", title=N_("Version"))
    language: LanguageCode | None = Field(default=None, title=N_("Language"))
    original_at: Line = Field(default="", title=N_("Where the original lies"))


@act
class PublishedStatus(InstrumentAct):
    name = "published_status"
    label = N_("Published status")
    help = N_("The word by which a register gives the status: a claim, compared with what the acts say.")

    word: Line = Field(title=N_("Word of the register"))
    classes: tuple[StatusWord, ...] = Field(
        default=(),
        title=N_("Statuses that it stands for"),
        description=N_("Declared by the import map; empty means that it is not compared."),
    )
    as_of: Day | None = Field(default=None, title=N_("As of"), description=N_("The day of the harvest."))
    source: Line = Field(default="", title=N_("Source"))
