"""Who is met: the people that stand in the words for a meeting, by whom two meetings of the same sides are told apart."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.document import Sentence
from servanda.reading.fields import chain
from servanda.reading.lexicon import Mention
from servanda.reading.persons import Person
from servanda.reading.whose import PartyBook

#: Most tokens from the word for a meeting to who is met (“met with the new”), those of a post not counted.
_OBJECT = 5
#: Most tokens from “with” to the name of a body.
_BEFORE = 14
#: Most tokens from the word for an encounter to the “with” that names the other side, and from that to it.
_LINK, _SIDE = 14, 5
#: Most tokens from “I” to the word for the meeting.
_SUBJECT = 6
#: Most tokens from “my colleague” to the name.
_APPOSED = 3
#: Ranks by which people who are not named are told apart; “counterpart” or “envoy” can be anybody.
_RANKS = frozenset({"head", "premier", "speaker"})


@dataclass(frozen=True, slots=True)
class Met:
    """The one who is met, as far as the words say it: a person, or the rank of an unnamed post."""

    person: Person | None = None
    rank: str | None = None
    ranks: frozenset[str] = frozenset()  # all ranks in the sentence: both sides of the meeting
    mine: bool = False  # “I” or “we” met: whoever wrote the text


def who_is_met(sentence: Sentence, mention: Mention, verb: bool = False) -> Met:
    """The first person or post after the word for a meeting, in reach and with no clause begun between; after a verb of
    speaking (`verb`) the one behind “with”."""
    marks = sentence.view.clause_marks
    start = mention.hi
    mine = any(abs(m.lo - mention.lo) <= _SUBJECT and m.lo < mention.lo for m in sentence.of("first_person"))
    end = next((i for i in range(start, len(sentence.tokens)) if i in marks), len(sentence.tokens))
    ranks = frozenset() if verb else frozenset(m.value for m in sentence.of("post"))
    if mention.cls in ("body", "session"):
        start = mention.lo  # “co-chair with Minister X the Dialogue”
        link = next((w for w in reversed(sentence.of("with")) if start - _BEFORE <= w.lo < start), None)
        if link is None:
            return Met(ranks=ranks, mine=mine)
        start = end = link.hi
        end += _OBJECT
    elif verb:
        link = next((w for w in sentence.of("with") if start <= w.lo < end), None)
        if link is None:
            return Met(mine=mine)
        start = link.hi
    people = sentence.of("person")
    first = next(
        (m for m in sentence.of("person", "post") if start <= m.lo <= min(end, start + _OBJECT)), None
    )
    if first is None or first.lo > end:
        return Met(ranks=ranks, mine=mine)
    named = next((m for m in people if m.lo <= first.lo < m.hi), None)
    if named is None and first.value == "counterpart":
        # “with my colleague, the Minister for Trade, X”
        named = next((m for m in people if first.hi <= m.lo <= first.hi + _APPOSED), None)
    if named is not None:
        own = [m.value for m in sentence.of("post") if named.lo <= m.lo < named.hi]
        return Met(named.data, own[0] if own else None, ranks, mine)
    return Met(None, None if verb or "plural" in first.feats else first.value, ranks, mine)


def others_met(a: Met, b: Met, beside: bool = False) -> bool:
    """Whether two meetings of the same sides are with different people (`beside`: told of in one sentence)."""
    if a.person is not None and b.person is not None:
        if a.person is b.person:
            return False
        return beside or (a.person.party is not None and a.person.party == b.person.party)
    # “The ministers held talks. Mr X also called on the President”: he is none of the ministers.
    return any(
        one.rank in _RANKS and other.ranks and one.rank not in other.ranks for one, other in ((a, b), (b, a))
    )


def with_whom(sentence: Sentence, mention: Mention, book: PartyBook) -> tuple[str, ...]:
    """The two sides of “had talks with X”: X, who is named first after “with”, and who stands before the word, else the
    text's own side. Nothing where the words do not say it so."""
    others = [e.lo for e in sentence.of("encounter") if e.lo >= mention.hi]
    links = [w for w in sentence.of("with") if mention.hi <= w.lo <= mention.hi + _LINK]
    if not links or any(lo < links[0].lo for lo in others):
        return ()
    after = [
        m for m in sentence.of("person", "state", "org")
        if links[0].hi <= m.lo <= links[0].hi + _SIDE and m.attrs.get("role") not in ("topic", "place")
    ]  # fmt: skip
    if not after:
        return ()
    first = min(after, key=lambda m: (m.lo, m.cls != "person"))
    if first.cls != "person" and len(chain(sentence, first, ("state",), step=3)) > 1:
        return ()
    partner = _party(first)
    before = [m for m in sentence.of("person", "state", "org") if m.hi <= mention.lo]
    acting = [_party(m) for m in before if m.attrs.get("role") in (None, "agent", "post")]
    home = next((c for c in reversed(acting) if c and c != partner), book.own)
    return tuple(sorted((partner, home))) if partner and home and home != partner else ()


def _party(mention: Mention) -> str | None:
    if mention.cls == "person":
        return mention.data.party if mention.data is not None else None
    return mention.value
