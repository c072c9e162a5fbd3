"""The text as the rules see it: sentences with tokens and mentions, each in its language's pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from servanda.reading.acronyms import add_acronyms
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import LONGEST_EVIDENCE, Evidence, Passage
from servanda.reading.pack import Pack
from servanda.reading.pattern import View
from servanda.reading.remarks import one_script
from servanda.reading.structure import Stretch, sentences
from servanda.reading.tokens import Token, split

_CLAUSE_MARKS = frozenset('،,;؛:()«»"“”—–')
#: Acronyms of two letters that are no states.
_UNIONS = frozenset({"EU", "UN", "WB"})
_MONEY = frozenset("$€£")
#: Mentions that a gap counts as one token.
_ONE = frozenset({"date", "person", "org", "state"})
#: Most words between the owners of a body and the word for it.
_BODY_NAME = 4
#: How many sentences a verb of speech reaches.
_REPORTED = 3
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "–": "-"})


@dataclass(slots=True)
class Sentence:
    """A sentence with its tokens and everything found in it so far."""

    index: int
    stretch: Stretch
    pack: Pack
    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    row: int | None = None  # of a table of signatures: the column with the day
    asked: bool = False  # words of a journalist: a question states nothing
    reported: bool = (
        False  # somebody announced or said something shortly before: “would” reports what will be
    )
    _view: View | None = None

    @property
    def headline(self) -> bool:
        return self.stretch.headline

    def add(self, mention: Mention) -> Mention:
        """Enter something found by a later step."""
        self.mentions.append(mention)
        self._view = None
        return mention

    def remove(self, mentions: Iterable[Mention]) -> None:
        gone = {id(m) for m in mentions}
        if gone:
            self.mentions = [m for m in self.mentions if id(m) not in gone]
            self._view = None

    @property
    def view(self) -> View:
        """The sentence for the pattern matcher (made again after changes)."""
        if self._view is None:
            starting: dict[int, list[Mention]] = defaultdict(list)
            by_class: dict[str, list[Mention]] = defaultdict(list)
            for m in sorted(self.mentions, key=lambda m: (m.lo, -m.hi)):
                starting[m.lo].append(m)
                by_class[m.cls].append(m)
            marks = frozenset(i for i in range(len(self.tokens)) if _ends_clause(self.tokens, i))
            free = {i for m in self.mentions if m.cls in _ONE for i in range(m.lo + 1, m.hi)}
            self._view = View(
                self.tokens, starting, by_class, marks, frozenset(free | _bracketed(self.tokens))
            )
        return self._view

    def of(self, *classes: str) -> list[Mention]:
        """Mentions of these classes in order."""
        return sorted((m for c in classes for m in self.view.by_class.get(c, ())), key=lambda m: (m.lo, m.hi))

    def listed(self) -> bool:
        """Whether the sentence is an item of a list: after a dash, a number or a letter."""
        first = self.tokens[0]
        numbered = (
            len(self.tokens) > 2 and self.tokens[1].text in ".)-–—" and first.kind in ("number", "word")
        )
        return self.stretch.item or first.text in "-–—•*·" or (numbered and len(first.text) <= 2)

    def clause(self, lo: int, hi: int) -> tuple[int, int]:
        """The tokens around lo … hi up to the nearest clause marks."""
        marks = self.view.clause_marks
        while lo > 0 and lo - 1 not in marks:
            lo -= 1
        while hi < len(self.tokens) and hi not in marks:
            hi += 1
        return lo, hi

    def apart(self, lo: int, hi: int) -> int:
        """How many words stand between two tokens, where a person with the post, an organisation or a state is one."""
        named = {i for m in self.of("person", "org", "state") for i in range(m.lo + 1, m.hi)}
        return sum(i not in named for i in range(lo, hi))

    def start_of(self, mention: Mention) -> int:
        """Where a mention starts in the text, leading clitics left out."""
        token = self.tokens[mention.lo]
        return token.start + token.keys.get(mention.key, 0)

    def evidence(self, text: str, lo: int, hi: int, start: int | None = None) -> Evidence:
        """The stretch of tokens lo … hi-1, cut at a word if it is longer than evidence may be."""
        lo, hi = max(0, lo), min(hi, len(self.tokens))
        while hi - lo > 1 and self.tokens[hi - 1].kind == "mark" and self.tokens[hi - 1].text in "،,;؛:.(«“":
            hi -= 1
        begin = self.tokens[lo].start if start is None else start
        while hi - lo > 1 and self.tokens[hi - 1].end - begin > LONGEST_EVIDENCE:
            hi -= 1
        finish = min(self.tokens[hi - 1].end, begin + LONGEST_EVIDENCE)
        return Evidence(begin, finish, text[begin:finish])


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark divides clauses; a dash written close to both words joins them."""
    token = tokens[at]
    if token.kind != "mark" or token.text not in _CLAUSE_MARKS:
        return False
    if token.text in "—–" and 0 < at < len(tokens) - 1:
        return tokens[at - 1].end < token.start or token.end < tokens[at + 1].start
    return True


