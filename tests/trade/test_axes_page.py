"""The axes of a relationship: computed once, kept, joined to the law on record, shown to whom may see."""

from __future__ import annotations

import io
import json
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.cli import demonstration_trade
from servanda.domain.acts.commitments import Commitment
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Description, FinalClausesStated
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.visibility import PUBLIC, operator
from servanda.trade import results, tables
from servanda.trade.law import law
from servanda.trade.results import Asked
from servanda.web.models import User

ON = date(2026, 1, 1)
RECORDER = Recorder("amina", "MA")
ON_SIGNATURE = FinalClauses.model_validate(
    {"entry_into_force": {"rule": "on_signature"}, "term": {"kind": "indefinite"}}
)


@pytest.fixture(scope="module")
def illustration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trade") / "illustration"
    demonstration_trade.write(folder)
    return folder


@pytest.fixture
def home(illustration: Path, tmp_path: Path, settings) -> Path:
    settings.HOME = tmp_path
    shutil.copytree(illustration, tmp_path / "trade" / "illustration")
    return tmp_path


def asked() -> Asked:
    found = tables.table("")
    assert found is not None
    return Asked(found, "MA", "RU")


def account(role: str = "officer", circle: str = "internal", **more: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"{role}-{circle}", role=role, circle=circle, **more))
    return client


def instrument(
    key: str,
    sector: str,
    signed: date,
    circle: Circle = Circle.JOINT,
    clauses: FinalClauses | None = ON_SIGNATURE,
) -> str:
    subject = f"instrument/{key}"
    acts = [
        Draft(
            subject,
            Description(
                titles={"en": f"Agreement {key}"}, type="agreement", parties=("MA", "RU"), sectors=(sector,)
            ),
            circle=circle,
        ),
        Draft(subject, Signature(), on=signed, circle=circle),
    ]
    if clauses is not None:
        acts.append(Draft(subject, FinalClausesStated(clauses=clauses), circle=circle))
    services.record(acts, RECORDER)
    return subject


# --- the table and what is kept -------------------------------------------------------------------------


def test_the_illustrative_table_is_the_same_each_time_and_says_what_it_is(illustration: Path, tmp_path: Path):
    demonstration_trade.write(tmp_path / "again")
    for file in ("illustration.csv", "table.toml", "product_codes.csv"):
        assert (tmp_path / "again" / file).read_bytes() == (illustration / file).read_bytes()
    from servanda.axes import measures

    found = measures(illustration).as_json()
    assert {"MA", "RU"} <= set(found["countries"])
    assert len(found["countries"]) == 40
    assert 55 <= len(found["products"]) <= 65
    best = sorted(found["countries"], key=lambda c: -found["countries"][c]["eci"])
    assert {"DE", "JP", "KR", "SE", "CH"} & set(best[:6])
    assert not {"DE", "JP", "KR", "SE", "CH"} & set(best[20:])


@pytest.fixture
def computed(home: Path) -> Asked:
    question = asked()
    assert results.compute(question).state == "done"
    return question


def test_a_result_is_computed_beside_the_request_and_kept_by_the_digest_of_its_table(
    computed: Asked, home: Path
):
    answer = results.look(computed)
    assert list(answer.result["directions"]) == ["MA→RU", "RU→MA"]
    kept = home / "trade-results" / f"{computed.key}.json"
    first = kept.read_bytes()
    kept.unlink()
    assert results.compute(computed).state == "done"
    assert kept.read_bytes() == first  # the same bytes
    with (home / "trade" / "illustration" / "illustration.csv").open("a") as more:
        more.write("2023,MA,RU,251010,1\n")
    assert computed.key != kept.stem
    assert results.look(computed).state == "absent"


def test_a_table_that_cannot_be_used_says_why(home: Path):
    (home / "trade" / "illustration" / "illustration.csv").write_text(
        "year,exporter,product,value\n2023,MA,251010,5\n"
    )
    answer = results.compute(asked())
    assert (answer.state, "importer" in answer.message or "pair" in answer.message) == ("failed", True)


def test_one_that_died_is_no_longer_under_way(home: Path):
    question = asked()
    folder = home / "trade-results"
    folder.mkdir(exist_ok=True)
    (folder / f"{question.key}.progress").write_text(
        json.dumps({"pid": 2**22 - 3, "stage": "gravity", "part": 0.9})
    )
    assert results.look(question).state == "absent"


# --- the law that meets an axis -------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_states_of_law_under_an_axis():
    instrument("fish", "fisheries", date(2024, 5, 1))
    used = instrument("farm", "agriculture", date(2010, 5, 1))
    slept = instrument("mine", "mining", date(2001, 5, 1))
    instrument("plan", "health", date(2024, 5, 1), clauses=None)
    for key, subject, on in (("a", used, date(2025, 2, 1)), ("b", slept, date(2003, 2, 1))):
        services.record(
            [
                Draft(
                    f"commitment/{key}",
                    Commitment(texts={"en": "Do it"}, parties=("MA", "RU"), instrument=subject),
                    on=on,
                    circle=Circle.JOINT,
                )
            ],
            RECORDER,
        )
    found = law(operator(), "MA", "RU", ["fisheries", "agriculture", "mining", "health", "aviation"], ON)
    states = {sector: one.state for sector, one in found.items()}
    assert states == {
        "fisheries": "unused",
        "agriculture": "used",
        "mining": "dormant",
        "health": "pending",
        "aviation": "none",
    }
    assert found["mining"].footings[0].last == date(2003, 2, 1)
    # On an earlier day the later act is not known to have happened.
    assert law(operator(), "MA", "RU", ["agriculture"], date(2012, 1, 1))["agriculture"].state == "unused"


