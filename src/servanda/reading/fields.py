"""Fields of cooperation (sectors) and issues discussed (topics), with the enumerations that they stand in."""

from __future__ import annotations

from servanda.reading.document import Document, Sentence
from servanda.reading.frames import fire
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import Draft, Evidence, Firing

#: Names of states under which no issue goes.
_PLACES = frozenset({"capital", "metonym", "kingdom", "person"})
#: Drafts whose evidence shows fields of cooperation.
_SHOWING = frozenset({"undertakings", "instruments", "bodies"})
#: Most tokens of the name of an issue.
_PHRASE = 8
#: Most tokens between two members of an enumeration.
_STEP = 4


def chain(sentence: Sentence, first: Mention, classes: tuple[str, ...], step: int = _STEP) -> list[Mention]:
    """The mention and those that follow it in an enumeration: by commas and joiners, at most `step` tokens apart."""
    found = [first]
    hi = first.hi
    for m in sentence.of(*classes):
        if m.lo < hi:
            continue
        if found[-1].cls == "topic" and m.cls != "state" and _where_it_is(sentence, hi, m):
            found.append(m)
            hi = m.hi
            continue
        wide = _apart(sentence, hi, m.lo) > step
        if (wide and not (step == _STEP and _unknown_member(sentence, hi, m))) or not _enumerates(
            sentence, hi, m
        ):
            break
        found.append(m)
        hi = m.hi
    return found


def _where_it_is(sentence: Sentence, lo: int, mention: Mention) -> bool:
    """Whether only a preposition of place, perhaps with an article, stands before a name: «la crise humanitaire à Gaza»."""
    locative = sentence.pack.folded(sentence.pack.meta.parties.locative)
    articles = sum(d.lo == lo + 1 for d in sentence.of("definite"))
    return mention.lo - lo == 1 + bool(articles) and not locative.isdisjoint(sentence.tokens[lo].keys)


def _apart(sentence: Sentence, lo: int, hi: int) -> int:
    """Tokens between two members of an enumeration; after a joiner of several words («ainsi que») only one counts of it,
    and no article."""
    longer = [j for j in sentence.of("join") if lo <= j.lo and j.hi <= hi and j.hi - j.lo > 1]
    joined = {i for j in longer for i in range(j.lo + 1, j.hi)}
    joined |= {m.lo for m in sentence.of("definite") if longer and lo <= m.lo < hi}
    return hi - lo - len(joined)


def _unknown_member(sentence: Sentence, lo: int, mention: Mention) -> bool:
    """Whether one member of an enumeration that no lexicon knows stands between: «du nucléaire, de l'or et de la formation»."""
    gap = sentence.tokens[lo : mention.lo]
    words = [t for t in gap if t.kind == "word" and len(t.text) > 3]
    marks = [t for t in gap if t.kind == "mark"]
    joined = any(m.lo < mention.lo and mention.lo - m.hi <= 2 for m in sentence.of("join") if m.lo >= lo)
    return (
        len(gap) <= 2 * _STEP
        and len(words) <= 2
        and bool(marks)
        and all(t.text in ",،" for t in marks)
        and (gap[0].kind == "mark" or any(m.lo == lo for m in sentence.of("join")))
        and (joined or gap[-1].kind == "mark" or len(marks) > 1)
    )


def _enumerates(sentence: Sentence, lo: int, mention: Mention) -> bool:
    joins = sentence.of("join")
    between = range(lo, mention.lo + 1)
    if any(m.lo in between for m in joins):
        return True
    if "conj" in sentence.tokens[mention.lo].feats:
        return True
    if any(sentence.tokens[i].text in ",،;؛/" for i in range(lo, mention.lo)):
        return True
    return mention.lo == lo


def _issue(sentence: Sentence, mention: Mention) -> bool:
    """Whether a field is here one of the issues discussed («ont évoqué le changement climatique»)."""
    return any(
        t.attrs.get("role") == "topic" and t.lo <= mention.lo and mention.hi <= t.hi
        for t in sentence.of("topic", "region")
    )


