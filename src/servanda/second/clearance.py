"""Whether a text may leave: decided here and nowhere else.

`line.ask` takes nothing but what `clear` returns, and `Cleared` cannot be made elsewhere: whoever adds a way to the
second reader, a page, a command, a queue, comes through this function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.journal.models import JournalEntry
from servanda.register.models import Record
from servanda.second.address import Address

#: The longest text that is sent (code points): a statement, not a collection.
LONGEST = 60_000
#: Who else keeps texts says so here: each function answers with the circles under which a text (its digest) is kept.
keepers: list[Callable[[str], Iterable[Circle]]] = []
_OWN = object()


class NotCleared(ValueError):
    """A text that may not be sent: `code`, N_ `message`, `data`. Nothing has left."""

    MESSAGES = {
        "circle": N_("Texts of the circle “{circle}” are never sent to the second reader. Nothing was sent."),
        "kept": N_(
            "The same text is kept here in the circle “{circle}”: it is not sent to the second reader. Nothing was sent."
        ),
        "too_long": N_(
            "The text has {length} characters; at most {limit} are sent to the second reader. Nothing was sent."
        ),
        "not_whole": N_("The text holds characters that cannot be sent. Nothing was sent."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


class Cleared:
    """A text that may be sent: its words, digest and circle. Only `clear` makes one."""

    __slots__ = ("_address", "_circle", "_digest", "_text")

    def __init__(self, seal: object, text: str, digest: str, circle: Circle, address: Address) -> None:
        if seal is not _OWN:
            raise TypeError("only servanda.second.clearance.clear makes this")
        self._text, self._digest, self._circle, self._address = text, digest, circle, address

    text = property(lambda self: self._text)
    digest = property(lambda self: self._digest)
    circle = property(lambda self: self._circle)
    address = property(lambda self: self._address)


def clear(text: str, circle: Circle, address: Address) -> Cleared:
    """The text as one that may be sent to `address`. Raises NotCleared.

    circle  the one that the text was declared to be of. Where the register or a desk keeps the same text in a circle
            that may not leave, it stays, unless the register also holds it as one that may (it was made public since).
    """
    if not _may_leave(circle, address):
        raise NotCleared("circle", circle=circle.value)
    if len(text) > LONGEST:
        raise NotCleared("too_long", length=len(text), limit=LONGEST)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCleared("not_whole") from error
    digest = hashlib.sha256(data).hexdigest()
    recorded = _recorded(digest)
    if not any(_may_leave(c, address) for c in recorded):
        kept = recorded | {c for keeper in keepers for c in keeper(digest)}
        for held in sorted(kept, key=lambda c: c.level, reverse=True):
            if not _may_leave(held, address):
                raise NotCleared("kept", circle=held.value)
    return Cleared(_OWN, text, digest, circle, address)


def _may_leave(circle: Circle, address: Address) -> bool:
    """`internal` and `restricted` never, whatever is configured."""
    return circle in (Circle.PUBLIC, Circle.JOINT) and circle.level <= address.widest.level


def _recorded(digest: str) -> set[Circle]:
    """The circles of the statements and documents of the register that are this text."""
    levels = {c.level: c for c in Circle}
    statements = Record.objects.filter(kind="statement", state__contains=f'"{digest}"')
    lowest: dict[str, int] = {}
    for subject, low in statements.values_list("subject", "low"):
        lowest[subject] = min(low, lowest.get(subject, low))
    found = {levels[low] for low in lowest.values()}
    documents = JournalEntry.objects.filter(act="document", body__contains=f'"{digest}"')
    return found | {Circle(c) for c in documents.values_list("circle", flat=True)}
