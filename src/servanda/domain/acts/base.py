"""What an act is: one dated fact of the record, typed and validated by its class.

A class of act holds the *content* only. The day it happened, who recorded it, from which evidence and
for whom (circle) stand in the `Entry` around it (`servanda.domain.entry`).
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict


class Act(BaseModel):
    """Base of all kinds of act. A subclass sets the class variables and declares its fields.

    name     one word that the journal stores (`signature`), never changed once used
    schema_version  fields may be added with defaults, anything else raises it
    subject  kind of subject it is recorded on: instrument, mechanism, session, person, statement …
    label    English source text of its name in the field's terms (marked with N_)
    help     one sentence for the form (marked with N_)
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True, serialize_by_alias=True
    )

    name: ClassVar[str] = ""
    schema_version: ClassVar[int] = 1
    subject: ClassVar[str] = ""
    label: ClassVar[str] = ""
    help: ClassVar[str] = ""

    def body(self) -> dict[str, Any]:
        """The content as JSON-ready values without what was left unstated (dates ISO, decimals as text)."""
        # model_dump() with its many parameters takes twice the time of the serializer that it calls
        return self.__pydantic_serializer__.to_python(self, mode="json", exclude_defaults=True)

    @classmethod
    def read(cls, version: int, body: dict[str, Any]) -> Self:
        """The act from a stored body of any schema version. A class that raised its version overrides `upgrade`."""
        return cls.model_validate(body if version == cls.schema_version else cls.upgrade(version, body))

    @classmethod
    def upgrade(cls, version: int, body: dict[str, Any]) -> dict[str, Any]:
        """A body of an older version in today's form; what is stored stays as it was."""
        return body


REGISTRY: dict[str, type[Act]] = {}


def act(cls: type[Act]) -> type[Act]:
    """Class decorator: enter a kind of act under its name. Raises ValueError on a name used twice."""
    if not cls.name or cls.name in REGISTRY:
        raise ValueError(f"act name missing or used twice: {cls.name!r}")
    REGISTRY[cls.name] = cls
    return cls
