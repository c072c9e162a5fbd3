"""From the bytes of a file to its texts, each with what was noticed on the way."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from servanda.domain.wording import N_
from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import IntakeError

LIMIT = 8 * 2**20  # bytes: far more than a statement has
PACKED_LIMIT = 48 * 2**20  # bytes of a PDF or DOCX, which carry pictures too
#: First bytes of files that hold no text for us, with the refusal.
_OTHER = (
    (b"{\\rtf", "old_word"),
    (b"\xd0\xcf\x11\xe0", "old_word"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p|h1|table)\b", re.I | re.S
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*"
    r"<(?:rss|feed|rdf:RDF)\b",
    re.S,
)
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}")
_MAIL_HEADS = re.compile(
    rb"^(?:from|received|return-path|date|subject|mime-version|message-id):", re.I | re.M
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset=["']?([\w-]{3,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{3,20})""", re.I
)


class TextRefused(ValueError):
    """A file from which no text can be taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "too_large": N_("The file has {size} MiB; at most {limit} MiB are taken."),
        "not_text": N_("The file is no plain text. Paste the text, or save it as a text file in UTF-8."),
        "empty": N_("The text is empty."),
        "old_word": N_(
            "Files of old word processors are not read: save the text as DOCX, or as plain text in UTF-8."
        ),
        "image": N_("The file is a picture. There is no text in it to be read; type or paste the text."),
        "archive": N_(
            "The file is an archive or a table, no text. Unpack it, or save the text as DOCX or plain text."
        ),
        "no_text_layer": N_(
            "The PDF has no text layer: its pages are pictures. Recognise the text first, or paste it."
        ),
        "locked": N_("The PDF is protected by a password: save it without one."),
        "damaged": N_("The file is damaged or cut off: it cannot be opened."),
        "too_heavy": N_("The file needs more memory or time than a text may take; it is not read."),
        "no_items": N_("The feed has no items with text."),
    }

    def __init__(self, code: str, message: str = "", **data: Any) -> None:
        super().__init__(code)
        self.code, self.data = code, data
        self.message = message or self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class TextIn:
    """One text of a file.

    published   the day that the file itself gives (a mail's date, an item's, a page's), None where it gives none
    notes       (N_ message, data) of what the reader of the text should know: the encoding found, changes left out
    """

    text: str
    published: date | None = None
    notes: tuple[tuple[str, dict[str, Any]], ...] = field(default=())


def texts_of(name: str, data: bytes) -> list[TextIn]:
    """All texts of a file, at least one. Raises TextRefused.

    `name` only helps where the bytes leave room (`.html`, `.eml`).
    """
    from servanda.register.texts import markup, packed

    limit = PACKED_LIMIT if data[:5] == b"%PDF-" or data[:4] == b"PK\x03\x04" else LIMIT
    if len(data) > limit:
        raise TextRefused("too_large", size=len(data) // 2**20, limit=limit // 2**20)
    if not data.strip():
        raise TextRefused("empty")
    if data.lstrip()[:5] == b"%PDF-":
        return [packed.pdf(data)]
    if data[:4] == b"PK\x03\x04":
        return [packed.docx(data)]
    for first, code in _OTHER:
        if data.startswith(first):
            raise TextRefused(code)
    if data[:2] in (b"\x1f\x8b", b"BZ") or data[:6] in (b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07"):
        raise TextRefused("archive")
    if _is_mail(name, data):
        return markup.mail(data)
    text, notes = decoded(data)
    if _FEED.match(text[:2000]):
        return markup.feed(data, text)
    if _HTML.match(text[:4000]) or (Path(name).suffix.lower() in (".html", ".htm", ".xhtml") and "<" in text):
        found = markup.page(text)
        return [TextIn(found.text, found.published, (*notes, *found.notes))]
    return [TextIn(text, None, notes)]


def _is_mail(name: str, data: bytes) -> bool:
    """Whether the bytes are a mail: three header lines or more at the start, two of them those of mails."""
    head = _MAIL.match(data.lstrip(b"\r\n")[:20_000])
    if not head:
        return False
    known = {m.group().lower() for m in _MAIL_HEADS.finditer(head.group())}
    return len(known) >= (1 if Path(name).suffix.lower() == ".eml" else 2)


def decoded(data: bytes) -> tuple[str, tuple[tuple[str, dict[str, Any]], ...]]:
    """The text as it came, no newline or mark changed, and a note where it is not in UTF-8. Raises TextRefused."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    if declared:
        name = (declared.group(1) or declared.group(2)).decode("ascii")
        try:
            return data.decode(name), (
                (N_("The text is in {encoding}, as it says itself."), {"encoding": name}),
            )
        except (LookupError, UnicodeDecodeError):
            pass
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data)
        file.flush()
        try:
            name = encoding_of(Path(file.name))
            text = data.decode(name)
        except IntakeError as error:
            raise TextRefused(error.code, error.message, **error.data) from error
        except UnicodeDecodeError as error:
            raise TextRefused("not_text") from error
    return text, ((N_("The text is not in UTF-8; it was read as {encoding}."), {"encoding": name}),)
