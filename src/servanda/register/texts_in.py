"""The way by which the pages take texts in: uploads and stored files. How each format is read: `register.texts`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from servanda.register import files
from servanda.register.texts import LIMIT, PACKED_LIMIT, TextIn, TextRefused, texts_of

__all__ = [
    "LIMIT",
    "PACKED_LIMIT",
    "TextIn",
    "TextRefused",
    "text_of_file",
    "texts_of",
    "texts_of_kept",
    "texts_of_upload",
]


def texts_of_upload(name: str, chunks: Iterable[bytes], size: int) -> list[TextIn]:
    """The texts of an uploaded file, at least one. Raises TextRefused, FileRefused."""
    if size > PACKED_LIMIT:
        raise TextRefused("too_large", size=size // 2**20, limit=PACKED_LIMIT // 2**20)
    return _examined(name, b"".join(chunks))


def texts_of_kept(path: Path, name: str) -> list[TextIn]:
    """The texts of a file that was kept to be read later, under the name it came with. Raises as above, OSError."""
    return _examined(name, path.read_bytes())


def _examined(name: str, data: bytes) -> list[TextIn]:
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            files.examine(Path(file.name))
    return texts_of(name, data)


def text_of_file(path: Path, media_type: str) -> str:
    """The text of a stored file of a type that `files.examine` gives. Raises TextRefused."""
    if media_type.startswith("image/"):
        raise TextRefused("image")
    size = path.stat().st_size
    if size > PACKED_LIMIT:
        raise TextRefused("too_large", size=size // 2**20, limit=PACKED_LIMIT // 2**20)
    return _joined(path.name, path.read_bytes())


def _joined(name: str, data: bytes) -> str:
    return "\n\n".join(t.text for t in texts_of(name, data))
