"""Calendar addresses: made, found again by their digest, ended. The address itself is told once and kept nowhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from servanda.register import queries
from servanda.register.models import Deadline, Record
from servanda.register.scope import parse, records_in
from servanda.register.visibility import Viewer
from servanda.web.accounts import viewer_of
from servanda.web.models import Feed, User
from servanda.web.notices.queries import followed

BACK, AHEAD = timedelta(days=92), timedelta(days=2 * 365)
MINE = "mine"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_feed(user: User, scope: str) -> str:
    """Make a calendar address for a scope (`mine`: what the person follows) and return its token, 32 random bytes.

    Raises ScopeUnknown.
    """
    text = MINE if scope == MINE else parse(scope, viewer_of(user)).text
    token = secrets.token_urlsafe(32)
    Feed.objects.create(user=user, digest=_digest(token), scope=text)
    return token


def by_token(token: str) -> Feed | None:
    """The feed of an address, of a person who may still sign in."""
    feed = Feed.objects.filter(digest=_digest(token), user__is_active=True).select_related("user").first()
    if feed:
        Feed.objects.filter(pk=feed.pk).update(used_at=timezone.now())
    return feed


def content(feed: Feed, on: date) -> tuple[QuerySet[Deadline], QuerySet[Record]]:
    """The deadlines and the sessions that its owner may see today. Raises ScopeUnknown."""
    viewer: Viewer = viewer_of(feed.user)
    mine = (
        followed(feed.user, viewer) if feed.scope == MINE else records_in(viewer, parse(feed.scope, viewer))
    )
    due = queries.deadlines(viewer, on - BACK, on + AHEAD).filter(record__in=mine)
    held = mine.filter(kind__in=("session", "encounter"), on__gte=on - BACK, on__lte=on + AHEAD)
    return due, held.exclude(type="cancelled").order_by("on", "subject")
