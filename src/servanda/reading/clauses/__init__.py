"""Final clauses of agreements, read offline from their text."""

from .reading import ClausesReading, language_of, read_clauses

__all__ = ["ClausesReading", "language_of", "read_clauses"]
