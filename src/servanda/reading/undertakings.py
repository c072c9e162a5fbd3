"""Undertakings: what was agreed or promised, divided into its distinct actions."""

from __future__ import annotations

from servanda.reading.acting import persons_between, resolve
from servanda.reading.document import Document, Sentence
from servanda.reading.frames import Fired, fire
from servanda.reading.outcome import Draft, Evidence, Firing
from servanda.reading.pattern import Pattern
from servanda.reading.tokens import Token
from servanda.reading.whose import PartyBook

_SHORTEST = 2
#: Most tokens of a relative clause within an enumeration of actions.
_RELATIVE = 16
#: Most tokens from where the actions should begin to the colon that opens their list.
_OPENING = 12
_starts: dict[str, list[Pattern]] = {}


def find_undertakings(document: Document, book: PartyBook, log: list[Firing]) -> list[Draft]:
    """Drafts of undertakings; `by` are the parties bound."""
    drafts: list[Draft] = []
    taken: list[Evidence] = []
    matches = sorted(
        fire(document, "undertaking", log), key=lambda f: (-f.weight, f.sentence.index, f.match.lo)
    )
    dropped = [(f.sentence.index, f.match.lo, f.match.hi, f.weight) for f in matches if f.rule.spec.drop]
    for f in matches:
        if f.rule.spec.drop or any(
            s == f.sentence.index and lo < f.match.hi and f.match.lo < hi and f.weight < w
            for s, lo, hi, w in dropped
        ):
            continue
        by, level = _bound(f, book)
        if not by or (f.rule.spec.set.get("abroad") and not _abroad(document, f, book)):
            continue
        others = [
            o.match.lo
            for o in matches
            if o.sentence is f.sentence and not o.rule.spec.drop and o.match.lo >= f.match.hi
        ]
        # “The two countries agreed”, not “they agreed”: the text itself speaks of two sides.
        sides = any(m.hi - m.lo >= 2 and m.lo < f.match.hi for m in f.sentence.of("side"))
        spans = _spans(document, f, min(others, default=None))
        for e in spans:
            if any(e.start < t.end and t.start < e.end for t in taken):
                continue
            taken.append(e)
            confidence = {"match": 0.85, "clause": 0.8, "sentence": 0.7}.get(level, 0.6)
            drafts.append(
                Draft(
                    "undertakings",
                    {"by": list(by)},
                    [e],
                    confidence,
                    [f"rule:{f.rule.spec.id}", f"parties:{level}", *(["sides"] if sides else [])],
                    [],
                )
            )
    return sorted(drafts, key=lambda d: d.evidence[0])


def _abroad(document: Document, f: Fired, book: PartyBook) -> bool:
    """Whether the sentence or one of the two before speaks of another state than the text's own, in a text about two."""
    near = document.sentences[max(0, f.sentence.index - 2) : f.sentence.index + 1]
    return book.bilateral and any(
        m.value in book.pair() and m.value != book.own for s in near for m in s.of("state")
    )


def _bound(f: Fired, book: PartyBook) -> tuple[tuple[str, ...], str]:
    """Who is bound: the one who speaks, or both sides."""
    sentence, match = f.sentence, f.match
    who = str(f.rule.spec.set.get("by", "both"))
    doer = match.captures.get("s")
    placed = doer is not None and doer.attrs.get("role") == "place" and doer.attrs.get("as") == "capital"
    if placed and f.rule.spec.set.get("seat"):
        return (), "match"  # “In Madrid I will open …”
    if who == "one":
        for name in ("s", "p"):
            if (m := match.captures.get(name)) is not None:
                if m.cls in ("state", "org"):
                    return (m.value,), "match"
                if m.cls == "person" and m.data is not None and m.data.party:
                    return (m.data.party,), "match"
        persons = [p for p in persons_between(sentence, 0, match.hi) if p.party]
        if persons:
            return (str(persons[-1].party),), "sentence"
        states = [
            m
            for m in sentence.of("state", "org")
            if m.hi <= match.hi and m.attrs.get("role") in ("agent", "post")
        ]
        if states:
            return (states[-1].value,), "sentence"
        if f.rule.spec.set.get("said") and not any(
            m.lo < match.hi for m in sentence.of("first_person", "side", "they")
        ):
            return (), "document"  # “the determination of people to …”: nobody who could bind a state says so
        return ((book.own,), "document") if book.own and len(book.principals) >= 2 else ((), "document")
    pair = book.pair()
    about: set[str] = set()
    if len(pair) >= 2 and any(m.lo < match.hi and match.lo < m.hi for m in sentence.of("side")):
        # «Les deux ministres ont convenu d'associer le Nigeria»: who is named after is what it is about.
        named = sentence.of("state", "org", "person")
        before = {m.data.party if m.cls == "person" and m.data else m.value for m in named if m.lo < match.hi}
        about = {m.value for m in sentence.of("state", "org") if m.lo >= match.hi} - {*pair, *before}
    parties, level = resolve(sentence, match.lo, match.hi, book, fill=True, ignore=about)
    if len(parties) < 2 and book.told:
        return book.told, "document"
    return (parties if len(parties) >= 2 else ()), level


def _spans(document: Document, f: Fired, until: int | None) -> list[Evidence]:
    start = {"match": f.match.lo, "last": f.match.hi - 1}.get(str(f.rule.spec.set.get("span")), f.match.hi)
    if focus := f.match.captures.get("x"):
        start = focus.lo
    colon = _colon(f.sentence, start)
    if colon is None and f.rule.spec.set.get("span") == "list":
        colon = len(f.sentence.tokens) - 1
    items = _list(document, f.sentence, colon + 1) if colon is not None else []
    if items:
        return items
    return actions_after(document, f.sentence, start, until)


