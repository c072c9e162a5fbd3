"""The assessment of a cooperation as page, PDF, Word and JSON."""

from servanda.documents.assessment.making import (
    Assessment,
    NothingToAssess,
    as_json,
    assessment,
    document,
    said,
)

__all__ = ["Assessment", "NothingToAssess", "as_json", "assessment", "document", "said"]
