"""Deadlines in a period, as a page and as a calendar; the findings."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from servanda.register import calendar as ics
from servanda.register import queries
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, page_of, today

YEAR = timedelta(days=365)


def _period(request: Request) -> tuple[date, date]:
    start = day_asked(request, "from")
    end = day_asked(request, "to") if request.GET.get("to") else start + YEAR
    return start, max(start, end)


def index(request: Request) -> HttpResponse:
    """What is due in a period, by whom, with the safe day before the last one."""
    start, end = _period(request)
    party = request.GET.get("party", "").upper()
    page = page_of(request, queries.deadlines(request.viewer, start, end, party))
    return render(
        request,
        "web/deadlines.html",
        {"page": page, "start": start, "end": end, "party": party, "today": today()},
    )


def calendar(request: Request) -> HttpResponse:
    """The same as an iCalendar file."""
    start, end = _period(request)
    found = queries.deadlines(request.viewer, start, end, request.GET.get("party", "").upper())
    answer = HttpResponse(ics.calendar(found, language()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="servanda.ics"'
    return answer


def findings(request: Request) -> HttpResponse:
    """Contradictions and gaps in what the reader may see."""
    code = request.GET.get("code", "")
    page = page_of(request, queries.findings(request.viewer, code))
    return render(
        request,
        "web/findings.html",
        {"page": page, "code": code, "counts": queries.finding_counts(request.viewer)},
    )
