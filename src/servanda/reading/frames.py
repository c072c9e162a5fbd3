"""Firing the rules of a pack: which rule holds for which mention, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import Firing
from servanda.reading.pack import CompiledRule
from servanda.reading.pattern import Match

#: What is spoken of is spoken of, also where it is denied.
_UNGUARDED = frozenset({"topic", "sector", "party"})
#: Within how many tokens before a match a negation or a condition reaches it.
_REACH = 3
#: Marks that end a sentence which asks and so states nothing.
_QUESTIONS = frozenset("?؟")


@dataclass(slots=True)
class Fired:
    """A rule that matched: where, and on which mention."""

    rule: CompiledRule
    sentence: Sentence
    match: Match
    focus: Mention | None
    stopped: str = ""

    @property
    def weight(self) -> int:
        return self.rule.spec.weight


def fire(document: Document, frame: str, log: list[Firing], guarded_too: bool = False) -> Iterator[Fired]:
    """Every match of the rules of one frame that no guard stops (`guarded_too`: those as well, marked)."""
    guards = frame not in _UNGUARDED
    for sentence in document.sentences:
        if sentence.asked:
            continue
        for rule in sentence.pack.rules_of(frame):
            if rule.spec.headline is not None and rule.spec.headline != sentence.headline:
                continue
            for pattern in rule.patterns:
                for match in pattern.matches(sentence.view):
                    focus = match.captures.get(rule.spec.focus)
                    stopped = guarded(sentence, match.lo, match.hi) if guards and rule.spec.guard else ""
                    evidence = sentence.evidence(document.text, match.lo, match.hi)
                    log.append(
                        Firing(rule.spec.id, evidence.start, evidence.end, evidence.quote, stopped or frame)
                    )
                    if not stopped or guarded_too:
                        yield Fired(rule, sentence, match, focus, stopped)


def guarded(sentence: Sentence, lo: int, hi: int) -> str:
    """Why tokens lo … hi-1 state no fact: `negated`, `conditional`, or an empty text."""
    if sentence.tokens[-1].text in _QUESTIONS:
        return "conditional"
    marks = sentence.view.clause_marks
    reach = lo
    while reach > 0 and lo - reach < _REACH and reach - 1 not in marks:
        reach -= 1
    for cls, why in (("neg", "negated"), ("cond", "conditional")):
        for m in sentence.of(cls):
            # “announced that he would visit”: reported speech puts a future so, it is no condition.
            said = sentence.reported or any(s.hi <= m.lo for s in sentence.of("said", "declare"))
            reported = m.value == "reported" and said
            # «تران لو كوانغ», “21 May 2026”: a name or a month, whatever the word means otherwise.
            named = any(p.lo <= m.lo < p.hi for p in sentence.of("person", "date"))
            if reach <= m.lo < hi and not reported and not named:
                return why
    return ""


def best(fired: list[Fired]) -> dict[int, Fired]:
    """For each focus the rule with the greatest weight; where that rule drops, nothing."""
    found: dict[int, Fired] = {}
    for f in fired:
        if f.focus is None:
            continue
        other = found.get(id(f.focus))
        if (
            other is None
            or f.weight > other.weight
            or (f.weight == other.weight and _length(f) < _length(other))
        ):
            found[id(f.focus)] = f
    return {k: f for k, f in found.items() if not f.rule.spec.drop}


def _length(fired: Fired) -> int:
    return fired.match.hi - fired.match.lo
