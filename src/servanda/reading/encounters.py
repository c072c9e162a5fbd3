"""Encounters: visits, talks, meetings, calls, sessions, summits, conferences that are the text's news."""

from __future__ import annotations

from servanda.reading.acting import persons_between, place_near, resolve
from servanda.reading.bodies import session_number
from servanda.reading.dates import Calendar, date_near
from servanda.reading.document import Document, Sentence
from servanda.reading.frames import Fired, best, fire
from servanda.reading.lexicon import Mention
from servanda.reading.met import Met, who_is_met, with_whom
from servanda.reading.outcome import Draft, Firing
from servanda.reading.parties import located
from servanda.reading.told_again import GUESSED, SPOKEN, Named, merged, raise_meetings
from servanda.reading.tours import is_history, is_old, one_by_one, tour, travellers
from servanda.reading.who_meets import meant_by_pronoun, meets_abroad, met_by_us, spoken_by_one, takes_part
from servanda.reading.whose import PartyBook

#: The number of “the next session” until it is known.
_NEXT = -1
#: Kinds of which a sentence that names nobody tells nothing.
_TOLD = frozenset({"visit", "talks", "meeting"})
#: Kinds that come in rounds.
_ROUNDS = frozenset({"talks", "session"})
_CONFIDENCE = {"match": 0.9, "clause": 0.85, "sentence": 0.75, "paragraph": 0.65, "document": 0.6}


def find_encounters(
    document: Document, book: PartyBook, calendar: Calendar, log: list[Firing]
) -> list[Draft]:
    """Drafts of encounters, one for each distinct one."""
    everything = list(fire(document, "encounter", log, guarded_too=True))
    fired = [f for f in everything if not f.stopped]
    denied = {
        str(f.rule.spec.set.get("type", f.focus.value))
        for f in everything
        if f.stopped == "negated" and f.focus
    }
    chosen = best(fired)
    named = []
    for f in chosen.values():
        if f.rule.spec.set.get("each") and (stops := tour(document, f, book, calendar)):
            named += stops
        elif (n := _understood(document, f, book, calendar)) is not None:
            named += [each for v in travellers(n) for each in one_by_one(v, book.own)]
    # What the text denies stands perhaps in its headline as a question or a rumour.
    told = {n.type for n in named if not n.sentence.headline}
    named = [n for n in named if n.type in told or n.type not in denied]
    _settle_next(named)
    _settle_these(named)
    raise_meetings(document, named)
    return [_draft(n) for n in merged(named)]


