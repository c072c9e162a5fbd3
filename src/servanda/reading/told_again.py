"""What a text tells of again: mentions of one encounter in several sentences become one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.met import Met, others_met
from servanda.reading.outcome import Evidence
from servanda.reading.persons import Person

#: Within how many sentences after a meeting what was discussed makes it talks.
_REPORTED = 6
#: Within how many sentences “the call” is the talk told of before.
_SOON = 3
#: Kinds that “these talks” can mean.
SPOKEN = frozenset({"talks", "meeting", "call"})
#: Levels at which a party is taken from the document.
GUESSED = frozenset({"paragraph", "document"})


@dataclass(slots=True, eq=False)
class Named:
    mention: Mention
    sentence: Sentence
    type: str
    parties: tuple[str, ...]
    level: str
    persons: list[Person]
    place: str | None
    date: str | None
    evidence: Evidence
    rule: str
    weight: int
    number: int | None = None
    planned: bool = False  # one to which somebody was invited: not the one that the text reports
    untold: bool = (
        False  # nothing in its sentence says with whom: it can only go on with one told of elsewhere
    )
    met: Met = field(default_factory=Met)
    ahead: bool = False  # to be held: nothing has been said at it
    coming: bool = False  # “the next session”: not the one told of before
    merged: list[Named] = field(default_factory=list)


def raise_meetings(document: Document, named: list[Named]) -> None:
    """A meeting of which the text reports what was discussed is talks."""
    for n in named:
        if n.type != "meeting" or n.planned or n.rule.endswith("credentials"):
            continue
        beside = [
            m for m in named
            if m.sentence is n.sentence and m.type in SPOKEN and m.parties == n.parties and others_met(m.met, n.met, True)
        ]  # fmt: skip
        if beside:
            # “called on the President and held talks with the Minister”: what is said of the one is not of the other.
            end = min(
                (m.mention.lo for m in beside if m.mention.lo > n.mention.lo), default=len(n.sentence.tokens)
            )
            if any(n.mention.hi <= d.lo and d.hi <= end for d in n.sentence.of("discuss")):
                n.type = "talks"
            continue
        if any(s.of("discuss", "agree", "agreed") for s in _window(document, named, n)):
            n.type = "talks"


def _window(document: Document, named: list[Named], n: Named) -> list[Sentence]:
    """The sentences that may report what was discussed at a meeting: until the text tells of another encounter."""
    above = document.sentences[n.sentence.index - 1] if n.sentence.index else None
    same = above is not None and above.stretch.paragraph == n.sentence.stretch.paragraph
    visiting = above is not None and any(m.value == "visit" for m in above.of("encounter"))
    led = above is not None and (above.headline or (same and not (visiting and n.met.person)))
    first = n.sentence.index - 1 if led else n.sentence.index
    others = [
        m for m in named
        if m is not n and m.type != "visit" and ((m.parties, m.type) != (n.parties, n.type) or others_met(m.met, n.met))
    ]  # fmt: skip
    until = min(
        (m.sentence.index for m in others if m.sentence.index > n.sentence.index),
        default=n.sentence.index + _REPORTED,
    )
    told = any(
        m.type == "talks" and m.parties == n.parties and m.sentence.index < n.sentence.index for m in named
    )
    window = document.sentences[max(0, first) : min(until, n.sentence.index + _REPORTED)]
    if told and (n.met.person is not None or n.met.rank is not None):
        # After the talks somebody else was called on: only what its own paragraph says is about that.
        window = [s for s in window if s.stretch.paragraph == n.sentence.stretch.paragraph]
    return window


def _same(a: Named, b: Named) -> bool:
    """Whether two mentions of one type and the same parties are one encounter."""
    if a.type != b.type or a.parties != b.parties or (a.number and b.number and a.number != b.number):
        return False
    if a.planned != b.planned or _to_come(a, b) or _to_come(b, a):
        return False
    if a.type in SPOKEN and _kept_apart(a, b):
        return False
    if a.type in ("call", "visit") and a.date and b.date and len(a.date) == len(b.date) == 10:
        days = abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days)
        if days > 4:
            return False
    if a.type in ("talks", "meeting") and a.sentence is not b.sentence and _others_met(a, b):
        return False
    if a.persons and b.persons and not any(p in b.persons for p in a.persons):
        if a.type == "visit" and a.sentence is not b.sentence:
            return True  # once who travels is named, once who is called on
        # Other people of the same two sides: another encounter, unless one of them is only spoken of.
        return a.type in ("session", "summit", "conference") or not GUESSED.isdisjoint((a.level, b.level))
    return True


def _kept_apart(a: Named, b: Named) -> bool:
    """Whether who is met keeps two encounters of the same sides apart."""
    if others_met(a.met, b.met, a.sentence is b.sentence):
        return True
    for one, other in ((a, b), (b, a)):
        whom = one.met.person
        if whom is not None and whom in other.persons:
            return False
        if whom is not None and other.met.mine and not one.met.mine and whom.party in other.parties:
            others = {p.party for p in other.persons}
            if others and whom.party not in others:
                return True  # “I” spoke with the guest; the guest also with a colleague
        spoken = other.mention.value == "talks" and not other.rule.endswith("-about")
        if "courtesy" in one.mention.attrs and (whom or one.met.rank):
            return spoken or other.mention.cls in (
                "body",
                "session",
            )  # a call on somebody is not the talks themselves
        if whom is not None and one.sentence is not other.sentence:
            sides = {p.party for p in other.persons}
            return (
                whom.party in sides and len(sides) > 1
            )  # both sides are named, and this one is not among them
    return False


def _to_come(one: Named, next_one: Named) -> bool:
    """Whether one is told of as the next, and the other before it as one that is or was."""
    return (
        next_one.coming
        and not one.coming
        and not next_one.number
        and one.sentence.index < next_one.sentence.index
    )


def _others_met(a: Named, b: Named) -> bool:
    """Whether both name people of either side, and those of one side are others: «s'est aussi entretenu avec Y»."""
    if "match" not in (a.level, b.level):
        return False
    for party in a.parties:
        mine, theirs = ([p for p in n.persons if p.party == party] for n in (a, b))
        if not mine or not theirs:
            return False
    return any(
        not any(p in [q for q in b.persons if q.party == party] for p in a.persons if p.party == party)
        for party in a.parties
    )


