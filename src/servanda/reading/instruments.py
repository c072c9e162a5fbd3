"""Instruments: what is named, at which stage it stands, between whom."""

from __future__ import annotations

import itertools
from datetime import date as day

from servanda.reading.acting import resolve
from servanda.reading.dates import Calendar, date_near
from servanda.reading.document import Document, Sentence
from servanda.reading.fields import chain
from servanda.reading.frames import Fired, best, fire, guarded
from servanda.reading.lexicon import Mention
from servanda.reading.named_instruments import NamedInstrument, merged_instruments
from servanda.reading.outcome import Draft, Firing
from servanda.reading.tables import signed_in_rows
from servanda.reading.who_meets import spoken_by_one
from servanda.reading.whose import PartyBook

#: Most tokens from “between” or “and” to the name of a party («et le Gouvernement du Royaume d'Arabie saoudite»).
_NAME = 8
#: Most tokens of a sentence that only leads to a list.
_HEAD = 8
#: Within how many first tokens «il s'agit de» opens a sentence that goes on the enumeration of the one before.
_OPENING = 6
#: Within how many sentences “the agreement” without parties is the one of its kind told of before.
_NEAR = 3
#: Within how many tokens of an item the instrument that it names stands.
_ITEM = 5
#: Most tokens from one instrument of an enumeration to the next.
_ENUMERATION = 22
#: The same where a semicolon divides them.
_ITEMS = 45
#: How many days after a signature it is still the news of a text.
_RECENT = 10
#: How many days after it a signature is surely history.
_NEWS = 60
_CONFIDENCE = {"match": 0.9, "clause": 0.85, "sentence": 0.75, "paragraph": 0.65, "document": 0.6}


def find_instruments(
    document: Document, book: PartyBook, calendar: Calendar, log: list[Firing]
) -> list[Draft]:
    """Drafts of instruments, one for each distinct one."""
    fired = list(fire(document, "instrument", log, guarded_too=True))
    chosen = best([f for f in fired if not f.stopped]) | signed_in_rows(document)
    # What a rule found but negated or conditional is no instrument at all, not an existing one.
    refused = {id(f.focus) for f in fired if (f.rule.spec.drop or f.stopped) and id(f.focus) not in chosen}
    named: list[NamedInstrument] = []
    heads, led = _list_heads(document, fired)
    listed: Fired | None = None
    for sentence in document.sentences:
        before: tuple[Mention, Fired] | None = None
        listed = heads.get(sentence.index) or (listed if sentence.listed() else None)
        everything = sentence.of("instrument")
        # “Partnership Agreement” is one, of the type that stands last.
        last = sentence.pack.meta.writing.head_last
        within = {id(a) for a, b in itertools.pairwise(everything) if last and a.hi == b.lo}
        # «protocole d'accord de coopération» is one.
        within |= {id(b) for a, b in itertools.pairwise(everything) if a.lo < b.lo < a.hi}
        mentions = [m for m in everything if id(m) not in refused and id(m) not in within]
        for a, b in itertools.pairwise(mentions):
            if _doubled(sentence, a, b) and id(a) not in chosen and id(b) in chosen:
                chosen[id(a)] = chosen[id(b)]
        mentions = [m for i, m in enumerate(mentions) if not (i and _doubled(sentence, mentions[i - 1], m))]
        for place, mention in enumerate(mentions):
            own = chosen.get(id(mention))
            if (
                listed is not None
                and place == 0
                and own is None
                and mention.lo <= _ITEM
                and sentence.listed()
            ):
                own = listed
            head = led.get(sentence.index) if own is None and place == 0 else None
            if head is not None and any(m.lo <= mention.lo for m in sentence.of("listing")):
                own = head
            if own is None and before is None:
                own = _told_after(sentence, mentions[place:], chosen)
            if own is None and before is not None and _enumerated(sentence, before[0], mention):
                own = before[1]
                named += _understood(document, sentence, mention, own, book, calendar, inherited=True)
            elif own is not None and own.focus is not mention:
                named += _understood(document, sentence, mention, own, book, calendar, inherited=True)
            else:
                found = _understood(document, sentence, mention, own, book, calendar)
                if not found and own is not None:
                    found = _taken_up(document, sentence, mention, own, named)
                for n in found:
                    # «la convention relative à …, la convention relative à …»
                    together = before is not None and own is not None and before[1].rule is own.rule
                    n.member = together and before is not None and _enumerated(sentence, before[0], mention)
                named += found
            if own is None or not own.rule.spec.set.get("aside"):
                before = (mention, own) if own is not None else None
    return [_draft(n) for n in merged_instruments(_of_cabinet(document, book, _taken_from_before(named)))]


