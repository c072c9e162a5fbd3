"""Who is asking (request.viewer), and answers that no cache may keep for those signed in."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from servanda.register.refusal import Refused
from servanda.web.accounts import viewer_of
from servanda.web.views import faults

Handler = Callable[[HttpRequest], HttpResponse]


def viewer_middleware(get_response: Handler) -> Handler:
    """Set `request.viewer`; end a session ten hours after it began, whatever its activity."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            began = request.session.setdefault("began", int(time.time()))
            if time.time() - began > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
        request.viewer = viewer_of(request.user)  # type: ignore[attr-defined]
        return get_response(request)

    return handle


class RefusalMiddleware:
    """A draft that was refused where no form stands to say so becomes a page that says why."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """403 with the reason; everything else goes its way."""
        return faults.refused(request, exception) if isinstance(exception, Refused) else None


def no_null_middleware(get_response: Handler) -> Handler:
    """Refuse an address with a null character: no text has one, and PostgreSQL keeps none."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a null character")
        return get_response(request)

    return handle


def no_store_middleware(get_response: Handler) -> Handler:
    """Pages for a signed-in person are not to be stored anywhere."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return handle
