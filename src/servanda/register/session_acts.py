"""What a secretary does with a session, each as acts in one transaction: plan, step, agenda, delegation, decision, remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import uuid_utils

from servanda.domain.acts.base import Act
from servanda.domain.acts.bodies import Mechanism
from servanda.domain.acts.bodies import Session as SessionAct
from servanda.domain.acts.commitments import Commitment, Lineage, Responsible, Settlement
from servanda.domain.acts.consent import ApprovalForSignature
from servanda.domain.acts.proposals import ProposalAnswer
from servanda.domain.acts.sessions import (
    Agenda,
    AgendaItem,
    Decision,
    Delegate,
    Delegation,
    Remark,
    SessionStep,
)
from servanda.domain.entry import Circle, Entry, Evidence
from servanda.domain.sessions import Decided
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.agenda import narrowed
from servanda.register.meetings import Session
from servanda.register.refusal import Refused
from servanda.register.visibility import Viewer, entries, records


def _record(viewer: Viewer, recorder: Recorder, drafts: Sequence[Draft]) -> list[Entry]:
    offices = tuple(sorted(viewer.offices))
    named = [replace(d, offices=offices) if d.circle == Circle.RESTRICTED else d for d in drafts]
    return services.record(named, recorder, viewer)


def step(
    viewer: Viewer,
    recorder: Recorder,
    session: Session,
    stage: str,
    on: date | None,
    reason: str = "",
    place: str = "",
) -> None:
    """Record that the session reached a stage on a day."""
    act = SessionStep(stage=stage, reason=reason, place=place or None)  # type: ignore[arg-type]
    _record(viewer, recorder, [Draft(session.subject, act, on=on, circle=session.circle)])


def hold(
    viewer: Viewer,
    recorder: Recorder,
    session: Session,
    status: str,
    on: date | None,
    reason: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> None:
    """Record that the session was held, postponed or cancelled; the last two with a reason."""
    if status != "held" and not reason.strip():
        raise Refused("no_reason_given")
    stated: dict[str, Any] = {"status": status, "reason": reason}
    if status == "held":
        stated |= {"begins": begins} if begins else {}
        stated |= {"ends": ends} if ends else {}
    act = SessionAct(**stated)
    _record(viewer, recorder, [Draft(session.subject, act, on=on, circle=session.circle)])


def write_agenda(
    viewer: Viewer, recorder: Recorder, session: Session, items: Sequence[AgendaItem], based_on: str, on: date
) -> None:
    """Record the agenda as a whole. What it is about must be known to all who may read it."""
    _check_about(viewer, session.circle, [s for i in items for s in i.about])
    act = Agenda(items=tuple(items), based_on=based_on)
    _record(viewer, recorder, [Draft(session.subject, act, on=on, circle=session.circle)])


def _check_about(viewer: Viewer, circle: Circle, subjects: Sequence[str]) -> None:
    """A joint entry refers only to what the other side may know too."""
    wanted = list(dict.fromkeys(subjects))
    mine = set(records(viewer).filter(subject__in=wanted).values_list("subject", flat=True))
    shared = set(
        records(narrowed(viewer, circle)).filter(subject__in=wanted).values_list("subject", flat=True)
    )
    for subject in wanted:
        if subject not in mine:
            raise Refused("no_such_record", subject=subject)
        if subject not in shared:
            raise Refused("narrower_record", subject=subject, circle=circle.value)


def write_delegation(
    viewer: Viewer,
    recorder: Recorder,
    session: Session,
    party: str,
    people: Sequence[Delegate],
    on: date | None,
) -> None:
    """Record the delegation of a side: the first of the people leads it."""
    _check_about(viewer, session.circle, [p.person for p in people if p.person])
    act = Delegation(party=party, head=people[0] if people else None, members=tuple(people[1:]))
    _record(viewer, recorder, [Draft(session.subject, act, on=on, circle=session.circle)])


@dataclass(frozen=True, slots=True)
class Worded:
    """A decision as a secretary words it in the session.

    key, based_on  of the decision that is worded anew; empty for a new one
    about          a proposal, an instrument … that it concerns
    responsible    who is to act, for a commitment
    earlier        commitments that the new one takes up, and how (restates, splits, merges)
    names          of the body that it creates
    settles        (commitment, progress) that the session settles by it
    keep_words     the commitment of a decision that is worded anew keeps the words that it has
    """

    item: str
    kind: str
    texts: Mapping[str, str]
    key: str = ""
    based_on: str = ""
    about: tuple[str, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    due: date | None = None
    at_next_session: bool = False
    sectors: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    lineage: str = "restates"
    names: Mapping[str, str] = field(default_factory=dict)
    settles: tuple[str, str] | None = None
    keep_words: bool = False


def decide(viewer: Viewer, recorder: Recorder, session: Session, said: Worded, on: date) -> int:
    """Record a decision with all that follows from it, all or nothing; return its number."""
    if not any(t.strip() for t in said.texts.values()):
        raise Refused("no_text_given")
    state = session.state
    held = state.decision(said.key) if said.key else None
    number = held.number if held else max((d.number for d in state.decisions), default=0) + 1
    key = held.act.key if held else _free_key(session, number)
    texts = {code: text for code, text in said.texts.items() if text.strip()}
    about = list(said.about)
    drafts: list[Draft] = []
    circle = session.circle

    def draft(subject: str, act: Act) -> None:
        source = Evidence(document=f"{session.subject}#{key}", quote=next(iter(texts.values())))
        drafts.append(Draft(subject, act, on=on, circle=circle, evidence=(source,)))

    if said.kind == "commitment":
        subject = next((s for s in (held.act.about if held else ()) if s.startswith("commitment/")), "")
        subject = subject or f"commitment/{uuid_utils.uuid7()}"
        draft(subject, _commitment(viewer, session, said, texts, number, subject))
        if said.earlier:
            _check_about(viewer, circle, said.earlier)
            draft(subject, Lineage(kind=said.lineage, of=said.earlier))  # type: ignore[arg-type]
        about = [subject, *(s for s in about if s != subject)]
    elif said.kind == "create_body" and not any(s.startswith("mechanism/") for s in _before(held, said)):
        if not any(n.strip() for n in said.names.values()):
            raise Refused("no_name_given")
        subject = f"mechanism/{uuid_utils.uuid7()}"
        above = state.facts.get("mechanism")
        draft(
            subject,
            Mechanism(
                names=dict(said.names), kind="sub_committee", parties=tuple(session.parties), part_of=above
            ),
        )
        about = [subject, *about]
    if said.kind == "adopt_proposal":
        for subject in _newly(held, said, about, "proposal"):
            for party in session.parties:
                draft(subject, ProposalAnswer(by=party, answer="accepted"))
    if said.kind == "approve_instrument":
        for subject in _newly(held, said, about, "instrument"):
            draft(subject, ApprovalForSignature(session=session.subject, decision=str(number)))
    if said.settles:
        subject, progress = said.settles
        _check_about(viewer, circle, [subject])
        draft(
            subject,
            Settlement(progress=progress, session=session.subject, decision=str(number), remark=texts),  # type: ignore[arg-type]
        )
        about = [*about, *([] if subject in about else [subject])]
    fresh = {d.subject for d in drafts}
    _check_about(viewer, circle, [s for s in about if s not in fresh])
    act = Decision(
        key=key,
        item=said.item,
        number=number,
        kind=said.kind,  # type: ignore[arg-type]
        texts=texts,
        about=tuple(dict.fromkeys(about)),
        based_on=said.based_on,
    )
    _record(viewer, recorder, [Draft(session.subject, act, on=on, circle=circle), *drafts])
    return number


def _before(held: Decided | None, said: Worded) -> tuple[str, ...]:
    """What the decision has already taken effect on: what it was about when it was of the same kind."""
    return held.act.about if held and held.act.kind == said.kind else ()


def _newly(held: Decided | None, said: Worded, about: Sequence[str], kind: str) -> list[str]:
    """The records of a kind that the decision now takes effect on. Raises Refused where it names none at all."""
    named = [s for s in about if s.startswith(f"{kind}/")]
    if not named:
        raise Refused("nothing_chosen")
    return [s for s in named if s not in _before(held, said)]


def _free_key(session: Session, number: int) -> str:
    taken = {d.act.key for d in session.state.decisions}
    key = f"d{number}"
    while key in taken:
        key += "x"
    return key


def _commitment(
    viewer: Viewer, session: Session, said: Worded, texts: Mapping[str, str], number: int, subject: str
) -> Commitment:
    """The commitment behind a decision: a new one, or the one that stands with what is worded anew."""
    stands = _stated(viewer, subject)
    before = stands.body() if stands else {}
    task = said.item.removeprefix("task-")
    stated: dict[str, Any] = {
        **before,
        "texts": before["texts"] if said.keep_words and before else dict(texts),
        "parties": session.parties,
        "mechanism": session.state.facts.get("mechanism"),
        "session": session.subject,
        "decision": str(number),
        "due": said.due,
        "at_next_session": said.at_next_session,
        "sectors": list(said.sectors) or before.get("sectors", []),
    }
    if said.responsible or not before:
        stated["responsible"] = [r.model_dump() for r in said.responsible]
    if task.isdecimal():
        stated["task"] = int(task)
    return Commitment.model_validate(stated)


def remark(viewer: Viewer, recorder: Recorder, session: Session, said: Remark, on: date) -> None:
    """Record a delegation's remark on the circulated minutes, or how it was settled."""
    _record(viewer, recorder, [Draft(session.subject, said, on=on, circle=session.circle)])


def commitment_facts(viewer: Viewer, subject: str) -> dict[str, Any]:
    """What the form of a decision shows of its commitment: who is responsible, when it is due, in which sectors."""
    stated = _stated(viewer, subject)
    if stated is None:
        return {}
    return {
        "commitment_texts": dict(stated.texts),
        "responsible": {r.party: r.organisation or r.name for r in stated.responsible},
        "due": stated.due.isoformat() if stated.due else "",
        "at_next_session": stated.at_next_session,
        "sectors": list(stated.sectors),
    }


def _stated(viewer: Viewer, subject: str) -> Commitment | None:
    row = entries(viewer).filter(subject=subject, act="commitment").order_by("-seq").first()
    act = to_entry(row).act if row else None
    return act if isinstance(act, Commitment) else None
