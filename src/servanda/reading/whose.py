"""Whose text it is, and where an itinerary has come to: the own state of a text, its partners, its places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from servanda.reading.document import Document, Sentence
from servanda.reading.fields import chain
from servanda.reading.lexicon import Mention

#: Up to what share of the second party's weight a third one leaves a document bilateral.
_THIRD = 0.7
#: From what share of the first party's weight the second one is a party of the document.
_SECOND = 0.2
#: From what share of the first party's weight one without a named post can be the text's own.
_PLAIN = 0.3
#: How often a state is named as partner until it is hardly the text's own.
_PARTNER = 2
#: Most tokens from an instrument to the “with” that names the other side.
_ABOUT = 8
#: Within how many tokens after the word for a visit its place stands («la visite qu'il a effectuée à Abidjan»).
_FURTHER = 6
#: Within how many tokens after a post the state or the holder that it belongs to would stand.
_OWNED = 4
#: How many last sentences may say where a text was issued.
_FOOT = 4
#: Most tokens of a heading in an itinerary (“Jordan (8–10 May)”).
_HEADING = 9


@dataclass(slots=True)
class PartyBook:
    """The states of a document by weight, and whose document it is."""

    weights: dict[str, float] = field(default_factory=dict)
    principals: list[str] = field(default_factory=list)
    own: str | None = None
    three: bool = False  # the text says that three parties act together
    visited: frozenset[str] = frozenset()  # where somebody of the text's own side goes
    told: tuple[str, ...] = ()  # the two of whom all that the text tells is told
    near: dict[int, tuple[str, ...]] = field(default_factory=dict)  # of which a paragraph has spoken last
    places: dict[int, str] = field(
        default_factory=dict
    )  # by sentence: the state that an itinerary has come to

    @property
    def bilateral(self) -> bool:
        """Whether the document is about two parties: no third one is named nearly as often as the second."""
        if len(self.visited) > 1:
            return False  # a tour
        ranked = [self.weights[c] for c in self.principals]
        return self.three or len(ranked) == 2 or (len(ranked) > 2 and ranked[2] <= _THIRD * ranked[1])

    def pair(self) -> tuple[str, ...]:
        """The two principal parties, or none where the document is not about two."""
        most = 3 if self.three else 2
        if len(self.visited) > 1:
            return ()
        if len(self.principals) < 2:
            return ()
        slight = self.weights[self.principals[1]] < _SECOND * self.weights[self.principals[0]]
        if slight and self.own != self.principals[1]:
            return ()  # a text about one state that names another in passing
        return tuple(self.principals[:most])


def speaker(document: Document, book: PartyBook) -> str | None:
    """Whose document it is: of the principal parties the one that acts first, if it is named often enough.

    The state of a counterpart («son homologue kényan», “her Omani counterpart”) is not the speaker's own.
    """
    book.visited = visited_states(document)
    others = _counterparts(document) | book.visited
    outlet = next((m.value for s in document.sentences[:4] for m in s.of("outlet")), None)
    if outlet in book.weights and outlet not in others:
        return outlet  # whose agency reports
    issued = _issued(document)
    if issued in book.weights and issued not in others:
        return issued
    own = [c for c in book.principals if c not in others]
    if not own:
        # Visited is also the one at home to whom a foreigner comes: the counterpart's state is surely not the text's.
        own = [c for c in book.principals[:2] if c not in _counterparts(document)]
        own = own if len(own) == 1 and len(book.principals) >= 2 else []
    if not own and others:
        own = sorted(
            (c for c in book.weights if c not in others and book.weights[c] >= 1.0),
            key=lambda c: -book.weights[c],
        )
    if not own:
        return None
    withs = _partners_named(document)
    if withs[own[0]] >= _PARTNER and any(
        not withs[c] and book.weights[c] >= _PLAIN * book.weights[own[0]] for c in own
    ):
        own = [c for c in own if not withs[c]]
    attached, bare = _posts(document)
    if bare and own[0] in attached and book.bilateral:
        # Of one's own side a text says “the Foreign Minister”, of the other “the Foreign Minister of Kenya”.
        least = 0.0 if len(own) == 2 else _PLAIN
        plain = [c for c in own[:3] if c not in attached and book.weights[c] >= least * book.weights[own[0]]]
        if len(plain) == 1:
            return plain[0]
    guests = attached | _offices_of(document)
    if bare and own[0] in guests and not book.bilateral:
        # One minister received several: whoever is nobody's ambassador or counterpart is at home.
        plain = [c for c in own[:4] if c not in guests and book.weights[c] >= _SECOND * book.weights[own[0]]]
        if len(plain) == 1:
            return plain[0]
    if bare and len(own) == 2 and own[0] not in attached and own[1] in attached and book.bilateral:
        return own[0]
    if any(s.of("first_person") for s in document.sentences):
        return own[0]
    weighty = {c for c in own if book.weights[c] >= 0.45 * book.weights[own[0]]}
    for sentence in document.sentences[:8]:
        if sentence.headline:
            continue
        for m in sentence.of("state", "person"):
            code = m.value if m.cls == "state" else m.data.party if m.data is not None else None
            met = any(w.hi <= m.lo <= w.hi + 2 for w in sentence.of("with"))
            if code in weighty and m.attrs.get("role") not in ("place", "topic") and not met:
                return str(code)
    home = document.sentences[0].pack.meta.parties.home if document.sentences else None
    return home if home in own else own[0]


def is_dateline(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital stands where a text says where it was issued: “Islamabad, 9 April”, “MANILA — The Minister …”."""
    if mention.lo or mention.attrs.get("as") not in ("capital", "name"):
        return False
    tokens = sentence.tokens
    if _only_dates(sentence, mention):
        return True
    following = tokens[mention.hi].text if mention.hi < len(tokens) else ""
    if mention.attrs.get("as") != "capital" or following not in (",", "–", "—", "-", ":"):
        return False
    return following != "," or any(
        m.lo == mention.hi + 1 for m in sentence.of("date", "number", "month", "weekday")
    )


