"""Documents made from the register: the brief on a relationship."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from servanda.documents import forms
from servanda.documents.brief import NothingKnown
from servanda.documents.brief import brief as make_brief
from servanda.web.templatetags.servanda import language
from servanda.web.views.asking import Request, day_asked


def brief(request: Request, a: str, b: str, form: str) -> HttpResponse:
    """The brief in the reader's language, for what the reader may see, as PDF, DOCX or HTML."""
    if form not in forms.WRITERS:
        raise Http404
    first, second = sorted((a.upper(), b.upper()))
    on = day_asked(request)
    try:
        document = make_brief(request.viewer, first, second, on, language())
    except NothingKnown as error:
        raise Http404 from error
    answer = HttpResponse(forms.write(document, form), content_type=forms.MEDIA_TYPES[form])
    name = f"brief-{first}-{second}-{on.isoformat()}.{form}"
    # HTML is handed out as a file too: the pages' content policy would strip its style.
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
