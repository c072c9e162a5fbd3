"""*Read*: a text at one side, its drafts at the other; the officer accepts, amends, merges or refuses each."""

from __future__ import annotations

import json
import logging
import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from servanda.domain.entry import Circle
from servanda.domain.texts import cldr
from servanda.reading.faults import ReadingFault
from servanda.register import files, services, vocabulary, vocabulary_reading
from servanda.register.texts_in import TextIn, TextRefused, texts_of_upload
from servanda.register.words import shown, told, word
from servanda.web import reading_amendments, reading_desk, reading_hand, reading_intake, reading_organisations
from servanda.web.models import ReadingDesk
from servanda.web.reading_intake import Given
from servanda.web.reading_marks import marked
from servanda.web.views.asking import Request, needs, page_of
from servanda.web.views.recording import recorder_of

log = logging.getLogger("servanda.reading")
CHOICES = {
    "instruments.type": list(vocabulary.TYPE),
    "instruments.stage": list(vocabulary_reading.STAGE),
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
#: Which texts of the queue are listed: value of `show` → what the rows must be.
LISTED: dict[str, dict[str, Any]] = {
    "": {},
    "open": {"state": "read", "open__gt": 0},
    "done": {"state": "read", "open": 0},
    "failed": {"state": "failed"},
}


@needs("read")
def index(request: Request) -> HttpResponse:
    """The queue of texts, and the form to bring some in."""
    error, text = "", ""
    if request.method == "POST":
        uploads = request.FILES.getlist("file")
        text = request.POST.get("text", "") if not uploads else ""
        try:
            given = _given(request)
            if len(uploads) > 1:
                for upload in uploads:
                    reading_intake.put(given, upload.name or "", upload.chunks(), upload.size or 0)
                reading_intake.start()
                return redirect(f"{request.path}#queue")
            texts = [TextIn(text)]
            if uploads:
                first = uploads[0]
                texts = texts_of_upload(first.name or "", first.chunks(), first.size or 0)
            if len(texts) > 1:
                reading_intake.put(given, uploads[0].name or "", uploads[0].chunks(), uploads[0].size or 0)
                reading_intake.start()
                return redirect(f"{request.path}#queue")
            desk = reading_intake.open_text(given, texts[0], (uploads[0].name or "") if uploads else "")
        except (ReadingFault, TextRefused, files.FileRefused) as fault:
            error = told(fault.message, fault.data)
            log.warning("text refused", extra={"facts": {"who": request.viewer.name, "code": fault.code}})
        except ValueError:
            error = gettext("This is no date: write it as year-month-day, such as 2010-04-15.")
        else:
            return redirect("reading", id=desk.id)
    context = {"error": error, "text": text, "posted": request.POST, "circles": _circles(request)}
    return render(request, "web/read.html", context | _queue(request), status=422 if error else 200)


def _given(request: Request) -> Given:
    day = request.POST.get("published", "").strip()
    circle = Circle(request.POST.get("circle") or "public")
    if circle.value not in _circles(request):
        circle = Circle.INTERNAL
    return Given(
        request.viewer.name,
        circle,
        date.fromisoformat(day) if day else None,
        request.POST.get("source", ""),
        request.POST.get("title", ""),
    )


def _circles(request: Request) -> list[str]:
    return [c.value for c in Circle if c.level <= min(request.viewer.circle.level, Circle.INTERNAL.level)]


def _queue(request: Request) -> dict[str, Any]:
    """The texts on the desk that the officer may see, as the part of the page that renews itself."""
    seen = reading_desk.seen_by(request.viewer)
    show = request.GET.get("show", "")
    found = page_of(request, seen.filter(**LISTED.get(show, {})))
    for desk in found:
        message, data = (*json.loads(desk.problem), "", {})[:2]
        desk.why = told(message, data) if message else ""
    at_work = seen.filter(state__in=("waiting", "reading"))
    return {
        "page": found,
        "show": show,
        "shows": {name: seen.filter(**asked).count() for name, asked in LISTED.items()},
        "at_work": at_work.count(),
        "stalled": at_work.exists() and not _reading_now(),
    }


def _reading_now() -> bool:
    """Whether some worker is reading: one holds a text and has not given up."""
    now = timezone.now()
    held = ReadingDesk.objects.filter(state="reading", claimed_at__gte=now - reading_intake.GIVEN_UP)
    fresh = ReadingDesk.objects.filter(state="waiting", created_at__gte=now - reading_intake.GONE)
    return held.exists() or fresh.exists()


@needs("read")
def queue(request: Request) -> HttpResponse:
    """The queue alone, asked again and again while texts are being read; POST goes on with what was left."""
    if request.method == "POST":
        reading_intake.start()
        return redirect(f"{reverse('read')}#queue")
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('read')}?{request.GET.urlencode()}#queue")
    return render(request, "web/_reading_queue.html", _queue(request))


def one(request: Request, id: str) -> ReadingDesk:
    """A text that has been read and that the officer may see."""
    found = reading_desk.seen_by(request.viewer).filter(pk=uuid_asked(id), state="read").first()
    if found is None:
        raise Http404
    return found


@needs("read")
def desk(request: Request, id: str) -> HttpResponse:
    """One text with its drafts."""
    found = one(request, id)
    text = files.text_of(found.text) or ""
    items = reading_desk.items(found, request.viewer, text)
    named = reading_organisations.lines(found, request.viewer, text)
    kind = request.GET.get("kind", "")
    before, after = reading_intake.beside(reading_desk.seen_by(request.viewer), found)
    return render(
        request,
        "web/reading.html",
        {
            "desk": found,
            "stretches": marked(text, items, named),
            "organisations": named,
            "organisation_kinds": reading_organisations.KINDS,
            "items": [i for i in items if not kind or i.kind == kind],
            "kinds": [
                (n, k, sum(i.kind == k for i in items)) for n, k in enumerate(reading_desk.FIELDS, start=1)
            ],
            "kind": kind,
            "fields": reading_desk.FIELDS,
            "choices": CHOICES,
            "before": before,
            "after": after,
            "notes": notes_of(found),
            "passages": _passages(found, text),
        },
    )