def _colon(sentence: Sentence, start: int) -> int | None:
    """Where a colon opens a list: right where the actions should begin, or at the end of the sentence."""
    tokens = sentence.tokens
    if tokens[-1].text == ":" and len(tokens) - start <= _OPENING:
        return len(tokens) - 1
    return next((i for i in range(start, min(start + 4, len(tokens))) if tokens[i].text == ":"), None)


def _list(document: Document, sentence: Sentence, at: int) -> list[Evidence]:
    """The items of a list: after a colon in this sentence, divided at semicolons, or in the paragraphs that follow."""
    items: list[Evidence] = []
    while at < len(sentence.tokens):
        end = next((i for i in range(at, len(sentence.tokens)) if sentence.tokens[i].text in ";؛"), None)
        stop = len(sentence.tokens) if end is None else end
        first = _item(sentence, at)
        lo = at if first is None else first
        while stop > lo and sentence.tokens[stop - 1].kind == "mark":
            stop -= 1
        if stop - lo >= _SHORTEST:
            items.append(sentence.evidence(document.text, lo, stop))
        at = len(sentence.tokens) if end is None else end + 1
    if items:
        return items
    paragraph = sentence.stretch.paragraph
    style: str | None = None
    for s in document.sentences[sentence.index + 1 : sentence.index + 25]:
        first = _item(s, 0)
        kinds = {t.kind for t in s.tokens[:first]} if first is not None else set()
        found = "number" if "number" in kinds else "letter" if "word" in kinds else "dash"
        if first is not None and found != (style := style or found):
            break
        if first is None and (items or s.stretch.paragraph > paragraph + 1):
            break
        if first is None:
            first = next((i for i, t in enumerate(s.tokens) if t.kind == "word"), 0)
        items += actions_after(document, s, first)
    return items


def _item(sentence: Sentence, at: int) -> int | None:
    """The first word of a list item after its number, letter or dash; None where none stands there."""
    tokens = sentence.tokens
    if at == 0 and sentence.stretch.item:
        return 0
    opened = at < len(tokens) and tokens[at].text in "(-–—•*·"
    i = at + opened
    if i < len(tokens) and (tokens[i].kind == "number" or len(tokens[i].text) <= 2):
        if i + 1 < len(tokens) and tokens[i + 1].text in ").-–—ـ:":
            i += 2
            opened = True
        elif tokens[i].kind == "number":
            i, opened = i + 1, True
    return i if opened and i < len(tokens) else None


def _goes_on(tokens: list[Token], begun: set[int], joiners: frozenset[str], lo: int, hi: int) -> int | None:
    """Where the enumeration goes on after a relative clause: a further action right after a comma or a joiner."""
    opening = next((t.text for t in tokens[lo:hi] if t.text in ".;؛"), None)
    for i in range(lo + 2, hi):
        if i in begun and opening is None and tokens[i - 1].text in ",،":
            return i
    return None


def starts_of(sentence: Sentence) -> list[Pattern]:
    """The patterns with which a further action begins, compiled once for a pack."""
    pack = sentence.pack
    key = str(pack.folder)
    if key not in _starts:
        _starts[key] = [Pattern(p, pack.morphology) for p in pack.meta.undertakings.starts]
    return _starts[key]


def actions_after(
    document: Document, sentence: Sentence, at: int, until: int | None = None
) -> list[Evidence]:
    """The actions that stand from a token on: up to a word that ends them, divided at joiners before a new action.

    After a relative clause the enumeration may go on; `until` is where another undertaking begins.
    """
    options = sentence.pack.meta.undertakings
    tokens = sentence.tokens
    ends, joiners = sentence.pack.folded(options.ends), sentence.pack.folded(options.joiners)
    stops = {m.lo for m in sentence.of("stop", "said")}
    begun = {m.lo for p in starts_of(sentence) for m in p.matches(sentence.view)}
    while at < len(tokens) and tokens[at].kind == "mark":
        at += 1
    pieces: list[tuple[int, int]] = []
    lo = at
    hi = at
    last = len(tokens) if until is None else max(until, at + _SHORTEST)
    while hi < last and hi - at < options.longest:
        token = tokens[hi]
        if hi > lo and (not ends.isdisjoint(token.keys) or hi in stops) and hi - lo >= _SHORTEST:
            on = _goes_on(tokens, begun, joiners, hi, min(last, hi + _RELATIVE)) if hi not in stops else None
            if on is None:
                break
            pieces.append((lo, hi))
            lo = hi = on
            continue
        if (
            hi > lo + 1
            and hi in begun
            and (
                not joiners.isdisjoint(token.keys)
                or (hi and not joiners.isdisjoint(tokens[hi - 1].keys))
                or "conj" in token.feats
            )
        ):
            pieces.append((lo, hi))
            lo = hi
        hi += 1
    pieces.append((lo, hi))
    found = []
    for a, b in pieces:
        while b > a and (tokens[b - 1].kind == "mark" or not joiners.isdisjoint(tokens[b - 1].keys)):
            b -= 1
        while a < b and (
            tokens[a].kind == "mark" or (not joiners.isdisjoint(tokens[a].keys) and len(tokens[a].keys) == 1)
        ):
            a += 1
        if b - a >= _SHORTEST:
            found.append(sentence.evidence(document.text, a, b))
    return found
