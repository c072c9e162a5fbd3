"""The canonical form of a record and the hashes over it (RFC 8785, restricted).

Restrictions that make `json.dumps` give the very bytes of RFC 8785: keys are ASCII, numbers are integers
below 2^53 in magnitude (decimals travel as strings), no NaN. The `rfc8785` package judges this in the tests.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from servanda.domain.wording import N_

SAFE_INTEGER = 2**53


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


# One encoder built once: json.dumps() with these arguments would build one a call.
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def encode(value: Any) -> bytes:
    """The canonical bytes of a value already known to keep the restrictions (see `check`)."""
    try:
        return _dumps(value).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("$", "half of a surrogate pair") from error


def check(value: Any, where: str = "$") -> None:
    """Raise NotCanonical where `value` breaks the restrictions."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is int:
        if not -SAFE_INTEGER < value < SAFE_INTEGER:
            raise NotCanonical(where, "an integer beyond 2^53")
    elif kind is list:
        for i, item in enumerate(value):
            check(item, f"{where}[{i}]")
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonical(where, f"the key {key!r} is not ASCII")
            check(item, f"{where}.{key}")
    else:
        raise NotCanonical(where, f"a {kind.__name__}")


def read_strictly(data: bytes) -> Any:
    """Parse canonical bytes; refuses duplicate keys, floats and anything `check` refuses. Raises NotCanonical."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise NotCanonical("$", "a key stands twice")
        return found

    def refuse(text: str) -> Any:
        raise NotCanonical("$", f"the number {text}")

    try:
        value = json.loads(data, object_pairs_hook=unique, parse_float=refuse, parse_constant=refuse)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise NotCanonical("$", "not JSON in UTF-8") from error
    check(value)
    return value


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def link(previous: str, entry_digest: str, local_digest: str) -> str:
    """The next link of the local chain: SHA-256(previous link ‖ digest ‖ local digest), all as hexadecimal text."""
    return hashlib.sha256((previous + entry_digest + local_digest).encode()).hexdigest()


GENESIS = "0" * 64  # the link before the first entry
