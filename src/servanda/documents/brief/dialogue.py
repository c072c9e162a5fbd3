"""Bodies and their sessions, encounters, statements, undertakings, topics and persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from servanda.documents.brief.facts import Facts
from servanda.documents.model import (
    Block,
    Column,
    Items,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
    foreign,
    plain,
)
from servanda.documents.model import Facts as LabelledLines
from servanda.documents.phrasing import Phrasing, filled, series
from servanda.domain.parties.capitals import place_name
from servanda.register import words
from servanda.register.models import Record

MOST = 12  # encounters, statements: the latest; the others are counted
SESSIONS = 4  # of a body: the latest ones held; coming ones are all shown


def by_time(facts: Facts) -> tuple[list[Record], list[Record]]:
    """(sessions held by the day, oldest first; dated sessions still to come, soonest first)."""
    dated = [s for s in facts.sessions if s.on and s.type not in {"cancelled", "postponed"}]
    past = [s for s in dated if s.on and s.on <= facts.on and s.type == "held"]
    coming = [s for s in dated if s.on and s.on > facts.on]
    return past, coming


def session_name(facts: Facts, session: Record, hand: Phrasing) -> Run | str:
    """What a session is called: its body and number, or what is known of them."""
    body = next(iter(facts.tied(session, "mechanism")), None)
    ordinal = facts.state(session).get("ordinal")
    if body is None:
        return gettext("session {n}").format(n=hand.number(ordinal)) if ordinal else gettext("session")
    title = hand.title(body)
    if not ordinal:
        return title
    text = gettext("{mechanism}, session {n}").format(mechanism=title.text, n=hand.number(ordinal))
    return Run(text, title.language, direction=title.direction)


def mechanisms(facts: Facts, hand: Phrasing) -> list[Block]:
    """Each body with its rhythm and tasks and its sessions, the next one first; then sessions of no known body."""
    found: list[Block] = []
    told: set[int] = set()
    for body in facts.of_kind("mechanism"):
        own = [s for s in facts.sessions if body in facts.tied(s, "mechanism")]
        told |= {s.pk for s in own}
        blocks: list[Block] = [LabelledLines(tuple(_body_facts(facts, body, hand)))]
        blocks += _sessions(facts, own, hand)
        found.append(Section(Text((hand.title(body),)), tuple(blocks)))
    rest = _sessions(facts, [s for s in facts.sessions if s.pk not in told], hand)
    if rest:
        found.append(Section(plain(gettext("Other sessions")), tuple(rest)) if found else rest[0])
    return found


def _body_facts(facts: Facts, body: Record, hand: Phrasing) -> list[tuple[str, Text]]:
    state, notes = facts.state(body), facts.cite_acts(body, "mechanism")
    said = [(gettext("Kind"), plain(words.word("mechanism", body.type), notes))]
    founding = [hand.title(r) for r in facts.tied(body, "founded_by")]
    if founding:
        said.append((gettext("Founded by"), series(founding, "; ")))
    if state.get("every_months"):
        n = state["every_months"]
        rhythm = filled(ngettext("every month", "every {n} months", n), n=hand.number(n))
        said.append((gettext("Meets"), rhythm))
    for i, task in enumerate(state.get("mandate", ()), 1):
        said.append((gettext("Task {n}").format(n=hand.number(i)), Text((hand.in_language(task["texts"]),))))
    return said


def _sessions(facts: Facts, sessions: list[Record], hand: Phrasing) -> list[Block]:
    coming = [s for s in sessions if s.on is None or s.on > facts.on]
    past = [s for s in sessions if s.on is not None and s.on <= facts.on]
    shown = [*coming, *reversed(past[-SESSIONS:])]
    if not shown:
        return []
    columns = (
        Column(gettext("Session"), 12),
        Column(gettext("Day"), 22),
        Column(gettext("Place"), 20),
        Column(gettext("Co-chairs"), 28),
        Column(gettext("Status"), 18),
    )
    rows = []
    for s in shown:
        state = facts.state(s)
        planned = s.on is not None and s.on > facts.on and s.type == "held"
        place = (
            foreign(place_name(state["place"], hand.language))
            if state.get("place")
            else Run(hand.party(state["host"]) if state.get("host") else "—")
        )
        cells = (
            (plain(hand.number(state["ordinal"]) if state.get("ordinal") else "—"),),
            (_days(hand, s.on, s.until),),
            (Text((place,)),),
            people(facts, hand, state.get("co_chairs", ())) or (plain("—"),),
            (plain(words.word("session_status", "planned" if planned else s.type)),),
        )
        # its decisions are not cited here: a session may have taken a hundred
        rows.append(Row(cells, facts.cite_acts(s, "session", "session_planned")))
    return [Table(columns, tuple(rows))]


def _days(hand: Phrasing, since: date | None, until: date | None) -> Text:
    if since and until and until != since:
        return filled(gettext("{since} to {until}"), since=hand.day(since), until=hand.day(until))
    return plain(hand.day(since))


def people(facts: Facts, hand: Phrasing, found: Any) -> tuple[Text, ...]:
    """Persons as (name, party), by the register's name where the person may be seen there."""
    lines = []
    for p in found:
        known = facts.names.get(p.get("person") or "")
        name = hand.title(known) if known else foreign(p.get("name") or "")
        if not name.text:
            continue
        if p.get("party"):
            lines.append(filled(gettext("{name} ({party})"), name=name, party=hand.party(p["party"])))
        else:
            lines.append(Text((name,)))
    return tuple(lines)


