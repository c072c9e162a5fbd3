"""The axes of a pair as a document: page, PDF and Word from what `servanda.axes.whole` computed."""

from servanda.documents.axes.making import document
from servanda.documents.axes.sections import sections

__all__ = ["document", "sections"]
