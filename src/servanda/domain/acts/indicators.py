"""Acts on indicators: a series of figures that stands beside the record of cooperation, and its observations."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from servanda.domain.acts.base import Act, act
from servanda.domain.acts.fields import Line, Names, PartyCode
from servanda.domain.wording import N_

#: A year, a quarter (2024-Q1) or a month (2024-03).
Period = Annotated[str, Field(pattern=r"^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$")]
About = Literal["trade", "investment", "students", "visitors", "flights", "other"]


class Observation(BaseModel):
    """One figure of a series."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    period: Period = Field(title=N_("Period"), description=N_("2024, 2024-Q1 or 2024-03."))
    value: Decimal = Field(title=N_("Value"), allow_inf_nan=False)


@act
class IndicatorSeries(Act):
    """What a series measures. `origin` and `destination` tell the direction, `reported_by` whose figures they are."""

    name = "indicator_series"
    subject = "indicator"
    label = N_("Series of an indicator")
    help = N_(
        "A series of figures that stands beside the record: trade, investment, students, visitors, flights."
    )

    names: Names = Field(default={}, title=N_("Names"))
    about: About = Field(title=N_("About"))
    unit: Line = Field(default="", title=N_("Unit"))
    source: Line = Field(default="", title=N_("Source"))
    parties: tuple[PartyCode, ...] = Field(min_length=1, title=N_("Parties"))
    origin: PartyCode | None = Field(default=None, title=N_("Country of origin"))
    destination: PartyCode | None = Field(default=None, title=N_("Country of destination"))
    reported_by: PartyCode | None = Field(default=None, title=N_("Reported by"))
    product: Line = Field(
        default="", title=N_("Product"), description=N_("Code and name; empty for all together.")
    )
    sectors: tuple[Line, ...] = Field(default=(), title=N_("Sectors"))


@act
class Observations(Act):
    name = "observations"
    subject = "indicator"
    label = N_("Observations")
    help = N_("Figures of a series; a later one replaces an earlier one of the same period.")

    values: tuple[Observation, ...] = Field(min_length=1, title=N_("Values"))
