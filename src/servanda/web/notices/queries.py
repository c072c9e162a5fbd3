"""What concerns a person: the records they follow, what is due among them, who stands in for whom."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from servanda.domain.commitments import Pending
from servanda.register import queries, reporting
from servanda.register.models import Deadline, Record
from servanda.register.scope import ScopeUnknown, parse, records_in
from servanda.register.visibility import Viewer, records
from servanda.web.accounts import may, viewer_of
from servanda.web.models import Handover, User
from servanda.web.notices.steps import EARLY, ESCALATED, FORGOTTEN


def substitutes(on: date) -> QuerySet[Handover]:
    """Who stands in for whom on a day (handovers for good are not among them)."""
    return Handover.objects.filter(begins__lte=on, ends__gte=on).select_related("giver", "taker")


def followed(user: User, viewer: Viewer | None = None) -> QuerySet[Record]:
    """The records that a person follows, as far as they may see them: subscriptions, and a focal point's own."""
    viewer = viewer or viewer_of(user)
    found = Q(pk__in=[])
    for scope in user.subscriptions.values_list("scope", flat=True):
        try:
            found |= Q(pk__in=records_in(viewer, parse(scope, viewer)).values("pk"))
        except ScopeUnknown:
            continue  # no longer theirs to see: the subscription sleeps until it is again
    if user.organisation:
        organisation = Q(ties__target=user.organisation) | Q(subject=user.organisation)
        found |= Q(pk__in=records(viewer).filter(organisation).values("pk"))
    return records(viewer).filter(found)


def due_for(user: User, on: date, ahead: timedelta = EARLY) -> QuerySet[Deadline]:
    """What is to be done on what a person follows: unmet, with a last day near or lately past."""
    start = on - ESCALATED - FORGOTTEN
    # The safe day may lie before the last one: what has to be sent next week can be due in four months.
    near = Q(last_day__gte=start) & (Q(last_day__lte=on + ahead) | Q(safe_day__lte=on + ahead))
    found = Deadline.objects.filter(near, record__in=followed(user)).filter(queries.unmet(on))
    return found.select_related("record").order_by("due", "record__subject", "what", "pk")


def waiting_for(user: User) -> list[tuple[Record, Pending]]:
    """Reports that wait for a person: those to be approved for whoever records, those returned for a focal point.

    Whoever records hears only of what they follow.
    """
    viewer = viewer_of(user)
    if may(user, "record"):
        mine = set(followed(user, viewer).filter(kind="commitment").values_list("subject", flat=True))
        return [(r, p) for r, p in reporting.waiting(viewer, ("submitted",)) if r.subject in mine]
    if may(user, "report"):
        return reporting.waiting(viewer, ("returned",))
    return []