def _offices(sentence: Sentence) -> set[int]:
    """Tokens that name an office: what stands in the post of a person, or after “minister of”, “Ministry for” (in
    scripts with capitals)."""
    found = {i for m in sentence.of("person", "city") for i in range(m.lo, m.hi)}
    found |= {i for m in sentence.of("state") if m.attrs.get("as") == "capital" for i in range(m.lo, m.hi)}
    if not sentence.pack.meta.writing.capitals:
        return found
    tokens = sentence.tokens
    connectors = sentence.pack.folded(sentence.pack.meta.persons.connectors)
    fields = {i for m in sentence.of("portfolio", "sector", "realm") for i in range(m.lo, m.hi)}
    for m in sentence.of("post", "ministry"):
        before = next((f for f in sentence.of("sector") if f.hi == m.lo and tokens[f.lo].capital), None)
        if before is not None:
            found |= set(range(before.lo, before.hi))
        at = m.hi
        if (
            at + 1 < len(tokens)
            and tokens[at].text == ","
            and m.hi - m.lo > 1
            and tokens[m.lo].kind == "word"
        ):
            at += 1  # «ministre des Affaires étrangères, de la Migration et …»
        if at >= len(tokens) or connectors.isdisjoint(tokens[at].keys):
            continue
        while at < len(tokens) and (
            at in fields
            or tokens[at].capital
            or not connectors.isdisjoint(tokens[at].keys)
            or (
                tokens[at].text == ","
                and at + 1 < len(tokens)
                and not connectors.isdisjoint(tokens[at + 1].keys)
            )
        ):
            at += 1
        found |= set(range(m.hi, at))
    return found


def _zone(document: Document, drafts: list[Draft], own: str | None) -> set[int]:
    """The sentences about relations with others: those with evidence of a draft or with a party from outside, and
    the two after each in its paragraph."""
    spans = sorted((e.start, e.end) for d in drafts for e in d.evidence)
    found: set[int] = set()
    for sentence in document.sentences:
        lo, hi = sentence.tokens[0].start, sentence.tokens[-1].end
        outside = any(
            m.value != own and m.attrs.get("role") not in ("topic", "name")
            for m in sentence.of("state", "org")
        )
        if outside or any(a < hi and lo < b for a, b in spans):
            found |= {
                s.index for s in document.sentences[sentence.index : sentence.index + 3]
                if s.stretch.paragraph == sentence.stretch.paragraph
            }  # fmt: skip
    return found


def find_sectors(
    document: Document, log: list[Firing], drafts: list[Draft], own: str | None, bilateral: bool
) -> list[Draft]:
    """Drafts of sectors, each code once, with every stretch that shows it.

    `drafts`: what else was found; a field named within the evidence of undertakings and instruments is one of
    cooperation. Where the text is not `bilateral`, only sentences about others than its `own` state show fields.
    """
    shown = [d for d in drafts if d.kind in _SHOWING]
    home = any(s.of("cabinet") for s in document.sentences)  # a cabinet treats of its own country as well
    zone = {s.index for s in document.sentences} if bilateral and not home else _zone(document, drafts, own)
    found: dict[str, dict[Evidence, str]] = {}
    within = sorted(
        (e.start, e.end, f"within:{d.kind}") for d in shown for e in d.evidence if d.kind in _SHOWING
    )
    offices = {s.index: _offices(s) for s in document.sentences}
    for sentence in document.sentences if within else ():
        for m in sentence.of("sector"):
            if m.lo in offices[sentence.index]:
                continue
            start = sentence.start_of(m)
            why = next((w for a, b, w in within if a <= start < b), None)
            if why and "weak" not in m.attrs:
                for code in m.value.split("+"):
                    e = sentence.evidence(document.text, m.lo, m.hi, start)
                    found.setdefault(code, {}).setdefault(e, why)
    fired = [f for f in fire(document, "sector", log) if f.focus is not None and f.focus.cls == "sector"]
    # «التحديات المشتركة، وعلى رأسها الإرهاب والهجرة»: what they face, not where they work together.
    dropped = {
        id(m) for f in fired if f.rule.spec.drop and f.focus for m in chain(f.sentence, f.focus, ("sector",))
    }
    for f in fired:
        if f.rule.spec.drop or f.focus is None or f.sentence.index not in zone:
            continue
        for m in chain(f.sentence, f.focus, ("sector",)):
            if (
                id(m) in dropped
                or m.lo in offices[f.sentence.index]
                or (_issue(f.sentence, m) and f.rule.spec.set.get("discussed"))
            ):
                continue
            for code in m.value.split("+"):
                e = f.sentence.evidence(document.text, m.lo, m.hi, f.sentence.start_of(m))
                found.setdefault(code, {}).setdefault(e, f.rule.spec.id)
    return [
        Draft(
            "sectors",
            {"code": code},
            sorted(where),
            min(0.6 + 0.1 * len(where), 0.9),
            sorted({r if ":" in r else f"rule:{r}" for r in where.values()}),
        )
        for code, where in sorted(found.items(), key=lambda item: min(item[1]))
    ]


