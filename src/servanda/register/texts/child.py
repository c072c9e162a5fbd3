"""Run by itself in a process of its own: the text of a PDF or a DOCX from standard input, as JSON on standard output.

Arguments: `pdf` or `docx`, memory in bytes, processor seconds. It imports nothing of Servanda, so that it can run
isolated; an abort reaches the caller as no answer. Answers: {"text", "notes"} or {"error": code of the refusal}.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

_MOST = 1_000_000  # code points of text
_UNPACKED = 64 * 2**20  # bytes of the one part that is read
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(Exception):
    """Carries the code of a refusal."""


def limit(memory: int, seconds: int) -> None:
    """Bounds memory and processor time of this process where the system can."""
    try:
        import resource
    except ImportError:
        return  # not on this system; time is limited by the caller all the same
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def pdf(data: bytes) -> tuple[str, list[str]]:
    """The text layer, page by page."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PdfReadError, PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("locked")
        pages: list[str] = []
        size = 0
        notes: list[str] = []
        for number, page in enumerate(reader.pages):
            text = page.extract_text() or ""
            pages.append(text)
            size += len(text)
            if size > _MOST or number >= 1000:
                notes.append("cut")
                break
    except Refused:
        raise
    except MemoryError:
        raise Refused("too_heavy") from None
    except (
        PdfReadError,
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as fault:
        raise Refused("too_heavy" if "limit" in type(fault).__name__.lower() else "damaged") from None
    text = "\n\n".join(pages)
    if sum(c.isalnum() for c in text) < 3:
        raise Refused("no_text_layer")
    return text, notes


def docx(data: bytes) -> tuple[str, list[str]]:
    """The paragraphs of a DOCX with insertions and without deletions, tables row by row."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Refused("archive")
            with archive.open("word/document.xml") as part:
                xml = part.read(_UNPACKED + 1)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError):
        raise Refused("damaged") from None
    if len(xml) > _UNPACKED:
        raise Refused("too_heavy")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused("damaged") from None
    text, tracked = _paragraphs(root)
    notes = ["tracked"] if tracked else []
    if "word/comments.xml" in names:
        notes.append("comments")
    if len(text) > _MOST:
        text, notes = text[:_MOST], [*notes, "cut"]
    if not any(c.isalnum() for c in text):
        raise Refused("empty")
    return text, notes


def _paragraphs(root: Any) -> tuple[str, bool]:
    lines: list[str] = []
    pieces: list[str] = []
    tracked = False
    gone = 0
    events = _walk(root)
    for opening, element in events:
        tag = element.tag
        if tag in (f"{_W}del", f"{_W}moveFrom"):
            tracked, gone = True, gone + (1 if opening else -1)
        elif tag in (f"{_W}ins", f"{_W}moveTo"):
            tracked = True
        elif gone or tag in (f"{_W}delText", f"{_W}instrText"):
            continue
        elif opening and tag == f"{_W}t":
            pieces.append(element.text or "")
        elif opening and tag == f"{_W}tab":
            pieces.append("\t")
        elif opening and tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif opening and tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif not opening and tag == f"{_W}p":
            lines.append("".join(pieces))
            pieces = []
    return "\n".join(lines).strip() + "\n", tracked


def _walk(root: Any) -> Any:
    """(True, element) when it opens and (False, element) when it closes, without recursion."""
    todo: list[tuple[bool, Any]] = [(True, root)]
    while todo:
        opening, element = todo.pop()
        if not isinstance(element.tag, str):
            continue
        yield opening, element
        if opening:
            todo.append((False, element))
            # A text box stands twice in the file: as drawing, and again for old readers.
            todo.extend(
                (True, child) for child in reversed(element) if not str(child.tag).endswith("}Fallback")
            )


def main(kind: str, memory: str, seconds: str) -> None:
    limit(int(memory), int(seconds))
    try:
        text, notes = {"pdf": pdf, "docx": docx}[kind](sys.stdin.buffer.read())
        answer: dict[str, Any] = {"text": text, "notes": notes}
    except Refused as refused:
        answer = {"error": str(refused)}
    except MemoryError:
        answer = {"error": "too_heavy"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:4])
