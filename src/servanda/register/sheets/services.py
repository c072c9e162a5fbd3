"""Taking over what a sheet says: commitments and reports as acts, each row with its outcome, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import uuid_utils
from django.db import transaction

from servanda.domain.acts.commitments import Commitment, CommitmentReport, Responsible
from servanda.domain.entry import Circle, Evidence
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import reporting, services
from servanda.register.models import Record
from servanda.register.scope import parse, records_in
from servanda.register.sheets.cells import due_of, sides_in, written_in
from servanda.register.sheets.phrases import words_of
from servanda.register.sheets.returned import Changed, NewRow
from servanda.register.sheets.rows import SheetCommitment, SheetReport
from servanda.register.visibility import Viewer, entries, records


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet does not say and a person chooses: under which mechanism and session, for whom, from which file.

    stage   of the reports: `approved` where the sheet is the side's word, `submitted` where it is still to be approved
    on      the day of reports without one of their own
    """

    parties: tuple[str, ...]
    on: date
    mechanism: str = ""
    session: str = ""
    circle: Circle = Circle.INTERNAL
    stage: str = "approved"
    source: str = ""


@dataclass(slots=True)
class Outcome:
    """What came of a sheet: numbers of commitments and reports recorded, and rows that said nothing new."""

    commitments: int = 0
    reports: int = 0
    known: int = 0
    rejected: int = 0
    subjects: list[str] = field(default_factory=list)


def known_texts(viewer: Viewer, frame: Frame) -> dict[str, str]:
    """Levelled text → subject of the commitments under the mechanism, else between the parties."""
    if frame.mechanism:
        mine = records_in(viewer, parse(frame.mechanism, viewer)).filter(kind="commitment")
    else:
        mine = records(viewer).filter(kind="commitment")
        for party in frame.parties:
            mine = mine.filter(parties__party=party)
    found: dict[str, str] = {}
    for record in mine.order_by("low", "pk"):
        for text in json.loads(record.titles).values():
            found[_level(text)] = record.subject
    return found


def _level(text: str) -> str:
    return " ".join(words_of(text))


def subject_of(made: SheetCommitment, known: Mapping[str, str]) -> str:
    """The commitment of the register that a row of the sheet is; "" where it is new."""
    return next((known[key] for t in made.texts.values() if (key := _level(t)) in known), "")


def take_sheet(found: Iterable[SheetCommitment], frame: Frame, recorder: Recorder, viewer: Viewer) -> Outcome:
    """Record what a sheet that was never ours says, all or nothing; rejected rows are left out and counted.

    A commitment that is in the register already gets the reports alone, and those only where they say something new.
    """
    outcome, drafts = Outcome(), []
    known = known_texts(viewer, frame)
    for made in found:
        if made.rejected:
            outcome.rejected += 1
            continue
        subject = subject_of(made, known)
        if subject:
            outcome.known += 1
        else:
            subject = f"commitment/{uuid_utils.uuid7()}"
            drafts.append(
                _draft(subject, _commitment(made, frame), frame, made.rows, frame.on, circle=frame.circle)
            )
            outcome.commitments += 1
            outcome.subjects.append(subject)
        for report in made.reports.values():
            act = _report(report, frame)
            if act and not _said_already(viewer, subject, act):
                drafts.append(_draft(subject, act, frame, made.rows, report.on or frame.on))
                outcome.reports += 1
    if drafts:
        services.record(drafts, recorder, viewer)
    return outcome


def _commitment(made: SheetCommitment, frame: Frame) -> Commitment:
    responsible = []
    for party, name in made.responsible:
        for code in [party] if party else frame.parties:
            responsible.append(Responsible(party=code, name=name[:2000]))
    decision = made.decision or (made.number if frame.session else "")
    return Commitment(
        texts=made.texts,
        parties=frame.parties,
        responsible=tuple(dict.fromkeys(responsible)),
        mechanism=frame.mechanism or None,
        session=frame.session or None,
        decision=decision[:200],
        due=made.due,
        at_next_session=made.at_next_session,
    )


def _report(report: SheetReport, frame: Frame) -> CommitmentReport | None:
    if report.progress is None:
        return None
    remark = {written_in(report.remark): report.remark} if report.remark else {}
    return CommitmentReport.model_validate(
        {
            "by": report.by,
            "progress": report.progress,
            "percent": report.percent,
            "remark": remark,
            "stage": frame.stage,
        }
    )


