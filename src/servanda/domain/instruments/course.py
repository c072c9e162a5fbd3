"""The course of an instrument in force: its term, its renewals, and the notices that end it.

The course goes from period to period. At the end of each it asks, in this order: was a notice against
renewal given in time; was it expressly renewed; does it renew tacitly; else it expires. A denunciation that
may be given at any time ends it on the day on which it takes effect, within whatever period.

A notice outside its window takes effect at the next date that the clause allows (`Conventions.out_of_window`
can declare it void); either way there is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from servanda.domain.clauses import Conventions, FinalClauses
from servanda.domain.dates import add_days, add_months, months_in
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.notice_clauses import NoticeClauses
from servanda.domain.instruments.state import Cause, Ending, Point

#: VCLT art. 56 (2), where the text has no clause on denunciation.
CUSTOMARY_NOTICE_MONTHS = 12


class Notice(NamedTuple):
    """A notice as it counts: of non-renewal or denunciation, by whom, and when withdrawn."""

    kind: str
    day: date
    entry: str
    by: str | None
    effective: date | None = None
    withdrawn_on: date | None = None
    withdrawn_by: str | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it can take effect that day: withdrawn only if taken back before (VCLT art. 68)."""
        return self.withdrawn_on is None or self.withdrawn_on >= day


class ExpressRenewal(NamedTuple):
    """A renewal that all parties agreed: the day, for how long (None: not said), its entries."""

    day: date
    n: int | None
    unit: str | None
    works_back: bool
    entries: tuple[str, ...]


class Renewed(NamedTuple):
    """The n-th renewal began on `day`."""

    day: date
    cause: Cause


class Course:
    """What came of the term: how it ended (None: open), each renewal, and what was odd.

    periods     (first day, first day after, may it renew) of each period gone through
    next_end    the end of the period that runs at the horizon, where tacit renewals go on
    earlier     the course before an amendment, and the day from which this one counts
    """

    __slots__ = (
        "clauses", "earlier", "ending", "entry", "expressly_renewed", "findings", "first_end", "next_end",
        "periods", "renewals",
    )  # fmt: skip

    def __init__(self, entry: Point, clauses: FinalClauses) -> None:
        self.entry = entry
        self.clauses = clauses
        self.ending: Ending | None = None
        self.renewals: list[Renewed] = []
        self.expressly_renewed: list[ExpressRenewal] = []
        self.findings: list[Finding] = []
        self.periods: list[tuple[date, date, bool]] = []
        self.first_end: date | None = None
        self.next_end: date | None = None
        self.earlier: tuple[Course, date] | None = None


TACIT = frozenset({"tacit", "tacit_once", "tacit_indefinite"})


def run(
    entry: Point,
    clauses: FinalClauses,
    notices: Sequence[Notice],
    renewals: Sequence[ExpressRenewal],
    horizon: date,
) -> Course:
    """Follow the instrument from its entry into force.

    notices, renewals   earliest first
    horizon             tacit renewals are followed until the period that contains this day
    """
    term = clauses.term
    if not notices and not renewals and not clauses.notice and term.kind in ("unstated", "indefinite"):
        return Course(entry, clauses)
    return _Walk(entry, clauses, notices, renewals, horizon).course


