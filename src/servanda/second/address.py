"""Where the second reader is: read from the environment each time, off where nothing is named.

SERVANDA_SECOND_URL         address of an OpenAI-compatible service, such as https://host/v1
SERVANDA_SECOND_MODEL       name of the model there
SERVANDA_SECOND_KEY         key, where one is asked for; or SERVANDA_SECOND_KEY_FILE, a file that only we can read
SERVANDA_SECOND_SECONDS     the longest time for an answer (default 180)
SERVANDA_SECOND_CIRCLE      the widest circle whose texts may be sent: public or joint (default joint)
SERVANDA_SECOND_FORMAT      text, json_object or json_schema: what the service is asked to hold the answer to (default text)
SERVANDA_SECOND_PLAIN_HTTP  yes: http without encryption is taken to another machine too
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from servanda.domain.entry import Circle
from servanda.domain.wording import N_

FORMATS = ("text", "json_object", "json_schema")
LONGEST_SECONDS = 1800


class BadAddress(ValueError):
    """The installation's settings of the second reader cannot be used: `code`, N_ `message`, `data`. Never holds the key."""

    MESSAGES = {
        "url": N_(
            "SERVANDA_SECOND_URL is no address such as {example}, without user, password, query or fragment."
        ),
        "plain": N_(
            "The second reader at {host} would be spoken to without encryption: use https, or set SERVANDA_SECOND_PLAIN_HTTP=yes for a closed network."
        ),
        "model": N_("SERVANDA_SECOND_MODEL names no model."),
        "seconds": N_("SERVANDA_SECOND_SECONDS is no whole number from 1 to {most}."),
        "circle": N_("SERVANDA_SECOND_CIRCLE can be one of {values}, never a narrower circle."),
        "format": N_("SERVANDA_SECOND_FORMAT can be {formats}."),
        "key_file": N_(
            "The file of SERVANDA_SECOND_KEY_FILE cannot be read, or others may read it too (mode 0400)."
        ),
        "key": N_("The key of the second reader holds characters that no key has."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Address:
    """A second reader as configured. `key` never shows in a representation of this object."""

    url: str
    host: str
    model: str
    seconds: int = 180
    widest: Circle = Circle.JOINT
    format: str = "text"
    key: str = field(default="", repr=False, compare=False)

    @property
    def completions(self) -> str:
        """The address that is asked."""
        return f"{self.url}/chat/completions"


def configured() -> Address | None:
    """The second reader of this installation; None where there is none. Raises BadAddress."""
    url = os.environ.get("SERVANDA_SECOND_URL", "").strip().rstrip("/")
    if not url:
        return None
    host = _host(url)
    model = os.environ.get("SERVANDA_SECOND_MODEL", "").strip()
    if not model or len(model) > 200 or not model.isprintable():
        raise BadAddress("model")
    seconds = os.environ.get("SERVANDA_SECOND_SECONDS", "180")
    if not (seconds.isascii() and seconds.isdecimal() and 1 <= int(seconds) <= LONGEST_SECONDS):
        raise BadAddress("seconds", most=LONGEST_SECONDS)
    widest = os.environ.get("SERVANDA_SECOND_CIRCLE", Circle.JOINT.value)
    if widest not in (Circle.PUBLIC.value, Circle.JOINT.value):
        raise BadAddress("circle", values="public, joint")
    form = os.environ.get("SERVANDA_SECOND_FORMAT", "text")
    if form not in FORMATS:
        raise BadAddress("format", formats=", ".join(FORMATS))
    return Address(url, host, model, int(seconds), Circle(widest), form, _key())


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress("url", example="https://host/v1") from error
    odd = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or odd or not url.isprintable() or len(url) > 450:
        raise BadAddress("url", example="https://host/v1")
    closed = os.environ.get("SERVANDA_SECOND_PLAIN_HTTP", "").lower() == "yes"
    if parts.scheme == "http" and not closed and not _own_machine(host):
        raise BadAddress("plain", host=host)
    return host


def _own_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key() -> str:
    key = os.environ.get("SERVANDA_SECOND_KEY", "").strip()
    if not key and (name := os.environ.get("SERVANDA_SECOND_KEY_FILE")):
        try:
            if Path(name).stat().st_mode & 0o077:
                raise BadAddress("key_file")
            key = Path(name).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadAddress("key_file") from error
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise BadAddress("key")
    return key
