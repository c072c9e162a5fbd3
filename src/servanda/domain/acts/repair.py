"""Acts on the record itself: withdrawing, objecting, disclosing. What they name stands in the `Entry`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line
from servanda.domain.wording import N_

EntryId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Reason = Annotated[Line, StringConstraints(min_length=1)]


@act
class Withdrawal(Act):
    name = "withdrawal"
    subject = "entry"
    label = N_("Withdrawal of an entry")
    help = N_("A mistaken entry of one's own side is taken back; both stay readable.")

    reason: Reason = Field(title=N_("Reason"))


@act
class ObjectionToEntry(Act):
    name = "objection_to_entry"
    subject = "entry"
    label = N_("Objection to an entry")
    help = N_("Against an entry of the other side, which cannot be corrected from here.")

    entry: EntryId = Field(title=N_("Entry"))
    reason: Reason = Field(title=N_("Reason"))


@act
class Disclosure(Act):
    name = "disclosure"
    subject = "entry"
    label = N_("Disclosure")
    help = N_("An internal entry is made joint or public.")

    entry: EntryId = Field(title=N_("Entry"))
    circle: Literal["joint", "public"] = Field(title=N_("Circle"))
