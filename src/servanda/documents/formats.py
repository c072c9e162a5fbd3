"""Which writer makes which file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from servanda.documents.model import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type and what writes it."""

    media_type: str
    write: Callable[[Document], bytes]


def _writer(name: str) -> Callable[[Document], bytes]:
    """The writer of a module that is loaded when it first writes: who asks for one format does not wait for the others."""

    def write(document: Document) -> bytes:
        made: bytes = import_module(f"servanda.documents.{name}").write(document)
        return made

    return write


FORMATS = {
    "pdf": Format("application/pdf", _writer("pdf")),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _writer("docx")
    ),
    "html": Format("text/html; charset=utf-8", _writer("html")),
}


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner and as the folder's other files are.

    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
