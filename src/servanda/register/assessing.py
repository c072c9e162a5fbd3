"""What the assessment counts: one cooperation as plain facts, each with its entries, from what the reader may see.

    facts(viewer, Asked("MA", "RU", on=today))        # → domain.cooperation.Cooperation, for servanda.assessment.assess

Everything is folded from the journal entries that the reader may see, so that *as known at* an instant is the same question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from servanda.domain.cooperation import (
    Activity,
    CommitmentFact,
    Cooperation,
    Duty,
    EventFact,
    InstrumentFact,
    PeerFact,
    Phase,
    ProposalFact,
    StandingFact,
)
from servanda.domain.entry import Entry, standing
from servanda.domain.instruments.fold import InstrumentState
from servanda.journal.queries import known_at, to_entry
from servanda.register import practices
from servanda.register.models import Interval, Record, RecordParty, RecordSector, Tie
from servanda.register.projections import kinds
from servanda.register.projections.commitment import state_of as commitment_state
from servanda.register.projections.instrument import state_of
from servanda.register.queries import on_day
from servanda.register.visibility import Viewer, entries, records

_SOME = 500  # subjects asked for at a time
KINDS = (
    "instrument",
    "commitment",
    "session",
    "encounter",
    "statement",
    "undertaking",
    "mechanism",
    "proposal",
)
SCOPES = (
    "mechanism",
    "session",
    "organisation",
    "sector",
)  # by which an assessment can be narrowed, alone or within a relationship
#: Acts that say what is known of an instrument and not what happened to it.
_NO_EVENT = frozenset(
    {"description", "final_clauses", "relation", "document", "published_status", "withdrawal", "disclosure", "objection_to_entry"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be assessed.

    a, b           the two parties; both "": whatever the scope below holds, whichever parties it has; the whole register without one
    on             the day as of which states are given
    since, until   the period; None: from the beginning, to `on`
    as_known       only what had been recorded by then
    sector         only what concerns this field
    mechanism, session, organisation   only commitments, sessions and instruments tied to these subjects
    peers          whether instruments with others are gathered for comparison
    """

    a: str
    b: str
    on: date
    since: date | None = None
    until: date | None = None
    as_known: datetime | None = None
    sector: str = ""
    mechanism: str = ""
    session: str = ""
    organisation: str = ""
    peers: bool = True


def facts(viewer: Viewer, asked: Asked) -> Cooperation:
    """The cooperation of two parties as the reader may know it."""
    subjects = _subjects(viewer, asked)
    by_subject = _entries(viewer, subjects, asked.as_known)
    level = viewer.circle.level
    views = {s: kinds.PROJECTIONS[s.partition("/")[0]](s, es, level) for s, es in by_subject.items() if _is(s, "session", "encounter", "statement", "undertaking", "mechanism", "proposal")}  # fmt: skip
    commitments = [
        c
        for s, es in by_subject.items()
        if _is(s, "commitment") and (c := _commitment(s, es, level, asked.on))
    ]
    commitments = [c for c in commitments if _wanted(c, asked)]
    events = [
        _event(s, view, by_subject[s])
        for s, view in views.items()
        if view is not None and not _is(s, "mechanism")
    ]
    met = frozenset(c.session for c in commitments if c.session)
    events = [e for e in events if _event_wanted(e, asked, met)]
    under = _under(events, commitments, views, by_subject)
    known = practices.known_at_level(level)
    states = {s: state_of(es, known) for s, es in by_subject.items() if _is(s, "instrument")}
    for subject, state in states.items():
        for entry in state.record.knowledge.get("relation", ()):
            act: Any = entry.act
            signed = state.signed.day if state.signed else state.record.first_day
            if signed:
                under.setdefault(act.target, []).append(Activity(signed, act.kind, subject, (entry.id,)))
    instruments = [
        _instrument(s, state, by_subject[s], under.get(s, ()))
        for s, state in states.items()
        if state.timeline
    ]
    if asked.sector:
        instruments = [i for i in instruments if asked.sector in i.sectors]
    if asked.mechanism or asked.session or asked.organisation:
        tied = {c.instrument for c in commitments} | {r for e in events for r in e.refers}
        view = views.get(asked.mechanism)
        tied |= {target for _, target in view.ties} if view else set()
        instruments = [i for i in instruments if i.subject in tied]
    return Cooperation(
        asked.a,
        asked.b,
        asked.on,
        asked.since,
        asked.until or asked.on,
        instruments=tuple(sorted(instruments, key=lambda i: (i.signed or date.max, i.subject))),
        commitments=tuple(sorted(commitments, key=lambda c: (c.begins, c.subject))),
        sessions=_events(events, "session"),
        encounters=_events(events, "encounter"),
        statements=_events(events, "statement"),
        undertakings=_events(events, "undertaking"),
        peers=tuple(_peers(viewer, asked)) if asked.peers and asked.a else (),
        proposals=tuple(
            p
            for s, view in views.items()
            if _is(s, "proposal") and view and (p := _proposal(s, view)) and _proposal_wanted(p, asked)
        ),
    )


