"""The list of instruments and one instrument, on a day."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from servanda.domain.parties import name_of
from servanda.register import instrument as one
from servanda.register import queries, vocabulary
from servanda.register.queries import Filters
from servanda.web.drawing import timeline
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import day_asked, page_of, today
from servanda.register.parties_known import parties_known


def index(request: HttpRequest) -> HttpResponse:
    """Instruments with filters and an as-of date that changes everything on the page."""
    on = day_asked(request)
    asked = Filters(
        on=on,
        parties=[p for p in request.GET.getlist("party") if p],
        statuses=[s for s in request.GET.getlist("status") if s in queries.STATUSES],
        sector=request.GET.get("sector", ""),
        type=request.GET.get("type", ""),
        year=int(y) if (y := request.GET.get("year", "")).isdecimal() and len(y) == 4 else None,
        mechanism=request.GET.get("mechanism", ""),
        text=request.GET.get("text", ""),
        finding=request.GET.get("finding", ""),
    )
    page = page_of(request, queries.instruments(request.viewer, asked))
    known = sorted(((name_of(p, language()), p) for p in parties_known(request.viewer)))
    return render(
        request,
        "web/instruments.html",
        {
            "asked": asked,
            "on": on,
            "page": page,
            "lines": queries.listed(list(page.object_list)),
            "known_parties": known,
            "slots": (list(asked.parties) + ["", ""])[:2],
            "statuses": queries.STATUSES,
            "sectors": vocabulary.SECTOR,
            "types": vocabulary.TYPE,
            "mechanisms": queries.of_kind(request.viewer, "mechanism")[:200],
        },
    )


def instrument(request: HttpRequest, key: str) -> HttpResponse:
    """One instrument: timeline drawn, clauses, deadlines, findings, documents, acts, each with its why."""
    on = day_asked(request)
    found = one.look(request.viewer, f"instrument/{key}", as_known=request.GET.get("as_known", ""))
    if found is None:
        raise Http404
    return render(
        request,
        "web/instrument.html",
        {"found": found, "on": on, "today": today(), "drawing": timeline(found.intervals, on), "key": key},
    )
