"""Which instrument a title means when it cites one: by parties, date and words, never by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.domain.parties.folding import folded, significant
from servanda.domain.parties.spellings import stop_words
from servanda.register.intake.records import Citation


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an instrument that could be meant."""

    id: str
    titles: Mapping[str, str]
    parties: frozenset[str]
    signed: date | None


class Catalogue:
    """Instruments by their parties and day of signature."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_parties: dict[frozenset[str], list[Known]] = {}
        self._by_day: dict[date, list[Known]] = {}
        for one in known:
            self._by_parties.setdefault(one.parties, []).append(one)
            if one.signed:
                self._by_day.setdefault(one.signed, []).append(one)

    def meant(
        self, citation: Citation, parties: Iterable[str], signed: date | None, itself: str = ""
    ) -> list[Known]:
        """The instruments that the citation can mean: one is an answer, none or several are not.

        parties, signed  of the instrument whose title cites; `itself` its id
        With a date: signed on that day between the same parties (or, of a multilateral one, with all of
        them among its
        parties); the words decide between several. Without: earlier, same parties, and the title begins
        with the words.
        """
        bound = frozenset(parties)
        words = folded(citation.title)
        if citation.signed:
            same_day = [k for k in self._by_day.get(citation.signed, ()) if k.id != itself and bound]
            found = [k for k in same_day if k.parties == bound] or [k for k in same_day if bound < k.parties]
            exact = [k for k in found if any(_begins(t, words) for t in k.titles.values())]
            within = exact or [k for k in found if any(_holds(t, words) for t in k.titles.values())]
            return within or found
        earlier = [
            k
            for k in self._by_parties.get(bound, ())
            if k.id != itself and k.signed and (signed is None or k.signed < signed)
        ]
        return [k for k in earlier if any(_begins(t, words) for t in k.titles.values())]


def _begins(title: str, words: str) -> bool:
    return bool(words) and (folded(title) + " ").startswith(words + " ")


def _holds(title: str, words: str) -> bool:
    wanted = set(significant(words, stop_words()))
    return bool(wanted) and wanted <= set(significant(title, stop_words()))
