"""The acts that one row of another register becomes."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import lru_cache
from typing import Any

from servanda.domain.acts.base import Act
from servanda.domain.acts.consent import (
    Adoption,
    EntryIntoForceStated,
    Initialling,
    ProvisionalApplicationBegins,
    Signature,
)
from servanda.domain.acts.duration import Denunciation, ExpiryStated, Supersession, TerminationByConsent
from servanda.domain.acts.record import Publication, Registration
from servanda.domain.acts.register import Description, PublishedStatus, Relation
from servanda.domain.entry import Circle, Evidence
from servanda.journal.services import Draft
from servanda.register.intake.records import InstrumentRecord, StatusClass
from servanda.register.intake.records import PublishedStatus as Status

_PLAIN_KEY = re.compile(r"[A-Za-z0-9._-]{1,60}")
_SEPARATOR = "\x1f"

# The computed statuses that a class of published words stands for.
CLASSES: dict[StatusClass, tuple[str, ...]] = {
    StatusClass.BEFORE_FORCE: ("negotiated", "signed", "provisional"),
    StatusClass.PROVISIONAL: ("provisional",),
    StatusClass.IN_FORCE: ("in_force",),
    StatusClass.SUSPENDED: ("suspended",),
    StatusClass.ENDED: ("ended",),
    StatusClass.NOT_COMPARED: (),
}
# Relations of a citation in the words of the act.
RELATIONS = {
    "implements": "implements",
    "amends": "amends",
    "supplements": "implements",
    "extends": "renews",
    "ends": "supersedes",
    "succeeds": "succeeds",
}


def subject_of(register: str, key: tuple[str, ...], occurrence: int = 0) -> str:
    """The subject of a row: the same for the same register and key, whenever and in whatever order it is imported.

    `occurrence` counts records with other content under one key, from 0.
    """
    whole = key[0] if len(key) == 1 and _PLAIN_KEY.fullmatch(key[0]) else None
    name = whole or hashlib.sha256(_SEPARATOR.join(key).encode()).hexdigest()[:20]
    return f"instrument/{register}-{name}" + (f".{occurrence + 1}" if occurrence else "")


def mark_of(register: str, record: InstrumentRecord) -> str:
    """How evidence names the row: register and key."""
    return f"{register}: {' | '.join(record.key)}"[:500]


def drafts_of(register: str, record: InstrumentRecord, subject: str, repeated: bool) -> list[Draft]:
    """The acts of a row, in the order of a life. `repeated`: its key stands for another record also."""
    evidence = (Evidence(document=mark_of(register, record)),)
    circle = Circle(record.circle)
    drafts = [Draft(subject, _description(record, repeated), circle=circle, evidence=evidence)]

    def add(act: Act, on: date | None) -> None:
        drafts.append(Draft(subject, act, on=on, circle=circle, evidence=evidence))

    if "initialled" in record.dates:
        add(Initialling(), record.day("initialled"))
    if "adopted" in record.dates:
        add(Adoption(), record.day("adopted"))
    if "signed" in record.dates:
        add(_signature(record.signed_place), record.day("signed"))
    if "provisional" in record.dates:
        add(ProvisionalApplicationBegins(), record.day("provisional"))
    if "in_force" in record.dates:
        add(_IN_FORCE, record.day("in_force"))
    if record.un_registration or "registered" in record.dates:
        add(Registration(number=record.un_registration), record.day("registered"))
    if "published" in record.dates:
        add(Publication(), record.day("published"))
    if "ended" in record.dates:
        add(_end(record), record.day("ended"))
    if "withdrawn" in record.dates:
        add(Denunciation(by=record.side or None, effective=record.day("withdrawn")), record.day("withdrawn"))
    if record.status:
        add(_claim(record.status, record.source), None)
    return drafts


# Acts are values: those that say the same are made, checked and written out once.
_IN_FORCE = EntryIntoForceStated()


@lru_cache(maxsize=4096)
def _signature(place: str) -> Signature:
    return Signature(place=place or None)


@lru_cache(maxsize=1024)
def _claim(status: Status, source: str) -> PublishedStatus:
    classes = CLASSES[status.word_class] if status.word_class else ()
    return PublishedStatus(word=status.word, classes=classes, as_of=status.compare_on, source=source)


def _description(record: InstrumentRecord, repeated: bool) -> Description:
    stated: dict[str, Any] = {
        "titles": dict(record.titles),
        "type": record.type or None,
        "parties": record.parties,
        "parties_unresolved": tuple(u.name for u in record.unresolved if not u.territory),
        "territories": record.territories + tuple(u.name for u in record.unresolved if u.territory),
        "sectors": record.sectors,
        "references": tuple(r[:2000] for r in record.references),
        "place": record.signed_place or None,
        "source": record.source,
        "key": " | ".join(record.key)[:2000],
        "key_repeated": repeated,
        "urls": tuple(u[:2000] for u in record.urls),
    }
    return Description(**{k: v for k, v in stated.items() if v})


def _end(record: InstrumentRecord) -> Act:
    """The act behind a stated end; without a word for it the register says only that it expired."""
    if record.ended_as == "denounced":
        return Denunciation(effective=record.day("ended"))
    if record.ended_as == "superseded":
        return Supersession(by_instrument_in_force_on=record.day("ended"))
    if record.ended_as == "by_consent":
        return TerminationByConsent(effective=record.day("ended"))
    return ExpiryStated()


def relation(
    subject: str, kind: str, target: str, record: InstrumentRecord, register: str, quote: str
) -> Draft:
    """The act that ties a record to the instrument that its title cites."""
    evidence = (Evidence(document=mark_of(register, record), quote=quote),)
    return Draft(
        subject,
        Relation(kind=RELATIONS[kind], target=target),
        circle=Circle(record.circle),
        evidence=evidence,
    )
