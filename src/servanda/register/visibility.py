"""The one query filter: who may see which records and entries. Lists, counts, searches, exports, feeds and
documents all start from `records()` or `entries()`; nothing else reads the computed tables for a person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.register.models import CommitmentInterval, Record, RecordParty, Tie


@dataclass(frozen=True, slots=True)
class Viewer:
    """A reader as the filter sees them.

    circle        the widest circle they may read
    desks         party codes whose relationships they serve; None: all
    offices       offices they belong to, for `restricted` records
    organisation  a focal point's organisation (a subject): nothing beyond public but what is tied to it
    mechanisms    the bodies (subjects) that a secretary serves: what they may record, not what they may read
                  (`register.serving`); None: all
    own           the parties of the installation's own side, which do not make a relationship by themselves
    """

    name: str = ""
    circle: Circle = Circle.PUBLIC
    desks: frozenset[str] | None = None
    offices: frozenset[str] = frozenset()
    organisation: str = ""
    mechanisms: frozenset[str] | None = None
    own: frozenset[str] = frozenset()


PUBLIC = Viewer()


def operator(circle: Circle = Circle.INTERNAL) -> Viewer:
    """Whoever runs the command line: everything up to `circle`, for an output made for that circle."""
    return Viewer(name="operator", circle=circle)


def _offices(field: str, offices: frozenset[str]) -> Q:
    """Rows whose JSON list `field` names one of the offices (quotes make the match whole)."""
    return reduce(or_, (Q(**{f"{field}__contains": json.dumps(o, ensure_ascii=False)}) for o in offices))


def records(viewer: Viewer) -> QuerySet[Record]:
    """The records that `viewer` may see, each as their circle shows it."""
    level = viewer.circle.level
    circle = Q(low__lte=level, high__gt=level, low__lt=Circle.RESTRICTED.level)
    if level == Circle.RESTRICTED.level and viewer.offices:
        circle |= Q(low=Circle.RESTRICTED.level) & _offices("offices", viewer.offices)
    found = Record.objects.filter(circle)
    if viewer.organisation:
        tied = Tie.objects.filter(record=OuterRef("pk"), target=viewer.organisation)
        return found.filter(Q(low=0) | Exists(tied) | Q(subject=viewer.organisation))
    if viewer.desks is not None:
        parties = RecordParty.objects.filter(record=OuterRef("pk"))
        served = Exists(parties.filter(party__in=viewer.desks))
        nobody = ~Exists(parties.exclude(party__in=viewer.own))
        found = found.filter(Q(low=0) | served | nobody)
    return found


def commitments(viewer: Viewer) -> QuerySet[CommitmentInterval]:
    """The intervals of the commitments that `viewer` may see: the filter of `records`, on the narrow table.

    Said again rather than joined, because a hundred thousand wide records are too many to look at for a page of fifty;
    `tests/commitments/test_matrix.py` holds both together.
    """
    level = viewer.circle.level
    circle = Q(low__lte=level, high__gt=level, low__lt=Circle.RESTRICTED.level)
    if level == Circle.RESTRICTED.level and viewer.offices:
        narrow = Record.objects.filter(_offices("offices", viewer.offices), low=level, kind="commitment")
        circle |= Q(low=level, record__in=narrow)
    found = CommitmentInterval.objects.filter(circle)
    if viewer.organisation:
        tied = Tie.objects.filter(target=viewer.organisation).values("record")
        return found.filter(Q(low=0) | Q(record__in=tied))
    if viewer.desks is not None:
        served = RecordParty.objects.filter(party__in=viewer.desks).values("record")
        others = RecordParty.objects.filter(record=OuterRef("record")).exclude(party__in=viewer.own)
        nobody = Q(party_count__lte=len(viewer.own)) & ~Exists(others)
        found = found.filter(Q(low=0) | Q(record__in=served) | nobody)
    return found


def entries(viewer: Viewer) -> QuerySet[JournalEntry]:
    """The journal entries that `viewer` may see: of their circle, on subjects they may see."""
    level = viewer.circle.level
    open_circles = [c.value for c in Circle if c.level <= min(level, Circle.INTERNAL.level)]
    circle = Q(circle__in=open_circles)
    if level == Circle.RESTRICTED.level and viewer.offices:
        circle |= Q(circle=Circle.RESTRICTED.value) & _offices("offices", viewer.offices)
    subject = records(viewer).filter(subject=OuterRef("subject"))
    return JournalEntry.objects.filter(circle).filter(Exists(subject))


def taken_back(viewer: Viewer) -> QuerySet[JournalEntry]:
    """Entries of the viewer's circle on subjects of which nothing stands any more in what they may see.

    Only for saying *that* something was withdrawn: `entries` leaves these out, and no word of them may be shown. For a
    viewer without desk, office or organisation, such as the public: with these it would be open whether the subject is
    withdrawn or merely not theirs.
    """
    if viewer.desks is not None or viewer.organisation:
        raise ValueError("asked for a viewer whose desk or organisation limits what they see")
    level = viewer.circle.level
    open_circles = [c.value for c in Circle if c.level <= min(level, Circle.INTERNAL.level)]
    subject = records(viewer).filter(subject=OuterRef("subject"))
    return JournalEntry.objects.filter(circle__in=open_circles).filter(~Exists(subject))
