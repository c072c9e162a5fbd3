"""What can be wrong with a file, with a row, and what is odd about a record that is taken all the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class IntakeError(Exception):
    """The file or the map as a whole cannot be used.

    code     one word, stable
    message  English source text (marked with N_) with named placeholders
    data     what fills the placeholders
    """

    def __init__(self, code: str, message: str, **data: Any) -> None:
        self.code = code
        self.message = message
        self.data: dict[str, Any] = data
        super().__init__(code, message, data)

    def __str__(self) -> str:
        return filled(self.message, self.data)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is rejected: row as a spreadsheet numbers it, field of the map, value, and how to mend it."""

    row: int
    field: str
    value: str
    code: str
    message: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def text(self) -> str:
        """The message in English with its data."""
        return filled(self.message, {"value": self.value, "field": self.field, "row": self.row, **self.data})


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd about a row that is taken all the same, by the codes of the life-cycle schema and a few more."""

    code: str
    field: str
    value: str
    message: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def text(self) -> str:
        """The message in English with its data."""
        return filled(self.message, {"value": self.value, "field": self.field, **self.data})


def filled(message: str, data: Mapping[str, Any]) -> str:
    """The message with its placeholders filled; a placeholder without data stays as it is."""
    return message.format_map(_Patient(data))


class _Patient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