def _latest(facts: Facts, records: list[Record], hand: Phrasing, table: Any) -> list[Block]:
    if not records:
        return []
    found: list[Block] = [table(records[:MOST])]
    more = len(records) - MOST
    if more > 0:
        template = ngettext(
            "{n} earlier one is in the register.", "{n} earlier ones are in the register.", more
        )
        found.append(Paragraph(filled(template, n=hand.number(more)), "small"))
    return found


def encounters(facts: Facts, hand: Phrasing) -> list[Block]:
    """The latest visits, meetings, talks and calls."""
    columns = (
        Column(gettext("Day"), 20),
        Column(gettext("What"), 18),
        Column(gettext("Place"), 20),
        Column(gettext("Persons"), 42),
    )

    def table(records: list[Record]) -> Table:
        rows = []
        for r in records:
            state = facts.state(r)
            cells = (
                (_days(hand, r.on, r.until),),
                (plain(words.word("encounter", r.type)),),
                (
                    Text((foreign(place_name(state["place"], hand.language)),))
                    if state.get("place")
                    else plain("—"),
                ),
                people(facts, hand, state.get("persons", ())) or (plain("—"),),
            )
            rows.append(Row(cells, facts.cite(r)))
        return Table(columns, tuple(rows))

    return _latest(facts, facts.of_kind("encounter"), hand, table)


def statements(facts: Facts, hand: Phrasing) -> list[Block]:
    """The latest official texts read into the register."""
    columns = (
        Column(gettext("Day"), 20, "day"),
        Column(gettext("Title"), 54),
        Column(gettext("Source"), 26),
    )

    def table(records: list[Record]) -> Table:
        rows = []
        for r in records:
            source = facts.state(r).get("source")
            cells = (
                (plain(hand.day(r.on)),),
                (Text((hand.title(r),)),),
                (Text((foreign(source, longest=200),)) if source else plain("—"),),
            )
            rows.append(Row(cells, facts.cite(r)))
        return Table(columns, tuple(rows))

    return _latest(facts, facts.of_kind("statement"), hand, table)


def undertakings(facts: Facts, hand: Phrasing) -> list[Block]:
    """What the parties committed themselves to: those with a day first, soonest first."""
    records = sorted(
        facts.of_kind("undertaking"), key=lambda r: (r.until is None, r.until or date.max, r.subject)
    )
    if not records:
        return []
    columns = (
        Column(gettext("Undertaking"), 52),
        Column(gettext("By"), 16),
        Column(gettext("Undertaken on"), 16, "day"),
        Column(gettext("Due on"), 16, "day"),
    )
    rows = []
    for r in records:
        by = hand.parties([p.party for p in r.parties.order_by("pk")])
        origin = [hand.title(o, longest=160) for o in facts.tied(r, "origin")]
        text: tuple[Text, ...] = (Text((hand.title(r, longest=600),)),)
        if origin:
            text = (*text, filled(gettext("From: {title}"), aside=True, title=origin[0]))
        cells = (text, (plain(by or "—"),), (plain(hand.day(r.on)),), (plain(hand.day(r.until)),))
        rows.append(Row(cells, facts.cite(r)))
    return [Table(columns, tuple(rows))]


def topics(facts: Facts, hand: Phrasing) -> list[Block]:
    """Matters of the political dialogue."""
    lines = tuple(Text((hand.title(r),), facts.cite(r)) for r in facts.of_kind("topic"))
    return [Items(lines)] if lines else []


def persons(facts: Facts, hand: Phrasing) -> list[Block]:
    """Who took part, with the post held on the day."""
    lines = []
    for r in facts.of_kind("person"):
        post = _post_on(facts.state(r).get("posts", ()), facts.on)
        if post:
            template = gettext("{name}: {post}")
            lines.append(
                filled(template, facts.cite(r), name=hand.title(r, strong=True), post=hand.in_language(post))
            )
        else:
            lines.append(Text((hand.title(r, strong=True),), facts.cite(r)))
    return [Items(tuple(lines))] if lines else []


def _post_on(posts: Any, on: date) -> dict[str, str] | None:
    held = [
        p["titles"]
        for p in posts
        if (not p["since"] or date.fromisoformat(p["since"]) <= on)
        and (not p["until"] or date.fromisoformat(p["until"]) >= on)
    ]
    return held[-1] if held else None
