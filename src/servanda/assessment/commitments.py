"""Measures on commitments: outcomes, the share kept in time, by session and by organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from servanda.assessment.measure import FEW, Counted, Figure, Measure
from servanda.domain.cooperation import CommitmentFact, Cooperation, StandingFact

ORDER = (
    "made", "kept", "late", "kept_undated", "open", "overdue", "blocked", "differs", "silent", "carried", "dropped", "restated",
)  # fmt: skip


def outcomes(c: CommitmentFact, on: date) -> set[str]:
    """Every word that is true of a commitment on a day, `made` among them; none before it was made."""
    s = c.at(on)
    if s is None:
        return set()
    true = {"made"}
    if s.open:
        true.add("open")
        if s.due is not None and s.due < on:
            true.add("overdue")
    if s.status in ("blocked", "differs", "dropped", "restated"):
        true.add(s.status)
    if s.status == "done":
        true.add({"kept": "kept", "late": "late"}.get(s.kept, "kept_undated"))
    if s.open and any(since <= on for _, since in s.silent):
        true.add("silent")
    if s.open and s.carried:
        true.add("carried")
    return true


def _counted(those: Iterable[CommitmentFact], on: date) -> tuple[Counted, ...]:
    out = []
    for c in those:
        s: StandingFact | None = c.at(on)
        out.append(Counted(c.subject, tuple(dict.fromkeys((*c.basis, *(s.entries if s else ()))))))
    return tuple(out)


def _made(found: Cooperation) -> list[CommitmentFact]:
    return [c for c in found.commitments if found.within(c.begins) and c.begins <= found.on]


def commitments(found: Cooperation) -> Measure:
    """Commitments made in the period, by everything that is true of them on the day."""
    those = _made(found)
    words = {c.subject: outcomes(c, found.on) for c in those}
    figures = [
        Figure(key, "measure", len(same), counted=_counted(same, found.on))
        for key in ORDER
        if (same := [c for c in those if key in words[c.subject]])
    ]
    return Measure("commitments", tuple(figures))


def kept(found: Cooperation) -> Measure:
    """Share of the commitments whose time has come that were kept by their due day."""
    words = [(c, outcomes(c, found.on)) for c in _made(found)]
    judged = [(c, w) for c, w in words if w & {"kept", "late", "overdue", "dropped"}]
    if not judged:
        return Measure("commitments_kept", ())
    good = [c for c, w in judged if "kept" in w]
    figure = Figure(
        "share", "measure", len(good) / len(judged), "share", _counted((c for c, _ in judged), found.on),
        {"of": len(judged)},
    )  # fmt: skip
    return Measure("commitments_kept", (figure,), len(judged) < FEW)


def _by(code: str, found: Cooperation, pairs: Iterable[tuple[str, CommitmentFact]]) -> Measure:
    groups: dict[str, list[CommitmentFact]] = {}
    for key, c in pairs:
        groups.setdefault(key, []).append(c)
    figures = []
    for key, same in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        done = sum(bool(outcomes(c, found.on) & {"kept", "late", "kept_undated"}) for c in same)
        late = sum("overdue" in outcomes(c, found.on) for c in same)
        figures.append(
            Figure(
                key,
                "subject",
                len(same),
                counted=_counted(same, found.on),
                data={"done": done, "overdue": late},
            )
        )
    return Measure(code, tuple(figures))


def by_session(found: Cooperation) -> Measure:
    """Commitments by the session at which they were made."""
    return _by("commitments_by_session", found, ((c.session, c) for c in _made(found) if c.session))


def by_organisation(found: Cooperation) -> Measure:
    """Commitments by responsible organisation."""
    return _by("commitments_by_organisation", found, ((o, c) for c in _made(found) for o in c.organisations))
