"""What the state of a record says beyond its columns, as labelled lines for people."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext, override

from servanda.domain.parties import name_of
from servanda.domain.parties.capitals import place_name
from servanda.domain.texts import cldr
from servanda.register import queries, words
from servanda.register.installation import own_side
from servanda.register.models import Record

# Which family of words tells the type of a kind.
TYPE_FAMILY = {
    "instrument": "type",
    "mechanism": "mechanism",
    "encounter": "encounter",
    "proposal": "proposal_stage",
    "session": "session_status",
    "indicator": "about",
}


def kind_words(record: Record, language: str) -> str:
    """What sort of its kind a record is, in words; for a person the latest post."""
    state: dict[str, Any] = json.loads(record.state)
    with override(language):
        if record.kind == "person":
            posts = state.get("posts", [])
            return _in(posts[-1]["titles"], language) if posts else ""
        said = words.word(TYPE_FAMILY.get(record.kind, ""), record.type) if record.type else ""
        if state.get("ordinal"):
            number = cldr.number(state["ordinal"], language, own_side())
            said = gettext("{what}, number {n}").format(what=said, n=number)
        return said


def title(record: Record, language: str) -> tuple[str, str]:
    """(text, its language) by which a record is called; what has no title of its own is called by what it is."""
    text, code = queries.title(record, language)
    if record.title:
        return text, code
    state: dict[str, Any] = json.loads(record.state)
    said = kind_words(record, language)
    with override(language):
        if record.kind == "session":
            tie = record.ties.filter(relation="mechanism").first()
            # The body's name only where whoever sees this record sees the body too.
            body = (
                tie
                and Record.objects.filter(
                    subject=tie.target, low__lte=record.low, high__gt=record.low
                ).first()
            )
            number = cldr.number(state["ordinal"], language, own_side()) if state.get("ordinal") else ""
            name = queries.title(body, language)[0] if body else ""
            if name and number:
                return gettext("Session {n}: {body}").format(n=number, body=name), language
            said = words.word("session_kind", state.get("kind") or "session")
            if name:
                return gettext("{what}: {title}").format(what=said, title=name), language
        if state.get("place"):
            said = gettext("{what}, {place}").format(what=said, place=place_name(state["place"], language))
    return said or text, language


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _people(people: list[dict[str, Any]], language: str) -> str:
    shown = []
    for p in people:
        side = f" ({name_of(p['party'], language)})" if p.get("party") else ""
        shown.append(f"{p.get('name') or p.get('person') or '—'}{side}")
    return cldr.listed(shown, language, own_side())


def facts(record: Record, language: str) -> list[tuple[str, str]]:
    """(label, text) for each thing that the state says."""
    state: dict[str, Any] = json.loads(record.state)
    found: list[tuple[str, str]] = []
    with override(language):
        if state.get("ordinal"):
            found.append((gettext("Number"), cldr.number(state["ordinal"], language, own_side())))
        if state.get("place"):
            found.append((gettext("Place"), place_name(state["place"], language)))
        if state.get("source"):
            found.append((gettext("Source"), state["source"]))
        if state.get("host"):
            found.append((gettext("Host"), name_of(state["host"], language)))
        for key, label in (("co_chairs", gettext("Co-chairs")), ("persons", gettext("Persons"))):
            if state.get(key):
                found.append((label, _people(state[key], language)))
        for i, task in enumerate(state.get("mandate", []), 1):
            number = cldr.number(i, language, own_side())
            found.append((gettext("Task {n}").format(n=number), _in(task["texts"], language)))
        found += _rhythm(state, language)
        for post in state.get("posts", []):
            days = " – ".join(
                words.shown("day", post[k], language) if post[k] else "…" for k in ("since", "until")
            )
            found.append(
                (days if post["since"] or post["until"] else gettext("Post"), _in(post["titles"], language))
            )
    return found


def rhythm(record: Record, language: str) -> list[tuple[str, str]]:
    """(label, text) for when a mechanism meets, who hosts, by when the agenda is due, when it reviews."""
    with override(language):
        return _rhythm(json.loads(record.state), language)


def _rhythm(state: dict[str, Any], language: str) -> list[tuple[str, str]]:
    def number(key: str) -> str:
        return cldr.number(state[key], language, own_side())

    found: list[tuple[str, str]] = []
    said = ""
    if state.get("when_needed"):
        said = gettext("when needed")
    elif state.get("every_months"):
        said = gettext("every {n} months").format(n=number("every_months"))
    if said and state.get("alternating"):
        said = gettext("{rhythm}, alternately in each State").format(rhythm=said)
    if said:
        found.append((gettext("Meets"), said))
    if state.get("agenda_days"):
        text = gettext("{n} days before the session").format(n=number("agenda_days"))
        found.append((gettext("Agenda and invitation"), text))
    if state.get("review_months"):
        text = gettext("{n} months after a session").format(n=number("review_months"))
        found.append((gettext("Review between sessions"), text))
    return found
