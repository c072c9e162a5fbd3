"""Acts from the negotiated text to consent to be bound (VCLT arts. 7–18)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line, PartyCode, SubjectId
from servanda.domain.dates import Day
from servanda.domain.wording import N_


class Signatory(BaseModel):
    """Who signed, in which capacity, for which party."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: Line = Field(title=N_("Name"))
    capacity: Line = Field(default="", title=N_("Capacity"), description=N_("The post as in the text."))
    party: PartyCode | None = Field(default=None, title=N_("Party"))


class InstrumentAct(Act):
    """An act recorded on an instrument."""

    subject: ClassVar[str] = "instrument"


class PartyAct(InstrumentAct):
    """An act that one party may perform by itself."""

    by: PartyCode | None = Field(
        default=None,
        title=N_("By"),
        description=N_("The party; leave empty where all parties acted together."),
    )


@act
class Negotiation(InstrumentAct):
    name = "negotiation"
    label = N_("Negotiation")
    help = N_("The instrument is proposed, announced for signature, or under negotiation.")

    stage: Literal["proposed", "negotiated", "expected"] = Field(default="negotiated", title=N_("Stage"))
    text: Line = Field(default="", title=N_("As stated"))


@act
class Adoption(InstrumentAct):
    name = "adoption"
    label = N_("Adoption of the text")
    help = N_("The text is adopted by the States or the conference that drew it up.")


@act
class FullPowers(PartyAct):
    name = "full_powers"
    label = N_("Full powers")
    help = N_("A person is authorised to negotiate or sign for a party.")

    person: Line = Field(default="", title=N_("Person"))


@act
class Initialling(PartyAct):
    name = "initialling"
    label = N_("Initialling")
    help = N_("The delegations fix the negotiated text.")

    place: Line | None = Field(default=None, title=N_("Place"))


@act
class ApprovalForSignature(InstrumentAct):
    name = "approval_for_signature"
    label = N_("Approval for signature")
    help = N_("Both sides approve the text, as a rule at a session: the instrument is ready for signature.")

    session: SubjectId | None = Field(default=None, title=N_("Session"))
    decision: Line = Field(default="", title=N_("Decision"), description=N_("Its number in the minutes."))


@act
class Signature(PartyAct):
    name = "signature"
    label = N_("Signature")
    help = N_("The instrument is signed by all parties, or by one where they sign apart.")

    signatories: tuple[Signatory, ...] = Field(default=(), title=N_("Signatories"))
    capacity: Line = Field(
        default="", title=N_("Capacity"), description=N_("Where one capacity is stated for all signatories.")
    )
    place: Line | None = Field(default=None, title=N_("Place"))


@act
class Procedure(PartyAct):
    name = "procedure"
    label = N_("Stage of domestic procedure")
    help = N_("A party's own procedure before force reaches a stage.")

    stage: Line = Field(
        title=N_("Stage"),
        description=N_("As the party names its stages: legal opinion, parliament, approval."),
    )
    office: Line = Field(default="", title=N_("Office"), description=N_("Who holds the file from that day."))


@act
class Notification(PartyAct):
    name = "notification"
    label = N_("Notification")
    help = N_("One party notifies the other that its domestic procedure is complete, or of another matter.")

    received: Day | None = Field(default=None, title=N_("Received on"))
    purpose: Literal["entry_into_force", "amendment", "other"] = Field(
        default="entry_into_force", title=N_("Purpose")
    )
    concerning: Line = Field(
        default="", title=N_("Concerning"), description=N_("The mark of the amendment that it concerns.")
    )


@act
class ExchangeOfInstruments(PartyAct):
    name = "exchange_of_instruments"
    label = N_("Exchange of instruments")
    help = N_("Instruments of ratification, or notes confirming approval, are exchanged.")

    place: Line | None = Field(default=None, title=N_("Place"))


@act
class Deposit(PartyAct):
    name = "deposit"
    label = N_("Deposit of an instrument")
    help = N_("A party deposits its instrument of ratification, acceptance, approval or accession.")

    kind: Literal["ratification", "acceptance", "approval", "accession"] = Field(
        default="ratification", title=N_("Kind")
    )
    depositary: Line = Field(default="", title=N_("Depositary"))


@act
class ProvisionalApplicationBegins(PartyAct):
    name = "provisional_application"
    label = N_("Provisional application")
    help = N_("The instrument is applied before it is in force.")


@act
class ProvisionalApplicationEnds(PartyAct):
    name = "end_of_provisional_application"
    label = N_("End of provisional application")
    help = N_("A party gives notice that it does not intend to become bound, or the application ends.")


@act
class EntryIntoForceStated(PartyAct):
    name = "entry_into_force"
    label = N_("Entry into force, as stated")
    help = N_("A register or a note states the day on which the instrument entered into force.")

    part: Line = Field(
        default="",
        title=N_("Part"),
        description=N_("Where only a part of the instrument entered into force."),
    )
