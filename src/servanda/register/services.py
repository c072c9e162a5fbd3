"""Recording: the one way into the journal. The entry and the rows folded from it are one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from servanda.domain.entry import Circle, Entry
from servanda.journal import services as journal
from servanda.journal.models import JournalEntry
from servanda.journal.queries import rows_of, to_entry
from servanda.journal.services import Draft, Recorder
from servanda.register import commitment_context, practices, related, search, serving, session_guard, tables
from servanda.register.models import Record, Tie
from servanda.register.projections import kinds, write
from servanda.register.refusal import Refused
from servanda.register.visibility import Viewer, entries

BATCH = 2000  # subjects folded at a time: bounds the memory of a rebuild


def record(
    drafts: Sequence[Draft],
    recorder: Recorder,
    viewer: Viewer | None = None,
    at: datetime | None = None,
    fresh: bool = False,
    bulk: bool = False,
) -> list[Entry]:
    """Append acts and write the computed rows of their subjects, all or nothing; return the entries.

    viewer  checks that corrections and withdrawals reach only entries this reader may see, and that a secretary of
            some mechanisms acts on these
    fresh   the subjects are new: nothing of them is loaded or deleted (imports)
    bulk    one of many batches of a transaction that is given up as a whole where anything fails (imports). There is no
            savepoint then: on SQLite, within one, the journal's triggers and the full-text index together copy more
            pages with every row. And the parties' practice is not read anew: the writer's lock keeps it as it was
    Raises Refused, NotCanonical.
    """
    with transaction.atomic(savepoint=not bulk):
        if not bulk:
            practices.forget()
            commitment_context.forget()
        if viewer is not None:
            serving.check(drafts, viewer)
        for draft in drafts:
            if draft.corrects or draft.withdraws:
                _check_reach(draft, recorder, viewer)
        if not fresh and any(d.act.name in session_guard.GUARDED for d in drafts):
            journal.wait_for_turn()
            session_guard.check(drafts)
        changes = commitment_context.Changes(drafts)
        recorded = journal.append(drafts, recorder, at)
        mechanisms, moved = changes.moved()
        subjects = sorted({d.subject for d in drafts})
        if fresh:
            offices = {e.id: list(d.offices) for e, d in zip(recorded, drafts, strict=True) if d.offices}
            by_subject: dict[str, list[Entry]] = {}
            for entry in recorded:
                by_subject.setdefault(entry.subject, []).append(entry)
            write.write(((s, by_subject[s], offices) for s in subjects), fresh=True)
        else:
            project(subjects)
        parties = {d.subject.partition("/")[2] for d in drafts if d.act.name == practices.ACT}
        practised = _instruments_of(parties) if parties else []
        project(practised)
        moved |= _commitments_under(mechanisms) | related.dependents([*subjects, *practised])
        project(moved - set(subjects))
    return recorded


def _commitments_under(mechanisms: set[str]) -> set[str]:
    """Commitments whose due day, silence or carrying over the rhythm of a mechanism moves."""
    found = Tie.objects.filter(relation="committed_under", target__in=mechanisms)
    return set(found.values_list("record__subject", flat=True)) if mechanisms else set()


def _instruments_of(parties: set[str]) -> list[str]:
    """Instruments whose deadlines a party's practice moves."""
    found = Record.objects.filter(kind="instrument", parties__party__in=parties)
    return list(found.order_by("subject").values_list("subject", flat=True).distinct())


def _check_reach(draft: Draft, recorder: Recorder, viewer: Viewer | None) -> None:
    target = str(draft.corrects or draft.withdraws)
    seen = entries(viewer) if viewer else JournalEntry.objects.all()
    row = seen.filter(id=target).first()
    if row is None:
        raise Refused("no_such_entry", entry=target)
    if row.side != recorder.side:
        raise Refused("other_side", entry=target, side=row.side)
    if row.subject != draft.subject:
        raise Refused("other_subject", entry=target, subject=row.subject)
    if not draft.reason.strip():
        raise Refused("reason_missing")
    if row.act == "commitment_report" and _locked(row):
        raise Refused("report_locked")
    if Circle(row.circle).level > draft.circle.level:
        raise Refused("wider_circle", circle=draft.circle.value, entry=target, other=row.circle)


def _locked(row: JournalEntry) -> bool:
    """Whether a report has been locked, by a clearance that was not taken back."""
    steps = JournalEntry.objects.filter(subject=row.subject, act="clearance", body__contains=f'"{row.id}"')
    back = JournalEntry.objects.filter(subject=row.subject, withdraws__isnull=False).values("withdraws")
    return steps.filter(body__contains='"locked"').exclude(id__in=back).exists()


def project(subjects: Iterable[str], fresh: bool = False) -> None:
    """Fold these subjects afresh from the journal and replace their computed rows; `fresh`: they have none.

    Those folded from the rows of others (`kinds.AFTERWARDS`) come last.
    """
    given = set(subjects)
    last = {s for s in given if write.kind_of(s) in kinds.AFTERWARDS}
    for names in (sorted(given - last), sorted(last)):
        for start in range(0, len(names), BATCH):
            some = names[start : start + BATCH]
            rows = sorted(rows_of(some), key=lambda r: (r.subject, r.seq))
            write.write(_loaded(rows), fresh)


def _loaded(rows: list[JournalEntry]) -> Iterable[tuple[str, list[Entry], dict[str, list[str]]]]:
    for subject, group in groupby(rows, key=lambda r: r.subject):
        mine = list(group)
        offices = {r.id: json.loads(r.offices) for r in mine if r.offices != "[]"}
        yield subject, [to_entry(r) for r in mine], offices


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Drop all computed rows and fold every subject again, in one transaction; return how many subjects.

    `progress` is told (done, total). Stopped half way, the old rows stand.
    """
    with transaction.atomic():
        subjects = list(JournalEntry.objects.order_by("subject").values_list("subject", flat=True).distinct())
        practices.forget()
        commitment_context.forget()
        tables.clear()
        search.clear()
        for start in range(0, len(subjects), BATCH):
            project(subjects[start : start + BATCH], fresh=True)
            progress(min(start + BATCH, len(subjects)), len(subjects))
    return len(subjects)
