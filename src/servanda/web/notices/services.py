"""Writing and sending: run once a day, or more often: nobody is told of the same thing twice."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from servanda.journal.services import instant_text
from servanda.register import details, queries, since
from servanda.register.models import Deadline, Record
from servanda.register.visibility import entries, records
from servanda.web.accounts import viewer_of
from servanda.web.models import Message, Reminder, User
from servanda.web.notices import letters, steps
from servanda.web.notices.letters import Letter
from servanda.web.notices.queries import due_for, followed, substitutes, waiting_for

log = logging.getLogger("servanda.notices")
DIGEST_AHEAD = timedelta(days=45)
SHOWN = 40  # lines of one kind in a letter: a mail is read, a page is worked on
ORDER = ("escalation", "due", "soon", "early")


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter to a person, with the keys of what it reminds of: (key, subject, step)."""

    user: User
    letter: Letter
    keys: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Outcome:
    """What a run did, in numbers of mails; `without_address` are persons who follow something and have no address."""

    written: int = 0
    sent: int = 0
    failed: int = 0
    without_address: int = 0


def run(on: date, dry_run: bool = False, told: Callable[[Planned], None] = lambda planned: None) -> Outcome:
    """Write what is due on a day and send it with what failed before; with `dry_run` only tell what would be.

    Each letter is recorded before it is sent. A mail that the server refused is tried again at the next run.
    """
    outcome = Outcome()
    for planned in plan(on):
        told(planned)
        if not planned.user.email:
            outcome.without_address += 1
        elif dry_run or _write(planned, on):
            outcome.written += 1
    if not dry_run:
        _send(outcome)
    return outcome


def plan(on: date) -> Iterator[Planned]:
    """The letters of a day that were not written yet."""
    standing_in: dict[int, list[User]] = defaultdict(list)
    for handover in substitutes(on):
        standing_in[handover.giver_id].append(handover.taker)
    for user in User.objects.filter(is_active=True).order_by("username"):
        if user.reminders:
            yield from _reminders(user, on, standing_in[user.pk])
        if user.digest:
            yield from _digest(user, on)


def _reminders(user: User, on: date, standing_in: list[User]) -> Iterator[Planned]:
    reached: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in due_for(user, on):
        assert deadline.last_day is not None
        at = steps.step(deadline.safe_day or deadline.last_day, deadline.last_day, on)
        if at:
            reached[at].append(deadline)
    yield from _new_waiting(user, on, standing_in)
    name = user.get_full_name() or user.username
    ordinary = {s: reached[s] for s in ORDER if reached[s] and s != "escalation"}
    overdue = {"escalation": reached["escalation"]} if reached["escalation"] else {}
    for kind, found in (("reminder", ordinary), ("escalation", overdue)):
        yield from _new(user, kind, found, on)
        for substitute in standing_in:
            yield from _new(substitute, kind, found, on, stands_in_for=name)
    if overdue and user.superior and user.superior.is_active:
        yield from _new(user.superior, "escalation", overdue, on, owner=name)


def _new(
    receiver: User,
    kind: str,
    found: dict[str, list[Deadline]],
    on: date,
    stands_in_for: str = "",
    owner: str = "",
) -> Iterator[Planned]:
    """A letter with what this receiver was not told yet; only what they may see themselves."""
    if not found:
        return
    visible = set(
        records(viewer_of(receiver))
        .filter(pk__in=[d.record_id for some in found.values() for d in some])
        .values_list("pk", flat=True)
    )
    keyed = {
        steps.key(receiver.username, d.record.subject, d.what, d.owed_by, d.last_day, step): (d, step)  # type: ignore[arg-type]
        for step, some in found.items()
        for d in some
        if d.record_id in visible
    }
    known = set(Reminder.objects.filter(key__in=list(keyed)).values_list("key", flat=True))
    fresh = {k: v for k, v in keyed.items() if k not in known}
    if not fresh:
        return
    by_step = [(s, [d for d, at in fresh.values() if at == s]) for s in ORDER]
    letter = Letter(
        kind, on, [(s, some) for s, some in by_step if some], stands_in_for=stands_in_for, owner=owner
    )
    yield Planned(receiver, letter, tuple((k, d.record.subject, at) for k, (d, at) in fresh.items()))


