"""Who acts where something was found: the two parties of a match, by a search that widens."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from servanda.reading.document import Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.persons import Person
from servanda.reading.whose import PartyBook

#: Most tokens from a match to the two states joined after it.
_BESIDE = 4
#: Most tokens from an encounter to the place that is its host.
_FAR = 16
#: Most tokens from an encounter to the word that says where it is held.
_FURTHER = 10
#: How parties were found, best first.
LEVELS = ("match", "clause", "sentence", "paragraph", "document")


def resolve(
    sentence: Sentence,
    lo: int,
    hi: int,
    book: PartyBook,
    *,
    fill: bool = True,
    places: bool = False,
    many: bool = False,
    ignore: Iterable[str] = (),
    trio: bool = False,
) -> tuple[tuple[str, ...], str]:
    """(sorted parties, level) of what tokens lo … hi-1 say.

    The search widens until two are found: the match, its clause, the sentence; then, if `fill`, the principal
    parties of the document complete one or supply both. Within the match all parties count, further out the
    nearest two with those enumerated beside them (`many`: all). `places`: a place counts (the host of a visit). `trio`: where the text is about three who act together,
    two of them in the sentence stand for all.
    """
    ignored = frozenset(ignore)
    if (beside := _joined_beside(sentence, lo, hi)) and ignored.isdisjoint(beside):
        return beside, "match"
    ranges = ((lo, hi), sentence.clause(lo, hi), (0, len(sentence.tokens)))
    found: list[str] = []
    hosted = False
    for level, (a, b) in zip(LEVELS, ranges, strict=False):
        near = [c for c in _acting(sentence, a, b, lo, hi, places=False) if c[1] not in ignored]
        if hosted and level == "sentence" and book.own not in (None, *found):
            near = [c for c in near if c[2].lo < lo]  # whoever is named later in the sentence does not travel
        found = _taken(sentence, found, near, 9 if level == "match" or many else 2)
        if len(found) < 2 and places:
            hosts = [
                c for c in _acting(sentence, a, b, lo, hi, places=True)
                if c[1] not in ignored and (c[0] <= _FAR or c[2].attrs.get("role") != "place")
            ]  # fmt: skip
            # One host: of two places named the nearer one is visited.
            before = found
            named = [h for h in hosts if h[2].attrs.get("role") == "place"]
            named.sort(key=lambda h: (h[2].lo < lo, h[0]))  # where one goes stands after the word
            if named and named[0][1] in found and book.own:
                # The one visited is there: a place further off is another one.
                hosts = [h for h in hosts if h not in named]
            if not (hosted and book.own):
                found = _taken(sentence, found, hosts, min(2, len(found) + (1 if book.own else 2)))
            hosted = hosted or found != before
        if len(found) == 2 and level == "clause" and book.three:
            # A comma of the same enumeration ends no clause: «de l’Angola, de la RDC et de la Zambie».
            whole = _acting(sentence, 0, len(sentence.tokens), lo, hi, places=False)
            found = _taken(sentence, found, [c for c in whole if c[1] not in ignored], 2)
        if len(found) == 2 and level == "sentence" and trio and book.three and set(found) < set(book.pair()):
            return tuple(sorted(book.pair())), level
        if len(found) >= 2:
            return tuple(sorted(found)), level
    if not fill:
        return tuple(sorted(found)), "sentence"
    near_by = book.near.get(sentence.index, ())
    if set(found) < set(near_by) and ignored.isdisjoint(near_by):
        return near_by, "paragraph"
    others = [c for c in book.principals if c not in found and c not in ignored]
    if book.three and found and set(found) < set(book.pair()):
        return tuple(sorted(book.pair())), "document"
    if len(found) == 1 and others:
        own = book.own not in (None, found[0], *ignored)
        return tuple(
            sorted((found[0], str(book.own if own else others[0])))
        ), "paragraph" if own else "document"
    if not found and len(pair := [c for c in book.pair() if c not in ignored]) >= 2:
        return tuple(sorted(pair)), "document"
    return tuple(sorted(found)), "document"


def _joined_beside(sentence: Sentence, lo: int, hi: int) -> tuple[str, ...]:
    """Two states that a dash or stroke joins right after a match («la Commission mixte Sénégal – Turquie»), or that open
    a headline before a colon («Arménie–Azerbaïdjan : un accord paraphé»)."""
    tokens, states = sentence.tokens, sentence.of("state", "org")
    for a, b in itertools.product(states, states):
        dashed = b.lo == a.hi + 1 and tokens[a.hi].text in "-–—/" and a.value != b.value
        double = (
            a is not b
            and (a.lo, a.hi) == (b.lo, b.hi)
            and "compound" in a.attrs
            and a.attrs.get("as") == "adj"
        )
        named = double and tokens[a.lo].capital
        if not (dashed or named) or "topic" in (a.attrs.get("role"), b.attrs.get("role")):
            continue
        led = sentence.headline and a.lo == 0 and b.hi < len(tokens) and tokens[b.hi].text == ":"
        between = range(hi, a.lo)
        near = 0 <= a.lo - hi <= _BESIDE and not sentence.view.clause_marks.intersection(between)
        if led or (near and not any(hi <= s.lo < a.lo for s in states)):
            return tuple(sorted((a.value, b.value)))
    return ()


Acting = tuple[int, str, Mention, bool]


def _acting(sentence: Sentence, a: int, b: int, lo: int, hi: int, places: bool) -> list[Acting]:
    """(distance from lo … hi, code, mention, whether it is an organisation) of who acts between tokens a and b."""
    found: list[Acting] = []

    def distance(m: Mention) -> int:
        return 0 if m.lo < hi and lo < m.hi else min(abs(m.lo - hi), abs(lo - m.hi))

    for m in sentence.of("state", "org"):
        if a <= m.lo and m.hi <= b:
            role = m.attrs.get("role")
            if role == "agent" or (places and role == "place"):
                found.append((distance(m), m.value, m, m.cls == "org"))
    for m in sentence.of("person"):
        if m.data is not None and m.data.party and m.lo < b and a < m.hi:
            found.append((distance(m), m.data.party, m, False))
    return sorted(found, key=lambda f: (f[0], f[2].lo))


def _taken(sentence: Sentence, found: list[str], near: list[Acting], most: int) -> list[str]:
    """The codes found so far with the nearest of the others; an organisation only where states do not suffice."""
    states = [f for f in near if not f[3]]
    if len({*found, *(f[1] for f in states)}) >= 2:
        near = [f for f in near if not f[3] or (f[0] == 0 and _beside(sentence, f[2], states))]
    last: Mention | None = None
    for _, code, mention, _ in near:
        if code in found:
            last = mention
            continue
        if len(found) < most or (last is not None and _enumerated(sentence, last, mention)):
            found = [*found, code]
            last = mention
    return found


def _beside(sentence: Sentence, mention: Mention, others: list[Acting]) -> bool:
    return any(_enumerated(sentence, mention, m) for _, _, m, _ in others)


def _enumerated(sentence: Sentence, a: Mention, b: Mention) -> bool:
    """Whether two mentions stand in one enumeration: only a joiner or a comma between."""
    first, second = (a, b) if a.lo <= b.lo else (b, a)
    gap = range(first.hi, second.lo)
    if len(gap) > 4:
        return False
    joins = {m.lo for m in sentence.of("join")}
    tokens = sentence.tokens
    if len(gap) > 1 and all(i in joins or tokens[i].text in ",،" or len(tokens[i].text) <= 3 for i in gap):
        # «de l’Angola, de la République démocratique du Congo et de la Zambie»
        return any(i in joins or tokens[i].text in ",،" for i in gap)
    if len(gap) > 2:
        return False
    conj = "conj" in sentence.tokens[second.lo].feats
    return conj or (
        len(gap) > 0 and all(i in joins or sentence.tokens[i].text in ",،" or i - 1 in joins for i in gap)
    )


def persons_between(sentence: Sentence, lo: int, hi: int) -> list[Person]:
    """The persons named between two tokens, each once, in order."""
    found: list[Person] = []
    for m in sentence.of("person"):
        if m.data is not None and m.lo < hi and lo < m.hi and m.data not in found:
            found.append(m.data)
    return found


def place_near(sentence: Sentence, lo: int, hi: int, text: str) -> str | None:
    """The place that a preposition names in the clause around tokens lo … hi-1, or where what it tells of is held, in
    the clause that follows (“the session, to be held in Geneva”)."""
    a, b = sentence.clause(lo, hi)
    places = [m for m in sentence.of("state", "city") if m.attrs.get("role") == "place" or m.cls == "city"]

    def written(m: Mention) -> str:
        words = text[sentence.start_of(m) : sentence.tokens[m.hi - 1].end].split()
        return " ".join(sentence.pack.morphology.place(words))

    for m in sorted(places, key=lambda m: min(abs(m.lo - lo), abs(m.lo - hi))):
        if a <= m.lo and m.hi <= b:
            return written(m)
    for held in sentence.of("held", "convoke"):
        near = b <= held.lo and sentence.apart(hi, held.lo) <= _FURTHER
        for m in places if near else ():
            if held.hi <= m.lo <= held.hi + _BESIDE:
                return written(m)
    return None
