"""Follow-up sheets: sent in, looked at, taken; and the matrix as a workbook that comes back."""

from __future__ import annotations

import json
from itertools import islice

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.register import details, matrix, queries, reporting
from servanda.register.intake.faults import IntakeError
from servanda.register.refusal import Refused
from servanda.register.scope import ScopeUnknown
from servanda.register.sheets import services
from servanda.register.sheets.columns import FIELDS
from servanda.register.sheets.services import Frame
from servanda.register.sheets.workbook import Sent, matrix_workbook
from servanda.register.words import told
from servanda.web import sheet_desk
from servanda.web.accounts import may
from servanda.web.models import Sheet
from servanda.web.sheet_desk import SheetRefused
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, page_of, today
from servanda.web.views.matrix import asked_of
from servanda.web.views.reading import uuid_asked
from servanda.web.views.recording import recorder_of

SHOWN = 400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


MOST = 20_000  # lines of a workbook: more is no list to fill in


def workbook(request: Request) -> HttpResponse:
    """The matrix as asked for, as a workbook to be sent out and filled in; `for` names the side that fills it in."""
    asked = asked_of(request.viewer, request.GET, day_asked(request))
    lines = list(islice(matrix.everything(request.viewer, asked), MOST))
    parties = tuple(sorted({p["party"] for line in lines for p in line.positions}))
    if asked.parties:
        parties = tuple(p for p in parties if p in asked.parties)
    if not lines or len(parties) > 4:
        text = gettext(
            "Narrow the matrix to one relationship or mechanism first: a workbook has columns for each side."
        )
        title = gettext("No workbook")
        return render(request, "web/fault.html", {"fault_title": title, "fault_text": text}, status=422)
    side = request.GET.get("for", "")
    newest = JournalEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    sent = Sent(
        language=language(),
        parties=parties,
        sides=(side,) if side in parties else parties,
        on=asked.on,
        seq=newest,
        mechanism=asked.mechanism,
    )
    record = queries.record(request.viewer, asked.mechanism) if asked.mechanism else None
    heading = details.title(record, language())[0] if record else ""
    content = matrix_workbook(lines, matrix.titles_of(request.viewer, lines), sent, heading)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="follow-up-{asked.on.isoformat()}.xlsx"'
    return answer


def _mine(request: Request) -> None:
    if not (may(request.user, "record") or may(request.user, "report")):
        raise PermissionDenied


@login_required
def index(request: Request) -> HttpResponse:
    """Send a sheet in; those that wait."""
    _mine(request)
    error = ""
    if request.method == "POST":
        posted = request.POST
        try:
            sheet = sheet_desk.keep(
                request.FILES.get("file"),
                request.user.get_username(),
                request.viewer,
                posted.get("scope", ""),
                posted.get("session", ""),
                posted.get("speaker", "").strip().upper(),
            )
        except (SheetRefused, IntakeError, ScopeUnknown) as fault:
            error = told(fault.message, fault.data)
        else:
            return redirect("sheet", id=sheet.pk)
    own = Sheet.objects.filter(created_by=request.user.get_username())
    return render(
        request,
        "web/sheets.html",
        {
            "error": error,
            "posted": request.POST,
            "page": page_of(request, own, 20),
            "mechanisms": queries.of_kind(request.viewer, "mechanism")[:200],
            "sessions": queries.of_kind(request.viewer, "session")[:200],
        },
        status=422 if error else 200,
    )


@login_required
def sheet(request: Request, id: str) -> HttpResponse:
    """One sheet: what is understood of it, row by row; taken only when a person says so."""
    _mine(request)
    found = Sheet.objects.filter(pk=uuid_asked(id), created_by=request.user.get_username()).first()
    if found is None:
        raise Http404
    if found.state != "waiting":
        return render(request, "web/sheet_taken.html", {"sheet": found, "outcome": json.loads(found.outcome)})
    try:
        return _ours(request, found) if found.ours else _foreign(request, found)
    except (SheetRefused, IntakeError, ScopeUnknown, reporting.CannotReport, Refused) as fault:
        return render(
            request,
            "web/fault.html",
            {"fault_title": found.name, "fault_text": told(fault.message, fault.data)},
            status=422,
        )


