"""The assessment of a mechanism, a session, an organisation, a sector and a period alone: each counts what is its own, as page and command."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.test import Client

from servanda.assessment import assess
from servanda.cli.assess import assess_command
from servanda.domain.acts.bodies import Mechanism, Session
from servanda.domain.acts.commitments import Commitment, CommitmentReport, Responsible
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.parties import Organisation
from servanda.domain.acts.proposals import Proposal, ProposalAnswer, ProposalOutcome, ProposalStep
from servanda.domain.acts.register import Description
from servanda.domain.cooperation import Cooperation
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register.assessing import Asked, facts
from servanda.register.services import record
from servanda.register.visibility import PUBLIC, operator

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
ON = date(2026, 6, 1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def put(subject: str, *acts: tuple[object, date | None], circle: Circle = Circle.PUBLIC) -> None:
    record([Draft(subject, act, on=on, circle=circle) for act, on in acts], RECORDER, at=FIRST)  # type: ignore[arg-type]


def promise(key: str, session: str, body: str, partner: str, **more: object) -> None:
    put(
        f"commitment/{key}",
        (
            Commitment(
                texts={"en": key},
                parties=("MA", partner),
                responsible=(Responsible(party="MA", organisation="organisation/fish"),)
                if key != "c3"
                else (),
                mechanism=f"mechanism/{body}",
                session=f"session/{session}",
                due=date(2025, 1, 1),
                **more,  # type: ignore[arg-type]
            ),
            date(2024, 1, 10),
        ),
    )


@pytest.fixture(autouse=True)
def register() -> None:
    put("organisation/fish", (Organisation(names={"en": "Ministry of fisheries"}, party="MA"), None))
    for key, partner, sector, year in (
        ("a", "RU", "fisheries", 2001),
        ("b", "RU", "energy", 2004),
        ("c", "BR", "fisheries", 2010),
    ):
        described = Description(
            titles={"en": f"Agreement {key}"}, type="agreement", parties=("MA", partner), sectors=(sector,)
        )
        put(f"instrument/{key}", (described, None), (Signature(), date(year, 1, 1)))
    put("mechanism/ru", (Mechanism(kind="joint_commission", names={"en": "Commission"}, parties=("MA", "RU"), founded_by="instrument/a"), date(2001, 1, 1)))  # fmt: skip
    put("mechanism/br", (Mechanism(kind="joint_commission", names={"en": "Committee"}, parties=("MA", "BR")), date(2010, 1, 1)))  # fmt: skip
    for key, body, partner, day in (
        ("ru7", "ru", "RU", date(2024, 1, 10)),
        ("ru6", "ru", "RU", date(2020, 1, 10)),
        ("br1", "br", "BR", date(2024, 2, 10)),
    ):
        put(
            f"session/{key}",
            (Session(mechanism=f"mechanism/{body}", parties=("MA", partner), status="held", ordinal=int(key[-1]), begins=day), day),
        )  # fmt: skip
    promise("c1", "ru7", "ru", "RU", sectors=("fisheries",), instrument="instrument/a")
    promise("c2", "br1", "br", "BR", sectors=("fisheries",))
    promise("c3", "ru6", "ru", "RU", sectors=("energy",))
    put(
        "commitment/c1", (CommitmentReport(by="MA", progress="done"), date(2024, 12, 1)), circle=Circle.PUBLIC
    )


def of(**scope: object) -> Cooperation:
    return facts(operator(Circle.INTERNAL), Asked("", "", ON, **scope))  # type: ignore[arg-type]


def keys(found: Cooperation) -> dict[str, set[str]]:
    return {
        kind: {x.subject.partition("/")[2] for x in getattr(found, kind)}
        for kind in ("instruments", "commitments", "sessions")
    }


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"mechanism": "mechanism/ru"}, {"instruments": {"a"}, "commitments": {"c1", "c3"}, "sessions": {"ru6", "ru7"}}),
        ({"session": "session/ru7"}, {"instruments": {"a"}, "commitments": {"c1"}, "sessions": {"ru7"}}),
        ({"organisation": "organisation/fish"}, {"instruments": {"a"}, "commitments": {"c1", "c2"}, "sessions": {"ru7", "br1"}}),
        ({"sector": "fisheries"}, {"instruments": {"a", "c"}, "commitments": {"c1", "c2"}, "sessions": {"ru7", "br1"}}),
        ({}, {"instruments": {"a", "b", "c"}, "commitments": {"c1", "c2", "c3"}, "sessions": {"ru6", "ru7", "br1"}}),
    ],
    ids=["mechanism", "session", "organisation", "sector", "period"],
)  # fmt: skip
def test_each_scope_counts_what_is_its_own(scope: dict[str, object], expected: dict[str, set[str]]) -> None:
    assert keys(of(**scope)) == expected


def test_a_period_alone_and_its_trend() -> None:
    made = assess(of(since=date(2003, 1, 1), until=date(2010, 12, 31)))
    assert {f.key: f.value for f in made["signed_by_year"].figures} == {"2004": 1, "2010": 1}
    assert {f.key: (f.data["before"], f.data["after"]) for f in made["trend"].figures}["signed"] == (1, 3)
    assert made["depth"].figures == ()  # compared with whom? no partner was named


def test_every_scope_as_known_on_another_day_knows_nothing_yet() -> None:
    for scope in ({"mechanism": "mechanism/ru"}, {"sector": "fisheries"}, {}):
        assert keys(of(as_known=datetime(2025, 1, 1, tzinfo=UTC), **scope)) == {
            "instruments": set(),
            "commitments": set(),
            "sessions": set(),
        }


@pytest.mark.parametrize(
    "query",
    [
        "mechanism=mechanism/ru",
        "session=session/ru7",
        "organisation=organisation/fish",
        "sector=fisheries",
        "from=2003-01-01&to=2010-12-31",
        "",
    ],
)
def test_the_page_shows_each_figure_with_its_records_and_a_caveat(query: str) -> None:
    page = Client().get(f"/assessment/?on=2026-06-01&{query}", headers={"accept-language": "en"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "too thin to conclude" in text
    assert "/commitment/c1/" in text or "from=" in query
    for ending in ("json", "html", "docx"):
        assert Client().get(f"/assessment.{ending}?{query}").status_code == 200


def test_what_may_not_be_seen_is_not_assessed() -> None:
    put("mechanism/secret", (Mechanism(kind="joint_commission", names={"en": "Hidden"}, parties=("MA", "RU")), date(2001, 1, 1)), circle=Circle.INTERNAL)  # fmt: skip
    assert Client().get("/assessment/?mechanism=mechanism/secret").status_code == 404
    assert Client().get("/assessment/?session=mechanism/ru").status_code == 404
    assert Client().get("/assessment.odt").status_code == 404
    put("instrument/hidden", (Description(titles={"en": "Hidden"}, parties=("MA", "RU"), sectors=("energy",)), None), (Signature(), date(2005, 1, 1)), circle=Circle.INTERNAL)  # fmt: skip
    assert {i.subject for i in facts(PUBLIC, Asked("", "", ON, sector="energy")).instruments} == {
        "instrument/b"
    }


@pytest.mark.parametrize(
    "kind", ["mechanism/ru", "session/ru7", "record/organisation/fish", "relationships/MA/RU"]
)
def test_pages_lead_to_their_assessment(kind: str) -> None:
    assert "assessment/" in Client().get(f"/{kind}/").content.decode()


def run(*arguments: str) -> object:
    return CliRunner().invoke(assess_command, list(arguments))


def test_the_command_takes_a_scope_without_parties() -> None:
    done = run("--mechanism", "mechanism/ru", "--on", "2026-06-01", "--json")
    assert done.exit_code == 0, done.output  # type: ignore[attr-defined]
    data = json.loads(done.stdout)  # type: ignore[attr-defined]
    assert (data["parties"], data["mechanism"]) == ([], "mechanism/ru")
    made = {f["key"]: f["value"] for f in data["measures"]["commitments"]["figures"]}
    assert (made["made"], made["kept"], made["overdue"]) == (2, 1, 1)
    assert run("--sector", "fisheries", "--on", "2026-06-01").exit_code == 0  # type: ignore[attr-defined]
    assert run("--sector", "fishes").exit_code == 2  # type: ignore[attr-defined]
    assert run("MA").exit_code == 2  # type: ignore[attr-defined]
    assert run("--mechanism", "mechanism/none").exit_code == 1  # type: ignore[attr-defined]


def test_what_became_of_a_proposal_feeds_the_assessment() -> None:
    def propose(key: str, *acts: tuple[object, date]) -> None:
        proposal = Proposal(
            titles={"en": key}, kind="open_axis", parties=("MA", "RU"), mechanism="mechanism/ru"
        )
        put(f"proposal/{key}", (proposal, date(2024, 1, 1)), *acts)

    tabled = (ProposalStep(stage="tabled"), date(2024, 2, 1))
    both = tuple((ProposalAnswer(by=p, answer="accepted"), date(2024, 3, 1)) for p in ("MA", "RU"))
    propose("idle")
    propose("refused", tabled, (ProposalAnswer(by="RU", answer="declined"), date(2024, 3, 1)))
    propose("done", tabled, *both, (ProposalOutcome(became="commitment/c1"), date(2024, 4, 1)))
    propose("open", tabled, *both, (ProposalOutcome(became="commitment/c3"), date(2024, 4, 1)))
    measure = assess(of(mechanism="mechanism/ru"))["proposals"]
    counted = {f.key: (f.value, sorted(c.subject for c in f.counted)) for f in measure.figures}
    assert counted["drafted"][0] == 4
    assert counted["tabled"][0] == 3
    assert counted["adopted"][0] == 2
    assert counted["declined"] == (1, ["proposal/refused"])
    assert counted["realised"][0] == 2
    assert counted["fulfilled"] == (1, ["proposal/done"])
    early = assess(facts(operator(), Asked("MA", "RU", date(2024, 2, 15))))["proposals"]
    assert {f.key: f.value for f in early.figures} == {
        "drafted": 4,
        "tabled": 3,
        "adopted": 0,
        "fulfilled": 0,
    }
    assert assess(of(session="session/ru7"))["proposals"].figures == ()
