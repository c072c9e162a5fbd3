"""Rights: what a role may do, and the Viewer behind an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from servanda.domain.entry import Circle
from servanda.register.installation import own_parties
from servanda.register.visibility import PUBLIC, Viewer
from servanda.web.models import Handover

# What each role may do beyond reading.
RIGHTS: dict[str, frozenset[str]] = {
    "reader": frozenset(),
    "focal_point": frozenset({"report"}),
    "officer": frozenset({"record", "report", "read", "import"}),
    "secretary": frozenset({"record", "report", "read"}),
    "publisher": frozenset({"record", "report", "read", "publish"}),
    "administrator": frozenset({"record", "report", "read", "import", "administer"}),
    "auditor": frozenset({"audit"}),
}


# What every account may, whatever its role; the public may not.
EVERYONE = frozenset({"see_axes"})


def may(user: Any, right: str) -> bool:
    """Whether the account's role has the right."""
    return bool(user.is_authenticated) and (right in EVERYONE or right in RIGHTS.get(user.role, frozenset()))


def viewer_of(user: Any) -> Viewer:
    """The Viewer for an account; the public for nobody signed in."""
    if not user.is_authenticated:
        return PUBLIC
    served = [user, *_stood_in_for(user)]
    return Viewer(
        name=user.get_username(),
        circle=Circle(user.circle),
        desks=frozenset(d for u in served for d in u.desks.split()) if all(u.desks for u in served) else None,
        offices=frozenset(o for u in served for o in u.offices.splitlines() if o),
        organisation=next((u.organisation for u in served if u.organisation), "")
        if user.role == "focal_point"
        else "",
        mechanisms=_mechanisms(user, served),
        own=own_parties(),
    )


def _mechanisms(user: Any, served: list[Any]) -> frozenset[str] | None:
    """The bodies that a secretary serves, with those of the secretaries they stand in for; None: not limited."""
    if user.role != "secretary":
        return None
    secretaries = [u for u in served if u.role == "secretary"]
    if not all(u.mechanisms.split() for u in secretaries):
        return None
    return frozenset(m for u in secretaries for m in u.mechanisms.split())


def _stood_in_for(user: Any) -> list[Any]:
    """The persons for whom this one stands in today. It widens desks and offices, never role or circle."""
    on = timezone.localdate()
    handed = Handover.objects.filter(taker=user, begins__lte=on, ends__gte=on, giver__is_active=True)
    return [h.giver for h in handed.select_related("giver")]


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
