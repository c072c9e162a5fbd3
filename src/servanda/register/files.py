"""Files stored by digest outside the database: `SERVANDA_HOME/files/ab/abcdef…`. Names live in the acts.

What is stored is looked at first: its size, then its type by its first bytes; office documents and PDFs may carry no
macros, no external links and no bombs. Nothing stored is ever executed or shown in place: it is only downloaded.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from servanda.domain.wording import N_

# Media type by first bytes; whatever is none of these must be plain text.
SIGNATURES = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
]
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LARGEST_UNPACKED = 512 * 2**20
LARGEST_RATIO = 200
PARTS = 2000


class FileRefused(ValueError):
    """A file that is not taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "empty": N_("The file is empty."),
        "type": N_("Files of this kind are not taken: PDF, DOCX, XLSX, PNG, JPEG or plain text in UTF-8."),
        "macros": N_("The file carries macros: save it without them (DOCX or XLSX)."),
        "bomb": N_("The file unpacks to far more than it holds; it is not taken."),
        "damaged": N_("The file is damaged or cut off: it cannot be opened."),
    }

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was stored; `name` as it came, without folders."""

    digest: str
    size: int
    media_type: str
    name: str


def folder() -> Path:
    """The folder of stored files."""
    return Path(settings.HOME) / "files"


def path_of(digest: str) -> Path | None:
    """Where a stored file lies; None where there is none, or the digest is no digest."""
    if len(digest) != 64 or not all(c in "0123456789abcdef" for c in digest):
        return None
    found = folder() / digest[:2] / digest
    return found if found.is_file() else None


def keep(name: str, chunks: Iterable[bytes], size: int, limit: int | None = None) -> Stored:
    """Store a file and return its digest and type. Raises FileRefused; then nothing is left behind.

    `size` is what the sender says; what really comes is counted too. `limit` in bytes.
    """
    most = limit or settings.UPLOAD_LIMIT
    if size > most:
        raise FileRefused("too_large", size=size // 2**20, limit=most // 2**20)
    folder().mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=folder(), prefix=".coming-")
    try:
        hasher, count = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                count += len(chunk)
                if count > most:
                    raise FileRefused("too_large", size=count // 2**20, limit=most // 2**20)
                hasher.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if not count:
            raise FileRefused("empty")
        media_type = examine(Path(fresh))
        digest = hasher.hexdigest()
        target = folder() / digest[:2] / digest
        target.parent.mkdir(exist_ok=True)
        os.chmod(fresh, 0o400)
        os.replace(fresh, target)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise
    return Stored(digest, count, media_type, Path(name.replace("\\", "/")).name[:200])


def keep_text(text: str) -> str:
    """Store a text as it came, in UTF-8; return its digest."""
    data = text.encode("utf-8", errors="surrogatepass")
    return keep("text.txt", [data], len(data)).digest


def text_of(digest: str) -> str | None:
    """A stored text; None where it is gone (expunged) or never was."""
    found = path_of(digest)
    return found.read_bytes().decode("utf-8", errors="replace") if found else None


def examine(file: Path) -> str:
    """The media type of a file by what is in it. Raises FileRefused."""
    with file.open("rb") as source:
        start = source.read(4096)
    for signature, media_type in SIGNATURES:
        if start.startswith(signature):
            return media_type
    if start.startswith(b"PK\x03\x04"):
        return _office(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("type") from error
    if "\x00" in text:
        raise FileRefused("type")
    return "text/plain"


def _office(file: Path) -> str:
    """An OOXML package: parts, macros, and the size that really comes out."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = {p.filename for p in parts}
            kind = next((media for name, media in OFFICE.items() if name in names), None)
            if kind is None or len(parts) > PARTS:
                raise FileRefused("type")
            if any(
                "vbaproject" in n.lower() or (n.lower().endswith(".bin") and "macro" in n.lower())
                for n in names
            ):
                raise FileRefused("macros")
            packed, unpacked = file.stat().st_size, 0
            for part in parts:
                with package.open(part) as source:
                    while chunk := source.read(2**20):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED or unpacked > max(packed, 2**16) * LARGEST_RATIO:
                            raise FileRefused("bomb")
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("damaged") from error
    return kind