def notes_of(desk: ReadingDesk) -> list[str]:
    """What should be known of a text before its drafts are believed, in words."""
    language = (get_language() or "en")[:2]
    return [
        told(
            message,
            {
                k: shown(k, v, language) if k in ("day", "number", "start", "end") else v
                for k, v in data.items()
            },
        )
        for message, data in json.loads(desk.notes)
    ]


def _passages(desk: ReadingDesk, text: str) -> list[dict[str, Any]]:
    """The passages by language, where the text has more than one."""
    found = [
        {
            "language": language or "",
            "share": (end - start) / max(len(text), 1),
            "begins": text[start:end].strip()[:60],
        }
        for start, end, language in json.loads(desk.passages)
        if text[start:end].strip()
    ]
    return found if len({p["language"] for p in found}) > 1 else []


@needs("read")
def state(request: Request, id: str) -> HttpResponse:
    """Asked now and then by the page of a text: who else is at it, and whether something was decided meanwhile."""
    found, others = reading_intake.look_in(one(request, id).pk, request.viewer.name, timezone.now())
    asked = request.GET.get("based_on", "")
    moved = asked.isdecimal() and int(asked) != found.open
    return render(request, "web/_reading_state.html", {"desk": found, "others": others, "moved": moved})


@needs("read")
@require_POST
def decide(request: Request, id: str, number: int) -> HttpResponse:
    """Accept (with what was amended), merge, refuse or take up again one draft."""
    found = one(request, id)
    kind = request.POST.get("kind", "")
    query = f"?kind={kind}" if kind in reading_desk.FIELDS else ""
    decision = request.POST.get("decision")
    try:
        if decision == "accept":
            posted = request.POST.dict()
            reading_desk.accept(found.pk, number, posted, recorder_of(request), request.viewer)
        elif decision == "merge":
            reading_desk.merge(found.pk, number, request.POST.get("into", ""), request.viewer.name)
        elif decision == "reopen":
            reading_desk.reopen(found.pk, number)
        else:
            reading_desk.refuse(found.pk, number, request.viewer.name)
    except (reading_desk.NotDecided, services.Refused) as error:
        messages.error(request, told(error.message, error.data))
    return redirect(f"{reverse('reading', args=[found.pk])}{query}#draft-{number}")


@needs("read")
@require_POST
def take_organisation(request: Request, id: str, number: int) -> HttpResponse:
    """Record an organisation that the text names, or let the statement mention the one on record."""
    found = one(request, id)
    try:
        reading_organisations.take(
            found.pk, number, request.POST.dict(), recorder_of(request), request.viewer
        )
    except (reading_desk.NotDecided, services.Refused) as error:
        messages.error(request, told(error.message, error.data))
    return redirect(f"{reverse('reading', args=[found.pk])}#organisation-{number}")


@needs("read")
def by_hand(request: Request, id: str) -> HttpResponse:
    """Make a draft of words of the text: selected there or typed; first what they report, then its fields."""
    found = one(request, id)
    text = files.text_of(found.text) or ""
    asked = request.POST if request.method == "POST" else request.GET
    quote, kind = asked.get("quote", ""), asked.get("kind", "")
    error, span, item = "", None, None
    several = 0
    try:
        span = reading_hand.located(text, quote, asked.get("start", ""), asked.get("which", ""))
        if kind not in reading_desk.FIELDS:
            raise reading_hand.NotFound("kind")
        item = reading_hand.blank(found, text, kind, span)
        if request.method == "POST":
            number = reading_hand.add(found.pk, text, kind, span, request.POST.dict(), request.viewer.name)
            return redirect(f"{reverse('reading', args=[found.pk])}#draft-{number}")
    except (reading_hand.NotFound, reading_desk.NotDecided) as fault:
        data = dict(fault.data)
        several = data.get("number", 0)
        if fault.code == "missing":
            language = (get_language() or "en")[:2]
            data["fields"] = cldr.listed([word("draft_field", f) for f in data["fields"]], language)
        if fault.code != "empty" or request.method == "POST":
            error = told(fault.message, data)
    if item and request.method == "POST":
        for name in reading_desk.FIELDS[kind]:
            item.draft[name] = request.POST.get(name, "")
    context = {
        "desk": found,
        "quote": text[span.start : span.end] if span else quote,
        "span": span,
        "several": range(1, several + 1),
        "kind": kind,
        "item": item,
        "fields": reading_desk.FIELDS,
        "choices": CHOICES,
        "needed": reading_hand.NEEDED.get(kind, ()),
        "error": error,
    }
    return render(request, "web/reading_hand.html", context, status=422 if error else 200)


@needs("read")
def amendments(request: Request) -> HttpResponse:
    """Where the reader is weak: amendments and refusals by kind, language and field, with the words of the texts."""
    asked = {n: request.GET.get(n, "") for n in ("kind", "language", "field", "outcome")}
    found = reading_amendments.report(
        request.viewer, asked["kind"], asked["language"], asked["field"], asked["outcome"]
    )
    if request.GET.get("format") == "json":
        return JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    context = {
        "found": found,
        "asked": asked,
        "outcomes": reading_amendments.OUTCOMES,
        "kinds": list(reading_desk.FIELDS),
    }
    context |= {"languages_read": sorted({language for _, language in found.counts})}
    return render(request, "web/amendments.html", context | {"page": page_of(request, found.lines)})


def uuid_asked(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error