def _draft(
    subject: str,
    act: Commitment | CommitmentReport,
    frame: Frame,
    rows: Sequence[int],
    on: date | None = None,
    circle: Circle | None = None,
) -> Draft:
    # A report that nobody has approved yet is its own side's matter.
    chosen = circle or (frame.circle if frame.stage == "approved" else Circle.INTERNAL)
    where = f"{frame.source}, {', '.join(map(str, rows))}" if rows else frame.source
    evidence = (Evidence(document=where),) if where else ()
    return Draft(subject, act, on=on, circle=chosen, evidence=evidence)


def _last_report(viewer: Viewer, subject: str, side: str) -> JournalEntry | None:
    rows = entries(viewer).filter(subject=subject, act="commitment_report").order_by("-seq")
    return next((r for r in rows if json.loads(r.body).get("by") == side), None)


def _said_already(viewer: Viewer, subject: str, act: CommitmentReport) -> bool:
    """Whether the side's last report says the same."""
    last = _last_report(viewer, subject, act.by)
    if last is None:
        return False
    before, now = json.loads(last.body), act.body()
    return all(before.get(k) == now.get(k) for k in ("progress", "percent", "remark"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A report newer than the workbook on the same commitment by the same side."""

    entry: JournalEntry
    progress: str
    percent: int | None


def conflicts(viewer: Viewer, changed: Iterable[Changed], seq: int) -> dict[tuple[str, str], Conflict]:
    """(subject, side) → the newer report, for changes made on a workbook that ended at entry `seq`."""
    found: dict[tuple[str, str], Conflict] = {}
    for change in changed:
        last = _last_report(viewer, change.subject, change.side)
        if last is not None and last.seq > seq:
            body = json.loads(last.body)
            found[change.subject, change.side] = Conflict(last, body["progress"], body.get("percent"))
    return found


def visible(viewer: Viewer, subjects: Iterable[str]) -> dict[str, Record]:
    """The commitments among these subjects that the reader may see."""
    rows = records(viewer).filter(kind="commitment", subject__in=sorted(set(subjects))).order_by("low")
    return {r.subject: r for r in rows}


def take_changes(
    changed: Iterable[Changed],
    new: Iterable[NewRow],
    frame: Frame,
    language: str,
    recorder: Recorder,
    viewer: Viewer,
) -> Outcome:
    """Record the changes of our own workbook that a person has confirmed, and the new rows that they chose; all or none.

    Raises CannotReport for a side or commitment that is not this reader's to report on.
    """
    outcome = Outcome()
    changes = list(changed)
    seen = visible(viewer, [c.subject for c in changes])
    with transaction.atomic():
        for change in changes:
            if change.subject not in seen:
                outcome.rejected += 1
                continue
            progress, percent, remark = change.after
            word = reporting.Word(
                party=change.side,
                progress=progress,
                percent=percent,
                remark={written_in(remark, language): remark} if remark else {},
                note=f"{frame.source}, {change.row}" if frame.source else "",
            )
            reporting.report(viewer, recorder, change.subject, word, frame.on, frame.stage)
            outcome.reports += 1
        _take_new(new, frame, language, recorder, viewer, outcome)
    return outcome


def _take_new(
    new: Iterable[NewRow], frame: Frame, language: str, recorder: Recorder, viewer: Viewer, outcome: Outcome
) -> None:
    drafts = []
    for row in new:
        subject = f"commitment/{uuid_utils.uuid7()}"
        act = _new_commitment(row, frame, language)
        drafts.append(_draft(subject, act, frame, [row.row], frame.on, circle=frame.circle))
        outcome.commitments += 1
        outcome.subjects.append(subject)
        for side, said in row.words.items():
            report = _words_report(side, said, frame, language)
            drafts.append(_draft(subject, report, frame, [row.row], frame.on))
            outcome.reports += 1
    if drafts:
        services.record(drafts, recorder, viewer)


def _words_report(
    side: str, said: tuple[str, int | None, str], frame: Frame, language: str
) -> CommitmentReport:
    progress, percent, remark = said
    texts = {written_in(remark, language): remark} if remark else {}
    return CommitmentReport.model_validate(
        {"by": side, "progress": progress, "percent": percent, "remark": texts, "stage": frame.stage}
    )


def _new_commitment(row: NewRow, frame: Frame, language: str) -> Commitment:
    named = sides_in(row.responsible, frame.parties) or list(frame.parties)
    due = due_of(row.due, language)
    return Commitment(
        texts={written_in(row.text, language): row.text},
        parties=frame.parties,
        responsible=tuple(Responsible(party=p, name=row.responsible[:2000]) for p in named),
        mechanism=frame.mechanism or None,
        session=frame.session or None,
        due=due.day,
        at_next_session=due.next_session,
    )
