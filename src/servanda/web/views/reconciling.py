"""The partner's list of treaties beside ours: a file and a map in, the comparison out; nothing is written."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from servanda.documents import reconciliation
from servanda.documents.reconciliation.making import groups
from servanda.register import queries
from servanda.register.installation import own_side
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.loading import load_map, parse_map, shipped_maps
from servanda.register.words import told
from servanda.web.import_task import NotStarted
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, needs, today
from servanda.web.views.imports import _kept, _map


@needs("import")
def reconcile_page(request: Request, a: str, b: str) -> HttpResponse:
    """Compare a partner's list with our register; the file is read and thrown away."""
    a, b = a.upper(), b.upper()
    own = own_side()
    partner, ours = (b, a) if b != own else (a, b)
    if a == b or not queries.between(request.viewer, a, b).exists():
        raise Http404
    context: dict[str, Any] = {"a": a, "b": b, "partner": partner, "maps": shipped_maps(), "error": ""}
    if request.method == "POST":
        try:
            file = request.FILES.get("file")
            if file is None:
                raise NotStarted("no_file")
            name, text = _map(request.POST.get("map", ""), request.FILES.get("own_map"))
            register_map = parse_map(text, name) if text else load_map(name)
            kept = _kept(file)
            try:
                made = reconciliation.compare(request.viewer, kept, register_map, partner, today(), ours)
            finally:
                kept.unlink(missing_ok=True)
        except (IntakeError, NotStarted) as fault:
            context["error"] = told(fault.message, fault.data)
        else:
            names = groups()
            lines = reconciliation.rows(made, language())
            context |= {
                "made": made,
                "groups": [(names[g], g, lines[g]) for g in lines if lines[g]],
                "rejected": [
                    (f.row, told(f.message, {"value": f.value, "field": f.field, "row": f.row, **f.data}))
                    for r in made.theirs.rejected
                    for f in r.faults
                ],
            }
    return render(request, "web/reconcile.html", context, status=422 if context["error"] else 200)
