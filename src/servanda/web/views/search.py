"""Search over titles, parties, persons and texts."""

from __future__ import annotations

import time

from django.http import HttpResponse
from django.shortcuts import render

from servanda.register import search as index
from servanda.web.views.asking import Request

SHOWN = 50


def search(request: Request) -> HttpResponse:
    """Ranked results in whatever language was typed."""
    q = request.GET.get("q", "").strip()[:300]
    began = time.perf_counter()
    found = index.ranked(request.viewer, q, SHOWN) if q else []
    return render(
        request,
        "web/search.html",
        {"q": q, "found": found, "milliseconds": round((time.perf_counter() - began) * 1000), "most": SHOWN},
    )
