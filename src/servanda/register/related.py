"""Which subjects are folded from the acts of others too: a mechanism from those of its sessions, a list of treaties from the instruments.

Sessions are read from the journal, not from computed rows, so that a rebuild in any order gives the same bytes; lists are folded after
the instruments that they are compared with (`services.project`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from servanda.domain.entry import Entry
from servanda.journal.models import JournalEntry
from servanda.journal.queries import rows_of, to_entry
from servanda.register.models import Record, Tie

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
    """The subjects that are folded from these too: the bodies that any act on a session has ever named, the lists of treaties of
    the parties of an instrument, and those beside which a list stands."""
    names = set(subjects)
    found = _lists(names)
    sessions = [s for s in names if s.startswith("session/")]
    if sessions:
        bodies = rows_of(sessions).filter(act__in=FACTS).values_list("body", flat=True)
        found |= {named for body in bodies if (named := json.loads(body).get("mechanism"))}
    return found


def _lists(subjects: set[str]) -> set[str]:
    moving = sorted(s for s in subjects if s.startswith(("instrument/", "list/")))
    lists: dict[str, set[str]] = {}
    if not moving:
        return set()
    for subject, party in Record.objects.filter(kind="list").values_list("subject", "parties__party"):
        lists.setdefault(subject, set()).add(party)
    if not lists:
        return set()
    found: set[str] = set()
    # A list that was withdrawn has no rows any more: whose it was stands in the journal.
    own = [s for s in moving if s.startswith("list/")]
    for body in rows_of(own).filter(act="partner_list").values_list("body", flat=True) if own else ():
        act = json.loads(body)
        found |= {name for name, two in lists.items() if two == {act["party"], act["other"]}}
    for start in range(0, len(moving), 500):
        some = moving[start : start + 500]
        ties = Tie.objects.filter(record__kind="list", target__in=some)
        found |= set(ties.values_list("record__subject", flat=True))
        sides: dict[str, set[str]] = {}
        for subject, party in Record.objects.filter(subject__in=some).values_list(
            "subject", "parties__party"
        ):
            sides.setdefault(subject, set()).add(party)
        for parties in {frozenset(p) for p in sides.values()}:
            found |= {name for name, two in lists.items() if two <= parties}
    return found
