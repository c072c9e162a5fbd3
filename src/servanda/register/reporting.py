"""Reporting on commitments: one side's word, its way through clearance, settlements. All of it acts.

A draft is internal: the other side, and readers of the joint circle, learn of a report only once it is approved. Approval
records the joint entry that is the side's word and, internally, that this is what became of the draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min

from servanda.domain.acts.base import Act
from servanda.domain.acts.commitments import (
    Assignment,
    Clearance,
    CommitmentReport,
    Reading,
    Rescheduling,
    Responsible,
    Settlement,
)
from servanda.domain.commitments import Pending
from servanda.domain.entry import Circle, Entry
from servanda.domain.wording import N_
from servanda.journal.queries import to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import queries, services
from servanda.register.models import Record
from servanda.register.projections.commitment import state_of
from servanda.register.visibility import Viewer, entries

#: From which stage a report may go on to which.
STEPS = {
    "draft": ("submitted",),
    "submitted": ("approved", "returned"),
    "returned": ("submitted",),
    "approved": ("locked",),
    "locked": (),
}
#: Stages at which a report is still its writer's to change.
REVISED = ("draft", "returned")


class CannotReport(ValueError):
    """A report or step that may not be recorded: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "not_a_side": N_("{party} is no side of this commitment."),
        "not_yours": N_("This commitment is not one of your organisation’s."),
        "reason_missing": N_("Say why the report is returned."),
        "wrong_stage": N_("The report is at another stage by now: look at it again."),
        "needs_internal": N_(
            "A draft is internal: your account needs the circle “internal” to keep it in clearance."
        ),
        "no_such_report": N_("There is no such report that you may see."),
    }

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Word:
    """What one side reports."""

    party: str
    progress: str
    percent: int | None = None
    remark: Mapping[str, str] = field(default_factory=dict)
    readings: Sequence[Reading] = ()
    file: str | None = None
    file_name: str = ""
    note: str = ""
    organisation: str = ""


def joint_circle(subject: str) -> Circle:
    """The circle of what both sides may know of a commitment: joint, unless the commitment itself is narrower."""
    widest = Record.objects.filter(subject=subject).aggregate(low=Min("low"))["low"]
    return Circle.JOINT if widest is not None and widest <= Circle.JOINT.level else Circle.INTERNAL


def without_clearance(viewer: Viewer, organisation: str) -> bool:
    """Whether an organisation's reports are the side's word at once."""
    found = queries.record(viewer, organisation) if organisation else None
    return bool(found and json.loads(found.state).get("without_clearance"))


def sides_of(viewer: Viewer, record: Record) -> list[str]:
    """The sides for which this reader may report: their organisation's, or each party for whoever records."""
    parties = [p.party for p in record.parties.order_by("pk")]
    if viewer.organisation:
        organisation = queries.record(viewer, viewer.organisation)
        mine = {p.party for p in organisation.parties.all()} if organisation else set()
        return [p for p in parties if p in mine]
    return parties


def report(
    viewer: Viewer,
    recorder: Recorder,
    subject: str,
    word: Word,
    on: date,
    stage: str = "approved",
    revises: str = "",
) -> Entry:
    """Record one side's report on a commitment.

    stage    draft or submitted (internal, in clearance) or approved (the side's word at once)
    revises  the draft or returned report that it takes the place of; its file goes along where no other is given
    Raises CannotReport, Refused, pydantic's ValidationError.
    """
    record = _commitment(viewer, subject)
    if word.party not in sides_of(viewer, record):
        raise CannotReport("not_a_side" if not viewer.organisation else "not_yours", party=word.party)
    if stage != "approved" and viewer.circle.level < Circle.INTERNAL.level:
        raise CannotReport("needs_internal")
    before = to_revise(viewer, subject, revises)[0] if revises else None
    if before is not None and before.act.by != word.party:  # type: ignore[attr-defined]
        raise CannotReport("wrong_stage")
    kept: Any = before.act if before is not None and not word.file else None
    act = CommitmentReport(
        by=word.party,
        organisation=word.organisation or viewer.organisation or None,
        progress=word.progress,  # type: ignore[arg-type]
        percent=word.percent,
        remark=dict(word.remark),
        readings=tuple(word.readings),
        file=kept.file if kept else word.file,
        file_name=kept.file_name if kept else word.file_name,
        stage=stage,  # type: ignore[arg-type]
        revises=revises,
    )
    circle = joint_circle(subject) if stage == "approved" else Circle.INTERNAL
    draft = Draft(subject, act, on=on, circle=circle, note=word.note)
    return services.record([draft], recorder, viewer)[0]


def to_revise(viewer: Viewer, subject: str, entry: str) -> tuple[Entry, str]:
    """(a draft or returned report that this reader may change, as it was recorded; its internal note).

    A focal point changes those of their own organisation. Raises CannotReport where there is none, or it has gone on.
    """
    row = entries(viewer).filter(subject=subject, id=entry, act="commitment_report").first()
    told: Any = to_entry(row) if row else None
    if row is None or (viewer.organisation and told.act.organisation != viewer.organisation):
        raise CannotReport("no_such_report")
    record = _commitment(viewer, subject)
    if told.act.by not in sides_of(viewer, record):
        raise CannotReport("no_such_report")
    reached = next((p for p in pending_of(viewer, subject) if p.entry == entry), None)
    later = any(p.revises == entry for p in pending_of(viewer, subject))
    if reached is None or later or reached.stage not in REVISED:
        raise CannotReport("wrong_stage")
    return told, row.note


