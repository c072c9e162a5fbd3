"""From the acts of a session to its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from servanda.domain.acts.sessions import Agenda, Decision, Delegation, Paper
from servanda.domain.entry import Circle, Entry, standing
from servanda.domain.instruments.findings import Finding
from servanda.domain.sessions.state import (
    FROZEN,
    OVER,
    RANK,
    REDRAFTED,
    Decided,
    Filed,
    Listed,
    Remarked,
    SessionState,
    Step,
)

#: Acts whose content the minutes repeat: not to be changed once both sides agreed on the words.
CONTENT = frozenset({"agenda", "decision", "delegation", "remark"})


def in_minutes(name: str, circle: Circle) -> bool:
    """Whether an act of that name and circle is part of what the minutes say: a paper only where both sides have it."""
    return name in CONTENT or (name == "paper" and circle.level <= Circle.JOINT.level)


def day_of(entry: Entry) -> date:
    """The day by which an entry takes its place.

    A session is held from its first day on, whatever day its record bears (minutes are drafted while it sits). Without
    a day: an announcement before all else, anything else on the day of its recording (UTC).
    """
    act: Any = entry.act
    if act.name == "session" and act.status == "held" and act.begins:
        return min(act.begins, entry.on or act.begins)
    if entry.on is not None:
        return entry.on
    if entry.act.name == "session_planned":
        return date.min
    return getattr(entry.act, "begins", None) or entry.recorded_at.date()


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that stand, by their day, then as they were recorded."""
    return sorted(standing(entries), key=lambda e: (day_of(e), e.recorded_at, e.id))


def fold(entries: Iterable[Entry]) -> SessionState | None:
    """The state of one session from all its entries; None where nothing announces or records it."""
    acts = in_order(entries)
    told = [e for e in acts if e.act.name in ("session_planned", "session")]
    if not told:
        return None
    findings: list[Finding] = []
    facts: dict[str, Any] = {}
    for entry in told:
        facts |= {k: getattr(entry.act, k) for k in entry.act.model_fields_set}
    for name in ("status", "reason"):
        facts.pop(name, None)
    status, reason, held_on = _status(told, findings)
    stage, steps = _way(acts, status, held_on, findings)
    latest: dict[str, Delegation] = {e.act.party: e.act for e in acts if isinstance(e.act, Delegation)}
    agenda, agenda_entry = _agenda(acts, findings)
    decisions = _decisions(acts, findings)
    items = tuple(
        Listed(n, item, tuple(d for d in decisions if d.act.item == item.key))
        for n, item in enumerate(agenda.items if agenda else (), 1)
    )
    listed = {i.item.key for i in items}
    stray = tuple(d for d in decisions if d.act.item not in listed)
    if items:
        for d in stray:
            _find(findings, "decision_without_item", [d.entry], number=d.number)
    state = SessionState(
        facts=facts,
        status=status,
        reason=reason,
        stage=stage,
        steps=tuple(steps),
        held_on=held_on,
        delegations=latest,
        agenda=agenda,
        agenda_entry=agenda_entry,
        items=items,
        stray=stray,
        decisions=decisions,
        remarks=_remarks(acts),
        papers=tuple(Filed(e.act, e.id, e.on, e.circle) for e in acts if isinstance(e.act, Paper)),
    )
    _judge(state, acts, findings)
    return replace(state, findings=tuple(findings))


def _find(findings: list[Finding], code: str, entries: Sequence[str], **data: Any) -> None:
    findings.append(Finding(code, tuple(entries), data))


def _status(told: list[Entry], findings: list[Finding]) -> tuple[str, str, date | None]:
    """(status, reason, day on which it was held). Held stays held; planned again lifts a postponement."""
    status, reason, held_on = "planned", "", None
    for entry in told:
        act: Any = entry.act
        if act.name == "session":
            if status == "held" and act.status != "held":
                continue  # what took place is not postponed: a mistake is withdrawn
            status, reason = act.status, act.reason
            if status == "held":
                held_on = entry.on or act.begins
        elif status in OVER:
            status, reason = "planned", ""
    if status in OVER and not reason.strip():
        _find(findings, "session_without_reason", [told[-1].id])
    return status, reason, held_on


def _way(
    acts: list[Entry], status: str, held_on: date | None, findings: list[Finding]
) -> tuple[str, list[Step]]:
    """The stages in the order in which they were reached, and the one that stands now.

    A stage of the minutes before their signature may be taken again (remarks lead to another draft): the way then
    goes on from there. Any other step back is reported and moves nothing; on one and the same day it is only
    the order of recording that differs, and nothing is said.
    """
    steps: list[Step] = []
    stage = "planned"
    for entry in acts:
        act: Any = entry.act
        if act.name == "session" and act.status == "held":
            if any(s.stage == "held" for s in steps):
                continue  # said again, with more particulars
            step = Step("held", act.begins or entry.on, entry.id)
        elif act.name == "session_step":
            step = Step(act.stage, entry.on, entry.id, act.reason, act.place)
        else:
            continue
        if _back(stage, step.stage):
            late = steps and steps[-1].on == step.on
            if not late and not (step.stage in REDRAFTED and stage in REDRAFTED):
                said = {"stage": step.stage, "date": step.on, "after": stage}
                _find(findings, "step_out_of_order", [step.entry, *(s.entry for s in steps[-1:])], **said)
            steps.append(step)
            if step.stage in REDRAFTED and stage in REDRAFTED:
                stage = step.stage
            continue
        if RANK[step.stage] > RANK["held"] and not _held_by(acts, day_of(entry)):
            _find(findings, "minutes_before_session", [step.entry], stage=step.stage, date=step.on)
        steps.append(step)
        stage = step.stage
    return (status if status in OVER else stage), steps


