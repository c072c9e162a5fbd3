"""Rights: what a role may do, and the Viewer behind an account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from servanda.domain.entry import Circle
from servanda.register.installation import own_parties
from servanda.register.visibility import PUBLIC, Viewer

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


def may(user: Any, right: str) -> bool:
    """Whether the account's role has the right."""
    return bool(user.is_authenticated) and right in RIGHTS.get(user.role, frozenset())


def viewer_of(user: Any) -> Viewer:
    """The Viewer for an account; the public for nobody signed in."""
    if not user.is_authenticated:
        return PUBLIC
    return Viewer(
        name=user.get_username(),
        circle=Circle(user.circle),
        desks=frozenset(user.desks.split()) if user.desks else None,
        offices=frozenset(o for o in user.offices.splitlines() if o),
        organisation=user.organisation if user.role == "focal_point" else "",
        own=own_parties(),
    )


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
