"""The concordance check: language versions of one text say the same numbers, dates, names, references and force.

    compare_texts({"ar": …, "fr": …})      one decision in its versions
    compare_pieces(pieces, ("ar", "ru"))   items and decisions of minutes
    compare_documents(a, b)                two whole texts

Pure; each version is compared with the first. It finds what can be found by general rules and lexicons
(`lexicon.toml`); what two versions mean is for the two delegations to read.
"""

from servanda.reading.concordance.compare import (
    FORCE,
    KINDS,
    Difference,
    Piece,
    Side,
    compare_documents,
    compare_pieces,
    compare_texts,
)

__all__ = [
    "FORCE",
    "KINDS",
    "Difference",
    "Piece",
    "Side",
    "compare_documents",
    "compare_pieces",
    "compare_texts",
]
