"""Numbering the entries on which a document rests, in the order in which it first leans on them."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.domain.entry import Entry


class Citing:
    """Gives each entry that is cited a number from 1. Entries that were not given cannot be cited.

    What is given has passed the one filter: so nothing that the reader may not see gets a number.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._known = {e.id: e for e in entries}
        self._numbers: dict[str, int] = {}

    def cite(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these entries, smallest first; ids that are not known are passed over."""
        return tuple(
            sorted({self._numbers.setdefault(i, len(self._numbers) + 1) for i in ids if i in self._known})
        )

    @property
    def cited(self) -> list[tuple[int, Entry]]:
        """(number, entry) of all that was cited, in the order of the numbers."""
        return [(number, self._known[id]) for id, number in self._numbers.items()]
