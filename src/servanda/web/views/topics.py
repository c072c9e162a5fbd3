"""Topics of the political dialogue: what was said at each consultation, the agreed words, the next round."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from servanda.register import topics
from servanda.web.views.asking import Request, day_asked


def index(request: Request) -> HttpResponse:
    """Topics with their last consultation and the next round, by topic across relationships."""
    on = day_asked(request)
    return render(request, "web/topics.html", {"groups": topics.index(request.viewer), "on": on})


def topic(request: Request, key: str) -> HttpResponse:
    """One topic; under a common one, its history in every relationship that the reader may see."""
    found = topics.look(request.viewer, f"topic/{key}")
    if found is None:
        raise Http404
    return render(request, "web/topic.html", {"found": found, "on": day_asked(request)})
