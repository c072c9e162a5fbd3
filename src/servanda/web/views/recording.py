"""Recording acts through forms made from the act types; correcting and withdrawing with reason."""

from __future__ import annotations

import json
from datetime import date

import uuid_utils
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from servanda.domain.acts.base import REGISTRY
from servanda.domain.acts.repair import Withdrawal
from servanda.domain.acts.sessions import Decision
from servanda.domain.entry import Circle, Evidence
from servanda.journal.services import Draft, Recorder
from servanda.register import files, meetings, queries, services
from servanda.register.installation import own_side
from servanda.register.visibility import entries
from servanda.web import act_forms
from servanda.web.templatetags.servanda import address
from servanda.web.views.asking import Request, needs, today

# With which act a new subject of a kind begins.
BEGINNINGS = {
    "instrument": "description",
    "mechanism": "mechanism",
    "session": "session",
    "person": "person",
    "organisation": "organisation",
    "statement": "statement",
    "topic": "topic",
    "encounter": "encounter",
    "commitment": "commitment",
    "indicator": "indicator_series",
}


def recorder_of(request: Request) -> Recorder:
    """The recorder behind a request; the first of the account's offices stands on joint entries."""
    office = (request.user.offices.splitlines() or [""])[0]
    return Recorder(person=request.user.get_username(), side=own_side(), office=office)


def _day(request: Request) -> tuple[date | None, str]:
    given = request.POST.get("happened_on", "").strip()
    if not given:
        return None, ""
    try:
        return date.fromisoformat(given), ""
    except ValueError:
        message = act_forms.ERRORS["date_parsing"]
        return None, gettext(message)


def _circle(request: Request) -> Circle:
    try:
        asked = Circle(request.POST.get("circle", "internal"))
    except ValueError:
        return Circle.INTERNAL
    return asked if asked.level <= request.viewer.circle.level else Circle.INTERNAL


def _evidence(request: Request) -> tuple[Evidence, ...]:
    source, quote = (request.POST.get(n, "").strip() for n in ("source", "quote"))
    return (Evidence(document=source, quote=quote),) if source or quote else ()


@needs("record")
def new_subject(request: Request, kind: str) -> HttpResponse:
    """Begin a subject with its first act."""
    if kind not in BEGINNINGS:
        raise Http404
    return _form(request, f"{kind}/{uuid_utils.uuid7()}", BEGINNINGS[kind], new=True)


@needs("record")
def record_act(request: Request, subject: str, name: str) -> HttpResponse:
    """Record an act on a subject that the reader may see."""
    if name not in REGISTRY or queries.record(request.viewer, subject) is None:
        raise Http404
    return _form(request, subject, name)


def _form(
    request: Request,
    subject: str,
    name: str,
    new: bool = False,
    corrects: str | None = None,
    values: dict | None = None,
) -> HttpResponse:
    kind = REGISTRY[name]
    form = act_forms.blank(kind, values)
    context = {
        "form": form,
        "label": kind.label,
        "help": kind.help,
        "name": name,
        "subject": subject,
        "new": new,
        "corrects": corrects,
    }
    context |= {"circles": [c.value for c in Circle if c.level <= request.viewer.circle.level]}
    context |= {"posted": {"circle": "internal"}, "day_error": "", "reason_error": ""}
    if request.method == "POST":
        form = act_forms.bound(kind, request.POST.dict())
        on, day_error = _day(request)
        reason = request.POST.get("reason_why", "").strip()
        reason_message = services.Refused.MESSAGES["reason_missing"]
        reason_error = gettext(reason_message) if corrects and not reason else ""
        context |= {
            "form": form,
            "posted": request.POST,
            "day_error": day_error,
            "reason_error": reason_error,
        }
        if form.act and not day_error and not reason_error:
            offices = tuple(o for o in request.user.offices.splitlines() if o)
            circle = _circle(request)
            draft = Draft(
                subject=subject,
                act=form.act,
                on=on,
                circle=circle,
                evidence=_evidence(request),
                corrects=corrects,
                reason=reason,
                offices=offices if circle == Circle.RESTRICTED else (),
                note=request.POST.get("note", "").strip(),
            )
            try:
                services.record([draft], recorder_of(request), request.viewer)
            except services.Refused as refused:
                form.errors.append(gettext(refused.message).format(**refused.data))
            else:
                messages.success(request, gettext("Recorded."))
                return redirect(_after(request, subject, form.act))
    status = 200 if request.method == "GET" else 422
    return render(request, "web/record_act.html", context, status=status)