def _understood(document: Document, fired: Fired, book: PartyBook, calendar: Calendar) -> Named | None:
    sentence, mention, spec = fired.sentence, fired.focus, fired.rule.spec
    assert mention is not None
    kind = str(spec.set.get("type", mention.value))
    if kind in ("meeting", "conference") and any(b.lo <= mention.lo < b.hi for b in sentence.of("body")):
        return None
    if kind == "session" and mention.cls == "session" and _consultations(document, sentence):
        kind = "talks"
    lo, hi = min(mention.lo, fired.match.lo), max(mention.hi, fired.match.hi)
    bodiless = kind == "session" and mention.cls == "session" and not sentence.of("org")
    if bodiless and not any(s.of("body") for s in document.sentences):
        return None
    if is_history(sentence, lo, hi):
        return None
    places, many = bool(spec.set.get("places")), bool(spec.set.get("many"))
    if kind in ("summit", "conference") and any(abs(m.lo - mention.hi) <= 12 for m in sentence.of("org")):
        places = False  # a summit of an organisation is one with it, not with the state where it is held
    if kind in ("meeting", "talks", "call") and _at_home(sentence, lo, hi, book):
        return None
    near = not spec.set.get("local") or bool(sentence.of("side"))
    # What is discussed stands after the verb: a state there is an issue, unless it is a party of the text.
    said_of = {m.value for m in sentence.of("state") if m.lo >= mention.hi} if spec.set.get("verb") else set()
    parties, level = resolve(
        sentence,
        lo,
        hi,
        book,
        fill=near,
        places=places,
        many=many,
        ignore=said_of - set(book.pair()),
        trio=True,
    )
    if kind in ("talks", "meeting") and _those_told_of(sentence, mention, lo, hi):
        # «المباحثات تطرقت إلى الملف السوري»: the states named are what they were about.
        pair = book.pair()
        if len(pair) >= 2 and book.bilateral:
            parties, level = tuple(sorted(pair)), "document"
    sides = any(s.lo < hi and lo < s.hi for s in sentence.of("side"))
    states = {m.value for m in sentence.of("state")} | {p.data.party for p in sentence.of("person") if p.data}
    bare = not any(mention.hi <= w.lo <= mention.hi + 6 for w in sentence.of("with", "between"))
    alone = states.isdisjoint(set(parties) - {book.own})  # an organisation that “the two presidents” spoke of
    if (
        sides
        and level != "match"
        and book.bilateral
        and len(book.pair()) == 2
        and (spec.set.get("verb") or alone or bare)
    ):
        parties, level = tuple(sorted(book.pair())), "document"
    if len(parties) == 1 and book.own not in (None, *parties):
        # Whoever is not of the speaker's own side is met by it.
        parties, level = tuple(sorted((*parties, str(book.own)))), "paragraph"
    host = book.places.get(sentence.index)
    away = host is not None and host != book.own and kind in ("talks", "meeting")
    if away and (level == "document" or (level == "sentence" and set(parties) <= {book.own})):
        parties, level = tuple(sorted((str(host), str(book.own)))), "paragraph"
    meant = (
        meant_by_pronoun(document, sentence, mention, book)
        if kind in SPOKEN and level == "document"
        else None
    )
    if meant is not None and book.own not in (None, meant) and meant not in parties:
        parties, level = tuple(sorted((meant, str(book.own)))), "paragraph"
    if len(parties) == 1 and kind in SPOKEN and (one := meant_by_pronoun(document, sentence, mention, book)):
        parties, level = tuple(sorted({*parties, one})), "paragraph"
    if (
        len(parties) == 1
        and kind in SPOKEN
        and set(parties) < set(book.pair())
        and meets_abroad(sentence, mention, parties[0])
    ):
        parties, level = tuple(sorted(book.pair())), "document"
    if len(parties) == 1 and kind in ("meeting", "talks"):
        # «استقبل في الرياض وزير خارجية أوزبكستان»: the host is where they met.
        hosts = {
            m.value
            for m in sentence.of("state")
            if m.attrs.get("role") == "place" or (m.attrs.get("role") == "post" and located(sentence, m))
        } - set(parties)
        if len(hosts) == 1:
            parties, level = tuple(sorted((*parties, *hosts))), "document"
    told = with_whom(sentence, mention, book) if kind in SPOKEN and level in ("sentence", *GUESSED) else ()
    if told and not set(told) < set(parties):
        # Of several with whom they spoke the first is named right after “with”: they stay.
        parties, level = told, level if told == parties else "clause"
    if len(parties) == 2 and _of_three(sentence, mention) and len(three := {*parties, *book.pair()}) == 3:
        parties = tuple(sorted(three))  # «une réunion tripartite avec le Nigeria»
    if (
        spec.set.get("alone")
        and book.own
        and level not in ("match", "clause")
        and takes_part(sentence, mention, book)
    ):
        parties = (str(book.own),)  # a conference of many, to which the text's own side goes
    elif len(parties) < 2:
        return None
    elif book.own and book.own not in parties and (org := met_by_us(sentence, mention, parties)):
        parties = tuple(sorted((str(book.own), org)))
    if kind in SPOKEN and book.own not in (None, *parties) and spoken_by_one(document):
        return None  # a speech tells of what others do among themselves only by the way
    clause = sentence.clause(lo, hi)
    persons = persons_between(sentence, lo, hi)
    if len(persons) < 2:
        nearby = [*persons_between(sentence, *clause), *persons_between(sentence, 0, len(sentence.tokens))]
        persons += [p for p in dict.fromkeys(nearby) if p not in persons and p.party in parties][
            : 2 - len(persons)
        ]
    when = date_near(sentence, lo, hi)
    if is_old(when, calendar):
        return None
    start = sentence.start_of(mention) if lo == mention.lo else None
    evidence = sentence.evidence(document.text, lo, hi, start)
    place = place_near(sentence, lo, hi, document.text)
    number = _number(sentence, mention) if kind in ("session", "talks") else None
    return Named(
        mention, sentence, kind, parties, level, persons, place, when, evidence, spec.id, spec.weight, number,
        bool(spec.set.get("planned")), level in GUESSED and kind in _TOLD and not spec.set.get("planned") and _untold(sentence, mention),
        who_is_met(sentence, mention, bool(spec.set.get("verb"))) if kind in SPOKEN else Met(),
        kind == "session" and any(lo - 6 <= m.lo <= hi + 3 for m in sentence.of("ahead")),
        kind in _ROUNDS and any(mention.lo - 3 <= m.lo < mention.hi for m in sentence.of("next")),
    )  # fmt: skip


def _of_three(sentence: Sentence, mention: Mention) -> bool:
    """Whether the word for the encounter says that it is one of three sides."""
    return any(
        t.lo < mention.hi + 1 and mention.lo - 1 < t.hi and t.hi - t.lo == 1 for t in sentence.of("trio")
    )


