"""My work: what I follow, what is due there, my calendar addresses, my messages, who has my work in hand."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from servanda.register import calendar as ics
from servanda.register import queries
from servanda.register.scope import ScopeUnknown, parse
from servanda.web import feeds
from servanda.web.handover import HandoverRefused, hand_over
from servanda.web.models import Handover, Subscription, User
from servanda.web.notices.queries import due_for, followed, waiting_for
from servanda.web.views.asking import Request, page_of, today
from servanda.web.views.recording import recorder_of

AHEAD = timedelta(days=90)
SHOWN = 40


@login_required
def mine(request: Request) -> HttpResponse:
    """What waits for the person who is signed in."""
    return _page(request)


def _page(request: Request, status: int = 200, **more: object) -> HttpResponse:
    user, on = request.user, today()
    due = due_for(user, on, AHEAD)
    context = {
        "on": on,
        "today": on,
        "waiting": waiting_for(user)[:SHOWN],
        "due": due[:SHOWN],
        "due_count": due.count(),
        "until": on + AHEAD,
        "subscriptions": user.subscriptions.all(),
        "followed": followed(user).count(),
        "mechanisms": queries.of_kind(request.viewer, "mechanism")[:200],
        "feeds": user.feeds.all(),
        "letters": page_of(request, user.messages.all(), 20),
        "handed": Handover.objects.filter(giver=user).select_related("taker"),
        "taken": Handover.objects.filter(taker=user).select_related("giver"),
        "colleagues": User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("username"),
        "language": (get_language() or "en")[:2],
    }
    return render(request, "web/mine.html", context | more, status=status)


@login_required
@require_POST
def subscribe(request: Request) -> HttpResponse:
    """Follow a relationship, a mechanism or a record; or stop following it."""
    text = request.POST.get("scope", "")
    if "end" in request.POST:
        request.user.subscriptions.filter(scope=text).delete()
        return redirect(_back(request))
    try:
        scope = parse(text, request.viewer)
        if scope.kind == "all":
            raise ScopeUnknown(text or "—")
    except ScopeUnknown as unknown:
        return _page(
            request, 422, scope_error=gettext(unknown.message).format(**unknown.data), scope_typed=text
        )
    Subscription.objects.get_or_create(user=request.user, scope=scope.text)
    messages.success(request, gettext("You follow this now."))
    return redirect(_back(request))


def _back(request: Request) -> str:
    """The page of the record where the button stood, else “My work”."""
    back = request.POST.get("back", "")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/mine/"


@login_required
@require_POST
def preferences(request: Request) -> HttpResponse:
    """Which mails one wants, and in which language."""
    user = request.user
    user.reminders, user.digest = "reminders" in request.POST, "digest" in request.POST
    if request.POST.get("language") in ("ar", "ru", "fr", "en"):
        user.language = request.POST["language"]
    user.save(update_fields=["reminders", "digest", "language"])
    messages.success(request, gettext("Saved."))
    return redirect("mine")


@login_required
@require_POST
def feed(request: Request) -> HttpResponse:
    """A new calendar address, shown this once; or the end of one."""
    if request.POST.get("end", "").isdecimal():
        request.user.feeds.filter(pk=int(request.POST["end"])).delete()
        messages.success(request, gettext("The address no longer works."))
        return redirect("mine")
    try:
        token = feeds.open_feed(request.user, request.POST.get("scope", feeds.MINE))
    except ScopeUnknown as unknown:
        return _page(request, 422, feed_error=gettext(unknown.message).format(**unknown.data))
    return _page(request, new_feed=request.build_absolute_uri(f"/feeds/{token}.ics"))


@require_GET
def feed_file(request: Request, token: str) -> HttpResponse:
    """The calendar behind an address: what its owner may see now, without signing in."""
    found = feeds.by_token(token)
    if found is None:
        raise Http404
    language = found.user.language or "en"
    try:
        due, meetings = feeds.content(found, today())
    except ScopeUnknown as gone:
        raise Http404 from gone
    answer = HttpResponse(
        ics.calendar(due, language, meetings, f"Servanda: {found.scope}"),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@login_required
@require_POST
def hand(request: Request) -> HttpResponse:
    """Hand one's work to a successor or a substitute; an administrator also hands over another's."""
    giver = request.user
    if request.POST.get("giver") and request.user.role == User.Role.ADMINISTRATOR:
        giver = get_object_or_404(User, username=request.POST["giver"])
    try:
        begins = date.fromisoformat(request.POST.get("begins") or today().isoformat())
        until = date.fromisoformat(request.POST["until"]) if request.POST.get("until") else None
        hand_over(
            giver,
            request.POST.get("to", ""),
            begins,
            until,
            recorder_of(request),
            request.POST.get("remark", ""),
        )
    except HandoverRefused as refused:
        return _page(request, 422, hand_error=gettext(refused.message).format(**refused.data))
    except ValueError:
        return _page(
            request,
            422,
            hand_error=gettext("This is no date: write it as year-month-day, such as 2010-04-15."),
        )
    messages.success(request, gettext("Handed over. The journal says so."))
    return redirect("mine")
