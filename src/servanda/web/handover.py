"""Handing one's work to a successor or a substitute: one act in the journal, and what follows from it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from servanda.domain.acts.parties import Handover as HandoverAct
from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.web.models import Feed, Handover, Subscription, User


class HandoverRefused(ValueError):
    """A handover that cannot be: `code`, N_ `message`, `data` to fill it."""

    MESSAGES = {
        "unknown": N_("There is no account {name} that may sign in."),
        "self": N_("Choose another account than your own."),
        "ended": N_("The last day, {until}, lies before the first, {begins}."),
        "organisation": N_("{name} already reports for another organisation."),
    }

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


def hand_over(
    giver: User, to: str, begins: date, until: date | None, recorder: Recorder, remark: str = ""
) -> Handover:
    """Record the handover and carry it out, all or nothing.

    A substitute (`until` given) gets copies of the reminders and sees the giver's desks and offices until that day. A
    successor takes over subscriptions, desks, offices and the organisation reported for; calendar addresses of the
    giver end, since they showed what the giver might see. Raises HandoverRefused.
    """
    taker = User.objects.filter(username=to, is_active=True).first()
    if taker is None:
        raise HandoverRefused("unknown", name=to)
    if taker.pk == giver.pk:
        raise HandoverRefused("self")
    if until is not None and until < begins:
        raise HandoverRefused("ended", until=until.isoformat(), begins=begins.isoformat())
    if giver.organisation and taker.organisation not in ("", giver.organisation):
        raise HandoverRefused("organisation", name=to)
    with transaction.atomic():
        act = HandoverAct(to=to, until=until, remark=remark)
        draft = Draft(f"account/{giver.username}", act, on=begins, circle=Circle.INTERNAL)
        [entry] = services.record([draft], recorder)
        made = Handover.objects.create(giver=giver, taker=taker, begins=begins, ends=until, entry=entry.id)
        if until is None:
            _succeed(giver, taker)
    return made


def _succeed(giver: User, taker: User) -> None:
    have = set(taker.subscriptions.values_list("scope", flat=True))
    for scope in giver.subscriptions.values_list("scope", flat=True):
        if scope not in have:
            Subscription.objects.create(user=taker, scope=scope)
    giver.subscriptions.all().delete()
    Feed.objects.filter(user=giver).delete()
    taker.desks = _joined(taker.desks, giver.desks)
    if giver.role == taker.role:
        taker.mechanisms = _joined(taker.mechanisms, giver.mechanisms)
    taker.offices = "\n".join(dict.fromkeys([*taker.offices.splitlines(), *giver.offices.splitlines()]))
    taker.organisation = taker.organisation or giver.organisation
    taker.save(update_fields=["desks", "mechanisms", "offices", "organisation"])


def _joined(mine: str, theirs: str) -> str:
    """Desks, or mechanisms, of both; empty means all."""
    return " ".join(dict.fromkeys([*mine.split(), *theirs.split()])) if mine and theirs else ""
