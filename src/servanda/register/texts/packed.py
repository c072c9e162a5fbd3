"""DOCX and PDF: opened in a process of its own, with limits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from servanda.domain.wording import N_
from servanda.register.texts.coming_in import TextIn, TextRefused

_CHILD = Path(__file__).with_name("child.py")
MEMORY = 450 * 2**20
SECONDS = 8
_NOTES = {
    "tracked": N_("The document has tracked changes: insertions are read, deletions are left out."),
    "comments": N_("Comments in the document are left out."),
    "cut": N_("The document is longer than is read at once: only its beginning was taken."),
}


def pdf(data: bytes) -> TextIn:
    """The text layer of a PDF. Raises TextRefused."""
    return _opened("pdf", data)


def docx(data: bytes) -> TextIn:
    """The text of a DOCX as it stands with all changes accepted. Raises TextRefused."""
    return _opened("docx", data)


def _opened(kind: str, data: bytes) -> TextIn:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), kind, str(MEMORY), str(SECONDS)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + 1,
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise TextRefused("too_heavy") from None
    if "error" in answer:
        raise TextRefused(answer["error"])
    return TextIn(answer["text"], None, tuple((_NOTES[n], {}) for n in answer["notes"]))
