"""Parties: which states and organisations act in a sentence, and those of the whole document."""

from __future__ import annotations

from collections import Counter, defaultdict

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.persons import Person
from servanda.reading.sameness import Appearance
from servanda.reading.whose import PartyBook, is_dateline, itinerary, speaker, visited_states

#: How many tokens after “on the margins of” a name is that of the occasion, not of a party.
_MARGIN = 3
#: How far before a person the delegation may stand that the person leads (tokens).
_LED = 14
#: Within how many first sentences a single word for three sides makes three parties.
_LEAD = 2
#: For how many sentences of a paragraph it goes on about the two parties named last.
_CONTEXT = 3


def find_parties(document: Document, persons: list[Person]) -> PartyBook:
    """Give each mention of a state its role (`role` in attrs), persons their party, and weigh the document."""
    _settle_kingdoms(document)
    for sentence in document.sentences:
        for mention in sentence.of("state", "org"):
            mention.attrs["role"] = _role(sentence, mention)
    for person in persons:
        _party_of_post(person)
    for person in persons:
        if person.party is None:
            _party_beside(person)
        if person.party is None:
            _party_of_statesman(person)
    book = PartyBook()
    _weigh(document, book)
    book.places = itinerary(document, book)
    for person in persons:
        if person.party is None and person.post is not None:
            _party_of_place(person, book)
    _complete(persons, book)
    book.near = _near(document, book)
    return book


def _near(document: Document, book: PartyBook) -> dict[int, tuple[str, ...]]:
    """By sentence: the two parties of which its paragraph has spoken last, in a text that is not about two only."""
    if book.bilateral:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    last: tuple[int, int, tuple[str, ...]] | None = None
    for sentence in document.sentences:
        paragraph = sentence.stretch.paragraph
        if last is not None and last[1] == paragraph and sentence.index - last[0] <= _CONTEXT:
            found[sentence.index] = last[2]
        visited = any(v.value == "visit" for v in sentence.of("encounter"))
        codes = {
            m.value for m in sentence.of("state", "org")
            if m.attrs["role"] in ("agent", "post") or (visited and m.attrs["role"] == "place")
        }  # fmt: skip
        codes |= {m.data.party for m in sentence.of("person") if m.data is not None and m.data.party}
        if len(codes) == 1 and book.own:
            codes.add(book.own)
        if len(codes) == 2 and (
            sentence.of("encounter", "instrument", "body") or _official_abroad(sentence, book)
        ):
            last = (sentence.index, paragraph, tuple(sorted(codes)))
        elif len(codes) > 2:
            last = None
    return found


def _official_abroad(sentence: Sentence, book: PartyBook) -> bool:
    """Whether an official of another state than the text's own is named."""
    return any(p.data is not None and p.data.party not in (None, book.own) for p in sentence.of("official"))


def _settle_kingdoms(document: Document) -> None:
    """A word such as «المملكة» names the kingdom that the document speaks of, else the first of its list."""
    named = Counter(
        m.value for s in document.sentences for m in s.of("state", "outlet") if "," not in m.value
    )
    for sentence in document.sentences:
        names = {m.lo for m in sentence.of("state") if m.attrs.get("as") == "name"}
        sentence.remove(m for m in sentence.of("state") if "," in m.value and m.hi in names)
        for mention in sentence.of("state"):
            if "," in mention.value:
                codes = mention.value.split(",")
                mention.value = max(codes, key=lambda c: (named[c], -codes.index(c)))


