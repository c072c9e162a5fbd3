"""People of delegations and mechanisms by name and capacity, from the register of persons and posts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from servanda.register.models import Record
from servanda.register.visibility import Viewer, records


class Named(Protocol):
    """Whoever is named in an act: a person of the register, or a name as it is written there."""

    person: str | None
    names: dict[str, str]
    capacity: dict[str, str]
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Delegated:
    """A person as a list shows them: names and capacity by language, and their record where there is one.

    What a language lacks is missing here too: a document marks it, nothing is transliterated.
    """

    names: Mapping[str, str]
    capacity: Mapping[str, str]
    record: Record | None = None
    organisation: Record | None = None

    def name(self, language: str) -> tuple[str, str]:
        """(name, its language) in the language asked for, else in one there is."""
        return _in(self.names, language)

    def post(self, language: str) -> tuple[str, str]:
        """(capacity, its language), the same way."""
        return _in(self.capacity, language)


def _in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    for code in (language, *texts):
        if texts.get(code):
            return texts[code], code
    return "", ""


def resolve(viewer: Viewer, people: Sequence[Named], on: date | None) -> list[Delegated]:
    """These people with their names and the posts they held on a day (the last known post where none is given)."""
    wanted = {p.person for p in people if p.person} | {p.organisation for p in people if p.organisation}
    known = {r.subject: r for r in records(viewer).filter(subject__in=wanted).order_by("low")}
    found = []
    for p in people:
        record = known.get(p.person or "")
        names = {**(json.loads(record.titles) if record else {}), **p.names}
        if not names and p.person:
            names = {"": p.person.partition("/")[2]}
        capacity = dict(p.capacity) or (post_on(record, on) if record else {})
        found.append(Delegated(names, capacity, record, known.get(p.organisation or "")))
    return found


def post_on(record: Record, on: date | None) -> dict[str, str]:
    """The title of the post that a person held on a day, by language; the last one without a day."""
    posts = json.loads(record.state).get("posts", [])
    day = on.isoformat() if on else "9999"
    held = [p for p in posts if (p["since"] or "") <= day and (not p["until"] or day <= p["until"])]
    return dict((held or posts)[-1]["titles"]) if posts else {}


def persons_of(viewer: Viewer, party: str) -> list[Record]:
    """The persons of a party that a reader may see, by name: to choose a delegation from."""
    found = records(viewer).filter(kind="person", parties__party=party)
    return list(_once(found.order_by("title", "subject", "-low")))


def organisations_of(viewer: Viewer, party: str) -> list[Record]:
    """The organisations of a party that a reader may see, by name."""
    found = records(viewer).filter(kind="organisation", parties__party=party)
    return list(_once(found.order_by("title", "subject", "-low")))


def _once(found: Iterable[Record]) -> Iterable[Record]:
    seen: set[str] = set()
    for record in found:
        if record.subject not in seen:
            seen.add(record.subject)
            yield record
