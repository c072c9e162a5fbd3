"""The canonical form of a record and the hashes over it (RFC 8785, restricted).

Restrictions under which sorting keys by their bytes and writing numbers and strings in the shortest way gives the very
bytes of RFC 8785: keys are ASCII, numbers are integers below 2^53 in magnitude (decimals travel as strings), no NaN,
no half of a surrogate pair. orjson writes them; the `rfc8785` package and `json` judge this in the tests.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import orjson

from servanda.domain.wording import N_

SAFE_INTEGER = 2**53
# Without the two PASSTHROUGH options orjson would write dates and dataclasses, of which no reader could know.
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


class NotCanonical(ValueError):
    """A value that the canonical form cannot carry. `where` is the path to it."""

    code = "not_canonical"
    message = N_("The value at {where} cannot be recorded: {problem}.")

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.data = {"where": where, "problem": problem}


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON-ready value. Raises NotCanonical."""
    check(value)
    return encode(value)


def encode(value: Any) -> bytes:
    """The canonical bytes of a value already known to keep the restrictions (see `check`). Raises NotCanonical."""
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        problem = "half of a surrogate pair" if "surrogates" in str(error) else str(error)
        raise NotCanonical("$", problem) from error


def check(value: Any) -> None:
    """Raise NotCanonical where `value` breaks the restrictions."""
    if not _keeps(value):
        _find(value, "$")


def _keeps(value: Any) -> bool:
    """Whether `value` keeps the restrictions: the pass that nearly every value takes, without the path to a fault."""
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(item) is not str and item is not None and not _keeps(item):
                return False
        return True
    if kind is list:
        return all(not (type(item) is not str and not _keeps(item)) for item in value)
    if kind is int:
        return -SAFE_INTEGER < value < SAFE_INTEGER
    return kind is str or value is None or kind is bool


def _find(value: Any, where: str) -> None:
    """Raise NotCanonical with the path to the first value that breaks the restrictions."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is int:
        if not -SAFE_INTEGER < value < SAFE_INTEGER:
            raise NotCanonical(where, "an integer beyond 2^53")
    elif kind is list:
        for i, item in enumerate(value):
            _find(item, f"{where}[{i}]")
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonical(where, f"the key {key!r} is not ASCII")
            _find(item, f"{where}.{key}")
    else:
        raise NotCanonical(where, f"a {kind.__name__}")


def read_strictly(data: bytes) -> Any:
    """Parse canonical bytes; refuses duplicate keys, floats and anything `check` refuses. Raises NotCanonical."""
    try:
        value = orjson.loads(data)
        if orjson.dumps(value, option=_OPTIONS) == data and _keeps(value):  # then no key stood twice
            return value
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        pass
    return _read_slowly(data)


def _read_slowly(data: bytes) -> Any:
    """As `read_strictly`, of bytes that are not the canonical ones: in another order, with spaces, or wrong."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise NotCanonical("$", "a key stands twice")
        return found

    def refuse(text: str) -> Any:
        raise NotCanonical("$", f"the number {text}")

    try:
        text = data.decode()  # json.loads() by itself lets bytes of half a surrogate pair through
        value = json.loads(text, object_pairs_hook=unique, parse_float=refuse, parse_constant=refuse)
        canonical(value)
        return value
    except NotCanonical:
        raise
    except RecursionError as error:
        raise NotCanonical("$", "nested too deeply") from error
    except ValueError as error:  # no JSON, no UTF-8, or a number of thousands of digits
        raise NotCanonical("$", "not JSON in UTF-8") from error


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def link(previous: str, entry_digest: str, local_digest: str) -> str:
    """The next link of the local chain: SHA-256(previous link ‖ digest ‖ local digest), all as hexadecimal text."""
    return hashlib.sha256((previous + entry_digest + local_digest).encode()).hexdigest()


GENESIS = "0" * 64  # the link before the first entry
