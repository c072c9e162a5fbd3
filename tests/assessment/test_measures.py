"""Measures on small cooperations made by hand, where every figure can be counted."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.assessment import DEFINITIONS, assess
from servanda.domain.cooperation import (
    Activity,
    CommitmentFact,
    Cooperation,
    Duty,
    EventFact,
    InstrumentFact,
    PeerFact,
    Phase,
    StandingFact,
)

ON = date(2026, 1, 1)


def instrument(
    name: str,
    signed: date,
    force: date | None = None,
    ended: date | None = None,
    *,
    sectors: tuple[str, ...] = ("trade",),
    kind: str = "agreement",
    activity: tuple[Activity, ...] = (),
    awaiting: tuple[tuple[str, str], ...] = (),
    duties: tuple[Duty, ...] = (),
) -> InstrumentFact:
    stops = [(signed, "signed")] if force is None or force > signed else []
    stops += [(force, "in_force")] if force else []
    stops += [(ended, "ended")] if ended else []
    phases = tuple(
        Phase(since, stops[n + 1][0] if n + 1 < len(stops) else None, status, awaiting if status == "signed" else (), "", (f"{name}-{status}",))
        for n, (since, status) in enumerate(stops)
    )  # fmt: skip
    acts = (Activity(signed, "signature", f"instrument/{name}", (f"{name}-s",)), *activity)
    if force:
        acts += (Activity(force, "entry_into_force", f"instrument/{name}", (f"{name}-f",)),)
    return InstrumentFact(
        f"instrument/{name}", {"en": name}, kind, ("MA", "RU"), sectors, signed, force, ended, phases, duties, acts, (), (f"{name}-s",)
    )  # fmt: skip


def cooperation(*instruments: InstrumentFact, since: date | None = None, **more: object) -> Cooperation:
    return Cooperation("MA", "RU", ON, since, ON, instruments=instruments, **more)  # type: ignore[arg-type]


def test_states_sum_to_the_instruments_on_record_by_the_day() -> None:
    found = cooperation(
        instrument("a", date(2000, 1, 1), date(2001, 1, 1)),
        instrument("b", date(2000, 1, 1), date(2001, 1, 1), date(2010, 1, 1)),
        instrument("c", date(2020, 1, 1)),
        instrument("later", date(2027, 1, 1)),
    )
    m = assess(found)["by_status"]
    assert {f.key: f.value for f in m.figures} == {"signed": 1, "in_force": 1, "ended": 1}
    assert [c.subject for c in m.figure("signed").counted] == ["instrument/c"]  # type: ignore[union-attr]
    assert m.figure("in_force").counted[0].entries == ("a-in_force",)  # type: ignore[union-attr]


def test_age_is_in_whole_years() -> None:
    found = cooperation(
        instrument("four", date(2021, 1, 2), date(2021, 1, 2)),
        instrument("five", date(2021, 1, 1), date(2021, 1, 1)),
    )
    assert {f.key: f.value for f in assess(found)["by_age"].figures} == {"age_5": 1, "age_10": 1}


def test_time_to_force_counts_who_waits_and_leaves_out_what_cannot_be() -> None:
    found = cooperation(
        instrument("a", date(2020, 1, 1), date(2020, 1, 31)),
        instrument("b", date(2020, 1, 1), date(2021, 1, 1)),
        instrument("waits", date(2015, 1, 1)),
        instrument("gave_up", date(2020, 1, 1), None, date(2022, 1, 1)),
        instrument("impossible", date(2020, 1, 2), date(2020, 1, 1)),
    )
    m = assess(found)["time_to_force"]
    value = {f.key: f.value for f in m.figures}
    assert value["came_into_force"] == 2
    assert value["waiting"] == 1
    assert value["ended_before"] == 1
    assert value["left_out"] == 1
    assert value["median"] == 366  # S after 30 days ¾, after 366 days ½
    assert value["longest_wait"] == (ON - date(2015, 1, 1)).days
    assert m.thin


def test_dormant_after_so_many_years_without_a_sign() -> None:
    old = date(2010, 1, 1)
    met = Activity(date(2022, 5, 1), "session", "session/1", ("e",))
    future = Activity(date(2026, 5, 1), "session", "session/2", ("e",))
    found = cooperation(
        instrument("asleep", old, old),
        instrument("met", old, old, activity=(met,)),
        instrument("will_meet", old, old, activity=(future,)),
        instrument("waits", old),
    )
    m = assess(found, dormant_years=5)["dormant"]
    assert [c.subject for c in m.figure("dormant").counted] == ["instrument/asleep", "instrument/will_meet"]  # type: ignore[union-attr]
    assert m.figure("share").value == pytest.approx(2 / 3)  # type: ignore[union-attr]
    assert assess(found, dormant_years=3)["dormant"].figure("dormant").value == 3  # type: ignore[union-attr]


def test_the_side_that_a_notification_waits_for() -> None:
    duty = Duty("notification", "RU", date(2019, 3, 1), None)
    found = cooperation(
        instrument("a", date(2019, 3, 1), awaiting=(("RU", "notification"),), duties=(duty,)),
        instrument("b", date(2019, 1, 1)),
    )
    m = assess(found)["waiting_on"]
    owed = m.figure("RU")
    assert owed is not None
    assert owed.value == 1
    assert owed.data["oldest"] == date(2019, 3, 1)
    assert m.figure("not_on_record").counted[0].subject == "instrument/b"  # type: ignore[union-attr]


def test_trend_between_two_dates_names_what_changed() -> None:
    found = cooperation(
        instrument("a", date(2000, 1, 1), date(2001, 1, 1)),
        instrument("b", date(2019, 1, 1), date(2022, 1, 1)),
        since=date(2020, 1, 1),
    )
    force = assess(found)["trend"].figure("in_force")
    assert force is not None
    assert (force.data["before"], force.data["after"], force.value) == (1, 2, 1)
    assert [c.subject for c in force.counted] == ["instrument/b"]


def commitment(name: str, standing: StandingFact, **more: str) -> CommitmentFact:
    return CommitmentFact(
        f"commitment/{name}", {"en": name}, date(2024, 1, 1), more.get("session", ""), "", more.get("instrument", ""),
        more.get("article", ""), (), ("Ministry",), (standing,), (), 0, (f"{name}-c",),
    )  # fmt: skip


def standing(
    status: str,
    *,
    due: date | None = None,
    kept: str = "",
    carried: int = 0,
    open: bool = True,
    silent: date | None = None,
) -> StandingFact:
    return StandingFact(
        date(2024, 1, 1),
        None,
        status,
        due,
        None,
        kept,
        carried,
        open,
        (("RU", silent),) if silent else (),
        ("r",),
    )


def test_commitments_by_outcome_and_share_kept() -> None:
    past = date(2025, 1, 1)
    found = cooperation(
        commitments=(
            commitment("kept", standing("done", due=past, kept="kept", open=False), session="session/7"),
            commitment("late", standing("done", due=past, kept="late", open=False), session="session/7"),
            commitment("overdue", standing("on_track", due=past, carried=2, silent=past)),
            commitment("blocked", standing("blocked")),
            commitment("differs", standing("differs")),
            commitment("dropped", standing("dropped", open=False)),
        )
    )
    measures = assess(found)
    value = {f.key: f.value for f in measures["commitments"].figures}
    assert value == {
        "made": 6, "kept": 1, "late": 1, "open": 3, "overdue": 1, "blocked": 1, "differs": 1, "silent": 1, "carried": 1, "dropped": 1,
    }  # fmt: skip
    share = measures["commitments_kept"].figures[0]
    assert (share.value, share.data["of"]) == (0.25, 4)
    assert measures["commitments_kept"].thin
    assert measures["commitments_by_session"].figure("session/7").data == {"done": 2, "overdue": 0}  # type: ignore[union-attr]


def test_depth_names_what_most_comparable_partners_have() -> None:
    peers = [
        PeerFact(f"instrument/{q}{n}", "MA", q, "agreement", (sector,), "in_force", date(2000, 1, 1))
        for q in ("FR", "ES", "IT", "DE", "PT")
        for n, sector in enumerate(("taxation" if q != "PT" else "sport", "trade", "trade", "trade", "trade"))
    ]
    found = cooperation(instrument("a", date(2000, 1, 1), date(2000, 1, 1)), peers=tuple(peers))
    m = assess(found, regions=dict.fromkeys(("FR", "ES", "IT", "DE", "PT", "RU"), ("150",)))["depth"]
    assert [(f.key, f.value) for f in m.figures] == [("taxation", 0.8)]
    assert m.figures[0].data["having"] == ["DE", "ES", "FR", "IT"]
    assert not m.thin


def test_articles_used_and_instruments_never_used() -> None:
    old = date(2010, 1, 1)
    found = cooperation(
        instrument("a", old, old),
        instrument("b", old, old),
        commitments=(commitment("x", standing("on_track"), instrument="instrument/a", article="4"),),
    )
    m = assess(found)["articles"]
    assert (m.figures[0].key, m.figures[0].data["article"], m.figures[0].value) == ("instrument/a", "4", 1)
    assert [c.subject for c in m.figure("never_used").counted] == ["instrument/b"]  # type: ignore[union-attr]


def test_an_undertaking_is_met_only_by_what_comes_later_and_says_the_same() -> None:
    said = EventFact(
        "undertaking/1",
        "undertaking",
        {"en": "Open direct maritime line between Casablanca and Novorossiysk"},
        date(2023, 1, 1),
        basis=("u",),
    )
    same = commitment("line", standing("on_track"))
    same = CommitmentFact(
        **{
            **{f: getattr(same, f) for f in same.__slots__},
            "titles": {"en": "A direct maritime line Casablanca–Novorossiysk"},
        }
    )
    other = commitment("tea", standing("on_track"))
    assert (
        assess(cooperation(undertakings=(said,), commitments=(other,)))["announced"]
        .figure("never_came")
        .value
        == 1
    )  # type: ignore[union-attr]
    met = assess(cooperation(undertakings=(said,), commitments=(same,)))["announced"]
    assert met.figure("recorded").counted[0].subject == "commitment/line"  # type: ignore[union-attr]
    assert met.figure("undertaking/1").value == 365  # type: ignore[union-attr]


def test_every_measure_is_defined_with_its_formula() -> None:
    assert set(assess(cooperation())) == set(DEFINITIONS)
    assert all(d.title and d.text and d.formula for d in DEFINITIONS.values())


def test_what_a_register_calls_ended_does_not_wait_for_its_entry_into_force() -> None:
    """A treaty of 1827 whose entry into force nobody recorded, and which its register calls superseded, has not waited for two centuries."""
    from dataclasses import replace

    old = replace(instrument("old", date(1827, 11, 17), None), published=("ended",))
    young = replace(instrument("young", date(2019, 1, 1), None), published=("negotiated", "signed"))
    made = assess(cooperation(old, young))
    time = {f.key: f for f in made["time_to_force"].figures}
    assert [c.subject for c in time["waiting"].counted] == ["instrument/young"]
    assert [c.subject for c in time["left_out"].counted] == ["instrument/old"]
    assert [c.subject for c in time["longest_wait"].counted] == ["instrument/young"]
    waits = {f.key: f.value for f in made["waiting_on"].figures}
    assert waits["entry_not_on_record"] == 1
    [signed] = [f for f in made["by_status"].figures if f.key == "signed"]
    assert (signed.value, signed.data) == (2, {"otherwise": 1})