def _after(request: Request, subject: str, act: object) -> str:
    """Where one goes after recording: to the commitments that a corrected decision leaves behind, else to the record."""
    if isinstance(act, Decision):
        found = meetings.look(request.viewer, subject, today())
        seen = [*(d for i in found.items for d in i.decisions), *found.stray] if found else []
        if any(d.behind for d in seen if d.decided.act.key == act.key):
            return reverse("reword", args=[subject.partition("/")[2], act.key])
    return address(subject)


@needs("record")
def correct(request: Request, id: str) -> HttpResponse:
    """Correct an entry: the same form, filled, and a reason. The corrected entry stays readable."""
    row = entries(request.viewer).filter(id=id).first()
    if row is None:
        raise Http404
    values = json.loads(row.body)
    response_values = values if request.method == "GET" else None
    if request.method == "GET":
        form = act_forms.blank(REGISTRY[row.act], values)
        posted = {"circle": row.circle, "happened_on": row.happened_on.isoformat() if row.happened_on else ""}
        return render(
            request,
            "web/record_act.html",
            {
                "form": form,
                "label": REGISTRY[row.act].label,
                "help": REGISTRY[row.act].help,
                "subject": row.subject,
            }
            | {"corrects": id, "posted": posted, "circles": [c.value for c in Circle], "day_error": ""},
        )
    return _form(request, row.subject, row.act, corrects=id, values=response_values)


@needs("record")
def withdraw(request: Request, id: str) -> HttpResponse:
    """Withdraw an entry with a reason."""
    row = entries(request.viewer).filter(id=id).first()
    if row is None:
        raise Http404
    error = ""
    if request.method == "POST":
        reason = request.POST.get("reason_why", "").strip()
        draft = Draft(
            subject=row.subject,
            act=Withdrawal(reason=reason or "—"),
            circle=Circle(row.circle),
            withdraws=id,
            reason=reason,
            offices=tuple(json.loads(row.offices)),
        )
        try:
            services.record([draft], recorder_of(request), request.viewer)
        except services.Refused as refused:
            error = gettext(refused.message).format(**refused.data)
        else:
            messages.success(request, gettext("Withdrawn. Both entries stay readable in the journal."))
            return redirect("entry", id=id)
    return render(request, "web/withdraw.html", {"row": row, "error": error}, status=422 if error else 200)


@needs("record")
def add_document(request: Request, key: str) -> HttpResponse:
    """Put a file with an instrument: stored by digest, recorded as an act."""
    subject = f"instrument/{key}"
    if queries.record(request.viewer, subject) is None:
        raise Http404
    kind = REGISTRY["document"]
    error = ""
    form = act_forms.blank(kind)
    if request.method == "POST":
        upload = request.FILES.get("file")
        posted = request.POST.dict()
        if upload is None:
            error = gettext("Choose a file.")
        else:
            try:
                stored = files.keep(upload.name or "", upload.chunks(), upload.size or 0)
            except files.FileRefused as refused:
                error = gettext(refused.message).format(**refused.data)
            else:
                posted |= {"digest": stored.digest, "media_type": stored.media_type}
                posted |= {"size": str(stored.size), "file_name": stored.name}
                form = act_forms.bound(kind, posted)
                if form.act:
                    draft = Draft(subject=subject, act=form.act, on=_day(request)[0], circle=_circle(request))
                    services.record([draft], recorder_of(request), request.viewer)
                    messages.success(request, gettext("Recorded."))
                    return redirect("instrument", key=key)
    hidden = {"digest", "media_type", "size", "file_name"}
    form.controls = [c for c in form.controls if c.name not in hidden]
    circles = [c.value for c in Circle if c.level <= request.viewer.circle.level]
    return render(
        request,
        "web/add_document.html",
        {"form": form, "error": error, "key": key, "circles": circles, "posted": {"circle": "internal"}},
        status=422 if request.method == "POST" else 200,
    )
