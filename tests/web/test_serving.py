"""A secretary of some mechanisms: records on these, what is under them and what they carry; elsewhere is told why not."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from servanda.domain.sessions import fold
from servanda.journal.models import JournalEntry
from servanda.journal.queries import entries_of
from servanda.register import serving
from servanda.register.refusal import Refused
from servanda.web.accounts import viewer_of
from servanda.web.models import Handover, User
from tests.web.test_sessions import S7, M, commission, write  # noqa: F401 - `commission` is a fixture

pytestmark = pytest.mark.django_db
OTHER, S1 = "mechanism/other", "session/s1"
SAYS = "Your account serves other mechanisms"


@pytest.fixture(autouse=True)
def bodies(commission) -> None:  # noqa: F811
    write(OTHER, "mechanism", date(2010, 1, 1), names={"en": "Working committee"}, parties=["MA", "RU"])
    write(
        "mechanism/ports",
        "mechanism",
        date(2012, 1, 1),
        names={"en": "Ports"},
        parties=["MA", "RU"],
        part_of=M,
    )
    for key, body in (("s1", OTHER), ("p1", "mechanism/ports")):
        write(f"session/{key}", "session", date(2022, 6, 1), mechanism=body, ordinal=1, begins=date(2022, 6, 1),
              parties=["MA", "RU"])  # fmt: skip
    for key in ("s1", "s7", "p1"):
        write(f"session/{key}", "agenda", date(2022, 5, 1), items=[{"key": "a", "titles": {"en": "Item"}}])
    write("commitment/theirs", "commitment", date(2022, 6, 1), texts={"en": "Theirs"}, parties=["MA", "RU"],
          mechanism=OTHER)  # fmt: skip
    write("instrument/new", "description", None, titles={"en": "New agreement"}, parties=["MA", "RU"])
    write("instrument/new", "negotiation", date(2022, 1, 1), stage="negotiated")


def secretary(mechanisms: str = M, name: str = "secretary") -> Client:
    user = User.objects.create_user(
        name, role="secretary", circle="internal", desks="RU", mechanisms=mechanisms
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def decide(client: Client, key: str, **more: str):
    sent = {"item": "a", "kind": "take_note", "text.en": "Noted", "on": "2022-06-01"}
    return client.post(f"/session/{key}/hall/", sent | more)


def test_on_their_own_mechanism_and_those_under_it_a_secretary_works_as_before():
    client = secretary()
    assert decide(client, "s7").status_code == 302
    assert decide(client, "p1").status_code == 302
    assert decide(client, "s7", kind="commitment", **{"acts.MA": "on"}).status_code == 302
    assert decide(client, "s7", kind="create_body", **{"names.en": "Fisheries"}).status_code == 302
    sent = {"progress": "done", "party": "MA", "stage": "approved", "happened_on": "2023-05-01"}
    assert client.post("/commitment/quay/report/", sent).status_code == 302
    planned = {"ordinal": "8", "begins": "2024-03-04", "circle": "joint", "mechanism": M}
    assert client.post("/mechanism/m/plan/", planned).status_code == 302


def test_elsewhere_nothing_is_recorded_and_the_page_says_why():
    client = secretary()
    before = JournalEntry.objects.count()
    told = [
        decide(client, "s1"),
        client.post("/session/s1/step/", {"stage": "minutes_drafted", "on": "2022-06-02"}, follow=True),
        client.post("/mechanism/other/member/", {"party": "MA", "role": "secretary", "names.en": "X"}),
        client.post("/commitment/theirs/report/", {"progress": "done", "party": "MA", "stage": "approved"}),
        client.post("/commitment/theirs/lineage/", {"of": "commitment/quay", "kind": "restates"}),
        client.post("/act/instrument/new/initialling/", {"circle": "joint", "happened_on": "2022-01-05"}),
        client.post("/new/organisation/", {"names.en": "Agency", "circle": "joint"}),
    ]
    for answer in told:
        assert SAYS in answer.content.decode(), answer.request["PATH_INFO"]
    assert JournalEntry.objects.count() == before


def test_buttons_to_record_stand_only_where_they_would_be_taken():
    client = secretary()
    entry = entries_of(S1)[0].id
    for address, button in (
        ("/mechanism/{}/", "/plan/"),
        ("/session/{}/", "/papers/"),
        ("/commitment/{}/", "/act/commitment/"),
    ):
        names = {"mechanism": ("m", "other"), "session": ("s7", "s1"), "commitment": ("quay", "theirs")}
        mine, other = names[address.split("/")[1]]
        assert button in client.get(address.format(mine)).content.decode(), address
        assert button not in client.get(address.format(other)).content.decode(), address
    assert "/correct/" not in client.get(f"/journal/{entry}/").content.decode()
    assert "/correct/" in client.get(f"/journal/{entries_of(S7)[0].id}/").content.decode()
    for address in ("/instrument/new/", "/instruments/"):
        page = client.get(address).content.decode()
        assert page.count("/act/instrument/") + page.count("/new/instrument/") == 0, address


def test_a_commitment_is_not_taken_over_by_naming_ones_own_mechanism_in_it():
    client = secretary()
    sent = {"texts.en": "Ours now", "mechanism": M, "circle": "joint", "happened_on": "2022-06-02"}
    answer = client.post("/act/commitment/theirs/commitment/", sent)
    assert answer.status_code == 422
    assert SAYS in answer.content.decode()


def test_a_decision_of_their_session_takes_effect_on_what_it_names():
    client = secretary()
    assert decide(client, "s7", kind="approve_instrument", about="instrument/new").status_code == 302
    assert entries_of("instrument/new")[-1].act.name == "approval_for_signature"
    assert decide(client, "s1", kind="approve_instrument", about="instrument/new").status_code == 422


def test_reading_stays_by_desk():
    client = secretary()
    assert client.get("/session/s1/").status_code == 200
    assert "Theirs" in client.get("/follow-up/").content.decode()


def test_with_none_chosen_a_secretary_serves_all_of_their_desks():
    assert decide(secretary(""), "s1").status_code == 302
    assert len(fold(entries_of(S1)).decisions) == 1


def test_a_substitute_adds_the_mechanisms_and_an_officers_absence_lifts_nothing():
    secretary()
    taker = User.objects.get(username="secretary")
    other = User.objects.create_user("other", role="secretary", circle="internal", mechanisms=OTHER)
    officer = User.objects.create_user("officer", role="officer", circle="internal")
    day = timezone.localdate()
    Handover.objects.create(giver=officer, taker=taker, begins=day, ends=day)
    assert viewer_of(taker).mechanisms == {M}
    Handover.objects.create(giver=other, taker=taker, begins=day, ends=day)
    assert viewer_of(taker).mechanisms == {M, OTHER}
    assert viewer_of(officer).mechanisms is None


def test_the_administrator_chooses_the_mechanisms_of_an_account():
    secretary("")
    admin = User.objects.create_user("admin", role="administrator", circle="internal")
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/accounts/of/secretary/").content.decode()
    assert "Working committee" in page
    sent = {"username": "secretary", "role": "secretary", "circle": "internal", "is_active": "on"}
    answer = client.post("/accounts/of/secretary/", sent | {"mechanisms": [OTHER, M]})
    assert answer.status_code == 302
    kept = User.objects.get(username="secretary")
    assert set(kept.mechanisms.split()) == {OTHER, M}
    page = client.get("/accounts/of/secretary/").content.decode()
    assert page.count('name="mechanisms"') == 3
    assert page.count("checked") >= 2
    assert (
        client.post("/accounts/of/secretary/", sent | {"mechanisms": ["mechanism/none"]}).status_code == 422
    )


def test_the_guard_asks_nothing_of_who_is_not_limited():
    officer = User.objects.create_user("officer", role="officer", circle="internal", mechanisms=M)
    serving.check([], viewer_of(officer))
    limited = viewer_of(User.objects.create_user("s", role="secretary", circle="internal", mechanisms=M))
    from servanda.domain.acts import REGISTRY
    from servanda.journal.services import Draft

    step = REGISTRY["session_step"](stage="invited")
    serving.check([Draft(S7, step)], limited)
    with pytest.raises(Refused):
        serving.check([Draft(S1, step)], limited)
