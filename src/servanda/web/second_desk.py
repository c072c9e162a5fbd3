"""The second reader beside the desk: asking runs beside the request, can be stopped, and is shown next to the first reader."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.reading.second import Pair, compare
from servanda.register import files
from servanda.second import queries, services
from servanda.second.address import Address, BadAddress, configured
from servanda.second.clearance import Cleared, NotCleared, clear
from servanda.second.models import Sending
from servanda.second.services import Asked
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import HAND, count


class NotAsked(ValueError):
    """The second reader was not asked: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "running": N_("The second reader is being asked about this text already."),
        "no_text": N_("The text is no longer kept: it cannot be sent."),
        "no_draft": N_("There is no such draft of the second reader, or it lies on the desk already."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message = code, self.MESSAGES[code]
        self.data: dict[str, Any] = {}


@dataclass(slots=True)
class Row:
    """One line of the comparison: the pair, and both drafts as they are (None where a reader has none)."""

    pair: Pair
    first: dict[str, Any] | None
    second: dict[str, Any] | None
    number: int | None
    taken: bool = False

    @property
    def can_be_taken(self) -> bool:
        """Whether the second reader says something here that the first does not."""
        return self.verdict in ("second", "differs") and not self.taken

    @property
    def kind(self) -> str:
        return self.pair.kind

    @property
    def verdict(self) -> str:
        return self.pair.verdict

    @property
    def differs(self) -> tuple[str, ...]:
        return self.pair.differs


@dataclass(slots=True)
class Panel:
    """What the page says of the second reader for one text.

    address     where it is; None where there is none, and then nothing of it is shown
    barred      (message, data) why this text is not sent, or why the settings cannot be used
    sending     the latest sending of this desk
    running     it waits for the answer · `lost`: it was cut off
    rows        the comparison, `refused` what of the answer was not taken
    """

    desk: ReadingDesk
    address: Address | None = None
    characters: int = 0
    barred: tuple[str, dict[str, Any]] | None = None
    sending: Sending | None = None
    running: bool = False
    lost: bool = False
    problem: tuple[str, dict[str, Any]] | None = None
    rows: list[Row] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of each verdict there are."""
        return {v: sum(r.verdict == v for r in self.rows) for v in ("both", "differs", "first", "second")}


class Jobs:
    """What is being asked now, by sending: set the event and the line is closed."""

    running: dict[str, threading.Event] = {}
    lock = threading.Lock()


def kept_as(digest: str) -> set[Circle]:
    """The circles under which the desks keep a text (for `clearance.keepers`)."""
    return {Circle(c) for c in ReadingDesk.objects.filter(text=digest).values_list("circle", flat=True)}


def text_of(desk: ReadingDesk) -> str | None:
    """The text of a desk as it came."""
    return files.text_of(desk.text) if desk.text else None


def panel(desk: ReadingDesk) -> Panel | None:
    """What the page shows; None where there is no second reader and nothing was ever sent."""
    sending = queries.of_desk(str(desk.pk))
    found = Panel(desk, sending=sending)
    try:
        found.address = configured()
    except BadAddress as error:
        found.barred = (error.message, error.data)
    if found.address is None and found.barred is None and sending is None:
        return None
    text = text_of(desk)
    found.characters = len(text or "")
    if found.address:
        try:
            if text is None:
                raise NotAsked("no_text")
            clear(text, Circle(desk.circle), found.address)
        except (NotCleared, NotAsked) as error:
            found.barred = (error.message, error.data)
    if sending:
        _outcome(found, sending)
    return found


def _outcome(found: Panel, sending: Sending) -> None:
    if sending.state == "running":
        found.running = str(sending.pk) in Jobs.running
        found.lost = not found.running
        found.problem = None if found.running else (services.LOST, {})
    elif sending.state == "answered":
        second = queries.drafts(sending)
        first = json.loads(found.desk.drafts)
        on_desk = [(made["kind"], made["draft"]) for made in json.loads(found.desk.by_hand)]
        numbers = {(kind, n): at for at, (kind, n) in enumerate(_places(second))}
        for pair in compare(first, second):
            ours = first[pair.kind][pair.first] if pair.first is not None else None
            theirs = second[pair.kind][pair.second] if pair.second is not None else None
            number = numbers[(pair.kind, pair.second)] if pair.second is not None else None
            taken = theirs is not None and (pair.kind, theirs) in on_desk
            found.rows.append(Row(pair, ours, theirs, number, taken))
        found.refused = queries.refused(sending)
    else:
        message, data = queries.problem(sending)
        found.problem = (message, data)


def _places(drafts: dict[str, list[Any]]) -> list[tuple[str, int]]:
    return [(kind, n) for kind, found in drafts.items() for n in range(len(found))]


def take(desk: ReadingDesk, number: str, who: str) -> int:
    """Put a draft of the second reader on the desk, to be decided on like any other; return its number there. Raises NotAsked.

    number  position among the drafts of the latest answer, as `Row.number` gives it
    """
    sending = queries.of_desk(str(desk.pk))
    drafts = queries.drafts(sending) if sending and sending.state == "answered" else {}
    places = _places(drafts)
    if not number.isdecimal() or len(number) > 5 or int(number) >= len(places):
        raise NotAsked("no_draft")
    kind, n = places[int(number)]
    with transaction.atomic():
        held = ReadingDesk.objects.select_for_update().get(pk=desk.pk)
        made = json.loads(held.by_hand)
        if any((m["kind"], m["draft"]) == (kind, drafts[kind][n]) for m in made):
            raise NotAsked("no_draft")
        made.append({"kind": kind, "draft": drafts[kind][n], "by": who, "origin": "second"})
        held.by_hand = json.dumps(made, ensure_ascii=False)
        count(held)
        held.save(update_fields=["by_hand", "total", "open"])
    return HAND + len(made) - 1


def begin(desk: ReadingDesk, who: str) -> Sending:
    """Send the text of a desk, beside the request. Raises NotAsked, Off, BadAddress, NotCleared: then nothing was sent."""
    text = text_of(desk)
    if text is None:
        raise NotAsked("no_text")
    asked = Asked(who, "page", desk.language, desk.published, str(desk.pk))
    with Jobs.lock:
        last = queries.of_desk(str(desk.pk))
        if last and last.state == "running" and str(last.pk) in Jobs.running:
            raise NotAsked("running")
        cleared, sending = services.prepare(text, Circle(desk.circle), asked)
        stop = Jobs.running[str(sending.pk)] = threading.Event()
    beside(lambda: _send(cleared, sending, asked, stop))
    return sending


def beside(job: Callable[[], None]) -> None:
    """Do a job beside the request, with a connection of its own."""

    def run() -> None:
        try:
            job()
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()


def _send(cleared: Cleared, sending: Sending, asked: Asked, stop: threading.Event) -> None:
    try:
        services.send(cleared, sending, asked, stop)
    finally:
        Jobs.running.pop(str(sending.pk), None)


def stop(desk: ReadingDesk) -> None:
    """Close the line of a desk's sending, if it is open."""
    sending = queries.of_desk(str(desk.pk))
    if sending and (event := Jobs.running.get(str(sending.pk))):
        event.set()


__all__ = ["Jobs", "NotAsked", "Panel", "Row", "begin", "kept_as", "panel", "stop", "take"]