def _bracketed(tokens: Sequence[Token]) -> set[int]:
    """Positions within short brackets, the brackets with them."""
    found: set[int] = set()
    opened: int | None = None
    for i, token in enumerate(tokens):
        if token.text in "([":
            opened = i
        elif token.text in ")]" and opened is not None:
            if i - opened <= 8:
                found |= set(range(opened, i + 1))
            opened = None
    return found


@dataclass(slots=True)
class Document:
    """All sentences of a text."""

    text: str
    sentences: list[Sentence]
    language: str


def build(text: str, passages: Sequence[Passage], packs: Mapping[str, Pack], language: str) -> Document:
    """Divide the passages into sentences and find the mentions of their lexicons."""
    found: list[Sentence] = []
    paragraphs = 0
    for passage in passages:
        if passage.language is None or passage.language not in packs:
            continue
        pack = packs[passage.language]
        first = not found
        last = paragraphs
        for stretch in sentences(text, passage.start, passage.end, pack, first):
            stretch.paragraph += last
            paragraphs = max(paragraphs, stretch.paragraph)
            if tokens := tokenise(text, stretch, pack):
                sentence = Sentence(len(found), stretch, pack, tokens)
                sentence.mentions = pack.lexicon.mentions(tokens)
                _drop_uncapitalised(sentence)
                _drop_inner(sentence)
                _drop_places_in_names(sentence)
                _drop_regions(sentence)
                _add_compounds(sentence)
                _add_numbers(sentence)
                _add_bodies(sentence)
                found.append(sentence)
    add_acronyms(found)
    _drop_weak_bodies(found)
    _mark_questions(text, found)
    for i, sentence in enumerate(found):
        sentence.reported = any(s.of("said", "declare") for s in found[max(0, i - _REPORTED) : i])
    return Document(text, found, language)


def _mark_questions(text: str, found: list[Sentence]) -> None:
    """In a transcript: from the label of whoever asks to the next label."""
    asking = False
    for sentence in found:
        askers, labels = sentence.pack.structure["askers"], sentence.pack.structure["labels"]
        start = sentence.stretch.start
        if askers and askers.match(text, start):
            asking = True
        elif labels and labels.match(text, start):
            asking = False
        sentence.asked = asking


def _drop_uncapitalised(sentence: Sentence) -> None:
    """In a script with capitals the name of a state has one («Того», not «того»); adjectives may not. A state written to
    a sign of money (“US$10 million”) is none."""
    sentence.remove(
        m for m in sentence.of("state")
        if m.hi < len(sentence.tokens) and sentence.tokens[m.hi].text in _MONEY
        and sentence.tokens[m.hi].start == sentence.tokens[m.hi - 1].end
    )  # fmt: skip
    if sentence.pack.meta.writing.capitals:
        names = [
            m for m in sentence.of("state", "org") if m.attrs.get("as") not in ("adj", "prefix", "person")
        ]
        sentence.remove(m for m in names if "cap" not in sentence.tokens[m.lo].feats)
        first = next((i for i, t in enumerate(sentence.tokens) if t.kind == "word"), None)
        pronominal = sentence.pack.morphology.pronominal
        sentence.remove(
            m for m in names if m.lo == first and m.hi == m.lo + 1 and pronominal(sentence.tokens[m.lo].text)
        )
    # «suisse» is the adjective, «Suisse» the state; what stays double is one.
    seen: set[tuple[str, int, int]] = set()
    for m in sentence.of("state"):
        key = (m.value, m.lo, m.hi)
        if key in seen:
            sentence.remove([m])
        seen.add(key)


def _drop_inner(sentence: Sentence) -> None:
    """What is private within the name of a public organisation is not (“Union” in “European Union”)."""
    public = sentence.of("org", "state", "body")
    sentence.remove(
        m
        for m in sentence.of("private")
        if any(p.lo <= m.lo and m.hi <= p.hi and p.hi - p.lo > 1 for p in public)
    )


