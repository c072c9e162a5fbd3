"""The fold of a commitment: from the acts on it to a timeline of where both sides say that it stands.

Neither side's word overrides the other's: where they differ, the state is the difference. A settlement by a session is
the word of every side from its day on, until one of them reports later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from servanda.domain.commitments.figures import figures_of
from servanda.domain.commitments.findings import CommitmentFinding
from servanda.domain.commitments.rhythm import Rhythm
from servanda.domain.commitments.state import FINAL, CommitmentState, Position, Standing
from servanda.domain.commitments.thread import ALONE, Thread
from servanda.domain.commitments.words import Report, day_of, key_of, reports_of
from servanda.domain.dates import ONE_DAY, add_months
from servanda.domain.entry import Entry, standing

NO_RHYTHM = Rhythm()
_DUE_STEPS = 2000  # recurrences looked through; beyond them the last one stands


def fold(
    entries: Iterable[Entry], *, rhythm: Rhythm = NO_RHYTHM, thread: Thread = ALONE
) -> CommitmentState | None:
    """The state of one commitment; None where nothing says what is to be done.

    `rhythm` and `thread` are what other subjects say: when the mechanism meets, and the lineage around this commitment.
    """
    alive = sorted(standing(entries), key=key_of)
    told = [e for e in alive if e.act.name == "commitment"]
    if not told:
        return None
    return _Fold(told, alive, rhythm, thread).state()


class _Fold:
    """One commitment being folded."""

    def __init__(self, told: list[Entry], alive: list[Entry], rhythm: Rhythm, thread: Thread) -> None:
        self.told, self.rhythm, self.thread = told, rhythm, thread
        self.begins = day_of(told[0])
        self.moved = [e for e in alive if e.act.name == "rescheduling"]
        self.assigned = [e for e in alive if e.act.name == "assignment"]
        self.settled = [e for e in alive if e.act.name == "settlement"]
        self.reports, self.stray = reports_of(alive)
        self.parties = self._parties()

    def _parties(self) -> tuple[str, ...]:
        """The sides: the parties as last stated, then whoever is or was responsible."""
        found: dict[str, None] = dict.fromkeys(self.act.parties)
        for entry in (*self.told, *self.assigned):
            found |= dict.fromkeys(r.party for r in entry.act.responsible)  # type: ignore[attr-defined]
        return tuple(found)

    @property
    def act(self) -> Any:
        return self.told[-1].act

    def state(self) -> CommitmentState:
        figures, findings = figures_of(self.reports, self.act.indicators)
        timeline = self._timeline()
        facts = {k: getattr(self.act, k) for k in type(self.act).model_fields}
        facts["responsible"] = timeline[-1].responsible
        return CommitmentState(
            subject=self.told[0].subject,
            facts=facts,
            begins=self.begins,
            parties=self.parties,
            timeline=timeline,
            reports=tuple(r.pending(date.max) for r in self.reports),
            figures=figures,
            findings=(*self._findings(timeline), *findings),
        )

    # -- the timeline ------------------------------------------------------------------------------------------

    def _days(self) -> list[date]:
        """The days on which anything may change, from the day of the commitment on."""
        days = {day_of(e) for e in (*self.told, *self.moved, *self.assigned, *self.settled)}
        for report in self.reports:
            days.update(report.days())
        days.update(self.rhythm.held_days(self.begins))
        days.update(day or self.begins for day, _ in self.thread.restated)
        return sorted({max(d, self.begins) for d in days})

    def _timeline(self) -> tuple[Standing, ...]:
        found: list[Standing] = []
        closed: date | None = None
        performed: date | None = None  # the last time that a recurring commitment was done
        carried = 0
        held = set(self.rhythm.held_days(self.begins))
        for day in self._days():
            act: Any = self._last(self.told, day).act
            responsible = self._responsible(day, act)
            words = self._positions(day, act, responsible)
            status = _status(words)
            recurring = act.every_months is not None
            if status == "done" and recurring:
                told = [w.told_on for w in words if w.told_on]
                performed = max(told, default=day)
            due = self._due(day, act, performed)
            if any((on or self.begins) <= day for on, _ in self.thread.restated) and status not in FINAL:
                status = "restated"
            final = status in FINAL and not (recurring and status == "done")
            if day in held and closed is None and status != "restated":
                carried += 1  # what the session itself finishes was still before it
            if final:
                closed = closed or day
            else:
                closed = None
            still = not final and status != "restated"
            kept = ""
            if status == "done" and closed and due:
                kept = "late" if closed > due else "kept"
            settled = next((w.entry for w in words if w.basis == "settlement"), "")
            now = Standing(
                since=day,
                until=None,
                status=status,
                positions=tuple(self._with_silence(w, due, still) for w in words),
                due=due,
                closed=closed,
                kept=kept,
                carried=carried,
                open=still,
                settled=settled,
                responsible=responsible,
            )
            if found and replace(found[-1], since=day) == now:
                continue
            if found:
                found[-1] = replace(found[-1], until=day)
            found.append(now)
        return tuple(found)

    @staticmethod
    def _last(entries: Sequence[Entry], day: date) -> Entry:
        """The last entry by a day; the first where none is so early."""
        return next((e for e in reversed(entries) if day_of(e) <= day), entries[0])

    def _responsible(self, day: date, act: Any) -> tuple[Any, ...]:
        by_then = [e for e in self.assigned if day_of(e) <= day]
        stated = self._last(self.told, day)
        if by_then and key_of(by_then[-1]) > key_of(stated):
            return tuple(by_then[-1].act.responsible)  # type: ignore[attr-defined]
        return tuple(act.responsible)

    def _due(self, day: date, act: Any, performed: date | None) -> date | None:
        due: date | None = act.due
        by_then = [e for e in self.moved if day_of(e) <= day]
        stated = self._last(self.told, day)
        if by_then and key_of(by_then[-1]) > key_of(stated):
            due = by_then[-1].act.due  # type: ignore[attr-defined]
        elif due is None and act.at_next_session:
            due = self.rhythm.next_after(self.begins)
        every = act.every_months
        if every is None:
            return due
        first = due or add_months(self.begins, every)
        if first is None or performed is None or first > performed:
            return first
        for n in range(1, _DUE_STEPS):
            later = add_months(first, n * every)
            if later is None or later > performed:
                return later
        return first

    def _positions(self, day: date, act: Any, responsible: Sequence[Any]) -> list[Position]:
        named = tuple(dict.fromkeys(r.party for r in responsible))
        must = named or tuple(act.parties)
        settlement = next((e for e in reversed(self.settled) if day_of(e) <= day), None)
        latest: dict[str, Report] = {}
        for report in self.reports:
            if report.day <= day and report.is_word(day):
                latest[report.act.by] = report
        sides = dict.fromkeys((*act.parties, *must, *(p for p in latest if p in self.parties)))
        found = []
        for party in sides:
            word = latest.get(party)
            if settlement is not None and (word is None or key_of(settlement) > word.key):
                said: Any = settlement.act
                found.append(
                    Position(
                        party,
                        said.progress,
                        None,
                        day_of(settlement),
                        "settlement",
                        settlement.id,
                        dict(said.remark),
                        party in must,
                    )
                )
            elif word is not None:
                said = word.act
                found.append(
                    Position(
                        party,
                        said.progress,
                        said.percent,
                        word.day,
                        "report",
                        word.entry.id,
                        dict(said.remark),
                        party in must,
                    )
                )
            else:
                found.append(Position(party, must=party in must))
        return found

    def _with_silence(self, word: Position, due: date | None, still: bool) -> Position:
        """Silence begins when the rhythm has passed without a word, or when it fell due and the side has not said since."""
        if not still or not word.must or (word.progress in FINAL and not (due and self.act.every_months)):
            return word
        base = word.told_on or self.begins
        limit = due if word.progress in FINAL else add_months(base, self.rhythm.months)
        if due is not None and limit is not None and base <= due:
            limit = min(limit, due)
        return word if limit is None else replace(word, silent_from=limit + ONE_DAY)

    # -- findings ----------------------------------------------------------------------------------------------

    def _findings(self, timeline: Sequence[Standing]) -> list[CommitmentFinding]:
        found: list[CommitmentFinding] = []
        due = timeline[-1].due
        if not self.parties:
            found.append(CommitmentFinding("nobody_responsible", (self.told[-1].id,), {}))
        if due is not None and due < self.begins:
            ids = (self.moved[-1].id if self.moved else self.told[-1].id,)
            found.append(CommitmentFinding("due_before_commitment", ids, {"due": due, "begins": self.begins}))
        done: dict[str, Report] = {}
        told: set[str] = set()
        for report in self.reports:
            by = report.act.by
            if by not in self.parties and by not in told:
                told.add(by)
                data = {"party": by, "date": report.day}
                found.append(CommitmentFinding("report_by_stranger", (report.entry.id,), data))
            if report.day < self.begins:
                data = {"date": report.day, "begins": self.begins}
                found.append(CommitmentFinding("report_before_commitment", (report.entry.id,), data))
            if not report.is_word(date.max):
                continue
            if report.act.progress == "done":
                done[by] = report
            elif by in done and self.act.every_months is None:
                before = done.pop(by)
                data = {"party": by, "date": before.day}
                found.append(CommitmentFinding("reopened", (before.entry.id, report.entry.id), data))
        found += [CommitmentFinding("clearance_of_unknown", (e.id,), {}) for e in self.stray]
        if self.thread.circular:
            found.append(CommitmentFinding("lineage_circular", (), {}))
        return found


def _status(words: Sequence[Position]) -> str:
    """Agreed where every side that must has spoken and all that have say the same; the difference otherwise."""
    said = {w.progress for w in words if w.progress}
    if not said:
        return "unreported"
    if len(said) > 1:
        return "differs"
    if any(w.must and not w.progress for w in words):
        return "one_sided"
    return next(iter(said))
