"""Which writer makes which file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from servanda.documents import docx, html, pdf
from servanda.documents.model import Document


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type and what writes it."""

    media_type: str
    write: Callable[[Document], bytes]


FORMATS = {
    "pdf": Format("application/pdf", pdf.write),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.write),
    "html": Format("text/html; charset=utf-8", html.write),
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