def _new_waiting(user: User, on: date, standing_in: list[User]) -> Iterator[Planned]:
    """Reports that have come to wait for this person, told once each; a report that is submitted again is told again."""
    found = waiting_for(user)
    name = user.get_full_name() or user.username
    for receiver, stands_in_for in [(user, ""), *((s, name) for s in standing_in)]:
        keyed = {
            steps.key(receiver.username, r.subject, p.stage, p.entry, p.since, "waiting"): (r, p)
            for r, p in found
            if receiver is user or queries.record(viewer_of(receiver), r.subject)
        }
        known = set(Reminder.objects.filter(key__in=list(keyed)).values_list("key", flat=True))
        fresh = {k: v for k, v in keyed.items() if k not in known}
        if fresh:
            letter = Letter("reminder", on, waiting=list(fresh.values()), stands_in_for=stands_in_for)
            yield Planned(receiver, letter, tuple((k, r.subject, "waiting") for k, (r, _p) in fresh.items()))


def _digest(user: User, on: date) -> Iterator[Planned]:
    key = steps.key(user.username, "digest", steps.week(on), "", date.min, "digest")
    if Reminder.objects.filter(key=key).exists():
        return
    reached: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in due_for(user, on, DIGEST_AHEAD)[: 4 * SHOWN]:
        assert deadline.last_day is not None
        at = steps.step(deadline.safe_day or deadline.last_day, deadline.last_day, on) or "early"
        reached[at].append(deadline)
    changes = _changes(user, on)
    waiting = waiting_for(user)
    if not reached and not changes and not waiting:
        return
    by_step = [(s, reached[s][:SHOWN]) for s in ORDER if reached[s]]
    yield Planned(user, Letter("digest", on, by_step, changes, waiting), ((key, "digest", "digest"),))


def _changes(user: User, on: date) -> list[tuple[str, str, int]]:
    """(title, address, entries) of the followed subjects with entries of the past week, most entries first."""
    week_ago = instant_text(since.end_of(on - timedelta(days=7)))
    viewer = viewer_of(user)
    mine = followed(user, viewer)
    counted = (
        entries(viewer)
        .filter(subject__in=mine.values("subject"), recorded_at__gt=week_ago)
        .values("subject")
        .annotate(n=Count("seq"))
        .order_by("-n", "subject")[:SHOWN]
    )
    numbers = {row["subject"]: row["n"] for row in counted}
    titles: dict[str, Record] = {r.subject: r for r in mine.filter(subject__in=list(numbers)).order_by("low")}
    language = user.language or settings.LANGUAGE_CODE
    return [
        (details.title(titles[s], language)[0], letters.address(s), n)
        for s, n in numbers.items()
        if s in titles
    ]


def _write(planned: Planned, on: date) -> bool:
    """Record the letter with its keys, all or nothing; False where another run was faster."""
    user = planned.user
    language = user.language or settings.LANGUAGE_CODE
    heading, body = letters.written(planned.letter, language)
    with transaction.atomic():
        keys = [k for k, *_ in planned.keys]
        if Reminder.objects.select_for_update().filter(key__in=keys).exists():
            return False
        message = Message.objects.create(
            user=user,
            kind=planned.letter.kind,
            address=user.email,
            language=language,
            heading=heading,
            body=body,
            on=on,
        )
        Reminder.objects.bulk_create(
            Reminder(key=k, message=message, subject=subject, step=step) for k, subject, step in planned.keys
        )
    return True


def _send(outcome: Outcome) -> None:
    """Send what is pending or failed before. What stopped half way stays `sending`: perhaps it went out."""
    waiting = list(Message.objects.filter(state__in=("pending", "failed")).order_by("pk"))
    if not waiting:
        return
    connection = get_connection()
    for message in waiting:
        Message.objects.filter(pk=message.pk).update(state="sending")
        mail = EmailMessage(
            message.heading,
            message.body,
            settings.DEFAULT_FROM_EMAIL,
            [message.address],
            connection=connection,
        )
        mail.extra_headers = {"Content-Language": message.language, "Auto-Submitted": "auto-generated"}
        try:
            mail.send()
        except OSError as error:  # a mail server that refuses, times out or is gone (SMTPException is one)
            Message.objects.filter(pk=message.pk).update(state="failed", problem=str(error)[:500])
            log.warning("mail failed", extra={"facts": {"who": message.user_id, "problem": str(error)[:200]}})
            outcome.failed += 1
            continue
        Message.objects.filter(pk=message.pk).update(state="sent", problem="", sent_at=timezone.now())
        log.info("mail sent", extra={"facts": {"who": message.user_id, "kind": message.kind}})
        outcome.sent += 1
