"""The work on one text: what each draft says, and deciding on it. Pages and commands call these."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from servanda.domain.acts.fields import PARTY_CODE
from servanda.domain.entry import Circle
from servanda.domain.parties import parties, resolve
from servanda.domain.wording import N_
from servanda.journal.services import Draft, Recorder
from servanda.register import drafts as making
from servanda.register import files, queries, services
from servanda.register.matching import LINKED, Known, Match
from servanda.register.visibility import Viewer
from servanda.web.models import ReadingDesk
from servanda.web.reading_versions import headlines, language_at, passages_of

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
#: Numbers of drafts made by hand begin here, those of the reader at 0.
HAND = 10_000


class NotDecided(ValueError):
    """A decision that could not be taken: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "decided": N_("{who} has already decided on this draft."),
        "existing": N_(
            "An instrument that is merely mentioned is not recorded anew: refuse it, or correct its stage."
        ),
        "invalid": N_("This cannot be recorded as it is: {problem}"),
        "no_target": N_("Choose another open draft of the same kind, with which this one is merged."),
        "recorded": N_("What was accepted stands in the journal: correct or withdraw it there."),
        "target_decided": N_("The draft with which this one was merged has been decided on meanwhile."),
        "no_such_subject": N_("The register holds nothing there that you may see: choose again."),
        "several": N_("The register may hold it: say what it is about, or that it is new."),
        "contradicts": N_(
            "The register says otherwise. Say whether this is the same, recorded with what the text says, or new."
        ),
        "organisation_held": N_("The register holds it already: {name}. Let the statement mention it."),
        "party": N_("{name} is no party that is known: give its code (MA) or its name in full."),
        "day": N_("This is no date: write it as year-month-day, such as 2010-04-15."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(slots=True)
class Quote:
    """A stretch of the text that shows a draft: where it stands, its words, its number among those of the draft, its language."""

    start: int
    end: int
    text: str
    number: int
    language: str = ""


@dataclass(slots=True)
class Item:
    """One draft on the desk.

    draft     its fields as they now stand: as read, with what was merged into it and what was amended
    said      its fields as they were before anyone amended them
    matches   what the register holds of it, best first; only of open drafts
    others    (number, words) of the open drafts with which it can be merged
    merged    the drafts merged into it
    into      the draft that it was merged into
    hand      who made it by hand; "" for the reader's
    place     its number as people see it, from 1
    """

    number: int
    kind: str
    draft: dict[str, Any]
    said: dict[str, Any]
    decision: dict[str, Any]
    quotes: list[Quote]
    matches: list[Match] = field(default_factory=list)
    others: list[Item] = field(default_factory=list)
    merged: list[Item] = field(default_factory=list)
    into: Item | None = None
    hand: str = ""
    place: int = 0

    @property
    def state(self) -> str:
        """open, accepted, refused or merged."""
        return str(self.decision.get("state", "open"))

    @property
    def words(self) -> str:
        """The longest of the stretches that show it."""
        return max((q.text for q in self.quotes), key=len, default="")

    @property
    def link(self) -> str:
        """What accepting takes it to be about as long as nobody chooses: a subject, "new", or "" where one must."""
        first = self.matches[0] if self.matches else None
        if first is None or first.says == "alike":
            return "new"
        return first.subject if first.says in LINKED else ""

    @property
    def confirms(self) -> bool:
        """Whether what it says stands in the register already, so that accepting it records nothing new."""
        return bool(self.matches) and self.matches[0].says == "same"


def seen_by(viewer: Viewer) -> QuerySet[ReadingDesk]:
    """The texts on the desk that `viewer` may see: of their circle, and of their desks as the one filter has it.

    A text that is not read yet names no parties: until then whoever brought it in sees it, and all where it is public.
    """
    circles = [c.value for c in Circle if c.level <= min(viewer.circle.level, Circle.INTERNAL.level)]
    found = ReadingDesk.objects.filter(circle__in=circles)
    if viewer.desks is None:
        return found
    served = Q(circle=Circle.PUBLIC.value) | Q(created_by=viewer.name)
    served |= Q(parties__in=["", *(f" {own} " for own in viewer.own)])
    for code in viewer.desks:
        served |= Q(parties__contains=f" {code} ")
    return found.filter(served)


def flat(reading: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The drafts of a reading in the order of the desk."""
    return [(kind, draft) for kind in making.KINDS for draft in reading.get(kind, ())]


def parties_of(reading: dict[str, Any]) -> list[str]:
    """The codes of all parties that the drafts of a reading name, sorted."""
    drafts = [d for _, d in flat(reading)]
    named = {p for d in drafts for key in ("parties", "by") for p in d.get(key) or () if isinstance(p, str)}
    return sorted(named)


def all_drafts(desk: ReadingDesk) -> dict[int, tuple[str, dict[str, Any]]]:
    """Every draft of a text by its number: the reader's first, then those made by hand."""
    found = dict(enumerate(flat(json.loads(desk.drafts))))
    by_hand = enumerate(json.loads(desk.by_hand), HAND)
    return found | {number: (made["kind"], made["draft"]) for number, made in by_hand}


def _merged_into(decisions: dict[str, Any], number: int) -> list[int]:
    return sorted(int(n) for n, d in decisions.items() if d["state"] == "merged" and d["into"] == number)


def gathered(
    drafts: dict[int, tuple[str, dict[str, Any]]], decisions: dict[str, Any], number: int
) -> tuple[str, dict[str, Any]]:
    """A draft with what was merged into it: all evidence, and the fields that it leaves open itself."""
    kind, draft = drafts[number]
    found = dict(draft)
    for other in _merged_into(decisions, number):
        more = gathered(drafts, decisions, other)[1]
        spans = {(e["start"], e["end"]): e for e in (*found.get("evidence", ()), *more.get("evidence", ()))}
        found |= {k: more[k] for k in FIELDS[kind] if more.get(k) and not found.get(k)}
        found["evidence"] = [spans[k] for k in sorted(spans)]
    return kind, found


def items(desk: ReadingDesk, viewer: Viewer, text: str) -> list[Item]:
    """Every draft with its decision, its quotations, and what the register holds of it."""
    decisions = json.loads(desk.decisions)
    drafts = all_drafts(desk)
    reading = json.loads(desk.drafts)
    makers = [made["by"] for made in json.loads(desk.by_hand)]
    known = Known(viewer, desk.statement, desk.published, text)
    passages = passages_of(desk)
    found: list[Item] = []
    for number in drafts:
        kind, said = gathered(drafts, decisions, number)
        decision = decisions.get(str(number), {})
        shown = {**said, **decision.get("amended", {})}
        quotes = [
            Quote(
                e["start"], e["end"], text[e["start"] : e["end"]], n, language_at(passages, e["start"]) or ""
            )
            for n, e in enumerate(said.get("evidence", ()))
        ]
        item = Item(number, kind, shown, said, decision, quotes, place=len(found) + 1)
        item.hand = makers[number - HAND] if number >= HAND else ""
        if not decision:
            longest = max(quotes, key=lambda q: len(q.text), default=None)
            code = (longest and longest.language) or desk.language
            item.matches = known.of(kind, shown, {**reading, "language": code}, item.words)
        found.append(item)
    waiting = [i for i in found if i.state == "open"]
    by_number = {i.number: i for i in found}
    for item in found:
        if item.state == "merged":
            item.into = by_number[item.decision["into"]]
            item.into.merged.append(item)
    for item in waiting:
        item.others = [o for o in waiting if o.kind == item.kind and o.number != item.number]
    return found


def amended_by(kind: str, draft: dict[str, Any], posted: dict[str, str]) -> dict[str, Any]:
    """The fields that an officer changed, against what the reader said. Raises NotDecided on a value that is none."""
    changes: dict[str, Any] = {}
    for name in FIELDS[kind]:
        if name not in posted:
            continue
        given: Any = posted[name].strip()
        if name in LISTS:
            given = [p.strip() for p in given.replace("،", ",").replace(";", ",").split(",") if p.strip()]
            if name != "persons":
                given = sorted({code_of(p, draft.get(name) or ()) for p in given})
        elif name == "session":
            given = int(given) if given.isdecimal() else None
        elif name in ("date", "place", "post", "party"):
            given = given or None
            if name == "party" and given:
                given = code_of(given, [draft.get("party")])
            if name == "date" and given and not _partial_day(given):
                raise NotDecided("day")
        if given != draft.get(name) and not (not given and name in ("title", "text")):
            changes[name] = given
    return changes


def code_of(text: str, said: Iterable[str | None]) -> str:
    """The code of a party given by code or by name in whatever language. Raises NotDecided."""
    code = text.upper()
    if code in said or (PARTY_CODE.fullmatch(code) and code in parties()):
        return code
    found = resolve(text).code
    if found is None:
        raise NotDecided("party", name=text)
    return found


def _partial_day(text: str) -> bool:
    """Whether this is a day, a month or a year in ISO form."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) in (4, 7) else text)
    except ValueError:
        return False
    return True


def accept(
    desk_id: uuid.UUID, number: int, posted: dict[str, str], recorder: Recorder, viewer: Viewer
) -> list[str]:
    """Accept a draft, with whatever was amended: its acts go to the journal. Returns the ids of the entries.

    `posted["link"]` is the subject of the register that the draft is about, or "new"; without it the best match.
    The statement itself is recorded with the first. Raises NotDecided, Refused.
    """
    with transaction.atomic():
        desk, decisions = _undecided(desk_id, number)
        drafts = all_drafts(desk)
        kind, draft = gathered(drafts, decisions, number)
        changes = amended_by(kind, draft, posted)
        reading = json.loads(desk.drafts)
        text = files.text_of(desk.text) or ""
        source = source_of(desk, text)
        known = Known(viewer, desk.statement, desk.published, text)
        link = posted.get("link", "")
        if "/" in link and queries.record(viewer, link) is None:
            raise NotDecided("no_such_subject")
        wanted = {**draft, **changes}
        try:
            made = making.acts_of(kind, wanted, reading, source, known, link)
        except making.CannotRecord as error:
            raise NotDecided(error.code) from error
        except ValueError as error:
            raise NotDecided("invalid", problem=str(error).splitlines()[0]) from error
        acts = [*unrecorded(desk, source, viewer, wanted), *made.acts]
        ids = [e.id for e in services.record(acts, recorder, viewer)]
        decision: dict[str, Any] = {"state": "accepted", "by": recorder.person, "entries": ids}
        if made.confirms:
            decision["confirms"] = [made.confirms]
        if changes:
            decision["amended"] = changes
        _decide(desk, decisions, number, decision)
    return ids


def source_of(desk: ReadingDesk, text: str) -> making.Source:
    """The statement of a text, as acts are made of it."""
    circle = Circle(desk.circle)
    return making.Source(
        desk.statement, text, desk.text, desk.language, circle, desk.published, passages_of(desk)
    )


def unrecorded(
    desk: ReadingDesk, source: making.Source, viewer: Viewer, wanted: dict[str, Any] | None = None
) -> list[Draft]:
    """The statement itself where it is not on record yet, with the parties of its drafts and of the one `wanted`."""
    if queries.record(viewer, desk.statement) is not None:
        return []
    reading = json.loads(desk.drafts)
    drafts = [d for _, d in all_drafts(desk).values()] + ([wanted] if wanted else [])
    named = set(parties_of(reading)) | {p for d in drafts for p in d.get("parties") or ()}
    titles = {**headlines(source.text, reading, source.passages), desk.language: desk.title}
    return [making.statement(source, titles, sorted(named), desk.source)]


def refuse(desk_id: uuid.UUID, number: int, who: str) -> None:
    """Refuse a draft; nothing is recorded. Raises NotDecided."""
    with transaction.atomic():
        desk, decisions = _undecided(desk_id, number)
        _decide(desk, decisions, number, {"state": "refused", "by": who})


def merge(desk_id: uuid.UUID, number: int, into: str, who: str) -> None:
    """Merge a draft into another open one of its kind: they are one fact, said in several places. Raises NotDecided."""
    with transaction.atomic():
        desk, decisions = _undecided(desk_id, number)
        drafts = all_drafts(desk)
        target = int(into) if into.isdecimal() else -1
        fits = target in drafts and target != number and drafts[target][0] == drafts[number][0]
        if not fits or str(target) in decisions:
            raise NotDecided("no_target")
        _decide(desk, decisions, number, {"state": "merged", "by": who, "into": target})


def reopen(desk_id: uuid.UUID, number: int) -> None:
    """Take a refusal or a merging back, of which nothing was recorded. Raises NotDecided."""
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        decisions = json.loads(desk.decisions)
        decision = decisions.get(str(number))
        if decision is None:
            return  # somebody else was quicker; it is open
        if decision["state"] == "accepted":
            raise NotDecided("recorded")
        if decision["state"] == "merged" and str(decision["into"]) in decisions:
            raise NotDecided("target_decided")
        del decisions[str(number)]
        _keep(desk, decisions)


def _undecided(desk_id: uuid.UUID, number: int) -> tuple[ReadingDesk, dict[str, Any]]:
    """The text, locked for this decision, and what was decided on it. Raises NotDecided where this draft is."""
    desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
    decisions: dict[str, Any] = json.loads(desk.decisions)
    if str(number) in decisions:
        raise NotDecided("decided", who=decisions[str(number)]["by"])
    if number not in all_drafts(desk):
        raise NotDecided("invalid", problem=str(number))
    return desk, decisions


def _decide(desk: ReadingDesk, decisions: dict[str, Any], number: int, decision: dict[str, Any]) -> None:
    _keep(desk, {**decisions, str(number): decision})


def _keep(desk: ReadingDesk, decisions: dict[str, Any]) -> None:
    desk.decisions = json.dumps(decisions, ensure_ascii=False)
    count(desk)
    desk.save(update_fields=["decisions", "total", "open"])


def count(desk: ReadingDesk) -> None:
    """Renew what the columns repeat of drafts and decisions."""
    numbers = {str(n) for n in all_drafts(desk)}
    desk.total = len(numbers)
    desk.open = len(numbers - json.loads(desk.decisions).keys())
