"""The final clauses of an instrument from its text: marked in the text, in words, with the dates that would follow."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi, gettext

from servanda.domain.entry import Circle
from servanda.register import clause_acts, services
from servanda.register import instrument as one
from servanda.register.clause_acts import TextRead
from servanda.register.files import FileRefused, keep_text
from servanda.register.instrument import Instrument
from servanda.register.texts_in import TextRefused
from servanda.register.words import told
from servanda.web import clauses_desk as desk
from servanda.web.drawing import timeline
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.instruments import nearest, to_show
from servanda.web.views.recording import recorder_of

log = logging.getLogger("servanda.reading")


@needs("record")
def clauses(request: Request, key: str) -> HttpResponse:
    """Choose or paste a text; see what was read of it and what would follow; take it, whole or in part."""
    subject = f"instrument/{key}"
    found = one.look(request.viewer, subject, today=today())
    if found is None:
        raise Http404
    context: dict[str, Any] = {"found": found, "key": key, "documents": desk.documents(found), "pasted": ""}
    source = reading = None
    try:
        source = _source(request, found)
        reading = desk.read(source) if source else None
    except LookupError as error:
        raise Http404 from error
    except (desk.NotRead, TextRefused, FileRefused) as fault:
        context |= {"error": told(fault.message, fault.data), "pasted": request.POST.get("text", "")}
        return render(request, "web/clauses.html", context, status=422)
    if source is None or reading is None:
        return render(request, "web/clauses.html", context)
    log.info(
        "text read for its clauses",
        extra={"facts": {"who": request.viewer.name, "digest": source.digest, "subject": subject}},
    )
    return _desk(request, found, source, reading, context)


def _source(request: Request, found: Instrument) -> TextRead | None:
    """The text asked for; the only document there is where none was. Raises LookupError, NotRead, TextRefused."""
    asked = (request.POST if request.method == "POST" else request.GET).get("document", "")
    if asked:
        return desk.text_of_document(found, asked)
    return desk.pasted(request.POST.get("text", "")) if request.method == "POST" else None


def _desk(
    request: Request, found: Instrument, source: TextRead, reading: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    step = request.POST.get("step", "") if request.method == "POST" else ""
    posted = request.POST.dict() if step in ("look", "accept") else None
    shown = desk.items(found, reading, request.viewer, posted, request.POST.getlist("take"))
    standing = clause_acts.on_record(found)
    known = standing.id if standing else ""
    circle = _circle(request, found, source, standing.circle if standing else None)
    offices = tuple(o for o in request.user.offices.splitlines() if o) if circle == Circle.RESTRICTED else ()
    reason = request.POST.get("reason_why", "").strip()
    wanted = desk.wanted(found, source, reading, shown, posted, circle, offices, reason)
    error = ""
    if step == "accept" and wanted is not None:
        if request.POST.get("known", "") != known:
            error = gettext("The record has changed meanwhile: look at it again before you accept.")
        elif not wanted:
            error = gettext("Nothing is ticked that the record does not say already.")
        else:
            try:
                keep_text(source.text)
                services.record(wanted, recorder_of(request), request.viewer)
            except services.Refused as refused:
                error = told(refused.message, refused.data)
            else:
                messages.success(request, gettext("Recorded."))
                return redirect("instrument", key=context["key"])
    wrong = wanted is None or bool(error)
    on = day_asked(request)
    follows = one.look(request.viewer, found.subject, today=today(), supposed=wanted or ())
    context |= {
        "source": source,
        "reading": reading,
        "items": shown,
        "stretches": desk.marked(source.text, shown, "\n[…]\n"),
        "correcting": bool(standing and standing.side == recorder_of(request).side),
        "known": known,
        "circle": circle.value,
        "circles": [c.value for c in Circle if c.level <= request.viewer.circle.level],
        "reason": reason or gettext("Read from the text of the instrument."),
        "error": error or (gettext("Mend what is marked below.") if wanted is None else ""),
        "on": on,
        "today": on,
        "unstated": _unstated(shown),
    }
    if follows and wanted is not None:
        context |= {"follows": follows} | _following(follows, on)
    return render(request, "web/clauses.html", context, status=422 if wrong else 200)


def _unstated(shown: list[desk.Item]) -> list[str]:
    """The clauses that the text does not state, by their titles."""
    said = {i.key for i in shown}
    fields = desk.FinalClauses.model_fields
    return [
        gettext(fields[k].title or k) for k in desk.FIELDS if k not in said and k != "prevailing_language"
    ]


def _circle(request: Request, found: Instrument, source: TextRead, standing: Circle | None) -> Circle:
    """The circle asked for; else that of the clauses on record, else that of the document."""
    rows = {r.id: r.circle for r in found.rows}
    of_document = next((rows.get(id) for id, d, _ in found.documents if d.digest == source.document), None)
    default = standing or (Circle(of_document) if of_document and source.document else Circle.INTERNAL)
    try:
        asked = Circle(request.POST.get("circle", default.value))
    except ValueError:
        return default
    return asked if asked.level <= request.viewer.circle.level else default


def _following(follows: Instrument, on: date) -> dict[str, Any]:
    """Timeline and deadlines of what would follow, as the page of an instrument shows them."""
    intervals, deadlines = to_show(follows, on)
    return {
        "shown": intervals,
        "deadlines": nearest(deadlines, on),
        "drawing": timeline(follows.intervals, on, get_language_bidi()),
    }
