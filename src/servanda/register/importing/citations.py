"""Finding the instrument that a title cites: by its parties, the day of its signature, its type and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.domain.texts.analysis import Token, stop_words, tokens
from servanda.register.intake.records import Citation
from servanda.register.models import Record, RecordParty


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an instrument for this purpose; `terms` are those of its title's telling words, in order."""

    subject: str
    on: date
    type: str
    terms: tuple[str, ...]


class Citable:
    """The instruments of the register by their parties. Titles are analysed only where a citation asks for them."""

    def __init__(self) -> None:
        parties: dict[int, set[str]] = {}
        instruments = RecordParty.objects.filter(record__kind="instrument")
        for pk, code in instruments.values_list("record_id", "party").iterator():
            parties.setdefault(pk, set()).add(code)
        self.of: dict[frozenset[str], list[tuple[str, date, str, str]]] = {}
        rows = Record.objects.filter(kind="instrument", on__isnull=False)
        for pk, subject, title, kind, on in rows.values_list(
            "pk", "subject", "title", "type", "on"
        ).iterator():
            self.of.setdefault(frozenset(parties.get(pk, ())), []).append(
                (subject, on or date.min, kind, title)
            )
        self.analysed: dict[str, Known] = {}

    def _known(self, parties: frozenset[str]) -> Iterable[Known]:
        for subject, on, kind, title in self.of.get(parties, ()):
            if subject not in self.analysed:
                self.analysed[subject] = Known(subject, on, kind, _terms(title))
            yield self.analysed[subject]

    def find(self, citation: Citation, parties: Sequence[str], own: str, signed: date | None) -> str | None:
        """The one instrument that the citation can mean; None where there is none, or several fit equally.

        It has the same parties and was signed before (on the cited day, where a day is cited); its title has
        the cited words. Of several, the one that says least beyond them; a tie is no answer.
        """
        wanted = _terms(citation.title)
        if not wanted or (len(wanted) < 2 and citation.signed is None):
            return None  # «the Agreement» alone names nothing
        earlier = [
            k for k in self._known(frozenset(parties)) if k.subject != own and (not signed or k.on <= signed)
        ]
        if citation.signed is not None:
            fits = [k for k in earlier if k.on == citation.signed]
            if len(fits) == 1:
                return fits[0].subject
        else:
            fits = [k for k in earlier if _same_type(citation, k) and _begins_with(k.terms, wanted)]
        return _best(fits, wanted)


def _same_type(citation: Citation, known: Known) -> bool:
    return citation.type in ("other", known.type)


def _best(fits: list[Known], wanted: tuple[str, ...]) -> str | None:
    ranked = sorted(fits, key=lambda k: (-_shared(k.terms, wanted), len(k.terms), k.subject))
    if len(ranked) > 1 and _rank(ranked[0], wanted) == _rank(ranked[1], wanted):
        return None
    return ranked[0].subject if ranked and _shared(ranked[0].terms, wanted) else None


def _rank(known: Known, wanted: tuple[str, ...]) -> tuple[int, int]:
    return _shared(known.terms, wanted), len(known.terms)


def _shared(terms: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    return len(set(terms) & set(wanted))


def _begins_with(terms: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether a title opens with the cited words, in whatever order, with at most one more between them.

    The first word must be the same: a sister instrument cites the same words further on in its title.
    """
    opening = terms[: len(wanted) + 1]
    return terms[:1] == wanted[:1] and set(wanted) <= set(opening)


def _terms(title: str) -> tuple[str, ...]:
    """Terms of the telling words: the stem where there is one, no stop words."""
    stop = stop_words()
    return tuple(_term(t) for t in tokens(title) if t.terms and t.terms[0] not in stop)


def _term(token: Token) -> str:
    return token.terms[-1]
