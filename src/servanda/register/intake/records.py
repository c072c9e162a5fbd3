"""What a row of another register says about an instrument, before it becomes acts and entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from servanda.domain.parties import Candidate
from servanda.register.intake.days import Stated
from servanda.register.intake.faults import Fault, Finding


class StatusClass(StrEnum):
    """The computed status with which a published word is compared."""

    BEFORE_FORCE = "before_force"  # negotiated or signed
    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    NOT_COMPARED = "not_compared"  # the word says nothing that the acts could show


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """The register's own word: a claim, to be compared with the computed status on `compare_on`.

    word_class is None where the map does not know the word; `ended_as`: expired, denounced, superseded,
    by_consent.
    """

    word: str
    word_class: StatusClass | None
    compare_on: date
    ended_as: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A party that stays by its name, with the nearest codes."""

    name: str
    candidates: tuple[Candidate, ...] = ()
    territory: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An earlier instrument that the title names.

    relation  what this instrument is to it: implements, amends, supplements, extends, ends, succeeds
    title     the words that name it, as far as they stand in this title
    quote     the stretch of the title that shows it, title[start:end]
    """

    relation: str
    title: str
    type: str
    signed: date | None
    language: str
    start: int
    end: int
    quote: str


DATES = (
    "signed",
    "initialled",
    "adopted",
    "provisional",
    "in_force",
    "effective",
    "ended",
    "withdrawn",
    "registered",
    "published",
)


@dataclass(frozen=True, slots=True)
class InstrumentRecord:
    """One row understood.

    key           what makes it the same row another time, one text for each key column
    digest        SHA-256 of all its cells: same key and digest is a duplicate, same key alone a finding
    titles        by language; `und` where the language could not be told
    parties       codes, in the order of the row, the register's own party added
    territories   codes of lands to which it extends, where the register marks them: never parties
    dates         by name (`DATES`), as far as stated: a year alone has no day
    bilateral     None where the register does not say and the parties do not tell
    source        register and row, for the evidence of the entries
    cells         the row as it came
    """

    row: int
    key: tuple[str, ...]
    digest: str
    titles: Mapping[str, str]
    type: str
    parties: tuple[str, ...]
    territories: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    dates: Mapping[str, Stated] = field(default_factory=dict)
    signed_place: str = ""
    bilateral: bool | None = None
    ended_as: str = ""
    un_registration: str = ""
    sectors: tuple[str, ...] = ()
    sector_words: tuple[str, ...] = ()
    status: PublishedStatus | None = None
    citations: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    circle: str = "internal"
    side: str = ""
    source: str = ""
    findings: tuple[Finding, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """The day of one of `DATES`; None where there is none or only a year or month is known."""
        stated = self.dates.get(name)
        return stated.day if stated else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not taken, with every reason."""

    row: int
    faults: tuple[Fault, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
