"""The partner's list of treaties as it was imported: who keeps it, where it comes from, what each of its rows says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Digest, Line, Names, PartyCode
from servanda.domain.dates import Day
from servanda.domain.wording import N_

MOST_ROWS = 5_000  #: rows of one list between two sides; the largest known pair has 250
Count = Annotated[int, Field(ge=0)]
ListStatus = Literal["", "before_force", "provisional", "in_force", "suspended", "ended"]


class ListedRow(BaseModel):
    """One row of the list. `row`: its line in the file; `status`: the class that the map gives their word."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    row: Count = Field(title=N_("Row"))
    titles: Names = Field(default={}, title=N_("Titles"))
    type: Line = Field(default="", title=N_("Type"))
    parties: tuple[Line, ...] = Field(default=(), title=N_("Parties"))
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))
    signed: Day | None = Field(default=None, title=N_("Signed on"))
    in_force: Day | None = Field(default=None, title=N_("In force on"))
    ended: Day | None = Field(default=None, title=N_("Ended on"))
    status: ListStatus = Field(default="", title=N_("Status"))
    word: Line = Field(default="", title=N_("Word of the register"))


@act
class PartnerList(Act):
    """An import of a list; a later one of the same two sides replaces it, and both stay."""

    name = "partner_list"
    subject = "list"
    label = N_("List of treaties of the other side")
    help = N_("The list of treaties as the other side keeps it, with every row between the two sides.")

    party: PartyCode = Field(title=N_("Whose list"))
    other: PartyCode = Field(title=N_("With whom"))
    source: Line = Field(default="", title=N_("Source"))
    file_name: Line = Field(default="", title=N_("File name"))
    digest: Digest = Field(title=N_("Digest"), description=N_("SHA-256 of the file."))
    map_name: Line = Field(default="", title=N_("Map"))
    map_digest: Digest | None = Field(
        default=None,
        title=N_("Digest of the map"),
        description=N_("SHA-256 of the map by which it was read."),
    )
    as_of: Day | None = Field(
        default=None, title=N_("As of"), description=N_("The day for which the list gives statuses.")
    )
    elsewhere: Count = Field(default=0, title=N_("Rows with others"))
    repeated: Count = Field(default=0, title=N_("Rows that stand twice"))
    rejected: Count = Field(default=0, title=N_("Rows that could not be read"))
    rows: tuple[ListedRow, ...] = Field(default=(), max_length=MOST_ROWS, title=N_("Rows"))
