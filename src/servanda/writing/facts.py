"""What a text is written from: facts of the record with their names by language. Whatever is unknown is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Names = Mapping[str, str]
#: In which order a text names instruments.
_ORDER = (
    "treaty",
    "convention",
    "agreement",
    "protocol",
    "exchange_of_notes",
    "memorandum",
    "declaration",
    "programme",
)
_RANK = {type_: at for at, type_ in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Person:
    """A person with names and post by language, the party that they act for, and how each language addresses them."""

    names: Names
    posts: Names = field(default_factory=dict)
    party: str = ""
    courtesy: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument.

    type      of the register's types: agreement, memorandum, protocol …
    titles    by language, as recorded
    stage     signed, expected, negotiated
    on        the day of signature
    """

    type: str
    titles: Names = field(default_factory=dict)
    stage: str = "signed"
    parties: tuple[str, ...] = ()
    on: date | None = None
    place: Names = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    status: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """A joint body: its kind (joint_commission, working_group …) and its names as recorded."""

    kind: str
    names: Names = field(default_factory=dict)
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """The next session of a body, as far as it is agreed."""

    ordinal: int | None = None
    begins: date | None = None
    place: Names = field(default_factory=dict)
    host: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A session of a body, or an encounter, with what came of it.

    subject   its name in the journal: chooses among wordings that say the same
    kind      session, visit, talks, meeting, call
    parties   the two sides, in the order in which the text names them; of a visit the guest first
    persons   who led the sides: co-chairs, heads of delegation, those who met
    decided   undertakings as worded, one mapping each: items of a list
    stated    decisions as worded in whole sentences
    topics    regional and international issues, by name
    """

    subject: str
    kind: str
    parties: tuple[str, str]
    begins: date | None = None
    ends: date | None = None
    place: Names = field(default_factory=dict)
    host: str = ""
    persons: tuple[Person, ...] = ()
    body: Body | None = None
    ordinal: int | None = None
    sectors: tuple[str, ...] = ()
    topics: tuple[Names, ...] = ()
    decided: tuple[Names, ...] = ()
    stated: tuple[Names, ...] = ()
    agenda: tuple[Names, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    next: Next | None = None

    def of_stage(self, stage: str) -> tuple[Instrument, ...]:
        """Its instruments at a stage, the most solemn first."""
        found = (i for i in self.instruments if i.stage == stage)
        return tuple(sorted(found, key=lambda i: _RANK.get(i.type, len(_RANK))))