def titles(viewer: Viewer, subjects: Iterable[str]) -> dict[str, Record]:
    """The records of subjects that the reader may see, to call them by their titles."""
    wanted = sorted(set(subjects))
    out: dict[str, Record] = {}
    for start in range(0, len(wanted), _SOME):
        out |= {
            r.subject: r
            for r in records(viewer).filter(subject__in=wanted[start : start + _SOME]).order_by("low")
        }
    return out


# -- what is gathered ---------------------------------------------------------------------------------------


def _is(subject: str, *kinds_: str) -> bool:
    return subject.partition("/")[0] in kinds_


def _subjects(viewer: Viewer, asked: Asked) -> list[str]:
    if not asked.a:
        return _in_scope(viewer, asked)
    has = RecordParty.objects.filter(record=OuterRef("pk"))
    both = records(viewer).filter(Exists(has.filter(party=asked.a)), Exists(has.filter(party=asked.b)))
    found = list(both.filter(kind__in=KINDS).values_list("subject", flat=True))
    # Sessions name their mechanism and may leave the parties unsaid.
    bodies = [s for s in found if _is(s, "mechanism")]
    tied = Tie.objects.filter(record=OuterRef("pk"), target__in=bodies)
    found += (
        records(viewer)
        .filter(Exists(tied), kind__in=("session", "commitment"))
        .values_list("subject", flat=True)
    )
    return sorted(set(found))


def _in_scope(viewer: Viewer, asked: Asked) -> list[str]:
    """The subjects of a mechanism, session, organisation or sector of any parties; of all that the reader may see without one."""
    visible = records(viewer).filter(kind__in=KINDS)
    if asked.sector:
        of_sector = RecordSector.objects.filter(record=OuterRef("pk"), sector=asked.sector)
        # Sessions and bodies have no field of their own: those of the commitments in it come with these below.
        visible = visible.filter(Exists(of_sector))
    seeds = [s for s in (asked.mechanism, asked.session, asked.organisation) if s]
    if not seeds and not asked.sector:
        return sorted(set(visible.values_list("subject", flat=True)))
    for seed in seeds:
        tied = Tie.objects.filter(record=OuterRef("pk"), target=seed)
        visible = visible.filter(Exists(tied))
    found = set(visible.values_list("subject", flat=True)) | {s for s in seeds if not _is(s, "organisation")}
    # One step further: the session at which a commitment was made, the instrument that it or a body rests on.
    ties = Tie.objects.filter(record__subject__in=found, record__in=records(viewer))
    further = {
        t for t in ties.values_list("target", flat=True) if _is(t, "session", "instrument", "mechanism")
    }
    return sorted(found | further)


def _entries(viewer: Viewer, subjects: list[str], as_known: datetime | None) -> dict[str, list[Entry]]:
    out: dict[str, list[Entry]] = {}
    for start in range(0, len(subjects), _SOME):
        rows = entries(viewer).filter(subject__in=subjects[start : start + _SOME]).order_by("seq")
        for row in known_at(rows, as_known) if as_known else rows:
            out.setdefault(row.subject, []).append(to_entry(row))
    return dict(sorted(out.items()))


