"""One commitment, its thread, the report of a side, its clearance, and one's own commitments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from servanda.domain.acts.base import REGISTRY
from servanda.domain.acts.commitments import Lineage, Reading
from servanda.domain.entry import Entry
from servanda.journal.services import Draft
from servanda.register import commitments as reading
from servanda.register import files, matrix, queries, reporting, services, settling
from servanda.register.installation import own_side
from servanda.web.accounts import may
from servanda.web.growth import growth
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, needs, today
from servanda.web.views.matrix import SAID, told, word_of
from servanda.web.views.recording import recorder_of

LANGUAGES = ("ar", "ru", "fr", "en")
SOON = timedelta(days=60)
ACTS = [name for name, kind in REGISTRY.items() if kind.subject == "commitment"]


def may_report(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: only who may report for a side."""
    return wraps(view)(needs("report")(view))


def commitment(request: Request, key: str) -> HttpResponse:
    """One commitment on a day: both sides' words side by side, the difference, the silence, figures, the acts."""
    on = day_asked(request)
    found = reading.look(request.viewer, f"commitment/{key}", on)
    if found is None:
        raise Http404
    facts = found.state.facts
    ancestors = []
    if may(request.user, "record") and not found.record.ties.filter(relation__in=reading.LINEAGE).exists():
        ancestors = reading.likely_ancestors(
            request.viewer,
            dict(facts["texts"]),
            facts["mechanism"] or "",
            sectors=facts["sectors"],
            parties=found.parties,
            exclude=[found.record.subject],
            before=found.state.begins,
        )
    return render(
        request,
        "web/commitment.html",
        {
            "found": found,
            "facts": facts,
            "on": on,
            "key": key,
            "line": found.line,
            "pending": found.state.pending,
            "reports": found.state.reports,
            "figures": _figures(found, on),
            "ancestors": ancestors,
            "acts": ACTS,
            "may_report": may(request.user, "report"),
            "steps": reporting.STEPS,
            "ties": _ties(found),
        },
    )


def _ties(found: reading.Commitment) -> list[tuple[str, Any]]:
    """What the commitment is tied to and this reader may see, but for the thread, which has its page."""
    ties = found.record.ties.exclude(relation__in=(*reading.LINEAGE, "responsible")).order_by("pk")
    return [(t.relation, found.titles[t.target]) for t in ties if t.target in found.titles]


def _figures(found: reading.Commitment, on: date) -> list[dict[str, Any]]:
    """Each indicator with each side's figures and a drawing of them."""
    shown = []
    for indicator in found.state.facts["indicators"]:
        mine = [f for f in found.state.figures if f.indicator == indicator.key]
        totals = {f.total for f in mine}
        shown.append(
            {
                "indicator": indicator,
                "figures": mine,
                "differs": len(mine) > 1 and len(totals) > 1,
                "drawing": growth(indicator, mine, on, get_language_bidi()) if mine else None,
            }
        )
    return shown


def thread(request: Request, key: str) -> HttpResponse:
    """The thread of a promise, from the first time to today."""
    on = day_asked(request)
    found = reading.thread(request.viewer, f"commitment/{key}", on)
    if found is None or not found.knots:
        raise Http404
    return render(
        request, "web/thread.html", {"found": found, "on": on, "key": key, "subject": f"commitment/{key}"}
    )


@needs("record")
@require_POST
def link(request: Request, key: str) -> HttpResponse:
    """Record that a commitment restates, splits or merges earlier ones that this reader may see."""
    subject = f"commitment/{key}"
    earlier = [s for s in request.POST.getlist("of") if s != subject]
    mine = queries.record(request.viewer, subject)
    seen = [s for s in earlier if (r := queries.record(request.viewer, s)) and r.kind == "commitment"]
    if mine is None or len(seen) != len(earlier):
        raise Http404
    if not seen:
        messages.error(request, gettext("Choose the earlier commitment."))
        return redirect("commitment", key=key)
    try:
        act = Lineage(kind=request.POST.get("kind", "restates"), of=tuple(seen))  # type: ignore[arg-type]
    except ValidationError:
        raise Http404 from None
    draft = Draft(subject, act, on=mine.on or today(), circle=reporting.joint_circle(subject))
    services.record([draft], recorder_of(request), request.viewer)
    messages.success(request, gettext("Recorded."))
    return redirect("thread", key=key)


@may_report
def report(request: Request, key: str) -> HttpResponse:
    """One side's report: progress, percentage, figures, remark, evidence, internal note."""
    subject = f"commitment/{key}"
    found = reading.look(request.viewer, subject, today())
    if found is None:
        raise Http404
    sides = reporting.sides_of(request.viewer, found.record)
    side = request.POST.get("party") or request.GET.get("party", "")
    if side not in sides and not request.POST.get(
        "party"
    ):  # a side that was posted is never taken for another
        side = own_side() if own_side() in sides else (sides or [""])[0]
    recording = may(request.user, "record")
    revises = request.POST.get("revises", "") or request.GET.get("draft", "")
    draft, note = None, ""
    if revises and request.method == "GET":
        try:
            draft, note = reporting.to_revise(request.viewer, subject, revises)
        except reporting.CannotReport as fault:
            if fault.code == "no_such_report":
                raise Http404 from None
            messages.error(request, told(fault))
            return redirect("commitment", key=key)
        side = draft.act.by  # type: ignore[attr-defined]
    straight = recording or reporting.without_clearance(request.viewer, request.viewer.organisation)
    error = ""
    if request.method == "POST":
        stage = request.POST.get("stage", "submitted")
        allowed = ("approved", "draft", "submitted") if straight else ("draft", "submitted")
        try:
            word = _whole_word(request, found, side)
            on = _day(request.POST.get("happened_on", ""))
            reporting.report(
                request.viewer,
                recorder_of(request),
                subject,
                word,
                on,
                stage if stage in allowed else "submitted",
                revises,
            )
        except (reporting.CannotReport, services.Refused, ValidationError, ValueError) as fault:
            error = told(fault)
        except files.FileRefused as refused:
            error = gettext(refused.message).format(**refused.data)
        else:
            messages.success(request, gettext("Recorded."))
            return redirect("commitment", key=key)
    posted = request.POST.dict() if request.method == "POST" else _of_draft(draft, note) if draft else {}
    return render(
        request,
        "web/report.html",
        {
            "found": found,
            "key": key,
            "sides": sides,
            "side": side,
            "said": SAID,
            "now": found.line.position(side) if found.line else None,
            "posted": posted,
            "remarks": [(c, posted.get(f"remark.{c}", "")) for c in sorted(LANGUAGES, key=_not_mine)],
            "indicators": [
                (i, posted.get(f"value.{i.key}", ""), posted.get(f"counts.{i.key}", "cumulative"))
                for i in found.state.facts["indicators"]
            ],
            "revises": revises,
            "returned": next((p for p in found.state.reports if p.entry == revises), None),
            "straight": straight,
            "error": error,
            "today": today(),
        },
        status=422 if error else 200,
    )


