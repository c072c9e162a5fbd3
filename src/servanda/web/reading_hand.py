"""Drafts made by hand of a stretch of the text: where the stretch stands, and the draft that an officer makes of it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from servanda.domain.wording import N_
from servanda.reading.outcome import LONGEST_EVIDENCE
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import FIELDS, HAND, LISTS, Item, NotDecided, Quote, amended_by, count
from servanda.web.reading_desk import parties_of as named_in

#: Marks that are not seen: of direction, vowel signs and tatweel of Arabic, soft hyphens. Who types a quotation leaves them out.
_UNSEEN = "\u00ad\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_APOSTROPHES = "['’ʼ‘`´]"
_QUOTES = '["“”„«»‟]'
_HYPHENS = "[-‐‑–—−]"
#: What a field must be before a draft can be put among the others.
NEEDED = {
    "instruments": ("type", "stage"),
    "encounters": ("type",),
    "bodies": ("type", "action"),
    "persons": ("name",),
    "sectors": ("code",),
}


class NotFound(ValueError):
    """A quotation that does not stand in the text: `code`, N_ `message`, `data`."""

    MESSAGES = {
        "empty": N_("Say which words of the text show it: select them, or type them as they stand there."),
        "absent": N_("These words do not stand in the text: “{quote}”. Copy them as they stand there."),
        "several": N_(
            "These words stand {number} times in the text: say which of them is meant, or quote more."
        ),
        "long": N_(
            "The quotation has {length} characters; at most {limit} are evidence. Quote the words that show it."
        ),
        "kind": N_("Choose what the words report."),
        "missing": N_("Say at least: {fields}."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text in code points, `which` of how many equal ones it is (from 1)."""

    start: int
    end: int
    which: int = 1
    of: int = 1


def _pattern(quote: str) -> re.Pattern[str]:
    """A quotation as it may stand in the text: other spaces and line ends, quotation marks, unseen marks between."""
    pieces: list[str] = []
    for char in re.sub(f"[{_UNSEEN}]", "", quote):
        if char.isspace():
            piece = r"\s+"
        else:
            piece = next(
                (some for some in (_APOSTROPHES, _QUOTES, _HYPHENS) if re.fullmatch(some, char)),
                re.escape(char),
            )
        if not (piece == r"\s+" and pieces and pieces[-1] == piece):
            pieces.append(piece)
    return re.compile(f"[{_UNSEEN}]*".join(pieces))


def located(text: str, quote: str, start: str = "", which: str = "") -> Span:
    """Where a quotation stands in the text, whole words of it as they came.

    start  code point at which a selection began: it decides between equal stretches, and need not be exact
    which  the number of the stretch meant, from 1, as a person counts them
    Raises NotFound.
    """
    quote = quote.strip()
    if not re.sub(rf"[\s{_UNSEEN}]", "", quote):
        raise NotFound("empty")
    if len(quote) > LONGEST_EVIDENCE:
        raise NotFound("long", length=len(quote), limit=LONGEST_EVIDENCE)
    found = [m.span() for m in _pattern(quote).finditer(text)]
    if not found:
        raise NotFound("absent", quote=quote[:80])
    if len(found) == 1:
        return Span(*found[0])
    if which.isdecimal() and 1 <= int(which) <= len(found):
        number = int(which) - 1
    elif start.isdecimal():
        number = min(range(len(found)), key=lambda n: abs(found[n][0] - int(start)))
    else:
        raise NotFound("several", number=len(found))
    return Span(*found[number], which=number + 1, of=len(found))


def blank(desk: ReadingDesk, text: str, kind: str, span: Span) -> Item:
    """The form of a draft of a kind, with what the stretch itself and the reading of the text give."""
    quote = " ".join(text[span.start : span.end].split())
    draft: dict[str, Any] = dict.fromkeys(FIELDS[kind])
    parties = _parties(desk)
    for name in FIELDS[kind]:
        if name in ("parties", "by"):
            draft[name] = parties
    if kind in ("persons", "topics", "undertakings"):
        draft["name" if kind == "persons" else "text"] = quote
    quotes = [Quote(span.start, span.end, text[span.start : span.end], 0)]
    return Item(HAND, kind, draft, dict(draft), {}, quotes)


def _parties(desk: ReadingDesk) -> list[str]:
    """The two parties of the text, where its drafts name two."""
    named = named_in(json.loads(desk.drafts))
    return named if len(named) == 2 else []


def add(desk_id: uuid.UUID, text: str, kind: str, span: Span, posted: Mapping[str, str], who: str) -> int:
    """Put a draft made by hand among those of the text; return its number. Raises NotFound, NotDecided."""
    if kind not in FIELDS:
        raise NotFound("kind")
    nothing: dict[str, Any] = {name: [] if name in LISTS else None for name in FIELDS[kind]}
    draft = {**nothing, **amended_by(kind, nothing, dict(posted))}
    missing = [name for name in NEEDED.get(kind, ()) if not draft.get(name)]
    if missing:
        raise NotFound("missing", fields=missing)
    draft["evidence"] = [{"start": span.start, "end": span.end, "quote": text[span.start : span.end]}]
    with transaction.atomic():
        desk = ReadingDesk.objects.select_for_update().get(pk=desk_id)
        made = json.loads(desk.by_hand)
        made.append({"kind": kind, "draft": draft, "by": who})
        desk.by_hand = json.dumps(made, ensure_ascii=False)
        count(desk)
        desk.save(update_fields=["by_hand", "total", "open"])
    return HAND + len(made) - 1


__all__ = ["NEEDED", "NotDecided", "NotFound", "Span", "add", "blank", "located"]
