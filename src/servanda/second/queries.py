"""What was sent, and what came of it in words."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from servanda.domain.wording import N_
from servanda.reading.second import AnswerFault, Refusal
from servanda.second.address import BadAddress, configured
from servanda.second.line import NoAnswer
from servanda.second.models import Sending
from servanda.second.services import UNEXPECTED


def sendings() -> QuerySet[Sending]:
    """Everything that was ever sent, the newest first."""
    return Sending.objects.all()


def of_desk(desk: str) -> Sending | None:
    """The latest sending of a desk."""
    return Sending.objects.filter(desk=desk).first()


def problem(sending: Sending) -> tuple[str, dict[str, Any]]:
    """The failure of a sending: N_ message and data; an empty message where there was none."""
    if not sending.problem:
        return "", {}
    message = {**NoAnswer.MESSAGES, **AnswerFault.MESSAGES}.get(sending.problem, UNEXPECTED)
    return message, json.loads(sending.data)


def drafts(sending: Sending) -> dict[str, list[dict[str, Any]]]:
    """The second reader's drafts by kind."""
    found: dict[str, list[dict[str, Any]]] = json.loads(sending.outcome).get("drafts", {})
    return found


def refused(sending: Sending) -> list[Refusal]:
    """What of the answer was not taken."""
    return [Refusal(**r) for r in json.loads(sending.outcome).get("refused", [])]


def condition() -> tuple[bool, str, dict[str, Any]]:
    """(all right, N_ message, data) for `servanda check`. Nothing is sent to find out."""
    try:
        address = configured()
    except BadAddress as error:
        return False, error.message, error.data
    if address is None:
        return True, N_("No second reader is configured: texts are read on this machine alone."), {}
    data = {"address": address.completions, "model": address.model}
    return True, N_("The second reader is {model} at {address}; nothing is sent before someone asks."), data
