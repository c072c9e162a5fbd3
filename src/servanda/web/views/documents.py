"""Documents on the page and as files: the brief on one relationship, for the circle that the reader chooses."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from servanda.documents import html
from servanda.documents.brief import NothingKnown, brief
from servanda.documents.formats import FORMATS
from servanda.documents.model import Document
from servanda.documents.pdf import NotTypeset
from servanda.domain.entry import Circle
from servanda.domain.parties import name_of
from servanda.register import queries, words
from servanda.web.accounts import may
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked

# What leaves the house: `restricted` never does.
CIRCLES = (Circle.PUBLIC, Circle.JOINT, Circle.INTERNAL)


def _circles(request: Request) -> list[Circle]:
    """The circles for which this reader may have a document made."""
    return [c for c in CIRCLES if c.level <= request.viewer.circle.level]


def _circle(request: Request) -> Circle:
    """The circle asked for; without one, joint, or the reader's own where that is narrower."""
    may = _circles(request)
    asked = request.GET.get("circle", Circle.JOINT.value)
    return next((c for c in may if c.value == asked), may[min(len(may), 2) - 1])


def _language(request: Request) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else language()


def _short(request: Request) -> bool:
    return request.GET.get("extent") == "short"


def _brief(request: Request, a: str, b: str) -> Document:
    """Raises NothingKnown."""
    viewer = replace(request.viewer, circle=_circle(request))
    return brief(
        viewer, a.upper(), b.upper(), day_asked(request), _language(request),
        short=_short(request), axes=may(request.user, "see_axes"),
    )  # fmt: skip


def brief_page(request: Request, a: str, b: str) -> HttpResponse:
    """The brief in the page, with the files it can be had as.

    Where the circle that was asked for knows nothing of the two, but the reader does, the page says so.
    """
    a, b = a.upper(), b.upper()
    circle, document, said = _circle(request), None, ""
    try:
        document = _brief(request, a, b)
    except NothingKnown as error:
        if not queries.between(request.viewer, a, b).exists():
            raise Http404 from None
        names = {"a": name_of(a, language()), "b": name_of(b, language())}
        said = gettext(error.message).format(**names, circle=words.word("circle", circle.value))
    on = document.on if document else day_asked(request)
    chosen = document.language if document else _language(request)
    asked = {"on": on.isoformat(), "circle": circle.value, "lang": chosen}
    if _short(request):
        asked["extent"] = "short"
    return render(
        request,
        "web/brief.html",
        {
            "document": document,
            "body": html.body(document) if document else "",
            "said": said,
            # Our own sheet, no part of which comes from data.
            "style": mark_safe(html.STYLE.read_text(encoding="utf-8")),  # noqa: S308
            "a": a,
            "b": b,
            "on": on,
            "short": _short(request),
            "circle": asked["circle"],
            "circles": [c.value for c in _circles(request)],
            "chosen": chosen,
            "endings": list(FORMATS) if document else [],
            "query": urlencode(asked),
        },
    )


def brief_file(request: Request, a: str, b: str, ending: str) -> HttpResponse:
    """The brief as a file to keep."""
    kind = FORMATS.get(ending)
    if kind is None:
        raise Http404
    try:
        document = _brief(request, a, b)
    except NothingKnown:
        raise Http404 from None
    try:
        content = kind.write(document)
    except NotTypeset as error:
        messages.error(request, gettext(error.message).format(**error.data))
        return redirect("brief", a=a, b=b)
    answer = HttpResponse(content, content_type=kind.media_type)
    extent = "-short" if _short(request) else ""
    name = f"{a}-{b}-{document.on.isoformat()}-{document.language}{extent}.{ending}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name)
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    return answer
