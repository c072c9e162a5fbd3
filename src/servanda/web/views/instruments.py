"""The list of instruments and one instrument, on a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from servanda.domain.acts.base import REGISTRY
from servanda.domain.parties import name_of
from servanda.register import instrument as one
from servanda.register import queries, vocabulary
from servanda.register.clause_words import clause_lines
from servanda.register.parties_known import parties_known
from servanda.register.queries import Filters
from servanda.register.relationship import ties_of
from servanda.web.drawing import timeline
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, page_of, today

RENEWALS_SHOWN = 3  # intervals to come that the page lists; the fold follows them much further
COMING_SHOWN = 2
ACTS = [name for name, kind in REGISTRY.items() if kind.subject == "instrument" and name != "document"]


def index(request: Request) -> HttpResponse:
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
    known = sorted((name_of(p, language()), p) for p in parties_known(request.viewer))
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


def nearest(due: list[Any], on: date) -> list[Any]:
    """The deadlines to show: of each kind and party the late ones and the next two; renewals go on for decades."""
    ahead: Counter[tuple[str, str]] = Counter()
    shown = []
    for d in due:
        if d.last_day and d.last_day >= on:
            ahead[d.what, d.owed_by] += 1
            if ahead[d.what, d.owed_by] > COMING_SHOWN:
                continue
        shown.append(d)
    return shown


def to_show(found: one.Instrument, on: date) -> tuple[list[Any], list[Any]]:
    """The intervals and the deadlines that a page lists: not every renewal to come, nothing long past."""
    ahead = [i for i in found.intervals if i.since > on][:RENEWALS_SHOWN]
    shown = [i for i in found.intervals if i.since <= on] + ahead
    recent = on - timedelta(days=3 * 365)
    due = [
        d
        for d in found.deadlines
        if (d.met is None or d.met > on) and (d.last_day is None or d.last_day >= recent)
    ]
    return shown, due


def instrument(request: Request, key: str) -> HttpResponse:
    """One instrument: timeline drawn, clauses, deadlines, findings, documents, acts, each with its why."""
    on = day_asked(request)
    found = one.look(request.viewer, f"instrument/{key}", request.GET.get("as_known", ""), today())
    if found is None:
        raise Http404
    shown, due = to_show(found, on)
    return render(
        request,
        "web/instrument.html",
        {
            "found": found,
            "on": on,
            "today": on,
            "key": key,
            "current": found.at(on),
            "ready_since": found.ready_since(on),
            "shown": shown,
            "deadlines": nearest(due, on),
            "drawing": timeline(found.intervals, on, get_language_bidi()),
            "clauses": clause_lines(found.clauses),
            "acts": ACTS,
            "ties": ties_of(request.viewer, found.record) if found.record else [],
            "listed": [] if found.as_known else queries.list_findings(request.viewer, found.subject),
        },
    )
