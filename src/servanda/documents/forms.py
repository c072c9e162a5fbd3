"""The forms in which a document is written, by the ending of its file."""

from __future__ import annotations

from servanda.documents import docx, html, pdf
from servanda.documents.model import Document
from servanda.domain.wording import N_

WRITERS = {"pdf": pdf.write, "docx": docx.write, "html": html.write}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
UNKNOWN = N_("“{ending}” is no form of a document: choose .pdf, .docx or .html.")


def write(document: Document, form: str) -> bytes:
    """The document as the bytes of a file. Raises KeyError for a form that is none."""
    return WRITERS[form](document)
