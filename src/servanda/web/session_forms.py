"""What is posted from the pages of sessions, as values: agenda rows, delegations, decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from servanda.domain.acts.commitments import Responsible
from servanda.domain.acts.sessions import AgendaItem, Delegate
from servanda.register.agenda import LANGUAGES
from servanda.register.session_acts import Worded

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(slots=True)
class Row:
    """A row of the agenda editor as it stands in the form."""

    key: str
    kind: str = "free"
    titles: dict[str, str] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    origin: str = ""

    @classmethod
    def of(cls, item: AgendaItem) -> Row:
        return cls(
            item.key, item.kind, dict(item.titles), list(item.about), list(item.documents), item.origin
        )

    def item(self) -> AgendaItem:
        """The row as an item of the act."""
        return AgendaItem(
            key=self.key,
            kind=self.kind,  # type: ignore[arg-type]
            titles={code: text for code, text in self.titles.items() if text},
            about=tuple(self.about),
            documents=tuple(self.documents),
            origin=self.origin,
        )


def rows(posted: QueryDict) -> list[Row]:
    """The rows of the editor in the order in which they stand in the form."""
    found: list[Row] = []
    for key in posted.getlist("row"):
        if not KEY.fullmatch(key) or any(r.key == key for r in found):
            continue
        at = f"{key}."
        found.append(
            Row(
                key=key,
                kind=posted.get(f"{at}kind", "free"),
                titles={code: posted.get(f"{at}title.{code}", "").strip() for code in LANGUAGES},
                about=subjects(posted.get(f"{at}about", "")),
                documents=subjects(posted.get(f"{at}documents", "")),
                origin=posted.get(f"{at}origin", ""),
            )
        )
    return found


def subjects(text: str) -> list[str]:
    """Records named in one control, separated by spaces, commas or lines."""
    return list(dict.fromkeys(part for part in re.split(r"[\s,،]+", text) if part))


def changed(of: list[Row], command: str) -> list[Row]:
    """The rows after a button was pressed: `up:KEY`, `down:KEY`, `remove:KEY`, `add`."""
    what, _, key = command.partition(":")
    if what == "add":
        taken = {r.key for r in of}
        number = next(n for n in range(1, 1000) if f"item-{n}" not in taken)
        closing = next((i for i, r in enumerate(of) if r.kind in ("other_business", "next_session")), len(of))
        return [*of[:closing], Row(f"item-{number}"), *of[closing:]]
    place = next((i for i, r in enumerate(of) if r.key == key), None)
    if place is None:
        return of
    made = list(of)
    row = made.pop(place)
    if what == "up":
        made.insert(max(place - 1, 0), row)
    elif what == "down":
        made.insert(place + 1, row)
    return made


def items(of: Sequence[Row]) -> tuple[list[AgendaItem], list[str]]:
    """(the items, keys of the rows that are no item: an unknown kind, a title too long …)."""
    found, bad = [], []
    for row in of:
        try:
            found.append(row.item())
        except ValidationError:
            bad.append(row.key)
    return found, bad


@dataclass(slots=True)
class Person:
    """A row of the delegation editor: a person of the register, or a name; the capacity where it is not the post."""

    person: str = ""
    names: dict[str, str] = field(default_factory=dict)
    capacity: dict[str, str] = field(default_factory=dict)
    organisation: str = ""

    @classmethod
    def of(cls, delegate: Delegate) -> Person:
        return cls(
            delegate.person or "", dict(delegate.names), dict(delegate.capacity), delegate.organisation or ""
        )

    @property
    def empty(self) -> bool:
        return not (self.person or any(self.names.values()))

    def delegate(self) -> Delegate:
        """The row as part of the act."""
        return Delegate(
            person=self.person or None,
            names={k: v for k, v in self.names.items() if v},
            capacity={k: v for k, v in self.capacity.items() if v},
            organisation=self.organisation or None,
        )


def people(posted: QueryDict) -> list[Person]:
    """The rows of a delegation in the order in which they stand in the form."""
    found = []
    for n in posted.getlist("row"):
        if n.isdecimal():
            found.append(
                Person(
                    posted.get(f"{n}.person", "").strip(),
                    {code: posted.get(f"{n}.name.{code}", "").strip() for code in LANGUAGES},
                    {code: posted.get(f"{n}.capacity.{code}", "").strip() for code in LANGUAGES},
                    posted.get(f"{n}.organisation", "").strip(),
                )
            )
    return found


def moved(of: list[Person], command: str) -> list[Person]:
    """The delegation after a button was pressed: `up:N`, `down:N`, `remove:N`, `add`."""
    what, _, n = command.partition(":")
    made = list(of)
    if what == "add":
        return [*made, Person()]
    if not n.isdecimal() or int(n) >= len(made):
        return made
    row = made.pop(int(n))
    if what in ("up", "down"):
        made.insert(max(int(n) + (1 if what == "down" else -1), 0), row)
    return made


def texts(posted: Mapping[str, str], name: str) -> dict[str, str]:
    """The texts by language of one field."""
    return {code: text for code in LANGUAGES if (text := posted.get(f"{name}.{code}", "").strip())}


def day(text: str) -> date | None:
    """A day as controls send it; None for nothing. Raises ValueError for no day."""
    return date.fromisoformat(text.strip()) if text.strip() else None


def worded(posted: QueryDict, parties: Sequence[str]) -> Worded:
    """The decision that was typed. Raises ValueError where a day is no day."""
    data: dict[str, Any] = posted.dict()
    responsible = []
    for party in parties:
        organisation = data.get(f"organisation.{party}", "").strip()
        name = data.get(f"name.{party}", "").strip()
        if organisation or name or data.get(f"acts.{party}"):
            responsible.append(Responsible(party=party, organisation=organisation or None, name=name))
    settled, progress = data.get("settles", ""), data.get("progress", "")
    return Worded(
        item=data.get("item", ""),
        kind=data.get("kind", "commitment"),
        texts=texts(data, "text"),
        key=data.get("key", ""),
        based_on=data.get("based_on", ""),
        about=tuple(dict.fromkeys(s for s in posted.getlist("about") if s)),
        responsible=tuple(responsible),
        due=day(data.get("due", "")),
        at_next_session=bool(data.get("at_next_session")),
        sectors=tuple(s for s in posted.getlist("sector") if s),
        earlier=tuple(dict.fromkeys(s for s in posted.getlist("earlier") if s)),
        lineage=data.get("lineage", "restates") or "restates",
        names=texts(data, "names"),
        keep_words=bool(data.get("asked_words")) and not data.get("reword"),
        settles=(settled, progress) if settled and progress else None,
    )
