"""Tours: one visit for each state that they lead to and for each who travels; what is history and no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from servanda.reading.acting import persons_between
from servanda.reading.dates import Calendar, date_near
from servanda.reading.document import Document, Sentence
from servanda.reading.fields import chain
from servanda.reading.frames import Fired
from servanda.reading.told_again import SPOKEN, Named
from servanda.reading.whose import PartyBook

#: An encounter dated further back than this is history, not news (days).
_NEWS = 45


def travellers(n: Named) -> list[Named]:
    """One visit for each of several who travel to one place: «les Premiers ministres italien et néerlandais …»."""
    if n.type != "visit" or n.level == "match":
        return [n]
    hosts = [
        m for m in n.sentence.of("state")
        if m.attrs.get("role") == "place" and m.attrs.get("as") in ("name", "capital") and 0 <= m.lo - n.mention.hi <= 6
    ]  # fmt: skip
    if not hosts or hosts[0].value in n.parties:
        return [n]
    return [replace(n, parties=tuple(sorted((p, hosts[0].value))), merged=[]) for p in n.parties]


def tour(document: Document, fired: Fired, book: PartyBook, calendar: Calendar) -> list[Named]:
    """A tour is one visit for each state that it leads to: those enumerated after the word."""
    sentence, mention = fired.sentence, fired.focus
    assert mention is not None
    told = fired.match.captures.get("s")  # the rule says where the enumeration begins
    first = told or next(
        (
            m
            for m in sentence.of("state")
            if (mention.hi <= m.lo <= mention.hi + 6 and m.attrs.get("role") == "place")
            or (
                mention.hi < m.lo <= mention.hi + 4
                and any(c.lo == mention.hi for c in sentence.of("comprise"))
                and m.attrs.get("as") in ("name", "capital")
            )
            or (mention.hi <= m.lo <= mention.hi + 1 and m.attrs.get("as") in ("name", "capital"))
            or (
                str(fired.rule.spec.set.get("type", mention.value)) in SPOKEN
                and mention.hi <= m.lo < fired.match.hi
                and m.attrs.get("as") == "name"
            )
        ),
        None,
    )
    stops = (
        [m for m in chain(sentence, first, ("state",), step=3) if m.attrs.get("as") != "adj"] if first else []
    )
    codes = list(dict.fromkeys(m.value for m in stops))
    if len(codes) < 2:
        return []
    travellers = [
        p.party
        for p in persons_between(sentence, 0, len(sentence.tokens))
        if p.party and p.party not in codes
    ]
    home = travellers[0] if travellers else (book.own if book.own not in codes else None)
    if home is None or is_history(sentence, fired.match.lo, fired.match.hi):
        return []
    found = []
    spec = fired.rule.spec
    kind = str(spec.set.get("type", mention.value))
    for m in stops:
        when = date_near(sentence, m.lo, m.hi)
        if m.value not in codes or is_old(when, calendar):
            continue
        if next((d for d in sentence.of("date") if m.hi <= d.lo <= m.hi + 1), None) is None:
            when = None  # the days of the whole tour
        codes.remove(m.value)
        lo = min(mention.lo, fired.match.lo)
        evidence = sentence.evidence(document.text, lo, m.hi)
        place = (
            document.text[sentence.start_of(m) : sentence.tokens[m.hi - 1].end]
            if kind not in SPOKEN
            else None
        )
        parties = tuple(sorted((home, m.value)))
        found.append(
            Named(mention, sentence, kind, parties, "clause", [], place, when, evidence, spec.id, spec.weight)
        )
    return found


def is_history(sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether a word near by says that this was earlier («كان قد», “last year”, «ранее»)."""
    a, b = sentence.clause(lo, hi)
    return any(m.lo >= a and m.hi <= b for m in sentence.of("earlier"))


def is_old(when: str | None, calendar: Calendar) -> bool:
    if when is None or calendar.published is None:
        return False
    if len(when) < 10:
        return when[:4] < str(calendar.published.year) or (
            len(when) == 7 and when < f"{calendar.published:%Y-%m}"
        )
    return (calendar.published - date.fromisoformat(when)).days > _NEWS


def one_by_one(n: Named, own: str | None) -> list[Named]:
    """Several calls or meetings in one word, one with each of the others: «تلقى … اتصالين من نظيريه الروسي والأمريكي»."""
    several = not frozenset({"dual", "plural"}).isdisjoint(n.mention.feats)
    if (
        n.type not in SPOKEN
        or not several
        or len(n.parties) < 3
        or own not in n.parties
        or n.sentence.of("trio")
    ):
        return [n]
    return [
        replace(
            n, parties=tuple(sorted((own, other))), persons=[p for p in n.persons if p.party in (own, other, None)], merged=[]
        )
        for other in n.parties
        if other != own
    ]  # fmt: skip
