"""Papers of a session: laid under an item of its agenda, taken as every upload is, shown to those of their circle."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from pydantic import ValidationError

from servanda.domain.entry import Circle
from servanda.register import files
from servanda.register import papers as laying
from servanda.register.meetings import Session
from servanda.register.refusal import Refused
from servanda.web import session_forms
from servanda.web.views.asking import Request, needs, today
from servanda.web.views.recording import recorder_of
from servanda.web.views.sessions import one, told


@needs("record")
def papers(request: Request, key: str) -> HttpResponse:
    """The papers of a session and the form that lays another before it."""
    found = one(request, key)
    error = ""
    if request.method == "POST":
        error = _lay(request, found)
        if not error:
            messages.success(request, gettext("The paper lies before the session."))
            item = request.POST.get("item", "")
            return redirect(f"/session/{key}/#{f'item-{item}' if item else 'papers'}")
    posted = request.POST if request.method == "POST" else request.GET
    return render(
        request,
        "web/papers.html",
        {
            "found": found,
            "key": key,
            "posted": posted,
            "titles": session_forms.texts(posted.dict(), "title"),
            "circles": [c.value for c in laying.circles(request.viewer, found)],
            "all_languages": session_forms.LANGUAGES,
            "limit": settings.UPLOAD_LIMIT // 2**20,
            "error": error,
        },
        status=422 if error else 200,
    )


def _lay(request: Request, found: Session) -> str:
    """Store and record the paper that was sent; what is wrong with it, "" where nothing is."""
    posted, upload = request.POST, request.FILES.get("file")
    if upload is None:
        return gettext("Choose a file.")
    try:
        circle = Circle(posted.get("circle") or found.circle.value)
        if circle not in laying.circles(request.viewer, found):
            raise Refused("wider_paper", circle=circle.value)
        stored = files.keep(upload.name or "", upload.chunks(), upload.size or 0)
        laying.lay(
            request.viewer,
            recorder_of(request),
            found,
            stored,
            item=posted.get("item", ""),
            titles=session_forms.texts(posted.dict(), "title"),
            language=posted.get("language", ""),
            by=posted.get("by", ""),
            circle=circle,
            on=today(),
        )
    except files.FileRefused as refused:
        return gettext(refused.message).format(**refused.data)
    except Refused as refused:
        return told(refused)
    except (ValidationError, ValueError):
        return gettext("Choose one of the values offered.")
    return ""
