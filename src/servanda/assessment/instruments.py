"""Measures on instruments: by state, type, age and sector; time to force; who is waited for; what sleeps; the trend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from servanda.assessment.measure import FEW, Counted, Figure, Measure, counted
from servanda.assessment.survival import kaplan_meier
from servanda.domain.cooperation import Cooperation, InstrumentFact
from servanda.domain.dates import add_months

STATUSES = ("negotiated", "signed", "provisional", "in_force", "suspended", "ended")
AGES = ((5, "age_5"), (10, "age_10"), (20, "age_20"), (40, "age_40"))
YEAR = 365.25


def years_between(since: date, until: date) -> int:
    """Whole years from a day to another."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def standing(found: Cooperation, on: date | None = None) -> list[InstrumentFact]:
    """Instruments on record by the day that have not ended."""
    day = on or found.on
    return [i for i in found.instruments if (p := i.at(day)) and p.status != "ended"]


def _of_status(i: InstrumentFact, on: date) -> Counted:
    phase = i.at(on)
    return Counted(i.subject, phase.entries if phase else i.basis)


def by_status(found: Cooperation) -> Measure:
    """How many instruments stand in each state."""
    figures = []
    for status in STATUSES:
        those = [i for i in found.instruments if (p := i.at(found.on)) and p.status == status]
        otherwise = [i for i in those if i.published and status not in i.published]
        if those:
            figures.append(
                Figure(
                    status,
                    "status",
                    len(those),
                    counted=tuple(_of_status(i, found.on) for i in those),
                    data={"otherwise": len(otherwise)} if otherwise else {},
                )
            )
    return Measure("by_status", tuple(figures))


def _grouped(
    code: str,
    family: str,
    those: Iterable[InstrumentFact],
    keys: Callable[[InstrumentFact], Iterable[str]],
    order: Callable[[Figure], tuple[float, str]],
) -> Measure:
    groups: dict[str, list[InstrumentFact]] = {}
    for i in those:
        for key in keys(i):
            groups.setdefault(key, []).append(i)
    figures = [Figure(key, family, len(same), counted=counted(same)) for key, same in groups.items()]
    return Measure(code, tuple(sorted(figures, key=order)))


def _most(f: Figure) -> tuple[float, str]:
    return (-(f.value or 0), f.key)


def by_type(found: Cooperation) -> Measure:
    """Instruments that have not ended, by type."""
    return _grouped("by_type", "type", standing(found), lambda i: (i.type or "other",), _most)


def by_sector(found: Cooperation) -> Measure:
    """Instruments that have not ended, by sector; one of several sectors stands in each."""
    return _grouped("by_sector", "sector", standing(found), lambda i: i.sectors or ("",), _most)


def by_age(found: Cooperation) -> Measure:
    """Instruments that have not ended, by whole years since signature."""
    bands = [name for _, name in AGES] + ["age_more", "age_unknown"]

    def band(i: InstrumentFact) -> tuple[str]:
        if i.signed is None or i.signed > found.on:
            return ("age_unknown",)
        age = years_between(i.signed, found.on)
        return (next((name for below, name in AGES if age < below), "age_more"),)

    return _grouped("by_age", "measure", standing(found), band, lambda f: (float(bands.index(f.key)), f.key))


def signed_by_year(found: Cooperation) -> Measure:
    """Instruments signed in the period."""
    those = [i for i in found.instruments if found.within(i.signed)]
    return _grouped(
        "signed_by_year",
        "year",
        those,
        lambda i: (str(i.signed.year),) if i.signed else (),
        lambda f: (0.0, f.key),
    )


def time_to_force(found: Cooperation) -> Measure:
    """Kaplan–Meier median of the days from signature to entry into force; who waits is counted as waiting."""
    durations: list[tuple[float, bool]] = []
    came, waiting, gave_up, left_out = [], [], [], []
    longest: tuple[int, InstrumentFact] | None = None
    for i in found.instruments:
        if i.signed is None or not found.within(i.signed) or i.signed > found.on:
            continue
        if i.entry_unknown or (i.in_force is not None and i.in_force < i.signed):
            left_out.append(i)
        elif i.in_force is not None and i.in_force <= found.on:
            durations.append(((i.in_force - i.signed).days, True))
            came.append(i)
        elif i.ended is not None and i.ended <= found.on:
            durations.append((max((i.ended - i.signed).days, 0), False))
            gave_up.append(i)
        else:
            days = (found.on - i.signed).days
            durations.append((days, False))
            waiting.append(i)
            if longest is None or days > longest[0]:
                longest = (days, i)
    curve = kaplan_meier(durations)
    at_once = [i for i in came if i.in_force == i.signed]
    low, high = curve.interval()
    figures = [
        Figure(
            "median",
            "measure",
            curve.quantile(),
            "days",
            counted(came + waiting + gave_up),
            {"low": low, "high": high},
        ),
        Figure("first_quarter", "measure", curve.quantile(0.25), "days"),
        Figure("third_quarter", "measure", curve.quantile(0.75), "days"),
        Figure("came_into_force", "measure", len(came), counted=counted(came)),
        Figure("at_once", "measure", len(at_once), counted=counted(at_once)),
        Figure("waiting", "measure", len(waiting), counted=counted(waiting)),
    ]
    if longest:
        figures.append(Figure("longest_wait", "measure", longest[0], "days", counted([longest[1]])))
    for key, those in (("ended_before", gave_up), ("left_out", left_out)):
        if those:
            figures.append(Figure(key, "measure", len(those), counted=counted(those)))
    steps = ((0.0, 1.0), *((s.time / YEAR, s.share) for s in curve.steps))
    end = max((d for d, _ in durations), default=0.0) / YEAR
    if curve.steps and end > steps[-1][0]:
        steps = (*steps, (end, steps[-1][1]))
    return Measure("time_to_force", tuple(figures), len(came) < FEW, steps if curve.steps else ())


