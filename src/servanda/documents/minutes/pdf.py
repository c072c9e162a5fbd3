"""Minutes as PDF: set by the same child process as the other documents, from data."""

from __future__ import annotations

from servanda.documents import pdf
from servanda.documents.minutes.content import Minutes


def write(minutes: Minutes, layout: str) -> bytes:
    """The bytes of the PDF; the same minutes give the same bytes. Raises NotTypeset."""
    return pdf.set_in_child(minutes.as_data(layout), "minutes")
