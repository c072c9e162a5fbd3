"""Publishing: what is public, its pages as they would be published, and writing them out."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext

from servanda.journal.models import JournalEntry
from servanda.publishing import job
from servanda.publishing.models import Publication
from servanda.publishing.public import KINDS
from servanda.publishing.site import Site, content_type
from servanda.register import words
from servanda.register.words import told
from servanda.web.views.asking import Request, needs, page_of, today
from servanda.web.views.reading import uuid_asked


@needs("publish")
def publish(request: Request) -> HttpResponse:
    """What is public by kind, the preview, the button that writes the export, and the exports so far."""
    if request.method == "POST":
        folder = Path(settings.HOME) / "published"
        try:
            begun = job.begin(today(), settings.PUBLIC_ADDRESS, folder, request.viewer.name)
        except job.Running as error:
            messages.error(request, gettext(error.message))
            return redirect("publish")
        return redirect("publication", id=begun.pk)
    site = _Preview.site(settings.PUBLIC_ADDRESS)
    language = (get_language() or "en")[:2]
    counts = [(words.word("kinds", k), len(site.public.of_kind(k))) for k in KINDS]
    return render(
        request,
        "web/publish.html",
        {
            "counts": counts,
            "preview": f"{language}/index.html",
            "address": settings.PUBLIC_ADDRESS,
            "page": page_of(request, Publication.objects.all(), 20),
            "running": set(job.Progress.running),
        },
    )


@needs("publish")
def publication(request: Request, id: str) -> HttpResponse:
    """How an export goes, and what came of it; a POST stops it."""
    found = get_object_or_404(Publication, pk=uuid_asked(id))
    if request.method == "POST":
        job.stop(found)
        return redirect("publication", id=found.pk)
    going = job.Progress.running.get(str(found.pk))
    if going is None:
        found.refresh_from_db()  # it may have ended between the two looks
    done, of = going or (0, 0)
    context = {
        "publication": found,
        "folder": f"\u2068{found.folder}\u2069",  # set apart: its slashes would turn within a line from the right
        "running": going is not None,
        "lost": found.state == "running" and going is None,
        "done": done,
        "of": of,
        "share": round(100 * done / of) if of else None,
        "problem": told(found.message, json.loads(found.data)) if found.message else "",
    }
    part = "web/_publication.html" if request.headers.get("HX-Request") else "web/publication.html"
    return render(request, part, context)


def public_page(request: Request, path: str) -> HttpResponse:
    """A published page as it stands now, from the same builder; for everybody, whoever is signed in."""
    site = _Preview.site(request.build_absolute_uri("/public/"))
    content = site.make(path)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=content_type(path), status=410 if site.is_gone(path) else 200)


class _Preview:
    """The public register as last gathered: gathering a large one takes seconds, and it changes only with the journal.

    It holds nothing that differs between readers: everything in it is public.
    """

    lock = threading.Lock()
    kept: dict[str, tuple[tuple[str, str], Site]] = {}

    @classmethod
    def site(cls, address: str) -> Site:
        """The site of today at this address, gathered anew where the journal has grown."""
        head = JournalEntry.objects.order_by("-seq").values_list("link", flat=True).first() or ""
        now = (today().isoformat(), head)
        with cls.lock:
            known = cls.kept.get(address)
            if known is None or known[0] != now:
                while len(cls.kept) >= 3:
                    cls.kept.pop(next(iter(cls.kept)))
                known = cls.kept[address] = (now, Site(today(), address))
            return known[1]
