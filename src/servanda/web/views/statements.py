"""*What do they say about X?*: statements by matter, person, party and period, in all four languages at once."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from servanda.domain.parties import name_of, parties, resolve
from servanda.register import sayings
from servanda.register.models import RecordParty
from servanda.register.sayings import Asked
from servanda.register.visibility import records
from servanda.web.views.asking import Request, page_of

PER_PAGE = 20
LONGEST = 200


def index(request: Request) -> HttpResponse:
    """The question, and the statements that answer it with their words, day and source."""
    asked, error = _asked(request)
    found = sayings.find(request.viewer, asked)
    page = page_of(request, found.statements, PER_PAGE)
    statements = records(request.viewer).filter(kind="statement")
    codes = RecordParty.objects.filter(record__in=statements).values_list("party", flat=True).distinct()
    language = (get_language() or "en")[:2]
    named = sorted(
        {c for c in codes if c in parties()} | set(asked.parties), key=lambda c: name_of(c, language)
    )
    return render(
        request,
        "web/statements.html",
        {
            "asked": asked,
            "error": error,
            "page": page,
            "total": page.paginator.count,
            "sayings": sayings.quoted(request.viewer, found, page),
            "positions": sayings.positions(request.viewer, asked, found),
            "looked_for": found.looked_for,
            "codes": named,
        },
    )


def _asked(request: Request) -> tuple[Asked, str]:
    days: dict[str, date | None] = {}
    error = ""
    for name in ("since", "until"):
        given = request.GET.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(given) if given else None
        except ValueError:
            days[name] = None
            error = gettext("This is no date: write it as year-month-day, such as 2010-04-15.")
    codes = []
    for given in request.GET.getlist("party"):
        code = given.upper() if given.upper() in parties() else resolve(given).code if given.strip() else None
        if code:
            codes.append(code)
    asked = Asked(
        request.GET.get("about", "").strip()[:LONGEST],
        tuple(dict.fromkeys(codes)),
        request.GET.get("person", "").strip()[:LONGEST],
        days["since"],
        days["until"],
    )
    return asked, error
