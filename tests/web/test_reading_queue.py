"""Several texts in a queue: each with its state, one bad file stops none of the others, nobody sees what they may not."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from servanda.web import reading_intake
from servanda.web.models import ReadingDesk
from servanda.web.reading_desk import seen_by
from tests.web.reading_tools import decide, numbers, opened, signed_in

pytestmark = pytest.mark.django_db
ENGLISH = "Today the Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of Russia, Sergey Lavrov, held talks in Moscow."
RUSSIAN = "Сегодня Министр иностранных дел России Сергей Лавров провёл в Москве переговоры с Министром иностранных дел Марокко."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>MFA</title>
<item><title>Talks in Rabat</title><pubDate>Thu, 16 Oct 2025 10:00:00 GMT</pubDate><description>The Foreign Minister of Morocco held talks with the Foreign Minister of Spain in Rabat today.</description></item>
<item><title>Посол</title><description>{RUSSIAN}</description></item></channel></rss>"""
MAIL = b"""From: press@example.org\r\nTo: desk@example.org\r\nSubject: Talks in Moscow\r\nDate: Thu, 16 Oct 2025 09:00:00 +0000
MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n""" + ENGLISH.encode()


@pytest.fixture(autouse=True)
def by_itself(monkeypatch: pytest.MonkeyPatch):
    """The worker runs when the test says so, not beside the request."""
    monkeypatch.setattr(reading_intake, "start", lambda: None)


def given(*files: tuple[str, bytes]) -> dict[str, object]:
    return {"file": [SimpleUploadedFile(name, data) for name, data in files], "circle": "public"}


def test_several_files_become_a_queue_and_a_bad_one_stops_none():
    officer = signed_in("amina")
    files = [
        ("a.txt", ENGLISH.encode()),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"0" * 200),
        ("b.txt", RUSSIAN.encode("cp1251")),
        ("feed.xml", FEED.encode()),
        ("mail.eml", MAIL),
        ("chinese.txt", ("今天外交部长会见了代表团,双方就合作交换了意见。" * 5).encode()),
    ]
    assert officer.post("/read/", given(*files)).status_code == 302
    assert set(ReadingDesk.objects.values_list("state", flat=True)) == {"waiting"}
    waiting = officer.get("/read/").content.decode()
    assert "Texts still to be read: 6" in waiting
    assert 'hx-get="/read/queue/' in waiting
    assert reading_intake.work() == 6
    states = dict(ReadingDesk.objects.exclude(name="feed.xml").values_list("name", "state"))
    assert states == {
        "a.txt": "read",
        "picture.png": "failed",
        "b.txt": "read",
        "mail.eml": "read",
        "chinese.txt": "failed",
    }
    items = ReadingDesk.objects.filter(name="feed.xml").order_by("created_at")
    assert [(d.state, d.language) for d in items] == [("read", "en"), ("read", "ru")]
    assert items[0].published.isoformat() == "2025-10-16"
    assert not list(reading_intake.coming().glob("read-*"))
    page = officer.get("/read/").content.decode()
    assert "The file is a picture" in page
    assert (
        "windows-1251"
        in officer.get(f"/read/{ReadingDesk.objects.get(name='b.txt').id}/").content.decode().lower()
        or "cp1251"
        in officer.get(f"/read/{ReadingDesk.objects.get(name='b.txt').id}/").content.decode().lower()
    )
    assert "hx-get" not in page.split('id="reading-queue"')[1].split(">")[0]
    assert reading_intake.work() == 0


def test_a_file_too_large_is_there_as_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_intake, "PACKED_LIMIT", 100)
    officer = signed_in("amina")
    officer.post("/read/", given(("a.txt", b"x" * 101), ("b.txt", ENGLISH.encode()[:99])))
    reading_intake.work()
    assert ReadingDesk.objects.get(name="a.txt").state == "failed"
    assert ReadingDesk.objects.get(name="b.txt").state != "waiting"


def test_the_state_of_a_text_tells_how_many_drafts_are_open():
    officer = signed_in("amina")
    desk = opened(officer, ENGLISH)
    assert desk.total == desk.open == len(json.loads(desk.drafts)["persons"]) + 1
    assert f"{desk.total} of {desk.total} open" in officer.get("/read/").content.decode()
    for number in range(desk.total):
        decide(officer, desk, number, "refuse")
    desk.refresh_from_db()
    assert desk.open == 0
    assert ">all decided<" in officer.get("/read/").content.decode()
    assert "Nothing." in officer.get("/read/?show=open").content.decode()
    decide(officer, desk, 0, "reopen")
    assert f"1 of {desk.total} open" in officer.get("/read/?show=open").content.decode()