def _taken_from_before(named: list[NamedInstrument]) -> list[NamedInstrument]:
    """«L'accord sera soumis au Parlement»: where nothing in the sentence says whose it is, that of the sentences before."""
    for place, n in enumerate(named):
        if not n.definite or n.plural or n.subject or n.level not in ("paragraph", "document"):
            continue
        told = [
            b for b in named[:place]
            if b.type == n.type and not b.plural and b.level in ("match", "clause", "sentence") and len(b.parties) > 1
            and b.sentence is not n.sentence and n.sentence.index - b.sentence.index <= _NEAR
        ]  # fmt: skip
        if told and {b.parties for b in told} == {told[-1].parties}:
            n.parties = told[-1].parties
    return named


def _of_cabinet(document: Document, book: PartyBook, named: list[NamedInstrument]) -> list[NamedInstrument]:
    """In the communiqué of a cabinet only what a sentence says is between parties: a bill, a concession, a pact of its
    own country are none, and nothing that was not told of there is the country's with the one partner it names."""
    if not any(s.of("cabinet") for s in document.sentences):
        return named
    kept: list[NamedInstrument] = []
    for n in named:
        others = set(n.parties) - {book.own}
        told = any(k.type == n.type and k.parties == n.parties for k in kept if n.definite)
        if (
            told
            or others & {m.value for m in n.sentence.of("state", "org")}
            or n.level not in ("paragraph", "document")
        ):
            kept.append(n)
    return kept


def _list_heads(document: Document, fired: list[Fired]) -> tuple[dict[int, Fired], dict[int, Fired]]:
    """(By sentence that ends in a colon, by sentence that goes on the one before) the rule which tells that what is named
    in the items after it or in it was signed: «Ont été signés : – un accord …»; a few words such as «Il s'agit notamment :»
    go on with the sentence before, as does «Il s'agit d'un accord …» after «plusieurs accords ont été signés»."""
    told = {
        f.sentence.index: f for f in fired
        if not f.stopped and f.rule.spec.set.get("stage") in ("signed", "initialled", "expected")
    }  # fmt: skip
    found: dict[int, Fired] = {}
    led: dict[int, Fired] = {}
    for s in document.sentences:
        before = told.get(s.index - 1) or led.get(s.index - 1)
        if s.tokens[-1].text == ":":
            short = len(s.tokens) <= _HEAD and not s.of("instrument")
            head = told.get(s.index) or (told.get(s.index - 1) if short else None)
            if head is not None:
                found[s.index] = head
        elif before is not None and any(m.lo <= _OPENING for m in s.of("listing")):
            led[s.index] = before
    return found, led


def _taken_up(
    document: Document, sentence: Sentence, mention: Mention, fired: Fired, named: list[NamedInstrument]
) -> list[NamedInstrument]:
    """“The convention will be signed in May”: that of the sentence before, where nothing here says whose it is."""
    if not ("def" in mention.feats or _article(sentence, mention)):
        return []
    before = [
        n for n in named
        if n.type == mention.value and len(n.parties) >= 2 and 0 <= sentence.index - n.sentence.index <= 2
    ]  # fmt: skip
    if not before or "stage" not in fired.rule.spec.set:
        return []
    told, spec = before[-1], fired.rule.spec
    lo, hi = min(mention.lo, fired.match.lo), max(mention.hi, fired.match.hi)
    stage = str(spec.set["stage"])
    return [
        NamedInstrument(
            mention, sentence, told.type, stage, spec.weight, told.parties, told.level,
            _dated(sentence, mention, lo, hi, stage), told.plural, True, sentence.evidence(document.text, lo, hi), spec.id,
            _subject(sentence, mention),
        )
    ]  # fmt: skip


def _told_after(sentence: Sentence, mentions: list[Mention], chosen: dict[int, Fired]) -> Fired | None:
    """The rule of “an agreement … and a memorandum … were signed”, which stands after the last of an enumeration."""
    for first, second in itertools.pairwise(mentions):
        if not _enumerated(sentence, first, second) or any(s.lo == first.hi for s in sentence.of("with")):
            return None
        fired = chosen.get(id(second))
        if fired is not None:
            after = fired.match.lo >= second.lo and "stage" in fired.rule.spec.set
            return fired if after and fired.rule.spec.set["stage"] != "existing" else None
    return None


def _doubled(sentence: Sentence, first: Mention, second: Mention) -> bool:
    """«vingt-deux accords et conventions»: one entry, of the type named first."""
    several = all("plural" in m.feats and "sing" not in m.feats for m in (first, second))
    return several and second.lo == first.hi + 1 and any(j.lo == first.hi for j in sentence.of("join"))


