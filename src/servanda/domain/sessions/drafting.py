"""The agenda drafts itself: from what the register knows to items, each with the reason why it is there.

Pure: what is known comes in as data. Titles are source texts (msgid) with data; who calls words them in each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servanda.domain.acts.sessions import AgendaItem
from servanda.domain.instruments.rules import Rule
from servanda.domain.wording import N_

_ALL = (
    Rule("adoption", N_("Every session adopts its agenda first."), "practice"),
    Rule("last_minutes", N_("The minutes of the last session are approved before all else."), "practice"),
    Rule("unfinished", N_("Decided at the last session and not finished: {n}."), "the record"),
    Rule("carried", N_("Carried over from earlier sessions and not finished: {n}."), "the record"),
    Rule("below", N_("Not finished in a body under this one: {n}."), "the record"),
    Rule(
        "review_not_held",
        N_("A review between sessions was due on {date} and is not on record."),
        "the record",
    ),
    Rule("task", N_("A task that the founding text gives to the body."), "founding instrument"),
    Rule("ready", N_("Ready for signature, or announced and not signed yet: {n}."), "the record"),
    Rule("awaiting", N_("Signed and waiting for a step of one side: {n}."), "the record"),
    Rule("closing", N_("A window for notice or a term ends before the next session: {n}."), "the record"),
    Rule("tabled", N_("Tabled and not answered yet: {n}."), "the record"),
    Rule("round_due", N_("The next round on this topic is due by then."), "the record"),
    Rule("business", N_("Every session leaves room for what comes up."), "practice"),
    Rule("following", N_("Every session settles when and where the next one is held."), "practice"),
)
AGENDA_RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
#: Items that stand at the end, whatever is put before them.
LAST = ("other-business", "next-session")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A commitment that is open: which body's, from which session, and how pressing it is.

    differs, overdue, silent  as its state on the day says; carried: how many sessions it has outlived
    """

    subject: str
    mechanism: str
    session: str = ""
    differs: bool = False
    overdue: bool = False
    silent: bool = False
    carried: int = 0
    due: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows when the agenda is drafted, as far as the readers of the agenda may know it.

    last         the last session held: (its number or None, whether its minutes are locked)
    last_session its subject
    unfinished   of this body and those under it
    below        names of the bodies under this one, by subject
    tasks        texts of the mandate, in order
    missed       days of reviews that were due and are not on record
    ready, awaiting, closing, tabled   subjects of instruments and proposals
    topics       (subject, names) whose next round is due
    """

    mechanism: str
    last: tuple[int | None, bool] | None = None
    last_session: str = ""
    unfinished: Sequence[Unfinished] = ()
    below: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tasks: Sequence[Mapping[str, str]] = ()
    missed: Sequence[date] = ()
    ready: Sequence[str] = ()
    awaiting: Sequence[str] = ()
    closing: Sequence[str] = ()
    tabled: Sequence[str] = ()
    topics: Sequence[tuple[str, Mapping[str, str]]] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """An item as it is drafted.

    title  source text; `data` fills it. A datum that is a mapping has a text for each language: a language without
           one gets no title (what is missing is marked, not invented)
    """

    key: str
    kind: str
    title: str
    rule: str
    data: Mapping[str, Any] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    because: Mapping[str, Any] = field(default_factory=dict)


def draft(known: Known) -> list[Drafted]:
    """The items of the next agenda in the order that commissions use."""
    found = [Drafted("adoption", "adoption", N_("Adoption of the agenda"), "adoption")]
    if known.last is not None and not known.last[1]:
        number = known.last[0]
        title = (
            N_("Approval of the minutes of the {ordinal} session")
            if number
            else N_("Approval of the last minutes")
        )
        about = (known.last_session,) if known.last_session else ()
        found.append(
            Drafted("last-minutes", "minutes_approval", title, "last_minutes", {"ordinal": number}, about)
        )
    found += _reviews(known)
    for n, texts in enumerate(known.tasks, 1):
        data = {"n": n, "task": dict(texts)}
        found.append(Drafted(f"task-{n}", "mandate", N_("Task {n} of the mandate: {task}"), "task", data))
    groups: tuple[tuple[str, str, str, str, Sequence[str]], ...] = (
        ("ready", "instrument", N_("Instruments ready for signature"), "ready", known.ready),
        (
            "awaiting",
            "instrument",
            N_("Instruments signed and awaiting entry into force"),
            "awaiting",
            known.awaiting,
        ),
        (
            "closing",
            "window",
            N_("Instruments whose term or window for notice ends"),
            "closing",
            known.closing,
        ),
        ("tabled", "proposal", N_("Proposals tabled by the two sides"), "tabled", known.tabled),
    )
    for key, kind, title, rule, of in groups:
        if of:
            subjects = tuple(dict.fromkeys(of))
            found.append(Drafted(key, kind, title, rule, {}, subjects, {"n": len(subjects)}))
    for n, (subject, names) in enumerate(known.topics, 1):
        title = N_("Exchange of views: {topic}")
        found.append(Drafted(f"topic-{n}", "free", title, "round_due", {"topic": dict(names)}, (subject,)))
    found.append(Drafted("other-business", "other_business", N_("Any other business"), "business"))
    title = N_("Date and place of the next session")
    found.append(Drafted("next-session", "next_session", title, "following"))
    return found


def _reviews(known: Known) -> Iterable[Drafted]:
    """Unfinished commitments: of the last session, of earlier ones, of the bodies under this one."""
    mine = [u for u in known.unfinished if u.mechanism == known.mechanism]
    last = [u for u in mine if known.last_session and u.session == known.last_session]
    earlier = [u for u in mine if u not in last]
    if last:
        number = known.last[0] if known.last else None
        title = (
            N_("Implementation of the decisions of the {ordinal} session")
            if number
            else N_("Implementation of the decisions of the last session")
        )
        yield _review("review-last", title, "unfinished", last, {"ordinal": number})
    if earlier:
        yield _review("review-earlier", N_("Earlier commitments that are not finished"), "carried", earlier)
    for n, (body, names) in enumerate(known.below.items(), 1):
        theirs = [u for u in known.unfinished if u.mechanism == body]
        if theirs:
            title = N_("Commitments of: {body}")
            yield _review(f"review-body-{n}", title, "below", theirs, {"body": dict(names)})
    for n, day in enumerate(known.missed, 1):
        title = N_("Review between sessions that was due on {date}")
        yield Drafted(f"missed-{n}", "review", title, "review_not_held", {"date": day}, (), {"date": day})


def _review(
    key: str, title: str, rule: str, of: Sequence[Unfinished], data: Mapping[str, Any] | None = None
) -> Drafted:
    about = tuple(dict.fromkeys(u.subject for u in sorted(of, key=_pressing)))
    return Drafted(key, "review", title, rule, data or {}, about, {"n": len(about)})


def _pressing(u: Unfinished) -> tuple[Any, ...]:
    """What divides the sides first, then what is late, then where a side is silent; carried over longest first."""
    number = int(u.number) if u.number.isdecimal() else 0
    return (not u.differs, not u.overdue, not u.silent, -u.carried, u.due or date.max, number, u.subject)


@dataclass(frozen=True, slots=True)
class Merged:
    """A drafted agenda joined to one that people have edited.

    added    keys that the draft brings anew; `moot` keys whose reason is gone: they stay until a person removes them
    """

    items: tuple[AgendaItem, ...]
    added: tuple[str, ...] = ()
    moot: tuple[str, ...] = ()


def merge(current: Sequence[AgendaItem], drafted: Sequence[AgendaItem]) -> Merged:
    """What people wrote stays in its order and words; what the register knows beyond it is put in its place.

    An item of the draft that is there already keeps its title and gains what it is about now.
    """
    fresh = {item.key: item for item in drafted}
    kept: list[AgendaItem] = []
    moot: list[str] = []
    for item in current:
        now = fresh.get(item.key)
        if now is None:
            moot += [item.key] if item.origin else []
            kept.append(item)
        else:
            about = tuple(
                dict.fromkeys(
                    (*now.about, *(s for s in item.about if s not in now.about and not item.origin))
                )
            )
            kept.append(item.model_copy(update={"about": about, "titles": {**now.titles, **item.titles}}))
    there = {item.key for item in current}
    added = [item for item in drafted if item.key not in there]
    for item in added:
        kept.insert(_place(kept, item, list(fresh)), item)
    return Merged(tuple(kept), tuple(i.key for i in added), tuple(moot))


def _place(kept: Sequence[AgendaItem], item: AgendaItem, order: Sequence[str]) -> int:
    """After the item that precedes it in the draft and is there; before the closing items."""
    before = order[: order.index(item.key)]
    if item.key in LAST:
        following = [
            i for i, k in enumerate(kept) if k.key in LAST and LAST.index(k.key) > LAST.index(item.key)
        ]
        return following[0] if following else len(kept)
    places = [i for i, k in enumerate(kept) if k.key in before]
    closing = [i for i, k in enumerate(kept) if k.key in LAST]
    place = max(places) + 1 if places else 0
    return min(place, closing[0]) if closing else place
