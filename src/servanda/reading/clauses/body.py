"""The joint body that an agreement founds: its name, how often it meets, where, and when its agenda is due."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .pack import captured
from .pack import slotted as with_slots
from .passage import Evidence, Passage
from .slots import Duration


@dataclass(frozen=True)
class JointBody:
    name: str
    every: Duration | None = None
    alternation: bool = False
    agenda: Duration | None = None  # how long before a session the agenda is due
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "every": {"n": self.every.n, "unit": self.every.unit} if self.every else None,
            "alternation": self.alternation,
            "agenda_deadline": {"n": self.agenda.n, "unit": self.agenda.unit} if self.agenda else None,
            "evidence": [item.as_json() for item in self.evidence],
        }


def read_body(passage: Passage) -> JointBody | None:
    """The first joint body that the text founds, or whose meetings it orders; None without one."""
    rules = passage.pack.body
    for index, sentence in enumerate(passage.sentences):
        match = rules.name.search(sentence.text)
        if not match or not (rules.founded.search(sentence.text) or rules.meets.search(sentence.text)):
            continue
        group = next(n for n, said in enumerate(match.groups(), 1) if said)
        start, end = sentence.start + match.start(group), sentence.start + match.end(group)
        near = [sentence, *(s for s in passage.sentences[index + 1 : index + 14] if not s.heading)]
        every, alternation, agenda, evidence = None, False, None, [passage.evidence(start, end)]
        for said in near:
            if rules.alternation.search(said.text):
                alternation = True
                evidence.append(passage.quote(said, rules.alternation.search(said.text)))
            if every is None and rules.meets.search(said.text):
                every = _often(passage, said.text)
            due = rules.agenda.search(said.text)
            if agenda is None and due:
                said_n = captured(due, "n")
                agenda = passage.slotted.duration(said_n[1]) if said_n else None
        return JointBody(
            passage.slotted.source_text(sentence.start + match.start(group), end),
            every,
            alternation,
            agenda,
            tuple(evidence),
        )
    return None


def _often(passage: Passage, text: str) -> Duration | None:
    for pattern, said in passage.pack.data.body.often.items():
        if re.search(with_slots(pattern), text):
            n, unit = said.split()
            return Duration(int(n), unit)
    match = passage.pack.body.every.search(text)
    claimed = captured(match, "n") if match else None
    return passage.slotted.duration(claimed[1]) if claimed else None
