"""Asking the second reader: recorded before anything leaves, checked when it comes back, whatever happens between."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import uuid_utils
from django.utils import timezone

from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.reading.second import AnswerFault, understood
from servanda.second import line
from servanda.second.address import Address, configured
from servanda.second.clearance import Cleared, clear
from servanda.second.line import NoAnswer
from servanda.second.models import Sending

log = logging.getLogger("servanda.second")

LOST = N_("This was cut off when the program stopped. What was sent was sent; ask again for an answer.")
UNEXPECTED = N_("The answer could not be worked on; the log says more.")


class Off(ValueError):
    """No second reader is configured."""

    code = "off"
    data: ClassVar[dict[str, Any]] = {}
    message = N_("No second reader is configured on this installation. Nothing was sent.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, from where (page or command), for which text read by the first reader in which language."""

    by: str
    via: str
    language: str
    published: date | None
    desk: str = ""


def prepare(text: str, circle: Circle, asked: Asked) -> tuple[Cleared, Sending]:
    """Clear a text and record that it is about to be sent. Raises Off, BadAddress, NotCleared: then nothing is recorded."""
    address = configured()
    if address is None:
        raise Off
    cleared = clear(text, circle, address)
    return cleared, _record(cleared, asked, address)


def _record(cleared: Cleared, asked: Asked, address: Address) -> Sending:
    sending = Sending.objects.create(
        id=uuid.UUID(str(uuid_utils.uuid7())),
        by=asked.by[:150],
        at=timezone.now(),
        via=asked.via,
        desk=asked.desk,
        digest=cleared.digest,
        characters=len(cleared.text),
        circle=cleared.circle.value,
        address=address.completions,
        model=address.model,
    )
    facts = {
        "who": sending.by,
        "address": sending.address,
        "model": sending.model,
        "digest": sending.digest,
        "characters": sending.characters,
        "circle": sending.circle,
    }
    log.info("text sent to the second reader", extra={"facts": facts})
    return sending


def send(cleared: Cleared, sending: Sending, asked: Asked, stop: threading.Event) -> Sending:
    """Send a cleared text whose sending is recorded, and write down what came of it. Never raises a failure of the line."""
    try:
        content = line.ask(cleared, asked.published, stop)
        answer = understood(content, cleared.text, asked.language, asked.published)
    except NoAnswer as fault:
        return _ended(sending, "stopped" if fault.code == "stopped" else "failed", fault.code, fault.data)
    except AnswerFault as fault:
        return _ended(sending, "failed", fault.code, fault.data)
    except KeyboardInterrupt:
        _ended(sending, "stopped", "stopped", {})
        raise
    except Exception as error:
        log.error("second reader failed", exc_info=error, extra={"facts": {"sending": str(sending.pk)}})
        return _ended(sending, "failed", "unexpected", {})
    outcome = {"drafts": answer.drafts(), "refused": [r.as_json() for r in answer.refused]}
    return _ended(sending, "answered", "", {}, outcome)


def _ended(
    sending: Sending, state: str, problem: str, data: dict[str, Any], outcome: dict[str, Any] | None = None
) -> Sending:
    sending.state, sending.problem, sending.ended_at = state, problem, timezone.now()
    sending.data = json.dumps(data, ensure_ascii=False)
    sending.outcome = json.dumps(outcome or {}, ensure_ascii=False)
    sending.save(update_fields=["state", "problem", "ended_at", "data", "outcome"])
    log.info(
        "second reader answered" if state == "answered" else "second reader gave no answer",
        extra={"facts": {"who": sending.by, "digest": sending.digest, "code": problem or state}},
    )
    return sending


def ask(text: str, circle: Circle, asked: Asked, patience: float = 0) -> Sending:
    """Clear, record, send and check one text, waiting for it. Raises Off, BadAddress, NotCleared.

    patience  seconds for which a service that is busy and says how long may be waited for; each attempt is recorded
    """
    while True:
        cleared, sending = prepare(text, circle, asked)
        sending = send(cleared, sending, asked, threading.Event())
        wait = json.loads(sending.data).get("seconds", 0) if sending.problem == "busy_until" else 0
        if not wait or wait > patience:
            return sending
        patience -= wait
        threading.Event().wait(wait)
