"""Drafting, answering, merging proposals; an accepted one becomes a commitment or an instrument under negotiation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import uuid_utils
from django.utils.translation import gettext

from servanda.domain.acts.commitments import Commitment, Responsible
from servanda.domain.acts.consent import Negotiation
from servanda.domain.acts.proposals import (
    Ground,
    Proposal,
    ProposalMerger,
    ProposalOutcome,
    ProposalStep,
    Score,
)
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.proposals.found import Found
from servanda.proposals.known import Known
from servanda.proposals.rules import RULES
from servanda.proposals.wording import in_languages
from servanda.register import queries, services
from servanda.register.models import Record
from servanda.register.visibility import Viewer, operator, records

#: Where a proposal with the same mark stands so, it comes back only when its evidence has changed.
COMES_BACK = frozenset({"declined", "set_aside", "realised", "merged"})
COMPUTED = frozenset({"open_axis", "use_for_axis"})  #: kinds whose rules need what was computed elsewhere
SETTLED = N_("What it rested on is settled.")


class ProposalRefused(ValueError):
    """What cannot be done with a proposal: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "not_adopted": N_("Both sides have to accept the proposal first."),
        "became": N_("The proposal has become a record already."),
        "merge_self": N_("A proposal is not merged into itself."),
        "unknown": N_("There is no proposal {subject} that you may see."),
        "title_missing": N_("Say what the instrument or the commitment is called."),
    }

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(slots=True)
class Drafted:
    """What a drafting found: new proposals, those standing already, those refused and unchanged.

    renewed   (subject, proposal) of drafts that nobody has touched and whose evidence is another now
    settled   subjects of such drafts whose evidence is gone: they are put aside
    subjects  those of the new ones, once they are recorded
    """

    new: list[Found] = field(default_factory=list)
    standing: list[Found] = field(default_factory=list)
    refused: list[Found] = field(default_factory=list)
    renewed: list[tuple[str, Found]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)


def find(
    viewer: Viewer,
    a: str,
    b: str,
    on: date,
    more: Iterable[Found] = (),
    told: Callable[[str], None] = lambda rule: None,
) -> Drafted:
    """What the rules propose for a pair on a day, told apart by what was proposed before. Nothing is written.

    `more`: proposals of rules that need more than the register (axes). `told` hears the name of each rule.
    """
    first, second = sorted((a, b))
    known = Known(viewer, first, second, on)
    found: list[Found] = []
    for name, rule in RULES.items():
        told(name)
        found += rule(known)
    found += more
    before = _before()
    drafted = Drafted()
    for one in found:
        earlier = before.get(one.mark)
        if earlier is None:
            drafted.new.append(one)
        elif earlier["stage"] not in COMES_BACK:
            if earlier["basis"] != one.basis and _untouched(earlier):
                drafted.renewed.append((earlier["subject"], one))
            drafted.standing.append(one)
        elif earlier["basis"] == one.basis:
            drafted.refused.append(one)
        else:
            drafted.new.append(one)
    drafted.settled = _settled(known, before, {one.mark for one in found})
    return drafted


def _before() -> dict[str, dict[str, Any]]:
    """Mark → state of the newest proposal that bears it, whoever may see it: nothing is proposed twice."""
    found: dict[str, dict[str, Any]] = {}
    rows = records(operator(Circle.INTERNAL)).filter(kind="proposal").order_by("subject")
    for row in rows:
        state = json.loads(row.state)
        if state.get("mark"):
            found[state["mark"]] = {**state, "subject": row.subject}
    return found


def _untouched(state: Mapping[str, Any]) -> bool:
    """Whether a draft is as a rule left it: no step, no answer, no word of a person."""
    if state["stage"] != "draft":
        return False
    acts = JournalEntry.objects.filter(subject=state["subject"]).values_list("act", "corrects", "withdraws")
    return all(act == "proposal" and not corrects and not withdraws for act, corrects, withdraws in acts)


def _settled(known: Known, before: Mapping[str, Mapping[str, Any]], marks: set[str]) -> list[str]:
    """Untouched drafts of the pair that no rule finds any more, as far as this reader could have found them.

    Axes are left out: that nothing was computed from the trade tables today does not mean that nothing would be found.
    """
    gone = [
        s for mark, s in before.items() if mark not in marks and s["kind"] not in COMPUTED and _untouched(s)
    ]
    seen = set(known.both.filter(subject__in=[s["subject"] for s in gone]).values_list("subject", flat=True))
    found = []
    for state in gone:
        behind = {g["subject"] for g in state["content"].get("grounds", ()) if g.get("subject")}
        visible = records(known.viewer).filter(subject__in=behind).values_list("subject", flat=True)
        if state["subject"] in seen and behind == set(visible):
            found.append(state["subject"])
    return sorted(found)


