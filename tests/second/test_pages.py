"""The page *Read* with a second reader: what it says before and after, and that the first reader's drafts are always there."""

from __future__ import annotations

import json
import time

import pytest
from django.test import Client

from servanda.journal.models import JournalEntry
from servanda.second.models import Sending
from servanda.web import second_desk
from servanda.web.models import ReadingDesk, User
from tests.second.server import answering, nobody, serving, silent, status
from tests.second.texts import TEXT, good

pytestmark = pytest.mark.django_db


def account(role: str = "officer", circle: str = "internal") -> Client:
    user = User.objects.create_user(f"amina-{role}", role=role, circle=circle)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(officer: Client, circle: str = "public") -> ReadingDesk:
    officer.post("/read/", {"text": TEXT, "published": "2025-10-16", "circle": circle})
    return ReadingDesk.objects.get()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(second_desk, "beside", lambda job: job())

    def do(url: str) -> None:
        monkeypatch.setenv("SERVANDA_SECOND_URL", url)
        monkeypatch.setenv("SERVANDA_SECOND_MODEL", "test-model")
        monkeypatch.setenv("SERVANDA_SECOND_KEY", "sk-canarykey")
        monkeypatch.setenv("SERVANDA_SECOND_SECONDS", "2")

    return do


def test_where_none_is_configured_the_page_says_nothing_of_it():
    officer = account()
    desk = opened(officer)
    page = officer.get(f"/read/{desk.pk}/").content.decode()
    assert "Second reader" not in page
    officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    assert Sending.objects.count() == 0


def test_the_page_says_before_and_after_what_is_sent(at):
    officer = account()
    desk = opened(officer)
    with serving(answering(good(topics=[{"evidence": ["Moscow"]}, {"evidence": ["Atlantis"]}]))) as server:
        at(server.url)
        before = officer.get(f"/read/{desk.pk}/").content.decode()
        assert server.requests == []
        assert f"{server.url}/chat/completions" in before
        assert "Nothing has been sent so far." in before
        answer = officer.post(f"/read/{desk.pk}/second/", {"do": "ask"}, follow=True)
        assert len(server.requests) == 1
    assert answer.redirect_chain
    after = officer.get(f"/read/{desk.pk}/").content.decode()
    sending = Sending.objects.get()
    assert (sending.by, sending.desk) == ("amina-officer", str(desk.pk))
    assert sending.digest in after
    assert str(sending.characters) in after
    assert "Both readers say so." in after
    assert "Only the second reader says so." in after
    assert "Atlantis" in after  # what was refused is shown with its reason
    assert "The quotation does not stand in the text." in after
    assert "sk-canarykey" not in before + after


@pytest.mark.parametrize("circle", ["internal", "joint", "public"])
def test_a_text_that_may_not_leave_has_no_button(at, circle: str):
    officer = account()
    desk = opened(officer, circle)
    with serving(answering(good())) as server:
        at(server.url)
        page = officer.get(f"/read/{desk.pk}/second/").content.decode()
        assert ('value="ask"' in page) == (circle != "internal")
        assert ("never sent" in page) == (circle == "internal")
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
        assert len(server.requests) == (circle != "internal")


@pytest.mark.parametrize("behaviour", [silent, status(500), answering("no JSON"), None])
def test_the_first_readers_drafts_are_there_whatever_happens(at, behaviour):
    officer = account()
    desk = opened(officer)
    if behaviour is None:
        at(nobody())
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    else:
        with serving(behaviour) as server:
            at(server.url)
            officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    page = officer.get(f"/read/{desk.pk}/").content.decode()
    assert "The drafts of the first reader are not touched." in page
    assert 'id="draft-0"' in page
    assert officer.post(f"/read/{desk.pk}/0/", {"decision": "accept"}).status_code == 302
    desk.refresh_from_db()
    assert '"accepted"' in desk.decisions


def test_settings_that_cannot_be_used_are_said_on_the_page(at):
    officer = account()
    desk = opened(officer)
    at("http://models.example/v1")
    page = officer.get(f"/read/{desk.pk}/").content.decode()
    assert "without encryption" in page
    assert 'value="ask"' not in page


def test_what_runs_can_be_stopped_and_is_not_asked_twice(at, monkeypatch: pytest.MonkeyPatch):
    officer = account()
    desk = opened(officer)
    jobs = []
    monkeypatch.setattr(second_desk, "beside", jobs.append)
    with serving(silent) as server:
        at(server.url)
        monkeypatch.setenv("SERVANDA_SECOND_SECONDS", "60")
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
        page = officer.get(f"/read/{desk.pk}/second/").content.decode()
        assert "<progress" in page
        assert 'hx-trigger="load delay:1s"' in page
        again = officer.post(f"/read/{desk.pk}/second/", {"do": "ask"}, follow=True).content.decode()
        assert "being asked about this text already" in again
        assert len(jobs) == 1
        officer.post(f"/read/{desk.pk}/second/", {"do": "stop"})
        began = time.monotonic()
        jobs[0]()
        assert time.monotonic() - began < 3
    assert Sending.objects.get().state == "stopped"
    part = officer.get(f"/read/{desk.pk}/second/", headers={"HX-Request": "true"}).content.decode()
    assert "Stopped before an answer came." in part
    assert "<html" not in part


def test_a_draft_of_the_second_reader_is_put_on_the_desk_and_decided_by_a_person(at):
    officer = account()
    desk = opened(officer)
    with serving(answering(good(topics=[{"evidence": ["Moscow"]}]))) as server:
        at(server.url)
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    panel = second_desk.panel(desk)
    (row,) = [r for r in panel.rows if r.kind == "topics"]
    assert row.can_be_taken
    answer = officer.post(f"/read/{desk.pk}/second/", {"take": str(row.number)})
    assert answer["Location"].endswith("#draft-10000")
    page = officer.get(f"/read/{desk.pk}/").content.decode()
    assert 'id="draft-10000"' in page
    assert "On the desk." in page
    assert officer.post(f"/read/{desk.pk}/10000/", {"decision": "accept"}).status_code == 302
    assert JournalEntry.objects.filter(act="topic").count() == 1
    for wrong in (str(row.number), "999", "x", "-1"):
        officer.post(f"/read/{desk.pk}/second/", {"take": wrong})
    desk.refresh_from_db()
    assert len(json.loads(desk.by_hand)) == 1


def test_one_that_was_cut_off_with_the_program_is_told(at):
    officer = account()
    desk = opened(officer)
    with serving(answering(good())) as server:
        at(server.url)
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
        Sending.objects.update(state="running")
        page = officer.get(f"/read/{desk.pk}/second/").content.decode()
    assert "cut off when the program stopped" in page
    assert 'value="ask"' in page


@pytest.mark.parametrize("role", User.Role.values)
def test_everything_that_was_sent_is_seen_by_the_auditor_and_the_administrator(at, role: str):
    officer = account()
    desk = opened(officer)
    with serving(answering(good())) as server:
        at(server.url)
        officer.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    answer = (officer if role == "officer" else account(role)).get("/read/sent/")
    assert answer.status_code == (200 if role in ("auditor", "administrator") else 403)
    if answer.status_code == 200:
        assert Sending.objects.get().digest in answer.content.decode()


def test_nobody_without_the_right_to_read_asks(at):
    officer = account()
    desk = opened(officer)
    with serving(answering(good())) as server:
        at(server.url)
        assert account("reader").post(f"/read/{desk.pk}/second/", {"do": "ask"}).status_code == 403
        assert Client().post(f"/read/{desk.pk}/second/", {"do": "ask"}).status_code == 302
        assert server.requests == []
