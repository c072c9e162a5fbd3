"""Verifying everything: the chain to its end, and every computed row against a fresh fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from servanda.domain import canonical
from servanda.journal import queries
from servanda.journal.models import JournalEntry
from servanda.journal.queries import Fault
from servanda.register import commitment_context, dump, search, services
from servanda.register.models import Record

BATCH = 1000


class _Undo(Exception):
    """Leaves the transaction in which subjects were folded afresh for comparison."""


def verify(progress: Callable[[str, int], None] = lambda what, n: None) -> Iterator[Fault]:
    """Yield every fault of the chain, then every subject whose computed rows differ from a fresh fold."""
    chain_faults = 0
    commitment_context.forget()
    for fault in queries.verify(lambda n: progress("entries", n)):
        chain_faults += fault.code == "unreadable"
        yield fault
    if chain_faults:
        return  # what cannot be read cannot be folded
    subjects = list(JournalEntry.objects.order_by("subject").values_list("subject", flat=True).distinct())
    for start in range(0, len(subjects), BATCH):
        some = subjects[start : start + BATCH]
        stored = _by_subject(some)
        fresh = _folded(some)
        for subject in some:
            if stored.get(subject) != fresh.get(subject):
                yield Fault(0, "computed", {"subject": subject})
        progress("subjects", start + len(some))
    strangers = Record.objects.exclude(subject__in=JournalEntry.objects.values("subject"))
    for subject in strangers.order_by("subject").values_list("subject", flat=True).distinct():
        yield Fault(0, "computed_extra", {"subject": subject})
    for pk in search.astray():
        yield Fault(0, "computed", {"subject": pk})


def _by_subject(subjects: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for record in dump.computed(subjects):
        found[record["subject"]] = found.get(record["subject"], b"") + canonical.encode(record)
    return found


def _folded(subjects: list[str]) -> dict[str, bytes]:
    """Fold in a transaction that is taken back, so that one code path writes and judges."""
    fresh: dict[str, bytes] = {}
    try:
        with transaction.atomic():
            services.project(subjects)
            fresh = _by_subject(subjects)
            raise _Undo
    except _Undo:
        return fresh
