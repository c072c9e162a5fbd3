"""What of a reading the register already holds: persons across scripts, bodies, instruments. Offered, never assumed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from servanda.domain.texts.names import Decision, same_person
from servanda.register import details, queries
from servanda.register.models import Record, RecordParty
from servanda.register.visibility import Viewer, records


@dataclass(frozen=True, slots=True)
class Match:
    """A subject that a draft may be about. `says`: same (a confirmation), differs (a contradiction), or new to it."""

    subject: str
    title: str
    says: str
    on: date | None = None


def persons(viewer: Viewer, name: str, party: str | None) -> list[Match]:
    """Persons of the register whose name is the same in whatever script, of the same party where both are known."""
    found = []
    for record in records(viewer).filter(kind="person"):
        parties = [p.party for p in record.parties.all()]
        if party and parties and party not in parties:
            continue
        if any(same_person(name, n).decision == Decision.SAME for n in json.loads(record.titles).values()):
            found.append(Match(record.subject, record.title, "same"))
    return found


def _of_parties(viewer: Viewer, kind: str, parties: list[str]) -> list[Record]:
    found = records(viewer).filter(kind=kind)
    for party in parties:
        found = found.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
    return list(found)


def bodies(viewer: Viewer, kind: str, parties: list[str]) -> list[Match]:
    """Mechanisms of the same kind with the same parties."""
    return [
        Match(r.subject, r.title, "same", r.on)
        for r in _of_parties(viewer, "mechanism", parties)
        if r.type == kind and parties
    ]


def encounters(viewer: Viewer, kind: str, parties: list[str], on: date | None) -> list[Match]:
    """Encounters of the same kind and parties on the same day."""
    if not parties or on is None:
        return []
    return [
        Match(r.subject, details.title(r, get_language() or "en")[0], "same", r.on)
        for r in _of_parties(viewer, "encounter", parties)
        if r.type == kind and r.on == on and r.party_count == len(parties)
    ]


def sessions(viewer: Viewer, mechanism: str, ordinal: int | None) -> list[Match]:
    """Sessions of a mechanism with the same number."""
    found = queries.of_kind(viewer, "session").filter(ties__relation="mechanism", ties__target=mechanism)
    return [
        Match(r.subject, r.title, "same")
        for r in found
        if ordinal is not None and json.loads(r.state).get("ordinal") == ordinal
    ]


def instruments(viewer: Viewer, draft: dict[str, Any], on: date | None) -> list[Match]:
    """Instruments of the same type and parties: of the same day a confirmation, within a month a contradiction."""
    parties = list(draft.get("parties") or ())
    if not parties or on is None or draft.get("plural"):
        return []
    found = []
    for record in _of_parties(viewer, "instrument", parties):
        if record.type != draft.get("type") or record.party_count != len(parties) or record.on is None:
            continue
        apart = abs((record.on - on).days)
        if apart <= 31:
            found.append(Match(record.subject, record.title, "same" if apart == 0 else "differs"))
    return sorted(found, key=lambda m: m.says != "same")


def topics(viewer: Viewer, words: str) -> list[Match]:
    """Topics that bear the same name in some language."""
    folded = words.casefold().strip()
    return [
        Match(r.subject, r.title, "same")
        for r in records(viewer).filter(kind="topic")
        if folded in {n.casefold() for n in json.loads(r.titles).values()}
    ]
