"""The keys of a map. Each is explained to its writer in `docs/write-a-map.md`; a test compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from servanda.domain.parties import parties
from servanda.register.intake.records import StatusClass
from servanda.register.intake.titles import TYPES

SECTORS = (
    "energy", "nuclear", "agriculture", "fisheries", "food_security", "water", "environment", "trade", "investment",
    "finance", "industry", "mining", "transport", "aviation", "maritime", "tourism", "digital", "science",
    "space",
    "education", "culture", "media", "sport", "youth", "health", "labour", "migration", "consular", "justice",
    "security", "defence", "customs", "taxation", "development_aid", "religion", "housing",
    "public_administration",
    "humanitarian",
)  # fmt: skip
RELATIONS = ("implements", "amends", "supplements", "extends", "ends", "succeeds")
ENDINGS = ("expired", "denounced", "superseded", "by_consent")


def _wrong(code: str, **data: str) -> PydanticCustomError:
    """A mistake by its code in `messages.MAP`, with what fills its placeholders."""
    return PydanticCustomError(f"map:{code}", "{code}", {"code": code, **data})  # type: ignore[arg-type]


def _language(code: str) -> str:
    try:
        Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise _wrong("language_unknown", given=code) from None
    return code


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise _wrong("pattern_wrong", given=pattern, reason=str(wrong)) from None
    return pattern


def _code(code: str) -> str:
    if code not in parties():
        raise _wrong("party_code_unknown", given=code)
    return code


def _listed(value: Any) -> Any:
    """One value where a list is meant is a list of one."""
    return [value] if isinstance(value, str | dict) else value


Language = Annotated[str, AfterValidator(_language)]
Regex = Annotated[str, AfterValidator(_regex)]
PartyCode = Annotated[str, AfterValidator(_code)]
Words = Annotated[list[str], BeforeValidator(_listed)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Pick(_Part):
    """A column, and the part of its text that a pattern marks."""

    column: str
    pattern: Regex | None = None

    def values(self, text: str) -> list[str]:
        """The whole text, or each group of each place where the pattern fits."""
        if self.pattern is None:
            return [text] if text else []
        found = re.findall(self.pattern, text)
        return [
            part.strip() for hit in found for part in ([hit] if isinstance(hit, str) else hit) if part.strip()
        ]


def _picks(value: Any) -> Any:
    value = _listed(value)
    return [{"column": v} if isinstance(v, str) else v for v in value] if isinstance(value, list) else value


Columns = Annotated[list[Pick], BeforeValidator(_picks), Field(min_length=1)]


class RegisterPart(_Part):
    name: str
    source: str = ""
    language: Language = "en"
    harvested: date | None = None
    circle: Literal["public", "joint", "internal", "restricted"] = "internal"
    side: str = ""


class FilePart(_Part):
    format: Literal["csv", "xlsx", "jsonl"] | None = None
    encoding: str | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    quote: Annotated[str, Field(min_length=1, max_length=1)] = '"'
    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1)] | None = None
    header_rows: Annotated[int, Field(ge=1, le=3)] = 1
    short_rows: Literal["refuse", "pad"] = "refuse"
    records: str = ""
    fill_down: Words = []
    nulls: Words = []
    skip: Annotated[list[Regex], BeforeValidator(_listed)] = []


class KeyPart(_Part):
    columns: Words = Field(min_length=1)


class DeclaredName(_Part):
    name: str
    code: PartyCode
    since: date | None = Field(default=None, alias="from")
    until: date | None = None


class PartiesPart(_Part):
    columns: Columns
    separators: Words = []
    own: PartyCode | None = None
    written_as: Literal["names", "iso2", "iso3"] = "names"
    named_as_of: Literal["signature", "today"] = "signature"
    case_marks_territory: bool = False
    territories: Annotated[list[Pick], BeforeValidator(_picks)] = []
    language: Language | None = None
    ignore: Words = []
    names: list[DeclaredName] = []


class DatesPart(_Part):
    formats: Words = []
    language: Annotated[list[Language], BeforeValidator(_listed)] = []
    latest_year: int | None = None
    signed: Columns | None = None
    initialled: Columns | None = None
    adopted: Columns | None = None
    provisional: Columns | None = None
    in_force: Columns | None = None
    effective: Columns | None = None
    ended: Columns | None = None
    withdrawn: Columns | None = None
    registered: Columns | None = None
    published: Columns | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for form in self.formats:
            _format(form, self.latest_year)
        orders = {
            re.sub(r"[^dmY]", "", f.replace("%y", "%Y"))
            for f in self.formats
            if "%B" not in f and "%b" not in f
        }
        if {"dmY", "mdY"} <= orders:
            raise _wrong("formats_two_orders")
        return self


def _format(form: str, latest_year: int | None) -> None:
    if form == "serial":
        return
    tokens = re.findall(r"%(.?)", form)
    if bad := [t for t in tokens if t not in "dmYyBbHMS" or not t]:
        raise _wrong("format_part_unknown", given=form, part=bad[0])
    if len(tokens) != len(set(tokens)) or not {"Y", "y"} & set(tokens):
        raise _wrong("format_without_year", given=form)
    if "y" in tokens and latest_year is None:
        raise _wrong("format_two_digits", given=form)


class PlacePart(_Part):
    city: Columns | None = None
    state: Columns | None = None


class TypePart(_Part):
    columns: Annotated[list[Pick], BeforeValidator(_picks)] = []
    words: dict[Literal[*TYPES], Words] = {}  # type: ignore[valid-type]
    patterns: dict[Literal[*TYPES], Annotated[list[Regex], BeforeValidator(_listed)]] = {}  # type: ignore[valid-type]
    from_titles: bool = True


class SectorsPart(_Part):
    columns: Columns
    separators: Words = []
    words: dict[Literal[*SECTORS], Words] = {}  # type: ignore[valid-type]


class StatusPart(_Part):
    columns: Columns
    compare_on: date | None = None
    classes: dict[StatusClass, Words]
    ended_as: dict[Literal[*ENDINGS], Words] = {}  # type: ignore[valid-type]


class RegistrationPart(_Part):
    un: Columns | None = None


class LinksPart(_Part):
    references: Annotated[list[Pick], BeforeValidator(_picks)] = []
    urls: Annotated[list[Pick], BeforeValidator(_picks)] = []
    separators: Words = []


class KindPart(_Part):
    columns: Annotated[list[Pick], BeforeValidator(_picks)] = []
    bilateral: Words = []
    multilateral: Words = []
    constant: Literal["bilateral", "multilateral"] | None = None


class CitationPart(_Part):
    relation: Literal[*RELATIONS]  # type: ignore[valid-type]
    language: Language | None = None
    pattern: Regex
    until: Annotated[list[Regex], BeforeValidator(_listed)] = []

    @model_validator(mode="after")
    def _names_the_parent(self) -> Self:
        if "parent" not in re.compile(self.pattern).groupindex:
            raise _wrong("parent_unmarked")
        return self


class RegisterMap(_Part):
    """What the columns of one register mean."""

    register_: RegisterPart = Field(alias="register")
    file: FilePart = FilePart()
    key: KeyPart
    titles: dict[str, Columns] = Field(min_length=1)
    parties: PartiesPart
    dates: DatesPart = DatesPart()
    place: PlacePart = PlacePart()
    type: TypePart = TypePart()
    sectors: SectorsPart | None = None
    status: StatusPart | None = None
    registration: RegistrationPart = RegistrationPart()
    links: LinksPart = LinksPart()
    kind: KindPart = KindPart()
    citations: list[CitationPart] = []

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for lang in self.titles:
            if lang != "detect":
                _language(lang)
        if self.status and not (self.status.compare_on or self.register_.harvested):
            raise _wrong("status_without_day")
        stated = any(
            getattr(self.dates, n)
            for n in DatesPart.model_fields
            if n not in ("formats", "language", "latest_year")
        )
        if stated and not self.dates.formats:
            raise _wrong("dates_without_formats")
        return self

    def columns(self) -> list[str]:
        """Every column that the map uses, in its order: those that the file must have."""
        return list(dict.fromkeys([*self.key.columns, *_columns_of(self), *self.file.fill_down]))


def _columns_of(value: Any) -> Iterator[str]:
    if isinstance(value, Pick):
        yield value.column
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _columns_of(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _columns_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from _columns_of(item)
