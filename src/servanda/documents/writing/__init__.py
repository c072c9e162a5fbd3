"""Official texts from the register: facts collected through the one filter, written by `servanda.writing`, as files."""

from servanda.documents.writing.collecting import OUTGOING, Asked, CannotWrite, kinds_for
from servanda.documents.writing.files import ENDINGS, write
from servanda.documents.writing.making import KINDS, written

__all__ = ["ENDINGS", "KINDS", "OUTGOING", "Asked", "CannotWrite", "kinds_for", "write", "written"]
