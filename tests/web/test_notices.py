"""Reminders: before, on and after the day, once each, again when the day moves, and only of what one may see."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import LazySettings

from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Description, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import services as register
from servanda.register.models import Deadline
from servanda.web.handover import HandoverRefused, hand_over
from servanda.web.models import Feed, Message, Subscription, User
from servanda.web.notices import services, steps

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")


def clauses(years: int) -> FinalClausesStated:
    return FinalClausesStated(
        clauses=FinalClauses.model_validate(
            {
                "entry_into_force": {"rule": "on_signature"},
                "term": {"kind": "years", "n": years},
                "renewal": {"kind": "tacit", "n": years, "unit": "years"},
                "notice": [
                    {"purpose": "prevent_renewal", "n": 6, "unit": "months", "reference": "before_expiry"}
                ],
            }
        )
    )


def instrument(key: str, circle: Circle = Circle.PUBLIC, partner: str = "RU") -> str:
    subject = f"instrument/{key}"
    register.record(
        [
            Draft(
                subject,
                Description(
                    titles={"en": f"Agreement {key}", "ru": f"Соглашение {key}"}, parties=("MA", partner)
                ),
                circle=circle,
            ),
            Draft(subject, Signature(), on=date(2020, 4, 15), circle=circle),
            Draft(subject, clauses(5), circle=circle),
        ],
        RECORDER,
    )
    return subject


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.EMAIL_BACKEND = "servanda.web.notices.mail.EmlFolder"
    settings.EML_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def person(name: str, scope: str = "MA RU", **more: object) -> User:
    facts = {"role": "officer", "circle": "internal", "email": f"{name}@example.org", "digest": False} | more
    user = User.objects.create_user(name, **facts)
    if scope:
        Subscription.objects.create(user=user, scope=scope)
    return user


def act_by() -> tuple[date, date]:
    """(day by which the notice has to leave, its last day) of the instrument above."""
    due = Deadline.objects.filter(what="notice_of_non_renewal").order_by("last_day")[0]
    assert due.last_day == date(2024, 10, 14)
    assert due.safe_day is not None
    assert due.safe_day < due.last_day
    return due.safe_day, due.last_day


def told(user: User) -> list[tuple[str, str]]:
    return [
        (r.step, m.kind) for m in Message.objects.filter(user=user).order_by("pk") for r in m.reminders.all()
    ]


def test_each_step_is_told_once_and_counted_from_the_safe_day() -> None:
    instrument("a")
    safe, last = act_by()
    user = person("omar")
    day = safe - timedelta(days=40)
    while day <= last + timedelta(days=20):
        services.run(day)
        services.run(day)
        day += timedelta(days=1)
    notice = [
        (r.step, m.on) for m in Message.objects.filter(user=user).order_by("pk") for r in m.reminders.all()
    ]
    assert notice[:3] == [
        ("early", safe - timedelta(days=30)),
        ("soon", safe - timedelta(days=7)),
        ("due", safe),
    ]
    assert len(notice) == len({n[0] for n in notice})


def test_a_late_start_sends_the_one_step_that_matters_now() -> None:
    instrument("a")
    safe, _last = act_by()
    user = person("omar")
    services.run(safe)
    assert told(user) == [("due", "reminder")]


def test_a_moved_day_arms_the_reminder_again() -> None:
    subject = instrument("a")
    safe, _last = act_by()
    user = person("omar")
    services.run(safe)
    stated = JournalEntry.objects.get(subject=subject, act="final_clauses")
    register.record(
        [Draft(subject, clauses(6), circle=Circle.PUBLIC, corrects=stated.id, reason="six years, as signed")],
        RECORDER,
    )
    moved = Deadline.objects.filter(what="notice_of_non_renewal").order_by("last_day")[0]
    assert moved.last_day == date(2025, 10, 14)
    services.run(safe)
    assert len(told(user)) == 1
    assert moved.safe_day is not None
    services.run(moved.safe_day)
    assert told(user) == [("due", "reminder"), ("due", "reminder")]


def test_the_letter_is_in_the_language_of_the_receiver(folder: Path) -> None:
    instrument("a")
    person("ольга", language="ru", email="olga@example.org")
    services.run(act_by()[0])
    [file] = folder.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "olga@example.org"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Соглашение a" in text
    assert "/instrument/a/" in text
    assert "Last" not in text


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 1),
        ({"desks": "BR"}, 0),
        ({"circle": "joint"}, 0),
        ({"reminders": False}, 0),
        ({"is_active": False}, 0),
    ],
)
def test_nobody_is_told_of_what_they_may_not_see(facts: dict[str, object], count: int) -> None:
    instrument("secret", Circle.INTERNAL)
    user = person("omar", "instrument/secret", **facts)
    services.run(act_by()[0])
    assert len(told(user)) == count


def test_what_is_overdue_reaches_the_superior_too_if_they_may_see_it() -> None:
    instrument("a", Circle.INTERNAL)
    _safe, last = act_by()
    head = person("head", "")
    blind = person("blind", "", circle="public")
    user = person("omar", superior=head)
    other = person("nora", superior=blind)
    # The notice was not given: the deadline stays unmet only where the register says so; keep it unmet here.
    Deadline.objects.filter(last_day=last).update(met=None)
    services.run(last + timedelta(days=7))
    assert told(user) == [("escalation", "escalation")]
    assert told(other) == [("escalation", "escalation")]
    assert told(head) == [("escalation", "escalation")]
    assert told(blind) == []


def test_a_server_that_refuses_is_tried_again_and_nothing_is_lost(
    folder: Path, settings: LazySettings, tmp_path: Path
) -> None:
    instrument("a")
    user = person("omar")
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    settings.EML_FOLDER = blocked / "mail"
    day = act_by()[0]
    assert services.run(day).failed == 1
    message = Message.objects.get(user=user)
    assert message.state == "failed"
    assert message.problem
    settings.EML_FOLDER = folder
    outcome = services.run(day)
    assert (outcome.written, outcome.sent) == (0, 1)
    assert len(list(folder.glob("*.eml"))) == 1


def test_one_digest_a_week_with_what_was_recorded() -> None:
    today = date.today()  # noqa: DTZ011 — entries are recorded now
    instrument("a")
    user = person("omar", digest=True, reminders=False)
    services.run(today)
    services.run(today)
    [letter] = Message.objects.filter(user=user)
    assert letter.kind == "digest"
    assert "Agreement a" in letter.body
    services.run(today + timedelta(days=7))
    assert Message.objects.filter(user=user, kind="digest").count() <= 2


def test_a_substitute_gets_copies_until_the_day_and_a_successor_takes_over() -> None:
    instrument("a")
    safe, _last = act_by()
    user, other = person("omar"), person("nora", "")
    hand_over(user, "nora", safe - timedelta(days=8), safe - timedelta(days=1), RECORDER)
    services.run(safe - timedelta(days=7))
    assert told(other) == [("soon", "reminder")]
    assert "omar" in Message.objects.filter(user=other).latest("pk").body
    services.run(safe)
    assert told(other) == [("soon", "reminder")]
    hand_over(user, "nora", safe, None, RECORDER)
    assert [s.scope for s in other.subscriptions.all()] == ["MA RU"]
    assert not user.subscriptions.exists()
    acts = JournalEntry.objects.filter(subject="account/omar", act="handover")
    assert acts.count() == 2


@pytest.mark.parametrize(("to", "code"), [("nobody", "unknown"), ("omar", "self"), ("zineb", "organisation")])
def test_a_handover_that_cannot_be_says_why(to: str, code: str) -> None:
    user = person("omar", "", organisation="organisation/a")
    person("zineb", "", organisation="organisation/b")
    with pytest.raises(HandoverRefused) as refused:
        hand_over(user, to, date(2026, 1, 1), None, RECORDER)
    assert refused.value.code == code
    assert not JournalEntry.objects.filter(act="handover").exists()


def test_steps_raise_where_the_safe_day_lies_after_the_last() -> None:
    with pytest.raises(ValueError, match="after"):
        steps.step(date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 1))


def test_a_feed_is_what_its_owner_may_see_and_ends_with_the_address(client) -> None:  # type: ignore[no-untyped-def]
    instrument("open")
    instrument("hidden", Circle.INTERNAL, "BR")
    user = person("omar", desks="RU")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/mine/calendars/", {"scope": "all"}).content.decode()
    address = page.split('<code class="address" dir="ltr">')[1].split("</code>")[0]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 43
    feed = Feed.objects.get()
    assert token not in feed.digest
    client.logout()
    answer = client.get(f"/feeds/{token}.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Agreement hidden" not in text
    user.is_active = False
    user.save()
    assert client.get(f"/feeds/{token}.ics").status_code == 404
    assert client.get("/feeds/guessed.ics").status_code == 404


def test_the_approver_hears_of_a_report_and_the_focal_point_that_it_came_back() -> None:
    from servanda.domain.acts.commitments import Commitment, Responsible
    from servanda.domain.acts.parties import Organisation
    from servanda.register import reporting
    from servanda.web.accounts import viewer_of

    office = "organisation/fisheries"
    subject = "commitment/a"
    act = Commitment(
        texts={"en": "Hold the meeting"}, parties=("MA", "RU"),
        responsible=(Responsible(party="MA", organisation=office), Responsible(party="RU")),
    )  # fmt: skip
    register.record(
        [
            Draft(office, Organisation(names={"en": "Fisheries"}, party="MA"), circle=Circle.PUBLIC),
            Draft(subject, act, on=date(2026, 1, 1), circle=Circle.JOINT),
        ],
        RECORDER,
    )
    focal = person("fatima", "", role="focal_point", organisation=office)
    approver = person("omar")
    word = reporting.Word("MA", "on_track")
    day = date(2026, 2, 1)
    entry = reporting.report(viewer_of(focal), Recorder("fatima", "MA"), subject, word, day, "submitted")
    services.run(day)
    services.run(day)
    assert told(approver) == [("waiting", "reminder")]
    assert told(focal) == []
    reporting.step(
        viewer_of(approver), Recorder("omar", "MA"), subject, entry.id, "returned", day, "which list?"
    )
    services.run(day + timedelta(days=1))
    assert told(approver) == [("waiting", "reminder")]
    assert told(focal) == [("waiting", "reminder")]
    assert "which list?" in Message.objects.get(user=focal).body