def _back(stage: str, to: str) -> bool:
    return RANK[to] < RANK[stage]


def _held_by(acts: list[Entry], on: date) -> bool:
    return any(e.act.name == "session" and e.act.status == "held" and day_of(e) <= on for e in acts)  # type: ignore[attr-defined]


def _agenda(acts: list[Entry], findings: list[Finding]) -> tuple[Agenda | None, str]:
    """The latest agenda; one that replaced another unseen is reported."""
    latest: Entry | None = None
    for entry in acts:
        if not isinstance(entry.act, Agenda):
            continue
        if latest is not None and entry.act.based_on and entry.act.based_on != latest.id:
            _find(findings, "agenda_overwritten", [latest.id, entry.id])
        latest = entry
    return (latest.act, latest.id) if latest is not None else (None, "")  # type: ignore[return-value]


def _decisions(acts: list[Entry], findings: list[Finding]) -> tuple[Decided, ...]:
    """Decisions by number; those without one follow in the order in which they were first recorded."""
    by_key: dict[str, list[Entry]] = {}
    for entry in acts:
        if isinstance(entry.act, Decision):
            by_key.setdefault(entry.act.key, []).append(entry)
    numbered: dict[str, int] = {}
    for key, worded in by_key.items():
        number = next((e.act.number for e in reversed(worded) if e.act.number), None)  # type: ignore[attr-defined]
        if number is not None:
            numbered[key] = number
    following = max(numbered.values(), default=0)
    found = []
    for key, worded in by_key.items():
        if key not in numbered:
            following += 1
            numbered[key] = following
        last = worded[-1]
        assert isinstance(last.act, Decision)
        before = tuple(e.id for e in worded[:-1])
        found.append(Decided(numbered[key], last.act, last.id, last.on, before))
        for earlier, later in pairwise(worded):
            if later.act.based_on and later.act.based_on != earlier.id:  # type: ignore[attr-defined]
                _find(findings, "decision_overwritten", [earlier.id, later.id], number=numbered[key])
    found.sort(key=lambda d: (d.number, d.entry))
    for a, b in pairwise(found):
        if a.number == b.number:
            _find(findings, "decision_number_twice", [a.entry, b.entry], number=a.number)
    for d in found:
        if not any(t.strip() for t in d.act.texts.values()):
            _find(findings, "decision_without_text", [d.entry], number=d.number)
    return tuple(found)


def _remarks(acts: list[Entry]) -> tuple[Remarked, ...]:
    found: dict[str, Remarked] = {}
    for entry in acts:
        if entry.act.name == "remark":
            act: Any = entry.act
            found[act.key] = Remarked(act, entry.id, entry.on)
    return tuple(found.values())


def _judge(state: SessionState, acts: list[Entry], findings: list[Finding]) -> None:
    """What the whole record shows: changes after the agreement, open remarks, days that cannot be."""
    begins, ends = state.facts.get("begins"), state.facts.get("ends")
    if begins and ends and ends < begins:
        _find(findings, "ends_before_it_begins", [], begins=begins, ends=ends)
    agreed = state.reached("minutes_agreed") or state.reached("minutes_signed")
    if agreed and state.open_remarks and state.stage in FROZEN:
        entries = [agreed.entry, *(r.entry for r in state.open_remarks)]
        _find(findings, "agreed_with_open_remarks", entries, date=agreed.on, n=len(state.open_remarks))
    if state.stage == "minutes_locked" and not state.reached("minutes_signed"):
        locked = state.reached("minutes_locked")
        _find(findings, "locked_without_signature", [locked.entry] if locked else [])
    if state.stage in FROZEN:
        _changes(state, acts, findings)


def _changes(state: SessionState, acts: list[Entry], findings: list[Finding]) -> None:
    """What was changed once the words stood agreed: recorded after that, and not merely copied from the paper."""
    frozen = next((e for e in acts if e.id == _first_frozen(state)), None)
    lock = state.reached("minutes_locked")
    locked = next((e for e in acts if lock and e.id == lock.entry), None)
    seen: set[str] = set()
    later = []
    for entry in sorted(acts, key=lambda e: (e.recorded_at, e.id)):
        if not in_minutes(entry.act.name, entry.circle) or frozen is None:
            continue
        replaces, seen = content_key(entry) in seen, seen | {content_key(entry)}
        since = entry.recorded_at > frozen.recorded_at
        if (since and (replaces or entry.on is None or entry.on > day_of(frozen))) or (
            locked is not None and entry.recorded_at > locked.recorded_at
        ):
            later.append(entry)
    if later and frozen is not None:
        what = list(dict.fromkeys(e.act.name for e in later))
        stage = frozen.act.stage  # type: ignore[attr-defined]
        _find(findings, "changed_after_agreement", [e.id for e in later], stage=stage, what=what)


def content_key(entry: Entry) -> str:
    """What an act of the content words: two with the same key word the same thing."""
    act: Any = entry.act
    part = {"decision": "key", "remark": "key", "delegation": "party", "paper": "digest"}.get(act.name)
    return f"{act.name}/{getattr(act, part) if part else ''}"


def _first_frozen(state: SessionState) -> str:
    """The entry since which the words stand agreed: the first of the last unbroken row of such steps."""
    since = ""
    for step in state.steps:
        if step.stage in FROZEN:
            since = since or step.entry
        elif step.stage in REDRAFTED:
            since = ""
    return since