def _role(sentence: Sentence, mention: Mention) -> str:
    if mention.attrs.get("role") == "topic":
        return "topic"
    if sentence.row is not None and mention.attrs.get("role") == "place":
        return "place"
    for p in sentence.of("person"):
        if p.lo <= mention.lo and mention.hi <= p.hi:
            named = p.data is not None and any(
                a.sentence is sentence and _of_name(a, mention) for a in p.data.appearances
            )
            return "name" if named else "post"
    issues = [t for t in sentence.of("topic", "region") if t.lo <= mention.lo and mention.hi <= t.hi]
    if issues and not _paired(sentence, mention):
        return "topic"
    if any(m.hi <= mention.lo <= m.hi + _MARGIN for m in sentence.of("margin")):
        return "place"
    if mention.attrs.get("as") == "capital" and _eponym(sentence, mention):
        return "place"
    if mention.attrs.get("as") == "name" and _apposed(sentence, mention):
        return "place"
    if mention.attrs.get("as") in ("name", "capital", "metonym", "kingdom") and located(sentence, mention):
        named = mention.attrs.get("as") in ("name", "kingdom")
        if named and any(d.hi == mention.lo - 1 for d in sentence.of("delegation", "officials")):
            return "agent"  # «وفد من جورجيا», «مسؤولون من المغرب»
        if named and _joined_to_agent(sentence, mention):
            return "agent"  # «… من المغرب وروسيا»
        if named and any(mention.lo - 6 <= m.lo and m.hi <= mention.lo for m in sentence.of("institution")):
            return "agent"  # «بين وزارة الطاقة في المملكة … ووزارة الطاقة في جمهورية طاجيكستان»
        return "place"
    return "agent"


def _joined_to_agent(sentence: Sentence, mention: Mention) -> bool:
    """Whether a state is joined by a clitic to the one right before it, which acts."""
    if "conj" not in sentence.tokens[mention.lo].feats:
        return False
    return any(s.hi == mention.lo and s.attrs.get("role") == "agent" for s in sentence.of("state"))


def _apposed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only says in which state the place before it lies: «à Accra (Ghana)», «à Marrakech, Royaume du Maroc»."""
    at = mention.lo - 1
    small = {i for m in sentence.of("realm", "definite") for i in range(m.lo, m.hi)}
    small |= {
        i
        for i in range(len(sentence.tokens))
        if len(sentence.tokens[i].text) <= 2 and sentence.tokens[i].kind == "word"
    }
    while at > 0 and at in small:
        at -= 1
    if at < 1 or sentence.tokens[at].text not in ",(":
        return False
    before = [
        m for m in sentence.of("state", "city") if m.hi == at and m.attrs.get("as") in (None, "capital")
    ]
    return any(located(sentence, m) for m in before) and (
        sentence.tokens[at].text == "(" or at + 1 < mention.lo
    )


def _of_name(a: Appearance, mention: Mention) -> bool:
    """Whether what names a state is part of a person's name: «جورجيا ميلوني», “Jordan Smith”."""
    return a.lo <= mention.lo and mention.hi <= a.hi and a.hi - a.lo > mention.hi - mention.lo


def _paired(sentence: Sentence, mention: Mention) -> bool:
    """Whether what can be an issue is one of two sides here: “between the African Union and Yemen”, «entre le Nicaragua
    et la Palestine»: joined to a state that is no issue, after a word for “between” or “of”."""
    tokens = sentence.tokens
    issues = sentence.of("topic", "region")
    if any(v.value == "visit" and 0 <= mention.lo - v.hi <= 3 for v in sentence.of("encounter")):
        return True  # “a visit to Palestine”
    small = {i for m in sentence.of("definite", "realm", "join") for i in range(m.lo, m.hi)}
    small |= {i for i, t in enumerate(tokens) if t.text.endswith(("’", "'"))}
    joins = {m.lo for m in sentence.of("join")}
    of = sentence.pack.folded(sentence.pack.meta.persons.of)
    for other in sentence.of("state", "org"):
        first, second = (mention, other) if mention.lo < other.lo else (other, mention)
        gap = range(first.hi, second.lo)
        if other.value == mention.value or any(t.lo <= other.lo and other.hi <= t.hi for t in issues):
            continue
        joined = any(i in joins for i in gap) or "conj" in tokens[second.lo].feats
        if not joined or any(i not in small and of.isdisjoint(tokens[i].keys) for i in gap):
            continue  # «entre le Nicaragua et la Palestine»
        at = first.lo - 1
        while at > 0 and at in small:
            at -= 1
        between = any(m.lo <= at < m.hi for m in sentence.of("between", "with"))
        signed = any(0 <= at - m.hi <= 1 for m in sentence.of("sign", "signing", "signed"))  # “signed by …”
        if between or signed or (at >= 0 and not of.isdisjoint(tokens[at].keys)):
            return True
    return False


