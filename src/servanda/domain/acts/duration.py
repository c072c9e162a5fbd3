"""Acts on the life of an instrument in force: amended, renewed, suspended, ended (VCLT arts. 39–72)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servanda.domain.acts.base import act
from servanda.domain.acts.consent import PartyAct
from servanda.domain.acts.fields import Line, SubjectId
from servanda.domain.clauses import EntryIntoForce, FinalClauses
from servanda.domain.dates import Day
from servanda.domain.wording import N_

Count = Annotated[int, Field(ge=1, le=9999)]


@act
class Amendment(PartyAct):
    name = "amendment"
    label = N_("Amendment")
    help = N_("The parties amend the instrument; an amendment has its own entry into force.")

    mark: Line = Field(
        default="", title=N_("Mark"), description=N_("A short name that tells it from others.")
    )
    title: Line = Field(default="", title=N_("Title"))
    in_force_on: Day | None = Field(default=None, title=N_("In force on"))
    entry: EntryIntoForce | None = Field(default=None, title=N_("Entry into force"))
    clauses: FinalClauses | None = Field(
        default=None, title=N_("Changed clauses"), description=N_("Only what the amendment replaces.")
    )


@act
class RenewalAgreed(PartyAct):
    name = "renewal"
    label = N_("Renewal")
    help = N_("The parties expressly renew the instrument for a further period.")

    n: Count | None = Field(default=None, title=N_("How many"))
    unit: Literal["years", "months"] | None = Field(default=None, title=N_("Unit"))
    works_back: bool = Field(
        default=False,
        title=N_("Works back"),
        description=N_("Agreed after the term had ended, with effect from its end."),
    )


class NoticeAct(PartyAct):
    """A notice given by one party to the other."""

    received: Day | None = Field(default=None, title=N_("Received on"))


@act
class NoticeOfNonRenewal(NoticeAct):
    name = "notice_of_non_renewal"
    label = N_("Notice of non-renewal")
    help = N_("A party notifies that it does not want the instrument renewed.")


@act
class Denunciation(NoticeAct):
    name = "denunciation"
    label = N_("Denunciation")
    help = N_("A party gives notice that it ends the instrument for itself.")

    effective: Day | None = Field(
        default=None, title=N_("Takes effect on"), description=N_("Where the notice or the record states it.")
    )


@act
class WithdrawalOfNotice(NoticeAct):
    name = "withdrawal_of_notice"
    label = N_("Withdrawal of a notice")
    help = N_("A party takes back its notice before it takes effect.")


@act
class Suspension(PartyAct):
    name = "suspension"
    label = N_("Suspension")
    help = N_("The operation of the instrument is suspended.")

    until: Day | None = Field(
        default=None, title=N_("Until"), description=N_("First day on which it operates again.")
    )
    part: Line = Field(default="", title=N_("Part"), description=N_("Where only a part is suspended."))


@act
class Resumption(PartyAct):
    name = "resumption"
    label = N_("Resumption")
    help = N_("A suspended instrument operates again.")


@act
class TerminationByConsent(PartyAct):
    name = "termination_by_consent"
    label = N_("Termination by consent")
    help = N_("The parties agree to end the instrument.")

    effective: Day | None = Field(default=None, title=N_("Takes effect on"))


@act
class ExpiryStated(PartyAct):
    name = "expiry"
    label = N_("Expiry, as stated")
    help = N_("A register states the day on which the instrument expired.")


@act
class Supersession(PartyAct):
    name = "supersession"
    label = N_("Supersession")
    help = N_("A later instrument of the parties takes the place of this one.")

    by_instrument: SubjectId | None = Field(default=None, title=N_("Later instrument"))
    by_instrument_in_force_on: Day | None = Field(default=None, title=N_("Later instrument in force on"))
