"""Which parties occur in what a reader may see, for lists to choose from."""

from __future__ import annotations

from servanda.register.models import RecordParty
from servanda.register.visibility import Viewer, records


def parties_known(viewer: Viewer) -> list[str]:
    """Party codes (and unresolved names) of the visible instruments, in code order."""
    found = RecordParty.objects.filter(record__in=records(viewer).filter(kind="instrument"))
    return list(found.order_by("party").values_list("party", flat=True).distinct())
