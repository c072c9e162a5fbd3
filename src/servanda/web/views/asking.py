"""What pages share: the as-of day from the address, pages of long lists, rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from servanda.register.visibility import Viewer
from servanda.web.accounts import may
from servanda.web.models import User

PER_PAGE = 50


class Request(HttpRequest):
    """A request as the middleware leaves it: with who asks, as the one filter sees them."""

    viewer: Viewer
    user: User  # type: ignore[assignment]


def today() -> date:
    """The day of the installation's time zone."""
    return timezone.localdate()


def day_asked(request: Request, name: str = "on") -> date:
    """The as-of day of the address, today where it is missing or no date."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return today()


def page_of(request: Request, found: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page asked for; the nearest one where the number is out of range."""
    return Paginator(found, per_page).get_page(request.GET.get("page"))


View = Callable[..., HttpResponse]


def needs(right: str) -> Callable[[View], View]:
    """Decorator: only accounts whose role has the right; others sign in, or are told that they may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