def _enumerated(sentence: Sentence, first: Mention, second: Mention) -> bool:
    """Whether the second instrument goes on the enumeration of the first («…, and a memorandum on …»)."""
    most = _ITEMS if any(t.text in ";؛" for t in sentence.tokens[second.lo - 2 : second.lo]) else _ENUMERATION
    if not 0 <= second.lo - first.hi <= most:
        return False
    joins = {m.lo for m in sentence.of("join")}
    near = range(max(first.hi, second.lo - 4), second.lo)
    return any("conj" in t.feats for t in sentence.tokens[second.lo - 1 : second.lo + 1]) or any(
        i in joins or sentence.tokens[i].text in ",،;؛:" for i in near
    )


def _understood(
    document: Document,
    sentence: Sentence,
    mention: Mention,
    fired: Fired | None,
    book: PartyBook,
    calendar: Calendar,
    inherited: bool = False,
) -> list[NamedInstrument]:
    """What is known of a mention; `inherited`: its stage is that of the enumeration that it goes on."""
    lo, hi = mention.lo, mention.hi
    if fired and not inherited:
        lo, hi = min(lo, fired.match.lo), max(hi, fired.match.hi)
    elif inherited:
        pass
    elif guarded(sentence, mention.lo, mention.hi):
        return []
    spec = fired.rule.spec if fired else None
    stage = str(spec.set["stage"]) if spec and "stage" in spec.set else None
    bare = "bare" in mention.attrs
    if bare and (stage is None or (stage == "existing" and "new" in mention.attrs)):
        return []
    both = book.bilateral and sentence.of("side", "they") and "strict" not in mention.attrs
    near = stage is None or ("local" in mention.attrs and not both)
    parties, level = resolve(sentence, lo, hi, book, fill=not near)
    if partners := _partners(sentence, mention, book):
        parties, level = partners, "match"
    if level == "document" and sentence.of("private") and sentence.of("ministry") and not _foreign(sentence):
        return []  # the central bank and a ministry
    if level == "document" and not book.bilateral:
        host = book.places.get(sentence.index)
        if host is None or stage is None or book.own in (None, host):
            return []  # in a speech about many states nothing says whose instrument this is
        parties, level = tuple(sorted((str(book.own), host))), "paragraph"
    if stage is None and book.own not in (None, *parties) and spoken_by_one(document):
        parties = ()  # what two others have agreed once, told beside
    if len(parties) < 2 and stage is not None:
        return []
    if stage is None and len(parties) < 2:
        parties = ()
    start = sentence.start_of(mention) if lo == mention.lo else None
    date = _dated(sentence, mention, lo, hi, stage)
    if spec and spec.set.get("dated"):
        date = date_near(sentence, lo, hi)
        stage = "signed" if _fresh(date, calendar) else stage
    if (
        stage == "signed"
        and spec
        and spec.id.endswith("-signed")
        and sentence.row is None  # a table of signatures is about them, however old
        and _earlier(date or _year_opening(sentence), calendar)
    ):
        stage = "existing"
    definite = bool({"def"} & mention.feats) or _article(sentence, mention)
    plural = (
        ("plural" in mention.feats and "sing" not in mention.feats)
        or "plural" in mention.attrs
        or _several(sentence, mention)
    )
    return [
        NamedInstrument(
            mention, sentence, str(spec.set.get("type", mention.value)) if spec else mention.value, stage, spec.weight if spec else 1,
            parties, level, date, plural, definite, sentence.evidence(document.text, lo, hi, start), spec.id if spec else "default",
            _subject(sentence, mention), _this(sentence, mention), inherited,
        )
    ]  # fmt: skip


def _this(sentence: Sentence, mention: Mention) -> bool:
    """Whether “this” stands before the word, with at most an adjective between («ce nouvel accord»)."""
    return any(mention.lo - 1 <= m.hi <= mention.lo for m in sentence.of("this"))


def _foreign(sentence: Sentence) -> bool:
    """Whether a sentence names anybody or anything of two sides: a state, a person, a post, “the two countries”."""
    return bool(
        sentence.of("state", "org", "person", "post", "side", "they", "first_person", "city", "delegation")
    )


def _fresh(when: str | None, calendar: Calendar) -> bool:
    """Whether a day is that of the text, or one shortly before it."""
    if when is None or len(when) < 10 or calendar.published is None:
        return False
    return 0 <= (calendar.published - day.fromisoformat(when)).days <= _RECENT


def _earlier(when: str | None, calendar: Calendar) -> bool:
    """Whether a signature on that day is history to the text: long before it, or in an earlier year."""
    if when is None or calendar.published is None:
        return False
    if len(when) < 10:
        return when < calendar.published.isoformat()[: len(when)]
    return (calendar.published - day.fromisoformat(when)).days > _NEWS


def _year_opening(sentence: Sentence) -> str | None:
    """The year with which a sentence opens: “In 2023, the two countries signed …”."""
    return next((m.value for m in sentence.of("year") if m.lo == 1), None)


