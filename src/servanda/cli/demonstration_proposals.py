"""The proposals of the demonstration: drafted from its own evidence, as an officer drafts them on the page."""

from __future__ import annotations

from servanda.cli.demonstration_account import acting

#: The relationships for which they are drafted.
PAIRS = (("MA", "RU"),)


def draft(by: str = "officer") -> None:
    """Draft what today's evidence gives; what is drafted already is not drafted again."""
    from django.utils import timezone

    from servanda.proposals import services

    viewer, recorder = acting(by)
    for a, b in PAIRS:
        services.draft(viewer, a, b, timezone.localdate(), recorder)