def _those_told_of(sentence: Sentence, mention: Mention, lo: int, hi: int) -> bool:
    """Whether “the talks” stand with nobody: no “with X” or “between X and Y” after them, no two persons beside them."""
    definite = "def" in mention.feats or any(m.hi == mention.lo for m in sentence.of("definite"))
    if not definite or "between" not in sentence.pack.lexicon.classes:
        return False
    if any(mention.hi <= w.lo <= mention.hi + 4 for w in sentence.of("with", "between")):
        return False
    if any(
        w.hi <= s.lo <= w.hi + 2 and s.hi <= mention.lo
        for w in sentence.of("with")
        for s in sentence.of("state")
    ):
        return False  # «un accord avec la Thaïlande, les pourparlers devant débuter …»
    named = {p.party for p in persons_between(sentence, *sentence.clause(lo, hi)) if p.party}
    beside = any(m.lo in (mention.hi, mention.hi + 1) for m in sentence.of("state"))
    return len(named) < 2 and not beside


def _at_home(sentence: Sentence, lo: int, hi: int, book: PartyBook) -> bool:
    """Whether who is met is of the speaker's own state: «встреча с губернатором …», and nobody from abroad meets them."""
    if any(p.data is not None and p.data.party not in (None, book.own) for p in sentence.of("person")):
        return False
    with_them = [w for w in sentence.of("with") if lo <= w.lo < hi]
    met = [
        p.data
        for p in sentence.of("official")
        if p.data is not None and any(w.hi <= p.lo <= w.hi + 2 for w in with_them)
    ]
    return bool(met) and all(p.party == book.own and p.party_by in ("post", "beside") for p in met)


def _untold(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence names nobody from abroad and does not say “the talks”: «se rendra dans la région de Kédougou»."""
    if mention.value != "visit" and (
        mention.lo == 0 or "def" in mention.feats or any(m.hi == mention.lo for m in sentence.of("definite"))
    ):
        return False
    if any("plural" in m.feats for m in sentence.of("post")):
        return False
    outside = [m for m in sentence.of("state", "org") if m.attrs.get("role") != "topic"]
    return not (outside or sentence.of("person", "side", "city", "first_person") or sentence.headline)


def _consultations(document: Document, sentence: Sentence) -> bool:
    """Whether the sessions that the text has spoken of so far are rounds of political consultations: these are talks."""
    bodies = [
        b for s in document.sentences[: sentence.index + 1] for b in s.of("body") if "weak" not in b.attrs
    ]
    return bool(bodies) and all(b.value == "political_consultations" for b in bodies)


def _number(sentence: Sentence, mention: Mention) -> int | None:
    """The ordinal of a session or round that stands by the mention."""
    near = [o for o in sentence.of("ordinal") if mention.lo - 4 <= o.lo and o.hi <= mention.hi + 3]
    if near:
        return int(min(near, key=lambda o: abs(o.lo - mention.lo)).value)
    lo = mention.lo
    if mention.cls == "body":
        number, lo = session_number(sentence, mention)
        if number:
            return number
        lo -= 4  # «la prochaine session de la Commission mixte»
    return _NEXT if any(lo - 2 <= m.lo <= mention.hi for m in sentence.of("next")) else None


def _settle_these(named: list[Named]) -> None:
    """«Ces entretiens porteront sur l'Union européenne»: those told of right before, whoever is named beside them."""
    ordered = sorted(named, key=lambda n: (n.sentence.index, n.mention.lo))
    for place, n in enumerate(ordered):
        these = any(m.hi == n.mention.lo for m in n.sentence.of("this"))
        they = any(m.lo == 0 for m in n.sentence.of("they"))
        told = (n.rule.endswith("-verb") and n.sentence.of("side")) or (n.rule.endswith("-talks") and they)
        sides = n.level in GUESSED and bool(told)
        if not (these or sides) or n.type not in SPOKEN:
            continue
        before = [
            b for b in ordered[:place]
            if b.type in SPOKEN
            and 0 <= n.sentence.index - b.sentence.index <= 2
            and (these or b.sentence is not n.sentence)
        ]  # fmt: skip
        if before:
            n.parties, n.level, n.persons, n.untold = before[-1].parties, "document", [], True


def _settle_next(named: list[Named]) -> None:
    """The number of “the next session”: the one told of as to come, else the one after the last that is told of."""
    numbers = sorted({n.number for n in named if n.number and n.number != _NEXT})
    for n in named:
        if n.number == _NEXT:
            coming = len(numbers) > 1 and numbers[-1] == numbers[-2] + 1
            n.number = (numbers[-1] if coming else numbers[-1] + 1) if numbers else None


def _draft(n: Named) -> Draft:
    everything = [n, *n.merged]
    facts = {
        "type": n.type,
        "parties": list(n.parties),
        "persons": [p.key for p in n.persons],
        "place": n.place,
        "date": n.date,
    }
    reasons = [*sorted({f"rule:{m.rule}" for m in everything}), f"parties:{n.level}"]
    missing = [k for k in ("date", "place") if facts[k] is None] + ([] if n.persons else ["persons"])
    confidence = min(_CONFIDENCE[n.level] + 0.03 * len(n.merged), 0.95)
    return Draft("encounters", facts, sorted({m.evidence for m in everything}), confidence, reasons, missing)
