"""The one filter, tried as a matrix: who sees which circle and desk, on every address that shows records.

Each record carries a canary word of its circle and desk; a word that shows where it must not is a leak.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from servanda.domain.acts.commitments import Commitment, CommitmentReport
from servanda.domain.acts.consent import Notification, Signature
from servanda.domain.acts.dialogue import Statement
from servanda.domain.acts.parties import Organisation
from servanda.domain.acts.register import Description, Document, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle, Evidence
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.web.models import User

pytestmark = pytest.mark.django_db
CIRCLES = [c.value for c in Circle]
DESKS = ("RU", "BR")
CLAUSES = FinalClauses.model_validate(
    {
        "entry_into_force": {"rule": "on_signature"},
        "term": {"kind": "years", "n": 2},
        "renewal": {"kind": "tacit", "n": 2, "unit": "years"},
        "notice": [{"purpose": "prevent_renewal", "n": 3, "unit": "months", "reference": "before_expiry"}],
    }
)
# account → (role, circle, desks, offices)
ACCOUNTS = {
    "reader": ("reader", "joint", "", ""),
    "officer-ru": ("officer", "internal", "RU", "Europe desk"),
    "auditor": ("auditor", "restricted", "", "Inspectorate"),
    "focal": ("focal_point", "joint", "", ""),
}


def canary(circle: str, desk: str) -> str:
    return f"Canary{circle}{desk}".lower()


@pytest.fixture
def register() -> Iterator[dict[str, str]]:
    """One instrument for each circle and desk, with acts, clauses and a statement; digests of documents by canary."""
    recorder = Recorder("amina", "MA", "Europe desk")
    for circle in CIRCLES:
        for desk in DESKS:
            word, subject = canary(circle, desk), f"instrument/{canary(circle, desk)}"
            offices = ("Inspectorate",) if circle == "restricted" else ()

            def draft(
                act: object, on: date | None = None, to: str = subject, circle=circle, offices=offices
            ) -> Draft:
                return Draft(
                    to,
                    act,
                    on=on,
                    circle=Circle(circle),
                    offices=offices,
                    evidence=(Evidence("x", quote=word),),  # noqa: B023
                )  # type: ignore[arg-type]

            services.record(
                [
                    draft(
                        Description(
                            titles={"en": f"Agreement {word}"},
                            type="agreement",
                            parties=("MA", desk),
                            sectors=("trade",),
                        )
                    ),
                    draft(Signature(place=word), date(2020, 1, 15)),
                    draft(FinalClausesStated(clauses=CLAUSES)),
                    draft(
                        Document(
                            kind="text", digest="a" * 63 + str(CIRCLES.index(circle)), file_name=f"{word}.pdf"
                        )
                    ),
                    draft(
                        Statement(titles={"en": f"Statement {word}"}, parties=("MA", desk)),
                        date(2020, 1, 16),
                        f"statement/{word}",
                    ),
                    draft(
                        Commitment(
                            texts={"en": f"Agreement {word}"}, parties=("MA", desk), sectors=("trade",)
                        ),
                        date(2020, 1, 17),
                        f"commitment/{word}",
                    ),
                    draft(
                        CommitmentReport(by=desk, progress="delayed", remark={"en": f"Remark {word}"}),
                        date(2020, 2, 1),
                        f"commitment/{word}",
                    ),
                ],
                recorder,
            )
    # An internal act on a public instrument must change nothing outside.
    services.record(
        [
            Draft(
                "instrument/canarypublicru",
                Notification(by="RU"),
                on=date(2020, 5, 5),
                circle=Circle.INTERNAL,
                note="canarynote",
            )
        ],
        recorder,
    )
    services.record(
        [Draft("organisation/x", Organisation(names={"en": "Canaryorganisation"}, party="MA"))], recorder
    )
    return {}


def signed_in(name: str) -> Client:
    client = Client()
    if name:
        role, circle, desks, offices = ACCOUNTS[name]
        user = User.objects.create_user(name, role=role, circle=circle, desks=desks, offices=offices)
        if role == "focal_point":
            user.organisation = "organisation/other"
            user.save()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def allowed(name: str, circle: str, desk: str) -> bool:
    """What the design says (section 9), written apart from the filter."""
    if not name or name == "focal":
        return circle == "public"
    _role, widest, desks, offices = ACCOUNTS[name]
    if circle == "public":
        return True
    if desks and desk not in desks.split():
        return False
    if circle == "restricted":
        return widest == "restricted" and "Inspectorate" in offices
    return CIRCLES.index(circle) <= CIRCLES.index(widest)


def addresses() -> list[str]:
    lists = [
        "/",
        "/relationships/",
        "/instruments/",
        "/instruments/?text=canary",
        "/statements/",
        "/statements/?party=RU",
        "/deadlines/?from=2020-01-01&to=2040-01-01",
        "/deadlines.ics?from=2020-01-01&to=2040-01-01",
        "/findings/",
        "/journal/",
        "/follow-up/",
        "/follow-up/?group=state&since=2019-01-01&column=text&column=remark",
        "/follow-up/?sector=trade&side=RU",
    ]
    for desk in DESKS:
        lists += [f"/relationships/MA/{desk}/", f"/relationships/{desk}/MA/", f"/instruments/?party={desk}"]
        for circle in CIRCLES:
            word = canary(circle, desk)
            lists += [
                f"/search/?q={word}",
                f"/statements/?about={word}",
                f"/instrument/{word}/",
                f"/instrument/{word}/clauses/",
                f"/write/instrument/{word}/",
                f"/record/statement/{word}/",
                f"/commitment/{word}/",
                f"/commitment/{word}/thread/",
                f"/follow-up/row/{word}/",
                f"/instruments/?text={word}",
            ]
    return lists


@pytest.mark.parametrize("name", ["", *ACCOUNTS])
def test_no_word_of_a_record_shows_where_it_may_not(register: dict[str, str], name: str):
    client = signed_in(name)
    leaks, seen = [], set()
    for address in addresses():
        page = client.get(address, follow=True).content.decode()
        asked = address.lower()
        for circle in CIRCLES:
            for desk in DESKS:
                word = canary(circle, desk)
                if word in asked:
                    continue  # the page repeats what was asked; its answers are judged by the titles
                if word in page:
                    seen.add(word)
                    if not allowed(name, circle, desk):
                        leaks.append((address, word))
        if f"agreement {asked.rpartition('=')[2]}" in page.lower() and "q=canary" in asked:
            circle_desk = asked.rpartition("canary")[2]
            circle = next(c for c in CIRCLES if circle_desk.startswith(c))
            if not allowed(name, circle, circle_desk.removeprefix(circle).upper()):
                leaks.append((address, "title"))
    assert leaks == []
    expected = {canary(c, d) for c in CIRCLES for d in DESKS if allowed(name, c, d)}
    assert expected <= seen  # and whoever may see a record does see it


@pytest.mark.parametrize("name", ["", *ACCOUNTS])
def test_an_entry_answers_404_to_whoever_may_not_see_it(register: dict[str, str], name: str):
    client = signed_in(name)
    for row in JournalEntry.objects.filter(act="signature"):
        circle, desk = row.circle, row.subject[-2:].upper()
        assert (client.get(f"/journal/{row.id}/").status_code == 200) == allowed(name, circle, desk), (
            row.subject
        )


def test_an_internal_act_on_a_public_instrument_changes_nothing_outside(register: dict[str, str]):
    page = Client().get("/instrument/canarypublicru/").content.decode()
    assert "Notification" not in page
    assert "canarynote" not in page
    inside = signed_in("officer-ru").get("/instrument/canarypublicru/").content.decode()
    assert "Notification" in inside


@pytest.mark.parametrize(
    "address",
    [
        "/new/instrument/",
        "/read/",
        "/read/amendments/",
        "/read/queue/",
        "/read/01999999-0000-7000-8000-000000000000/by-hand/",
        "/read/01999999-0000-7000-8000-000000000000/state/",
        "/import/",
        "/import/figures/",
        "/act/instrument/canarypublicru/signature/",
        "/instrument/canarypublicru/clauses/",
        "/write/instrument/canarypublicru/",
    ],
)
@pytest.mark.parametrize("name", ["", "reader", "auditor", "focal"])
def test_only_roles_that_may_record_reach_the_forms(register: dict[str, str], name: str, address: str):
    client = signed_in(name)
    for method in (client.get, client.post):
        assert method(address).status_code == (403 if name else 302)


def test_a_correction_cannot_reach_what_the_corrector_may_not_see(register: dict[str, str]):
    client = signed_in("officer-ru")
    hidden = JournalEntry.objects.get(act="signature", subject="instrument/canaryinternalbr")
    assert client.get(f"/journal/{hidden.id}/correct/").status_code == 404
    assert client.post(f"/journal/{hidden.id}/withdraw/", {"reason_why": "x"}).status_code == 404


def test_a_document_is_handed_out_only_to_whoever_may_see_its_act(
    register: dict[str, str], settings, tmp_path
):
    settings.HOME = tmp_path
    from servanda.register import files

    stored = files.keep("text.txt", [b"canarydocument"], 14)
    services.record(
        [
            Draft(
                "instrument/canaryinternalru", Document(kind="text", digest=stored.digest, file_name="a.txt")
            )
        ],
        Recorder("amina", "MA"),
    )
    assert Client().get(f"/documents/{stored.digest}/").status_code == 404
    answer = signed_in("officer-ru").get(f"/documents/{stored.digest}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