def _only_dates(sentence: Sentence, mention: Mention) -> bool:
    covered = set(range(mention.lo, mention.hi))
    covered |= {i for m in sentence.of("date", "month", "weekday", "number") for i in range(m.lo, m.hi)}
    return all(i in covered or t.kind != "word" for i, t in enumerate(sentence.tokens))


def _issued(document: Document) -> str | None:
    """The state of the place that stands alone, or with a date only, under the text: where it was issued."""
    for sentence in document.sentences[: -_FOOT - 1 : -1] if len(document.sentences) > 2 else ():
        for m in sentence.of("state"):
            if m.lo == 0 and m.attrs.get("as") in ("capital", "name") and _only_dates(sentence, m):
                return m.value
    return None


def visited_states(document: Document, own: str | None = None) -> frozenset[str]:
    """States to which somebody of the text's own side goes: “I will visit X and Y”, “the Minister will visit X”."""
    found: set[str] = set()
    for sentence in document.sentences:
        for visit in sentence.of("encounter"):
            if visit.value != "visit":
                continue
            first = next(
                (
                    m for m in sentence.of("state")
                    if 0 <= m.lo - visit.hi <= (_FURTHER if m.attrs.get("role") == "place" else 3)
                    and m.attrs.get("as") != "adj"
                ),
                None,
            )  # fmt: skip
            if first is None:
                continue
            people = [m for m in sentence.of("person") if m.hi <= visit.lo and m.data is not None]
            bare = not people and _bare_post(sentence)
            ours = (
                bare
                or any(m.hi <= visit.lo for m in sentence.of("first_person"))
                or (people and people[-1].data.post is not None and people[-1].data.party in (None, own))
            )
            foreign = any(
                m.hi <= visit.lo and (m.attrs.get("as") == "adj" or m.attrs["role"] == "post")
                for m in sentence.of("state")
            )
            # «informé de la visite qu'effectuera au Sénégal le Président du Kenya»: who travels is named after.
            after = [m.data for m in sentence.of("person") if m.lo >= first.hi and m.data is not None]
            foreign = foreign or (bare and any(p.party not in (None, first.value) for p in after))
            if ours and not foreign:
                stops = chain(sentence, first, ("state",), step=3)
                found |= {m.value for m in stops if m.attrs.get("as") != "adj"}
    return frozenset(found)


def _partners_named(document: Document) -> Counter[str]:
    """How often each state is named as partner (“agreement with Oman”, «avec le Pérou»); in a headline it counts twice."""
    found: Counter[str] = Counter()
    for sentence in document.sentences:
        treaties = sentence.of("instrument")
        ends = {m.hi for m in sentence.of("with") if any(0 <= m.lo - i.hi <= _ABOUT for i in treaties)}
        for m in sentence.of("state"):
            if m.attrs.get("as") == "name" and any(m.lo - 2 <= e <= m.lo for e in ends):
                found[m.value] += 2 if sentence.headline else 1
    return found


