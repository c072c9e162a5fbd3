"""The text of the page *Read*, cut where its marks begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from servanda.reading.remarks import Oddity, oddities, oddity_at
from servanda.web.reading_desk import Item, Quote
from servanda.web.reading_organisations import Line


@dataclass(slots=True)
class Stretch:
    """A stretch of the text: where it begins, the drafts that it shows, and the quotations that begin with it.

    organisations  (number of the organisation, number of the place) of the names that begin with it
    """

    at: int
    text: str
    of: str
    begins: list[tuple[Item, Quote]]
    odd: Oddity | None = None
    organisations: list[tuple[int, int]] = field(default_factory=list)


def marked(text: str, found: Iterable[Item], named: Iterable[Line] = ()) -> list[Stretch]:
    """The text cut at the edges of all quotations and oddities, where names of organisations begin, and after each line that ends otherwise than in a browser.

    A browser turns CR LF into one character: a stretch holds such an end only as its last, so that within each
    stretch the offsets of the page are those of the text.
    """
    quotes = [(q, item) for item in found for q in item.quotes if q.start < q.end]
    odd = oddities(text)
    places: dict[int, list[tuple[int, int]]] = {}
    for line in named:
        for q in line.quotes:
            places.setdefault(q.start, []).append((line.number, q.number))
    edges = {
        0,
        len(text),
        *(e for q, _ in quotes for e in (q.start, q.end)),
        *(e for o in odd for e in (o.start, o.end)),
        *places,
    }
    at = text.find("\r")
    while at >= 0:
        edges.add(min(len(text), at + (2 if text[at : at + 2] == "\r\n" else 1)))
        at = text.find("\r", at + 1)
    begins: dict[int, list[tuple[Item, Quote]]] = {}
    ends: dict[int, list[Item]] = {}
    for q, item in quotes:
        begins.setdefault(q.start, []).append((item, q))
        ends.setdefault(q.end, []).append(item)
    stretches = []
    shown: list[int] = []
    for start, end in pairwise(sorted(edges)):
        for item in ends.get(start, ()):
            shown.remove(item.number)
        shown += [item.number for item, _ in begins.get(start, ())]
        of = " ".join(str(n) for n in dict.fromkeys(shown))
        stretches.append(
            Stretch(
                start,
                text[start:end],
                of,
                begins.get(start, []),
                oddity_at(odd, start, end),
                places.get(start, []),
            )
        )
    return stretches
