"""The schema of language packs: every field of `pack.toml` and `rules.toml`, and which values lexicons may give.

`docs/language-packs.md` says what each is for.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

FRAMES = ("instrument", "encounter", "body", "undertaking", "topic", "sector", "party")
SECTORS = frozenset(
    [
        "energy",
        "nuclear",
        "agriculture",
        "fisheries",
        "food_security",
        "water",
        "environment",
        "trade",
        "investment",
        "finance",
        "industry",
        "mining",
        "transport",
        "aviation",
        "maritime",
        "tourism",
        "digital",
        "science",
        "space",
        "education",
        "culture",
        "media",
        "sport",
        "youth",
        "health",
        "labour",
        "migration",
        "consular",
        "justice",
        "security",
        "defence",
        "customs",
        "taxation",
        "development_aid",
        "religion",
        "housing",
        "public_administration",
        "humanitarian",
    ]
)
VALUES: dict[str, frozenset[str]] = {
    "sector": SECTORS,
    "instrument": frozenset(
        [
            "treaty",
            "agreement",
            "convention",
            "protocol",
            "memorandum",
            "programme",
            "exchange_of_notes",
            "declaration",
            "joint_statement",
            "action_plan",
            "contract",
            "other",
        ]
    ),
    "encounter": frozenset(["visit", "meeting", "talks", "call", "session", "summit", "conference"]),
    "body": frozenset(
        ["joint_commission", "working_group", "political_consultations", "business_council", "other"]
    ),
}
STAGES = frozenset(
    ["signed", "initialled", "ratified", "in_force", "expected", "negotiated", "proposed", "existing"]
)
ACTIONS = frozenset(["created", "convened", "announced", "mentioned"])
STATE_KINDS = frozenset(["name", "adj", "prefix", "capital", "metonym", "person", "kingdom", "not"])


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _patterns(values: list[str]) -> list[str]:
    for value in values:
        try:
            re.compile(value)
        except re.error as fault:
            raise ValueError(f"not a regular expression: {value!r} ({fault})") from None
    return values


class Writing(_Strict):
    """How the language is written."""

    script: Literal["arab", "cyrl", "latn"]
    capitals: bool = True
    words: list[str] = Field(min_length=5, description="frequent small words by which the language is known")
    foreign: str = Field("", description="letters that show another language in the same script")
    elisions: list[str] = []
    enclitics: list[str] = []
    abbreviations: list[str] = []
    lines_are_paragraphs: bool = False
    head_last: bool = Field(False, description="of two nouns side by side the last one says what it is")
    ordinal_endings: list[str] = []
    ordinal_openings: list[str] = Field(
        [], description="what makes an ordinal of digits that follow at once («الـ19»)"
    )


class Structure(_Strict):
    """What is no text: all regular expressions; `furniture` is matched without regard to case."""

    furniture: list[str] = Field([], description="whole lines to be left out")
    inline: list[str] = Field([], description="stretches within a paragraph to be left out")
    tail: list[str] = Field([], description="where the document ends")
    breaks: list[str] = Field([], description="places where a sentence ends without a full stop")
    labels: list[str] = Field([], description="speaker labels at the start of a sentence")
    askers: list[str] = Field(
        [], description="of these, the labels of those who only ask: their words are no facts"
    )

    _checked = field_validator("furniture", "inline", "tail", "breaks", "labels", "askers")(_patterns)


class Dates(_Strict):
    """Names of months and days come from CLDR for these locales; what it lacks stands here."""

    locales: list[str] = Field(min_length=1)
    months: dict[str, int] = {}
    weekdays: dict[str, int] = Field({}, description="0 is Monday")
    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    fillers: list[str] = Field([], description="words that may stand within a date")
    hijri: list[str] = Field([], description="months of the lunar calendar")
    of_year: list[str] = []
    until: list[str] = Field(
        [], description="words between the first and the last day (“from 20 to 23 November”)"
    )
    last: list[str] = Field([], description="words that turn a weekday into one past")
    next: list[str] = Field([], description="words that turn a weekday into one to come")


class Persons(_Strict):
    """How names are written."""

    particles: list[str] = Field([], description="words that stand within a name")
    openers: list[str] = Field([], description="particles with which a name may begin")
    longest: int = Field(6, ge=2, le=12)
    connectors: list[str] = Field([], description="words that stand within a post")
    given_lists: list[str] = Field(
        [], description="lists of given names beside the packs that this one shares"
    )
    after_post: bool = Field(True, description="the name may follow the post")
    post_after_name: bool = Field(False, description="the post may follow the name after a comma")
    article: list[str] = []
    of: list[str] = Field(
        [], description="words between a name and the state of its post (“President X of Y”)"
    )


class Parties(_Strict):
    """How places and owners are told apart."""

    locative: list[str] = Field([], description="words before a place that is not a party")
    locative_bare: list[str] = Field(
        [],
        description="of these, words that name a place only right before it («à Rabat», but «vendre à la France»)",
    )
    joiners: list[str] = Field([], description="words and marks between states that act together")
    press: bool = Field(
        False,
        description="texts in this language are mostly a newspaper's: what they only brush against is no news",
    )
    home: str | None = Field(
        None, description="state of officials named without one in texts that name no other but a foreign one"
    )


class Undertakings(_Strict):
    """How what was agreed is divided into its actions."""

    joiners: list[str] = Field([], description="words and marks between two actions")
    ends: list[str] = Field([], description="words at which an action ends")
    longest: int = Field(45, description="tokens")
    starts: list[str] = Field([], description="patterns with which a further action begins after a joiner")


class Rule(_Strict):
    """A pattern, or several for one effect."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    patterns: list[str] = Field(min_length=1)
    focus: str = "x"
    weight: int = 10
    set: dict[str, str | int | bool] = {}
    drop: bool = False
    guard: bool = True
    headline: bool | None = None
    note: str = ""


class Rules(_Strict):
    """All rules by the kind of thing they are about."""

    instrument: list[Rule] = []
    encounter: list[Rule] = []
    body: list[Rule] = []
    undertaking: list[Rule] = []
    topic: list[Rule] = []
    sector: list[Rule] = []
    party: list[Rule] = []


class Meta(_Strict):
    """`pack.toml`."""

    language: str = Field(pattern=r"^[a-z]{2,3}$")
    name: str
    morphology: str = "plain"
    writing: Writing
    structure: Structure = Structure()
    dates: Dates
    persons: Persons = Persons()
    parties: Parties = Parties()
    undertakings: Undertakings = Undertakings()
