"""Numbering the entries on which a document rests, in the order in which it first leans on them."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.domain.entry import Entry

#: A line or figure that rests on more entries than this is not followed entry by entry: a brief has a few pages.
MANY = 40


class Citing:
    """Gives each entry that is cited a number from 1. Entries that were not given cannot be cited.

    What is given has passed the one filter: so nothing that the reader may not see gets a number.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._known = {e.id: e for e in entries}
        self._numbers: dict[str, int] = {}
        self.left_out = False  # whether something rests on too many entries to list them

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these entries, smallest first; ids that are not known are passed over."""
        return tuple(
            sorted({self._numbers.setdefault(i, len(self._numbers) + 1) for i in ids if i in self._known})
        )

    def known(self, ids: Iterable[str]) -> list[str]:
        """Those of the ids that can be cited."""
        return [i for i in ids if i in self._known]

    def too_many(self, ids: Iterable[str]) -> bool:
        """Whether these are too many to be listed one by one; the document says so where it happened."""
        many = len(set(self.known(ids))) > MANY
        self.left_out |= many
        return many

    def cite_together(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the entries under a count of many things; none where they are too many to be listed."""
        known = self.known(ids)
        return () if self.too_many(known) else self.cite(known)

    @property
    def cited(self) -> list[tuple[int, Entry]]:
        """(number, entry) of all that was cited, in the order of the numbers."""
        return [(number, self._known[id]) for id, number in self._numbers.items()]
