"""Bodies: commissions, working groups, consultations, councils; their sessions, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.reading.acting import resolve
from servanda.reading.document import Document, Sentence
from servanda.reading.frames import Fired, best, fire
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import Draft, Evidence, Firing
from servanda.reading.undertakings import actions_after
from servanda.reading.whose import PartyBook

#: Most capitalised words of the name of a body between its number and the word for it (“second Kenya–Oman Joint Trade …”).
_PROPER = 3
_ORDER = ("created", "convened", "announced", "mentioned")
#: Most words from a body to the session that it held («le Groupe de travail sur la migration a tenu sa 20e réunion»).
_HELD = 9
_CONFIDENCE = {"match": 0.9, "clause": 0.85, "sentence": 0.75, "paragraph": 0.65, "document": 0.6}


@dataclass(slots=True, eq=False)
class _Named:
    mention: Mention
    sentence: Sentence
    type: str
    action: str
    session: int | None
    parties: tuple[str, ...]
    level: str
    evidence: Evidence
    rule: str
    definite: bool
    mandate: list[Evidence] = field(default_factory=list)
    merged: list[_Named] = field(default_factory=list)

    @property
    def definite_body(self) -> bool:
        """Whether later sessions can be its sessions."""
        return self.type in ("joint_commission", "political_consultations", "working_group")


def find_bodies(document: Document, book: PartyBook, log: list[Firing]) -> list[Draft]:
    """Drafts of bodies, one for each type, parties and session."""
    fired = list(fire(document, "body", log))
    chosen = best([f for f in fired if "task" not in f.rule.spec.set])
    refused = {id(f.focus) for f in fired if f.rule.spec.drop and id(f.focus) not in chosen}
    tasks = [f for f in fired if f.rule.spec.set.get("task")]
    named: list[_Named] = []
    for sentence in document.sentences:
        for mention in sentence.of("body"):
            if id(mention) in refused or "weak" in mention.attrs:
                continue
            if "bare" in mention.attrs and id(mention) not in chosen:
                continue  # «leur dialogue politique»: of which no session is told
            if mention.value == "political_consultations" and any(
                i.lo < mention.hi and mention.lo < i.hi for i in sentence.of("instrument")
            ):
                continue  # «План межмидовских консультаций»: the name of a paper
            if any(t.lo <= mention.lo and mention.hi <= t.hi for t in sentence.of("topic")):
                continue  # a dialogue of others that was spoken of
            if n := _understood(document, sentence, mention, chosen.get(id(mention)), book):
                n.mandate = [
                    e
                    for f in tasks
                    if f.focus is mention
                    for e in actions_after(document, sentence, f.match.hi)
                ]
                named.append(n)
    named += _later_sessions(document, chosen, named)
    return [_draft(n) for n in _merged(named)]


def _later_sessions(document: Document, chosen: dict[int, Fired], named: list[_Named]) -> list[_Named]:
    """“The ninth session will be convened in Islamabad”: the session of the body spoken of before."""
    found = []
    for f in chosen.values():
        if f.focus is None or not _anaphoric(f):
            continue
        before = [n for n in named if n.sentence.index <= f.sentence.index and n.definite_body]
        if not before:
            continue
        numbers = [o for o in f.sentence.of("ordinal") if f.focus.lo - 4 <= o.lo and o.hi <= f.focus.hi + 2]
        if not numbers:
            continue
        home, spec = _home(before, int(numbers[0].value)), f.rule.spec
        lo, hi = min(numbers[0].lo, f.focus.lo), max(numbers[0].hi, f.focus.hi)
        evidence = f.sentence.evidence(document.text, lo, hi)
        action = str(spec.set.get("action", "announced"))
        number = int(numbers[0].value)
        found.append(
            _Named(
                f.focus,
                f.sentence,
                home.type,
                action,
                number,
                home.parties,
                home.level,
                evidence,
                spec.id,
                True,
            )
        )
    return found


def _home(before: list[_Named], number: int) -> _Named:
    """Whose session it is: the body whose session before is named, else a commission, else the last body."""
    preceding = [n for n in before if n.session == number - 1]
    commissions = [n for n in before if n.type == "joint_commission"]
    return (preceding or commissions or before)[-1]


def _anaphoric(fired: Fired) -> bool:
    """Whether the rule is about a session without a named body, or about “the commission” named before."""
    focus = fired.focus
    if focus is None:
        return False
    if focus.cls == "session":
        return not any(b for b in fired.sentence.of("body") if abs(b.lo - focus.hi) <= 6)
    return "weak" in focus.attrs


def session_number(sentence: Sentence, mention: Mention) -> tuple[int | None, int]:
    """(ordinal of the session that stands by the mention, first token of that phrase)."""
    marks = sentence.view.clause_marks
    owned = {i for m in sentence.of("state", "org", "definite", "join") for i in range(m.lo, m.hi)}

    def apart(low: int, high: int) -> int:
        """Words from one place to another, those that name whose body it is left out."""
        return sum(i not in owned for i in range(min(low, high), max(low, high)))

    sessions = [
        m
        for m in sentence.of("session")
        if ("own" in m.attrs and mention.hi <= m.lo)
        or (
            (apart(m.lo, mention.lo) <= 8 or apart(m.lo, mention.hi) <= (_HELD if mention.hi <= m.lo else 6))
            and not any(i in marks for i in range(min(m.hi, mention.hi), max(m.lo, mention.lo)))
        )
    ]
    for s in sorted(sessions, key=lambda s: min(abs(s.hi - mention.lo), abs(s.lo - mention.hi))):
        for o in sentence.of("ordinal"):
            if s.lo - 3 <= o.lo and o.hi <= s.hi + 2:
                return int(o.value), min(s.lo, o.lo, mention.lo)
    owners = {i for m in sentence.of("state", "definite") for i in range(m.lo, m.hi)}
    marks_between = frozenset("-–—")
    capitals = sentence.pack.meta.writing.capitals
    for o in sentence.of("ordinal"):
        between = range(o.hi, mention.lo)
        proper = (
            sum(i not in owners and sentence.tokens[i].kind == "word" for i in between) <= _PROPER
            and capitals
        )
        near = o.hi <= mention.lo and all(
            i in owners or sentence.tokens[i].text in marks_between or (proper and sentence.tokens[i].capital)
            for i in between
        )
        if near and mention.value in ("political_consultations", "joint_commission"):
            return int(o.value), o.lo
    return None, mention.lo


def _understood(
    document: Document, sentence: Sentence, mention: Mention, fired: Fired | None, book: PartyBook
) -> _Named | None:
    lo, hi = mention.lo, mention.hi
    spec = fired.rule.spec if fired else None
    if fired:
        lo, hi = min(lo, fired.match.lo), max(hi, fired.match.hi)
    session, first = session_number(sentence, mention)
    action = str(spec.set.get("action", "mentioned")) if spec else "mentioned"
    definite = "def" in mention.feats or any(m.hi == mention.lo for m in sentence.of("definite"))
    parties, level = resolve(sentence, min(first, mention.lo), mention.hi, book, fill=True, trio=True)
    if len(parties) < 2 or (fired is None and level == "document" and not book.bilateral):
        return None  # one that is only mentioned, in a text about many
    start = None if first < mention.lo or lo < mention.lo else sentence.start_of(mention)
    evidence = sentence.evidence(document.text, min(lo, first), hi, start)
    kind = str(spec.set.get("type", mention.value)) if spec else mention.value
    return _Named(
        mention,
        sentence,
        kind,
        action,
        session,
        parties,
        level,
        evidence,
        spec.id if spec else "default",
        definite,
    )


def _merged(named: list[_Named]) -> list[_Named]:
    found: list[_Named] = []
    for n in sorted(named, key=lambda n: (n.session is None, LEVELS.get(n.level, 9), n.sentence.index)):
        rivals = [
            f for f in found
            if f.type == n.type and not _another(f, n) and (f.parties == n.parties or n.level in ("paragraph", "document")) and n.session in (None, f.session)
        ]  # fmt: skip
        if rivals:
            rivals[0].merged.append(n)
        else:
            found.append(n)
    return sorted(found, key=lambda n: n.evidence)


def _another(a: _Named, b: _Named) -> bool:
    """Whether one is founded and the other is not, and their names begin otherwise: a committee within the commission."""
    if (a.action == "created") == (b.action == "created"):
        return False
    heads = [
        {
            k
            for m in n.sentence.of("bodyhead")
            if n.mention.lo <= m.lo < n.mention.hi
            for k in n.sentence.tokens[m.lo].keys
        }
        for n in (a, b)
    ]
    return bool(heads[0] and heads[1]) and heads[0].isdisjoint(heads[1])


LEVELS = {"match": 0, "clause": 1, "sentence": 2, "paragraph": 3, "document": 4}


def _draft(n: _Named) -> Draft:
    everything = [n, *n.merged]
    action = min((m.action for m in everything), key=_ORDER.index)
    facts: dict[str, object] = {
        "type": n.type,
        "parties": list(n.parties),
        "action": action,
        "session": n.session,
    }
    mandate = sorted({e for m in everything for e in m.mandate})
    if mandate:
        facts["mandate"] = [{"evidence": [e.as_json()]} for e in mandate]
    reasons = [*sorted({f"rule:{m.rule}" for m in everything}), f"parties:{n.level}"]
    confidence = _CONFIDENCE[n.level] - (0.15 if action == "mentioned" else 0.0)
    return Draft("bodies", facts, sorted({m.evidence for m in everything}), confidence, reasons, [])
