"""Publishing: what is public, its pages as they would be published, and writing them out."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from servanda.publishing.export import NotWritten, export
from servanda.publishing.public import KINDS
from servanda.publishing.site import Site, content_type
from servanda.register import words
from servanda.register.faults import reason
from servanda.web.views.asking import Request, needs, today


@needs("publish")
def publish(request: Request) -> HttpResponse:
    """What is public by kind, the preview, and the button that writes the export."""
    if request.method == "POST":
        site = Site(today(), settings.PUBLIC_ADDRESS)
        folder = Path(settings.HOME) / "published"
        try:
            n = export(site, folder)
        except NotWritten as error:
            messages.error(request, gettext(error.message).format(**error.data))
        except OSError as error:
            said = gettext("{folder} could not be written: {problem}")
            messages.error(request, said.format(folder=folder, problem=reason(error)))
        else:
            said = gettext("{n} files are published in {folder}.")
            messages.success(request, said.format(n=n, folder=folder))
        return redirect("publish")
    site = Site(today(), settings.PUBLIC_ADDRESS)
    language = (get_language() or "en")[:2]
    counts = [(words.word("kinds", k), len(site.public.of_kind(k))) for k in KINDS]
    return render(
        request,
        "web/publish.html",
        {"counts": counts, "preview": f"{language}/index.html", "address": settings.PUBLIC_ADDRESS},
    )


def public_page(request: Request, path: str) -> HttpResponse:
    """A published page as it stands now, from the same builder; for everybody, whoever is signed in."""
    site = Site(today(), request.build_absolute_uri("/public/"))
    content = site.make(path)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=content_type(path), status=410 if site.is_gone(path) else 200)
