"""An account of the demonstration as who acts: what it may see, and how it records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.journal.services import Recorder
    from servanda.register.visibility import Viewer


def acting(name: str) -> tuple[Viewer, Recorder]:
    """(viewer, recorder) of an account; of several offices the first."""
    from servanda.journal.services import Recorder
    from servanda.register.installation import own_side
    from servanda.web.accounts import viewer_of
    from servanda.web.models import User

    user = User.objects.get(username=name)
    return viewer_of(user), Recorder(name, own_side(), (user.offices.splitlines() or [""])[0])
