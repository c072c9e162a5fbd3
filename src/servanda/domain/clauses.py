"""The final clauses of an instrument as structured data: the object of the clause schema, field by field.

What a text does not say is `unstated` or None, never inferred from custom. The rules that work on these
fields stand in `servanda.domain.instruments`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from servanda.domain.acts.fields import LanguageCode
from servanda.domain.wording import N_

Count = Annotated[int, Field(ge=1, le=9999)]
Unit = Literal["days", "months", "years"]

EntryRule = Literal[
    "on_signature",
    "on_date",
    "on_later_notification",
    "after_later_notification",
    "on_exchange_of_instruments",
    "after_exchange_of_instruments",
    "after_signature",
    "after_approval_of_both",
    "other",
]


class Clause(BaseModel):
    """Base of the parts: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
    )


class Span(Clause):
    """A length of time as a clause states it."""

    n: Count = Field(title=N_("How many"))
    unit: Unit = Field(title=N_("Unit"))


class Delay(Clause):
    """The time between the act that counts and entry into force."""

    n: Count = Field(title=N_("How many"))
    unit: Literal["days", "months"] = Field(default="days", title=N_("Unit"))


class EntryIntoForce(Clause):
    """How the instrument enters into force.

    "First day of the second month following" is `first_day_of_following_month` with `months_following` 2;
    "last day of the month following" is `months_following` 1 without it.
    """

    rule: EntryRule = Field(title=N_("Rule"))
    delay: Delay | None = Field(default=None, title=N_("Delay"))
    first_day_of_following_month: bool = Field(default=False, title=N_("On the first day of a month"))
    months_following: Count | None = Field(default=None, title=N_("Which month following"))
    date: dt.date | None = Field(default=None, title=N_("Fixed date"))


class ProvisionalApplication(Clause):
    """From when the instrument is applied before it is in force (VCLT art. 25)."""

    start: dt.date | Literal["signature", "other"] = Field(
        alias="from", title=N_("Applied provisionally from")
    )


class Term(Clause):
    """How long the instrument stays in force, counted from entry into force."""

    kind: Literal["indefinite", "years", "months", "until_date", "unstated"] = Field(
        default="unstated", title=N_("Term")
    )
    n: Count | None = Field(default=None, title=N_("How many"))
    date: dt.date | None = Field(default=None, title=N_("Until"))


class Renewal(Clause):
    """What happens when the term ends. `times`: renewed at most so often; None: without end."""

    kind: Literal["none", "tacit", "tacit_once", "mutual_consent", "tacit_indefinite", "unstated"] = Field(
        default="unstated", title=N_("Renewal")
    )
    n: Count | None = Field(default=None, title=N_("How many"))
    unit: Literal["years", "months"] | None = Field(default=None, title=N_("Unit"))
    times: Annotated[int, Field(ge=0, le=9999)] | None = Field(default=None, title=N_("At most so often"))


class Notice(Clause):
    """A notice that a party may give: to prevent renewal or to denounce, and how long before.

    `not_before`: the notice may be given only once so much time has passed since entry into force.
    """

    purpose: Literal["prevent_renewal", "denunciation"] = Field(title=N_("Purpose"))
    n: Count | None = Field(default=None, title=N_("How many"))
    unit: Unit | None = Field(default=None, title=N_("Unit"))
    reference: Literal["before_expiry", "any_time", "after_initial_term", "other"] = Field(
        default="other", title=N_("Counted from")
    )
    not_before: Span | None = Field(default=None, title=N_("Not before"))

    @model_validator(mode="after")
    def _number_with_unit(self) -> Notice:
        if self.n is not None and self.unit is None:
            raise ValueError("a number of days, months or years needs its unit")
        return self


class Conventions(Clause):
    """Ways of counting that an instrument or a State's practice declares otherwise than the default.

    month_end         30 November + 3 months: the last day of February, or the first day of March
    notice_counted    a notice is made on receipt where a receipt is recorded (VCLT art. 78 (b)), or on sending
    out_of_window     a notice outside its window takes effect at the next date that the clause allows, or is void
    last_day_rounding a last day that is not a working day in both States stays, moves before, or moves after
    days              delays and notices in days count calendar or working days
    """

    month_end: Literal["last_day", "first_of_next"] = Field(default="last_day", title=N_("End of months"))
    notice_counted: Literal["on_receipt", "on_sending"] = Field(
        default="on_receipt", title=N_("A notice counts")
    )
    out_of_window: Literal["next", "void"] = Field(default="next", title=N_("A notice outside its window"))
    last_day_rounding: Literal["none", "previous_working_day", "next_working_day"] = Field(
        default="none", title=N_("A last day that is no working day")
    )
    days: Literal["calendar", "working"] = Field(default="calendar", title=N_("Days are counted as"))


USUAL = Conventions()


class FinalClauses(Clause):
    """All final clauses of one instrument. An empty object says that nothing is stated."""

    entry_into_force: EntryIntoForce | None = Field(default=None, title=N_("Entry into force"))
    provisional_application: ProvisionalApplication | None = Field(
        default=None, title=N_("Provisional application")
    )
    term: Term = Field(default=Term(), title=N_("Term"))
    renewal: Renewal = Field(default=Renewal(), title=N_("Renewal"))
    notice: tuple[Notice, ...] = Field(default=(), title=N_("Notice"))
    survival: bool = Field(default=False, title=N_("Acts begun are completed after the end"))
    amendment: Literal["mutual_consent", "other", "unstated"] = Field(
        default="unstated", title=N_("Amendment")
    )
    authentic_languages: tuple[LanguageCode, ...] = Field(default=(), title=N_("Authentic languages"))
    prevailing_language: LanguageCode | None = Field(default=None, title=N_("Prevailing language"))
    conventions: Conventions = Field(default=USUAL, title=N_("Ways of counting"))

    def replaced(self, changes: FinalClauses) -> FinalClauses:
        """These clauses with whatever `changes` states in place of what stood (an amended text)."""
        stated = {name: getattr(changes, name) for name in changes.model_fields_set}
        return self.model_copy(update=stated)

    @classmethod
    def from_reading(cls, data: Mapping[str, Any]) -> FinalClauses:
        """The clauses within a reading of a text, which also carries its title, parties and evidence.

        Raises pydantic.ValidationError where a clause is not of the schema.
        """
        known = {name: data[name] for name in cls.model_fields if data.get(name) is not None}
        return cls.model_validate(known)

    def body(self) -> dict[str, Any]:
        """JSON-ready values of what is stated, in the words of the clause schema."""
        return self.model_dump(mode="json", exclude_defaults=True)


NOTHING_STATED = FinalClauses()