def _instrument(
    subject: str, state: InstrumentState, found: list[Entry], under: Iterable[Activity]
) -> InstrumentFact:
    alive = standing(found)
    acts = [
        Activity(e.on, e.act.name, subject, (e.id,)) for e in alive if e.on and e.act.name not in _NO_EVENT
    ]
    if state.entry is not None:
        acts.append(Activity(state.entry.day, "entry_into_force", subject, state.entry.cause.entries))
    phases = tuple(
        Phase(
            i.since,
            i.until,
            i.status.value,
            tuple((a.whom or "", a.what) for a in i.flags.awaiting),
            i.flags.ended or "",
            i.entries,
        )
        for i in state.timeline
    )
    duties = tuple(
        Duty(
            o.what,
            o.by or "",
            o.since,
            min((d for d in (o.done, o.lapsed) if d), default=None),
            o.cause.entries,
        )
        for o in state.owed
    )
    signed = state.signed.day if state.signed else None
    return InstrumentFact(
        subject=subject,
        titles=dict(state.titles),
        type=state.particulars.get("type") or "",
        parties=tuple(state.parties),
        sectors=tuple(state.sectors),
        signed=signed,
        in_force=state.entry.day if state.entry else None,
        ended=state.ending.day if state.ending else None,
        phases=phases,
        duties=duties,
        activity=tuple(sorted([*acts, *under], key=lambda a: (a.on, a.kind, a.subject))),
        announced=tuple(e.id for e in alive if e.act.name == "negotiation"),
        basis=state.signed.cause.entries if state.signed else tuple(e.id for e in alive[:1]),
        published=_published(alive),
    )


def _published(alive: list[Entry]) -> tuple[str, ...]:
    claims: list[Any] = [e.act for e in alive if e.act.name == "published_status"]
    return tuple(claims[-1].classes) if claims else ()


def _commitment(subject: str, found: list[Entry], level: int, on: date) -> CommitmentFact | None:
    state = commitment_state(found, level)
    if state is None:
        return None
    f = state.facts
    organisations = dict.fromkeys(
        r.organisation or r.name for r in state.now.responsible if r.organisation or r.name
    )
    standings = tuple(
        StandingFact(
            s.since,
            s.until,
            s.status,
            s.due,
            s.closed,
            s.kept,
            s.carried,
            s.open,
            tuple((p.party, p.silent_from) for p in s.positions if p.silent_from),
            tuple(dict.fromkeys(e for e in (*(p.entry for p in s.positions), s.settled) if e)),
        )
        for s in state.timeline
    )
    reports = [e for e in standing(found) if e.act.name == "commitment_report" and e.on]
    return CommitmentFact(
        subject=subject,
        titles=dict(f["texts"]),
        begins=state.begins,
        session=f["session"] or "",
        mechanism=f["mechanism"] or "",
        instrument=f["instrument"] or "",
        article=f["article"],
        sectors=tuple(f["sectors"]),
        organisations=tuple(organisations),
        standings=standings,
        reports=tuple(Activity(e.on, "commitment_report", subject, (e.id,)) for e in reports if e.on),
        figures=sum(len(x.points) for x in state.figures),
        basis=tuple(e.id for e in standing(found) if e.act.name == "commitment")[-1:],
    )


def _event(subject: str, view: Any, found: list[Entry]) -> EventFact:
    kind = subject.partition("/")[0]
    return EventFact(
        subject=subject,
        kind=kind,
        titles=dict(view.titles),
        on=view.on,
        status=view.type if kind == "session" else "",
        parties=tuple(view.parties),
        sectors=tuple(view.sectors),
        due=view.until if kind == "undertaking" else None,
        refers=tuple(target for _, target in view.ties),
        basis=tuple(e.id for e in standing(found))[-1:],
    )


def _proposal(subject: str, view: Any) -> ProposalFact:
    stages = tuple(
        (s["stage"], date.fromisoformat(s["on"]) if s["on"] else None, s["entry"])
        for s in view.state["stages"]
    )
    return ProposalFact(
        subject=subject,
        titles=dict(view.titles),
        on=view.on,
        stages=stages,
        kind=view.state["kind"],
        mechanism=view.state["content"].get("mechanism") or "",
        sectors=tuple(view.sectors),
        became=tuple(view.state["became"]),
        basis=tuple(e for _s, _on, e in stages[:1]),
    )


def _proposal_wanted(p: ProposalFact, asked: Asked) -> bool:
    return (
        not (asked.session or asked.organisation)
        and (not asked.sector or asked.sector in p.sectors)
        and (not asked.mechanism or p.mechanism == asked.mechanism)
    )


