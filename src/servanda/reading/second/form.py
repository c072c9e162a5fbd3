"""The form of an answer: the statement schema with quotations in the place of offsets. One class for each kind.

The codes come from `reading.schema`, so the second reader is held to the same ones as the language packs.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from servanda.domain.parties.party import parties as known_parties
from servanda.reading.outcome import LONGEST_EVIDENCE
from servanda.reading.schema import ACTIONS, SECTORS, STAGES, VALUES

LONGEST_WORDS = 300  # a name, a post or a place is no paragraph
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def _known(code: str) -> str:
    if code not in known_parties():
        raise ValueError("no code of a party")
    return code


def _date(text: str) -> str:
    if not _MONTH.fullmatch(text):
        date.fromisoformat(text)
        if len(text) != 10:
            raise ValueError("no ISO date")
    return text


def _none_if_empty(value: Any) -> Any:
    return None if isinstance(value, str) and value.strip() in ("", "null", "unknown") else value


def _quotes(value: Any) -> Any:
    """A quotation alone, a list of them, or the schema's objects: only the words are taken, never the offsets."""
    found = value if isinstance(value, list) else [value]
    return [v.get("quote") if isinstance(v, dict) else v for v in found]


Party = Annotated[str, AfterValidator(_known), Field(description="ISO 3166-1 alpha-2, or EU, UN, LAS, AFU …")]
Day = Annotated[str | None, BeforeValidator(_none_if_empty), Field(description="YYYY-MM-DD, YYYY-MM or YYYY")]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
Stated = Annotated[Words | None, BeforeValidator(_none_if_empty)]


class _Fact(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    evidence: Annotated[
        list[str],
        BeforeValidator(_quotes),
        Field(
            min_length=1,
            max_length=20,
            description=f"one or more exact quotations, copied letter by letter from the text, each at most {LONGEST_EVIDENCE} characters",
        ),
    ]


class Instrument(_Fact):
    """A treaty, agreement, memorandum … that the text names."""

    type: Literal[tuple(sorted(VALUES["instrument"]))]  # type: ignore[valid-type]
    stage: Literal[tuple(sorted(STAGES))]  # type: ignore[valid-type]
    parties: list[Party] = []
    date: Annotated[Day, AfterValidator(lambda v: v and _date(v))] = None
    place: Stated = None
    title: Stated = None
    plural: bool = False


class Encounter(_Fact):
    """A visit, meeting, talks, call, session, summit or conference that the text reports or announces as its news."""

    type: Literal[tuple(sorted(VALUES["encounter"]))]  # type: ignore[valid-type]
    parties: list[Party] = []
    persons: list[Words] = []
    place: Stated = None
    date: Annotated[Day, AfterValidator(lambda v: v and _date(v))] = None


class Body(_Fact):
    """A joint commission, working group, regular consultations or business council."""

    type: Literal[tuple(sorted(VALUES["body"]))]  # type: ignore[valid-type]
    action: Literal[tuple(sorted(ACTIONS))]  # type: ignore[valid-type]
    parties: list[Party] = []
    session: Annotated[int | None, Field(ge=1, le=999)] = None
    title: Stated = None


class Undertaking(_Fact):
    """What the sides agreed, decided or committed to do; one for each distinct action."""

    by: list[Party] = []


class Person(_Fact):
    """A person, once, by the fullest form of the name in the nominative, without honorifics."""

    name: Words
    post: Stated = None
    party: Annotated[Party | None, BeforeValidator(_none_if_empty)] = None


class Sector(_Fact):
    """A field of cooperation between the parties, each once."""

    code: Literal[tuple(sorted(SECTORS))]  # type: ignore[valid-type]


class Topic(_Fact):
    """A regional or international issue that was discussed: the shortest noun phrase, each once."""


FORMS: dict[str, type[_Fact]] = {
    "instruments": Instrument,
    "encounters": Encounter,
    "bodies": Body,
    "undertakings": Undertaking,
    "persons": Person,
    "sectors": Sector,
    "topics": Topic,
}


def json_schema() -> dict[str, Any]:
    """JSON Schema of a whole answer, as a server that can be held to one wants it."""
    defs: dict[str, Any] = {}
    properties = {}
    for kind, form in FORMS.items():
        made = form.model_json_schema(ref_template="#/$defs/{model}")
        defs |= made.pop("$defs", {})
        properties[kind] = {"type": "array", "items": made}
    whole: dict[str, Any] = {"type": "object", "properties": properties, "required": list(FORMS)}
    return whole | ({"$defs": defs} if defs else {})
