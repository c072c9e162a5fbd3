"""Acts of a session: its stages, delegations, agenda, decisions, and the remarks on its minutes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Digest, LanguageCode, Line, Names, PartyCode, SubjectId, Text, Texts
from servanda.domain.wording import N_

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Stage = Literal[
    "invited",
    "agenda_agreed",
    "minutes_drafted",
    "minutes_circulated",
    "minutes_agreed",
    "minutes_signed",
    "minutes_locked",
]
ItemKind = Literal[
    "adoption",
    "minutes_approval",
    "review",
    "mandate",
    "instrument",
    "window",
    "proposal",
    "free",
    "other_business",
    "next_session",
]
DecisionKind = Literal[
    "commitment",
    "adopt_proposal",
    "divergence",
    "approve_instrument",
    "create_body",
    "take_note",
    "other",
]
_FROZEN = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Delegate(BaseModel):
    """A member of a delegation: a person of the register, or the name as the minutes write it."""

    model_config = _FROZEN

    person: SubjectId | None = Field(default=None, title=N_("Person"))
    names: Names = Field(
        default={},
        title=N_("Name"),
        description=N_("Where the person is not in the register, or is written otherwise here."),
    )
    capacity: Texts = Field(
        default={}, title=N_("Capacity"), description=N_("Empty: the post that the person held on the day.")
    )
    organisation: SubjectId | None = Field(default=None, title=N_("Organisation"))


class AgendaItem(BaseModel):
    """One item of an agenda. `key` stays when the item moves; `origin` is the rule that drafted it."""

    model_config = _FROZEN

    key: Key = Field(title=N_("Key"))
    kind: ItemKind = Field(default="free", title=N_("Kind"))
    titles: Names = Field(default={}, title=N_("Titles"))
    about: tuple[SubjectId, ...] = Field(
        default=(), title=N_("About"), description=N_("The records of the register that the item concerns.")
    )
    documents: tuple[Digest, ...] = Field(default=(), title=N_("Documents (digests)"))
    origin: Line = Field(
        default="", title=N_("Drafted because of"), description=N_("The rule by which the item was drafted.")
    )


@act
class SessionStep(Act):
    name = "session_step"
    subject = "session"
    label = N_("Step of a session")
    help = N_("The invitation, the agenda or the minutes of a session reach their next stage.")

    stage: Stage = Field(title=N_("Stage"))
    place: Line | None = Field(
        default=None,
        title=N_("Place"),
        description=N_("Where the minutes were signed, if not at the session."),
    )
    reason: Text = Field(
        default="", title=N_("Reason"), description=N_("Why a stage is taken again, or out of its order.")
    )


@act
class Delegation(Act):
    name = "delegation"
    subject = "session"
    label = N_("Delegation")
    help = N_("Who represents one side at a session: the head, then the members by rank.")

    party: PartyCode = Field(title=N_("Party"))
    head: Delegate | None = Field(default=None, title=N_("Head of delegation"))
    members: tuple[Delegate, ...] = Field(default=(), title=N_("Members by rank"))


@act
class Agenda(Act):
    """The whole list. The latest stands; `based_on` is the entry that its author had before their eyes."""

    name = "agenda"
    subject = "session"
    label = N_("Agenda")
    help = N_("The items of a session in their order; a new agenda takes the place of the one before.")

    items: tuple[AgendaItem, ...] = Field(default=(), title=N_("Items"))
    based_on: Line = Field(
        default="", title=N_("Based on"), description=N_("The entry of the agenda that this one changes.")
    )


@act
class Decision(Act):
    """A decision under an item of the agenda. An act with the same key takes the place of the one before."""

    name = "decision"
    subject = "session"
    label = N_("Decision")
    help = N_("What a session decides under an item of its agenda.")

    key: Key = Field(title=N_("Key"), description=N_("The same key again: the decision is worded anew."))
    item: Line = Field(default="", title=N_("Item"), description=N_("The key of the item of the agenda."))
    number: Annotated[int, Field(ge=1, le=9999)] | None = Field(default=None, title=N_("Number"))
    kind: DecisionKind = Field(default="commitment", title=N_("Kind"))
    texts: Texts = Field(default={}, title=N_("Text"))
    about: tuple[SubjectId, ...] = Field(
        default=(), title=N_("About"), description=N_("What is adopted, approved, created or noted.")
    )
    based_on: Line = Field(
        default="",
        title=N_("Based on"),
        description=N_("The entry of the decision that this one words anew."),
    )


@act
class Paper(Act):
    """A document laid before a session. Who may see it is the circle of its entry, never wider than the session's."""

    name = "paper"
    subject = "session"
    label = N_("Paper for a session")
    help = N_("A document under an item of the agenda, or for the session as a whole.")

    item: Line = Field(
        default="",
        title=N_("Item"),
        description=N_("The key of the item of the agenda; empty: for the session as a whole."),
    )
    titles: Names = Field(default={}, title=N_("Titles"))
    language: LanguageCode | None = Field(default=None, title=N_("Language"))
    by: PartyCode | None = Field(
        default=None, title=N_("By"), description=N_("The side that lays it before the session.")
    )
    digest: Digest = Field(title=N_("Digest of the file (SHA-256)"))
    file_name: Line = Field(default="", title=N_("File name"))
    media_type: Line = Field(default="", title=N_("Media type"))
    size: int | None = Field(default=None, ge=0, title=N_("Size in bytes"))


@act
class Remark(Act):
    """A delegation's remark on the circulated minutes; the same key again settles or words it anew."""

    name = "remark"
    subject = "session"
    label = N_("Remark on the minutes")
    help = N_("What a delegation asks to change in the circulated minutes.")

    key: Key = Field(title=N_("Key"))
    party: PartyCode = Field(title=N_("Party"))
    item: Line = Field(default="", title=N_("Item"), description=N_("The key of the item of the agenda."))
    decision: Line = Field(default="", title=N_("Decision"), description=N_("The key of the decision."))
    texts: Texts = Field(default={}, title=N_("Text"))
    settled: bool = Field(default=False, title=N_("Settled"))
    answer: Texts = Field(default={}, title=N_("How it was settled"))
