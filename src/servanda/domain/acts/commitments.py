"""Acts on commitments: what is to be done, each side's word on it, its clearance, its lineage."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Digest, Line, Names, PartyCode, SubjectId, Text, Texts
from servanda.domain.dates import Day
from servanda.domain.wording import N_

Progress = Literal["not_started", "on_track", "delayed", "blocked", "done", "dropped"]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Months = Annotated[int, Field(ge=1, le=1200)]
Percent = Annotated[int, Field(ge=0, le=100)]
_FROZEN = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Responsible(BaseModel):
    """Who is to act on one side: a party, and an organisation of it where one is named."""

    model_config = _FROZEN

    party: PartyCode = Field(title=N_("Party"))
    organisation: SubjectId | None = Field(default=None, title=N_("Organisation"))
    name: Line = Field(
        default="",
        title=N_("Name"),
        description=N_("As in the source, where the register has no such organisation."),
    )


class Milestone(BaseModel):
    """A step on the way, with its own day."""

    model_config = _FROZEN

    texts: Texts = Field(title=N_("Text"))
    due: Day | None = Field(default=None, title=N_("Due on"))


class Indicator(BaseModel):
    """What is measured (the IATI results model): unit, where it starts, what is aimed at."""

    model_config = _FROZEN

    key: Key = Field(title=N_("Key"))
    names: Names = Field(title=N_("Names"))
    unit: Line = Field(default="", title=N_("Unit"))
    baseline: Decimal | None = Field(default=None, title=N_("Baseline"))
    baseline_on: Day | None = Field(default=None, title=N_("Day of the baseline"))
    target: Decimal | None = Field(default=None, title=N_("Target"))
    target_on: Day | None = Field(default=None, title=N_("Day of the target"))


class Reading(BaseModel):
    """A figure reported for an indicator: the total so far, or what a period has added."""

    model_config = _FROZEN

    indicator: Key = Field(title=N_("Indicator"))
    value: Decimal = Field(title=N_("Value"))
    counts: Literal["cumulative", "incremental"] = Field(default="cumulative", title=N_("Counts as"))
    since: Day | None = Field(default=None, title=N_("Period from"))
    until: Day | None = Field(default=None, title=N_("Period until"))


@act
class Commitment(Act):
    name = "commitment"
    subject = "commitment"
    label = N_("Commitment")
    help = N_("What is to be done, by whom, until when, and where it comes from.")

    texts: Texts = Field(title=N_("Text"))
    parties: tuple[PartyCode, ...] = Field(default=(), title=N_("Parties"))
    responsible: tuple[Responsible, ...] = Field(default=(), title=N_("Responsible"))
    mechanism: SubjectId | None = Field(default=None, title=N_("Mechanism"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))
    decision: Line = Field(default="", title=N_("Decision"), description=N_("Its number in the minutes."))
    instrument: SubjectId | None = Field(default=None, title=N_("Instrument"))
    article: Line = Field(default="", title=N_("Article"))
    proposal: SubjectId | None = Field(default=None, title=N_("Proposal"))
    task: Annotated[int, Field(ge=1, le=99)] | None = Field(
        default=None, title=N_("Task"), description=N_("Which task of the mechanism’s mandate it serves.")
    )
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))
    due: Day | None = Field(default=None, title=N_("Due on"))
    at_next_session: bool = Field(default=False, title=N_("Due at the next session"))
    every_months: Months | None = Field(default=None, title=N_("Recurs every … months"))
    milestones: tuple[Milestone, ...] = Field(default=(), title=N_("Milestones"))
    indicators: tuple[Indicator, ...] = Field(default=(), title=N_("Indicators"))


@act
class Lineage(Act):
    name = "lineage"
    subject = "commitment"
    label = N_("Lineage")
    help = N_("The commitment restates, splits or merges earlier ones.")

    kind: Literal["restates", "splits", "merges"] = Field(title=N_("Relation"))
    of: tuple[SubjectId, ...] = Field(min_length=1, title=N_("Earlier commitments"))


@act
class CommitmentReport(Act):
    """One side's word on a commitment; the word of the side only once its office has approved it."""

    name = "commitment_report"
    subject = "commitment"
    label = N_("Report on a commitment")
    help = N_("How far one side has come by the day of the entry.")

    by: PartyCode = Field(title=N_("By"))
    organisation: SubjectId | None = Field(default=None, title=N_("Organisation"))
    progress: Progress = Field(title=N_("Progress"))
    percent: Percent | None = Field(default=None, title=N_("Percent"))
    remark: Texts = Field(default={}, title=N_("Remark"))
    readings: tuple[Reading, ...] = Field(default=(), title=N_("Figures"))
    file: Digest | None = Field(default=None, title=N_("Evidence (digest of the file)"))
    file_name: Line = Field(default="", title=N_("File name"))
    stage: Literal["draft", "submitted", "approved"] = Field(
        default="approved",
        title=N_("Stage"),
        description=N_("Approved at once where the organisation does without clearance."),
    )
    revises: Line = Field(
        default="",
        title=N_("Takes the place of"),
        description=N_(
            "The entry of the draft or returned report that was changed; it stays in the history."
        ),
    )


@act
class Clearance(Act):
    name = "clearance"
    subject = "commitment"
    label = N_("Clearance of a report")
    help = N_("A report is submitted, returned with a reason, approved or locked.")

    report: Line = Field(title=N_("Report"), description=N_("The entry of the report."))
    stage: Literal["submitted", "returned", "approved", "locked"] = Field(title=N_("Stage"))
    reason: Text = Field(default="", title=N_("Reason"))
    word: Line = Field(
        default="",
        title=N_("Entry of the approved report"),
        description=N_(
            "Where an internal draft was approved: the joint entry in which it is the side’s word."
        ),
    )


@act
class Rescheduling(Act):
    name = "rescheduling"
    subject = "commitment"
    label = N_("New due date")
    help = N_("The due date of a commitment is set or moved from the day of the entry.")

    due: Day = Field(title=N_("Due on"))
    remark: Texts = Field(default={}, title=N_("Remark"))


@act
class Assignment(Act):
    name = "assignment"
    subject = "commitment"
    label = N_("Who is responsible")
    help = N_("From the day of the entry these are responsible for the commitment.")

    responsible: tuple[Responsible, ...] = Field(min_length=1, title=N_("Responsible"))


@act
class Settlement(Act):
    name = "settlement"
    subject = "commitment"
    label = N_("Settled by a session")
    help = N_("A session or the co-chairs say where the commitment stands.")

    progress: Progress = Field(title=N_("Progress"))
    session: SubjectId | None = Field(default=None, title=N_("Session"))
    decision: Line = Field(default="", title=N_("Decision"), description=N_("Its number in the minutes."))
    remark: Texts = Field(default={}, title=N_("Remark"))