def _meant(n: Named, found: list[Named]) -> Named | None:
    """What “the talks”, “the meeting” without any party refers to: an encounter of the same sides, or the only one."""
    if n.planned:
        return None
    definite = "def" in n.mention.feats or any(m.hi == n.mention.lo for m in n.sentence.of("definite"))
    if n.level not in GUESSED:
        # “The talks between the two sides”, nothing more: those that the text has just told of, if it has.
        bare = definite and n.type == "talks" and not (n.persons or n.place or n.date)
        told = [f for f in found if f.parties == n.parties and f.type in ("talks", "meeting")]
        return (
            next((f for f in reversed(told) if f.sentence.index <= n.sentence.index), None) if bare else None
        )
    sides = n.rule.endswith(("-verb", "fr-talks")) and n.sentence.of("side")
    if n.type == "talks" and (sides or n.rule.endswith("-about")):
        # “The delegations discussed …”: at the session, if the text has told of nothing else since.
        told = [
            f for f in found
            if f.parties == n.parties and f.type in (*SPOKEN, "session") and not f.planned and not f.ahead and not _will_be(f)
        ]  # fmt: skip
        before = [f for f in told if f.sentence.index <= n.sentence.index]
        last = max(before, key=lambda f: (f.sentence.index, f.mention.lo), default=None)
        if last is not None and last.type == "session":
            return last
    if n.type in ("talks", "meeting") and (definite or not (n.persons or n.place or n.date)):
        alike = ("talks", "meeting", "call", "session") if definite else ("talks", "meeting", "call")
        same = [
            f for f in found
            if f.parties == n.parties and f.type in alike and not f.planned and not _kept_apart(f, n)
        ]  # fmt: skip
        if same:
            return same[-1]
    others = [
        f
        for f in found
        if f.type == n.type
        and set(f.parties) & set(n.parties)
        and not (f.number and n.number and f.number != n.number)
    ]
    return others[0] if len(others) == 1 and definite else None


