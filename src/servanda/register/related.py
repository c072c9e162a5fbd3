"""Which subjects are folded from the acts of others too: a mechanism from those of its sessions.

Read from the journal, not from computed rows, so that a rebuild in any order gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from servanda.domain.entry import Entry
from servanda.journal.models import JournalEntry
from servanda.journal.queries import rows_of, to_entry

FACTS = ("session_planned", "session")


def of_kind(kind: str) -> QuerySet[JournalEntry]:
    """Entries on the subjects of a kind; on SQLite as a range, so that the index on subjects serves."""
    start = f"{kind}/"
    if connection.vendor == "postgresql":
        return JournalEntry.objects.filter(subject__startswith=start)
    return JournalEntry.objects.filter(Q(subject__gte=start, subject__lt=f"{kind}0"))  # "0" follows "/"


def sessions_of(subjects: Iterable[str]) -> dict[str, set[str]]:
    """Sessions of which any entry names a mechanism among `subjects` → those mechanisms."""
    bodies = {s for s in subjects if s.startswith("mechanism/")}
    found: dict[str, set[str]] = {}
    if not bodies:
        return found
    for subject, body in of_kind("session").filter(act__in=FACTS).values_list("subject", "body"):
        named = json.loads(body).get("mechanism")
        if named in bodies:
            found.setdefault(subject, set()).add(named)
    return found


def near(subjects: Iterable[str]) -> dict[str, list[Entry]]:
    """The entries of other subjects that those among `subjects` are folded from, in the order of recording."""
    of = sessions_of(subjects)
    found: dict[str, list[Entry]] = {}
    for row in rows_of(of):
        entry = to_entry(row)
        for body in of[row.subject]:
            found.setdefault(body, []).append(entry)
    return found


def dependents(subjects: Iterable[str]) -> set[str]:
    """The subjects that are folded from these too: the bodies that any act on a session has ever named."""
    sessions = [s for s in subjects if s.startswith("session/")]
    if not sessions:
        return set()
    bodies = rows_of(sessions).filter(act__in=FACTS).values_list("body", flat=True)
    return {named for body in bodies if (named := json.loads(body).get("mechanism"))}
