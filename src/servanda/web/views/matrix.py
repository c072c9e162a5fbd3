"""The follow-up matrix: the page where secretaries live. Filters, columns, views, several rows at once, the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from servanda.domain.commitments.state import STATES
from servanda.domain.wording import N_
from servanda.register import matrix, reporting, services, vocabulary
from servanda.register.installation import own_side
from servanda.register.queries import record as one_record
from servanda.register.visibility import Viewer
from servanda.web.accounts import may
from servanda.web.models import MatrixView
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.recording import recorder_of

#: Columns by name, in the order in which they stand; those of USUAL are shown where a reader has chosen none.
COLUMNS = {
    "text": N_("Commitment"),
    "origin": N_("Origin"),
    "mechanism": N_("Mechanism"),
    "sectors": N_("Sectors"),
    "responsible": N_("Responsible"),
    "due": N_("Due on"),
    "ours": N_("Own side"),
    "theirs": N_("Other side"),
    "state": N_("State"),
    "carried": N_("Carried over"),
    "promised": N_("Promised"),
    "indicators": N_("Indicators"),
    "remark": N_("Last remark"),
}
USUAL = ("text", "origin", "responsible", "due", "ours", "theirs", "state", "carried", "remark")
ORDER_OF = {
    "text": "title",
    "origin": "session",
    "mechanism": "mechanism",
    "due": "due",
    "state": "state",
    "carried": "carried",
    "promised": "promised",
}
SAID = ("not_started", "on_track", "delayed", "blocked", "done", "dropped")
CONDITIONS = {
    "open": N_("unfinished"),
    "overdue": N_("overdue"),
    "silent": N_("a side is silent"),
    "thrice": N_("promised for the third time or more"),
    "settled": N_("settled by a session"),
}
GROUPS = {"mechanism": N_("Mechanism"), "session": N_("Session"), "state": N_("State"), "due": N_("Due on")}
AHEAD = 1  # a day: “as it stood before a session” is the day before


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _session_day(viewer: Viewer, subject: str) -> date | None:
    found = one_record(viewer, subject) if subject else None
    return found.on if found else None


def asked_of(viewer: Viewer, given: QueryDict, on: date) -> matrix.Asked:
    """What an address asks of the matrix; values that mean nothing are left out."""
    before = _session_day(viewer, given.get("before", ""))
    since = _day(given.get("since", ""))
    if given.get("since_session") and (day := _session_day(viewer, given.get("since_session", ""))):
        since = day - timedelta(days=AHEAD)
    order = given.get("order", "due")
    return matrix.Asked(
        on=before - timedelta(days=AHEAD) if before else on,
        parties=tuple(p for p in given.getlist("party") if p)[:2],
        mechanism=given.get("mechanism", ""),
        session=given.get("session", ""),
        sector=given.get("sector", ""),
        organisation=given.get("organisation", ""),
        side=given.get("side", ""),
        states=tuple(s for s in given.getlist("state") if s in STATES or s in matrix.CONDITIONS),
        due_from=_day(given.get("due_from", "")),
        due_to=_day(given.get("due_to", "")),
        text=given.get("text", "")[:300],
        since=since,
        only_changed=bool(given.get("only_changed")),
        order=order if order.removeprefix("-") in matrix.ORDERINGS else "due",
        group=given.get("group", "") if given.get("group", "") in matrix.GROUPS else "",
    )


def columns_of(given: QueryDict) -> list[str]:
    """The columns asked for, in their fixed order."""
    chosen = [c for c in COLUMNS if c in given.getlist("column")]
    return chosen or list(USUAL)


def index(request: Request) -> HttpResponse:
    """The matrix."""
    viewer, given = request.viewer, request.GET
    asked = asked_of(viewer, given, day_asked(request))
    number = int(n) if (n := given.get("page", "1")).isdecimal() and len(n) < 7 else 1
    page = matrix.look(viewer, asked, number)
    columns = columns_of(given)
    sessions = matrix.choices(viewer, "session")
    views = MatrixView.objects.filter(user=request.user.pk) if request.user.is_authenticated else []
    return render(
        request,
        "web/matrix.html",
        {
            "asked": asked,
            "on": asked.on,
            "page": page,
            "groups": _grouped(page, asked),
            "columns": [(c, COLUMNS[c], ORDER_OF.get(c, "")) for c in columns],
            "width": len(columns) + 2,
            "all_columns": [(c, text, c in columns) for c, text in COLUMNS.items()],
            "states": STATES,
            "conditions": CONDITIONS.items(),
            "said": SAID,
            "sides": matrix.sides(viewer),
            "slots": (*asked.parties, "", "")[:2],
            "mechanisms": matrix.choices(viewer, "mechanism"),
            "sessions": sessions,
            "organisations": matrix.choices(viewer, "organisation"),
            "sectors": vocabulary.SECTOR,
            "group_names": GROUPS.items(),
            "given": given,
            "views": views,
            "query": _without(given, "page"),
            "today": today(),
            "may_report": may(request.user, "report"),
        },
    )


def _without(given: QueryDict, *names: str) -> str:
    """The address's query without some of its parameters."""
    kept = given.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def _grouped(page: matrix.Page, asked: matrix.Asked) -> list[tuple[Any, list[matrix.Line]]]:
    """The lines under the heads of their groups; one group without head where none is asked for."""
    if not asked.group:
        return [(None, page.lines)]
    found: list[tuple[Any, list[matrix.Line]]] = []
    for line in page.lines:
        key: Any = {
            "mechanism": line.mechanism,
            "session": line.session,
            "state": line.status,
            "due": line.due.strftime("%Y-%m-01") if line.due else "",
        }[asked.group]
        if not found or found[-1][0] != key:
            found.append((key, []))
        found[-1][1].append(line)
    return found


