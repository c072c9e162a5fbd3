"""The way by which the pages take texts in: uploads and stored files. How each format is read: `register.texts`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from servanda.register import files
from servanda.register.texts import LIMIT, PACKED_LIMIT, TextIn, TextRefused, texts_of

__all__ = ["LIMIT", "TextIn", "TextRefused", "text_of_file", "text_of_upload", "texts_of"]


def text_of_upload(name: str, chunks: Iterable[bytes], size: int) -> str:
    """The text of an uploaded file; several texts of one file follow one another. Raises TextRefused, FileRefused."""
    if size > PACKED_LIMIT:
        raise TextRefused("too_large", size=size // 2**20, limit=PACKED_LIMIT // 2**20)
    data = b"".join(chunks)
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            files.examine(Path(file.name))
    return _joined(name, data)


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
