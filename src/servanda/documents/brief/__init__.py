"""The brief: one relationship in a few pages, in one language, for one circle."""

from servanda.documents.brief.axes import not_computed
from servanda.documents.brief.making import NothingKnown, brief

__all__ = ["NothingKnown", "brief", "not_computed"]
