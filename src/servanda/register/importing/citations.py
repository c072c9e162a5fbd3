"""Finding the instrument that a title cites: by the day of its signature, its parties and its type or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.domain.texts.analysis import index_terms
from servanda.register.intake.records import Citation
from servanda.register.models import Record, RecordParty


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an instrument for this purpose."""

    subject: str
    title: str
    type: str
    parties: frozenset[str]


class Citable:
    """The instruments of the register by day of signature."""

    def __init__(self) -> None:
        self.by_day: dict[date, list[Known]] = {}
        parties: dict[int, set[str]] = {}
        for pk, code in RecordParty.objects.filter(record__kind="instrument").values_list(
            "record_id", "party"
        ):
            parties.setdefault(pk, set()).add(code)
        rows = Record.objects.filter(kind="instrument", on__isnull=False)
        for pk, subject, title, kind, on in rows.values_list("pk", "subject", "title", "type", "on"):
            known = Known(subject, title, kind, frozenset(parties.get(pk, ())))
            self.by_day.setdefault(on, []).append(known)

    def find(self, citation: Citation, parties: Sequence[str], own: str) -> str | None:
        """The one instrument that the citation can mean; None where there is none or several fit equally.

        It is signed on the cited day, has the parties of the citing one, and has the cited type; where several
        have, the one whose title shares most words with the cited words.
        """
        if citation.signed is None:
            return None
        fits = [
            k
            for k in self.by_day.get(citation.signed, ())
            if k.subject != own
            and set(parties) <= k.parties | {""}
            and (k.type == citation.type or citation.type == "other")
        ]
        if not fits:
            fits = [
                k
                for k in self.by_day.get(citation.signed, ())
                if k.subject != own and set(parties) <= k.parties
            ]
        if len({k.subject for k in fits}) == 1:
            return fits[0].subject
        wanted = set(index_terms(citation.title).split())
        ranked = sorted(((_shared(wanted, k), k.subject) for k in fits), reverse=True)
        if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
            return ranked[0][1]
        return None


def _shared(wanted: set[str], known: Known) -> float:
    """Share of the cited words that the title has, less what the title has besides."""
    terms = set(index_terms(known.title).split())
    return len(wanted & terms) / max(len(wanted), 1) - 0.01 * len(terms - wanted)
