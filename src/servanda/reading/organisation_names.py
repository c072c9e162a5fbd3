"""The names of organisations in a sentence: from a head of the pack as far as the words are words of an office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.reading.document import Sentence
from servanda.reading.lexicon import Lexicon, Mention
from servanda.reading.names import within
from servanda.reading.tokens import Token

#: Most tokens of a name on either side of its head.
_RIGHT, _LEFT = 22, 4
#: From what share of capitals on a sentence is a title, in which a capital tells nothing.
_TITLED = 0.6
#: Mentions of a state that can say whose an organisation is.
_OWNERS = frozenset({"name", "adj", "prefix"})
#: What may be written to a further word of an Arabic name.
_JOINING = frozenset({"و", "ل", "ول"})


@dataclass(slots=True)
class Name:
    """A name in a sentence: its tokens, those of the state within it that are left out of it, and whose it is."""

    sentence: Sentence
    head: Mention
    lo: int
    hi: int
    till: int
    left_out: frozenset[int]
    party: str | None


class Walk:
    """From a head along the sentence: where the name ends, and which state stands in it."""

    def __init__(self, sentence: Sentence, heads: list[Mention], words: Lexicon) -> None:
        self.sentence, self.heads, self.tokens = sentence, heads, sentence.tokens
        self.pack = sentence.pack
        self.capitals = self.pack.meta.writing.capitals
        self.declines = self.pack.morphology.declines
        self.vocabulary = words.mentions(self.tokens)
        self.offices = [*self.vocabulary, *sentence.of("portfolio", "sector")]
        self.states = [m for m in sentence.of("state") if m.attrs.get("as") in _OWNERS]
        self.posts = sentence.of("post", "honorific", "rank")
        self.persons = {
            i for m in sentence.of("person") if m.data is not None for i in _name_tokens(sentence, m)
        }
        self.others = {
            i for m in sentence.of("org", "body") if "weak" not in m.attrs for i in range(m.lo, m.hi)
        }
        persons = self.pack.meta.persons
        self.articles, self.prepositions = frozenset(persons.article), frozenset(persons.of)
        self.of = self.articles | self.prepositions | {"for", "on", "pour", "по", "при"}
        self.join = {m.lo for m in sentence.of("join")} | {
            i for i, t in enumerate(self.tokens) if t.text in (",", "،", "&")
        }
        letters = [t for t in self.tokens if t.kind == "word"]
        self.titled = sum(t.capital for t in letters) > _TITLED * len(letters)
        self.begins = next((i for i, t in enumerate(self.tokens) if t.kind == "word"), 0)

    # -- which heads count -----------------------------------------------------------------------------------------

    def plain(self, head: Mention) -> bool:
        """Whether a head is one organisation and is written as the name of one."""
        first, noun = self.tokens[head.lo], self.noun(head)
        if "full" not in head.attrs and self._plural(head, noun):
            return False
        if not self.capitals:
            # «الوزارة للشؤون …»: with its article a ministry stands alone.
            return head.value != "ministry" or "def" not in head.feats
        if first.text.isupper() and len(first.text) > 1 and head.value != "ministry":
            return False  # a line all in capitals
        if head.value == "ministry" and not self.pack.meta.writing.head_last:
            return True
        return first.capital or any(self.tokens[i].capital for i in range(self._left(head, True)[0], head.lo))

    def noun(self, head: Mention) -> Token:
        """The noun of a head of several words: it closes a Russian or English one, unless its complement is part of it."""
        if not self.declines:
            return self.tokens[head.lo]
        at = next((i for i in range(head.lo, head.hi) if "ADJF" not in self.tokens[i].feats), head.hi - 1)
        return self.tokens[at]

    def _plural(self, head: Mention, noun: Token) -> bool:
        if self.declines:
            return {"plur"} <= noun.feats and "sing" not in noun.feats
        return bool({"plural", "dual"} & (head.feats if not self.capitals else noun.feats))

    def of_others(self, name: Name) -> bool:
        """Whether the words are those of a body of the mechanism, of an organisation that is a party, or of several states."""
        if any(i in self.others for i in range(name.lo - 1, name.till)):
            return True
        if name.head.value == "ministry" or name.party:
            return False
        return any(m.cls == "broad" and name.lo <= m.lo < name.hi for m in self.vocabulary)

    # -- the walk --------------------------------------------------------------------------------------------------

    def short(self, head: Mention) -> Name:
        """«МИД России», «российское Минэнерго»."""
        whole = next((m for m in self.sentence.of("state") if m.lo <= head.lo and head.hi <= m.hi), None)
        if whole is not None:
            return Name(
                self.sentence, head, head.lo, head.hi, max(whole.hi, head.hi), frozenset(), whole.value
            )
        till, party, _ = self._owner(head.hi)
        before = next((m for m in self.states if m.hi == head.lo and m.attrs["as"] == "adj"), None)
        party = party or (before.value if before else None)
        return Name(self.sentence, head, head.lo, head.hi, till, frozenset(), party)

    def name(self, head: Mention) -> Name | None:
        """The name that a head begins; None where it is a bare word, or its owner is not plain."""
        hi, complement, inner = self._right(head)
        till, party, several = self._owner(hi)
        if several or (till == hi and self._cut_short(hi)):
            return None
        lo, marked, owner, before = self._left(head, bool(complement))
        if (
            not complement
            and lo - 1 > self.begins
            and not owner
            and "full" not in head.attrs
            and not self.titled
        ):
            before_it = self.tokens[lo - 1]
            if (
                self.pack.meta.writing.head_last
                and (before_it.capital or before_it.text in "'’")
                and not self._own_thing(lo - 1)
            ):
                return None  # “Womens' Development Agency”: it begins with words that are not known
        ministry = head.value == "ministry"
        marked = marked or any(m.cls == "mark" and head.lo <= m.lo < hi for m in self.vocabulary)
        party = party or (inner[0].value if inner else None) or (owner.value if owner else None)
        named = till > hi
        if not (complement or before or "full" in head.attrs):
            if named and ("owned" in head.attrs or (marked and not ministry)):
                pass  # “Bank of Uganda”, “Central Bank of Kenya”
            elif not (marked and party and "owned" in head.attrs):
                return None
            hi = till  # without its state it would be no name
        if "owned" in head.attrs and not (marked or party):
            return None
        if "marked" in head.attrs and not marked:
            return None
        left_out = {i for m in inner if ministry or (m.hi == hi and complement) for i in range(m.lo, m.hi)}
        if inner and not ministry and inner[-1].hi == hi and not complement:
            left_out = set()
        return Name(self.sentence, head, lo, hi, max(till, hi), frozenset(left_out), party)

    def _right(self, head: Mention) -> tuple[int, int, list[Mention]]:
        """(where the name ends, how many words of an office it has, adjectives of states within it)."""
        at = end = head.hi
        count, joined, linked = int("full" in head.attrs), False, False
        inner: list[Mention] = []
        whole = 0
        if "quoted" in head.attrs and at < len(self.tokens) and self.tokens[at].text == "«":
            close = next(
                (i for i in range(at, min(at + 8, len(self.tokens))) if self.tokens[i].text == "»"), 0
            )
            return (close + 1, 1, inner) if close else (at, 0, inner)
        while at < len(self.tokens) and at - head.hi < _RIGHT:
            if at in self.persons or at in self.others or any(h.lo == at for h in self.heads):
                break
            state = within(self.states, at)
            office = self._office(at, count, joined, linked)
            if state is not None and state.attrs["as"] == "adj" and not joined and not office:
                if self.declines or (self.capitals and self.pack.meta.writing.head_last):
                    break
                inner.append(state)
                at = end = state.hi
                linked = False
                continue
            if office and whole and self._absorbed(at):
                break
            if office and (state is None or state.hi < office):
                count += not self._mark(at, office)
                at = end = office
                joined = linked = False
            elif at in self.join:
                if not self.capitals or not count or joined or self._head_follows(at + 1):
                    break
                whole = whole or end
                at, joined, linked = at + 1, True, False
            elif self._small(at) in self.of:
                at, linked = at + 1, True
            else:
                break
        stops = (
            at == end and at < len(self.tokens) and self.tokens[at].kind == "word" and self.tokens[at].capital
        )
        if whole and stops and not self.titled and not self._own_thing(at):
            end = whole  # “the Institute of Public Affairs and Heritage Foundation”: what was joined is another's name
        return end, count, inner

    def _office(self, at: int, count: int, joined: bool, linked: bool) -> int:
        """The end of the word of an office that stands at a token, 0 where none does."""
        token = self.tokens[at]
        if token.kind != "word":
            return 0
        known = [m for m in self.offices if m.lo == at]
        hit = max(known, key=lambda m: m.hi, default=None)
        post = within(self.posts, at)
        if not self.capitals:
            if hit and not post and self._goes_on(at, hit, count):
                return hit.hi
            return at + 1 if not hit and not post and count and self._relative(at) else 0
        if self.declines:
            fits = bool({"gent", "datv", "loct", "ablt"} & token.feats) and "VERB" not in token.feats
            if post or not fits:
                return 0
            after = (
                at > 0 and {"ADJF"} == {"ADJF", "NOUN"} & self.tokens[at - 1].feats and "NOUN" in token.feats
            )
            return hit.hi if hit else at + 1 if after and count and not joined else 0
        cased = self.pack.meta.writing.head_last
        if hit and (token.capital or not cased) and (not post or linked):
            return hit.hi
        before = self.tokens[at - 1]
        named = (linked and (not joined or self._of_before(at))) or (before.capital and count > 0)
        free = token.capital and named and not self.titled and not self._own_thing(at)
        return at + 1 if free else 0

    def _absorbed(self, at: int) -> bool:
        """Whether a token is no word of an office that the pack knows, and belongs to the name by its capital only."""
        return (
            self.capitals
            and not self.declines
            and not any(m.lo == at for m in self.offices)
            and not self._of_before(at)
        )

    def _of_before(self, at: int) -> bool:
        """Whether “of” (with an article at most) stands before a token: «et d'Exploitation», not «et la Sonelgaz»."""
        small = self._small(at - 1)
        return small in self.prepositions or (
            small in self.articles and self._small(at - 2) in self.prepositions
        )

    def _small(self, at: int) -> str:
        """A small word as the pack writes it: «à» is not «a»."""
        return self.tokens[at].text.lower().replace("’", "'")

    def _relative(self, at: int) -> bool:
        """In Arabic: an adjective with article made of a noun, which goes on after one («الشؤون البلدية والقروية»)."""
        token, before = self.tokens[at], self.tokens[at - 1]
        fold = self.pack.morphology.fold
        word = fold(token.text).removeprefix("و")
        if not (word.startswith("ال") and word.endswith("يه")) or self._state_at(at):
            return False
        joined = fold(token.text) != word
        return "def" in before.feats and (not joined or fold(before.text).endswith("يه"))

    def _cut_short(self, at: int) -> bool:
        """Whether “of” and an unknown word in small letters follow: a name that goes on where its end is not known."""
        if (
            not self.capitals
            or self.pack.meta.writing.head_last
            or self.declines
            or at + 1 >= len(self.tokens)
        ):
            return False
        joined = at in self.join
        start = at = at + joined
        while at < len(self.tokens) - 1 and self._small(at) in self.of:
            at += 1
        token = self.tokens[at]
        if at == start or token.kind != "word" or self._own_thing(at):
            return False
        return joined if token.capital else self._of_before(at)

    def _own_thing(self, at: int) -> bool:
        """Whether a token begins something else than a word of an office: a state, person, post, organisation, acronym."""
        if self._state_at(at) or at in self.others or at in self.persons or within(self.states, at):
            return True
        acronym = self.tokens[at].text.isupper() and len(self.tokens[at].text) > 1
        return acronym or bool(within(self.posts, at)) or self._head_follows(at)

    def _goes_on(self, at: int, hit: Mention, count: int) -> bool:
        """In Arabic: a noun in construct, an adjective of what stands before, or a member joined with «و»; «ل» only first."""
        token = self.tokens[at]
        cut = token.keys.get(hit.key, 0)
        opening = self.pack.morphology.fold(token.text[:cut])
        if cut and opening not in _JOINING:
            return False
        if "ل" in opening and count:
            return False
        before = self.tokens[at - 1]
        if cut or "def" not in before.feats:
            return True
        return "def" in token.feats and self.pack.morphology.fold(token.text).endswith(("ه", "ي"))

    def _mark(self, lo: int, hi: int) -> bool:
        """Whether a stretch only says that something is the state's: “National”, «العامة»."""
        return any(m.cls == "mark" and m.lo == lo and m.hi == hi for m in self.vocabulary)

    def _head_follows(self, at: int) -> bool:
        """Whether another organisation comes next: “and the Central Bank”."""
        while at < len(self.tokens) and self.tokens[at].kind == "word":
            if any(h.lo == at for h in self.heads if h.cls != "mask"):
                return True
            if self._small(at) not in self.of and not self._mark(at, at + 1):
                return False
            at += 1
        return False

    def _state_at(self, at: int) -> bool:
        return any(m.lo <= at < m.hi for m in self.sentence.of("state", "realm"))

    def _owner(self, at: int) -> tuple[int, str | None, bool]:
        """(end, code, whether several) of the state that follows a name: «Российской Федерации», “of the Republic of Kenya”."""
        start = at
        realm = self.sentence.of("realm")
        while at < len(self.tokens) and at - start < 5:
            state = within(self.states, at)
            if state is not None:
                then = within(self.states, state.hi + 1)
                several = state.hi in self.join and then is not None and then.attrs["as"] == state.attrs["as"]
                if not self.capitals and state.hi < len(self.tokens):
                    then = within(self.states, state.hi)
                    several = then is not None and "conj" in self.tokens[then.lo].feats
                adjective = state.attrs["as"] == "adj"
                if adjective and (self.declines or self.pack.meta.writing.head_last):
                    return start, None, False
                return state.hi, state.value, several
            if found := within(realm, at):
                at = found.hi
            elif self.capitals and self._small(at) in self.of:
                at += 1
            else:
                break
        return start, None, False

    def _left(self, head: Mention, complement: bool) -> tuple[int, bool, Mention | None, int]:
        """(where the name begins, whether a mark of the state stands there, its state, how many words of an office)."""
        lo, marked, count = head.lo, False, 0
        owner: Mention | None = None
        if not (self.declines or self.pack.meta.writing.head_last):
            return lo, marked, owner, count
        while lo > 0 and head.lo - lo < _LEFT:
            at = lo - 1
            token = self.tokens[at]
            state = next((m for m in self.states if m.hi == lo), None)
            if token.text in ("'s", "’s"):
                owner = next((m for m in self.states if m.hi == at), None)
                break
            if state is not None:
                owner = state
                if head.value != "ministry" and token.capital and state.attrs["as"] in ("adj", "name"):
                    lo = state.lo
                break
            known = {m.cls for m in self.offices if m.lo <= at < m.hi}
            if self.declines:
                if "ADJF" not in token.feats or not known:
                    break
            elif not token.capital or (complement and not {"mark", "broad"} & known) or not known:
                break
            marked = marked or "mark" in known
            count += not {"mark", "broad"} & known
            lo = at
        return lo, marked, owner, count


def _name_tokens(sentence: Sentence, mention: Mention) -> Iterator[int]:
    """The tokens of a person's name, without those of the post."""
    for a in mention.data.appearances:
        if a.sentence is sentence:
            yield from range(a.lo, a.hi)
