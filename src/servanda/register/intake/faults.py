"""What can be wrong with a file, with a row, and what is odd about a record that is taken all the same.

Each is a code with the data needed to mend it; the message of the code is in `messages`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from servanda.register.intake.messages import FILE, FOUND, MAP, ROW


class IntakeError(Exception):
    """The file or the map as a whole cannot be used.

    code     one word, stable
    message  English source text with named placeholders, for the catalogues
    data     what fills the placeholders
    """

    def __init__(self, code: str, **data: Any) -> None:
        self.code = code
        self.message = FILE[code]
        self.data: dict[str, Any] = data
        super().__init__(code, data)

    def __str__(self) -> str:
        return filled(self.message, self.data)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is rejected: row as a spreadsheet numbers it, field of the map, value, code."""

    row: int
    field: str
    value: str
    code: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """English source text with placeholders: what is wrong and how to mend it."""
        return ROW[self.code]

    def filling(self) -> dict[str, Any]:
        """What fills the placeholders of the message."""
        return {"value": self.value, "field": self.field, "row": self.row, **self.data}

    def text(self) -> str:
        """The message in English with its data."""
        return filled(self.message, self.filling())


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd about a row that is taken all the same, by the life-cycle schema's codes and a few more."""

    code: str
    field: str
    value: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """English source text with placeholders."""
        return FOUND[self.code]

    def filling(self) -> dict[str, Any]:
        """What fills the placeholders of the message."""
        return {"value": self.value, "field": self.field, **self.data}

    def text(self) -> str:
        """The message in English with its data."""
        return filled(self.message, self.filling())


@dataclass(frozen=True, slots=True)
class MapProblem:
    """One mistake in a map: the dotted key, and what is wrong with it."""

    key: str
    code: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """English source text with placeholders: what is wrong and how to mend it."""
        return MAP[self.code]

    def text(self) -> str:
        """The message in English with its data."""
        return filled(self.message, self.data)


def filled(message: str, data: Mapping[str, Any]) -> str:
    """The message with its placeholders filled; a placeholder without data stays as it is."""
    return message.format_map(_Patient(data))


class _Patient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