def _drop_places_in_names(sentence: Sentence) -> None:
    """“President Milan Jovic”, “Mr. Duarte Lima”: a city that is part of a name is no place."""
    tokens = sentence.tokens
    if not sentence.pack.meta.writing.capitals:
        return
    titles = {m.hi for m in sentence.of("post", "honorific")}
    titles |= {i + 1 for i in titles if i < len(tokens) and tokens[i].text == "."}
    taken = {i for m in sentence.mentions if m.cls not in ("city", "state") for i in range(m.lo, m.hi)}
    places = [
        m
        for m in sentence.of("city", "state")
        if m.hi == m.lo + 1 and m.attrs.get("as", "capital") == "capital"
    ]

    def name(i: int) -> bool:
        return 0 <= i < len(tokens) and tokens[i].kind == "word" and tokens[i].capital and i not in taken

    sentence.remove(
        m for m in places if (m.lo in titles and name(m.hi)) or (m.lo - 1 in titles and name(m.lo - 1))
    )


def _drop_regions(sentence: Sentence) -> None:
    """«جنوب أفريقيا» is the state, not the south of a continent; «l’Afrique australe» within the name of an organisation
    is no region, «للجنوب الأفريقي» no state."""
    orgs = [m for m in sentence.of("org") if m.hi - m.lo > 1]
    sentence.remove(
        m for m in sentence.of("region", "topic", "state")
        if any(o.lo <= m.lo and m.hi <= o.hi and m.hi - m.lo < o.hi - o.lo for o in orgs)
    )  # fmt: skip
    states = {(m.lo, m.hi) for m in sentence.of("state") if m.attrs.get("as") == "name" and m.hi - m.lo > 1}
    sentence.remove(m for m in sentence.of("region") if (m.lo, m.hi) in states)


def _drop_weak_bodies(found: list[Sentence]) -> None:
    """“The commission” means something only where a commission was named."""
    if not any("weak" not in m.attrs for s in found for m in s.of("body")):
        for s in found:
            s.remove(m for m in list(s.mentions) if m.cls == "body")


def tokenise(text: str, stretch: Stretch, pack: Pack) -> list[Token]:
    """Tokens of a sentence with keys and features."""
    writing, morphology = pack.meta.writing, pack.morphology
    elisions, enclitics = frozenset(writing.elisions), tuple(writing.enclitics)
    tokens = list(split(text[stretch.start : stretch.end], stretch.start, elisions, enclitics))
    for token in tokens:
        if token.kind == "word":
            token.keys, token.feats = morphology.keys(one_script(token.text, writing.script))
        else:
            token.keys = {morphology.fold(token.text): 0}
        if token.text[:1].isupper():
            token.feats |= {"cap"}
    return tokens


def _add_compounds(sentence: Sentence) -> None:
    """The states of compound adjectives: «российско-марокканские», “franco-arménien”."""
    pack = sentence.pack
    taken = {m.lo for m in sentence.mentions if m.cls == "state"}
    for i, token in enumerate(sentence.tokens):
        if token.kind != "word" or "-" not in (plain := token.text.translate(_HYPHENS)) or i in taken:
            continue
        codes = []
        for place, part in enumerate(parts := plain.split("-")):
            if place == 0 and (name := _name_before(sentence, i, part)):
                codes.append(name)
                continue
            keys, _ = pack.morphology.keys(part)
            if place == len(parts) - 1 and (name := _name_after(sentence, i, part)):
                codes.append(name)
                continue
            opening = pack.compound_keys if place < len(parts) - 1 else pack.state_keys
            code = next((t[k] for t in (opening, pack.state_keys) for k in keys if k in t), None)
            code = code or _organisation(sentence, i, part)
            if code is None:
                break
            codes.append(code)
        else:
            for code in codes:
                cls = "state" if len(code) == 2 and code not in _UNIONS else "org"
                sentence.add(Mention(cls, code, i, i + 1, {"as": "adj", "compound": "1"}, token.feats))


def _organisation(sentence: Sentence, at: int, part: str) -> str | None:
    """The organisation that one part of a compound names: “EU-Armenia”, “Korea-GCC”."""
    if not part.isupper():
        return None
    token = copy(sentence.tokens[at])
    token.text, token.keys = part, sentence.pack.morphology.keys(part)[0]
    return next((m.value for m in sentence.pack.lexicon.mentions([token]) if m.cls == "org"), None)


