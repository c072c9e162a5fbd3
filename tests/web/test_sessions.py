"""The pages of mechanisms, sessions and topics: planned, drafted, held, decided, and what each reader is shown."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry
from servanda.domain.sessions import SessionState, fold
from servanda.journal.models import JournalEntry
from servanda.journal.queries import entries_of
from servanda.journal.services import Draft, Recorder
from servanda.register import agenda as agendas
from servanda.register.models import Record
from servanda.register.services import record
from servanda.register.visibility import operator
from servanda.web.models import User

pytestmark = pytest.mark.django_db
M, S7 = "mechanism/m", "session/s7"
RECORDER = Recorder("amina", "MA", "Secretariat")


def write(
    subject: str, name: str, on: date | None = None, circle: Circle = Circle.JOINT, **body: object
) -> Entry:
    return record([Draft(subject, REGISTRY[name].model_validate(body), on=on, circle=circle)], RECORDER)[0]


@pytest.fixture(autouse=True)
def commission() -> None:
    facts = {"every_months": 24, "alternating": True, "agenda_days": 60}
    facts |= {"mandate": [{"texts": {"en": "Evaluate the record", "fr": "Évaluer le bilan"}}]}
    write(M, "mechanism", date(2000, 1, 10), names={"en": "Joint commission"}, parties=["MA", "RU"], **facts)
    write(
        S7, "session", date(2022, 5, 5), mechanism=M, ordinal=7, begins=date(2022, 5, 5), host="MA",
        parties=["MA", "RU"], languages=["fr", "ru"],
    )  # fmt: skip
    person = {"names": {"en": "Amina Alaoui", "ar": "أمينة العلوي"}, "party": "MA"}
    write("person/a", "person", None, **person)
    write("person/a", "post", date(2020, 1, 1), titles={"en": "Minister of Trade"}, party="MA")
    write("organisation/ports", "organisation", None, names={"en": "Ports agency"}, party="MA")
    write(
        "commitment/quay", "commitment", date(2022, 5, 5), texts={"en": "Build a quay"}, parties=["MA", "RU"],
        mechanism=M, session=S7, decision="1", due=date(2023, 1, 1), responsible=[{"party": "MA"}, {"party": "RU"}],
    )  # fmt: skip
    write("commitment/quay", "commitment_report", date(2023, 2, 1), by="MA", progress="done")
    write("commitment/quay", "commitment_report", date(2023, 3, 1), by="RU", progress="blocked")


@pytest.fixture
def client() -> Client:
    return as_("secretary")


def as_(role: str, circle: str = "internal", desks: str = "") -> Client:
    user = User.objects.create_user(f"{role}-{desks}-{circle}", role=role, circle=circle, desks=desks)
    made = Client()
    made.force_login(user)
    made.cookies["django_language"] = "en"
    return made


def state(subject: str) -> SessionState:
    found = fold(entries_of(subject))
    assert found is not None
    return found


def fields(page: str) -> dict[str, str | list[str]]:
    """What a browser would send from the one form with rows of a page: hidden fields, inputs, chosen options, texts."""
    form = page[page.index('<form id="agenda"') if '<form id="agenda"' in page else page.index("<main") :]
    found: dict[str, str | list[str]] = {"row": re.findall(r'name="row" value="([^"]*)"', form)}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] not in ("row", "csrfmiddlewaretoken", "q", "next"):
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = text
    return found


def plan(client: Client) -> str:
    """The key of the eighth session, planned through the form as it comes filled."""
    page = client.get("/mechanism/m/plan/").content.decode()
    assert 'value="8"' in page
    sent = fields(page) | {"begins": "2024-03-04", "place": "Moscow", "circle": "joint"}
    answer = client.post("/mechanism/m/plan/", {k: v for k, v in sent.items() if k != "row"})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].strip("/").split("/")[1]


def agenda(client: Client, key: str, **changes: object) -> None:
    sent = fields(client.get(f"/session/{key}/agenda/").content.decode()) | changes
    assert client.post(f"/session/{key}/agenda/", sent | {"do": "save"}).status_code == 302


def test_the_form_of_the_next_session_knows_number_parties_and_host(client):
    key = plan(client)
    facts = state(f"session/{key}").facts
    assert (facts["ordinal"], facts["host"], facts["parties"]) == (8, "RU", ("MA", "RU"))
    page = client.get("/mechanism/m/").content.decode()
    assert "8th session" in page
    assert "Moscow" in page


def test_an_overdue_mechanism_shows_on_today_and_first_in_the_list(client):
    write(
        "mechanism/n",
        "mechanism",
        date(2026, 1, 10),
        names={"en": "Young body"},
        parties=["MA", "RU"],
        every_months=240,
    )
    page = client.get("/mechanisms/").content.decode()
    assert page.index("Joint commission") < page.index("Young body")
    assert "overdue" in page
    today = client.get("/?on=2025-01-01").content.decode()
    assert "Mechanisms overdue" in today
    assert "Joint commission" in today.split("Mechanisms overdue")[1].split("<h2>")[0]


def test_the_agenda_drafts_itself_and_carries_the_difference_of_the_two_sides(client):
    key = plan(client)
    page = client.get(f"/session/{key}/agenda/").content.decode()
    for words in (
        "Adoption of the agenda",
        "Approval of the minutes of the 7th session",
        "Evaluate the record",
    ):
        assert words in page
    assert "commitment/quay" in page
    agenda(client, key)
    found = state(f"session/{key}")
    assert [i.item.kind for i in found.items] == [
        "adoption", "minutes_approval", "review", "mandate", "other_business", "next_session",
    ]  # fmt: skip
    assert found.items[1].item.titles["ar"] == "إقرار محضر الدورة السابعة"
    shown = client.get(f"/session/{key}/").content.decode()
    assert "Build a quay" in shown
    assert "blocked" in shown
    assert "done" in shown


def test_what_the_other_side_must_not_know_is_not_put_on_a_joint_agenda(client):
    write(
        "commitment/secret", "commitment", date(2022, 5, 5), Circle.INTERNAL, texts={"en": "Canary"},
        parties=["MA", "RU"], mechanism=M,
    )  # fmt: skip
    key = plan(client)
    page = client.get(f"/session/{key}/agenda/").content.decode()
    rows, within = page.split("Known on our side only")
    assert "Canary" not in rows
    assert "Canary" in within
    sent = fields(page) | {"adoption.about": "commitment/secret", "do": "save"}
    refused = client.post(f"/session/{key}/agenda/", sent)
    assert refused.status_code == 422
    assert "commitment/secret is not known to all" in refused.content.decode()
    assert "canary" not in JournalEntry.objects.filter(act="agenda").values_list("body", flat=True)


def test_items_are_moved_added_worded_and_removed_without_a_script(client):
    key = plan(client)
    page = client.get(f"/session/{key}/agenda/").content.decode()
    page = client.post(f"/session/{key}/agenda/", fields(page) | {"do": "down:adoption"}).content.decode()
    assert fields(page)["row"][:2] == ["last-minutes", "adoption"]
    page = client.post(f"/session/{key}/agenda/", fields(page) | {"do": "add"}).content.decode()
    sent = fields(page)
    assert "item-1" in sent["row"]
    sent["item-1.title.fr"] = "Visite du port"
    page = client.post(f"/session/{key}/agenda/", sent | {"do": "remove:task-1"}).content.decode()
    assert client.post(f"/session/{key}/agenda/", fields(page) | {"do": "save"}).status_code == 302
    keys = [i.item.key for i in state(f"session/{key}").items]
    assert keys[:2] == ["last-minutes", "adoption"]
    assert "task-1" not in keys
    # Drafting again keeps what people did, and brings the task back as something new.
    again = client.get(f"/session/{key}/agenda/?draft=1").content.decode()
    assert "Visite du port" in again
    assert fields(again)["row"][:2] == ["last-minutes", "adoption"]


def test_two_who_edit_are_warned_and_nothing_is_lost(client):
    key = plan(client)
    agenda(client, key)
    first = fields(client.get(f"/session/{key}/agenda/").content.decode())
    agenda(client, key, **{"adoption.title.en": "Theirs"})
    state_page = client.get(f"/session/{key}/agenda/state/?based_on={first['based_on']}").content.decode()
    assert "Somebody else has changed this agenda" in state_page
    mine = client.post(f"/session/{key}/agenda/", first | {"adoption.title.en": "Mine", "do": "save"})
    assert mine.status_code == 409
    page = mine.content.decode()
    assert "Theirs" in page.split("What was saved in the meantime")[1]
    assert 'value="Mine"' in page
    assert client.post(f"/session/{key}/agenda/", fields(page) | {"do": "save"}).status_code == 302
    assert state(f"session/{key}").items[0].item.titles["en"] == "Mine"
    assert state(f"session/{key}").findings == ()


def test_a_delegation_comes_from_the_register_of_persons_with_the_post_of_the_day(client):
    key = plan(client)
    write(M, "membership", date(2023, 1, 1), party="MA", role="chair", person="person/a")
    page = client.get(f"/session/{key}/delegation/MA/").content.decode()
    sent = fields(page)
    assert sent["0.person"] == "person/a"
    sent = fields(client.post(f"/session/{key}/delegation/MA/", sent | {"do": "add"}).content.decode())
    sent |= {"1.name.ru": "Омар Б.", "1.capacity.ru": "советник"}
    moved = fields(client.post(f"/session/{key}/delegation/MA/", sent | {"do": "up:1"}).content.decode())
    assert moved["0.name.ru"] == "Омар Б."
    assert client.post(f"/session/{key}/delegation/MA/", sent | {"do": "save"}).status_code == 302
    act = state(f"session/{key}").delegations["MA"]
    assert (act.head.person, act.members[0].capacity) == ("person/a", {"ru": "советник"})
    shown = client.get(f"/session/{key}/").content.decode()
    assert "Amina Alaoui" in shown
    assert "Minister of Trade" in shown
    assert client.get(f"/session/{key}/delegation/FR/").status_code == 404


def held(client: Client) -> str:
    key = plan(client)
    agenda(client, key)
    client.post(f"/session/{key}/step/", {"stage": "held", "begins": "2024-03-04", "ends": "2024-03-05"})
    return key


def test_a_decision_makes_the_commitment_behind_it_in_the_same_breath(client):
    key = held(client)
    sent = {
        "item": "task-1", "kind": "commitment", "text.en": "Deepen the port", "text.ru": "Углубить порт",
        "organisation.MA": "organisation/ports", "name.RU": "Rosmorport", "due": "2025-06-01", "sector": "transport",
        "on": "2024-03-05",
    }  # fmt: skip
    answer = client.post(f"/session/{key}/hall/", sent)
    assert answer.headers["Location"] == f"/session/{key}/hall/?item=task-1#decide"
    [decided] = state(f"session/{key}").decisions
    [subject] = decided.act.about
    act = entries_of(subject)[0].act
    assert (act.decision, act.task, act.due, act.sectors) == ("1", 1, date(2025, 6, 1), ("transport",))
    assert [(r.party, r.organisation, r.name) for r in act.responsible] == [
        ("MA", "organisation/ports", ""), ("RU", None, "Rosmorport"),
    ]  # fmt: skip
    page = client.get("/mechanism/m/?on=2024-06-01").content.decode()
    assert "Deepen the port" in page.split("Mandate")[1]
    # Worded anew: the same commitment, its new words; what was not asked again stays.
    form = client.get(f"/session/{key}/hall/?decision=d1").content.decode()
    assert "Word decision 1 anew" in form
    assert 'value="organisation/ports" selected' in form
    again = sent | {"key": "d1", "based_on": decided.entry, "text.en": "Deepen the port to 12 m"}
    assert client.post(f"/session/{key}/hall/", again).status_code == 302
    [decided] = state(f"session/{key}").decisions
    assert decided.act.about == (subject,)
    assert Record.objects.filter(subject=subject, title="Deepen the port to 12 m").exists()
    late = client.post(f"/session/{key}/hall/", again | {"text.en": "From an old page"})
    assert late.status_code == 409
    assert "Deepen the port to 12 m" in late.content.decode()
    assert "From an old page" in late.content.decode()


def test_every_kind_of_decision_records_what_follows_from_it(client):
    key = held(client)
    write("instrument/new", "description", None, titles={"en": "New agreement"}, parties=["MA", "RU"])
    write("instrument/new", "negotiation", date(2024, 1, 1), stage="negotiated")
    write("proposal/axis", "proposal", date(2024, 1, 1), titles={"en": "Open an axis"}, parties=["MA", "RU"])
    write("proposal/axis", "proposal_step", date(2024, 1, 2), stage="tabled")
    page = client.get(f"/session/{key}/hall/?item=task-1").content.decode()
    assert "New agreement" in page
    assert "Open an axis" in page
    for kind, more in {
        "adopt_proposal": {"about": "proposal/axis"},
        "approve_instrument": {"about": "instrument/new"},
        "create_body": {"names.en": "Sub-committee on ports"},
        "divergence": {},
        "take_note": {},
        "other": {"settles": "commitment/quay", "progress": "delayed"},
    }.items():
        sent = {"item": "task-1", "kind": kind, "text.en": f"About {kind}", "on": "2024-03-05"} | more
        assert client.post(f"/session/{key}/hall/", sent).status_code == 302, kind
    decisions = state(f"session/{key}").decisions
    assert [d.number for d in decisions] == [1, 2, 3, 4, 5, 6]
    answers = [e.act for e in entries_of("proposal/axis") if e.act.name == "proposal_answer"]
    assert [(a.by, a.answer) for a in answers] == [("MA", "accepted"), ("RU", "accepted")]
    assert decisions[1].act.about == ("instrument/new",)
    sub = Record.objects.get(subject=decisions[2].act.about[0])
    assert (sub.title, sub.type) == ("Sub-committee on ports", "sub_committee")
    assert "Sub-committee on ports" in client.get("/mechanism/m/").content.decode()
    assert entries_of("commitment/quay")[-1].act.progress == "delayed"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"kind": "take_note"}, "Word the decision"),
        (
            {"kind": "take_note", "text.en": "x", "about": "instrument/unknown"},
            "There is no record instrument/unknown",
        ),
        ({"kind": "commitment", "text.en": "x", "due": "soon"}, "check the days"),
        ({"kind": "invented", "text.en": "x"}, "check the days"),
    ],
)
def test_what_cannot_be_decided_says_why_and_keeps_what_was_typed(client, sent, says):
    key = held(client)
    before = JournalEntry.objects.count()
    answer = client.post(f"/session/{key}/hall/", {"item": "task-1"} | sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert JournalEntry.objects.count() == before


def test_the_stages_are_recorded_with_buttons_and_the_lock_ends_all(client):
    key = plan(client)
    agenda(client, key)
    steps = [
        ("invited", "2024-01-02"), ("agenda_agreed", "2024-01-10"), ("held", "2024-03-04"),
        ("minutes_drafted", "2024-03-06"), ("minutes_circulated", "2024-03-08"),
    ]  # fmt: skip
    for stage, on in steps:
        page = client.get(f"/session/{key}/").content.decode()
        assert f'name="stage" value="{stage}"' in page
        client.post(f"/session/{key}/step/", {"stage": stage, "on": on, "begins": on})
        assert state(f"session/{key}").stage == stage
    client.post(f"/session/{key}/remark/", {"party": "RU", "about": "task-1/", "text.ru": "Уточнить"})
    client.post(f"/session/{key}/step/", {"stage": "minutes_agreed", "on": "2024-03-12"})
    assert state(f"session/{key}").stage == "minutes_circulated"
    client.post(f"/session/{key}/remark/", {"key": "r1", "answer.ru": "Принято"})
    for stage in ("minutes_agreed", "minutes_signed", "minutes_locked"):
        client.post(f"/session/{key}/step/", {"stage": stage, "on": "2024-03-13"})
    assert state(f"session/{key}").stage == "minutes_locked"
    assert state(f"session/{key}").findings == ()
    page = client.post(f"/session/{key}/hall/", {"item": "task-1", "kind": "take_note", "text.en": "x"})
    assert page.status_code == 422
    assert "locked" in page.content.decode()


def test_postponing_needs_a_reason_and_shows_it(client):
    key = plan(client)
    client.post(f"/session/{key}/step/", {"stage": "postponed"})
    assert state(f"session/{key}").status == "planned"
    client.post(f"/session/{key}/step/", {"stage": "postponed", "reason": "Elections"})
    assert state(f"session/{key}").status == "postponed"
    assert "Elections" in client.get(f"/session/{key}/").content.decode()
    client.post(
        f"/session/{key}/plan/", {"begins": "2024-09-09", "circle": "joint", "mechanism": M, "ordinal": "8"}
    )
    assert state(f"session/{key}").stage == "planned"


def test_who_may_not_record_sees_the_session_and_no_button():
    reader = as_("reader", "joint")
    page = reader.get("/session/s7/").content.decode()
    assert "session" in page
    assert "Record the next stage" not in page
    for address in ("agenda/", "hall/", "plan/", "delegation/MA/"):
        assert reader.get(f"/session/s7/{address}").status_code == 403
    assert reader.post("/session/s7/step/", {"stage": "invited"}).status_code == 403


def test_another_desk_does_not_see_the_mechanism_nor_its_sessions():
    other = as_("officer", "internal", "BR")
    for address in (
        "/mechanism/m/",
        "/session/s7/",
        "/session/s7/agenda/",
        "/session/s7/hall/",
        "/mechanism/m/plan/",
    ):
        assert other.get(address).status_code == 404
    assert "/mechanism/m/" not in other.get("/mechanisms/").content.decode()


def test_the_history_of_a_topic_across_relationships_for_those_who_serve_them():
    write("topic/common", "topic", date(2020, 1, 1), names={"en": "Sahel at large"})
    for desk in ("RU", "BR"):
        subject = f"topic/{desk.lower()}"
        write(
            subject,
            "topic",
            date(2021, 1, 1),
            names={"en": f"Sahel {desk}"},
            parties=["MA", desk],
            part_of="topic/common",
        )
        write(
            subject,
            "consultation",
            date(2022, 2, 2),
            parties=["MA", desk],
            level="directors",
            next_due=date(2023, 1, 1),
        )
        write(
            subject, "position", date(2022, 2, 2), by=desk, kind="request", texts={"en": f"Asked by {desk}"}
        )
        write(
            subject,
            "agreed_language",
            date(2022, 2, 3),
            texts={"en": f"Agreed with {desk}"},
            parties=["MA", desk],
        )
    everybody = as_("secretary").get("/topic/common/").content.decode()
    assert "Asked by RU" in everybody
    assert "Agreed with BR" in everybody
    mine = as_("officer", "internal", "RU")
    for address in ("/topic/common/", "/topic/ru/", "/topics/"):
        page = mine.get(address).content.decode()
        assert "Sahel RU" in page
        assert "Sahel BR" not in page
        assert "Asked by BR" not in page
    assert mine.get("/topic/br/").status_code == 404
    assert mine.get("/record/topic/ru/").headers["Location"] == "/topic/ru/"


def test_a_member_is_added_from_the_register(client):
    sent = {"party": "MA", "role": "chair", "person": "person/a", "since": "2021-01-01"}
    assert client.post("/mechanism/m/member/", sent).status_code == 302
    page = client.get("/mechanism/m/").content.decode()
    assert "Amina Alaoui" in page
    assert client.post("/mechanism/m/member/", {"party": "MA", "role": "chair"}).status_code == 422
    assert client.post("/mechanism/m/member/", sent | {"since": "soon"}).status_code == 422


def test_an_instrument_approved_for_signature_says_so_on_its_page_and_first_on_the_next_agenda(client):
    key = held(client)
    for name in ("announced", "ready"):
        write(
            f"instrument/{name}", "description", None, titles={"en": f"The {name} one"}, parties=["MA", "RU"]
        )
        write(f"instrument/{name}", "negotiation", date(2024, 1, 1), stage="negotiated")
    sent = {"item": "task-1", "kind": "approve_instrument", "text.en": "Approved", "on": "2024-03-05"}
    unchosen = client.post(f"/session/{key}/hall/", sent)
    assert unchosen.status_code == 422
    assert "Choose what the decision adopts or approves" in unchosen.content.decode()
    assert client.post(f"/session/{key}/hall/", sent | {"about": "instrument/ready"}).status_code == 302
    [made] = [e for e in entries_of("instrument/ready") if e.act.name == "approval_for_signature"]
    assert (made.act.session, made.act.decision, made.on) == (f"session/{key}", "1", date(2024, 3, 5))
    assert made.evidence[0].quote == "Approved"
    assert made.circle == Circle.JOINT
    page = client.get("/instrument/ready/").content.decode()
    assert "approved for signature on" in page
    assert "approved for signature on" not in client.get("/instrument/ready/?on=2024-02-01").content.decode()
    assert f"/session/{key}/" in page[page.index("<h2>Related") :]
    # Worded anew it is not approved a second time.
    [decided] = state(f"session/{key}").decisions
    again = sent | {
        "key": "d1",
        "based_on": decided.entry,
        "text.en": "Both approve",
        "about": "instrument/ready",
    }
    assert client.post(f"/session/{key}/hall/", again).status_code == 302
    assert [e.act.name for e in entries_of("instrument/ready")].count("approval_for_signature") == 1
    write("session/s9", "session_planned", None, mechanism=M, ordinal=9, parties=["MA", "RU"])
    items = agendas.drafted(operator(), M, "session/s9", (), date(2024, 6, 1), Circle.JOINT).merged.items
    about = next(i.about for i in items if i.key == "ready")
    assert about == ("instrument/ready", "instrument/announced")


def test_a_corrected_decision_offers_to_reword_the_commitment_that_says_its_earlier_words(client):
    key = held(client)
    sent = {
        "item": "task-1",
        "kind": "commitment",
        "text.en": "Deepen the port",
        "acts.MA": "on",
        "on": "2024-03-05",
    }
    assert client.post(f"/session/{key}/hall/", sent).status_code == 302
    [decided] = state(f"session/{key}").decisions
    subject = decided.act.about[0]
    body = {"key": "d1", "item": "task-1", "number": "1", "kind": "commitment", "about.0": subject}
    page = client.get(f"/journal/{decided.entry}/correct/").content.decode()
    body = {k: v for k, v in fields(page).items() if k != "row"}
    body = {k: ("Deepen the harbour" if v == "Deepen the port" else v) for k, v in body.items()}
    answer = client.post(
        f"/journal/{decided.entry}/correct/", body | {"reason_why": "A slip", "circle": "joint"}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == f"/session/{key}/reword/d1/"
    offered = client.get(f"/session/{key}/reword/d1/").content.decode()
    assert f'value="{subject}" checked' in offered
    assert "still says what the decision said before" in client.get(f"/session/{key}/").content.decode()
    [now] = state(f"session/{key}").decisions
    stale = client.post(f"/session/{key}/reword/d1/", {"commitment": subject, "based_on": decided.entry})
    assert stale.status_code == 422
    strange = {"commitment": "commitment/quay", "based_on": now.entry}
    assert client.post(f"/session/{key}/reword/d1/", strange).status_code == 422
    assert Record.objects.get(subject=subject).title == "Deepen the port"
    posted = {"commitment": subject, "based_on": now.entry}
    assert client.post(f"/session/{key}/reword/d1/", posted).status_code == 302
    assert Record.objects.get(subject=subject).title == "Deepen the harbour"
    facts = [e.act for e in entries_of(subject) if e.act.name == "commitment"]
    assert [r.party for r in facts[-1].responsible] == ["MA"]
    assert "Nothing: no commitment" in client.get(f"/session/{key}/reword/d1/").content.decode()


def test_a_commitment_worded_by_itself_is_not_overwritten_when_its_decision_is_worded_anew(client):
    key = held(client)
    sent = {"item": "task-1", "kind": "commitment", "text.en": "Deepen the port", "on": "2024-03-05"}
    client.post(f"/session/{key}/hall/", sent)
    [decided] = state(f"session/{key}").decisions
    subject = decided.act.about[0]
    own = entries_of(subject)[0].act.model_copy(update={"texts": {"en": "Deepen the port to 12 m"}})
    record([Draft(subject, own, on=date(2024, 3, 6), circle=Circle.JOINT)], RECORDER)
    page = client.get(f"/session/{key}/hall/?decision=d1").content.decode()
    assert '<input id="reword" type="checkbox" name="reword">' in page
    again = sent | {
        "key": "d1",
        "based_on": decided.entry,
        "text.en": "Deepen the harbour",
        "asked_words": "1",
    }
    assert client.post(f"/session/{key}/hall/", again).status_code == 302
    assert Record.objects.get(subject=subject).title == "Deepen the port to 12 m"
    [decided] = state(f"session/{key}").decisions
    again |= {"based_on": decided.entry, "reword": "on", "text.en": "Deepen it", "on": "2024-03-07"}
    assert client.post(f"/session/{key}/hall/", again).status_code == 302
    assert Record.objects.get(subject=subject).title == "Deepen it"
