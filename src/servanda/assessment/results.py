"""From article to result, and what was announced and never recorded."""

from __future__ import annotations

from datetime import date

from servanda.assessment.measure import Counted, Figure, Measure, counted
from servanda.domain.cooperation import CommitmentFact, Cooperation, EventFact, InstrumentFact
from servanda.domain.texts import tokens

SHARED_WORDS = 0.5  #: share of the undertaking's words that an answer without a common sector must have


def articles(found: Cooperation) -> Measure:
    """What each article of each instrument has produced, and the instruments in force that produced nothing."""
    by_article: dict[tuple[str, str], list[CommitmentFact]] = {}
    for c in found.commitments:
        if c.instrument and c.begins <= found.on:
            by_article.setdefault((c.instrument, c.article), []).append(c)
    figures = []
    for (instrument, article), same in sorted(by_article.items()):
        reports = [r for c in same for r in c.reports if r.on <= found.on]
        ids = tuple(Counted(c.subject, (*c.basis, *(e for r in c.reports for e in r.entries))) for c in same)
        figures.append(
            Figure(instrument, "subject", len(same), counted=ids,
                   data={"article": article, "reports": len(reports), "figures": sum(c.figures for c in same)})
        )  # fmt: skip
    used = {instrument for instrument, _ in by_article}
    unused = [
        i
        for i in found.instruments
        if _in_force(i, found.on) and i.subject not in used and not _worked(i, found.on)
    ]
    figures.append(Figure("never_used", "measure", len(unused), counted=counted(unused)))
    return Measure("articles", tuple(figures))


def _in_force(i: InstrumentFact, on: date) -> bool:
    phase = i.at(on)
    return phase is not None and phase.status in ("in_force", "provisional")


def _worked(i: InstrumentFact, on: date) -> bool:
    """Whether anything was done under it: a session, a report, a commitment, an instrument that implements it."""
    under = (
        "session",
        "session_held",
        "report",
        "commitment",
        "commitment_report",
        "implements",
        "mechanism",
        "statement",
    )
    return any(a.kind in under and a.on <= on for a in i.activity)


def announced(found: Cooperation) -> Measure:
    """Instruments and undertakings that were announced: what came of them, after how long."""
    came: list[tuple[InstrumentFact | EventFact, int, Counted]] = []
    never: list[tuple[InstrumentFact | EventFact, int]] = []
    for i in found.instruments:
        first = i.at(found.on) and i.phases[0]
        if not first or not i.announced or first.status != "negotiated":
            continue
        if i.signed is not None and i.signed <= found.on:
            came.append((i, (i.signed - first.since).days, Counted(i.subject, (*i.announced, *i.basis))))
        else:
            never.append((i, (found.on - first.since).days))
    for u in found.undertakings:
        if u.on is None or u.on > found.on:
            continue
        answer = _answer(u, found)
        if answer is None:
            never.append((u, (found.on - u.on).days))
        else:
            day, subject, entries = answer
            came.append((u, (day - u.on).days, Counted(subject, (*u.basis, *entries))))
    figures = []
    if came:
        figures.append(Figure("recorded", "measure", len(came), counted=tuple(c for _, _, c in came)))
    if never:
        figures.append(Figure("never_came", "measure", len(never), counted=counted(x for x, _ in never)))
    for x, days in sorted(never, key=lambda n: (-n[1], n[0].subject)):
        figures.append(Figure(x.subject, "subject", days, "days", counted([x]), {"answer": ""}))
    for x, days, answer_ in sorted(came, key=lambda n: (-n[1], n[0].subject)):
        answered = answer_.subject if answer_.subject != x.subject else ""
        figures.append(
            Figure(x.subject, "subject", days, "days", (answer_,), {"answer": answered or x.subject})
        )
    return Measure("announced", tuple(figures))


def _answer(u: EventFact, found: Cooperation) -> tuple[date, str, tuple[str, ...]] | None:
    """The earliest later commitment, instrument or signature that an undertaking may have led to."""
    assert u.on is not None
    words = _words(u.titles)
    answers = []
    for c in found.commitments:
        if u.on <= c.begins <= found.on and _meets(words, u.sectors, _words(c.titles), c.sectors):
            answers.append((c.begins, c.subject, c.basis))
    for i in found.instruments:
        if i.signed and u.on < i.signed <= found.on and set(u.sectors) & set(i.sectors):
            answers.append((i.signed, i.subject, i.basis))
    return min(answers, default=None)


def _words(texts: object) -> frozenset[str]:
    found = (t for text in dict(texts).values() for t in tokens(text))  # type: ignore[call-overload]
    return frozenset(t.terms[-1] for t in found if len(t.text) > 3 and t.terms)


def _meets(
    mine: frozenset[str], my_sectors: tuple[str, ...], theirs: frozenset[str], their_sectors: tuple[str, ...]
) -> bool:
    if not mine:
        return False
    shared = len(mine & theirs) / len(mine)
    return shared >= SHARED_WORDS or (
        bool(set(my_sectors) & set(their_sectors)) and shared >= SHARED_WORDS / 2
    )
