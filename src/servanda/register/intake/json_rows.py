"""Rows of JSON lines: one object in each line, or one list of objects; nested values by dotted names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.rows import LIMITS, Limits, Row

_DEPTH = 8


class _Twice(ValueError):
    """A key stands twice in one object."""


def json_rows(
    path: Path, *, encoding: str | None = None, records: str = "", limits: Limits = LIMITS
) -> Iterator[Row | Fault]:
    """The objects of the file as rows: {"a": {"b": [1, 2]}} has the column `a.b` with one value in each line.

    records  dotted name of the list of objects, where the file is one JSON document that has it within
    The number of a row is its line, or its place (from 1) in the list. Numbers stay as written.
    Raises IntakeError `json_invalid` for a single document that is none.
    """
    name = encoding_of(path, encoding)
    with path.open(encoding=name, errors="replace") as stream:
        first = stream.read(4096).lstrip("\ufeff \t\r\n")[:1]
    if first == "[" or records:
        yield from _document(path, name, records)
        return
    with path.open(encoding=name, errors="replace", newline="\n") as stream:
        for number, line in enumerate(stream, start=1):
            text = line.strip().lstrip("\ufeff")
            if text:
                yield _line(number, text, limits)


def _document(path: Path, encoding: str, records: str) -> Iterator[Row | Fault]:
    try:
        found: Any = _load(path.read_text(encoding=encoding, errors="replace"))
    except (ValueError, RecursionError) as wrong:
        raise IntakeError(
            "json_invalid",
            reason=str(wrong),
        ) from None
    for step in filter(None, records.split(".")):
        found = found.get(step) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise IntakeError(
            "records_missing",
            records=records or "[…]",
        )
    for number, item in enumerate(found, start=1):
        yield _item(number, item)


def _line(number: int, text: str, limits: Limits) -> Row | Fault:
    if len(text) > limits.field_chars:
        return Fault(number, "row", "", "cell_too_long")
    try:
        return _item(number, _load(text))
    except _Twice as wrong:
        return Fault(
            number,
            "row",
            str(wrong),
            "key_twice",
        )
    except (ValueError, RecursionError) as wrong:
        return Fault(
            number,
            "row",
            text[:80],
            "line_invalid",
            {"reason": str(wrong)},
        )


def _item(number: int, item: Any) -> Row | Fault:
    if not isinstance(item, dict):
        return Fault(
            number,
            "row",
            str(item)[:80],
            "json_no_object",
        )
    cells: dict[str, list[str]] = {}
    if not _flatten(item, "", cells, 0):
        return Fault(
            number,
            "row",
            "",
            "json_too_deep",
            {"depth": _DEPTH},
        )
    return Row(number, {key: "\n".join(values) for key, values in cells.items()})


def _flatten(value: Any, name: str, into: dict[str, list[str]], depth: int) -> bool:
    """Collect the scalars of `value` under dotted names; False where it is nested too deep."""
    if depth > _DEPTH:
        return False
    if isinstance(value, dict):
        into.setdefault(name, []) if name and not value else None
        return all(_flatten(v, f"{name}.{k}" if name else k, into, depth + 1) for k, v in value.items())
    if isinstance(value, list):
        if not any(isinstance(v, dict | list) for v in value):
            into.setdefault(name, [])
        return all(_flatten(v, name, into, depth + 1) for v in value)
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    into.setdefault(name, [])
    if text or not into[name]:
        into[name].append(text)
    return True


class _Number(str):
    """A number as it was written: 1.10 stays 1.10."""


def _load(text: str) -> Any:
    return json.loads(
        text, object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_Number
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found
