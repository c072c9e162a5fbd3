"""New axes of a relationship: computed beside the request, kept, shown in page, files and JSON, joined to the law on record."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from servanda.axes.countries import resolve
from servanda.documents import html
from servanda.documents.axes import document
from servanda.documents.formats import FORMATS
from servanda.documents.model import Document
from servanda.documents.pdf import NotTypeset
from servanda.register import words
from servanda.register.installation import own_side
from servanda.trade import results, upload
from servanda.trade.law import law
from servanda.trade.results import Answer, Asked
from servanda.trade.tables import CIRCLES, TradeTable, table, tables
from servanda.trade.upload import NotTaken
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked, needs

STAGES = (
    "waiting",
    "years",
    "counted",
    "summed",
    "pair",
    "advantage",
    "complexity",
    "fitness",
    "space",
    "gravity",
    "ranked",
    "flows",
)


def _asked(request: Request, a: str, b: str) -> tuple[str, str, TradeTable | None]:
    a, b = a.upper(), b.upper()
    if a == b or resolve(a) is None or resolve(b) is None:
        raise Http404
    found = table(request.GET.get("table", "") or request.POST.get("table", ""), request.viewer.circle)
    if found is None and (request.GET.get("table") or request.POST.get("table")):
        raise Http404
    return a, b, found


def _language(request: Request) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else language()


@needs("see_axes")
def axes_page(request: Request, a: str, b: str) -> HttpResponse:
    """The axes of two parties on a trade table; computed when asked for, with its progress."""
    a, b, chosen = _asked(request, a, b)
    if a > b:
        return redirect("axes", a=b, b=a)
    if request.method == "POST" and chosen is not None:
        results.start(Asked(chosen, a, b))
        return redirect(f"{reverse('axes', args=[a, b])}?{urlencode({'table': chosen.name})}")
    answer = results.look(Asked(chosen, a, b)) if chosen else Answer("absent")
    context: dict[str, Any] = {
        "a": a,
        "b": b,
        "tables": [(one.name, one.title(language())) for one in tables(request.viewer.circle)],
        "chosen": chosen,
        "answer": answer,
        "percent": round(100 * answer.part),
        "stage": answer.stage if answer.stage in STAGES else "",
        "fault": words.told(answer.message or NOT_COMPUTED, answer.data) if answer.state == "failed" else "",
        "may_add": may(request.user, "import"),
        "on": day_asked(request),
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/_axes_progress.html", context)
    if answer.state == "done" and chosen is not None:
        made, met = _document(request, answer, chosen, a, b)
        context |= {
            "body": html.body(made),
            # Our own sheet, no part of which comes from data.
            "style": mark_safe(html.STYLE.read_text(encoding="utf-8")),  # noqa: S308
            "endings": [*FORMATS, "json"],
            "query": urlencode({"table": chosen.name, "lang": made.language, "on": made.on.isoformat()}),
            "law": [one for one in met.values() if one.footings],
        }
    return render(request, "web/axes.html", context)


def _document(
    request: Request, answer: Answer, chosen: TradeTable, a: str, b: str
) -> tuple[Document, dict[str, Any]]:
    asked, on = _language(request), day_asked(request)
    sectors = {axis["sector"]: None for way in answer.result["directions"].values() for axis in way["axes"]}
    met = law(request.viewer, a, b, sectors, on)
    made = document(
        answer.result,
        asked,
        own_side(),
        on,
        table=chosen.title(asked),
        source=chosen.source_in(asked),
        unit=chosen.unit,
        illustration=chosen.illustration,
        law=met,
    )
    return made, met


@needs("see_axes")
def axes_file(request: Request, a: str, b: str, ending: str) -> HttpResponse:
    """The same as a file to keep: PDF, Word, page, or JSON."""
    a, b, chosen = _asked(request, a, b)
    if ending not in (*FORMATS, "json"):
        raise Http404
    answer = results.look(Asked(chosen, a, b)) if chosen else Answer("absent")
    if answer.state != "done" or chosen is None:
        raise Http404
    name = f"axes-{a}-{b}-{chosen.name}-{_language(request)}.{ending}"
    if ending == "json":
        given: HttpResponse = JsonResponse(
            answer.result, json_dumps_params={"ensure_ascii": False}, safe=False
        )
    else:
        try:
            content = FORMATS[ending].write(_document(request, answer, chosen, a, b)[0])
        except NotTypeset as error:
            messages.error(request, gettext(error.message).format(**error.data))
            return redirect("axes", a=a, b=b)
        given = HttpResponse(content, content_type=FORMATS[ending].media_type)
    given["Content-Disposition"] = f'attachment; filename="{name}"'
    return given


@needs("import")
def trade_tables(request: Request) -> HttpResponse:
    """The trade tables that there are, and a form to send one as CSV."""
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            taken = upload.take(
                file,
                request.POST.get("name", ""),
                request.POST.get("source", ""),
                request.POST.get("unit", ""),
                request.POST.get("circle", ""),
            )
        except NotTaken as fault:
            error = words.told(fault.message, fault.data)
        else:
            messages.success(request, gettext("The table “{name}” was taken.").format(name=taken.name))
            return redirect("trade_tables")
    listed = [
        (one, one.title(language()), one.source_in(language())) for one in tables(request.viewer.circle)
    ]
    return render(
        request,
        "web/trade_tables.html",
        {
            "tables": listed,
            "error": error,
            "units": upload.UNITS,
            "circles": [c.value for c in CIRCLES if c.level <= request.viewer.circle.level],
            "typed": request.POST,
        },
        status=422 if error else 200,
    )


NOT_COMPUTED = upload.NOT_COMPUTED
