"""What a secretary who serves some mechanisms may record: on these, the bodies under them, and what they carry.

Reading is the filter's matter (`register.visibility`); every way to record passes `register.services.record`, which asks
here before anything is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.domain.acts.sessions import Decision
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft
from servanda.register.models import Record, Tie
from servanda.register.refusal import Refused
from servanda.register.scope import UNDER_A_BODY, with_parts
from servanda.register.visibility import Viewer

#: Fields by which the first act on a new record says to which body it belongs.
BELONGS = ("mechanism", "part_of")


def check(drafts: Sequence[Draft], viewer: Viewer) -> None:
    """Raise Refused where a draft is none of the mechanisms that this person serves.

    A decision of a session that they serve takes effect on what it names: the proposal that it adopts, the instrument
    that it approves, the commitment that it settles.
    """
    if viewer.mechanisms is None:
        return
    bodies = _bodies(viewer.mechanisms, viewer)
    wanted = sorted({d.subject for d in drafts})
    carried = _carried(wanted, bodies)
    known = set(Record.objects.filter(subject__in=wanted).values_list("subject", flat=True))
    known |= set(JournalEntry.objects.filter(subject__in=wanted).values_list("subject", flat=True))
    for draft in drafts:
        if draft.subject not in known and _belongs(draft.act, bodies):
            carried.add(draft.subject)
    for draft in drafts:
        if isinstance(draft.act, Decision) and draft.subject in carried:
            carried |= set(draft.act.about)
    for draft in drafts:
        if draft.subject not in carried:
            raise Refused("not_your_mechanism")


def serves(subject: str, viewer: Viewer) -> bool:
    """Whether this person may record on a subject that is there already, as far as mechanisms limit them.

    It decides what a page offers; what is written is decided by `check`.
    """
    if viewer.mechanisms is None:
        return True
    return subject in _carried([subject], _bodies(viewer.mechanisms, viewer))


def _bodies(mechanisms: frozenset[str], viewer: Viewer) -> set[str]:
    """The mechanisms that are served, with the bodies under them."""
    return {b for served in sorted(mechanisms) for b in with_parts(viewer, served)}


def _carried(subjects: Sequence[str], bodies: set[str]) -> set[str]:
    """The bodies, and of some subjects those that are tied to one of them."""
    ties = Tie.objects.filter(
        record__subject__in=subjects, relation__in=UNDER_A_BODY, target__in=sorted(bodies)
    )
    return bodies | set(ties.values_list("record__subject", flat=True))


def _belongs(act: Any, bodies: set[str]) -> bool:
    return any(getattr(act, name, None) in bodies for name in BELONGS)
