"""Facts for an official text, from what a reader may see and never more than the circle that the text is made for.

What leaves the house knows two circles: `public` and `joint`. What is `internal` or `restricted` is not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import override

from servanda.domain.entry import Circle, standing
from servanda.domain.instruments.entry_into_force import APPROVALS
from servanda.domain.wording import N_
from servanda.journal.queries import to_entry
from servanda.register import meetings, queries, words
from servanda.register.delegates import Delegated, post_on
from servanda.register.installation import own_side
from servanda.register.models import Interval, Record, RecordSector, Tie
from servanda.register.visibility import Viewer, entries, records
from servanda.writing import LANGUAGES, Body, Event, Instrument, Next, Person

OUTGOING = (Circle.PUBLIC, Circle.JOINT)
#: What a communiqué does not tell: where the sides differ, what was only noted, matters of procedure.
UNSAID = frozenset(["divergence", "take_note", "other"])
#: Kinds of text that make sense for a kind of subject.
FOR = {
    "session": ("communique", "joint-statement", "invitation"),
    "encounter": ("communique", "joint-statement"),
    "instrument": ("notification",),
    "relationship": ("signed-table",),
}


class CannotWrite(LookupError):
    """There is nothing to write from: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "unknown": N_(
            "{subject} is not known in the {circle} circle: nothing internal goes into such a text."
        ),
        "kind": N_("A text of this kind cannot be written about {subject}. Possible: {possible}."),
        "not_two": N_("{subject} does not stand between two parties: the text needs two sides."),
        "encounter": N_("{subject} is an encounter of a kind for which there is no communiqué."),
        "no_signature": N_("No signed instrument of {subject} is known in the {circle} circle."),
        "party": N_("{party} is not a party to {subject}."),
    }

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the kind of text, its subject, language, the day as of which it speaks, its circle, who sends it."""

    kind: str
    subject: str
    language: str
    on: date
    circle: Circle = Circle.JOINT
    sender: str = ""


def kinds_for(subject: str) -> tuple[str, ...]:
    """The kinds of text that can be written about a subject."""
    return FOR.get(subject.partition("/")[0], ())


def narrowed(viewer: Viewer, circle: Circle) -> Viewer:
    """The reader as those for whom the text is made: never wider than themselves, never wider than joint."""
    level = min(circle.level, Circle.JOINT.level)
    outgoing = next(c for c in reversed(OUTGOING) if c.level <= level)
    return viewer if viewer.circle.level <= outgoing.level else replace(viewer, circle=outgoing)


def event(viewer: Viewer, asked: Asked) -> Event:
    """The session or encounter with what came of it. Raises CannotWrite."""
    viewer = narrowed(viewer, asked.circle)
    if asked.subject.startswith("session/"):
        return _session(viewer, asked)
    return _encounter(viewer, asked)


def _unknown(asked: Asked) -> CannotWrite:
    return CannotWrite("unknown", subject=asked.subject, circle=words.word("circle", asked.circle.value))


def _two(parties: Sequence[str], asked: Asked) -> tuple[str, str]:
    if len(parties) != 2:
        raise CannotWrite("not_two", subject=asked.subject)
    return parties[0], parties[1]


def _place(facts: Any) -> dict[str, str]:
    names = dict(facts.get("places") or {})
    if facts.get("place"):
        names.setdefault("", facts["place"])
    return names


def _person(who: Delegated, party: str) -> Person:
    return Person(dict(who.names), dict(who.capacity), party, _courtesy(who.record))


def _courtesy(record: Record | None) -> dict[str, str]:
    """How a person of the register is addressed, by language."""
    return dict(json.loads(record.state).get("courtesy", {})) if record else {}


def _session(viewer: Viewer, asked: Asked) -> Event:
    found = meetings.look(viewer, asked.subject, asked.on)
    if found is None:
        raise _unknown(asked)
    a, b = _two(found.parties, asked)
    state, facts = found.state, found.state.facts
    persons = []
    for chair in facts.get("co_chairs", ()):
        persons.append(_named(viewer, chair, state.begins or asked.on))
    if not persons:
        persons = [_person(d.head, d.party) for d in found.delegations if d.head]
    about = {x.record.subject: x.record for i in found.items for d in i.decisions for x in d.about}
    held = state.status == "held"
    decided = [d.act.texts for d in state.decisions if d.act.kind not in UNSAID] if held else []
    sectors = _sectors([r for r in about.values() if r.kind in ("commitment", "instrument")])
    body = None
    following = None
    if found.body is not None and found.body_state is not None:
        names = dict(json.loads(found.body.titles))
        body = Body(str(found.body_state.facts.get("kind", "joint_commission")), names, (a, b))
        following = _next(viewer, found.body.subject, facts.get("ordinal")) if held else None
    return Event(
        subject=asked.subject,
        kind="session",
        parties=(a, b),
        begins=state.begins,
        ends=state.ends if state.ends != state.begins else None,
        place=_place(facts),
        host=str(facts.get("host") or ""),
        persons=tuple(persons),
        body=body,
        ordinal=facts.get("ordinal"),
        sectors=tuple(sectors),
        stated=tuple(dict(t) for t in decided),
        agenda=tuple(dict(i.listed.item.titles) for i in found.items),
        instruments=tuple(_instruments(viewer, a, b, state.begins, state.ends)) if held else (),
        next=following,
    )


def _next(viewer: Viewer, mechanism: str, ordinal: int | None) -> Next | None:
    """The session after this one, where one is planned."""
    if not ordinal:
        return None
    tied = Tie.objects.filter(relation="mechanism", target=mechanism).values("record")
    for record in records(viewer).filter(kind="session", pk__in=tied).order_by("subject", "low"):
        state = json.loads(record.state)
        if state.get("ordinal") == ordinal + 1:
            place = {"": state["place"]} if state.get("place") else {}
            return Next(ordinal + 1, record.on, place, state.get("host") or "")
    return None


def _named(viewer: Viewer, chair: Any, on: date) -> Person:
    record = queries.record(viewer, chair.person) if chair.person else None
    if record is None:
        return Person({"": chair.name} if chair.name else {}, {}, chair.party or "")
    return Person(dict(json.loads(record.titles)), post_on(record, on), chair.party or "", _courtesy(record))


def _encounter(viewer: Viewer, asked: Asked) -> Event:
    rows = [to_entry(r) for r in entries(viewer).filter(subject=asked.subject).order_by("seq")]
    told = [e for e in standing(rows) if e.act.name == "encounter"]
    if not told:
        raise _unknown(asked)
    entry, act = told[-1], told[-1].act
    kind = {"conference": "", "summit": "talks"}.get(act.kind, act.kind)  # type: ignore[attr-defined]
    if not kind:
        raise CannotWrite("encounter", subject=asked.subject)
    a, b = _two(act.parties, asked)  # type: ignore[attr-defined]
    persons = [_named(viewer, p, entry.on or asked.on) for p in act.persons]  # type: ignore[attr-defined]
    if kind == "visit" and persons and persons[0].party == b:
        a, b = b, a
    topics = {r.subject: dict(json.loads(r.titles)) for r in records(viewer).filter(subject__in=act.topics)}  # type: ignore[attr-defined]
    origin = Tie.objects.filter(relation="origin", target=asked.subject).values("record")
    agreed = records(viewer).filter(kind="undertaking", pk__in=origin).order_by("subject", "low")
    until = act.until or entry.on  # type: ignore[attr-defined]
    return Event(
        subject=asked.subject,
        kind=kind if kind != "session" else "talks",
        parties=(a, b),
        begins=entry.on,
        ends=act.until if act.until != entry.on else None,  # type: ignore[attr-defined]
        place=_place({"place": act.place}),  # type: ignore[attr-defined]
        persons=tuple(persons),
        topics=tuple(topics[t] for t in act.topics if t in topics),  # type: ignore[attr-defined]
        decided=tuple(dict(json.loads(r.titles)) for r in agreed),
        instruments=tuple(_instruments(viewer, a, b, entry.on, until)),
    )


def _sectors(found: Iterable[Record]) -> list[str]:
    rows = RecordSector.objects.filter(record__in=[r.pk for r in found]).values_list("sector", flat=True)
    return sorted(set(rows))


def _instruments(viewer: Viewer, a: str, b: str, begins: date | None, ends: date | None) -> list[Instrument]:
    """What the two signed, announced or took up in negotiation on the days of an event."""
    if begins is None:
        return []
    between = {r.subject: r for r in queries.between(viewer, a, b).filter(kind="instrument")}
    days = entries(viewer).filter(
        subject__in=between,
        act__in=("signature", "negotiation"),
        happened_on__gte=begins,
        happened_on__lte=ends or begins,
    )
    alive = _standing(viewer, days.values_list("subject", flat=True))
    found: dict[str, Instrument] = {}
    for row in days.order_by("happened_on", "subject", "seq"):
        if row.id not in alive or row.subject in found:
            continue
        act: Any = to_entry(row).act
        stage = (
            "signed" if row.act == "signature" else ("expected" if act.stage == "expected" else "negotiated")
        )
        place = {"": act.place} if getattr(act, "place", None) else {}
        found[row.subject] = _instrument(
            between[row.subject], stage, row.happened_on if stage == "signed" else None, place
        )
    return list(found.values())


def _standing(viewer: Viewer, subjects: Iterable[str]) -> set[str]:
    alive: set[str] = set()
    for subject in set(subjects):
        rows = [to_entry(r) for r in entries(viewer).filter(subject=subject).order_by("seq")]
        alive |= {e.id for e in standing(rows)}
    return alive


def _instrument(record: Record, stage: str, on: date | None, place: dict[str, str]) -> Instrument:
    parties = tuple(record.parties.values_list("party", flat=True))
    return Instrument(
        record.type or "other",
        dict(json.loads(record.titles)),
        stage,
        parties,
        on,
        place,
        tuple(_sectors([record])),
    )


def signed(viewer: Viewer, asked: Asked) -> tuple[str, str, list[Instrument]]:
    """The signed instruments of two parties with their status on the day. Raises CannotWrite."""
    viewer = narrowed(viewer, asked.circle)
    a, b = _two([p.upper() for p in asked.subject.partition("/")[2].split("/")], asked)
    between = {r.subject: r for r in queries.between(viewer, a, b).filter(kind="instrument")}
    rows = (
        entries(viewer)
        .filter(subject__in=between, act="signature", happened_on__lte=asked.on)
        .order_by("happened_on", "seq")
    )
    alive = _standing(viewer, rows.values_list("subject", flat=True))
    status = _status(between.values(), asked.on)
    found: dict[str, Instrument] = {}
    for row in rows:
        if row.id in alive and row.subject not in found:
            act: Any = to_entry(row).act
            place = {"": act.place} if act.place else {}
            made = _instrument(between[row.subject], "signed", row.happened_on, place)
            found[row.subject] = replace(made, status=status.get(row.subject, {}))
    if not found:
        circle = words.word("circle", asked.circle.value)
        raise CannotWrite("no_signature", subject=asked.subject.partition("/")[2], circle=circle)
    return a, b, list(found.values())


def _status(found: Iterable[Record], on: date) -> dict[str, dict[str, str]]:
    intervals = Interval.objects.filter(record__in=[r.pk for r in found]).select_related("record")
    told: dict[str, dict[str, str]] = {}
    for i in intervals:
        if i.since <= on and (i.until is None or on < i.until):
            told[i.record.subject] = {}
            for language in LANGUAGES:
                with override(language):
                    told[i.record.subject][language] = words.word("status", i.status)
    return told


def notified(viewer: Viewer, asked: Asked) -> tuple[Instrument, str, str, date | None]:
    """(the instrument, who notifies, who is notified, the day on which the former's procedure was complete).

    Raises CannotWrite.
    """
    viewer = narrowed(viewer, asked.circle)
    record = queries.record(viewer, asked.subject)
    if record is None:
        raise _unknown(asked)
    parties = sorted(record.parties.values_list("party", flat=True))
    first, second = _two(parties, asked)
    sender = asked.sender or (own_side() if own_side() in parties else first)
    if sender not in parties:
        raise CannotWrite("party", party=sender, subject=asked.subject)
    rows = entries(viewer).filter(subject=asked.subject, act="signature").order_by("happened_on", "seq")
    alive = _standing(viewer, [asked.subject])
    last = next((r for r in reversed(rows) if r.id in alive), None)
    act: Any = to_entry(last).act if last else None
    place = {"": act.place} if act and act.place else {}
    instrument = _instrument(record, "signed", last.happened_on if last else None, place)
    completed = _approved(viewer, asked.subject, sender, asked.on)
    return instrument, sender, second if sender == first else first, completed


def _approved(viewer: Viewer, subject: str, party: str, on: date) -> date | None:
    """The day on which a party's own procedure reached its approval, None where that is not recorded in the circle."""
    rows = entries(viewer).filter(subject=subject, act="procedure", happened_on__lte=on)
    alive = _standing(viewer, [subject])
    found = None
    for row in rows.order_by("happened_on", "seq"):
        act: Any = to_entry(row).act
        if row.id in alive and act.by == party and act.stage.lower() in APPROVALS:
            found = row.happened_on
    return found


__all__ = ["OUTGOING", "Asked", "CannotWrite", "event", "kinds_for", "notified", "signed"]
