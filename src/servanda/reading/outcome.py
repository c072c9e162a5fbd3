"""What a reading gives: passages, and drafts of facts with their evidence in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = ("instruments", "encounters", "bodies", "undertakings", "persons", "sectors", "topics")

#: The longest stretch that still counts as evidence, in code points (a sentence at most).
LONGEST_EVIDENCE = 400


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of the text as it came: `text[start:end] == quote`, counted in code points."""

    start: int
    end: int
    quote: str = field(compare=False)

    def as_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text in one language; None where no pack knows the language."""

    start: int
    end: int
    language: str | None


@dataclass(slots=True)
class Draft:
    """One fact that the text states, as far as it was understood.

    kind        one of KINDS
    facts       the fields of that kind (shared schema of statements), without evidence
    evidence    where the text says it, in order of the text
    confidence  0 … 1: how sure the rules are, not a probability
    reasons     codes that say what the confidence rests on (rule ids, how the parties were found)
    missing     names of fields that the text leaves open
    """

    kind: str
    facts: dict[str, Any]
    evidence: list[Evidence]
    confidence: float = 0.5
    reasons: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object of the schema, with confidence, reasons and missing beside its fields."""
        return {
            **self.facts,
            "evidence": [e.as_json() for e in self.evidence],
            "confidence": round(self.confidence, 2),
            "reasons": self.reasons,
            "missing": self.missing,
        }


@dataclass(slots=True)
class Organisation:
    """An organisation of a state that the text names: no draft of the schema, offered beside them.

    name      as a list would have it: nominative, without clitics, a ministry without its state
    kind      ministry, agency, office, other
    party     whose it is, as far as the text says
    evidence  every place where it is named, in order of the text
    """

    name: str
    language: str
    kind: str
    party: str | None
    evidence: list[Evidence]

    def as_json(self) -> dict[str, Any]:
        """Its fields, for whoever keeps them."""
        return {
            "name": self.name,
            "language": self.language,
            "kind": self.kind,
            "party": self.party,
            "evidence": [e.as_json() for e in self.evidence],
        }


@dataclass(slots=True)
class Firing:
    """For the explanation: a rule that matched, where, and what came of it."""

    rule: str
    start: int
    end: int
    quote: str
    result: str


@dataclass(slots=True)
class Reading:
    """Everything that was read in one text."""

    text: str
    language: str
    published: date | None
    passages: list[Passage]
    drafts: list[Draft]
    firings: list[Firing] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)

    def of(self, kind: str) -> list[Draft]:
        """The drafts of one kind, in order of the text."""
        return [d for d in self.drafts if d.kind == kind]

    def as_json(self, identifier: str | None = None, source: str | None = None) -> dict[str, Any]:
        """The object of the shared schema of statements; `identifier` and `source` are the caller's."""
        head = {
            "id": identifier,
            "language": self.language,
            "published": self.published.isoformat() if self.published else None,
            "source": source,
        }
        return {**head, **{kind: [d.as_json() for d in self.of(kind)] for kind in KINDS}}

    def spans(self) -> Iterator[Evidence]:
        """Every stretch of evidence, also that of the tasks in a mandate."""
        for draft in self.drafts:
            yield from draft.evidence
            for task in draft.facts.get("mandate", ()):
                for e in task["evidence"]:
                    yield Evidence(e["start"], e["end"], e["quote"])

    def spans_ok(self) -> bool:
        """Whether every quote stands in the text where its offsets say and none is over-long."""
        return all(
            0 <= e.start < e.end <= len(self.text)
            and self.text[e.start : e.end] == e.quote
            and e.end - e.start <= LONGEST_EVIDENCE
            for e in self.spans()
        )
