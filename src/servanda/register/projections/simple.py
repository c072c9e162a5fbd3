"""Projections of the subjects whose state is their latest word: persons, organisations, statements …

Each takes the standing entries in the order of their day (then of recording); later acts refine earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from servanda.domain.acts.base import Act
from servanda.domain.entry import Entry, standing
from servanda.register.projections.view import View


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    alive = standing(entries)
    return sorted(alive, key=lambda e: (e.on or date.min, e.recorded_at, e.id))


def _of(entries: Sequence[Entry], *names: str) -> list[Entry]:
    return [e for e in _in_order(entries) if e.act.name in names]


def _first(texts: dict[str, str]) -> str:
    return next(iter(texts.values()), "")


def _ties(act: Act, *fields: str) -> list[tuple[str, str]]:
    return [(name, target) for name in fields if (target := getattr(act, name, None))]


def _persons(people: Sequence[Any]) -> tuple[list[tuple[str, str]], str]:
    """Ties to persons of the register, and the names as words for the search."""
    return [("person", p.person) for p in people if p.person], " \n".join(p.name for p in people if p.name)


def _latest(names: Sequence[str]) -> Callable[[str, list[Entry]], tuple[Entry, Any] | None]:
    def find(subject: str, entries: list[Entry]) -> tuple[Entry, Any] | None:
        found = _of(entries, *names)
        return (found[-1], found[-1].act) if found else None

    return find


def person(subject: str, entries: list[Entry]) -> View | None:
    """A person with the posts held, in order."""
    named = _of(entries, "person")
    if not named:
        return None
    act: Any = named[-1].act
    posts = []
    for entry in _of(entries, "post"):
        post: Any = entry.act
        posts.append(
            {
                "titles": dict(post.titles),
                "party": post.party or act.party,
                "since": entry.on.isoformat() if entry.on else None,
                "until": post.until.isoformat() if post.until else None,
            }
        )
    party = act.party or next((p["party"] for p in reversed(posts) if p["party"]), None)
    return View(
        titles=dict(act.names),
        title=_first(act.names),
        parties=(party,) if party else (),
        state={"posts": posts} | ({"courtesy": dict(act.courtesy)} if act.courtesy else {}),
        text=" \n".join(t for p in posts for t in p["titles"].values()),
    )


def organisation(subject: str, entries: list[Entry]) -> View | None:
    """A ministry, agency or office."""
    found = _latest(["organisation"])(subject, entries)
    if found is None:
        return None
    act = found[1]
    return View(
        titles=dict(act.names),
        title=_first(act.names),
        type=act.kind,
        parties=(act.party,) if act.party else (),
        ties=_ties(act, "part_of"),
        state={"without_clearance": True} if act.without_clearance else {},
    )


def statement(subject: str, entries: list[Entry]) -> View | None:
    """An official text that was read into the register; later acts add what they state, sectors and mentions add up."""
    found = _of(entries, "statement")
    if not found:
        return None
    facts: dict[str, Any] = {}
    sectors: dict[str, None] = {}
    mentions: dict[str, None] = {}
    for entry in found:
        facts |= {k: getattr(entry.act, k) for k in entry.act.model_fields_set}
        sectors |= dict.fromkeys(getattr(entry.act, "sectors", ()))
        mentions |= dict.fromkeys(getattr(entry.act, "mentions", ()))
    titles = dict(facts.get("titles", {}))
    # Titles are kept in the order of their codes; the statement is called by that of the version which stands first.
    own = next((titles[code] for code in facts.get("languages", ()) if code in titles), "")
    return View(
        titles=titles,
        title=own or _first(titles),
        on=facts.get("published") or found[0].on,
        parties=facts.get("parties", ()),
        sectors=tuple(sectors),
        state={
            "languages": list(facts.get("languages", ())),
            "source": facts.get("source", ""),
            "text": facts.get("text"),
            **({"texts": dict(facts["texts"])} if facts.get("texts") else {}),
        },
        ties=[("mentions", subject) for subject in mentions],
        whole=facts.get("text") or "",
    )


def undertaking(subject: str, entries: list[Entry]) -> View | None:
    """What parties committed themselves to."""
    found = _latest(["undertaking"])(subject, entries)
    if found is None:
        return None
    entry, act = found
    return View(
        titles=dict(act.texts),
        title=_first(act.texts),
        on=entry.on,
        until=act.due,
        parties=act.by,
        sectors=act.sectors,
        ties=_ties(act, "origin"),
    )


def encounter(subject: str, entries: list[Entry]) -> View | None:
    """A visit, meeting, talks, call, session, summit or conference."""
    found = _latest(["encounter"])(subject, entries)
    if found is None:
        return None
    entry, act = found
    ties, names = _persons(act.persons)
    ties += _ties(act, "mechanism") + [("topic", t) for t in act.topics]
    return View(
        type=act.kind,
        on=entry.on,
        until=act.until,
        parties=act.parties,
        state={
            "place": act.place,
            "ordinal": act.ordinal,
            "persons": [{"party": p.party, "name": p.name, "person": p.person} for p in act.persons],
        },
        ties=ties,
        text=names,
    )


def party(subject: str, entries: list[Entry]) -> View | None:
    """A party's practice: stages of procedure, lead times, rest days."""
    found = _of(entries, "party_practice")
    if not found:
        return None
    body: dict[str, Any] = {}
    for entry in found:
        body |= entry.act.body()
    return View(parties=(subject.partition("/")[2],), state=body)


def account(subject: str, entries: list[Entry]) -> View | None:
    """An account whose work passed to another: to whom, from when, until when."""
    found = _of(entries, "handover")
    if not found:
        return None
    name = subject.partition("/")[2]
    handed = [
        {
            "to": e.act.to,  # type: ignore[attr-defined]
            "since": e.on.isoformat() if e.on else None,
            "until": e.act.until.isoformat() if e.act.until else None,  # type: ignore[attr-defined]
        }
        for e in found
    ]
    return View(titles={}, title=name, on=found[0].on, state={"handed": handed})