def test_the_page_leads_to_the_next_and_the_previous_text_with_open_drafts():
    officer = signed_in("amina")
    first, second, third = (opened(officer, f"{ENGLISH} {n}") for n in ("One.", "Two.", "Three."))
    page = officer.get(f"/read/{second.id}/").content.decode()
    assert f'rel="prev" href="/read/{first.id}/"' in page
    assert f'rel="next" href="/read/{third.id}/"' in page
    for number in numbers(third, "encounters") + numbers(third, "persons"):
        decide(officer, third, number, "refuse")
    assert 'rel="next"' not in officer.get(f"/read/{second.id}/").content.decode()


def test_reading_that_was_cut_off_is_told_and_goes_on():
    officer = signed_in("amina")
    officer.post("/read/", given(("a.txt", ENGLISH.encode()), ("b.txt", RUSSIAN.encode())))
    long_ago = timezone.now() - timedelta(minutes=5)
    ReadingDesk.objects.filter(name="a.txt").update(state="reading", claimed_at=long_ago, created_at=long_ago)
    ReadingDesk.objects.filter(name="b.txt").update(created_at=long_ago)
    page = officer.get("/read/").content.decode()
    assert "Reading was cut off" in page
    assert officer.post("/read/queue/").status_code == 302
    assert reading_intake.work() == 2
    assert set(ReadingDesk.objects.values_list("state", flat=True)) == {"read"}


def test_the_same_text_again_adds_to_the_same_statement():
    officer = signed_in("amina")
    first, second = opened(officer, ENGLISH), opened(officer, ENGLISH)
    assert first.statement == second.statement
    assert "was brought in before" in officer.get(f"/read/{second.id}/").content.decode()
    inside = opened(officer, ENGLISH, circle="internal")
    assert inside.statement != first.statement


def test_a_text_is_seen_by_those_whom_its_circle_and_desk_allow():
    amina, of_brazil = signed_in("amina"), signed_in("bea", desks="BR")
    of_russia, joint = signed_in("rita", desks="RU"), signed_in("jo", circle="joint")
    inside = opened(amina, ENGLISH, circle="internal")
    addresses = [f"/read/{inside.id}/", f"/read/{inside.id}/state/", f"/read/{inside.id}/by-hand/"]
    for address in addresses:
        assert amina.get(address).status_code == 200
        assert of_russia.get(address).status_code == 200
        assert of_brazil.get(address).status_code == 404
        assert joint.get(address).status_code == 404
    for officer in (of_brazil, joint):
        assert officer.post(f"/read/{inside.id}/0/", {"decision": "refuse"}).status_code == 404
        assert inside.title not in officer.get("/read/").content.decode()
    public = opened(amina, f"{ENGLISH} Again.")
    assert of_brazil.get(f"/read/{public.id}/").status_code == 200
    hidden = ReadingDesk.objects.create(
        id=reading_intake._blank(reading_intake.Given("amina", reading_intake.Circle.INTERNAL)).id,
        created_by="amina", name="secret.txt", state="failed", circle="internal", statement="statement/x",
    )  # fmt: skip
    assert "secret.txt" in amina.get("/read/").content.decode()
    assert "secret.txt" not in of_brazil.get("/read/").content.decode()
    assert hidden.pk


def test_nobody_brings_in_more_than_they_may_read():
    joint = signed_in("jo", circle="joint")
    desk = opened(joint, ENGLISH, circle="joint")
    assert desk.circle == "joint"
    forged = joint.post("/read/", {"text": ENGLISH, "circle": "restricted"})
    made = ReadingDesk.objects.get(pk=forged["Location"].split("/")[2])
    assert made.circle == "internal"


def test_who_else_is_at_the_text_and_what_they_decided_is_told():
    amina, boris = signed_in("amina"), signed_in("boris")
    desk = opened(amina, ENGLISH)
    state = f"/read/{desk.id}/state/?based_on={desk.open}"
    assert "also at this text" not in amina.get(state).content.decode()
    assert "amina" in boris.get(state).content.decode()
    decide(boris, desk, 0, "refuse")
    page = amina.get(state).content.decode()
    assert "boris" in page
    assert "Somebody has decided" in page
    desk.refresh_from_db()
    gone = json.loads(desk.present)
    gone["boris"] = (timezone.now() - timedelta(minutes=3)).isoformat()
    ReadingDesk.objects.update(present=json.dumps(gone))
    assert "boris" not in amina.get(state).content.decode()


def test_two_workers_never_read_one_file_twice():
    officer = signed_in("amina")
    officer.post("/read/", given(("a.txt", ENGLISH.encode()), ("b.txt", RUSSIAN.encode())))
    first, second = reading_intake._claimed(), reading_intake._claimed()
    assert first
    assert second
    assert first.pk != second.pk
    assert reading_intake._claimed() is None


def test_the_filter_of_the_desk_knows_those_who_serve_all(django_assert_num_queries):
    from servanda.register.visibility import operator

    amina = signed_in("amina")
    opened(amina, ENGLISH, circle="internal")
    assert seen_by(operator()).count() == 1
