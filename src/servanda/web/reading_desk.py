"""The work on one text: opening it, what each draft says, deciding on a draft. Pages and commands call these."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import uuid_utils
from django.db import transaction

from servanda.domain.acts.fields import PARTY_CODE
from servanda.domain.entry import Circle
from servanda.domain.wording import N_
from servanda.journal.services import Recorder
from servanda.reading import read
from servanda.register import drafts as making
from servanda.register import files, queries, services
from servanda.register.visibility import Viewer
from servanda.web.models import ReadingDesk

FIELDS = {
    "instruments": ("title", "type", "stage", "parties", "date", "place"),
    "encounters": ("type", "parties", "persons", "place", "date"),
    "bodies": ("title", "type", "parties", "action", "session"),
    "undertakings": ("text", "by"),
    "persons": ("name", "post", "party"),
    "sectors": ("code",),
    "topics": ("text",),
}
LISTS = {"parties", "by", "persons"}


class NotDecided(ValueError):
    """A decision that could not be taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "decided": N_("{who} has already decided on this draft."),
        "existing": N_(
            "An instrument that is merely mentioned is not recorded anew: refuse it, or correct its stage."
        ),
        "invalid": N_("This cannot be recorded as it is: {problem}"),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(slots=True)
class Item:
    """One draft on the desk: its number, kind, fields, what was decided, and what the register holds already."""

    number: int
    kind: str
    draft: dict[str, Any]
    decision: dict[str, Any]
    matches: list[Any]
    quotes: list[tuple[int, int, str]]

    @property
    def state(self) -> str:
        """open, accepted or refused."""
        return str(self.decision.get("state", "open"))


def open_text(
    text: str, published: date | None, title: str, source: str, circle: Circle, who: str
) -> ReadingDesk:
    """Read a text and put it on the desk. Raises ReadingFault, FileRefused."""
    reading = read(text, published).as_json()
    desk = ReadingDesk(
        id=uuid.UUID(str(uuid_utils.uuid7())),
        created_by=who,
        title=(title or _headline(text, reading))[:500],
        source=source[:1000],
        language=reading["language"],
        published=published,
        circle=circle.value,
        text=files.keep_text(text),
        drafts=json.dumps(reading, ensure_ascii=False),
        statement=f"statement/{uuid_utils.uuid7()}",
    )
    desk.save()
    return desk


def _headline(text: str, reading: dict[str, Any]) -> str:
    """The first line that shows a fact, else the first line: sites put their own name above the headline."""
    starts = [
        e["start"]
        for kind in ("instruments", "encounters", "bodies")
        for d in reading[kind]
        for e in d["evidence"]
    ]
    at = min(starts, default=None)
    if at is None:
        return next((line.strip() for line in text.splitlines() if line.strip()), "")
    return text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0].strip()


def flat(reading: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The drafts of a reading in the order of the desk."""
    return [(kind, draft) for kind in making.KINDS for draft in reading.get(kind, ())]


def items(desk: ReadingDesk, viewer: Viewer, text: str) -> list[Item]:
    """Every draft with its decision, its quotations, and what the register holds of it."""
    decisions = json.loads(desk.decisions)
    found = []
    for number, (kind, draft) in enumerate(flat(json.loads(desk.drafts))):
        decision = decisions.get(str(number), {})
        shown = {**draft, **decision.get("amended", {})}
        quotes = [(e["start"], e["end"], text[e["start"] : e["end"]]) for e in draft.get("evidence", ())]
        matches = making.held_already(kind, shown, viewer) if not decision else []
        found.append(Item(number, kind, shown, decision, matches, quotes))
    return found


def amended_by(kind: str, draft: dict[str, Any], posted: dict[str, str]) -> dict[str, Any]:
    """The fields that an officer changed, against what the reader said. Raises NotDecided on a party that is none."""
    changes: dict[str, Any] = {}
    for field in FIELDS[kind]:
        if field not in posted:
            continue
        given: Any = posted[field].strip()
        if field in LISTS:
            given = [p.strip() for p in given.replace("،", ",").split(",") if p.strip()]
            wrong = [p for p in given if field != "persons" and not PARTY_CODE.fullmatch(p)]
            if wrong:
                raise NotDecided("invalid", problem=wrong[0])
        elif field == "session":
            given = int(given) if given.isdecimal() else None
        elif field in ("date", "place", "post", "party"):
            given = given or None
        if given != draft.get(field) and not (not given and field in ("title", "text")):
            changes[field] = given
    return changes


def accept(
    desk_id: uuid.UUID, number: int, posted: dict[str, str], recorder: Recorder, viewer: Viewer
) -> list[str]:
    """Accept a draft, with whatever was amended: its acts go to the journal. Returns the ids of the entries.

    The statement itself is recorded with the first. Raises NotDecided, Refused.
    """
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        decisions = _undecided(desk, number)
        reading = json.loads(desk.drafts)
        kind, draft = flat(reading)[number]
        changes = amended_by(kind, draft, posted)
        text = files.text_of(desk.text) or ""
        source = making.Source(
            desk.statement, text, desk.text, desk.language, Circle(desk.circle), desk.published
        )
        try:
            wanted = making.acts_of(kind, {**draft, **changes}, reading, source, viewer)
        except making.CannotRecord as error:
            raise NotDecided(error.code) from error
        except ValueError as error:
            raise NotDecided("invalid", problem=str(error).splitlines()[0]) from error
        confirms = (
            [m.subject for m in making.held_already(kind, {**draft, **changes}, viewer)] if not wanted else []
        )
        if queries.record(viewer, desk.statement) is None:
            parties = sorted(
                {p for _, d in flat(reading) for p in d.get("parties") or () if isinstance(p, str)}
            )
            wanted.insert(0, making.statement(source, desk.title, parties, desk.source))
        recorded = services.record(wanted, recorder, viewer)
        ids = [e.id for e in recorded]
        decisions[str(number)] = {"state": "accepted", "by": recorder.person, "entries": ids}
        if confirms:
            decisions[str(number)]["confirms"] = confirms
        if changes:
            decisions[str(number)]["amended"] = changes
        desk.decisions = json.dumps(decisions, ensure_ascii=False)
        desk.save(update_fields=["decisions"])
    return ids


def refuse(desk_id: uuid.UUID, number: int, who: str) -> None:
    """Refuse a draft; nothing is recorded. Raises NotDecided."""
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        decisions = _undecided(desk, number)
        decisions[str(number)] = {"state": "refused", "by": who}
        desk.decisions = json.dumps(decisions, ensure_ascii=False)
        desk.save(update_fields=["decisions"])


def _undecided(desk: ReadingDesk, number: int) -> dict[str, Any]:
    decisions: dict[str, Any] = json.loads(desk.decisions)
    if str(number) in decisions:
        raise NotDecided("decided", who=decisions[str(number)]["by"])
    if not 0 <= number < len(flat(json.loads(desk.drafts))):
        raise NotDecided("invalid", problem=str(number))
    return decisions


def marked(text: str, found: list[Item]) -> list[tuple[str, str]]:
    """The text cut at the edges of all spans: (stretch, numbers of the drafts that it shows, separated by spaces)."""
    edges = sorted({0, len(text), *(edge for i in found for s, e, _ in i.quotes for edge in (s, e))})
    stretches = []
    for start, end in pairwise(edges):
        of = [str(i.number) for i in found if any(s <= start and end <= e for s, e, _ in i.quotes)]
        stretches.append((text[start:end], " ".join(of)))
    return stretches