def _events(events: list[EventFact], kind: str) -> tuple[EventFact, ...]:
    return tuple(sorted((e for e in events if e.kind == kind), key=lambda e: (e.on or date.max, e.subject)))


def _under(
    events: list[EventFact],
    commitments: list[CommitmentFact],
    views: dict[str, Any],
    by_subject: dict[str, list[Entry]],
) -> dict[str, list[Activity]]:
    """What happened under each instrument elsewhere: sessions of the body it founded, commitments, statements."""
    founded = {
        s: [t for r, t in v.ties if r == "founded_by"] for s, v in views.items() if v and _is(s, "mechanism")
    }
    out: dict[str, list[Activity]] = {}
    for e in events:
        if e.on is None or (e.kind == "session" and e.status != "held"):
            continue
        for target in e.refers:
            for instrument in [target] if _is(target, "instrument") else founded.get(target, ()):
                out.setdefault(instrument, []).append(Activity(e.on, e.kind, e.subject, e.basis))
    for c in commitments:
        instruments = [c.instrument] if c.instrument else founded.get(c.mechanism, [])
        for instrument in instruments:
            made = [Activity(c.begins, "commitment", c.subject, c.basis), *c.reports]
            out.setdefault(instrument, []).extend(made)
    for mechanism, instruments in founded.items():
        for entry in standing(by_subject.get(mechanism, ())):
            if entry.on is not None:
                for instrument in instruments:
                    out.setdefault(instrument, []).append(
                        Activity(entry.on, "mechanism", mechanism, (entry.id,))
                    )
    return out


def _wanted(c: CommitmentFact, asked: Asked) -> bool:
    return (
        (not asked.sector or asked.sector in c.sectors)
        and (not asked.mechanism or c.mechanism == asked.mechanism)
        and (not asked.session or c.session == asked.session)
        and (not asked.organisation or asked.organisation in c.organisations)
    )


def _event_wanted(e: EventFact, asked: Asked, sessions: frozenset[str]) -> bool:
    """Whether an event belongs to what is asked for. `sessions`: those at which the commitments asked for were made."""
    if asked.sector and e.kind in ("statement", "undertaking") and asked.sector not in e.sectors:
        return False
    if asked.organisation or (asked.sector and not asked.a):
        # an organisation meets at the sessions that gave it something to do; it signs no statement
        return e.subject in sessions if e.kind == "session" else bool(asked.sector and not asked.organisation)
    if asked.session:
        return e.subject == asked.session or (e.kind != "session" and asked.session in e.refers)
    if asked.mechanism:
        return asked.mechanism in e.refers or bool(sessions.intersection(e.refers))
    return True


def _peers(viewer: Viewer, asked: Asked) -> Iterator[PeerFact]:
    """Bilateral instruments of either side with others, as the computed rows have them on the day.

    With `as_known`, those of which nothing was recorded by then are left out; the state is that of today's knowledge.
    """
    found = records(viewer).filter(kind="instrument", party_count=2)
    for side, partner in ((asked.a, asked.b), (asked.b, asked.a)):
        has = RecordParty.objects.filter(record=OuterRef("pk"))
        some = found.filter(Exists(has.filter(party=side))).exclude(Exists(has.filter(party=partner)))
        if asked.as_known:
            some = some.filter(
                Exists(known_at(entries(viewer), asked.as_known).filter(subject=OuterRef("subject")))
            )
        others = dict(
            RecordParty.objects.filter(record__in=some).exclude(party=side).values_list("record_id", "party")
        )
        sectors: dict[int, list[str]] = {}
        for pk, sector in (
            RecordSector.objects.filter(record__in=some).order_by("pk").values_list("record_id", "sector")
        ):
            sectors.setdefault(pk, []).append(sector)
        rows = Interval.objects.filter(on_day(asked.on), record__in=some).order_by("record__subject")
        for pk, subject, kind, on, status in rows.values_list(
            "record_id", "record__subject", "record__type", "record__on", "status"
        ):
            if pk in others:
                yield PeerFact(subject, side, others[pk], kind, tuple(sectors.get(pk, ())), status, on)


def title_of(record: Record, language: str) -> str:
    """The title of a record in a language, else its own."""
    return str(json.loads(record.titles).get(language) or record.title or record.subject)
