"""The assessment of a cooperation as page, PDF, Word and JSON."""

from servanda.documents.assessment.making import (
    Assessment,
    NothingToAssess,
    as_json,
    assessment,
    heading,
    said,
)
from servanda.documents.assessment.rated import rating_json, said_rating
from servanda.documents.assessment.written import document

__all__ = [
    "Assessment",
    "NothingToAssess",
    "as_json",
    "assessment",
    "document",
    "heading",
    "rating_json",
    "said",
    "said_rating",
]
