"""Acts that change no status but belong to the record: registration, texts, reservations, successions, reports."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from servanda.domain.acts.base import act
from servanda.domain.acts.consent import PartyAct
from servanda.domain.acts.fields import LanguageCode, Line, PartyCode, SubjectId, Text, Texts
from servanda.domain.wording import N_


@act
class Registration(PartyAct):
    name = "registration"
    label = N_("Registration")
    help = N_("The instrument, or a later action on it, is registered with the United Nations.")

    number: Line = Field(default="", title=N_("Number"))
    series: Line = Field(
        default="UNTS", title=N_("Series"), description=N_("United Nations Treaty Series unless stated.")
    )
    volume: Line = Field(default="", title=N_("Volume"))


@act
class Publication(PartyAct):
    name = "publication"
    label = N_("Publication")
    help = N_("The instrument is published in an official gazette or treaty series.")

    series: Line = Field(default="", title=N_("Series"))
    gazette: Line = Field(default="", title=N_("Gazette"))
    number: Line = Field(default="", title=N_("Number"))


@act
class Correction(PartyAct):
    name = "correction"
    label = N_("Correction of a text")
    help = N_("The parties correct an error in the text (not an error in this register).")

    language: LanguageCode | None = Field(default=None, title=N_("Language"))
    article: Line = Field(default="", title=N_("Article"))
    text: Text = Field(default="", title=N_("Text"))


@act
class Reservation(PartyAct):
    name = "reservation"
    label = N_("Reservation")
    help = N_("A party excludes or modifies the effect of a provision for itself.")

    provisions: Line = Field(default="", title=N_("Provisions"))
    text: Text = Field(default="", title=N_("Text"))
    withdrawn: bool = Field(default=False, title=N_("This is the withdrawal of a reservation"))


@act
class Declaration(PartyAct):
    name = "declaration"
    label = N_("Interpretative declaration")
    help = N_("A party declares how it understands or will apply the instrument.")

    text: Text = Field(default="", title=N_("Text"))


@act
class Objection(PartyAct):
    name = "objection"
    label = N_("Objection")
    help = N_("A party objects to a reservation, a declaration or another act.")

    to: PartyCode | None = Field(default=None, title=N_("To an act of"))
    text: Text = Field(default="", title=N_("Text"))


@act
class TerritorialApplication(PartyAct):
    name = "territorial_application"
    label = N_("Territorial application")
    help = N_("A party extends the instrument to a territory, or excludes one.")

    territory: Line = Field(default="", title=N_("Territory"))
    excluded: bool = Field(default=False, title=N_("Excluded"))


@act
class Succession(PartyAct):
    name = "succession"
    label = N_("Succession of a State")
    help = N_("A State takes the place of its predecessor as a party.")

    predecessor: PartyCode | None = Field(default=None, title=N_("Predecessor"))


@act
class SessionHeld(PartyAct):
    name = "session_held"
    label = N_("Session held under the instrument")
    help = N_("A joint body that works under the instrument met.")

    session: SubjectId | None = Field(default=None, title=N_("Session"))
    place: Line | None = Field(default=None, title=N_("Place"))


@act
class Report(PartyAct):
    name = "report"
    label = N_("Report")
    help = N_("One side says on a date how the instrument is carried out.")

    progress: Literal["not_started", "on_track", "delayed", "blocked", "done", "dropped"] | None = Field(
        default=None, title=N_("Progress")
    )
    remark: Texts = Field(default={}, title=N_("Remark"))
