"""*What if*: clauses and acts that are in no register, in the YAML of treaty officers, folded on the spot."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from servanda.domain import cases
from servanda.register.clause_words import clause_lines
from servanda.register.projections.instrument import why
from servanda.register.words import told
from servanda.web.drawing import timeline
from servanda.web.views.asking import Request, day_asked, today

EXAMPLE = """- name: tacit renewal stops when notice is given in time
  parties: [MA, RU]
  clauses:
    entry: {rule: on_later_notification}
    term: {kind: years, n: 5}
    renewal: {kind: tacit, n: 3, unit: years}
    notice:
      - {purpose: prevent_renewal, n: 6, unit: months, reference: before_expiry}
  acts:
    - {act: signature, on: 2022-04-15, place: Rabat}
    - {act: notification, on: 2022-06-01, by: MA}
    - {act: notification, on: 2022-09-12, by: RU}
"""


def what_if(request: Request) -> HttpResponse:
    """The form and, for what was posted, timeline, deadlines, last safe days, findings and differences."""
    text = request.POST.get("text", EXAMPLE) if request.method == "POST" else EXAMPLE
    on = day_asked(request) if request.method == "GET" else _posted_day(request)
    errors: list[str] = []
    results = []
    if request.method == "POST":
        try:
            results = [_shown(cases.run(case, on), on) for case in cases.read(text)]
        except cases.CaseFileError as error:
            errors = [f"{e.case}: {told(e.text, e.data)} {told(e.mend, e.data)}" for e in error.errors]
    return render(
        request,
        "web/what_if.html",
        {"text": text, "on": on, "today": on, "errors": errors, "results": results},
        status=422 if errors else 200,
    )


def _posted_day(request: Request) -> date:
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return today()


def _shown(result: cases.CaseResult, on: date) -> dict[str, Any]:
    """A folded case for the page, in the shapes that the page of an instrument uses."""
    state = result.state
    by_id = {e.id: e for e in result.case.entries}
    intervals = [
        SimpleNamespace(
            since=i.since,
            until=i.until,
            status=i.status.value,
            flags=i.flags.as_json(),
            why=why(i.causes, by_id),
        )
        for i in state.timeline
    ]
    ahead = [i for i in intervals if i.since > on][:4]
    deadlines = []
    for d in state.deadlines:
        safe = state.last_safe_day(d)
        deadlines.append(
            SimpleNamespace(
                what=d.what, opens=d.opens, last_day=d.last_day, safe_day=safe.day, owed_by=d.owed_by or "",
                estimated=safe.estimated, met=d.met, why=why([d.cause], by_id),
            )
        )  # fmt: skip
    return {
        "case": result.case,
        "clauses": clause_lines(state.clauses),
        "intervals": [i for i in intervals if i.since <= on] + ahead,
        "drawing": timeline(intervals, on, get_language_bidi()),
        "deadlines": [
            d for d in deadlines if d.last_day is None or d.last_day <= on or d.last_day.year <= on.year + 12
        ],
        "findings": [
            SimpleNamespace(code=f.code, severity=f.severity, data=dict(f.data)) for f in state.findings
        ],
        "differences": result.differences,
        "compared": bool(result.case.expected),
    }
