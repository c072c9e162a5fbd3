"""The journal as a page, and one entry."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render

from servanda.domain.acts.base import REGISTRY
from servanda.register.journal_text import fields_of
from servanda.register.visibility import entries
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, page_of


def index(request: Request) -> HttpResponse:
    """Entries that the reader may see, newest first; narrowed by act, subject or person."""
    found = entries(request.viewer).order_by("-seq")
    act, who, subject = (request.GET.get(n, "") for n in ("act", "by", "subject"))
    if act in REGISTRY:
        found = found.filter(act=act)
    if who:
        found = found.filter(recorded_by=who)
    if subject:
        found = found.filter(subject=subject)
    return render(
        request,
        "web/journal.html",
        {
            "page": page_of(request, found),
            "acts": sorted(REGISTRY),
            "act": act,
            "by": who,
            "subject": subject,
        },
    )


def entry(request: Request, id: str) -> HttpResponse:
    """One entry: what it says, who recorded it, on what evidence, and what corrected it."""
    row = entries(request.viewer).filter(id=id).first()
    if row is None:
        raise Http404
    later = entries(request.viewer).filter(subject=row.subject, seq__gt=row.seq)
    return render(
        request,
        "web/entry.html",
        {
            "row": row,
            "fields": fields_of(row.act, json.loads(row.body), language()),
            "evidence": json.loads(row.evidence),
            "displaced_by": [e for e in later if row.id in (e.corrects, e.withdraws)],
        },
    )