def _eponym(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital only names a gathering: «le Forum de Paris», “the Berlin conference”."""
    of = sentence.pack.folded(sentence.pack.meta.persons.of)
    events = [m for m in sentence.of("encounter") if m.value in ("summit", "conference")]
    at = mention.lo - 1
    return any(
        m.hi == at and not of.isdisjoint(sentence.tokens[at].keys) if at >= 0 else False for m in events
    ) or any(m.lo == mention.hi for m in events)


def located(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition of place stands before the name (with at most a word such as «the capital» between)."""
    locative = sentence.pack.folded(sentence.pack.meta.parties.locative)
    own = sentence.tokens[mention.lo].keys
    if (
        mention.key
        and own.get(mention.key, 0)
        and not locative.isdisjoint(
            {sentence.pack.morphology.fold(sentence.tokens[mention.lo].text[: own[mention.key]])}
        )
    ):
        return True
    at = mention.lo - 1
    bare = sentence.pack.folded(sentence.pack.meta.parties.locative_bare)
    articles = {m.lo for m in sentence.of("definite")}
    for step in range(3):
        if at < 0 or sentence.tokens[at].kind != "word":
            return False
        if not locative.isdisjoint(sentence.tokens[at].keys):
            return not (step and at + 1 in articles and not bare.isdisjoint(sentence.tokens[at].keys))
        if (
            not any(m.lo <= at < m.hi for m in sentence.of("realm", "city", "state"))
            and len(sentence.tokens[at].text) > 3
        ):
            return False
        realm = max(
            (m for m in sentence.of("realm") if m.lo <= at < m.hi), key=lambda m: m.hi - m.lo, default=None
        )
        at = realm.lo - 1 if realm is not None else at - 1  # «en République islamique de Mauritanie»
    return False


def _party_of_post(person: Person) -> None:
    for a in person.appearances:
        lo, hi = min(a.lo, a.post_lo), max(a.hi, a.post_hi)
        found = [m for m in a.sentence.of("state", "org") if lo <= m.lo and m.hi <= hi and not _of_name(a, m)]
        if found:
            kinds = [m for m in found if m.cls == "org"] if found[0].cls == "org" else found
            kinds = [m for m in kinds if m.attrs.get("as") != "kingdom"] or kinds
            person.party, person.party_by = kinds[0].value, "post"
            return


def _party_beside(person: Person) -> None:
    """The state beside the name: “her Kyrgyz counterpart, X”, “President X of Zambia”, “the Vietnamese side, led by X”."""
    for a in person.appearances:
        sentence, tokens = a.sentence, a.sentence.tokens
        lo = min(a.lo, a.post_lo) if a.post_hi > a.post_lo else a.lo
        states = sentence.of("state")
        gap = lo
        while gap > 0 and tokens[gap - 1].text in "–—-:":
            gap -= 1
        before = next((m for m in states if m.hi == gap and m.attrs.get("as") == "adj"), None)
        of = sentence.pack.folded(sentence.pack.meta.persons.of)
        after = None
        if a.post_hi > a.post_lo and a.hi < len(tokens) and not of.isdisjoint(tokens[a.hi].keys):
            after = next((m for m in states if a.hi < m.lo <= a.hi + 5 and m.attrs.get("as") == "name"), None)
            between = range(a.hi + 1, after.lo) if after else ()
            known = {
                i for m in sentence.of("realm", "definite", "portfolio", "post") for i in range(m.lo, m.hi)
            }
            if any(i not in known and of.isdisjoint(tokens[i].keys) for i in between):
                after = None
        if found := before or after or _leading(sentence, a.hi) or _of_delegation(sentence, lo, person):
            person.party, person.party_by = found.value, "beside"
            return


def _party_of_statesman(person: Person) -> None:
    """Heads of state, of government and of diplomacy are named without their state: «Владимир Путин прибыл в …»."""
    for a in person.appearances:
        known = [m for m in a.sentence.of("statesman") if a.lo <= m.lo and m.hi <= a.hi]
        if known and (known[-1].hi == a.hi or known[-1].hi - known[-1].lo > 1):
            person.party, person.party_by = known[-1].value, "known"
            return


def _party_of_place(person: Person, book: PartyBook) -> None:
    """“In London he will meet the Foreign Secretary, X”: the host of an itinerary, where the place is not at home."""
    a = person.appearances[0]
    here = [m for m in a.sentence.of("state") if m.hi <= min(a.lo, a.post_lo) and m.attrs["role"] == "place"]
    host = here[-1].value if here else book.places.get(a.sentence.index)
    later = any(
        m.value == host and m.lo > a.lo and m.attrs["role"] == "place" for m in a.sentence.of("state")
    )
    if not here and later and book.places.get(a.sentence.index - 1) != host:
        return  # «استقبل الوزير … لانعقاد اللجنة في يريفان»: where something is to be, not where the person is
    if host not in (book.own, None) and (here or not _visitor(a.sentence, a.lo)):
        person.party, person.party_by = host, "place"


def _visitor(sentence: Sentence, at: int) -> bool:
    """Whether a person stands where the one who travels stands: at the beginning of the sentence."""
    return not any(m.hi <= at for m in sentence.of("first_person", "encounter", "discussv", "person"))


def _leading(sentence: Sentence, hi: int) -> Mention | None:
    """The state of the side that a person is said to lead: “X, Director-General, led the Dutch side”."""
    verb = next((m for m in sentence.of("leads") if 0 <= m.lo - hi <= _LED), None)
    if verb is None or any(hi <= p.lo < verb.lo for p in sentence.of("person")):
        return None
    for d in sentence.of("delegation"):
        if verb.hi <= d.lo <= verb.hi + 5:
            return next((m for m in sentence.of("state") if verb.hi <= m.lo and m.hi == d.lo), None)
    return None


def _of_delegation(sentence: Sentence, lo: int, person: Person) -> Mention | None:
    """The state of the side or delegation named before a person, where no other person stands between."""
    for d in reversed(sentence.of("delegation")):
        if not d.hi <= lo <= d.hi + _LED:
            continue
        if any(p.data is not person and d.hi <= p.lo < lo for p in sentence.of("person")):
            return None
        near = [m for m in sentence.of("state") if m.hi == d.lo or d.hi <= m.lo <= d.hi + 2]
        if near:
            return near[0]
    return None


def _weigh(document: Document, book: PartyBook) -> None:
    weights: defaultdict[str, float] = defaultdict(float)
    for sentence in document.sentences:
        factor = 4.0 if sentence.headline else 2.0 if sentence.stretch.paragraph <= 3 else 1.0
        for mention in sentence.of("state", "org"):
            role = mention.attrs["role"]
            share = {"agent": 1.0, "post": 1.0, "place": 0.5, "topic": 0.1, "name": 0.0}[role]
            if "compound" in mention.attrs:
                share = 2.0
            if mention.cls == "org":
                share *= 0.4
            if mention.attrs.get("as") in ("kingdom", "metonym"):
                share *= 0.7
            if is_dateline(sentence, mention):
                share = max(share, 1.0) * 2
            weights[mention.value] += share * factor
        for mention in sentence.of("person"):
            if mention.data is not None and mention.data.party:
                weights[mention.data.party] += 0.5 * factor
    book.weights = weights
    ranked = sorted(weights, key=lambda c: (-weights[c], c))
    if ranked:
        most = weights[ranked[0]]
        book.principals = [c for c in ranked if weights[c] >= max(1.0, 0.12 * most)][:4]
        book.own = speaker(document, book)
        if len(further := visited_states(document, book.own) - {book.own}) > 1:
            book.visited = further  # a tour of somebody who is named with the post and the state
        trios = [s.index for s in document.sentences if s.of("trio")]
        if len(book.principals) >= 3 and trios and (trios[0] <= _LEAD or len(trios) > 1):
            book.three = weights[book.principals[2]] >= 0.4 * weights[book.principals[1]]


def _complete(persons: list[Person], book: PartyBook) -> None:
    """Persons without a state in their post: of two principal parties the one that nobody else stands for."""
    known = {p.party for p in persons if p.party}
    homes = {a.sentence.pack.meta.parties.home for p in persons for a in p.appearances}
    if len(book.principals) == 1 and len(homes) == 1 and (home := homes.pop()) and home not in book.weights:
        # A text that names one foreign state only: officials without a state are its own, not that state's.
        for person in persons:
            foreign = any(m.value == "counterpart" for a in person.appearances for m in a.sentence.of("post"))
            if person.party is None and not foreign and _acts(person):
                person.party, person.party_by = home, "document"
                book.own = home
        return
    left = [c for c in book.principals[:2] if c not in known]
    for person in persons:
        if person.party is None and book.principals and not (known and len(book.principals) < 2):
            serious = person.post is not None or any(
                a.ground in ("given", "honorific", "speech") for a in person.appearances
            )
            if serious:
                person.party = left[0] if len(left) == 1 else book.own
                person.party_by = "document"
                others = [c for c in book.principals[:2] if c != book.own]
                if len(others) == 1 and (
                    _is_counterpart(person)
                    or _met_by_ours(person, book)
                    or (others[0] in book.visited and _met(person))
                ):
                    person.party = others[0]


def _met(person: Person) -> bool:
    """Whether somebody is met: the words for it stand right before (“called on Foreign Minister X”)."""
    return any(
        m.value == "meeting" and 0 <= min(a.lo, a.post_lo) - m.hi <= 4
        for a in person.appearances
        for m in a.sentence.of("encounter")
    )


def _is_counterpart(person: Person) -> bool:
    """Whether a person is named as somebody's counterpart («son homologue, X»)."""
    return any(
        a.post_lo <= m.lo < a.post_hi and m.value == "counterpart" and not _our_own(a.sentence, m)
        for a in person.appearances
        for m in a.sentence.of("post")
    )


def _our_own(sentence: Sentence, post: Mention) -> bool:
    """Whether it is a colleague of the one who speaks: “my colleague, the Minister for Trade”."""
    return "ours" in post.attrs and any(m.hi == post.lo for m in sentence.of("first_person"))


def _met_by_ours(person: Person, book: PartyBook) -> bool:
    """Whether somebody of the text's own side is said to have met the person: “Mr Nurlan also met with Minister X”."""
    for a in person.appearances:
        start = min(a.lo, a.post_lo) if a.post_hi > a.post_lo else a.lo
        met = [m for m in a.sentence.of("encounter") if m.value == "meeting" and 0 <= start - m.hi <= 3]
        who = [p.data for m in met for p in a.sentence.of("person") if p.hi <= m.lo and p.data is not None]
        if who and who[-1].party == book.own and who[-1] is not person:
            return True
    return False


def _acts(person: Person) -> bool:
    """Whether a person is named first: whoever is met stands after “with”."""
    a = person.appearances[0]
    start = min(a.lo, a.post_lo) if a.post_hi > a.post_lo else a.lo
    return not any(w.hi <= start <= w.hi + 2 for w in a.sentence.of("with"))
