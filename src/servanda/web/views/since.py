"""Since: what changed since a day, a session, or the last look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from servanda.register import queries, since
from servanda.register.scope import Scope, ScopeUnknown, parse
from servanda.web.models import LastLook
from servanda.web.views.asking import Request, page_of, today

FIRST_LOOK = timedelta(days=14)
SINCES = ("look", "session", "day")


def index(request: Request) -> HttpResponse:
    """What changed in a scope, subject by subject, with before and after."""
    error = ""
    try:
        scope = parse(request.GET.get("scope", ""), request.viewer)
    except ScopeUnknown as unknown:
        scope, error = Scope(), gettext(unknown.message).format(**unknown.data)
    if request.method == "POST":
        return _seen(request, scope)
    by: since.By = "happened" if request.GET.get("by") == "happened" else "recorded"
    instant, how, session = _instant(request, scope)
    page = page_of(request, since.changed(request.viewer, scope, instant, by), 30)
    subjects = [row["subject"] for row in page.object_list]
    return render(
        request,
        "web/since.html",
        {
            "scope": scope,
            "error": error,
            "by": by,
            "how": how,
            "instant": instant,
            "session": session,
            "page": page,
            "changes": since.changes(request.viewer, subjects, instant, today(), by),
            "mechanisms": queries.of_kind(request.viewer, "mechanism")[:200],
            "followed": request.user.subscriptions.all() if request.user.is_authenticated else [],
        },
        status=422 if error else 200,
    )


def _instant(request: Request, scope: Scope) -> tuple[datetime, str, object]:
    """(instant, how it was found, the session): asked day, last session of a mechanism, else the last look."""
    asked = request.GET.get("since", "")
    how = request.GET.get("how", "")
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = None
    if how == "session" and scope.target.startswith("mechanism/"):
        session = since.last_session(request.viewer, scope.target, today())
        if session and session.on:
            return since.end_of(session.until or session.on), "session", session
    if day and how != "look":
        return since.end_of(day), "day", None
    look = (
        LastLook.objects.filter(user=request.user, scope=scope.text).first()
        if request.user.is_authenticated
        else None
    )
    return (look.at, "look", None) if look else (since.end_of(today() - FIRST_LOOK), "first", None)


def _seen(request: Request, scope: Scope) -> HttpResponse:
    if request.user.is_authenticated:
        LastLook.objects.update_or_create(
            user=request.user, scope=scope.text, defaults={"at": timezone.now()}
        )
    return redirect(f"{request.path}?{request.GET.urlencode()}")
