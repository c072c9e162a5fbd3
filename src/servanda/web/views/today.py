"""Today: what is due, what is owed, which windows are open, what was recorded last, what does not agree."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from servanda.register import bodies, queries
from servanda.register.visibility import entries
from servanda.web.views.asking import Request, day_asked

HORIZON = timedelta(days=120)
BACK = timedelta(days=365)
SHOWN = 12


def today(request: Request) -> HttpResponse:
    """The page that a desk opens every morning."""
    on = day_asked(request)
    due = queries.deadlines(request.viewer, on, on + HORIZON)
    late = queries.deadlines(request.viewer, on - BACK, on - timedelta(days=1)).exclude(owed_by="")
    opened = queries.open_windows(request.viewer, on)
    return render(
        request,
        "web/today.html",
        {
            "on": on,
            "due": due[:SHOWN],
            "due_count": due.count(),
            "late": late.order_by("-last_day")[:SHOWN],
            "late_count": late.count(),
            "opened": opened[:SHOWN],
            "opened_count": opened.count(),
            "latest": entries(request.viewer).order_by("-seq")[:SHOWN],
            "findings": queries.finding_counts(request.viewer)[:SHOWN],
            "expected": queries.expected_instruments(request.viewer, on)[:SHOWN],
            "until": on + HORIZON,
            "bodies": bodies.overdue(request.viewer, on)[:SHOWN],
        },
    )
