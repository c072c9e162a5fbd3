"""The assessment of a relationship: measures with their definitions, charts and the records that they count."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from servanda.assessment import DORMANT_YEARS
from servanda.assessment.rating import load
from servanda.documents import assessment as documents
from servanda.documents.formats import FORMATS
from servanda.documents.pdf import NotTypeset
from servanda.register import queries
from servanda.register.assessing import Asked
from servanda.register.instrument import instant_of
from servanda.register.vocabulary import SECTOR
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked


def _day(request: Request, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _asked(request: Request, a: str, b: str) -> Asked:
    """What the address asks for; what cannot be read is left out, a period that ends before it begins is turned round."""
    on = day_asked(request)
    since, until = _day(request, "from"), _day(request, "to")
    if since and until and since > until:
        since, until = until, since
    sector = request.GET.get("sector", "")
    return Asked(
        a.upper(),
        b.upper(),
        on,
        since,
        until,
        instant_of(request.GET.get("as_known", "")),
        sector if sector in SECTOR else "",
        request.GET.get("mechanism", ""),
    )


def _years(request: Request) -> int:
    given = request.GET.get("dormant", "")
    return (
        min(max(int(given), 1), 100)
        if given.isascii() and given.isdigit() and len(given) < 4
        else DORMANT_YEARS
    )


def _made(request: Request, a: str, b: str) -> documents.Assessment:
    if a.upper() == b.upper():
        raise Http404
    try:
        return documents.assessment(request.viewer, _asked(request, a, b), _years(request))
    except documents.NothingToAssess:
        raise Http404 from None


def assessment_page(request: Request, a: str, b: str) -> HttpResponse:
    """Every measure of a relationship, or of one mechanism in it, on a day and as known on an instant."""
    made = _made(request, a, b)
    asked = made.asked
    bodies = queries.between(request.viewer, asked.a, asked.b).filter(kind="mechanism").order_by("subject")
    return render(
        request,
        "web/assessment.html",
        {
            "a": asked.a,
            "b": asked.b,
            "on": asked.on,
            "asked": asked,
            "years": _years(request),
            "as_known": request.GET.get("as_known", "") if asked.as_known else "",
            "measures": documents.said(made, language()),
            "rating": documents.said_rating(made, load("record"), language()),
            "names": made.names,
            "sectors": sorted(SECTOR),
            "bodies": bodies,
            "may_import": may(request.user, "import"),
            "endings": [*FORMATS, "json"],
            "query": request.GET.urlencode(),
        },
    )


def assessment_file(request: Request, a: str, b: str, ending: str) -> HttpResponse:
    """The same as a file to keep: PDF, Word, page, or JSON with every record and entry."""
    if ending not in (*FORMATS, "json"):
        raise Http404
    made = _made(request, a, b)
    asked = request.GET.get("lang", "")
    lang = asked if asked in dict(settings.LANGUAGES) else language()
    if ending == "json":
        answer: HttpResponse = JsonResponse(
            {**documents.as_json(made, lang), "rating": documents.rating_json(made, load("record"), lang)},
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        try:
            content = FORMATS[ending].write(documents.document(request.viewer, made, lang, load("record")))
        except NotTypeset as error:
            messages.error(request, gettext(error.message).format(**error.data))
            return redirect("assessment", a=a, b=b)
        answer = HttpResponse(content, content_type=FORMATS[ending].media_type)
    name = f"assessment-{made.asked.a}-{made.asked.b}-{made.asked.on.isoformat()}-{lang}.{ending}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name)
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    return answer
