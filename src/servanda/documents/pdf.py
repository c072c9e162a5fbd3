"""A document as PDF: tagged, with its own fonts, set by a child process from data."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from servanda.documents.model import Document, as_data
from servanda.domain.wording import N_

PATIENCE = 120  # seconds until the child is ended


class NotTypeset(RuntimeError):
    """The PDF could not be set: `message` (N_) with `data`."""

    code = "not_typeset"
    message = N_("The PDF could not be made: {problem}. Try the page (.html) or Word (.docx).")

    def __init__(self, problem: str) -> None:
        super().__init__(self.code)
        self.data = {"problem": problem}


def write(document: Document) -> bytes:
    """The bytes of the PDF; the same document gives the same bytes. Raises NotTypeset."""
    return set_in_child(as_data(document), "document")


def set_in_child(content: dict[str, Any], template: str) -> bytes:
    """The PDF of plain data by a template of `typesetting.TEMPLATES`. Raises NotTypeset."""
    data = json.dumps(content, ensure_ascii=False)
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "servanda.documents.typesetting", template],
            input=data.encode("utf-8"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise NotTypeset("time") from None
    if child.returncode or not child.stdout.startswith(b"%PDF-"):
        lines = child.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotTypeset(lines[-1] if lines else f"signal {-child.returncode}")
    return child.stdout
