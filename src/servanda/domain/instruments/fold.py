"""`fold(entries) -> InstrumentState`: the state of one instrument as a pure function of its journal.

It never raises on a contradictory record: contradictions are findings. It reads no clock: today, where it
matters, is a parameter. The order in which acts were recorded does not matter; the day on which they
happened does. A published status never drives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from servanda.domain.acts.parties import PartyPractice
from servanda.domain.clauses import FinalClauses
from servanda.domain.dates import (
    USUAL_LEAD_TIMES,
    LeadTimes,
    WorkingCalendar,
    add_months,
)
from servanda.domain.entry import Entry, standing
from servanda.domain.instruments import timeline as line
from servanda.domain.instruments.amendments import amendments, clause_versions
from servanda.domain.instruments.checks import findings_of
from servanda.domain.instruments.course import Course, ExpressRenewal
from servanda.domain.instruments.deadlines import deadlines_of, safe_day
from servanda.domain.instruments.duties import NOT_REGISTERED, duties_in_force, needs_before_force
from servanda.domain.instruments.ending import course_of, ending_of
from servanda.domain.instruments.entry_into_force import (
    Basis,
    Begin,
    Span,
    basis,
    computed,
    consent_of_all,
    paired,
    provisional_spans,
    signature,
    stated,
)
from servanda.domain.instruments.findings import Finding
from servanda.domain.instruments.notices import express_renewals, notices
from servanda.domain.instruments.procedure import held
from servanda.domain.instruments.record import Record
from servanda.domain.instruments.retroaction import acts_that_work_back
from servanda.domain.instruments.state import (
    AmendmentInForce,
    Cause,
    Deadline,
    Ending,
    Held,
    Interval,
    Owed,
    Point,
    SafeDay,
    Status,
)

#: How far past the last known date tacit renewals are followed where no horizon is given, in months.
HORIZON_MONTHS = 25 * 12

Practices = Mapping[str, PartyPractice]


def fold(
    entries: Iterable[Entry],
    *,
    clauses: FinalClauses | None = None,
    parties: Sequence[str] | None = None,
    party: str | None = None,
    practices: Practices | None = None,
    on: date | None = None,
    horizon: date | None = None,
) -> InstrumentState:
    """The state of one instrument.

    entries    all its entries; those corrected or withdrawn are left out here
    clauses    instead of the `final_clauses` entry
    parties    instead of those of the `description` entry
    party      the state for this party, where the instrument has more than two
    practices  recorded practice by party: lead times, rest days, holidays
    on         today; only sets how far the future is followed and which holidays are announced
    horizon    day up to which tacit renewals are followed. Give a fixed one to compare or store states.
    """
    return InstrumentState(standing(entries), clauses, parties, party, practices, on, horizon)


class InstrumentState:
    """What the record says about one instrument. The timeline is computed at once, the rest when asked for.

    timeline   intervals without gap or overlap; empty where no dated act is on record
    entry      entry into force (stated, else computed), `ending` the end, `signed` the complete signature
    """

    def __init__(
        self,
        entries: list[Entry],
        clauses: FinalClauses | None,
        parties: Sequence[str] | None,
        party: str | None,
        practices: Practices | None,
        on: date | None,
        horizon: date | None,
    ) -> None:
        record = Record(entries, clauses, parties)
        self.record = record
        self.party = party
        self.clauses: FinalClauses = record.clauses
        self.course_findings: list[Finding] = []
        self._entries = entries
        self._given = (clauses, parties, party, practices, on)
        self._practices = practices or {}
        self._on = on
        self.horizon: date = horizon or self._default_horizon(record, on)
        self.signed: Point | None = None
        self.entry: Point | None = None
        self.ending: Ending | None = None
        self.partial_entry: Point | None = None
        self.computed_entry: Point | None = None
        self.stated_entries: list[Entry] = []
        self.course: Course | None = None
        self.amendments: list[AmendmentInForce] = []
        self.provisional: list[Span] = []
        self.suspensions: list[Span] = []
        self._needs: list[Owed] = []
        self._matching: list[Owed] = []
        self.timeline: tuple[Interval, ...] = ()
        if record.first_day is not None:
            self._fold(record)

    # -- the fold ---------------------------------------------------------------------------------

    def _fold(self, record: Record) -> None:
        acts, clauses, party = record.acts, self.clauses, self.party
        multilateral = party is not None and record.multilateral
        required = (party,) if multilateral else record.required
        working = self.working if clauses.conventions.days == "working" else None
        done = signature(record, required, clauses.conventions)  # type: ignore[arg-type]
        if done is not None:
            self.signed = Point(done[0], Cause("signed", done[1]))
        found = basis(record, clauses.entry_into_force, required, clauses.conventions)  # type: ignore[arg-type]
        by_rule = computed(record, clauses, required, done, found, working)  # type: ignore[arg-type]
        self._find_entry(record, by_rule, self._general(record, working) if multilateral else by_rule)
        if "amendment" in acts:
            self.amendments = amendments(record, working)
        self.provisional = provisional_spans(record, clauses, done)
        found_notices, odd = notices(record, clauses.conventions)
        renewals: list[ExpressRenewal] = []
        if "renewal" in acts:
            renewals, more = express_renewals(record, record.required, clauses.conventions)
            odd = odd + more
        if odd:
            self.course_findings += odd
        if self.entry is not None:
            self.course = course_of(
                record,
                self.entry,
                clause_versions(record, self.amendments, clauses),
                found_notices,
                renewals,
                self.horizon,
                party,
            )
            self.course_findings += self.course.findings
        self.ending, odd = ending_of(record, self.course)
        if odd:
            self.course_findings += odd
        if record.multilateral:
            found_notices = [n for n in found_notices if n.by is None or n.by == party]
        self.notices = found_notices
        if "suspension" in acts:
            self.suspensions = self._suspensions(record)
        self._build(record, required, found)  # type: ignore[arg-type]

    def _general(self, record: Record, working: WorkingCalendar | None) -> Point | None:
        """Entry into force of the instrument, where the state is that of one party of many."""
        required, conventions = record.required, self.clauses.conventions
        done = signature(record, required, conventions)
        found = basis(record, self.clauses.entry_into_force, required, conventions)
        return computed(record, self.clauses, required, done, found, working)

    def _find_entry(self, record: Record, by_rule: Point | None, general: Point | None) -> None:
        words = stated(record, self.party) if "entry_into_force" in record.acts else None
        whole = words.whole if words else []
        if self.party is not None and record.multilateral:
            by_rule, whole = self._own_entry(record, by_rule, general, whole)
        self.computed_entry, self.stated_entries = by_rule, whole
        if whole:
            first = whole[0]
            self.entry = Point(first.on, Cause("entry_stated", (first.id,)))  # type: ignore[arg-type]
        else:
            self.entry = by_rule
        if words and words.parts:
            self._parts = [(e.on, e.id, e.act.part) for e in words.parts]  # type: ignore[attr-defined]
            day, id_, _ = self._parts[0]
            if self.entry is None or day < self.entry.day:  # type: ignore[operator]
                self.partial_entry = Point(day, Cause("partial_entry", (id_,)))  # type: ignore[arg-type]

    _parts: list[tuple[Any, str, str]] = []

    def _own_entry(
        self,
        record: Record,
        consent: Point | None,
        general: Point | None,
        whole: list[Entry],
    ) -> tuple[Point | None, list[Entry]]:
        """For one party of many: its own stated day, else the later of the instrument's day and its consent."""
        own = [e for e in whole if record.party_of(e) == self.party]
        if own:
            return None, own
        general = Point(whole[0].on, Cause("entry_stated", (whole[0].id,))) if whole else general  # type: ignore[arg-type]
        rule = self.clauses.entry_into_force
        open_rule = rule is None or rule.rule == "other"
        if rule is not None and open_rule:
            consent = consent_of_all(record, (self.party,), self.clauses.conventions)  # type: ignore[arg-type]
        if consent is None:
            # no rule names the acts of consent: bound with the others, unless the record keeps consents apart
            consents = [e for k in ("notification", "deposit") for e in record.of(k) if record.party_of(e)]
            return (None, []) if consents or not open_rule else (general, whole)
        if general is None or general.day >= consent.day:
            return general, []
        entries = tuple(dict.fromkeys(consent.cause.entries + general.cause.entries))
        return Point(consent.day, Cause("own_consent", entries, consent.cause.data)), []

    def _suspensions(self, record: Record) -> list[Span]:
        entries = [
            e
            for e in record.of("suspension")
            if not e.act.part  # type: ignore[attr-defined]
            and (not record.multilateral or record.party_of(e) in (None, self.party))
        ]
        begins = []
        for e in entries:
            until = e.act.until  # type: ignore[attr-defined]
            own = Point(until, Cause("resumed", (e.id,))) if until else None
            begins.append(Begin(e.on, Cause("suspended", (e.id,)), own))  # type: ignore[arg-type]
        ends = [Point(e.on, Cause("resumed", (e.id,))) for e in record.of("resumption")]  # type: ignore[arg-type]
        return paired(begins, ends)

    @cached_property
    def first_entries(self) -> tuple[str, ...]:
        """Ids of the entries dated on the first day on record."""
        record = self.record
        dated = [e for same in record.acts.values() for e in same] + record.strangers
        return tuple(sorted([e.id for e in dated if e.on == record.first_day]))

    def _build(self, record: Record, required: tuple[str, ...], found: Basis | None) -> None:
        start: date = record.first_day  # type: ignore[assignment]
        for point in (self.entry, self.partial_entry, self.ending):
            if point is not None and point.day < start:
                start = point.day
        for span in self.provisional:
            if span.since < start:
                start = span.since
        signed = self.signed
        if signed is None and record.undated and any(e.act.name == "signature" for e in record.undated):
            ids = tuple(e.id for e in record.undated if e.act.name == "signature")
            signed = Point(start, Cause("signed", ids))
        lapsed = self.entry.day if self.entry is not None else None
        if self.ending is not None and (lapsed is None or self.ending.day < lapsed):
            lapsed = self.ending.day
        if lapsed is None or lapsed > start or "notification" in record.acts:
            self._needs, self._matching = needs_before_force(
                record, self.clauses, required, start, signed, lapsed, found
            )
        course = self.course
        self.timeline = line.build(
            first=self._first(start),
            signed=signed,
            provisional=self.provisional,
            entry=self.entry,
            parts=self._parts,
            suspensions=self.suspensions,
            renewals=course.renewals if course else (),
            notices=self.notices if self.entry else (),
            amendments=self.amendments,
            needs=self._needs,
            ending=self.ending,
            survival=self.clauses.survival,
        )

    def _first(self, start: date) -> Point:
        """What puts the instrument on record; of no interest where it is signed from the start."""
        if self.signed is not None and self.signed.day <= start:
            return Point(start, self.signed.cause)
        return Point(start, Cause("negotiated", self.first_entries))

    @staticmethod
    def _default_horizon(record: Record, on: date | None) -> date:
        term = record.clauses.term.date
        known = [d for d in (record.last_day, on, term) if d is not None]
        if not known:
            return date.min
        return add_months(max(known), HORIZON_MONTHS) or date.max

    # -- questions --------------------------------------------------------------------------------

    def at(self, on: date) -> Interval | None:
        """The interval at the end of that day, with all that is known; None before the first act.

        Beyond the horizon the renewals are followed further for the answer.
        """
        if on > self.horizon and self.course is not None and self.course.next_end is not None:
            return self._further(on).at(on)
        for interval in reversed(self.timeline):
            if interval.since <= on:
                return interval
        return None

    def status(self, on: date) -> Status | None:
        """The status at the end of that day; None before the first act."""
        for interval in reversed(self.timeline):
            if interval.since <= on:
                return interval.status
        return None

    def _further(self, horizon: date) -> InstrumentState:
        return InstrumentState(self._entries, *self._given, horizon)

    def of(self, party: str) -> InstrumentState:
        """The state for one party of an instrument of many."""
        clauses, parties, _, practices, on = self._given
        return InstrumentState(self._entries, clauses, parties, party, practices, on, self.horizon)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """All duties, fulfilled or not, in the order in which they arose."""
        owed = [*self._needs, *self._matching]
        if self.entry is not None:
            renewals = self.course.renewals if self.course else []
            express = [Point(r.day, r.cause) for r in renewals if r.cause.rule == "renewed_by_consent"]
            owed += duties_in_force(
                self.record, self.entry, self.ending, self.amendments, express, self.registrable
            )
        return tuple(sorted(owed, key=lambda o: (o.since, o.what, o.by or "")))

    def owed_on(self, on: date) -> tuple[Owed, ...]:
        """What is owed at the end of that day."""
        return tuple(o for o in self.owed if o.open_on(on))

    @cached_property
    def registrable(self) -> bool:
        """Whether the instrument is of a kind that is registered with the United Nations."""
        binding, type_ = None, None
        for e in self.record.descriptions():
            binding = e.act.binding if e.act.binding is not None else binding  # type: ignore[attr-defined]
            type_ = e.act.type or type_  # type: ignore[attr-defined]
        return binding if binding is not None else type_ not in NOT_REGISTERED

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Dates to watch, past and foreseen up to the horizon, in order."""
        rounding = self.clauses.conventions.last_day_rounding
        return deadlines_of(
            self.entry,
            self.course,
            self.ending,
            self.notices if self.timeline else (),
            self.owed,
            self.clauses.conventions,
            self.working if rounding != "none" else None,
        )

    def deadlines_between(self, first: date, last: date) -> tuple[Deadline, ...]:
        """Deadlines whose last day (or, without one, whose opening) lies in [first, last]."""
        state = self
        if last > self.horizon and self.course is not None and self.course.next_end is not None:
            state = self._further(last)
        return tuple(
            d for d in state.deadlines if (day := d.last_day or d.opens) is not None and first <= day <= last
        )

    @cached_property
    def working(self) -> WorkingCalendar:
        """The days on which all parties work, by their recorded practice."""
        rest: dict[str, frozenset[int]] = {}
        calendars: dict[str, str] = {}
        for code, practice in self._practices.items():
            if practice.rest_days is not None:
                rest[code] = frozenset(practice.rest_days)
            if practice.holidays is not None:
                calendars[code] = practice.holidays
        return WorkingCalendar(self.record.parties, self._on, rest, calendars)

    def last_safe_day(self, deadline: Deadline) -> SafeDay:
        """The last day on which to start the note for a deadline: lead times and both sides' working days."""
        who = [deadline.owed_by] if deadline.owed_by else list(self.record.parties)
        return safe_day(deadline, [self._lead(code) for code in who] or [USUAL_LEAD_TIMES], self.working)

    def _lead(self, code: str) -> LeadTimes:
        practice = self._practices.get(code)
        if practice is None:
            return USUAL_LEAD_TIMES
        usual = USUAL_LEAD_TIMES
        return LeadTimes(
            usual.clearance if practice.clearance is None else practice.clearance,
            usual.translation if practice.translation is None else practice.translation,
            usual.courier if practice.courier is None else practice.courier,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Contradictions and gaps of the record."""
        return findings_of(self)

    @cached_property
    def works_back(self) -> tuple[tuple[str, str], ...]:
        """(entry, code of rule) of every act that changes a status before its own day, because its rule says so."""
        return acts_that_work_back(self)

    @cached_property
    def procedures(self) -> tuple[Held, ...]:
        """Who held and holds the file of each party's procedure."""
        return held(self.record)

    # -- particulars -------------------------------------------------------------------------------

    @cached_property
    def particulars(self) -> dict[str, Any]:
        """The fields of the descriptions: titles of all, and for each other field what was stated last."""
        merged: dict[str, Any] = {}
        for e in self.record.descriptions():
            for name in e.act.model_fields_set:
                value = getattr(e.act, name)
                merged[name] = {**merged.get(name, {}), **value} if name == "titles" else value
        return merged

    @property
    def titles(self) -> dict[str, str]:
        return self.particulars.get("titles", {})

    @property
    def parties(self) -> tuple[str, ...]:
        return self.record.parties

    @property
    def sectors(self) -> tuple[str, ...]:
        return self.particulars.get("sectors", ())

    notices: list[Any] = []
