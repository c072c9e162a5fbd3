"""From the acts on a topic to its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.domain.acts.dialogue import AgreedLanguage, Consultation, Position
from servanda.domain.entry import Entry
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.rules import Rule
from servanda.domain.sessions.fold import in_order
from servanda.domain.wording import N_

DIALOGUE_RULES: dict[str, Rule] = {
    "next_round": Rule(
        "next_round", N_("At the consultation of {base} the next round was set for this day."), "the record"
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said (a position), or both agreed on, with its entry and day."""

    act: Position | AgreedLanguage
    entry: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation with what was said at it: that names the same session or encounter, or bears the same day."""

    act: Consultation
    entry: str
    on: date | None
    said: tuple[Said, ...] = ()
    followed_on: date | None = None


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic folded from its acts.

    consultations  in order, each with what was said at it
    apart          what was said at no consultation on record
    agreed         the agreed words, latest last
    """

    names: dict[str, str]
    parties: tuple[str, ...]
    since: date | None
    part_of: str | None = None
    consultations: tuple[Consulted, ...] = ()
    apart: tuple[Said, ...] = ()
    agreed: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def next_round(self) -> Consulted | None:
        """The consultation that set the next round, as long as none followed."""
        return next(
            (c for c in reversed(self.consultations) if c.act.next_due and c.followed_on is None), None
        )


def fold(entries: Iterable[Entry]) -> TopicState | None:
    """The state of one topic from its entries; None where nothing names it."""
    acts = in_order(entries)
    told = [e for e in acts if e.act.name == "topic"]
    if not told:
        return None
    names: dict[str, str] = {}
    parties: dict[str, None] = {}
    part_of: str | None = None
    for entry in acts:
        act: Any = entry.act
        if act.name == "topic":
            names |= act.names
            part_of = act.part_of or part_of
        parties |= dict.fromkeys(getattr(act, "parties", ()))
    said = [Said(e.act, e.id, e.on) for e in acts if isinstance(e.act, Position | AgreedLanguage)]
    held = [e for e in acts if isinstance(e.act, Consultation)]
    taken: set[str] = set()
    consultations = []
    for i, entry in enumerate(held):
        assert isinstance(entry.act, Consultation)
        there = [s for s in said if s.entry not in taken and _at(s, entry)]
        taken |= {s.entry for s in there}
        following = next((e.on for e in held[i + 1 :] if e.on), None)
        consultations.append(Consulted(entry.act, entry.id, entry.on, tuple(there), following))
    pairs = sorted({"–".join(sorted(c.act.parties)) for c in consultations if len(c.act.parties) == 2})
    findings = []
    if len(pairs) > 1:
        entry_ids = tuple(c.entry for c in consultations)
        findings.append(Finding("topic_of_several_relationships", entry_ids, {"pairs": pairs}))
    return TopicState(
        names=names,
        parties=tuple(parties),
        since=told[0].on,
        part_of=part_of,
        consultations=tuple(consultations),
        apart=tuple(s for s in said if s.entry not in taken),
        agreed=tuple(s for s in said if isinstance(s.act, AgreedLanguage)),
        findings=tuple(findings),
    )


def _at(said: Said, entry: Entry) -> bool:
    """Whether something was said at a consultation."""
    act: Any = entry.act
    for name in ("session", "encounter"):
        theirs, mine = getattr(said.act, name), getattr(act, name)
        if theirs:
            return bool(theirs == mine)
    return said.on is not None and said.on == entry.on
