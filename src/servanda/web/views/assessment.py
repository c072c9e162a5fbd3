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
from servanda.register.models import Record
from servanda.register.vocabulary import SECTOR
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked

CHOICES = 300  # records of one kind offered to choose from


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
        _seen(request, "mechanism"),
        _seen(request, "session"),
        _seen(request, "organisation"),
    )


def _seen(request: Request, kind: str) -> str:
    """The subject of a kind that the address names. Raises Http404 where the reader may see none such."""
    subject = request.GET.get(kind, "")
    if not subject:
        return ""
    found = queries.record(request.viewer, subject)
    if found is None or found.kind != kind:
        raise Http404
    return subject


def _years(request: Request) -> int:
    given = request.GET.get("dormant", "")
    return (
        min(max(int(given), 1), 100)
        if given.isascii() and given.isdigit() and len(given) < 4
        else DORMANT_YEARS
    )


def _made(request: Request, a: str, b: str) -> documents.Assessment:
    if a and a.upper() == b.upper():
        raise Http404
    try:
        return documents.assessment(request.viewer, _asked(request, a, b), _years(request))
    except documents.NothingToAssess:
        raise Http404 from None


def assessment_page(request: Request, a: str = "", b: str = "") -> HttpResponse:
    """Every measure of a relationship, or of a mechanism, a session, an organisation, a sector or a period alone, on a day and as known on an instant."""
    made = _made(request, a, b)
    asked = made.asked
    return render(
        request,
        "web/assessment.html",
        {
            "a": asked.a,
            "b": asked.b,
            "on": asked.on,
            "asked": asked,
            "heading": documents.heading(made, language()),
            "scope": [s for s in (asked.mechanism, asked.session, asked.organisation) if s],
            "years": _years(request),
            "as_known": request.GET.get("as_known", "") if asked.as_known else "",
            "measures": documents.said(made, language()),
            "rating": documents.said_rating(made, load("record"), language()),
            "names": made.names,
            "sectors": sorted(SECTOR),
            "choices": _choices(request, asked),
            "may_import": may(request.user, "import"),
            "endings": [*FORMATS, "json"],
            "query": request.GET.urlencode(),
        },
    )


def _choices(request: Request, asked: Asked) -> list[tuple[str, str, list[Record], str]]:
    """(name, label, records, chosen) of what the assessment can be narrowed to: within a relationship what it has, else all."""
    found = []
    for kind, label in (
        ("mechanism", gettext("Mechanism")),
        ("session", gettext("Session")),
        ("organisation", gettext("Organisation")),
    ):
        some = queries.of_kind(request.viewer, kind)
        if asked.a and kind == "organisation":
            some = some.filter(parties__party__in=(asked.a, asked.b)).distinct()
        elif asked.a:
            some = queries.between(request.viewer, asked.a, asked.b).filter(kind=kind).order_by("subject")
        rows = list(some[:CHOICES])
        chosen = getattr(asked, kind)
        if chosen and all(r.subject != chosen for r in rows):
            one = queries.record(request.viewer, chosen)
            rows += [one] if one else []
        if rows:
            found.append((kind, label, rows, chosen))
    return found


def assessment_file(request: Request, ending: str, a: str = "", b: str = "") -> HttpResponse:
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
            return redirect("assessment", a=a, b=b) if a else redirect("assessment_of")
        answer = HttpResponse(content, content_type=FORMATS[ending].media_type)
    of = [made.asked.a, made.asked.b] if a else [s.partition("/")[2] for s in _named(made.asked)] or ["all"]
    name = f"assessment-{'-'.join(of)}-{made.asked.on.isoformat()}-{lang}.{ending}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name)
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    return answer


def _named(asked: Asked) -> list[str]:
    return [
        s
        for s in (asked.mechanism, asked.session, asked.organisation, asked.sector and f"/{asked.sector}")
        if s
    ]
