"""Final clauses of agreements, read offline from their text.

    read_clauses(text).as_json()      the object of the clauses schema, with evidence
    rule_in_words(reading)            the same in words, for display beside the text

One engine; what it knows of a language is a pack of patterns (`packs/<code>.toml`, described in `pack.py`).
"""

from .reading import ClausesReading, language_of, read_clauses
from .words import rule_in_words

__all__ = ["ClausesReading", "language_of", "read_clauses", "rule_in_words"]
