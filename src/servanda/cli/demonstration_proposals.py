"""The proposals of the demonstration: drafted from its own evidence, as an officer drafts them on the page."""

from __future__ import annotations

#: The relationships for which they are drafted.
PAIRS = (("MA", "RU"),)


def draft(by: str = "officer") -> None:
    """Draft what today's evidence gives; what is drafted already is not drafted again."""
    from django.utils import timezone

    from servanda.journal.services import Recorder
    from servanda.proposals import services
    from servanda.register.installation import own_side
    from servanda.web.accounts import viewer_of
    from servanda.web.models import User

    user = User.objects.get(username=by)
    recorder = Recorder(by, own_side(), (user.offices.splitlines() or [""])[0])
    for a, b in PAIRS:
        services.draft(viewer_of(user), a, b, timezone.localdate(), recorder)