def draft(
    viewer: Viewer,
    a: str,
    b: str,
    on: date,
    recorder: Recorder,
    circle: Circle = Circle.INTERNAL,
    more: Iterable[Found] = (),
) -> Drafted:
    """Find and record what is new, renew untouched drafts whose evidence has changed, put aside those whose evidence is gone; all or nothing."""
    drafted = find(viewer, a, b, on, more)
    drafts = []
    for one in drafted.new:
        subject = f"proposal/{uuid_utils.uuid7()}"
        drafts.append(Draft(subject, as_act(one, viewer), on=on, circle=circle))
        drafted.subjects.append(subject)
    standing_in = _circles([s for s, _ in drafted.renewed] + drafted.settled)
    for subject, one in drafted.renewed:
        drafts.append(Draft(subject, as_act(one, viewer), on=on, circle=standing_in[subject]))
    for subject in drafted.settled:
        step = ProposalStep(stage="set_aside", reason=gettext(SETTLED))
        drafts.append(Draft(subject, step, on=on, circle=standing_in[subject]))
    if drafts:
        services.record(drafts, recorder, viewer)
    return drafted


def _circles(subjects: list[str]) -> dict[str, Circle]:
    """The circle in which each draft was first recorded."""
    rows = JournalEntry.objects.filter(subject__in=subjects).order_by("-seq")
    return {row.subject: Circle(row.circle) for row in rows}


def as_act(found: Found, viewer: Viewer) -> Proposal:
    """What a rule found as the act that is recorded, with its texts in four languages."""
    grounds = []
    for ground in found.grounds:
        texts = in_languages(ground.said, viewer) if ground.said else {}
        ids = ground.entries or ("",)
        grounds += [Ground(subject=ground.subject or None, entry=entry, texts=texts) for entry in ids]
    return Proposal(
        titles=in_languages(found.title, viewer),
        texts=in_languages(found.text, viewer),
        kind=found.kind,  # type: ignore[arg-type]
        parties=found.parties,
        sectors=found.sectors,
        mechanism=found.mechanism or None,
        grounds=tuple(grounds),
        scores=tuple(
            Score(
                criterion=name,  # type: ignore[arg-type]
                share=Decimal(str(round(c.share, 3))),
                texts=in_languages(c.why, viewer),
            )
            for name, c in found.criteria.items()
        ),
        mark=found.mark,
        basis=found.basis,
    )


def merge(viewer: Viewer, subject: str, into: str, on: date, recorder: Recorder, circle: Circle) -> None:
    """Take a proposal up in another one. Raises ProposalRefused."""
    if subject == into:
        raise ProposalRefused("merge_self")
    for name in (subject, into):
        _seen(viewer, name)
    services.record([Draft(subject, ProposalMerger(into=into), on=on, circle=circle)], recorder, viewer)


def split(
    viewer: Viewer, subject: str, parts: list[dict[str, str]], on: date, recorder: Recorder, circle: Circle
) -> list[str]:
    """Make several proposals of one: each takes over what it rests on; the first one is merged into the first part.

    parts  titles by language of each part. Raises ProposalRefused.
    """
    state = json.loads(_seen(viewer, subject).state)
    titled = [p for p in ({k: t.strip() for k, t in part.items() if t.strip()} for part in parts) if p]
    if len(titled) < 2:
        raise ProposalRefused("title_missing")
    made, drafts = [], []
    for titles in titled:
        name = f"proposal/{uuid_utils.uuid7()}"
        made.append(name)
        act = Proposal.model_validate({**state["content"], "titles": titles, "mark": "", "basis": ""})
        drafts.append(Draft(name, act, on=on, circle=circle))
    drafts.append(Draft(subject, ProposalMerger(into=made[0]), on=on, circle=circle))
    services.record(drafts, recorder, viewer)
    return made


def become(
    viewer: Viewer,
    subject: str,
    kind: str,
    on: date,
    recorder: Recorder,
    circle: Circle,
    due: date | None = None,
    session: str = "",
) -> str:
    """Make a commitment or an instrument under negotiation of an adopted proposal, linked both ways; return its subject.

    Raises ProposalRefused.
    """
    record = _seen(viewer, subject)
    state = json.loads(record.state)
    if state["became"]:
        raise ProposalRefused("became")
    if state["stage"] != "adopted":
        raise ProposalRefused("not_adopted")
    content = state["content"]
    parties = tuple(content.get("parties", ()))
    texts = state["wording"] or content["titles"]
    name = f"{kind}/{uuid_utils.uuid7()}"
    acts: list[Draft] = []
    if kind == "commitment":
        made = Commitment(
            texts=texts,
            parties=parties,
            responsible=tuple(Responsible(party=p) for p in parties),
            mechanism=content.get("mechanism"),
            session=session or None,
            proposal=subject,
            sectors=tuple(content.get("sectors", ())),
            due=due,
            at_next_session=due is None,
        )
        acts.append(Draft(name, made, on=on, circle=circle))
    else:
        described = Description(
            titles=content["titles"],
            parties=parties,
            sectors=tuple(content.get("sectors", ())),
            source=subject,
        )
        acts += [
            Draft(name, described, on=on, circle=circle),
            Draft(name, Negotiation(stage="negotiated"), on=on, circle=circle),
        ]
    acts.append(Draft(subject, ProposalOutcome(became=name), on=on, circle=circle))
    services.record(acts, recorder, viewer)
    return name


def _seen(viewer: Viewer, subject: str) -> Record:
    record = queries.record(viewer, subject)
    if record is None or record.kind != "proposal":
        raise ProposalRefused("unknown", subject=subject)
    return record
