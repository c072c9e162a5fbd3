"""Texts that come in as files: plain text in whatever encoding, HTML, DOCX, and PDF with a text layer.

Formats other than plain text are parsed in a process of its own, with limits of memory and time.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from servanda.domain.wording import N_
from servanda.register import files
from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import IntakeError

LIMIT = 8 * 2**20  # bytes of plain text: far more than a statement has
MOST = 5_000_000  # characters that are taken out of a file
SECONDS = 10
MEMORY = 500 * 2**20
PARSED = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_CHILD = Path(__file__).parent / "intake" / "text_child.py"
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


class TextRefused(ValueError):
    """A file from which no text can be taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "not_text": N_("The file is no plain text. Paste the text, or save it as a text file in UTF-8."),
        "no_text_layer": N_(
            "The file holds pictures of pages, no text. Run it through text recognition (OCR), or paste the text."
        ),
        "unreadable": N_(
            "No text could be taken from the file: it is damaged, protected or too large. Paste the text."
        ),
    }

    def __init__(self, code: str, message: str = "", **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data
        self.message = message or self.MESSAGES[code]


def text_of_upload(name: str, chunks: Iterable[bytes], size: int) -> str:
    """The text of an uploaded file; of plain text decoded and otherwise as it came. Raises TextRefused, FileRefused."""
    if size > LIMIT:
        raise TextRefused("too_large", size=size // 2**20, limit=LIMIT // 2**20)
    data = b"".join(chunks)
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data)
        file.flush()
        path = Path(file.name)
        parsed = data.startswith((b"%PDF-", b"PK\x03\x04"))
        return text_of_file(path, files.examine(path) if parsed else "text/plain")


def text_of_file(path: Path, media_type: str) -> str:
    """The text of a file of a type that `files.examine` gives. Raises TextRefused."""
    kind = PARSED.get(media_type)
    if kind is None:
        if media_type.startswith("image/"):
            raise TextRefused("no_text_layer")
        if not media_type.startswith("text/"):
            raise TextRefused("not_text")
        with path.open("rb") as source:
            start = source.read(4096)
        if path.stat().st_size > LIMIT:
            raise TextRefused("too_large", size=path.stat().st_size // 2**20, limit=LIMIT // 2**20)
        if not _HTML.match(start):
            return _decoded(path)
        kind = "html"
    text = _parsed(path, kind)
    if not any(unicodedata.category(c)[0] == "L" for c in text):
        raise TextRefused("no_text_layer" if kind == "pdf" else "not_text")
    return text


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(encoding_of(path))
    except IntakeError as error:
        raise TextRefused(error.code, error.message, **error.data) from error
    except UnicodeDecodeError as error:
        raise TextRefused("not_text") from error


def _parsed(path: Path, kind: str) -> str:
    """What the child takes out of the file, without runs of empty lines."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), str(path), kind, str(MEMORY), str(SECONDS), str(MOST)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TextRefused("unreadable") from error
    if done.returncode:
        raise TextRefused("unreadable")
    lines = (" ".join(line.split()) for line in done.stdout.decode("utf-8").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