def _frame(request: Request, found: Sheet, parties: tuple[str, ...], mechanism: str) -> Frame:
    if may(request.user, "record"):
        approved = request.POST.get("stage") == "approved"
    else:
        approved = reporting.without_clearance(request.viewer, request.viewer.organisation)
    try:
        circle = Circle(request.POST.get("circle", "internal"))
    except ValueError:
        circle = Circle.INTERNAL
    circle = circle if circle.level <= request.viewer.circle.level else Circle.INTERNAL
    if circle == Circle.RESTRICTED:
        circle = Circle.INTERNAL
    return Frame(
        parties=parties,
        on=today(),
        mechanism=mechanism,
        session=found.session,
        circle=circle,
        stage="approved" if approved else "submitted",
        source=found.name,
    )


def _taken(request: Request, found: Sheet, outcome: services.Outcome) -> HttpResponse:
    found.state = "taken"
    found.outcome = json.dumps(
        {
            "commitments": outcome.commitments,
            "reports": outcome.reports,
            "known": outcome.known,
            "rejected": outcome.rejected,
        }
    )
    found.save(update_fields=["state", "outcome"])
    sheet_desk.path_of(found).unlink(missing_ok=True)
    messages.success(request, gettext("Recorded."))
    return redirect("sheet", id=found.pk)


def _foreign(request: Request, found: Sheet) -> HttpResponse:
    read = sheet_desk.read_foreign(found)
    parties = tuple(found.parties.split())
    if request.method == "POST":
        if "take" not in request.POST:
            sheet_desk.set_columns(found, read.layout.columns, request.POST.dict())
            return redirect("sheet", id=found.pk)
        if not may(request.user, "record"):
            raise PermissionDenied
        frame = _frame(request, found, parties, found.mechanism)
        return _taken(
            request, found, services.take_sheet(read.found, frame, recorder_of(request), request.viewer)
        )
    known = services.known_texts(request.viewer, Frame(parties, today(), found.mechanism))
    rows = [(c, services.subject_of(c, known)) for c in read.found[:SHOWN]]
    return render(
        request,
        "web/sheet_foreign.html",
        {
            "sheet": found,
            "parties": parties,
            "columns": [(c, read.examples[c.at]) for c in read.layout.columns if c.heading or c.field],
            "fields": FIELDS,
            "rows": rows,
            "total": len(read.found),
            "new": sum(1 for c in read.found if not c.rejected and not services.subject_of(c, known)),
            "known": sum(1 for c in read.found if not c.rejected and services.subject_of(c, known)),
            "rejected": sum(1 for c in read.found if c.rejected),
            "reports": sum(len(c.reports) for c in read.found if not c.rejected),
            "circles": [c.value for c in Circle if c.level <= min(2, request.viewer.circle.level)],
            "approves": may(request.user, "record"),
        },
    )


def _ours(request: Request, found: Sheet) -> HttpResponse:
    read = sheet_desk.read_ours(found)
    newer = services.conflicts(request.viewer, read.changed, read.sent.seq)
    seen = services.visible(request.viewer, [c.subject for c in read.changed])
    offered = [c for c in read.changed if c.subject in seen]
    if request.method == "POST":
        chosen = set(request.POST.getlist("change"))
        rows = set(request.POST.getlist("new"))
        frame = _frame(request, found, read.sent.parties, read.sent.mechanism)
        outcome = services.take_changes(
            [c for c in offered if f"{c.subject} {c.side}" in chosen],
            [n for n in read.new if str(n.row) in rows and n.text] if may(request.user, "record") else [],
            frame,
            read.sent.language,
            recorder_of(request),
            request.viewer,
        )
        return _taken(request, found, outcome)
    return render(
        request,
        "web/sheet_ours.html",
        {
            "sheet": found,
            "read": read,
            "changes": [(c, seen[c.subject], newer.get((c.subject, c.side))) for c in offered],
            "hidden": len(read.changed) - len(offered),
            "circles": [c.value for c in Circle if c.level <= min(2, request.viewer.circle.level)],
            "approves": may(request.user, "record"),
        },
    )
