"""The second reader on the page *Read*: asked, stopped, shown beside the first; and what was ever sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from servanda.register.words import told
from servanda.second import queries
from servanda.second.address import BadAddress, configured
from servanda.second.clearance import NotCleared
from servanda.second.services import Off
from servanda.web import second_desk
from servanda.web.templatetags.second import may_see_sent
from servanda.web.views.asking import Request, needs, page_of
from servanda.web.views.reading import one


@needs("read")
def second(request: Request, id: str) -> HttpResponse:
    """The panel of one text as it stands now; a POST asks the second reader, or stops it."""
    desk = one(request, id)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "stop":
                second_desk.stop(desk)
            elif taken := request.POST.get("take"):
                number = second_desk.take(desk, taken, request.viewer.name)
                return redirect(f"{reverse('reading', args=[desk.pk])}#draft-{number}")
            else:
                second_desk.begin(desk, request.viewer.name)
        except (second_desk.NotAsked, Off, BadAddress, NotCleared) as error:
            messages.error(request, told(error.message, error.data))
        return redirect("second", id=desk.pk)
    panel = second_desk.panel(desk)
    if request.headers.get("HX-Request"):
        return render(request, "web/_second.html", {"desk": desk, "panel": panel})
    return render(request, "web/second.html", {"desk": desk, "panel": panel})


@login_required
def sent(request: Request) -> HttpResponse:
    """Everything that was sent to the second reader: for the auditor and whoever runs the installation."""
    if not may_see_sent(request.user):
        raise PermissionDenied
    problem, address = None, None
    try:
        address = configured()
    except BadAddress as error:
        problem = told(error.message, error.data)
    found = page_of(request, queries.sendings())
    lines = [(s, told(*queries.problem(s)) if s.problem else "") for s in found]
    return render(
        request,
        "web/sent.html",
        {"page": found, "lines": lines, "address": address, "problem": problem},
    )