def _dated(sentence: Sentence, mention: Mention, lo: int, hi: int, stage: str | None) -> str | None:
    """The day of the stage. An instrument in force names the day of its signature too: what counts stands by the verb."""
    if stage in ("signed", "initialled"):
        return date_near(sentence, lo, hi)
    if stage in ("ratified", "in_force"):
        return date_near(sentence, hi - 1, hi) if mention.hi < hi else date_near(sentence, lo, lo + 1)
    return None


def _partners(sentence: Sentence, mention: Mention, book: PartyBook) -> tuple[str, ...]:
    """The parties of “a memorandum … with X”: those named after the word, and who speaks or acts before it."""
    end = next(
        (i for i in range(mention.hi, mention.hi + 10) if i in sentence.view.clause_marks), mention.hi + 10
    )
    if two := _between(sentence, mention):
        return two
    link = next((m for m in sentence.of("with") if mention.hi <= m.lo < end), None)
    if link is None:
        return ()
    first = next((m for m in sentence.of("state", "org") if link.hi <= m.lo <= link.hi + 4), None)
    if first is None:
        return ()
    others = {m.value for m in chain(sentence, first, ("state",), step=2)}
    before = [m for m in sentence.of("state", "org", "person") if m.hi <= mention.lo]
    codes = [
        m.data.party if m.cls == "person" and m.data else m.value
        for m in before
        if m.attrs.get("role") != "topic"
    ]
    home = next((c for c in reversed(codes) if c and c not in others), None)
    if book.own in codes and book.own not in others:
        home = book.own
    if home is None and book.own not in others:
        home = book.own
    return tuple(sorted({*others, home})) if home else ()


def _between(sentence: Sentence, mention: Mention) -> tuple[str, ...]:
    """The parties of “an agreement between X and Y”: the two named first after the word, with “and” between them."""
    link = next((m for m in sentence.of("between") if 0 <= m.lo - mention.hi <= _ENUMERATION), None)
    if link is None or any(mention.hi <= i.lo < link.lo for i in sentence.of("instrument")):
        return ()
    named = [m for m in sentence.of("state", "org") if link.hi <= m.lo and "compound" not in m.attrs][:2]
    if len(named) < 2 or named[0].lo - link.hi > _NAME or named[1].lo - named[0].hi > _NAME:
        return ()
    joined = any(named[0].hi <= j.lo < named[1].lo for j in sentence.of("join"))
    codes = {m.value for m in named}
    return tuple(sorted(codes)) if joined and len(codes) == 2 else ()


def _article(sentence: Sentence, mention: Mention) -> bool:
    """Whether an article stands before the word, or before its proper name (“the Enhanced Partnership Agreement”)."""
    articles = {m.lo for m in sentence.of("definite")}
    at = mention.lo - 1
    if sentence.pack.meta.writing.head_last:
        joins = {m.lo for m in sentence.of("join")}
        tokens = sentence.tokens
        while at > mention.lo - _NAME and at > 0 and at not in articles:
            if not (tokens[at].kind == "word" and (tokens[at].capital or at in joins)):
                break
            at -= 1
    return at in articles


def _several(sentence: Sentence, mention: Mention) -> bool:
    # «Министры двух стран парафировали договор»: what stands before a verb is not said of what follows it.
    verbs = [i for i in range(max(0, mention.lo - 3), mention.lo) if "VERB" in sentence.tokens[i].feats]
    return any(
        mention.lo - 3 <= m.lo < mention.lo and not any(m.lo < i for i in verbs)
        for m in sentence.of("several")
    )


def _subject(sentence: Sentence, mention: Mention) -> frozenset[str]:
    """What the instrument is about: the sectors named right after it."""
    _, end = sentence.clause(mention.lo, mention.hi)
    return frozenset(m.value for m in sentence.of("sector") if mention.lo <= m.lo < min(end, mention.hi + 12))


def _draft(n: NamedInstrument) -> Draft:
    everything = [n, *n.merged]
    evidence = sorted({m.evidence for m in everything})
    facts: dict[str, object] = {"type": n.type, "parties": list(n.parties), "stage": n.stage, "date": n.date}
    if n.plural:
        facts["plural"] = True
    reasons = [*sorted({f"rule:{m.rule}" for m in everything}), f"parties:{n.level}"]
    confidence = (
        _CONFIDENCE[n.level] - (0.25 if n.rule == "default" else 0.0) + min(0.05 * len(n.merged), 0.1)
    )
    missing = [k for k in ("date",) if facts[k] is None and n.stage in ("signed", "initialled", "ratified")]
    return Draft("instruments", facts, evidence, min(confidence, 0.95), reasons, missing)
