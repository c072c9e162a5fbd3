"""The pages of the follow-up: who sees and exports what, reporting, clearance, several rows, views, the keyboard's rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from servanda.journal.models import JournalEntry
from servanda.register import matrix
from servanda.register.visibility import operator
from servanda.web.models import MatrixView, User
from tests.commitments import register
from tests.commitments.register import promise, report

pytestmark = pytest.mark.django_db
ACCOUNTS = {
    "officer": ("officer", "internal", "RU", ""),
    "brazil": ("officer", "internal", "BR", ""),
    "fish": ("focal_point", "internal", "", "organisation/fish"),
    "tour": ("focal_point", "joint", "", "organisation/tour"),
    "jointfish": ("focal_point", "joint", "", "organisation/fish"),
    "reader": ("reader", "joint", "", ""),
}
PAGES = [
    "/follow-up/",
    "/follow-up/?text=canary",
    "/follow-up/?group=state&since=2020-01-01&column=text&column=remark&column=indicators&column=mechanism",
    "/to-be-settled/mechanism/ru/",
    "/to-be-settled/mechanism/br/",
    "/commitment/secret/",
    "/commitment/secret/thread/",
    "/commitment/brazil/",
    "/commitment/again/thread/",
    "/commitment/agree/thread/",
    "/follow-up/row/secret/",
    "/search/?q=canarysecret",
]


@pytest.fixture(autouse=True)
def commission() -> None:
    register.build()


def signed_in(name: str) -> Client:
    client = Client()
    if name:
        role, circle, desks, organisation = ACCOUNTS[name]
        user = User.objects.create_user(
            name, role=role, circle=circle, desks=desks, organisation=organisation
        )
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def state(key: str, on: date = date(2030, 1, 1)) -> matrix.Line:
    line = matrix.line(operator(), f"commitment/{key}", matrix.Asked(on=on))
    assert line is not None
    return line


@pytest.mark.parametrize(
    ("name", "secret", "brazil"),
    [
        ("", False, False),
        ("reader", False, True),
        ("officer", True, False),
        ("brazil", False, True),
        ("fish", False, False),
    ],
)
def test_nobody_reads_what_their_circle_and_desk_do_not_show(name: str, secret: bool, brazil: bool):
    client = signed_in(name)
    shown = [client.get(a, follow=True).content.decode() for a in PAGES]
    titles = "".join(shown)
    assert ("Promise canarysecret" in titles) == secret
    assert ("Promise canarybrazil" in titles) == brazil


def test_a_focal_point_sees_only_the_commitments_of_their_organisation():
    client = signed_in("fish")
    page = client.get("/follow-up/").content.decode()
    assert "Promise differ" in page
    assert "Promise done" in page
    assert "Promise public" in page  # public is public
    assert "Promise agree" not in page
    assert client.get("/commitment/agree/").status_code == 404
    assert client.get("/commitment/agree/report/").status_code == 404
    mine = client.get("/my-commitments/").content.decode()
    assert "Promise differ" in mine
    assert "Promise tour" not in mine


def test_a_focal_point_reports_in_two_clicks_and_it_waits_for_approval():
    client = signed_in("fish")
    assert "/commitment/differ/report/" in client.get("/my-commitments/").content.decode()
    answer = client.post(
        "/commitment/differ/report/",
        {"progress": "delayed", "stage": "submitted", "remark.en": "Waiting for steel.", "note": "canarynote", "happened_on": "2023-02-01"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert state("differ").position("MA")["progress"] == "done"  # type: ignore[index]
    officer = signed_in("officer")
    page = officer.get("/commitment/differ/").content.decode()
    assert "Waiting for steel." not in signed_in("reader").get("/commitment/differ/").content.decode()
    entry = JournalEntry.objects.filter(act="commitment_report", circle="internal").get()
    assert entry.id in page
    assert "Promise differ" in officer.get("/my-commitments/").content.decode()
    step = f"/commitment/differ/clearance/{entry.id}/"
    assert client.post(step, {"stage": "approved"}).status_code == 403  # not by the focal point
    officer.post(step, {"stage": "returned"})  # without a reason: nothing happens
    assert JournalEntry.objects.filter(act="clearance").count() == 0
    officer.post(step, {"stage": "returned", "reason": "Since when?"})
    assert "Since when?" in client.get("/my-commitments/").content.decode()
    client.post(step, {"stage": "submitted"})
    officer.post(step, {"stage": "approved"})
    word = state("differ").position("MA")
    assert word is not None
    assert (word["progress"], word["told_on"]) == ("delayed", "2023-02-01")
    joint = JournalEntry.objects.get(id=word["entry"])
    assert (joint.circle, joint.note) == ("joint", "")  # the internal note stays with the draft
    outside = User.objects.get(username="reader")
    reader = Client()
    reader.force_login(outside, backend="django.contrib.auth.backends.ModelBackend")
    seen = reader.get("/commitment/differ/").content.decode()
    assert "Waiting for steel." in seen
    assert "canarynote" not in seen
    assert "Since when?" not in seen
    officer.post(step, {"stage": "returned", "reason": "Too late"})  # approved: no way back
    assert state("differ").position("MA")["progress"] == "delayed"  # type: ignore[index]


def test_a_returned_report_is_changed_in_place_with_its_reason_and_both_versions_stay():
    client, officer = signed_in("fish"), signed_in("officer")
    posted = {"progress": "delayed", "stage": "submitted", "percent": "40", "remark.en": "Waiting for steel.",
              "note": "our own note", "happened_on": "2023-02-01"}  # fmt: skip
    client.post("/commitment/differ/report/", posted)
    first = JournalEntry.objects.get(act="commitment_report", circle="internal")
    form = f"/commitment/differ/report/?draft={first.id}"
    assert client.get(form).status_code == 302  # submitted: it is with the approver
    officer.post(f"/commitment/differ/clearance/{first.id}/", {"stage": "returned", "reason": "Since when?"})
    mine = client.get("/my-commitments/").content.decode()
    assert form in mine
    page = client.get(form).content.decode()
    assert "Since when?" in page
    for kept in (
        'value="delayed" checked',
        'value="40"',
        "Waiting for steel.",
        "our own note",
        'value="2023-02-01"',
    ):
        assert kept in page, kept
    changed = posted | {"remark.en": "Waiting for steel since March.", "revises": first.id}
    assert signed_in("tour").post("/commitment/differ/report/", changed).status_code in (404, 422)
    assert client.post("/commitment/differ/report/", changed).status_code == 302
    second = JournalEntry.objects.filter(act="commitment_report", circle="internal").latest("seq")
    assert f'"revises":"{first.id}"' in second.body
    late = client.post("/commitment/differ/report/", changed | {"remark.en": "From an old page"})
    assert late.status_code == 422  # it has been changed already
    assert form not in client.get("/my-commitments/").content.decode()
    history = officer.get("/commitment/differ/").content.decode()
    assert first.id in history
    assert second.id in history
    client.post(f"/commitment/differ/clearance/{first.id}/", {"stage": "submitted"})  # from an old page
    assert JournalEntry.objects.filter(act="clearance").count() == 1
    assert f"/clearance/{first.id}/" not in history  # only the new version waits
    officer.post(f"/commitment/differ/clearance/{second.id}/", {"stage": "approved"})
    word = JournalEntry.objects.get(id=state("differ").position("MA")["entry"])  # type: ignore[index]
    assert (word.circle, "since March" in word.body) == ("joint", True)
    assert first.id not in word.body  # what both sides read names nothing internal


def test_the_other_organisation_does_not_change_ones_draft():
    signed_in("fish").post("/commitment/differ/report/", {"progress": "delayed", "stage": "draft"})
    entry = JournalEntry.objects.get(act="commitment_report", circle="internal")
    assert signed_in("tour").get(f"/commitment/differ/report/?draft={entry.id}").status_code == 404
    assert signed_in("jointfish").get(f"/commitment/differ/report/?draft={entry.id}").status_code == 404


def test_a_locked_report_is_corrected_by_nobody():
    officer = signed_in("officer")
    row = (
        JournalEntry.objects.filter(subject="commitment/differ", act="commitment_report")
        .order_by("seq")
        .first()
    )
    assert row is not None
    officer.post(f"/commitment/differ/clearance/{row.id}/", {"stage": "locked"})
    answer = officer.post(
        f"/journal/{row.id}/correct/",
        {"by": "MA", "progress": "blocked", "stage": "approved", "reason_why": "x", "circle": "joint", "happened_on": "2021-01-01"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert state("differ").position("MA")["progress"] == "done"  # type: ignore[index]


def test_an_organisation_without_clearance_speaks_at_once():
    client = signed_in("tour")
    client.post("/commitment/tour/report/", {"progress": "on_track", "stage": "approved"})
    assert state("tour").status == "on_track"


def test_a_draft_needs_an_account_of_the_internal_circle_and_says_so():
    answer = signed_in("jointfish").post(
        "/commitment/differ/report/", {"progress": "done", "stage": "submitted"}
    )
    assert answer.status_code == 422
    assert "internal" in answer.content.decode()


@pytest.mark.parametrize(
    "posted",
    [
        {"progress": "nonsense"},
        {},
        {"progress": "done", "percent": "many"},
        {"progress": "done", "percent": "400"},
        {"progress": "done", "party": "FR"},
    ],
)
def test_a_senseless_report_is_refused_with_words(posted: dict[str, str]):
    before = JournalEntry.objects.count()
    answer = signed_in("officer").post("/commitment/agree/report/", {"stage": "approved", **posted})
    assert answer.status_code == 422
    assert JournalEntry.objects.count() == before


def test_a_report_for_a_stranger_is_refused_by_the_service():
    from servanda.register import reporting
    from tests.commitments.register import WHO

    with pytest.raises(reporting.CannotReport) as fault:
        reporting.report(operator(), WHO, "commitment/agree", reporting.Word("FR", "done"), date(2023, 1, 1))
    assert fault.value.code == "not_a_side"


def test_a_row_is_edited_in_place_and_each_edit_is_an_act():
    client = signed_in("officer")
    form = client.get("/follow-up/row/again/?edit=1&column=text&column=state").content.decode()
    assert "hx-post" in form
    before = JournalEntry.objects.count()
    row = client.post(
        "/follow-up/row/again/?column=text&column=state",
        {"party": "MA", "progress": "blocked", "remark.en": "Stuck"},
    )
    assert row.status_code == 200
    assert 'class="status one_sided"' in row.content.decode()
    assert JournalEntry.objects.count() == before + 1
    again = client.post("/follow-up/row/again/", {"party": "MA", "progress": "wrong"}).content.decode()
    assert 'role="alert"' in again
    assert client.get("/follow-up/row/brazil/").status_code == 404
    assert signed_in("reader").get("/follow-up/row/again/?edit=1").status_code == 403


def test_several_rows_at_once_all_or_none():
    client = signed_in("officer")
    both = ["commitment/agree", "commitment/differ"]

    def act(**posted) -> None:
        client.post(
            "/follow-up/several/",
            {"subject": both, "happened_on": "2023-05-01", "next": "/follow-up/", **posted},
        )

    act(what="settle", progress="delayed", session="session/7")
    assert [state(k).detail["positions"][0]["progress"] for k in ("agree", "differ")] == [
        "delayed",
        "delayed",
    ]
    assert state("differ").detail["settled"]
    act(what="due", due="2027-01-31")
    assert state("differ").due == date(2027, 1, 31)
    act(what="assign", party="RU", organisation="organisation/fish")
    assert {"party": "RU", "organisation": "organisation/fish", "name": ""} in state("differ").detail[
        "responsible"
    ]
    act(what="report", party="RU", progress="on_track")
    assert state("differ").position("RU")["progress"] == "on_track"  # type: ignore[index]
    before = JournalEntry.objects.count()
    both.append("commitment/brazil")  # not of this desk: nothing at all is recorded
    act(what="due", due="2028-01-31")
    act(what="report", party="RU", progress="done")
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("name", ["", "reader", "fish"])
def test_only_who_records_acts_on_several_rows(name: str):
    answer = signed_in(name).post("/follow-up/several/", {"subject": ["commitment/differ"], "what": "due"})
    assert answer.status_code == (403 if name else 302)


def test_a_view_is_saved_for_oneself_and_forgotten():
    client, other = signed_in("officer"), signed_in("reader")
    client.post("/follow-up/views/", {"name": "Blocked", "query": "state=blocked&group=session"})
    assert "Blocked</bdi>" in client.get("/follow-up/").content.decode()
    assert "Blocked</bdi>" not in other.get("/follow-up/").content.decode()
    view = MatrixView.objects.get()
    other.post("/follow-up/views/", {"forget": view.pk})
    assert MatrixView.objects.count() == 1
    client.post("/follow-up/views/", {"forget": view.pk})
    assert MatrixView.objects.count() == 0
    assert Client().post("/follow-up/views/", {"name": "x"}).status_code == 403


def test_an_ancestor_is_offered_and_linked_only_when_chosen():
    register.record(promise("port", date(2020, 3, 1), texts={"en": "Build a container port near Tangier."}))
    register.record(
        promise("port2", date(2022, 3, 1), texts={"en": "Finish building the container port near Tangier."})
    )
    client = signed_in("officer")
    assert 'value="commitment/port"' in client.get("/commitment/port2/").content.decode()
    assert state("port2").promised == 1
    client.post("/commitment/port2/lineage/", {"of": ["commitment/port"], "kind": "restates"})
    assert state("port2").promised == 2
    assert state("port").status == "restated"
    page = client.get("/commitment/port2/thread/").content.decode()
    assert "Build a container port" in page
    assert (
        client.post(
            "/commitment/port2/lineage/", {"of": ["commitment/brazil"], "kind": "restates"}
        ).status_code
        == 404
    )


def test_evidence_is_handed_out_with_the_report_and_to_nobody_else(settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.HOME = tmp_path
    client = signed_in("officer")
    file = SimpleUploadedFile("photo.txt", b"canaryevidence")
    client.post("/commitment/secret/report/", {"progress": "done", "stage": "approved", "file": file})
    row = JournalEntry.objects.get(subject="commitment/secret", act="commitment_report")
    import json

    digest = json.loads(row.body)["file"]
    answer = client.get(f"/documents/{digest}/")
    assert answer.status_code == 200
    assert "photo.txt" in answer["Content-Disposition"]
    assert signed_in("reader").get(f"/documents/{digest}/").status_code == 404


def test_to_be_settled_lists_each_matter_once_under_its_gravest_head():
    from servanda.register.settling import to_be_settled

    for n, (key, day) in enumerate(
        [("p1", date(2016, 1, 1)), ("p2", date(2018, 1, 1)), ("p3", date(2020, 6, 1))]
    ):
        register.record(promise(key, day))
        if n:
            register.record(
                register.draft(f"commitment/{key}", "lineage", day, kind="restates", of=[f"commitment/p{n}"])
            )
    found = to_be_settled(operator(), "mechanism/ru", date(2026, 1, 1))
    assert found is not None
    assert [x.key for x in found.differences] == ["differ"]
    assert [x.key for x in found.repeated] == ["p3"]
    assert {x.key for x, _ in found.silences} >= {"again", "tour"}
    assert to_be_settled(operator(), "mechanism/nothing", date(2026, 1, 1)) is None


def test_figures_are_reported_with_what_they_count():
    register.record(
        promise("km", date(2022, 3, 1), indicators=[{"key": "km", "names": {"en": "Road"}, "unit": "km", "baseline": "10", "target": "40"}]),
        report("km", date(2022, 4, 1), "RU", "on_track", readings=[{"indicator": "km", "value": "30"}]),
    )  # fmt: skip
    client = signed_in("officer")
    client.post(
        "/commitment/km/report/",
        {
            "party": "MA",
            "progress": "on_track",
            "stage": "approved",
            "value.km": "5,5",
            "counts.km": "incremental",
        },
    )
    page = client.get("/commitment/km/").content.decode()
    assert "15.5" in page
    assert "<svg" in page
    refused = client.post("/commitment/km/report/", {"progress": "on_track", "value.km": "see description"})
    assert refused.status_code == 422