def _posts(document: Document) -> tuple[frozenset[str], bool]:
    """The states named in posts, and whether some post of a named person has none."""
    attached: set[str] = set()
    bare = False
    for sentence in document.sentences:
        states = [
            m for m in sentence.of("state")
            if m.attrs.get("role") in ("post", "agent") and m.attrs.get("as") not in ("metonym", "kingdom")
        ]  # fmt: skip
        for p in sentence.of("person"):
            if p.data is None or p.attrs.get("ground") not in ("post", "honorific", "apposition"):
                continue
            if any(p.lo <= m.lo < p.hi and m.value == "counterpart" for m in sentence.of("post")):
                continue
            inside = [m.value for m in states if p.lo <= m.lo and m.hi <= p.hi]
            beside = [m.value for m in states if m.hi == p.lo and m.attrs.get("as") == "adj"]
            attached.update(inside or beside)
            bare = bare or (
                p.data.post is not None and not inside and not beside and p.data.party_by != "post"
            )
        bare = bare or _bare_post(sentence)
        for m in states:
            if m.attrs.get("as") == "adj" and any(o.lo == m.hi for o in sentence.of("post")):
                attached.add(m.value)
    return frozenset(attached), bare


def _offices_of(document: Document) -> frozenset[str]:
    """The states named right after a post, with or without its holder («وزير خارجية البرازيل»)."""
    return frozenset(
        m.value
        for s in document.sentences
        for p in s.of("post")
        if p.value != "counterpart"
        for m in s.of("state")
        if 0 <= m.lo - p.hi <= 1 and m.attrs.get("as") in ("name", "adj")
    )


def _bare_post(sentence: Sentence) -> bool:
    """Whether a sentence opens with a post of its own side that needs no name: «Le Président de la République s'est …»."""
    first = next(
        (p for p in sentence.of("post") if p.lo <= 1 and p.hi - p.lo >= 2 and "plural" not in p.feats), None
    )
    if (
        first is None
        or sentence.headline
        or not any(d.lo == 0 and d.hi == first.lo for d in sentence.of("definite"))
    ):
        return False
    near = [m for m in sentence.of("state", "person", "org") if m.lo - first.hi <= _OWNED and m.hi > first.lo]
    return not near


def _counterparts(document: Document) -> frozenset[str]:
    """The states of counterparts, where one state only has them: of two, each is the other's."""
    found: set[str] = set()
    for sentence in document.sentences:
        for post in sentence.of("post"):
            if post.value == "counterpart":
                found |= {
                    m.value for m in sentence.of("state")
                    if m.hi == post.lo or (m.lo == post.hi and m.attrs.get("as") == "adj")
                }  # fmt: skip
    return frozenset(found if len(found) == 1 else ())


def itinerary(document: Document, book: PartyBook) -> dict[int, str]:
    """The state in which the traveller is at each sentence of a text about a tour: the last place named, or a heading."""
    if book.bilateral or book.own is None:
        return {}
    found: dict[int, str] = {}
    here: str | None = None
    for sentence in document.sentences:
        states = [m for m in sentence.of("state") if m.attrs.get("role") != "topic" and m.value != book.own]
        places = [m for m in states if m.attrs.get("role") == "place"]
        visits = [v for v in sentence.of("encounter") if v.value == "visit"]
        visited = [
            m for m in states if any(0 <= m.lo - v.hi <= 3 for v in visits) and m.attrs.get("as") != "adj"
        ]
        places = visited or places
        codes = {m.value for m in places}
        if len(sentence.tokens) <= _HEADING and states and states[0].lo == 0:
            here = states[0].value
        elif len(codes) == 1 and (visited or places[0].lo <= 2 or places[0].attrs.get("as") == "capital"):
            # «Au Zimbabwe, les agriculteurs …»: nobody of the text went there.
            acts = sentence.of("encounter", "instrument", "body", "person", "post", "first_person", "side")
            here = places[0].value if visited or acts else here
        elif len({m.value for m in states}) > 2:
            here = None
        if here is not None:
            found[sentence.index] = here
    return found
