"""Organisations that a text names: ministries, agencies, offices, banks and funds of states, each once with all its places.

A name begins with a head of the pack («министерство», “Authority”, «وكالة») and goes on as long as its words are words of
an office. A bare “the ministry” is none, nor are bodies of a mechanism and organisations that are parties themselves.
What is found here is no draft and no mention for any rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.reading.document import Document, Sentence
from servanda.reading.organisation_names import Name, Walk
from servanda.reading.outcome import Evidence, Organisation

#: What may lie between a delegation or a person and the organisation that they come from (tokens).
_BESIDE = 3
#: How a person's party must have been found to be that of the organisation too: said right there.
_SAID = frozenset({"post", "beside"})


def find_organisations(document: Document) -> list[Organisation]:
    """All organisations of states that the text names, in the order in which they first come."""
    found: dict[tuple[str, str], list[tuple[str | None, str, str, Evidence]]] = {}
    for sentence in document.sentences:
        for name in _names(sentence):
            words = _written(document.text, name)
            key = _key(sentence, words)
            if not key:
                continue
            evidence = sentence.evidence(document.text, name.lo, name.till, _start(name))
            row = (name.party or _beside(sentence, name), words, name.head.value, evidence)
            found.setdefault((sentence.pack.language, key), []).append(row)
    made = [o for (language, _), rows in found.items() for o in _settled(language, rows)]
    return sorted(made, key=lambda o: o.evidence[0])


def _settled(language: str, rows: Sequence[tuple[str | None, str, str, Evidence]]) -> Iterator[Organisation]:
    """One organisation for each party that has one of the name; where several have, one of nobody is not told apart."""
    parties: list[str | None] = [*dict.fromkeys(party for party, *_ in rows if party)] or [None]
    for party in parties:
        own = [row for row in rows if row[0] == party or (row[0] is None and len(parties) == 1)]
        names = [name for _, name, _, _ in own]
        name = next((n for n in names if not n.isupper()), names[0])
        yield Organisation(name, language, own[0][2], party, sorted({row[3] for row in own}))


def _names(sentence: Sentence) -> Iterator[Name]:
    heads, words = sentence.pack.organisations
    found = heads.mentions(sentence.tokens)
    if not any(m.cls in ("head", "short") for m in found):
        return
    walk = Walk(sentence, found, words)
    reached = 0
    for head in found:
        if head.lo < reached or head.cls not in ("head", "short") or not walk.plain(head):
            continue
        name = walk.short(head) if head.cls == "short" else walk.name(head)
        if name is not None and not walk.of_others(name):
            yield name
            reached = name.till


def _beside(sentence: Sentence, name: Name) -> str | None:
    """The party of the person in whose post the organisation stands, or of the delegation or person that comes from it."""
    persons = [
        m for m in sentence.of("person") if m.data is not None and m.data.party and m.data.party_by in _SAID
    ]
    for m in persons:
        if m.lo <= name.lo and name.till <= m.hi:
            return str(m.data.party)
    for m in sentence.of("delegation"):
        if 0 <= name.lo - m.hi <= _BESIDE:
            owner = next(
                (
                    s
                    for s in sentence.of("state")
                    if s.hi == m.lo or (0 <= s.lo - m.hi < _BESIDE and s.hi <= name.lo)
                ),
                None,
            )
            if owner is not None:
                return owner.value
    for m in persons:
        if 0 <= name.lo - m.hi <= 1:
            return str(m.data.party)
    return None


# -- how it is written ---------------------------------------------------------------------------------------------


def _start(name: Name) -> int:
    """Where the name begins in the text, clitics left out."""
    token = name.sentence.tokens[name.lo]
    if name.lo != name.head.lo:
        return token.start
    cut = token.keys.get(name.head.key, 0)
    # «للهيئة»: preposition and article are written as one.
    return token.start + cut - (token.text[max(cut - 1, 0) : cut + 1] == "لل")


def _written(text: str, name: Name) -> str:
    """The name as a list would have it."""
    sentence = name.sentence
    if "name" in name.head.attrs:
        return name.head.attrs["name"]
    turned = _nominative(name) if sentence.pack.morphology.declines else {}
    pieces, last = [], None
    for i in range(name.lo, name.hi):
        token = sentence.tokens[i]
        if i in name.left_out:
            continue
        start = _start(name) if i == name.lo else token.start
        if last is not None and (start > last or i - 1 in name.left_out):
            pieces.append(" ")
        pieces.append(turned.get(i) or text[start : token.end])
        last = token.end
    words = " ".join("".join(pieces).split())
    if not sentence.pack.meta.writing.capitals and words.startswith("لل"):
        words = "ال" + words[2:]
    return words[:1].upper() + words[1:]


def _nominative(name: Name) -> dict[int, str]:
    """The head and the adjectives before it in the nominative, as one would list them."""
    morphology = name.sentence.pack.morphology
    tokens = name.sentence.tokens
    parses = getattr(morphology, "parses", None)
    if parses is None:
        return {}
    at = next(
        (i for i in range(name.head.lo, name.head.hi) if "ADJF" not in tokens[i].feats), name.head.hi - 1
    )
    noun = next((p for p in parses(tokens[at].text.lower()) if "NOUN" in p.tag and "plur" not in p.tag), None)
    if noun is None:
        return {}
    found = {}
    for i in range(name.lo, at + 1):
        wanted = [p for p in parses(tokens[i].text.lower()) if ("NOUN" if i == at else "ADJF") in p.tag]
        form = (
            wanted[0].inflect({"nomn", "sing"} if i == at else {"nomn", "sing", noun.tag.gender})
            if wanted
            else None
        )
        if form is not None:
            found[i] = form.word.capitalize() if tokens[i].capital else form.word
    return found


def _key(sentence: Sentence, words: str) -> str:
    """By what two places name one organisation: its words folded, without small ones."""
    persons = sentence.pack.meta.persons
    small = sentence.pack.folded(
        [*persons.of, *persons.article, "for", "and", "et", "l", "d", "de", "la", "le"]
    )
    folded = (sentence.pack.morphology.fold(w) for w in words.replace("’", " ").replace("'", " ").split())
    return " ".join(w.strip(',،«»"') for w in folded if w not in small)
