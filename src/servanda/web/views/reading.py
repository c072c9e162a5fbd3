"""*Read*: a text at one side, its drafts at the other; the officer accepts, amends or refuses each."""

from __future__ import annotations

import logging
import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from servanda.domain.entry import Circle
from servanda.reading.faults import ReadingFault
from servanda.register import files, services, vocabulary
from servanda.register.texts_in import TextRefused, text_of_upload
from servanda.register.words import told
from servanda.web import reading_desk
from servanda.web.models import ReadingDesk
from servanda.web.views.asking import Request, needs, page_of
from servanda.web.views.recording import recorder_of

log = logging.getLogger("servanda.reading")
CHOICES = {
    "instruments.type": list(vocabulary.TYPE),
    "instruments.stage": list(vocabulary.STAGE),
    "encounters.type": list(vocabulary.ENCOUNTER),
    "bodies.type": [
        "joint_commission",
        "working_group",
        "political_consultations",
        "business_council",
        "other",
    ],
    "bodies.action": ["created", "convened", "announced", "mentioned"],
    "sectors.code": list(vocabulary.SECTOR),
}


@needs("read")
def index(request: Request) -> HttpResponse:
    """The queue of texts, and the form to bring one in."""
    error, text = "", ""
    if request.method == "POST":
        try:
            text = _text(request)
            published = (
                date.fromisoformat(request.POST["published"]) if request.POST.get("published") else None
            )
            circle = Circle(request.POST.get("circle", "public"))
            desk = reading_desk.open_text(
                text,
                published,
                request.POST.get("title", ""),
                request.POST.get("source", ""),
                circle,
                request.viewer.name,
            )
        except (ReadingFault, TextRefused, files.FileRefused) as fault:
            error = told(fault.message, fault.data)
            log.warning("text refused", extra={"facts": {"who": request.viewer.name, "code": fault.code}})
        except ValueError:
            error = gettext("This is no date: write it as year-month-day, such as 2010-04-15.")
        else:
            return redirect("reading", id=desk.id)
    return render(
        request,
        "web/read.html",
        {
            "page": page_of(request, ReadingDesk.objects.all()),
            "error": error,
            "text": text or request.POST.get("text", ""),
            "posted": request.POST,
            "circles": [c.value for c in Circle if c.level <= min(request.viewer.circle.level, 2)],
        },
        status=422 if error else 200,
    )


def _text(request: Request) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        return request.POST.get("text", "")
    return text_of_upload(upload.name or "", upload.chunks(), upload.size or 0)


@needs("read")
def desk(request: Request, id: str) -> HttpResponse:
    """One text with its drafts."""
    found = get_object_or_404(ReadingDesk, pk=uuid_asked(id))
    text = files.text_of(found.text) or ""
    items = reading_desk.items(found, request.viewer, text)
    kind = request.GET.get("kind", "")
    return render(
        request,
        "web/reading.html",
        {
            "desk": found,
            "stretches": reading_desk.marked(text, items),
            "items": [i for i in items if not kind or i.kind == kind],
            "kinds": {k: sum(i.kind == k for i in items) for k in reading_desk.FIELDS},
            "kind": kind,
            "fields": reading_desk.FIELDS,
            "choices": CHOICES,
            "open": sum(i.state == "open" for i in items),
        },
    )


@needs("read")
@require_POST
def decide(request: Request, id: str, number: int) -> HttpResponse:
    """Accept (with what was amended) or refuse one draft."""
    back = redirect(f"{request.path.rsplit('/', 2)[0]}/#draft-{number}")
    try:
        if request.POST.get("decision") == "accept":
            reading_desk.accept(
                uuid_asked(id), number, request.POST.dict(), recorder_of(request), request.viewer
            )
        else:
            reading_desk.refuse(uuid_asked(id), number, request.viewer.name)
    except ReadingDesk.DoesNotExist as error:
        raise Http404 from error
    except (reading_desk.NotDecided, services.Refused) as error:
        messages.error(request, told(error.message, error.data))
    return back


def uuid_asked(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error
