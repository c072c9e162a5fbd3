"""The two sides' lists of treaties compared: as data, as page and as an annex for the agenda."""

from servanda.documents.reconciliation.making import Compared, as_json, compare, document, rows

__all__ = ["Compared", "as_json", "compare", "document", "rows"]
