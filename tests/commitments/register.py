"""A small register of commitments of several circles, relationships and organisations."""

from __future__ import annotations

from datetime import date
from typing import Any

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry
from servanda.journal.services import Draft, Recorder
from servanda.register import services

WHO = Recorder("amina", "MA", "Secretariat")


def draft(subject: str, name: str, on: date | None, circle: str = "joint", **body: Any) -> Draft:
    """An act by name."""
    return Draft(subject, REGISTRY[name].model_validate(body), on=on, circle=Circle(circle))


def promise(key: str, on: date, other: str = "RU", circle: str = "joint", **body: Any) -> Draft:
    """A commitment of Morocco with another party, under the commission of the two."""
    more: dict[str, Any] = {"texts": {"en": f"Promise {key}"}, "parties": ["MA", other]}
    more |= {"mechanism": f"mechanism/{other.lower()}"}
    return draft(f"commitment/{key}", "commitment", on, circle, **(more | body))


def report(key: str, on: date, by: str, progress: str, circle: str = "joint", **body: Any) -> Draft:
    """A report."""
    return draft(f"commitment/{key}", "commitment_report", on, circle, by=by, progress=progress, **body)


def record(*drafts: Draft) -> list[Entry]:
    """Record for Morocco."""
    return services.record(drafts, WHO)


def build() -> None:
    """Sessions of 2020 and 2022, a dozen promises."""
    org = {"party": "MA", "organisation": "organisation/fish"}
    record(
        draft(
            "organisation/fish", "organisation", None, "public", names={"en": "Fisheries"}, party="MA"
        ),
        draft(
            "organisation/tour",
            "organisation",
            None,
            "public",
            names={"en": "Tourism"},
            party="MA",
            without_clearance=True,
        ),
        *[
            draft(f"mechanism/{p}", "mechanism", date(2015, 1, 1), names={"en": f"Commission {p}"}, every_months=24)
            for p in ("ru", "br")
        ],
        draft("session/6", "session", date(2020, 3, 1), ordinal=6, mechanism="mechanism/ru", begins="2020-03-01"),
        draft("session/7", "session", date(2022, 3, 1), ordinal=7, mechanism="mechanism/ru", begins="2022-03-01"),
        promise("agree", date(2020, 3, 1), session="session/6", decision="4", due="2022-06-30", sectors=["energy"]),
        report("agree", date(2021, 1, 1), "MA", "on_track"),
        report("agree", date(2021, 2, 1), "RU", "on_track"),
        promise("differ", date(2020, 3, 1), session="session/6", due="2021-01-01", responsible=[org, {"party": "RU"}]),
        report("differ", date(2021, 1, 1), "MA", "done", remark={"en": "Built."}),
        report("differ", date(2022, 6, 1), "RU", "blocked", remark={"en": "No permit."}),
        promise("done", date(2020, 3, 1), session="session/6", due="2021-01-01", responsible=[org]),
        report("done", date(2020, 12, 1), "MA", "done"),
        promise("tour", date(2022, 3, 1), session="session/7", responsible=[{"party": "MA", "organisation": "organisation/tour"}]),
        promise("again", date(2022, 3, 1), session="session/7"),
        draft("commitment/again", "lineage", date(2022, 3, 1), kind="restates", of=["commitment/agree"]),
        promise("secret", date(2022, 3, 1), circle="internal", texts={"en": "Promise canarysecret"}),
        promise("brazil", date(2021, 5, 1), "BR", texts={"en": "Promise canarybrazil"}),
        promise("open", date(2021, 5, 1), "BR", circle="public", texts={"en": "Promise public"}),
    )  # fmt: skip
