"""What can be wrong with the text of a case: a code, a sentence, the place, and how to mend it."""

from __future__ import annotations

import reprlib
from typing import Any

from servanda.domain.wording import N_

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 60

#: code → (what is wrong, how to mend it); placeholders are filled from `CaseError.data`
CASE_ERRORS: dict[str, tuple[str, str]] = {
    "not_yaml": (
        N_("The file is not valid YAML: {problem} (line {line})."),
        N_("Check the indentation, the brackets and the colons near that line."),
    ),
    "too_large": (N_("The file has {size} characters; at most {limit} are read."), N_("Split the file.")),
    "no_case": (N_("The file holds no case."), N_("Write one case, or a list of cases.")),
    "not_a_mapping": (
        N_("{field}: «{value}» stands where keys with values are expected."),
        N_("Write it as «key: value»."),
    ),
    "not_a_list": (N_("{field}: «{value}» stands where a list is expected."), N_("Write it as [a, b].")),
    "key_twice": (N_("The key «{value}» stands twice (line {line})."), N_("Keep one of the two.")),
    "unknown_key": (N_("{field}: the key «{value}» is not known."), N_("Known here: {known}.")),
    "unknown_act": (N_("{field}: the act «{value}» is not known."), N_("Known acts: {known}.")),
    "missing": (N_("{field} is missing."), N_("Add it.")),
    "bad_date": (
        N_("{field}: «{value}» is not a date."),
        N_("Write year, month and day, such as 2014-09-30."),
    ),
    "not_a_party": (
        N_("{field}: «{value}» is not the code of a party."),
        N_("Write the ISO 3166-1 code of two capital letters, such as {candidate}."),
    ),
    "bad_status": (N_("{field}: «{value}» is not a status."), N_("The statuses are: {known}.")),
    "bad_value": (N_("{field}: «{value}» cannot stand here."), N_("Expected: {known}.")),
}


class CaseError(ValueError):
    """One fault of a case.

    code    a key of `CASE_ERRORS`
    case    name of the case, or its place in the file
    field   where in the case: `acts[2].on`
    """

    def __init__(self, code: str, case: str, field: str, value: Any = "", **data: Any) -> None:
        self.code = code
        self.case = case
        self.field = field
        self.data: dict[str, Any] = {"field": field, "value": shown(value), **data}
        super().__init__(f"{case}: {self.text.format_map(_Filled(self.data))}")

    @property
    def text(self) -> str:
        """English source text (msgid); fill it with `data`."""
        return CASE_ERRORS[self.code][0]

    @property
    def mend(self) -> str:
        return CASE_ERRORS[self.code][1]

    def as_json(self) -> dict[str, Any]:
        filled = _Filled(self.data)
        return {
            "code": self.code,
            "case": self.case,
            "field": self.field,
            "value": self.data["value"],
            "message": self.text.format_map(filled),
            "mend": self.mend.format_map(filled),
        }


class CaseFileError(ValueError):
    """A file with at least one fault; `errors` has them all."""

    def __init__(self, errors: list[CaseError]) -> None:
        self.errors = errors
        super().__init__("; ".join(str(e) for e in errors[:5]))


class _Filled(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def shown(value: Any) -> str:
    """A value as it is shown in a message: short, whatever it is."""
    return value[:80] if isinstance(value, str) else _short.repr(value)
