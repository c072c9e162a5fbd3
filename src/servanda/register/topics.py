"""Topics of the political dialogue as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from servanda.domain.dialogue import Consulted, TopicState, fold
from servanda.domain.instruments.findings import Finding
from servanda.journal.models import JournalEntry
from servanda.journal.queries import to_entry
from servanda.register import queries
from servanda.register.bodies import facts_of
from servanda.register.models import Deadline, Record
from servanda.register.projections.instrument import plain
from servanda.register.visibility import Viewer, entries, records


@dataclass(slots=True)
class TopicSeen:
    """A topic as a reader may see it.

    common  the topic above it; beside: the topics under the same one, each folded, of other relationships
    where   sessions and encounters that are named, by subject
    """

    record: Record
    state: TopicState
    rows: list[JournalEntry]
    common: Record | None
    beside: list[tuple[Record, TopicState]]
    findings: list[Finding]
    where: dict[str, Record] = field(default_factory=dict)

    @property
    def next_round(self) -> Consulted | None:
        return self.state.next_round


def _state(viewer: Viewer, subject: str) -> tuple[TopicState | None, list[JournalEntry]]:
    rows = list(entries(viewer).filter(subject=subject).order_by("seq"))
    return fold([to_entry(r) for r in rows]), rows


def look(viewer: Viewer, subject: str) -> TopicSeen | None:
    """The page of a topic; None where the reader may not see it."""
    record = queries.record(viewer, subject)
    state, rows = _state(viewer, subject)
    if record is None or state is None:
        return None
    under = records(viewer).filter(kind="topic", ties__relation="part_of")
    under = under.filter(ties__target__in=[subject, *([state.part_of] if state.part_of else [])])
    beside: list[tuple[Record, TopicState]] = []
    for other in under.exclude(subject=subject).order_by("subject", "-low").distinct():
        theirs, _ = _state(viewer, other.subject)
        if theirs is not None and other.subject not in {r.subject for r, _ in beside}:
            beside.append((other, theirs))
    states = [state, *(s for _, s in beside)]
    named = {n for s in states for c in s.consultations for n in (c.act.session, c.act.encounter) if n}
    named |= {n for s in states for x in s.apart for n in (x.act.session, x.act.encounter) if n}
    return TopicSeen(
        record=record,
        state=state,
        rows=rows,
        common=queries.record(viewer, state.part_of) if state.part_of else None,
        beside=beside,
        findings=[f._replace(data=plain(f.data)) for f in state.findings],
        where={r.subject: r for r in records(viewer).filter(subject__in=named).order_by("low")},
    )


@dataclass(slots=True)
class TopicLine:
    """A topic in the list."""

    record: Record
    facts: dict[str, Any]
    next_due: date | None = None
    host: str = ""


def index(viewer: Viewer) -> list[tuple[Record | None, list[TopicLine]]]:
    """Topics grouped under their common one, those without one last."""
    made: dict[str, TopicLine] = {}
    above: dict[str, str] = {}
    found = records(viewer).filter(kind="topic").order_by(F("on").desc(nulls_last=True), "subject", "-low")
    for record in found.prefetch_related("ties"):
        if record.subject not in made:
            made[record.subject] = TopicLine(record, facts_of(record))
            for tie in record.ties.all():
                if tie.relation == "part_of":
                    above[record.subject] = tie.target
    for d in Deadline.objects.filter(
        record__in=[line.record for line in made.values()], what="consultation_due", met__isnull=True
    ).select_related("record"):
        made[d.record.subject].next_due, made[d.record.subject].host = d.last_day, d.owed_by
    groups: dict[str, list[TopicLine]] = {}
    for subject, line in made.items():
        if subject not in above.values():
            groups.setdefault(above.get(subject, ""), []).append(line)
    heads = [s for s in groups if s]
    heads.sort(key=lambda s: (s not in made, made[s].record.title if s in made else s))
    listed: list[tuple[Record | None, list[TopicLine]]] = [
        (made[s].record if s in made else None, groups[s]) for s in heads
    ]
    return [*listed, *([(None, groups[""])] if "" in groups else [])]
