"""A case folded, as JSON, and what differs from what its author expects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.domain.cases.case import Case, Expected
from servanda.domain.clauses import NOTHING_STATED
from servanda.domain.dates import add_months
from servanda.domain.entry import known_at
from servanda.domain.instruments import Deadline, InstrumentState, Interval, Owed, fold
from servanda.domain.instruments.fold import HORIZON_MONTHS

#: Findings that every author of a case knows (life-cycle schema). One of these that is not expected is a
#: difference; gaps and the finer codes are not, for an author need not foresee them.
FORESEEN = frozenset(
    {
        "in_force_before_signature",
        "two_entries_into_force",
        "act_by_non_party",
        "act_after_end",
        "notice_after_window",
        "dates_disagree",
        "published_status_differs",
    }
)
#: Duties that stand by the side: listed only where the author speaks of them.
STANDING_DUTIES = frozenset({"registration", "publication"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise: what was asked, what was expected, what was found."""

    what: str
    expected: Any
    found: Any

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "expected": self.expected, "found": self.found}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The state of a case and its differences (none: as expected)."""

    case: Case
    state: InstrumentState
    differences: tuple[Difference, ...]
    on: date | None

    @property
    def as_expected(self) -> bool:
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """The form of `servanda fold --json`, the same as of `servanda show --json` with `differences`."""
        state, case = self.state, self.case
        out: dict[str, Any] = {
            "id": case.id,
            "title": case.name,
            "parties": list(state.parties),
            "timeline": [interval_json(i) for i in state.timeline],
            "deadlines": [deadline_json(state, d, case.id, case.name) for d in state.deadlines],
            "owed": [owed_json(o) for o in state.owed if o.done is None and o.lapsed is None],
            "findings": [
                {"code": f.code, "severity": f.severity, "entries": list(f.entries), "data": _plain(f.data)}
                for f in state.findings
            ],
            "differences": [d.as_json() for d in self.differences],
        }
        if self.on is not None:
            status = state.status(self.on)
            out["on"], out["status"] = self.on.isoformat(), status.value if status else None
        if case.party is not None:
            out["for"] = case.party
        return out


def run(case: Case, on: date | None = None) -> CaseResult:
    """Fold the case and compare it with what it expects.

    on   today: which holidays are announced, and the day whose status the JSON names
    """
    on = on or case.on
    horizon = _horizon(case, on)
    state = _fold(case, case.party, horizon, on)
    differences: list[Difference] = []
    for expected in case.expected:
        seen = state if expected.party == case.party else _fold(case, expected.party, horizon, on)
        differences += _compare(case, expected, seen, horizon, on)
    return CaseResult(case, state, tuple(differences), on)


def _fold(
    case: Case, party: str | None, horizon: date, on: date | None, entries: Any = None
) -> InstrumentState:
    return fold(
        case.entries if entries is None else entries,
        clauses=None if case.clauses == NOTHING_STATED else case.clauses,
        parties=case.parties or None,
        party=party,
        practices=case.practices,
        on=on,
        horizon=horizon,
    )


def _horizon(case: Case, on: date | None) -> date:
    """A good while past every date that the case or its author mentions."""
    days = [e.on for e in case.entries if e.on] + [d for d in (on, case.clauses.term.date) if d]
    for expected in case.expected:
        days += list(expected.status or ())
        days += list(expected.flags or ())
        for inner in (expected.as_known or {}).values():
            days += list(inner)
        for item in expected.deadlines or ():
            days += [v for v in item.values() if isinstance(v, date)]
    last = max(days, default=date(2000, 1, 1))
    return add_months(last, HORIZON_MONTHS) or date.max


def _compare(
    case: Case, expected: Expected, state: InstrumentState, horizon: date, on: date | None
) -> list[Difference]:
    out: list[Difference] = []
    whom = f" for {expected.party}" if expected.party else ""
    out += _statuses(f"status{whom}", expected.status or {}, state)
    for instant, statuses in (expected.as_known or {}).items():
        known = _fold(case, expected.party, horizon, on, known_at(case.entries, instant))
        out += _statuses(f"status{whom} as known {instant.date()}", statuses, known)
    for day, flags in (expected.flags or {}).items():
        interval = state.at(day)
        found = interval.flags.as_json() if interval else {}
        for name, value in flags.items():
            if found.get(name) != value and not (value in (False, None, 0, []) and name not in found):
                out.append(Difference(f"flag {name} {day}", value, found.get(name)))
    if expected.owed is not None:
        out += _owed(expected.owed, state)
    for item in expected.deadlines or ():
        if not any(_matches(item, _comparable(state, d, item)) for d in state.deadlines):
            same = [
                d.last_day.isoformat() if d.last_day else None
                for d in state.deadlines
                if d.what == item["what"]
            ]
            out.append(Difference(f"deadline {item.get('what')}", _plain(item), same))
    if expected.findings is not None:
        codes = {f.code for f in state.findings}
        for code in expected.findings:
            if code not in codes:
                out.append(Difference("finding", code, sorted(codes)))
        for code in sorted((codes & FORESEEN) - set(expected.findings)):
            out.append(Difference("finding", None, code))
    return out


def _statuses(what: str, expected: dict[date, str | None], state: InstrumentState) -> list[Difference]:
    out = []
    for day, word in expected.items():
        status = state.status(day)
        found = status.value if status else None
        if found != word:
            out.append(Difference(f"{what} {day}", word, found))
    return out


def _owed(expected: list[dict[str, Any]], state: InstrumentState) -> list[Difference]:
    """Each expected duty was never fulfilled; and what still holds up entry into force is all expected.

    Duties that stand by the side (registration, publication, a notification that only matches another's) are
    no difference where the author does not speak of them.
    """
    out = []
    unfulfilled = [o for o in state.owed if o.done is None]
    for item in expected:
        if not any(_duty_matches(item, o) for o in unfulfilled):
            out.append(Difference("owed", _plain(item), [owed_json(o) for o in unfulfilled]))
    spoken_of = {item.get("what") for item in expected}
    for o in unfulfilled:
        if o.lapsed is not None or (o.what in STANDING_DUTIES and o.what not in spoken_of):
            continue
        if o.cause.rule == "matching_notification" and state.entry is not None:
            continue
        if not any(_duty_matches(item, o) for item in expected):
            out.append(Difference("owed", None, owed_json(o)))
    return out


def _duty_matches(item: dict[str, Any], owed: Owed) -> bool:
    if item.get("what") != owed.what or item.get("since", owed.since) != owed.since:
        return False
    return owed.by is None or item.get("by", owed.by) == owed.by


def _comparable(state: InstrumentState, deadline: Deadline, item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": deadline.what,
        "last_day": deadline.last_day,
        "opens": deadline.opens,
        "by": deadline.owed_by,
        "met": deadline.met,
    }
    if "last_safe_day" in item or "estimated" in item:
        found["last_safe_day"], found["estimated"] = state.last_safe_day(deadline)
    return found


def _matches(item: dict[str, Any], found: dict[str, Any]) -> bool:
    return all(found[key] == value or (key == "by" and found[key] is None) for key, value in item.items())


def interval_json(interval: Interval) -> dict[str, Any]:
    """An interval: `why` has the ids of its entries, `because` each rule with the entries it worked on."""
    return {
        "since": interval.since.isoformat(),
        "until": interval.until.isoformat() if interval.until else None,
        "status": interval.status.value,
        "flags": interval.flags.as_json(),
        "why": list(interval.entries),
        "because": [
            {"rule": c.rule, "entries": list(c.entries), "data": _plain(c.data)} for c in interval.causes
        ],
    }


def deadline_json(state: InstrumentState, deadline: Deadline, subject: str, title: str) -> dict[str, Any]:
    """A deadline, with the last safe day beside the legal one."""
    safe = state.last_safe_day(deadline)
    return {
        "subject": subject,
        "title": title,
        "what": deadline.what,
        "opens": deadline.opens.isoformat() if deadline.opens else None,
        "last_day": deadline.last_day.isoformat() if deadline.last_day else None,
        "last_safe_day": safe.day.isoformat() if safe.day else None,
        "owed_by": deadline.owed_by,
        "estimated": safe.estimated,
        "met": deadline.met.isoformat() if deadline.met else None,
        "why": list(deadline.cause.entries),
        "rule": deadline.cause.rule,
    }


def owed_json(owed: Owed) -> dict[str, Any]:
    """A duty: what, by whom, since when, and why."""
    return {
        "what": owed.what,
        "by": owed.by,
        "since": owed.since.isoformat(),
        "why": list(owed.cause.entries),
        "rule": owed.cause.rule,
    }


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items()}