def waiting_on(found: Cooperation) -> Measure:
    """For each side the acts that it still owes before an instrument comes into force."""
    owed: dict[tuple[str, str], list[tuple[InstrumentFact, date, tuple[str, ...]]]] = {}
    unsaid, unknown = [], []
    for i in found.instruments:
        phase = i.at(found.on)
        if phase is None or phase.status not in ("signed", "provisional"):
            continue
        if i.entry_unknown:
            unknown.append(Counted(i.subject, phase.entries))
            continue
        if not phase.awaiting:
            unsaid.append(Counted(i.subject, phase.entries))
        for whom, what in phase.awaiting:
            since = min(
                (d.since for d in i.duties if (d.what, d.by) == (what, whom)), default=i.signed or phase.since
            )
            owed.setdefault((whom, what), []).append((i, since, phase.entries))
    figures = [
        Figure(
            whom or "jointly",
            "party" if whom else "measure",
            len(those),
            counted=tuple(Counted(i.subject, entries) for i, _, entries in those),
            data={"act": what, "oldest": min(since for _, since, _ in those)},
        )
        for (whom, what), those in sorted(owed.items())
    ]
    if unsaid:
        figures.append(Figure("not_on_record", "measure", len(unsaid), counted=tuple(unsaid)))
    if unknown:
        figures.append(Figure("entry_not_on_record", "measure", len(unknown), counted=tuple(unknown)))
    return Measure("waiting_on", tuple(figures))


def last_sign(i: InstrumentFact, on: date) -> date | None:
    """The last day by `on` on which anything happened under the instrument."""
    return max((a.on for a in i.activity if a.on <= on), default=None)


def is_dormant(i: InstrumentFact, on: date, years: int) -> bool:
    """In force or provisionally applied on the day, and nothing happened under it for so many years."""
    phase = i.at(on)
    if phase is None or phase.status not in ("in_force", "provisional"):
        return False
    last = last_sign(i, on)
    limit = add_months(last, 12 * years) if last else None
    return last is None or (limit is not None and limit <= on)


def dormant(found: Cooperation, years: int) -> Measure:
    """Instruments in force under which nothing has happened for so many years."""
    force = [
        i for i in found.instruments if (p := i.at(found.on)) and p.status in ("in_force", "provisional")
    ]
    asleep = [i for i in force if is_dormant(i, found.on, years)]
    asleep.sort(key=lambda i: (last_sign(i, found.on) or date.min, i.subject))
    figures = [
        Figure(
            "dormant", "measure", len(asleep), counted=_with_last(asleep, found.on), data={"years": years}
        ),
        Figure(
            "in_use",
            "measure",
            len(force) - len(asleep),
            counted=counted(i for i in force if i not in asleep),
        ),
    ]
    if force:
        figures.append(Figure("share", "measure", len(asleep) / len(force), "share", data={"of": len(force)}))
    return Measure("dormant", tuple(figures), len(force) < FEW)


def _with_last(those: list[InstrumentFact], on: date) -> tuple[Counted, ...]:
    out = []
    for i in those:
        last = max((a for a in i.activity if a.on <= on), key=lambda a: a.on, default=None)
        out.append(Counted(i.subject, last.entries if last else i.basis))
    return tuple(out)


def trend(found: Cooperation, years: int) -> Measure:
    """State of the instruments at the beginning and at the end of the period."""
    if found.since is None:
        return Measure("trend", ())
    figures = []

    def some(key: str, test: Callable[[InstrumentFact, date], bool]) -> None:
        assert found.since is not None
        before = [i for i in found.instruments if test(i, found.since)]
        after = [i for i in found.instruments if test(i, found.until)]
        figures.append(
            Figure(key, "measure", len(after) - len(before), "change",
                   counted(i for i in found.instruments if (i in before) != (i in after)),
                   {"before": len(before), "after": len(after)})
        )  # fmt: skip

    def at(*statuses: str) -> Callable[[InstrumentFact, date], bool]:
        return lambda i, day: (p := i.at(day)) is not None and p.status in statuses

    some("in_force", at("in_force", "provisional", "suspended"))
    some("signed", at("signed"))
    some("ended", at("ended"))
    some("dormant", lambda i, day: is_dormant(i, day, years))
    return Measure("trend", tuple(figures))


def meetings(found: Cooperation) -> Measure:
    """Sessions held and encounters in the period, by year."""
    figures = []
    for kind, events in (("session", found.sessions), ("encounter", found.encounters)):
        years: dict[int, list[object]] = {}
        for e in events:
            if e.on and e.on <= found.on and found.within(e.on) and e.status in ("held", ""):
                years.setdefault(e.on.year, []).append(e)
        figures += [
            Figure(str(year), "year", len(same), counted=counted(same), data={"kind": kind})
            for year, same in sorted(years.items())
        ]
    return Measure("meetings", tuple(figures))