@pytest.mark.django_db
def test_what_a_reader_may_not_see_is_no_law_for_them():
    instrument("secret", "fisheries", date(2024, 5, 1), circle=Circle.INTERNAL)
    assert law(operator(), "MA", "RU", ["fisheries"], ON)["fisheries"].state == "unused"
    assert law(PUBLIC, "MA", "RU", ["fisheries"], ON)["fisheries"].state == "none"


# --- the page -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_public_is_asked_to_sign_in(home: Path):
    assert Client().get("/relationships/MA/RU/axes/").status_code == 302
    assert Client().get("/relationships/MA/RU/axes.json").status_code == 302


@pytest.mark.django_db
def test_a_reader_asks_waits_and_sees(home: Path):
    client = account("reader", "joint")
    page = client.get("/relationships/RU/MA/axes/", follow=True)
    assert page.redirect_chain[0][0].endswith("/MA/RU/axes/")
    assert b"<button>" in page.content
    answer = client.post("/relationships/MA/RU/axes/", {"table": "illustration"}, follow=True)
    assert b'id="progress"' in answer.content
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        part = client.get(
            "/relationships/MA/RU/axes/", {"table": "illustration"}, headers={"HX-Request": "true"}
        )
        assert b"<html" not in part.content
        if b"<progress" not in part.content:
            break
        time.sleep(0.5)
    shown = client.get("/relationships/MA/RU/axes/", {"table": "illustration"}).content.decode()
    assert "made up" in shown
    assert "screening" in shown
    assert shown.count("<svg") >= 5
    assert 'style="' not in shown
    assert "From Morocco to Russia" in shown
    for ending in ("pdf", "docx", "html", "json"):
        file = client.get(f"/relationships/MA/RU/axes.{ending}", {"table": "illustration"})
        assert file.status_code == 200
        assert "attachment" in file["Content-Disposition"]
    assert json.loads(client.get("/relationships/MA/RU/axes.json").content)["pair"] == ["MA", "RU"]


@pytest.mark.django_db
def test_the_page_joins_the_axes_to_the_law_that_the_reader_may_see(computed: Asked):
    instrument("open", "agriculture", date(2024, 5, 1))
    instrument("secret", "fisheries", date(2024, 5, 1), circle=Circle.INTERNAL)
    officer = account().get("/relationships/MA/RU/axes/").content.decode()
    reader = account("reader", "joint").get("/relationships/MA/RU/axes/").content.decode()
    assert "Agreement open" in officer
    assert "Agreement secret" in officer
    assert "Agreement open" in reader
    assert "Agreement secret" not in reader


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/relationships/MA/MA/axes/",
        "/relationships/MA/XQ/axes/",
        "/relationships/MA/RU/axes/?table=nowhere",
        "/relationships/MA/RU/axes.exe",
        "/relationships/MA/RU/axes.pdf",
    ],
)
def test_what_is_not_there_is_not_found(home: Path, address: str):
    assert account().get(address).status_code == 404


# --- a table sent from a page ---------------------------------------------------------------------------

GOOD = b"year,exporter,importer,product,value\n2023,MA,RU,251010,5\n2023,RU,MA,100199,7\n"


@pytest.mark.django_db
def test_an_officer_sends_a_table(home: Path):
    client = account()
    sent = {
        "file": SimpleUploadedFile("t.csv", GOOD),
        "name": "customs-2023",
        "source": 'Customs "2023" = x',
        "unit": "usd",
    }
    assert client.post("/trade/", sent, follow=True).status_code == 200
    found = tables.table("customs-2023")
    assert found is not None
    assert (found.unit, found.source_in("en"), found.illustration) == ("usd", 'Customs "2023" = x', False)
    assert [one.name for one in tables.tables()] == ["customs-2023", "illustration"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("t", "t.parquet", b"PAR1"),
        ("../t", "t.csv", GOOD),
        ("t", "t.csv", b"a,b\n1,2\n"),
        ("t", "t.csv", b"\x00\x01\x02"),
        ("illustration", "t.csv", GOOD),
        ("t", "", b""),
    ],
)
def test_what_is_no_table_is_refused_and_leaves_nothing(home: Path, name: str, file: str, content: bytes):
    sent: dict[str, object] = {"name": name, "source": "", "unit": "usd"}
    if file:
        sent["file"] = SimpleUploadedFile(file, content)
    answer = account().post("/trade/", sent)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert [p.name for p in (home / "trade").iterdir()] == ["illustration"]


@pytest.mark.django_db
def test_a_table_larger_than_the_limit_is_refused(home: Path, settings):
    settings.UPLOAD_LIMIT = 10
    answer = account().post(
        "/trade/", {"file": SimpleUploadedFile("t.csv", GOOD), "name": "t", "unit": "usd"}
    )
    assert answer.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "auditor", "publisher", "focal_point", "secretary"])
def test_who_may_not_import_may_not_send_tables(home: Path, role: str):
    assert account(role).get("/trade/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "fr", "ru", "en"])
def test_the_document_is_whole_in_each_language(computed: Asked, language: str):
    client = account()
    content = client.get("/relationships/MA/RU/axes.docx", {"lang": language}).content
    import docx

    text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    assert text
    if language in ("ar", "ru"):
        assert "screening" not in text