def mark_topics(document: Document, log: list[Firing]) -> list[tuple[Sentence, Mention, str]]:
    """Fire the rules for topics; states that are topics get that role, so that they are no parties."""
    found: list[tuple[Sentence, Mention, str]] = []
    seen: set[int] = set()
    dropped: set[int] = set()
    fired = list(fire(document, "topic", log))
    for f in fired:
        if f.rule.spec.drop and f.focus is not None:
            dropped.add(id(f.focus))
    for f in fired:
        if (
            f.focus is None
            or f.rule.spec.drop
            or id(f.focus) in dropped
            or (f.focus.attrs.get("as") in _PLACES and not f.rule.spec.set.get("places"))
            or (f.focus.attrs.get("as") == "adj" and f.rule.spec.set.get("name"))
        ):
            continue
        for m in chain(f.sentence, f.focus, ("topic", "state", "region"), step=3):
            if id(m) in seen or id(m) in dropped or m.attrs.get("as") in _PLACES:
                continue
            if m.cls in ("topic", "region") and _covered(f.sentence, m):
                continue
            if m is not f.focus and m.cls == "state" and f.focus.cls == "topic" and f.rule.spec.weight < 10:
                break
            seen.add(id(m))
            m.attrs["role"] = "topic"
            found.append((f.sentence, m, f.rule.spec.id))
    for sentence in document.sentences:
        known = [m for s, m, _ in found if s is sentence]
        found += [(sentence, m, "listed-issue") for m in _listed(sentence, known, seen | dropped)]
    return _with_places(found)


def _with_places(found: list[tuple[Sentence, Mention, str]]) -> list[tuple[Sentence, Mention, str]]:
    """An issue and where it is are one: «وقف إطلاق النار في قطاع غزة» is not two issues."""
    kept: list[tuple[Sentence, Mention, str]] = []
    for sentence, m, rule in sorted(found, key=lambda f: (f[0].index, f[1].lo, -f[1].hi)):
        if kept and kept[-1][0] is sentence and m.lo > (before := kept[-1][1]).lo:
            crossed = (
                before.cls == m.cls == "topic" and m.lo < before.hi < m.hi
            )  # «résurgence des conflits armés»
            if crossed or (before.cls == "topic" and _where_it_is(sentence, before.hi, m)):
                whole = Mention(
                    "topic", before.value, before.lo, m.hi, dict(before.attrs), before.feats, before.key
                )
                kept[-1] = (sentence, whole, kept[-1][2])
                continue
        kept.append((sentence, m, rule))
    return kept