def step(
    viewer: Viewer, recorder: Recorder, subject: str, entry: str, stage: str, on: date, reason: str = ""
) -> None:
    """Take a report one step on: submitted, returned with a reason, approved, locked. Raises CannotReport."""
    _commitment(viewer, subject)
    row = entries(viewer).filter(subject=subject, id=entry, act="commitment_report").first()
    if row is None:
        raise CannotReport("no_such_report")
    told = pending_of(viewer, subject)
    pending = next((p for p in told if p.entry == entry), None)
    if any(p.revises == entry for p in told):
        raise CannotReport("wrong_stage")
    if pending is None or stage not in STEPS[pending.stage]:
        raise CannotReport("wrong_stage")
    if stage == "returned" and not reason.strip():
        raise CannotReport("reason_missing")
    word = ""
    with transaction.atomic():
        circle = joint_circle(subject)
        if stage == "approved" and row.circle == Circle.INTERNAL.value and circle == Circle.JOINT:
            draft: Any = to_entry(row).act
            act = draft.model_copy(
                update={"stage": "approved", "revises": ""}
            )  # joint: names nothing internal
            made = services.record(
                [Draft(subject, act, on=row.happened_on or on, circle=circle)], recorder, viewer
            )
            word = made[0].id
        said = Clearance(report=entry, stage=stage, reason=reason.strip(), word=word)  # type: ignore[arg-type]
        services.record([Draft(subject, said, on=on, circle=Circle(row.circle))], recorder, viewer)


def pending_of(viewer: Viewer, subject: str) -> tuple[Pending, ...]:
    """The reports on a commitment with the stage that each has reached, as this reader may know them."""
    rows = entries(viewer).filter(subject=subject).order_by("seq")
    state = state_of([to_entry(r) for r in rows], viewer.circle.level)
    return state.reports if state else ()


def settle(
    viewer: Viewer,
    recorder: Recorder,
    subjects: Sequence[str],
    progress: str,
    on: date,
    session: str = "",
    remark: Mapping[str, str] | None = None,
) -> None:
    """Record for each commitment where a session or the co-chairs say that it stands; all or none."""
    act = Settlement(progress=progress, session=session or None, remark=dict(remark or {}))  # type: ignore[arg-type]
    services.record(_each(viewer, subjects, act, on), recorder, viewer)


def reschedule(viewer: Viewer, recorder: Recorder, subjects: Sequence[str], due: date, on: date) -> None:
    """Set or move the due date of commitments; all or none."""
    services.record(_each(viewer, subjects, Rescheduling(due=due), on), recorder, viewer)


def _each(viewer: Viewer, subjects: Sequence[str], act: Act, on: date) -> list[Draft]:
    """The same act for each of these commitments. Raises CannotReport for one that may not be seen."""
    for subject in subjects:
        _commitment(viewer, subject)
    return [Draft(subject, act, on=on, circle=joint_circle(subject)) for subject in subjects]


def assign(
    viewer: Viewer,
    recorder: Recorder,
    subjects: Sequence[str],
    party: str,
    organisation: str,
    on: date,
) -> None:
    """Make an organisation responsible on its side; whoever is responsible on the others stays so. All or none."""
    drafts = []
    for subject in subjects:
        _commitment(viewer, subject)
        rows = entries(viewer).filter(subject=subject).order_by("seq")
        state = state_of([to_entry(r) for r in rows], viewer.circle.level)
        if state is None or party not in state.parties:
            raise CannotReport("not_a_side", party=party)
        others = tuple(r for r in state.now.responsible if r.party != party)
        named = {r.party for r in others} | {party}
        rest = tuple(Responsible(party=p) for p in state.parties if p not in named and not others)
        act = Assignment(
            responsible=(*others, *rest, Responsible(party=party, organisation=organisation or None))
        )
        drafts.append(Draft(subject, act, on=on, circle=joint_circle(subject)))
    services.record(drafts, recorder, viewer)


def report_several(
    viewer: Viewer, recorder: Recorder, subjects: Sequence[str], word: Word, on: date, stage: str = "approved"
) -> None:
    """The same report on several commitments; all or none."""
    with transaction.atomic():
        for subject in subjects:
            report(viewer, recorder, subject, word, on, stage)


def waiting(viewer: Viewer, stages: Sequence[str] = ("submitted",)) -> list[tuple[Record, Pending]]:
    """Reports in clearance at these stages on what this reader may see, the oldest first."""
    found = []
    reports = entries(viewer).filter(act="commitment_report", circle=Circle.INTERNAL.value)
    reports = reports.filter(body__contains='"stage"')
    subjects = sorted(set(reports.values_list("subject", flat=True)))
    for subject in subjects:
        record = queries.record(viewer, subject)
        if record is not None:
            rows = entries(viewer).filter(subject=subject).order_by("seq")
            state = state_of([to_entry(r) for r in rows], viewer.circle.level)
            found += [(record, p) for p in state.pending if p.stage in stages] if state else []
    return sorted(found, key=lambda f: (f[1].since, f[0].subject, f[1].entry))


def _commitment(viewer: Viewer, subject: str) -> Record:
    record = queries.record(viewer, subject)
    if record is None or record.kind != "commitment":
        raise CannotReport("no_such_report")
    if (
        viewer.organisation
        and not record.ties.filter(relation="responsible", target=viewer.organisation).exists()
    ):
        raise CannotReport("not_yours")
    return record
