"""The joint body that an agreement founds: its name, how often it meets, where, and when its agenda is due."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .pack import captured
from .pack import slotted as with_slots
from .passage import Evidence, Passage
from .slots import Duration

# How far from the name the founding word may stand, and how many sentences after it speak of the body's meetings.
_BEFORE, _AFTER, _MEETS, _NEAR = 90, 150, 110, 14


@dataclass(frozen=True)
class JointBody:
    """A body that the parties found. `kind` as the act of a mechanism has it; `when_needed`: it meets on request."""

    name: str
    kind: str = "other"
    every: Duration | None = None
    when_needed: bool = False
    alternation: bool = False
    agenda: Duration | None = None  # how long before a session the agenda is due
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "every": {"n": self.every.n, "unit": self.every.unit} if self.every else None,
            "when_needed": self.when_needed,
            "alternation": self.alternation,
            "agenda_deadline": {"n": self.agenda.n, "unit": self.agenda.unit} if self.agenda else None,
            "evidence": [item.as_json() for item in self.evidence],
        }


def read_body(passage: Passage) -> JointBody | None:
    """The first joint body that the text founds; else the first whose meetings it orders; None without one."""
    rules = passage.pack.body
    second: tuple[int, re.Match[str]] | None = None
    for index, sentence in enumerate(passage.sentences):
        if sentence.heading:
            continue
        for match in rules.name.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - _BEFORE) : match.start()]
            after = sentence.text[match.end() : match.end() + _AFTER]
            if rules.not_founded.search(before[-40:] + match[0] + after[:40]):
                continue
            if rules.founded.search(before) or rules.founded_after.search(after):
                return _body(passage, index, match)
            if second is None and rules.meets.search(after[:_MEETS]):
                second = index, match
    return _body(passage, *second) if second else None


def _body(passage: Passage, index: int, match: re.Match[str]) -> JointBody:
    """The body named by `match` in a sentence, with what that sentence and those after it say of its meetings."""
    rules, sentence = passage.pack.body, passage.sentences[index]
    group = next(n for n, said in enumerate(match.groups(), 1) if said)
    start, end = sentence.start + match.start(group), sentence.start + match.end(group)
    near = [sentence, *(s for s in passage.sentences[index + 1 : index + 1 + _NEAR] if not s.heading)]
    every, alternation, needed, agenda = None, False, False, None
    evidence = [passage.evidence(start, end)]
    for said in near:
        if passage.pack.entry.cue.search(said.text) and said is not sentence:
            break  # the final clauses
        due = rules.agenda.search(said.text)
        if agenda is None and due:
            said_n = captured(due, "n")
            agenda = passage.slotted.duration(said_n[1]) if said_n else None
            evidence += [passage.quote(said, due)] * bool(agenda)
        meets = rules.meets.search(said.text)
        if not meets:
            continue
        alternate = rules.alternation.search(said.text)
        if alternate and rules.not_alternation.search(said.text[: alternate.start()]):
            alternate = None
        often = _often(passage, said.text) if every is None else None
        need = rules.needed.search(said.text, meets.end(), meets.end() + _AFTER)
        if often or need or (alternate and not alternation):
            evidence.append(passage.quote(said))
        every = every or often
        needed = needed or bool(need)
        alternation = alternation or bool(alternate)
    name = passage.slotted.source_text(start, end)
    kind = next(
        (k for p, k in passage.pack.data.body.kinds.items() if re.search(p, match.group(group))), "other"
    )
    kept = tuple(dict.fromkeys(evidence))
    return JointBody(" ".join(name.split()), kind, every, needed and every is None, alternation, agenda, kept)


def _often(passage: Passage, text: str) -> Duration | None:
    for pattern, said in passage.pack.data.body.often.items():
        if re.search(with_slots(pattern), text):
            n, unit = said.split()
            return Duration(int(n), unit)
    match = passage.pack.body.every.search(text)
    claimed = captured(match, "n") if match else None
    return passage.slotted.duration(claimed[1]) if claimed else None