def _covered(sentence: Sentence, mention: Mention) -> bool:
    """Whether the words are part of a longer name: «Papua» in that of the state, “Ocean” in “Indian Ocean”."""
    return any(
        o.lo <= mention.lo and mention.hi <= o.hi and o.hi - o.lo > mention.hi - mention.lo
        for o in sentence.of("state", "org", "topic", "region")
    )


def _opening(sentence: Sentence) -> Mention | None:
    """Where a list of issues begins: “including” after “regional and international issues”, or the verb after “on the
    regional plane” («Sur le plan régional, ils ont évoqué …»)."""
    for issues in sentence.of("issues"):
        opening = next((m for m in sentence.of("including") if 0 <= m.lo - issues.hi <= 4), None)
        if opening is not None:
            return opening
    for plane in sentence.of("regional"):
        verbs = [m for m in sentence.of("discuss") if plane.hi <= m.lo]
        if verbs:
            first = verbs[0]
            return next((m for m in reversed(verbs) if m.lo - first.hi <= 3), first)
    return None


def _listed(sentence: Sentence, known: list[Mention], refused: set[int]) -> list[Mention]:
    """What is named after “regional and international issues, including …”: issues that no lexicon knows."""
    found: list[Mention] = []
    tokens = sentence.tokens
    joins = {m.lo: m for m in sentence.of("join")}
    opening = _opening(sentence)
    if opening is not None:
        lo = opening.hi
        for hi in range(lo, len(tokens) + 1):
            ends = hi == len(tokens) or tokens[hi].text in ",،;؛.:" or (hi in joins and hi > lo)
            if not ends and not (hi > lo and "conj" in tokens[hi].feats):
                continue
            while lo < hi and (lo in joins or any(m.lo == lo for m in sentence.of("definite"))):
                lo += 1
            covered = any(m.lo < hi and lo < m.hi for m in known) or any(
                id(m) in refused and m.lo < hi and lo < m.hi for m in sentence.of("topic", "region", "state")
            )
            told = any(m.lo < hi and lo < m.hi for m in sentence.of("discuss"))
            told = told or any(m.lo <= lo and hi <= m.hi for m in sentence.of("sector"))  # a field, no issue
            if (
                1 <= hi - lo <= _PHRASE
                and not covered
                and not told
                and any(t.kind == "word" for t in tokens[lo:hi])
            ):
                text = " ".join(sentence.pack.morphology.fold(t.text) for t in tokens[lo:hi])
                found.append(sentence.add(Mention("topic", text, lo, hi)))
            if hi == len(tokens) or tokens[hi].text in ";؛.:" or hi - opening.hi > 40:
                break
            lo = hi if "conj" in tokens[hi].feats else hi + 1
    return found


def topic_drafts(
    document: Document, found: list[tuple[Sentence, Mention, str]], parties: frozenset[str]
) -> list[Draft]:
    """Drafts of topics, each once. A party of the document is no topic unless more than its name is said."""
    drafts: dict[str, tuple[list[Evidence], set[str]]] = {}
    offices = {s.index: _offices(s) for s, _, _ in found}
    for sentence, m, rule in found:
        if m.cls == "state" and m.value in parties:
            continue
        inside = [
            o for o in sentence.of("topic", "region")
            if o.lo <= m.lo and m.hi <= o.hi and o.cls != m.cls and (o.hi - o.lo > m.hi - m.lo or m.cls != "topic")
        ]  # fmt: skip
        office = m.cls == "topic" and m.lo in offices[sentence.index]
        if inside or office:
            continue
        key = (
            m.value
            if m.value not in ("", "-")
            else " ".join(sentence.pack.morphology.fold(t.text) for t in sentence.tokens[m.lo : m.hi])
        )
        evidence, rules = drafts.setdefault(key, ([], set()))
        evidence.append(sentence.evidence(document.text, m.lo, m.hi, sentence.start_of(m)))
        rules.add(f"rule:{rule}")
    return [
        Draft("topics", {}, sorted(set(evidence)), min(0.55 + 0.1 * len(evidence), 0.85), sorted(rules))
        for evidence, rules in drafts.values()
    ]
