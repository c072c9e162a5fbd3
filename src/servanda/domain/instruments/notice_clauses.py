"""Which clause a notice falls under, and its last and first day."""

from __future__ import annotations

from datetime import date

from servanda.domain.clauses import FinalClauses
from servanda.domain.clauses import Notice as NoticeClause
from servanda.domain.dates import add, last_day_for_notice


class NoticeClauses:
    """The notice clauses of an instrument sorted by what they allow.

    prevent     against renewal
    at_end      denunciation with effect at the end of a period
    at_large    denunciation with effect a stated time after the notice
    """

    __slots__ = ("at_end", "at_large", "month_end", "prevent")

    def __init__(self, clauses: FinalClauses) -> None:
        self.prevent: NoticeClause | None = None
        self.at_end: NoticeClause | None = None
        self.at_large: list[NoticeClause] = []
        self.month_end = clauses.conventions.month_end
        for clause in clauses.notice:
            if clause.purpose == "prevent_renewal":
                self.prevent = self.prevent or clause
            elif clause.reference == "before_expiry":
                self.at_end = self.at_end or clause
            else:
                self.at_large.append(clause)

    def at_end_of_period(self, notice_kind: str) -> NoticeClause | None:
        """The clause for a notice that takes effect at the end of a period.

        Against renewal: its own clause, else a denunciation before expiry; and the other way round, unless a
        denunciation may be given at large.
        """
        if notice_kind == "notice_of_non_renewal":
            return self.prevent or self.at_end
        return self.at_end or (None if self.at_large else self.prevent)

    def last_day(self, notice_kind: str, end: date) -> date | None:
        """The last day for a notice against the period whose following one begins on `end`."""
        clause = self.at_end_of_period(notice_kind)
        n, unit = (clause.n, clause.unit) if clause else (None, None)
        return last_day_for_notice(end, n, unit, self.month_end)

    def opens(self, clause: NoticeClause, entry: date, first_end: date | None) -> date:
        """First day on which a notice may be given under the clause."""
        later = clause.not_before
        if later is not None:
            return add(entry, later.n, later.unit, self.month_end) or date.max
        if clause.reference == "after_initial_term" and first_end is not None:
            return first_end
        return entry

    def effect(self, clause: NoticeClause, given: date) -> date | None:
        """The day on which a notice given at large takes effect; None beyond the calendar."""
        if clause.n and clause.unit:
            return add(given, clause.n, clause.unit, self.month_end)
        return given
