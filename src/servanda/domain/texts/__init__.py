"""Texts in four languages: search terms, names across scripts, digits, and which language a passage is in."""

from servanda.domain.texts.analysis import Token, index_terms, index_tsvector, tokens
from servanda.domain.texts.digits import NumberAt, ascii_digits, integers
from servanda.domain.texts.folding import fold
from servanda.domain.texts.languages import Guess, Passage, guess_language, language_of, passages
from servanda.domain.texts.names import Decision, Likeness, name_key, same_person
from servanda.domain.texts.query import Query, query_terms, to_fts5, to_tsquery

__all__ = [
    "Decision",
    "Guess",
    "Likeness",
    "NumberAt",
    "Passage",
    "Query",
    "Token",
    "ascii_digits",
    "fold",
    "guess_language",
    "index_terms",
    "index_tsvector",
    "integers",
    "language_of",
    "name_key",
    "passages",
    "query_terms",
    "same_person",
    "to_fts5",
    "to_tsquery",
    "tokens",
]
