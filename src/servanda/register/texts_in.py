"""Texts that come in as files: plain text in whatever encoding, later formats by their own readers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from servanda.domain.wording import N_
from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import IntakeError

LIMIT = 8 * 2**20  # bytes: far more than a statement has


class TextRefused(ValueError):
    """A file from which no text can be taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "not_text": N_("The file is no plain text. Paste the text, or save it as a text file in UTF-8."),
    }

    def __init__(self, code: str, message: str = "", **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data
        self.message = message or self.MESSAGES[code]


def text_of_upload(name: str, chunks: Iterable[bytes], size: int) -> str:
    """The text of an uploaded file, decoded and otherwise as it came. Raises TextRefused."""
    if size > LIMIT:
        raise TextRefused("too_large", size=size // 2**20, limit=LIMIT // 2**20)
    data = b"".join(chunks)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data)
        file.flush()
        try:
            return data.decode(encoding_of(Path(file.name)))
        except IntakeError as error:
            raise TextRefused(error.code, error.message, **error.data) from error
        except UnicodeDecodeError as error:
            raise TextRefused("not_text") from error