def _of_draft(draft: Entry, note: str) -> dict[str, str]:
    """A draft as its form would send it."""
    act: Any = draft.act
    found = {
        "progress": act.progress,
        "percent": "" if act.percent is None else str(act.percent),
        "note": note,
        "file_name": act.file_name,
        "happened_on": draft.on.isoformat() if draft.on else "",
    }
    found |= {f"remark.{code}": text for code, text in act.remark.items()}
    for reading_ in act.readings:
        found |= {
            f"value.{reading_.indicator}": str(reading_.value),
            f"counts.{reading_.indicator}": reading_.counts,
        }
    return found


def _not_mine(code: str) -> bool:
    """Sorts the reader's own language first."""
    return code != language()


def _day(text: str) -> date:
    return date.fromisoformat(text) if text.strip() else today()


def _whole_word(request: Request, found: reading.Commitment, side: str) -> reporting.Word:
    """The posted report with its figures and evidence. Raises ValueError, FileRefused."""
    word = word_of(request.POST, side)
    readings = []
    for indicator in found.state.facts["indicators"]:
        text = request.POST.get(f"value.{indicator.key}", "").strip()
        if not text:
            continue
        try:
            value = Decimal(text.replace("٫", ".").replace(",", ".").replace("\u00a0", "").replace(" ", ""))
        except InvalidOperation:
            raise ValueError(text) from None
        counts = request.POST.get(f"counts.{indicator.key}", "cumulative")
        readings.append(Reading(indicator=indicator.key, value=value, counts=counts))  # type: ignore[arg-type]
    upload = request.FILES.get("file")
    stored = files.keep(upload.name or "", upload.chunks(), upload.size or 0) if upload else None
    return reporting.Word(
        party=word.party,
        progress=word.progress,
        percent=word.percent,
        remark=word.remark,
        readings=readings,
        file=stored.digest if stored else None,
        file_name=stored.name if stored else "",
        note=word.note,
    )


@may_report
@require_POST
def clearance(request: Request, key: str, entry: str) -> HttpResponse:
    """Take a report one step on in its clearance. Focal points submit; approving is for those who record."""
    stage = request.POST.get("stage", "")
    if stage != "submitted" and not may(request.user, "record"):
        raise PermissionDenied
    try:
        reporting.step(
            request.viewer,
            recorder_of(request),
            f"commitment/{key}",
            entry,
            stage,
            today(),
            request.POST.get("reason", ""),
        )
    except (reporting.CannotReport, services.Refused, ValidationError) as fault:
        if isinstance(fault, reporting.CannotReport) and fault.code == "no_such_report":
            raise Http404 from None
        messages.error(request, told(fault))
    else:
        messages.success(request, gettext("Recorded."))
    return redirect("commitment", key=key)


@may_report
def mine(request: Request) -> HttpResponse:
    """My commitments: what waits for a word of one's organisation, what was returned, what is to be approved."""
    on = day_asked(request)
    viewer = request.viewer
    asked = matrix.Asked(on=on, organisation=viewer.organisation, side=own_side(), order="due")
    groups: dict[str, list[matrix.Line]] = {"overdue": [], "silent": [], "soon": [], "others": [], "done": []}
    lines = matrix.look(viewer, asked, per_page=500).lines
    for line in lines:
        word = line.position(own_side())
        if not line.open:
            groups["done"].append(line)
        elif line.overdue:
            groups["overdue"].append(line)
        elif word and word["silent"]:
            groups["silent"].append(line)
        elif line.due and line.due <= on + SOON:
            groups["soon"].append(line)
        else:
            groups["others"].append(line)
    return render(
        request,
        "web/my_commitments.html",
        {
            "on": on,
            "groups": groups,
            "own": own_side(),
            "drafts": reporting.waiting(viewer, ("draft", "returned")),
            "submitted": reporting.waiting(viewer, ("submitted",)),
            "may_approve": may(request.user, "record"),
            "titles": matrix.titles_of(viewer, lines),
            "total": len(lines),
        },
    )


def to_settle(request: Request, mechanism: str) -> HttpResponse:
    """To be settled by the co-chairs of a mechanism."""
    on = day_asked(request)
    found = settling.to_be_settled(request.viewer, mechanism, on)
    if found is None:
        raise Http404
    return render(
        request,
        "web/to_settle.html",
        {"found": found, "on": on, "titles": found.titles, "may_report": may(request.user, "report")},
    )