def _add_bodies(sentence: Sentence) -> None:
    """Bodies that no lexicon knows, by their two owners: “the Kazakhstan–Hungary Strategic Council”, «Conseil
    présidentiel sénégalo-gambien», «اللجنة القطرية السنغافورية». The pack's class `bodyhead` gives the word and the type."""
    weak = [m for m in sentence.of("body") if "weak" in m.attrs]
    known = [m for m in sentence.of("body") if "weak" not in m.attrs]
    owners = [m for m in sentence.of("state") if "compound" in m.attrs]
    pairs = {(m.lo, m.hi) for m in owners if sum(o.lo == m.lo for o in owners) >= 2}
    pairs |= {
        (a.lo, b.hi)
        for a in sentence.of("state")
        for b in sentence.of("state")
        if b.lo == a.hi + 1 and sentence.tokens[a.hi].text in "-–—" and a.value != b.value
    }
    pairs |= {
        (a.lo, b.hi)
        for a in sentence.of("state")
        for b in sentence.of("state")
        if b.lo == a.hi and a.value != b.value and a.attrs.get("as") == b.attrs.get("as") == "adj"
    }
    for head in sentence.of("bodyhead") if pairs else ():
        if any(b.lo <= head.lo <= b.hi for b in known):
            continue  # known, or it ends the name of a known one (“Strategic Dialogue Mechanism”)
        for lo, hi in pairs:
            inner = range(hi, head.lo) if hi <= head.lo else range(head.hi, lo)
            words = all(sentence.tokens[i].kind == "word" for i in inner)
            if len(inner) <= _BODY_NAME and words and not sentence.view.clause_marks.intersection(inner):
                sentence.remove(m for m in weak if lo <= m.lo < hi or m.lo == head.lo)
                sentence.add(Mention("body", head.value, min(lo, head.lo), max(hi, head.hi), {}, head.feats))
                break


def _name_after(sentence: Sentence, at: int, part: str) -> str | None:
    """The state whose name of several words begins with the last part of a compound («Luxembourg-Cabo Verde»)."""
    following = sentence.tokens[at + 1 : at + 3]
    if not part[:1].isupper() or not following or not following[0].capital:
        return None
    first = copy(sentence.tokens[at])
    first.text, first.keys = part, sentence.pack.morphology.keys(part)[0]
    found = [m for m in sentence.pack.lexicon.mentions([first, *following]) if m.cls == "state" and m.lo == 0]
    return next((m.value for m in found if m.hi > 1), None)


def _name_before(sentence: Sentence, at: int, part: str) -> str | None:
    """The state whose name of several words ends with the first part of a compound (“Papua New Guinea–Australia”)."""
    if not part[:1].isupper() or at == 0 or not sentence.tokens[at - 1].capital:
        return None
    last = copy(sentence.tokens[at])
    last.text, last.keys = part, sentence.pack.morphology.keys(part)[0]
    row = [*sentence.tokens[max(0, at - 3) : at], last]
    found = [m for m in sentence.pack.lexicon.mentions(row) if m.cls == "state" and m.hi == len(row)]
    return next((m.value for m in found if m.hi - m.lo > 1), None)


def _add_numbers(sentence: Sentence) -> None:
    """Numbers in digits, and ordinals in digits with an ending of the language («8e», “65ème”, «8-е»)."""
    endings = sentence.pack.folded(sentence.pack.meta.writing.ordinal_endings)
    openings = sentence.pack.folded(sentence.pack.meta.writing.ordinal_openings)
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.kind != "number":
            continue
        value = sentence.pack.morphology.fold(token.text)
        if not value.isdigit() or len(value) > 6:
            continue
        sentence.add(Mention("number", str(int(value)), i, i + 1))
        if len(value) == 4 and 1900 <= int(value) <= 2100:
            sentence.add(Mention("year", value, i, i + 1))
        if i and tokens[i - 1].end == token.start and not openings.isdisjoint(tokens[i - 1].keys):
            sentence.add(Mention("ordinal", str(int(value)), i - 1, i + 1))
        for skip in (1, 2):
            if i + skip < len(tokens) and tokens[i + skip].start == tokens[i + skip - 1].end:
                word = sentence.pack.morphology.fold(tokens[i + skip].text)
                if word in endings and int(value) < 200:
                    sentence.add(Mention("ordinal", str(int(value)), i, i + skip + 1))
