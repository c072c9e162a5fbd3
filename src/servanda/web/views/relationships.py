"""Relationships: the pairs with their counts, one pair, and the page of any other subject."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from servanda.register import bodies, queries
from servanda.register import relationship as one
from servanda.register.models import Record
from servanda.register.versions import paragraphs, versions
from servanda.register.visibility import entries
from servanda.web.drawing import together
from servanda.web.templatetags.servanda import address
from servanda.web.views.asking import Request, day_asked, today

SHOWN = 300


def index(request: Request) -> HttpResponse:
    """Pairs of parties with counts on the as-of day."""
    on = day_asked(request)
    party = request.GET.get("party", "")
    pairs = list(islice(queries.relationships(request.viewer, on, party), SHOWN))
    totals: Counter[str] = Counter()
    for pair in pairs:
        totals.update(pair.by_status)
    return render(
        request,
        "web/relationships.html",
        {"pairs": pairs, "on": on, "party": party, "statuses": queries.STATUSES, "totals": totals},
    )


def relationship(request: Request, a: str, b: str) -> HttpResponse:
    """One relationship: instruments by sector and state, mechanisms, sessions, persons, statements, deadlines."""
    a, b = a.upper(), b.upper()
    if a > b:
        return redirect("relationship", a=b, b=a)
    on = day_asked(request)
    found = one.look(request.viewer, a, b, on, today())
    if found is None:
        raise Http404
    drawn = together([life for _, life in found.lives], on, get_language_bidi())
    lives = [(record, drawing) for (record, _), drawing in zip(found.lives, drawn, strict=True)]
    return render(
        request,
        "web/relationship.html",
        {"found": found, "lives": lives, "on": on, "a": a, "b": b, "today": today()}
        | {"bodies": bodies.lines(request.viewer, on, dict(found.others).get("mechanism", []))},
    )


def record(request: Request, subject: str) -> HttpResponse:
    """The page of a subject that has none of its own: what it is, what it is tied to, its entries."""
    if (page := address(subject)) != reverse("record", args=[subject]):
        return redirect(page)
    found = queries.record(request.viewer, subject)
    if found is None:
        raise Http404
    return render(
        request,
        "web/record.html",
        {
            "found": found,
            "texts": _texts(found),
            "ties": one.ties_of(request.viewer, found),
            "entries": entries(request.viewer).filter(subject=subject).order_by("seq"),
        },
    )


def _texts(found: Record) -> list[tuple[str, list[str]]]:
    """(language, paragraphs) of each version of a statement, that of the reader's language first."""
    if found.kind != "statement":
        return []
    wanted = (get_language() or "en")[:2]
    said = [(code, paragraphs(text)) for code, text in versions(json.loads(found.state))]
    return sorted(said, key=lambda v: v[0] != wanted)
