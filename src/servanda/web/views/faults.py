"""What a person sees when something went wrong: what, and what to do."""

from __future__ import annotations

from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from servanda.register.faults import explain
from servanda.register.refusal import Refused
from servanda.register.words import told


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "web/fault.html", {"fault_title": title, "fault_text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(
        request, 400, gettext("The request could not be understood"), gettext("Go back and try again.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the account may not do this."""
    return _page(
        request,
        403,
        gettext("Your account may not do this"),
        gettext("Ask the administrator for the role that it needs."),
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """403: the register does not record this, and says why."""
    return _page(request, 403, gettext("This is not recorded"), told(refusal.message, refusal.data))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing that this reader may see: the page does not tell which."""
    return _page(
        request, 404, gettext("There is nothing here that you may see"), gettext("Look for it, or sign in.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500; a fault of database or disk is explained."""
    import sys

    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError | OSError):
        message, data = explain(error)
        text = gettext(message).format(**data)
    else:
        text = gettext("Nothing was changed. The fault is in the log with its time.")
    try:
        return _page(request, 500, gettext("Something went wrong"), text)
    except Exception:  # the page itself may need what has failed
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