def merged(named: list[Named]) -> list[Named]:
    found: list[Named] = []
    order = {"match": 0, "clause": 1, "sentence": 2, "paragraph": 3, "document": 4}
    for n in sorted(named, key=lambda n: (order[n.level], -n.weight, n.number is None, n.sentence.index)):
        home = next(
            (
                f
                for f in found
                if _same(f, n) and not any(m.type in SPOKEN and _kept_apart(m, n) for m in f.merged)
            ),
            None,
        ) or _meant(n, found)
        if home is None:
            if not n.untold:
                found.append(n)
            continue
        home.merged.append(n)
        if (home.type, n.type) == ("meeting", "talks"):
            home.type = "talks"
        home.number = home.number or n.number
        home.date = home.date or n.date
        home.place = home.place or n.place
        home.persons += [
            p
            for p in n.persons
            if p not in home.persons and p.party in home.parties and len(home.persons) < 4
        ]
    return sorted(_without_meetings_again(_without_calls_again(found)), key=lambda n: n.evidence)


def _without_meetings_again(found: list[Named]) -> list[Named]:
    """A meeting of the same people of which another sentence (a headline's body) says that it was talks is those talks."""
    kept = []
    for n in found:
        home = next(
            (
                t
                for t in found
                if n.type == "meeting" and t.type == "talks" and t.parties == n.parties and _alike(n, t)
            ),
            None,
        )
        if home is None:
            kept.append(n)
        else:
            home.merged += [n, *n.merged]
            home.date, home.place = home.date or n.date, home.place or n.place
    return kept


def _will_be(session: Named) -> bool:
    """Whether a session is yet to come: nothing was discussed there."""
    tokens = session.sentence.tokens[session.mention.hi :]
    expected = any(m.lo >= session.mention.hi for m in session.sentence.of("expect"))
    return expected or any(not t.feats.isdisjoint(("fut", "futr")) for t in tokens)


def _alike(meeting: Named, talks: Named) -> bool:
    """Whether nothing told of two encounters keeps them apart: not the day, the plan, the people."""
    if meeting.planned or talks.planned or _kept_apart(meeting, talks):
        return False
    if meeting.date and talks.date and meeting.date != talks.date:
        return False
    if (
        not meeting.persons
        or not talks.persons
        or set(map(id, meeting.persons)) & set(map(id, talks.persons))
    ):
        return True
    return {p.party for p in meeting.persons}.isdisjoint({p.party for p in talks.persons})


def _without_calls_again(found: list[Named]) -> list[Named]:
    """A headline or a later sentence speaks of a telephone call as a talk: of the same two it is one encounter."""
    calls = [f for f in found if f.type == "call"]
    sessions = [f for f in found if f.type in ("session", "summit") and not f.ahead]
    kept = []
    for n in found:
        if (
            n.type in ("talks", "meeting")
            and n.level in GUESSED
            and n.rule.endswith(("-verb", "-about", "fr-talks"))
        ):
            # “The ministers reviewed …”: what was done at the session of which the text tells.
            session = next((s for s in sessions if s.parties == n.parties and _one(s, n)), None)
            only = len(sessions) == 1 and not any(f is not n and f.type in SPOKEN for f in found)
            told = session is not None and not _will_be(session) and not n.date
            if session is not None and told and (only or session.sentence.index <= n.sentence.index):
                session.merged.append(n)
                continue
        alike = n.type in ("talks", "meeting") and not n.planned
        home = next((c for c in calls if alike and c.parties == n.parties and _one(c, n)), None)
        if home is None:
            kept.append(n)
        else:
            home.merged.append(n)
            home.date = home.date or n.date
    return kept


def _one(call: Named, other: Named) -> bool:
    """Whether talks without a place or a day of their own are those of the call."""
    led = call.sentence.headline and call.date is None and bool(other.persons)  # the headline gives no day
    the_call = any(m.hi == call.mention.lo for m in call.sentence.of("definite")) and not call.persons
    if call.type == "call" and the_call and 0 < call.sentence.index - other.sentence.index <= _SOON:
        return True  # «s'est entretenue aujourd'hui avec … Au cours de l'entretien téléphonique, …»
    if other.place or (other.date and other.date != call.date and not led):
        return False
    if other.level in GUESSED and any(m.hi == other.mention.lo for m in other.sentence.of("definite")):
        return True  # “The call …”: who is named beside it is spoken of
    return not other.persons or not call.persons or all(p in call.persons for p in other.persons)
