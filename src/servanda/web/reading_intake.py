"""Texts coming onto the desk: one at once, or many in a queue that is read beside the request."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import uuid_utils
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.reading import read
from servanda.reading.faults import ReadingFault
from servanda.reading.remarks import remarks
from servanda.register import files
from servanda.register.faults import explain
from servanda.register.texts_in import PACKED_LIMIT, TextIn, TextRefused, texts_of_kept
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import count, parties_of
from servanda.web.reading_versions import headline

log = logging.getLogger("servanda.reading")
#: A text that was taken to be read so long ago and is not read: whoever read it has stopped.
GIVEN_UP = timedelta(seconds=90)
#: The longest that a page may be silent before its officer counts as gone.
GONE = timedelta(seconds=40)
_AGAIN = N_("The same text was brought in before ({day}): what is accepted here is added to that statement.")


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer says of the texts that they bring in: it holds for each of them."""

    who: str
    circle: Circle
    published: date | None = None
    source: str = ""
    title: str = ""


def _blank(given: Given, name: str = "") -> ReadingDesk:
    return ReadingDesk(
        id=uuid.UUID(str(uuid_utils.uuid7())),
        created_by=given.who,
        name=name[:300],
        title=given.title[:500],
        source=given.source[:1000],
        published=given.published,
        circle=given.circle.value,
        statement=f"statement/{uuid_utils.uuid7()}",
    )


def open_text(given: Given, one: TextIn, name: str = "") -> ReadingDesk:
    """Read a text and put it on the desk. Raises ReadingFault, FileRefused."""
    desk = _blank(given, name)
    take(desk, one)
    desk.save()
    return desk


def take(desk: ReadingDesk, one: TextIn) -> None:
    """Read a text onto its place on the desk. The day of the file itself counts where the officer gave none."""
    desk.published = desk.published or one.published
    found = read(one.text, desk.published)
    reading = found.as_json()
    notes: list[tuple[str, dict[str, Any]]] = [*one.notes, *remarks(one.text, found)]
    desk.text = files.keep_text(one.text)
    before = ReadingDesk.objects.filter(text=desk.text, circle=desk.circle).exclude(pk=desk.pk)
    if earlier := before.order_by("created_at").first():
        desk.statement = earlier.statement
        notes.append((_AGAIN, {"day": timezone.localdate(earlier.created_at).isoformat()}))
    desk.language = reading["language"]
    own = [(p.start, p.end) for p in found.passages if p.language == desk.language]
    desk.title = (desk.title or headline(one.text, reading, own))[:500]
    desk.parties = f" {' '.join(codes)} " if (codes := parties_of(reading)) else ""
    desk.drafts = json.dumps(reading, ensure_ascii=False)
    desk.notes = json.dumps(notes, ensure_ascii=False)
    desk.passages = json.dumps([(p.start, p.end, p.language) for p in found.passages])
    desk.organisations = json.dumps([o.as_json() for o in found.organisations], ensure_ascii=False)
    desk.state = "read"
    count(desk)


# -- the queue -----------------------------------------------------------------------------------------------------


def coming() -> Path:
    """Where files lie until they are read."""
    found = Path(settings.HOME) / "coming"
    found.mkdir(parents=True, exist_ok=True)
    return found


def put(given: Given, name: str, chunks: Iterable[bytes], size: int) -> ReadingDesk:
    """Put a file into the queue; it is not looked into yet. One that is too large is there as refused."""
    desk = _blank(given, name)
    desk.state, desk.file = "waiting", f"read-{desk.id}"
    if size > PACKED_LIMIT:
        refused = TextRefused("too_large", size=size // 2**20, limit=PACKED_LIMIT // 2**20)
        _fail(desk, refused.message, refused.data)
    else:
        with (coming() / desk.file).open("wb") as out:
            for chunk in chunks:
                out.write(chunk)
    desk.save()
    return desk


def start() -> None:
    """Read what waits, beside the request."""
    threading.Thread(target=_beside, daemon=True).start()


def _beside() -> None:
    try:
        work()
    finally:
        connection.close()


def work() -> int:
    """Read all that waits, the oldest first; return how many files. One that cannot be read stops none of the others."""
    done = 0
    while desk := _claimed():
        _read_file(desk)
        done += 1
    return done


def stalled(now: datetime) -> QuerySet[ReadingDesk]:
    """Texts that were being read when the program stopped."""
    return ReadingDesk.objects.filter(state="reading", claimed_at__lt=now - GIVEN_UP)


def _claimed() -> ReadingDesk | None:
    """The next text that waits, taken by this worker alone, whatever other workers do."""
    now = timezone.now()
    waits = Q(state="waiting") | Q(state="reading", claimed_at__lt=now - GIVEN_UP)
    for pk in (
        ReadingDesk.objects.filter(waits).order_by("created_at", "id").values_list("pk", flat=True)[:20]
    ):
        mine = ReadingDesk.objects.filter(waits, pk=pk).update(state="reading", claimed_at=now)
        if mine:
            return ReadingDesk.objects.get(pk=pk)
    return None


def _read_file(desk: ReadingDesk) -> None:
    """One file: its first text takes the place of the file, each other one a place of its own after it."""
    path = coming() / desk.file
    try:
        texts = texts_of_kept(path, desk.name)
        given = Given(desk.created_by, Circle(desk.circle), desk.published, desk.source)
        with transaction.atomic():
            for number, one in enumerate(texts):
                place = desk if number == 0 else _blank(given, desk.name)
                try:
                    take(place, one)
                except (ReadingFault, files.FileRefused) as fault:
                    _fail(place, fault.message, fault.data)
                place.save()
    except (TextRefused, files.FileRefused) as fault:
        _fail(desk, fault.message, fault.data)
        desk.save()
    except Exception as error:
        message, data = explain(error)
        log.error("reading failed", exc_info=error, extra={"facts": {"desk": str(desk.pk)}})
        _fail(desk, message, data)
        desk.save()
    path.unlink(missing_ok=True)


def _fail(desk: ReadingDesk, message: str, data: dict[str, Any]) -> None:
    desk.state = "failed"
    desk.problem = json.dumps([message, data], ensure_ascii=False, default=str)


def beside(found: QuerySet[ReadingDesk], desk: ReadingDesk) -> tuple[ReadingDesk | None, ReadingDesk | None]:
    """(the text before, the text after) with open drafts, in the order in which they were brought in."""
    waiting = found.filter(state="read", open__gt=0).exclude(pk=desk.pk)
    before = Q(created_at__lt=desk.created_at) | Q(created_at=desk.created_at, id__lt=desk.id)
    after = Q(created_at__gt=desk.created_at) | Q(created_at=desk.created_at, id__gt=desk.id)
    return (
        waiting.filter(before).order_by("-created_at", "-id").first(),
        waiting.filter(after).order_by("created_at", "id").first(),
    )


def look_in(desk_id: uuid.UUID, who: str, now: datetime) -> tuple[ReadingDesk, Sequence[str]]:
    """Note that somebody has the page of a text open; return the text and who else has. Raises DoesNotExist."""
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        seen = json.loads(desk.present)
        here = {name: at for name, at in seen.items() if now - datetime.fromisoformat(at) < GONE}
        here[who] = now.isoformat()
        desk.present = json.dumps(here, ensure_ascii=False)
        desk.save(update_fields=["present"])
    return desk, sorted(name for name in here if name != who)
