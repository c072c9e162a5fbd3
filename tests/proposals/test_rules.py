"""Proposals drafted from a register: each rule finds its evidence, nothing is proposed twice, what was refused stays so."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from servanda.domain.acts.bodies import Mechanism, Session
from servanda.domain.acts.commitments import Commitment, CommitmentReport, Lineage
from servanda.domain.acts.consent import Negotiation, Notification, Signature
from servanda.domain.acts.proposals import ProposalAnswer, ProposalStep
from servanda.domain.acts.register import Description, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.proposals import queries, services
from servanda.proposals.services import ProposalRefused
from servanda.register.models import Record
from servanda.register.services import record
from servanda.register.visibility import Viewer, operator
from servanda.web.models import User

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
ON = date(2026, 6, 1)


def put(subject: str, *acts: tuple[object, date | None], circle: Circle = Circle.JOINT) -> None:
    record([Draft(subject, act, on=on, circle=circle) for act, on in acts], RECORDER)  # type: ignore[arg-type]


def clauses(**stated: object) -> FinalClausesStated:
    return FinalClausesStated(clauses=FinalClauses.model_validate(stated))


def treaty(
    key: str, title: str, partner: str, signed: date, circle: Circle = Circle.JOINT, **stated: object
) -> str:
    subject = f"instrument/{key}"
    stated = stated or {"entry_into_force": {"rule": "on_signature"}, "term": {"kind": "indefinite"}}
    put(
        subject,
        (Description(titles={"en": title}, type="agreement", parties=("MA", partner)), None),
        (Signature(), signed),
        (clauses(**stated), None),
        circle=circle,
    )
    return subject


def kinds(viewer: Viewer | None = None, on: date = ON) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in services.find(viewer or operator(), "MA", "RU", on).new:
        found.setdefault(one.kind, []).append(one.key[0])
    return found


def test_what_is_owed_on_the_way_to_force() -> None:
    waits = treaty(
        "waits", "Agreement A", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"}
    )
    put(waits, (Notification(by="MA"), date(2020, 5, 1)))
    [found] = services.find(operator(), "MA", "RU", ON).new
    assert (found.kind, found.key) == ("complete_notification", (waits,))
    assert found.text.data["parties"] == ["RU"]
    assert found.criteria["readiness"].share == pytest.approx(0.7)
    notified = JournalEntry.objects.get(act="notification")
    assert notified.id in found.grounds[0].entries
    put(waits, (Notification(by="RU"), date(2026, 5, 1)))
    assert kinds() == {}


def test_a_window_that_closes_within_eighteen_months() -> None:
    treaty(
        "window", "Agreement B", "RU", date(2022, 4, 15),
        entry_into_force={"rule": "on_signature"}, term={"kind": "years", "n": 5},
        renewal={"kind": "tacit", "n": 5, "unit": "years"},
        notice=[{"purpose": "prevent_renewal", "n": 6, "unit": "months", "reference": "before_expiry"}],
    )  # fmt: skip
    assert kinds() == {"decide_before_window": ["instrument/window"]}
    assert kinds(on=date(2024, 1, 1)) == {}


def test_an_instrument_that_lies_unused() -> None:
    used = treaty("used", "Agreement C", "RU", date(2010, 1, 1))
    treaty("unused", "Agreement D", "RU", date(2010, 1, 1))
    put(
        "commitment/a",
        (Commitment(texts={"en": "Do it"}, parties=("MA", "RU"), instrument=used), date(2024, 1, 1)),
    )
    assert kinds()["activate_dormant"] == ["instrument/unused"]


def test_many_that_lie_unused_are_one_proposal_that_names_them_all() -> None:
    named = {treaty(f"n{n}", f"Agreement {n}", "RU", date(2000 + n, 1, 1)) for n in range(11)}
    [found] = [f for f in services.find(operator(), "MA", "RU", ON).new if f.kind == "activate_dormant"]
    assert {g.subject for g in found.grounds} == named
    assert (found.text.data["n"], found.text.data["day"]) == (11, "2000-01-01")
    assert all(g.entries for g in found.grounds)


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ({"MA": "done", "RU": "not_started"}, True),
        ({"MA": "blocked", "RU": "blocked"}, True),
        ({"MA": "on_track", "RU": "on_track"}, False),
        ({"MA": "done", "RU": "done"}, False),
    ],
)
def test_commitments_on_which_the_sides_differ_or_are_stuck(words: dict[str, str], proposed: bool) -> None:
    put("commitment/a", (Commitment(texts={"en": "Do it"}, parties=("MA", "RU")), date(2025, 1, 1)))
    for side, said in words.items():
        report = CommitmentReport.model_validate({"by": side, "progress": said})
        put("commitment/a", (report, date(2026, 5, 1)))
    assert ("retable_commitment" in kinds()) is proposed


def test_a_promise_made_for_the_third_time() -> None:
    for n in (1, 2, 3):
        put(
            f"commitment/{n}",
            (Commitment(texts={"en": "Open a line"}, parties=("MA", "RU")), date(2020 + n, 1, 1)),
        )
        if n > 1:
            put(
                f"commitment/{n}",
                (Lineage(kind="restates", of=(f"commitment/{n - 1}",)), date(2020 + n, 1, 1)),
            )
    assert kinds()["retable_commitment"] == ["commitment/3"]


def test_a_mechanism_whose_session_is_overdue() -> None:
    body = Mechanism(names={"en": "Commission"}, parties=("MA", "RU"), every_months=24, alternating=True)
    put("mechanism/m", (body, date(2015, 1, 1)))
    held = Session(
        mechanism="mechanism/m", ordinal=1, begins=date(2018, 3, 1), parties=("MA", "RU"), host="MA"
    )
    put("session/1", (held, date(2018, 3, 1)))
    assert kinds()["convene_mechanism"] == ["mechanism/m"]


def test_a_standard_instrument_that_both_have_with_others_but_not_with_each_other() -> None:
    tax = "Convention for the avoidance of double taxation"
    treaty("ma-ru", "Agreement on culture", "RU", date(2024, 1, 1))
    for partner in ("FR", "ES", "PT"):
        treaty(f"ma-{partner}", tax, partner, date(2024, 1, 1))
        put(
            f"instrument/ru-{partner}",
            (Description(titles={"en": tax}, type="convention", parties=("RU", partner)), None),
            (Signature(), date(2024, 1, 1)),
        )
    found = [f for f in services.find(operator(), "MA", "RU", ON).new if f.kind == "conclude_standard"]
    assert [f.key[0] for f in found] == ["double_taxation"]
    assert {g.subject for g in found[0].grounds} >= {"instrument/ma-FR", "instrument/ru-FR"}
    treaty("have", tax, "RU", date(2024, 1, 1))
    assert "conclude_standard" not in kinds()


def test_what_was_announced_and_never_signed() -> None:
    put(
        "instrument/new",
        (Description(titles={"en": "Agreement on energy"}, parties=("MA", "RU")), date(2024, 1, 1)),
        (Negotiation(stage="expected"), date(2024, 1, 1)),
    )
    assert kinds() == {"sign_announced": ["instrument/new"]}
    assert kinds(on=date(2024, 6, 1)) == {}


def test_nothing_is_proposed_twice_and_what_was_refused_stays_refused_until_something_changes() -> None:
    waits = treaty(
        "waits", "Agreement A", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"}
    )
    first = services.draft(operator(), "MA", "RU", ON, RECORDER)
    assert len(first.subjects) == 1
    again = services.draft(operator(), "MA", "RU", ON, RECORDER)
    assert (again.subjects, len(again.standing)) == ([], 1)
    put(first.subjects[0], (ProposalAnswer(by="RU", answer="declined"), ON))
    refused = services.draft(operator(), "MA", "RU", ON, RECORDER)
    assert (refused.subjects, len(refused.refused)) == ([], 1)
    put(waits, (Notification(by="MA"), ON))
    back = services.draft(operator(), "MA", "RU", ON, RECORDER)
    assert len(back.subjects) == 1


def test_an_accepted_proposal_becomes_a_commitment_linked_both_ways() -> None:
    treaty("waits", "Agreement A", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"})
    [subject] = services.draft(operator(), "MA", "RU", ON, RECORDER).subjects
    with pytest.raises(ProposalRefused, match="not_adopted"):
        services.become(operator(), subject, "commitment", ON, RECORDER, Circle.JOINT)
    put(subject, (ProposalStep(stage="tabled"), ON), (ProposalAnswer(by="MA", answer="accepted"), ON))
    put(subject, (ProposalAnswer(by="RU", answer="amended", texts={"en": "By the end of 2027"}), ON))
    put(subject, (ProposalAnswer(by="MA", answer="accepted"), ON))
    made = services.become(operator(), subject, "commitment", ON, RECORDER, Circle.JOINT)
    commitment = Record.objects.get(subject=made, low=1)
    assert commitment.title == "By the end of 2027"
    assert commitment.ties.filter(relation="proposed_by", target=subject).exists()
    [row] = queries.of_pair(operator(), "MA", "RU")
    assert (row.stage, row.state["became"]) == ("realised", [made])


def test_merging_and_splitting_keep_what_they_rest_on() -> None:
    treaty("one", "Agreement A", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"})
    treaty("two", "Agreement B", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"})
    a, b = services.draft(operator(), "MA", "RU", ON, RECORDER).subjects
    services.merge(operator(), a, b, ON, RECORDER, Circle.INTERNAL)
    parts = services.split(operator(), b, [{"en": "First"}, {"en": "Second"}], ON, RECORDER, Circle.INTERNAL)
    standing = queries.of_pair(operator(), "MA", "RU", closed=False)
    assert {r.record.subject for r in standing} == set(parts)
    assert all(r.state["content"]["grounds"] for r in standing)
    # what was merged does not come back by itself
    assert services.draft(operator(), "MA", "RU", ON, RECORDER).subjects == []


def test_weights_move_the_ranking() -> None:
    treaty("waits", "Agreement A", "RU", date(2026, 5, 1), entry_into_force={"rule": "on_later_notification"})
    treaty("unused", "Agreement D", "RU", date(2005, 1, 1))
    services.draft(operator(), "MA", "RU", ON, RECORDER)
    by_ease = queries.of_pair(operator(), "MA", "RU", {"ease": 1, "value": 0, "urgency": 0, "readiness": 0})
    by_urgency = queries.of_pair(
        operator(), "MA", "RU", {"ease": 0, "value": 0, "urgency": 1, "readiness": 0}
    )
    assert by_ease[0].state["kind"] == "complete_notification"
    assert by_urgency[0].state["kind"] == "activate_dormant"
    assert sum(by_ease[0].parts.values()) == pytest.approx(by_ease[0].score)


def test_evidence_that_one_may_not_see_makes_no_proposal_for_them() -> None:
    treaty(
        "hidden", "Agreement A", "RU", date(2020, 1, 1), Circle.INTERNAL,
        entry_into_force={"rule": "on_later_notification"},
    )  # fmt: skip
    assert kinds(operator(Circle.JOINT)) == {}
    assert "complete_notification" in kinds()


def test_pages_draft_answer_and_adopt(client: Client) -> None:
    treaty("waits", "Agreement A", "RU", date(2020, 1, 1), entry_into_force={"rule": "on_later_notification"})
    user = User.objects.create_user("omar", role="officer", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/relationships/MA/RU/proposals/draft/").status_code == 302
    page = client.get("/relationships/MA/RU/proposals/?w_ease=9&view=board")
    assert "Agreement A" in page.content.decode()
    [row] = queries.of_pair(operator(), "MA", "RU")
    address = f"/proposal/{row.record.subject.partition('/')[2]}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"do": "become", "kind": "commitment"}).status_code == 422
    client.post(address, {"do": "step", "stage": "tabled", "circle": "joint"})
    for side in ("MA", "RU"):
        assert (
            client.post(
                address, {"do": "answer", "by": side, "answer": "accepted", "circle": "joint"}
            ).status_code
            == 302
        )
    answer = client.post(address, {"do": "become", "kind": "instrument", "circle": "joint"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/instrument/")
    reader = User.objects.create_user("lea", role="reader", circle="internal")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address, {"do": "step", "stage": "tabled"}).status_code == 403
    client.logout()
    assert client.get(address).status_code == 404


def test_an_axis_without_law_and_one_whose_law_sleeps(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    import json

    from servanda.trade import results
    from servanda.trade.tables import tables

    settings.HOME = tmp_path
    folder = tmp_path / "trade" / "world"
    folder.mkdir(parents=True)
    (folder / "y.csv").write_text(
        "year,exporter,importer,product,value\n2020,MA,RU,030342,1\n", encoding="utf-8"
    )
    sleeping = treaty("energy", "Memorandum on energy", "RU", date(2005, 1, 1))
    put(
        sleeping,
        (Description(titles={"en": "Memorandum on energy"}, parties=("MA", "RU"), sectors=("energy",)), None),
    )
    [table] = tables()
    axes = [
        {"sector": s, "rank": n, "interval": [n, n], "components": {}, "products": []}
        for n, s in enumerate(("fisheries", "energy"), 1)
    ]
    kept = {"pair": ["MA", "RU"], "directions": {"MA→RU": {"axes": axes}, "RU→MA": {"axes": []}}}
    out = tmp_path / "trade-results"
    out.mkdir()
    (out / f"{results.Asked(table, 'MA', 'RU').key}.json").write_text(json.dumps(kept), encoding="utf-8")
    found = {f.kind: f for f in services.find(operator(), "MA", "RU", ON).new}
    assert found["open_axis"].key == ("fisheries", "MA→RU")
    assert found["use_for_axis"].key == ("energy", "MA→RU")
    assert sleeping in {g.subject for g in found["use_for_axis"].grounds}
    made = services.draft(operator(), "MA", "RU", ON, RECORDER)
    titles = [r.record.title for r in queries.of_pair(operator(), "MA", "RU")]
    assert len(made.subjects) == len(titles)
    assert any(
        "Fisheries" in json.loads(r.record.titles)["en"] for r in queries.of_pair(operator(), "MA", "RU")
    )
