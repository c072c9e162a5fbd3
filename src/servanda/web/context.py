"""What every template knows: direction, navigation, rights."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from servanda.journal.models import JournalEntry
from servanda.register.serving import serves
from servanda.web.accounts import may

# (name of the address, text, right needed or "")
NAVIGATION = [
    ("today", _("Today"), ""),
    ("relationships", _("Relationships"), ""),
    ("instruments", _("Instruments"), ""),
    ("mechanisms", _("Mechanisms"), ""),
    ("topics", _("Dialogue"), ""),
    ("matrix", _("Follow-up"), ""),
    ("my_commitments", _("My commitments"), "report"),
    ("deadlines", _("Deadlines"), ""),
    ("findings", _("Findings"), ""),
    ("read", _("Read"), "read"),
    ("import", _("Import"), "import"),
    ("what_if", _("What if"), ""),
    ("since", _("What changed"), ""),
    ("journal", _("Journal"), ""),
    ("mine", _("My work"), "signed_in"),
    ("publish", _("Publish"), "publish"),
    ("accounts", _("Accounts"), "administer"),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    user = getattr(request, "user", None)
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "language": get_language() or "en",
        "languages": settings.LANGUAGES,
        "navigation": [
            {"address": reverse(name), "text": text, "here": here == name}
            for name, text, right in NAVIGATION
            if not right or (user and (may(user, right) or (right == "signed_in" and user.is_authenticated)))
        ],
        "demonstration": settings.DEMONSTRATION,
        "viewer": getattr(request, "viewer", None),
        "may_record": bool(user and may(user, "record")) and _serves_what_is_shown(request),
    }


#: Kinds of records that have a page of their own, as its address begins.
PAGES_OF_RECORDS = ("instrument", "mechanism", "session", "topic", "commitment", "proposal")
#: Pages whose only records to make belong to no mechanism.
UNTIED = ("instruments", "indicators")


def _serves_what_is_shown(request: HttpRequest) -> bool:
    """Whether the buttons to record stand on this page: not for a secretary of other mechanisms (decision 25)."""
    viewer, match = getattr(request, "viewer", None), request.resolver_match
    if viewer is None or viewer.mechanisms is None or match is None:
        return True
    if match.url_name in UNTIED:
        return False
    kind = match.route.partition("/")[0]
    if match.url_name == "entry":
        subject = JournalEntry.objects.filter(id=match.kwargs["id"]).values_list("subject", flat=True).first()
    elif kind in PAGES_OF_RECORDS and "key" in match.kwargs:
        subject = f"{kind}/{match.kwargs['key']}"
    else:
        subject = match.kwargs.get("subject")
    return subject is None or serves(subject, viewer)