class _Walk:
    """One walk through the periods. Holds what the steps share; the result is `course`."""

    def __init__(
        self,
        entry: Point,
        clauses: FinalClauses,
        notices: Sequence[Notice],
        renewals: Sequence[ExpressRenewal],
        horizon: date,
    ) -> None:
        self.entry = entry
        self.clauses = clauses
        self.conventions: Conventions = clauses.conventions
        self.notices = notices
        self.renewals = list(renewals)
        self.course = Course(entry, clauses)
        self.rules = NoticeClauses(clauses)
        self.term_cause = Cause("term", entry.cause.entries)
        end = self._first_end()
        self.course.first_end = end
        self.cap = self._denounced_at_large(end) if notices else None
        if end is None:
            self.course.ending = self.cap
            self._against_no_renewal()
        else:
            self._periods(end, horizon)

    # -- the term ------------------------------------------------------------------------------------

    def _first_end(self) -> date | None:
        term, start = self.clauses.term, self.entry.day
        if term.kind == "until_date" and term.date is not None:
            end = add_days(term.date, 1)  # "until 31 December": that day is the last
            self.term_cause = Cause("term_until_date", self.entry.cause.entries, {"date": term.date})
            if end is not None and end <= start:
                data = {"ended": term.date, "in_force": start}
                self.course.findings.append(Finding("end_before_entry", self.entry.cause.entries, data))
                return None
            return end
        if term.kind in ("years", "months") and term.n:
            self.term_cause = Cause(
                "term", self.entry.cause.entries, {"n": term.n, "unit": term.kind, "base": start}
            )
            return add_months(start, months_in(term.n, term.kind), self.conventions.month_end)
        return None

    def _period_months(self) -> int | None:
        """Length of a tacit renewal: as stated, else the length of the term."""
        renewal, term = self.clauses.renewal, self.clauses.term
        if renewal.n:
            return months_in(renewal.n, renewal.unit or ("months" if term.kind == "months" else "years"))
        if term.kind in ("years", "months") and term.n:
            return months_in(term.n, term.kind)
        return None

    def _periods(self, end: date, horizon: date) -> None:
        anchor = self.entry.day
        fixed = self.clauses.term.kind == "until_date"
        if fixed:
            anchor = end
        total = 0 if fixed else months_in(self.clauses.term.n or 0, self.clauses.term.kind)
        kind, times = self.clauses.renewal.kind, self.clauses.renewal.times
        if kind == "tacit_once":
            times = 1
        length = self._period_months()
        start, tacitly = self.entry.day, 0
        while True:
            may_renew = kind in TACIT and (times is None or tacitly < times)
            self.course.periods.append((start, end, may_renew))
            if self.cap is not None and self.cap.day <= end:
                self.course.ending = self.cap
                return
            notice = self._notice_in_time(start, end)
            express = self._express(end, notice)
            if express is not None:
                months, cause = self._express_length(express)
            elif notice is not None and (may_renew or notice.kind == "denunciation"):
                self.course.ending = self._ended_by(notice, end)
                return
            elif not may_renew:
                self.course.ending = Ending(end, "expired", self.term_cause)
                return
            else:
                self._late(start, end)
                tacitly += 1
                cause = Cause("renewed_tacitly", self.entry.cause.entries, {"end": end})
                months = length
                if kind == "tacit_indefinite":
                    months = None
                    cause = Cause("renewed_indefinitely", self.entry.cause.entries, {"end": end})
                elif months is None:
                    self.course.findings.append(
                        Finding("renewal_without_period", self.entry.cause.entries, {})
                    )
            self.course.renewals.append(Renewed(end, cause))
            if months is None:
                self.course.ending = self._denounced_after(end)
                return
            total += months
            start, after = end, add_months(anchor, total, self.conventions.month_end)
            if after is None or after <= end:
                return
            end = after
            if start > horizon and express is None:
                self.course.next_end = end
                self.course.ending = self.cap
                return

    # -- notices for the end of a period --------------------------------------------------------------

    def _works_at_end(self, notice: Notice) -> bool:
        """Whether the notice is one that takes effect at the end of a period."""
        if notice.kind == "notice_of_non_renewal":
            return True
        return notice.effective is None and self.rules.at_end_of_period("denunciation") is not None

    def _notice_in_time(self, start: date, end: date) -> Notice | None:
        for notice in self.notices:
            if not self._works_at_end(notice) or not notice.stands_on(end):
                continue
            last = self.rules.last_day(notice.kind, end)
            if last is None or notice.day > last:
                continue
            if self.conventions.out_of_window == "void" and notice.entry in self._void:
                continue
            return notice
        return None

    @property
    def _void(self) -> set[str]:
        return {f.entries[0] for f in self.course.findings if f.code == "notice_after_window"}

    def _late(self, start: date, end: date) -> None:
        for notice in self.notices:
            last = self.rules.last_day(notice.kind, end)
            if (
                self._works_at_end(notice)
                and last is not None
                and last < notice.day < end
                and notice.stands_on(end)
            ):
                data = {"date": notice.day, "last_day": last, "end": end}
                self.course.findings.append(Finding("notice_after_window", (notice.entry,), data))

    def _ended_by(self, notice: Notice, end: date) -> Ending:
        if notice.kind == "denunciation":
            return Ending(
                end,
                "denounced",
                Cause("denounced_at_end_of_period", self._why(notice), {"given": notice.day}),
            )
        return Ending(end, "expired", Cause("not_renewed", self._why(notice), {"given": notice.day}))

    def _why(self, notice: Notice) -> tuple[str, ...]:
        return (notice.entry, *self.entry.cause.entries)

    # -- express renewal ------------------------------------------------------------------------------

    def _express(self, end: date, notice: Notice | None) -> ExpressRenewal | None:
        """The next agreed renewal, if agreed before the end (or working back to it) and after any notice."""
        for i, renewal in enumerate(self.renewals):
            if renewal.day > end and not renewal.works_back:
                continue
            if notice is not None and notice.day > renewal.day:
                continue
            del self.renewals[i]
            self.course.expressly_renewed.append(renewal)
            return renewal
        return None

    def _express_length(self, renewal: ExpressRenewal) -> tuple[int | None, Cause]:
        months = months_in(renewal.n, renewal.unit or "years") if renewal.n else self._period_months()
        cause = Cause("renewed_by_consent", renewal.entries, {"agreed": renewal.day})
        if months is None:
            self.course.findings.append(Finding("renewal_without_period", renewal.entries, {}))
        return months, cause

    # -- denunciation at any time -----------------------------------------------------------------------

    def _denounced_at_large(self, first_end: date | None) -> Ending | None:
        """The earliest day on which a denunciation takes effect that is not tied to the end of a period."""
        ends: list[Ending] = []
        for notice in self.notices:
            if notice.kind != "denunciation":
                continue
            if first_end is not None and self._works_at_end(notice):
                continue
            ending = self._effect(notice)
            if ending is not None and notice.stands_on(ending.day):
                ends.append(ending)
        return min(ends, key=lambda e: (e.day, e.cause.entries)) if ends else None

    def _effect(self, notice: Notice) -> Ending | None:
        why = self._why(notice)
        rules, course = self.rules, self.course
        clauses = rules.at_large or ([rules.at_end] if rules.at_end else [])
        best: tuple[date, Cause] | None = None
        early: Finding | None = None
        for clause in clauses:
            opens = rules.opens(clause, self.entry.day, course.first_end)
            day = notice.day
            if day < opens:
                early = Finding("notice_before_window", (notice.entry,), {"date": day, "opens": opens})
                if self.conventions.out_of_window == "void" and notice.effective is None:
                    continue
                day = opens
            else:
                early = None
            effect = rules.effect(clause, day)
            if effect is not None and (best is None or effect < best[0]):
                data = {"given": day, "n": clause.n, "unit": clause.unit}
                best = (effect, Cause("denounced", why, data))
        if early is not None:
            self.course.findings.append(early)
        if notice.effective is not None:
            day = max(notice.effective, notice.day)
            wrong = best is not None and abs(best[0] - day) > timedelta(days=1)
            if wrong or notice.effective < notice.day:
                data = {"stated": notice.effective, "computed": best[0] if best else notice.day}
                self.course.findings.append(Finding("dates_disagree", (notice.entry,), data))
            return Ending(day, "denounced", Cause("denounced_on_stated_day", why, {"given": notice.day}))
        if clauses:
            return Ending(best[0], "denounced", best[1]) if best else None
        self.course.findings.append(
            Finding("denunciation_without_clause", (notice.entry,), {"date": notice.day})
        )
        day = add_months(max(notice.day, self.entry.day), CUSTOMARY_NOTICE_MONTHS) or date.max
        return Ending(day, "denounced", Cause("denounced_without_clause", why, {"given": notice.day}))

    def _denounced_after(self, since: date) -> Ending | None:
        """Once in force without limit of time: notices tied to the end of a period count at large."""
        ends = [self.cap] if self.cap else []
        for notice in self.notices:
            if notice.kind == "denunciation" and self._works_at_end(notice) and notice.stands_on(since):
                clause = self.rules.at_end_of_period("denunciation")
                effect = self.rules.effect(clause, max(notice.day, since)) if clause else notice.day
                if effect is not None and notice.stands_on(effect):
                    cause = Cause("denounced", self._why(notice), {"given": notice.day})
                    ends.append(Ending(max(effect, since), "denounced", cause))
            elif notice.kind == "notice_of_non_renewal" and notice.day >= since:
                self._no_renewal_due(notice)
        return min(ends, key=lambda e: (e.day, e.cause.entries)) if ends else None

    def _against_no_renewal(self) -> None:
        for notice in self.notices:
            if notice.kind == "notice_of_non_renewal":
                self._no_renewal_due(notice)

    def _no_renewal_due(self, notice: Notice) -> None:
        self.course.findings.append(Finding("notice_without_term", (notice.entry,), {"date": notice.day}))
