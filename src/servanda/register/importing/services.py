"""Importing a register of instruments: all or nothing, again without doubling, counted row by row."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Count

from servanda.domain import canonical
from servanda.domain.acts.repair import Withdrawal
from servanda.domain.entry import Circle, Evidence
from servanda.domain.wording import N_
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder, evidence_json
from servanda.register import practices
from servanda.register.importing.acts import drafts_of, mark_of, relation, subject_of
from servanda.register.importing.citations import Citable
from servanda.register.importing.memory import collected_between_batches
from servanda.register.importing.report import Report
from servanda.register.intake.mapping import read_instruments
from servanda.register.intake.maps.schema import RegisterMap
from servanda.register.intake.records import Citation, InstrumentRecord, Rejected
from servanda.register.intake.rows import LIMITS, Limits
from servanda.register.models import Finding
from servanda.register.services import record

BATCH = 2000  # rows written at a time: bounds the memory whatever the size of the file
CHANGED = N_("The source register has changed this.")
DROPPED = N_("The source register no longer says this.")


class _Undo(Exception):
    """Leaves the transaction of an import that is not to be kept."""


def import_instruments(
    path: Path,
    register: str,
    register_map: RegisterMap,
    recorder: Recorder,
    *,
    dry_run: bool = False,
    good_rows: bool = False,
    progress: Callable[[int], None] = lambda rows: None,
    limits: Limits = LIMITS,
) -> Report:
    """Import a file by its map and report on every row.

    register   short name under which this register's rows are known, part of their subjects
    dry_run    everything is done and taken back: the report is what an import would give
    good_rows  with rejected rows, the others are written all the same
    progress   is told the number of rows done
    Raises IntakeError where the file or map as a whole cannot be used. Stopped half way, nothing is written.
    """
    run = _Run(register, recorder)
    report = run.report
    practices.forget()
    try:
        with collected_between_batches() as collect, transaction.atomic():
            for batch in _batches(read_instruments(path, register_map, limits)):
                run.take(batch)
                collect()
                progress(report.rows)
            run.link()
            run.close()
            if dry_run or (report.rejected and not good_rows):
                raise _Undo
            report.written = True
    except _Undo:
        pass
    return report


def _batches(rows: Iterator[InstrumentRecord | Rejected]) -> Iterator[list[InstrumentRecord | Rejected]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


class _Run:
    """One import under way."""

    def __init__(self, register: str, recorder: Recorder) -> None:
        self.register = register
        self.recorder = recorder
        self.report = Report()
        self.again = JournalEntry.objects.filter(subject__startswith=f"instrument/{register}-").exists()
        # key → short marks of the contents seen under it, in order of their first row
        self.contents: dict[tuple[str, ...], list[str]] = {}
        self.seen: set[str] = set()
        self.citing: list[tuple[str, InstrumentRecord, Citation]] = []

    def take(self, batch: list[InstrumentRecord | Rejected]) -> None:
        """Write one batch of rows."""
        new: list[Draft] = []
        changes: list[Draft] = []
        accepted: list[str] = []
        known = self._known(batch) if self.again else {}
        for row in batch:
            self.report.rows += 1
            if isinstance(row, Rejected):
                self.report.rejected.append(row)
                continue
            subject, first, repeated = self._place(row)
            if not first:
                self.report.duplicates += 1
                self.report.duplicate_rows.append(row.row)
                continue
            self.seen.add(subject)
            drafts = drafts_of(self.register, row, subject, repeated)
            if row.citations:
                self.citing.append((subject, row, row.citations[0]))
            before = known.get(subject)
            if before is None:
                new += drafts
                accepted.append(subject)
                continue
            wanted = _differences(drafts, before, mark_of(self.register, row))
            if not wanted:
                self.report.unchanged += 1
                continue
            changes += wanted
            accepted.append(subject)
            self.report.corrected += 1
        if new:
            record(new, self.recorder, fresh=True, bulk=True)
        if changes:
            record(changes, self.recorder, bulk=True)
        self.report.accepted += len(accepted)

    def _place(self, row: InstrumentRecord) -> tuple[str, bool, bool]:
        """(subject, whether this content is the first of its kind in the file, whether the key stood before)."""
        digest = row.digest[:16]
        contents = self.contents.setdefault(row.key, [])
        if digest in contents:
            return subject_of(self.register, row.key, contents.index(digest)), False, True
        contents.append(digest)
        occurrence = len(contents) - 1
        return subject_of(self.register, row.key, occurrence), True, occurrence > 0

    def _known(self, batch: Iterable[InstrumentRecord | Rejected]) -> dict[str, list[JournalEntry]]:
        """Entries of earlier imports on the subjects that these rows may stand for."""
        subjects = set()
        for row in batch:
            if isinstance(row, InstrumentRecord):
                so_far = len(self.contents.get(row.key, ()))
                subjects |= {subject_of(self.register, row.key, n) for n in range(so_far + 2)}
        found: dict[str, list[JournalEntry]] = {}
        names = sorted(subjects)
        for start in range(0, len(names), 900):
            rows = JournalEntry.objects.filter(subject__in=names[start : start + 900]).order_by("seq")
            for entry in rows:
                found.setdefault(entry.subject, []).append(entry)
        return found

    def link(self) -> None:
        """Tie records to the instruments that their titles cite, where these are in the register."""
        if not self.citing:
            return
        citable = Citable()
        drafts: list[Draft] = []
        for subject, row, citation in self.citing:
            target = citable.find(citation, row.parties, subject, row.day("signed"))
            if target is None:
                continue
            self.report.linked += 1
            draft = relation(subject, citation.relation, target, row, self.register, citation.quote)
            if not self.again or not self._stands(draft):
                drafts.append(draft)
        for start in range(0, len(drafts), BATCH):
            record(drafts[start : start + BATCH], self.recorder, bulk=True)

    def _stands(self, draft: Draft) -> bool:
        body = canonical.encode(draft.act.body()).decode()
        return JournalEntry.objects.filter(subject=draft.subject, act=draft.act.name, body=body).exists()

    def close(self) -> None:
        """Count findings, and what the file no longer has."""
        prefix = f"instrument/{self.register}-"
        if self.again:
            imported = JournalEntry.objects.filter(subject__startswith=prefix, act="description")
            earlier = set(imported.values_list("subject", flat=True))
            self.report.gone = sorted(earlier - self.seen)
        mine = Finding.objects.filter(record__subject__startswith=prefix)
        self.report.findings.update(dict(mine.values_list("code").annotate(n=Count("pk"))))
        flagged = set(mine.values_list("record__subject", flat=True).distinct())
        self.report.with_findings = min(len(flagged & self.seen), self.report.accepted)


def _differences(drafts: list[Draft], entries: list[JournalEntry], mark: str) -> list[Draft]:
    """What has to be recorded so that the earlier import says what the row says now.

    Only entries of the import itself count, and an officer's correction of one of them is left alone: the row
    is compared with what the register said before, not with what an officer knows better.
    """
    mine = [e for e in entries if _documents(e) == mark and e.act != "relation"]
    replaced = {e.corrects or e.withdraws for e in mine}
    standing = {e.id: e for e in mine if e.id not in replaced and not e.withdraws}
    fresh = []
    for draft in drafts:
        same = next((e for e in standing.values() if _same(draft, e)), None)
        if same is not None:
            del standing[same.id]
        else:
            fresh.append(draft)
    changes = []
    for draft in fresh:
        earlier = next((e for e in standing.values() if e.act == draft.act.name), None)
        if earlier is not None:
            del standing[earlier.id]
            changes.append(_correcting(draft, earlier))
        else:
            changes.append(draft)
    return changes + [_withdrawing(e, mark) for e in standing.values()]


def _documents(entry: JournalEntry) -> str:
    evidence = json.loads(entry.evidence)
    return str(evidence[0].get("document", "")) if evidence else ""


def _same(draft: Draft, entry: JournalEntry) -> bool:
    return (
        entry.act == draft.act.name
        and entry.happened_on == draft.on
        and entry.body == canonical.encode(draft.act.body()).decode()
        and entry.circle == draft.circle.value
        and entry.evidence == canonical.encode(evidence_json(draft.evidence)).decode()
    )


def _correcting(draft: Draft, earlier: JournalEntry) -> Draft:
    return Draft(
        draft.subject,
        draft.act,
        on=draft.on,
        circle=draft.circle,
        evidence=draft.evidence,
        corrects=earlier.id,
        reason=CHANGED,
    )


def _withdrawing(earlier: JournalEntry, mark: str) -> Draft:
    return Draft(
        earlier.subject,
        Withdrawal(reason=DROPPED),
        circle=Circle(earlier.circle),
        evidence=(Evidence(document=mark),),
        withdraws=earlier.id,
        reason=DROPPED,
    )
