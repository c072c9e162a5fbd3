"""The one filter on mechanisms, sessions, commitments on an agenda, and topics: each with a canary of its circle and desk."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from tests.web.test_rights import ACCOUNTS, CIRCLES, DESKS, allowed, canary, signed_in

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA", "Europe desk")


def write(
    subject: str, name: str, circle: str, on: date | None = None, note: str = "", **body: object
) -> None:
    offices = ("Inspectorate",) if circle == "restricted" else ()
    act = REGISTRY[name].model_validate(body)
    services.record([Draft(subject, act, on=on, circle=Circle(circle), offices=offices, note=note)], RECORDER)


@pytest.fixture
def register() -> None:
    for circle in CIRCLES:
        for desk in DESKS:
            word = canary(circle, desk)
            both = ["MA", desk]
            write(f"mechanism/{word}", "mechanism", circle, date(2020, 1, 1), names={"en": f"Body {word}"},
                  parties=both, every_months=12, mandate=[{"texts": {"en": f"Task {word}"}}])  # fmt: skip
            write(f"session/{word}", "session", circle, date(2021, 1, 1), mechanism=f"mechanism/{word}", ordinal=1,
                  parties=both, begins=date(2021, 1, 1), place=word)  # fmt: skip
            write(f"commitment/{word}", "commitment", circle, date(2021, 1, 1), texts={"en": f"Do {word}"},
                  parties=both, mechanism=f"mechanism/{word}", session=f"session/{word}")  # fmt: skip
            write(f"session/{word}", "agenda", circle, date(2020, 12, 1),
                  items=[{"key": "a", "titles": {"en": f"Item {word}"}, "about": [f"commitment/{word}"]}])  # fmt: skip
            write(
                f"session/{word}", "decision", circle, date(2021, 1, 1), key="d", item="a", texts={"en": word}
            )
            write(
                f"topic/{word}",
                "topic",
                circle,
                date(2020, 1, 1),
                names={"en": f"Topic {word}"},
                parties=both,
            )
            write(f"topic/{word}", "position", circle, date(2020, 1, 1), by=desk, texts={"en": word})
    # What is internal on a joint session: a decision not yet told, and the note of an entry.
    write(
        "session/canaryjointru",
        "decision",
        "internal",
        date(2021, 1, 1),
        key="own",
        item="a",
        texts={"en": "canaryinternalru"},
    )
    write(
        "session/canaryjointru",
        "remark",
        "joint",
        date(2021, 1, 2),
        note="canarynote",
        key="r",
        party="RU",
        texts={"en": "x"},
    )


def addresses() -> list[str]:
    found = ["/", "/mechanisms/", "/topics/", "/deadlines/?from=2020-01-01&to=2040-01-01", "/journal/"]
    for desk in DESKS:
        found += [f"/relationships/MA/{desk}/", f"/mechanisms/?party={desk}"]
        for circle in CIRCLES:
            word = canary(circle, desk)
            found += [
                f"/mechanism/{word}/",
                f"/session/{word}/",
                f"/topic/{word}/",
                f"/record/session/{word}/",
            ]
            found += [
                f"/session/{word}/{page}/"
                for page in ("agenda", "hall", "plan", f"delegation/{desk}", "agenda/state", "papers")
            ]
            found += [f"/mechanism/{word}/plan/"]
    return found


@pytest.mark.parametrize("name", ["", *ACCOUNTS])
def test_no_word_of_a_session_shows_where_it_may_not(register: None, name: str):
    client = signed_in(name)
    leaks, seen = [], set()
    for address in addresses():
        answer = client.get(address, follow=True)
        page = answer.content.decode()
        assert "canarynote" not in page or name != ""
        for circle in CIRCLES:
            for desk in DESKS:
                word = canary(circle, desk)
                if word in page and not (word in address and answer.status_code >= 400):
                    if not allowed(name, circle, desk) and not (
                        word in address and "login" in answer.request["PATH_INFO"]
                    ):
                        leaks.append((address, word))
                    seen.add(word)
    assert leaks == []
    assert {canary(c, d) for c in CIRCLES for d in DESKS if allowed(name, c, d)} <= seen


@pytest.mark.parametrize("name", ["", "reader", "auditor", "focal"])
@pytest.mark.parametrize(
    "address",
    [
        "/mechanism/canarypublicru/plan/",
        "/mechanism/canarypublicru/member/",
        "/session/canarypublicru/plan/",
        "/session/canarypublicru/step/",
        "/session/canarypublicru/agenda/",
        "/session/canarypublicru/agenda/state/",
        "/session/canarypublicru/delegation/MA/",
        "/session/canarypublicru/papers/",
        "/session/canarypublicru/hall/",
        "/session/canarypublicru/hall/ancestors/",
        "/session/canarypublicru/remark/",
    ],
)
def test_only_roles_that_may_record_reach_the_screens_of_a_session(register: None, name: str, address: str):
    client = signed_in(name)
    for method in (client.get, client.post):
        assert method(address).status_code == (403 if name else 302)


@pytest.mark.parametrize(
    "address", ["plan/", "agenda/", "agenda/state/", "delegation/MA/", "hall/", "hall/ancestors/", "papers/"]
)
def test_an_officer_of_another_desk_does_not_reach_them(register: None, address: str):
    client = signed_in("officer-ru")
    assert client.get(f"/session/canaryinternalbr/{address}").status_code == 404
    assert client.get(f"/session/canaryinternalru/{address}").status_code == 200


def test_what_is_internal_on_a_joint_session_stays_inside(register: None):
    assert "canaryinternalru" not in signed_in("reader").get("/session/canaryjointru/").content.decode()
    assert "canaryinternalru" in signed_in("officer-ru").get("/session/canaryjointru/").content.decode()