def row(request: Request, key: str) -> HttpResponse:
    """One row of the matrix: as it is, or with `edit` its report being written; posted, the report is recorded."""
    subject = f"commitment/{key}"
    asked = asked_of(request.viewer, request.GET, day_asked(request))
    line = matrix.line(request.viewer, subject, asked)
    if line is None:
        raise Http404
    columns = columns_of(request.GET)
    context: dict[str, Any] = {
        "line": line,
        "columns": [(c, COLUMNS[c], "") for c in columns],
        "width": len(columns) + 2,
        "query": _without(request.GET, "edit"),
        "titles": matrix.titles_of(request.viewer, [line]),
        "may_report": may(request.user, "report"),
        "said": SAID,
        "today": today(),
    }
    editing = request.method == "POST" or request.GET.get("edit")
    if not editing:
        return render(request, "web/_matrix_row.html", context)
    if not may(request.user, "report"):
        raise PermissionDenied
    try:
        sides = reporting.sides_of(request.viewer, line.record)
    except reporting.CannotReport:
        sides = []
    side = request.POST.get("party") or (own_side() if own_side() in sides else (sides or [""])[0])
    context |= {"sides": sides, "side": side, "said_now": line.position(side), "error": ""}
    if request.method == "POST":
        try:
            word = word_of(request.POST, side)
            reporting.report(request.viewer, recorder_of(request), subject, word, *_when(request, word))
        except (reporting.CannotReport, services.Refused, ValidationError, ValueError) as fault:
            context["error"] = told(fault)
        else:
            asked = asked_of(request.viewer, request.GET, day_asked(request))
            context["line"] = matrix.line(request.viewer, subject, asked)
            return render(request, "web/_matrix_row.html", context)
    return render(request, "web/_matrix_edit.html", context)


def _when(request: Request, word: reporting.Word) -> tuple[date, str]:
    """The day of a report and the stage with which it is recorded, by who writes it."""
    on = _day(request.POST.get("happened_on", "")) or today()
    if may(request.user, "record"):
        return on, "approved"
    straight = reporting.without_clearance(request.viewer, request.viewer.organisation)
    return on, "approved" if straight else "submitted"


def word_of(posted: Mapping[str, str], party: str) -> reporting.Word:
    """What was posted as one side's word. Raises ValueError."""
    percent = posted.get("percent", "").strip().rstrip("%٪").strip()
    remark = {
        k.removeprefix("remark."): v.strip()
        for k, v in posted.items()
        if k.startswith("remark.") and v.strip()
    }
    return reporting.Word(
        party=party,
        progress=posted.get("progress", ""),
        percent=int(percent) if percent else None,
        remark=remark,
        note=posted.get("note", "").strip(),
        organisation=posted.get("organisation", ""),
    )


def told(fault: Exception) -> str:
    """A fault of recording in the reader's language."""
    if isinstance(fault, reporting.CannotReport | services.Refused):
        from servanda.register.words import sentence

        return sentence(fault.message, fault.data, language())
    return gettext("Choose how far it has come; a percentage is a whole number from 0 to 100.")


@needs("record")
@require_POST
def several(request: Request) -> HttpResponse:
    """One act on several commitments: the same report, a settlement, a due date, who is responsible. All or none."""
    subjects = [s for s in request.POST.getlist("subject") if s.startswith("commitment/")][:500]
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/follow-up/"
    what, posted = request.POST.get("what", ""), request.POST
    on = _day(posted.get("happened_on", "")) or today()
    viewer, recorder = request.viewer, recorder_of(request)
    try:
        if not subjects:
            messages.error(request, gettext("Choose at least one commitment."))
            return redirect(back)
        if what == "report":
            word = word_of(posted, posted.get("party", ""))
            reporting.report_several(viewer, recorder, subjects, word, on)
        elif what == "settle":
            session = posted.get("session", "")
            remark = dict(word_of(posted, "").remark.items())
            reporting.settle(viewer, recorder, subjects, posted.get("progress", ""), on, session, remark)
        elif what == "due":
            due = _day(posted.get("due", ""))
            if due is None:
                messages.error(request, gettext("Give the new due date."))
                return redirect(back)
            reporting.reschedule(viewer, recorder, subjects, due, on)
        elif what == "assign":
            party, organisation = posted.get("party", ""), posted.get("organisation", "")
            reporting.assign(viewer, recorder, subjects, party, organisation, on)
        else:
            raise Http404
    except (reporting.CannotReport, services.Refused, ValidationError, ValueError) as fault:
        messages.error(request, told(fault))
    else:
        messages.success(request, gettext("Recorded."))
    return redirect(back)


@require_POST
def save_view(request: Request) -> HttpResponse:
    """Save the question of the address under a name, or forget a saved one. Only for oneself."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    mine = MatrixView.objects.filter(user=request.user.pk)
    if forget := request.POST.get("forget", ""):
        mine.filter(pk=forget if forget.isdecimal() else 0).delete()
        return redirect("matrix")
    name = request.POST.get("name", "").strip()[:100]
    query = QueryDict(request.POST.get("query", "")[:4000])
    if not name:
        messages.error(request, gettext("Give the view a name."))
        return redirect(f"/follow-up/?{query.urlencode()}")
    MatrixView.objects.update_or_create(
        user_id=request.user.pk, name=name, defaults={"query": query.urlencode()}
    )
    messages.success(request, gettext("View saved."))
    return redirect(f"/follow-up/?{query.urlencode()}")
