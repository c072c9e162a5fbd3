"""The page of the two sides' lists: upload, keeping, bad rows, rights, filters, downloads, and what it shows to whom."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from servanda.documents.brief import brief
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.lists import ListedRow, PartnerList
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register.models import Record
from servanda.register.services import record
from servanda.register.visibility import operator
from servanda.web.models import User
from tests.register.test_kept_lists import MAP, ROWS

pytestmark = pytest.mark.django_db
PAGE = "/relationships/MA/RU/lists/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def officer(client: Client, settings: Any, tmp_path: Any) -> Client:
    settings.HOME = tmp_path
    drafts = []
    for key, title, day, circle in (
        ("fish", "Agreement on fisheries", date(2001, 2, 1), Circle.PUBLIC),
        ("tour", "=Agreement on tourism", date(2010, 3, 4), Circle.PUBLIC),
        ("arms", "Protocol on secretarms", date(2011, 3, 4), Circle.INTERNAL),
    ):
        described = Description(titles={"en": title}, parties=("MA", "RU"), type="agreement")
        drafts += [
            Draft(f"instrument/{key}", described, circle=circle),
            Draft(f"instrument/{key}", Signature(), on=day, circle=circle),
        ]
    record(drafts, Recorder("amina", "MA"))
    client.force_login(User.objects.create_user("amina", role="officer", circle="internal"), backend=BACKEND)
    return client


def sent(rows: str = ROWS, name: str = "list.csv", map_text: str = MAP, **more: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile(name, rows.encode()),
        "own_map": SimpleUploadedFile("ru.toml", map_text.encode()),
        **more,
    }


def lists() -> int:
    return JournalEntry.objects.filter(act="partner_list").count()


def test_comparing_alone_records_nothing(officer: Client) -> None:
    answer = officer.post(PAGE, sent(do="compare"))
    assert answer.status_code == 200
    assert "Convention on double taxation" in answer.content.decode()
    assert lists() == 0


def test_a_kept_list_stands_on_the_page_with_its_source_digest_map_and_circle(officer: Client) -> None:
    assert officer.post(PAGE, sent(do="keep")).status_code == 302
    assert lists() == 1
    text = officer.get(PAGE).content.decode()
    row = JournalEntry.objects.get(act="partner_list")
    assert (row.recorded_by, row.circle) == ("amina", "joint")
    for word in (
        "Treaties of Russia",
        "list.csv",
        json.loads(row.body)["digest"],
        row.id,
        "Convention on double taxation",
    ):
        assert word in text
    again = officer.post(PAGE, sent(do="keep"), follow=True)
    assert "nothing was recorded" in again.content.decode()
    assert lists() == 1
    officer.post(PAGE, sent(do="keep", circle="internal"))
    assert JournalEntry.objects.filter(act="partner_list", circle="internal").count() == 1


def test_bad_rows_are_told_by_row_field_and_mend_and_keep_nothing(officer: Client) -> None:
    bad = ROWS + "5,Agreement on rail,Morocco;Russia,2001-13-45,,lives\n"
    answer = officer.post(PAGE, sent(bad, do="keep"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert '<td class="number">6</td>' in text
    assert "signed" in text
    assert "2001-13-45" in text
    assert lists() == 0
    assert officer.post(PAGE, sent(bad, do="keep", good_rows="on")).status_code == 302
    assert json.loads(JournalEntry.objects.get(act="partner_list").body)["rejected"] == 1


@pytest.mark.parametrize(
    ("post", "word"),
    [
        ({"do": "keep", "map": "brazil-concordia"}, "Choose a file"),
        (sent("\x00\x01", do="keep"), ""),
        (sent("a,b\n1,2\n", do="keep"), "title"),
        (sent(map_text="not toml [", do="keep"), "TOML"),
        (
            sent("no,title,parties,signed,force,status\n1,X,Peru;Chile,2001-01-01,,lives\n", do="keep"),
            "No row",
        ),
        (sent(name="list.xlsx", do="keep"), ""),
    ],
    ids=["no file", "binary", "other columns", "bad map", "nothing of the two", "no workbook"],
)
def test_a_file_that_cannot_be_used_gets_one_clear_answer(
    officer: Client, post: dict[str, Any], word: str
) -> None:
    answer = officer.post(PAGE, {k: _fresh(v) for k, v in post.items()})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert word in text
    assert lists() == 0


def _fresh(value: Any) -> Any:
    if isinstance(value, SimpleUploadedFile):
        value.seek(0)
        return SimpleUploadedFile(value.name, value.read())
    return value


def test_a_file_too_large_is_refused_before_it_is_read(officer: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    answer = officer.post(PAGE, sent(do="keep"))
    assert answer.status_code == 422
    assert "MiB" in answer.content.decode()
    assert lists() == 0
    assert not list((settings.HOME / "coming").glob("*")) if (settings.HOME / "coming").exists() else True


def test_a_long_list_is_shown_page_by_page(officer: Client) -> None:
    many = "".join(
        f"{n},Agreement number {n},Morocco;Russia,19{n % 90 + 10}-01-{n % 28 + 1:02},,lives\n"
        for n in range(10, 910)
    )
    officer.post(PAGE, sent(ROWS + many, do="keep"))
    text = officer.get(PAGE + "?show=theirs_only").content.decode()
    assert text.count("Agreement number") == 200 or text.count("<tr><td") <= 201
    assert "page=2" in text


def test_who_may_not_import_may_read_but_not_send(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    for role, circle, status in (("reader", "joint", 403), ("secretary", "internal", 403)):
        other = Client()
        other.force_login(User.objects.create_user(role, role=role, circle=circle), backend=BACKEND)
        page = other.get(PAGE)
        assert page.status_code == 200
        assert 'type="file"' not in page.content.decode()
        assert "double taxation" in page.content.decode()
        assert other.post(PAGE, sent(do="keep")).status_code == status
    public = Client()
    assert "double taxation" not in public.get(PAGE).content.decode()
    assert public.get("/relationships/MA/RU/lists.csv").status_code == 404
    assert public.post(PAGE, sent(do="keep")).status_code == 302
    assert lists() == 1


def test_a_joint_reader_never_sees_what_is_internal(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    reader = Client()
    reader.force_login(User.objects.create_user("lea", role="reader", circle="joint"), backend=BACKEND)
    addresses = [PAGE, "/findings/", "/relationships/MA/RU/", "/search/?q=protocol"]
    addresses += [f"/relationships/MA/RU/lists.{e}" for e in ("csv", "html")]
    for address in addresses:
        assert "secretarms" not in reader.get(address).content.decode(), address
    assert "secretarms" in officer.get(PAGE).content.decode()


def test_filters_by_group_and_by_what_differs(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    alone = officer.get(PAGE + "?show=theirs_only").content.decode()
    assert "double taxation" in alone
    assert "tourism" not in alone
    dated = officer.get(PAGE + "?field=signed").content.decode()
    assert "tourism" in dated
    assert "double taxation" not in dated


def test_downloads_hold_every_row_once_and_no_formula(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    answer = officer.get("/relationships/MA/RU/lists.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 5  # heading, fisheries, tourism, taxation, arms
    assert not any(cell.startswith("=") for line in lines for cell in line)
    assert any("Agreement on tourism" in cell for line in lines for cell in line)
    assert "attachment" in answer["Content-Disposition"]
    content = officer.get("/relationships/MA/RU/lists.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 6
    tourism = next(r for r in rows if "tourism" in str(r[2]))
    assert (tourism[1], tourism[4], tourism[5]) == (date(2010, 3, 4), date(2010, 3, 4), date(2010, 3, 5))
    assert officer.get("/relationships/MA/RU/lists.xlsx").content == content
    for ending in ("docx", "html", "pdf"):
        assert officer.get(f"/relationships/MA/RU/lists.{ending}").status_code == 200
    assert officer.get("/relationships/MA/RU/lists.odt").status_code == 404


def test_the_workbook_runs_from_right_to_left_in_arabic(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    content = officer.get("/relationships/MA/RU/lists.xlsx", headers={"accept-language": "ar"}).content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")


def test_the_record_of_an_instrument_says_how_the_other_side_keeps_it(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    text = officer.get("/instrument/tour/").content.decode()
    assert "5 Mar 2010 by the list of Russia" in text
    assert "not in the list of Russia" in officer.get("/instrument/arms/").content.decode()
    [one] = Record.objects.filter(kind="list", high__gt=3)
    answer = officer.get(f"/list/{one.subject.partition('/')[2]}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(PAGE)
    assert officer.get(f"/record/{one.subject}/").status_code == 302


def test_on_another_day_and_as_known(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    early = officer.get(PAGE + "?on=2002-01-01").content.decode()
    assert "fisheries" in early
    assert "double taxation" not in early
    assert "double taxation" not in officer.get(PAGE + "?as_known=2001-01-01").content.decode()


def test_the_brief_says_what_the_lists_do_not_agree_on_within_its_circle(officer: Client) -> None:
    officer.post(PAGE, sent(do="keep"))
    joint = str(brief(operator(Circle.JOINT), "MA", "RU", date(2030, 1, 1), "en"))
    assert "5 Mar 2010 by the list of Russia" in joint
    assert "secretarms" not in joint
    assert "secretarms" in str(brief(operator(), "MA", "RU", date(2030, 1, 1), "en"))
    assert "by the list of" not in str(brief(operator(), "MA", "RU", date(2001, 5, 1), "en"))


def test_the_list_of_a_third_pair_says_whose_it_is(officer: Client) -> None:
    """An installation may keep lists of relationships that are not its own: `of` says whose."""
    described = Description(titles={"en": "Agreement on coffee"}, parties=("BR", "RU"), type="agreement")
    record(
        [Draft("instrument/coffee", described), Draft("instrument/coffee", Signature(), on=date(2001, 1, 1))],
        Recorder("amina", "MA"),
    )
    act = PartnerList(
        party="BR",
        other="RU",
        digest="0" * 64,
        rows=(ListedRow(row=2, titles={"en": "Agreement on coffee"}, signed=date(2001, 1, 2)),),
    )
    record([Draft("list/br", act, on=date(2026, 1, 1))], Recorder("amina", "MA"))
    assert "2 Jan 2001" in officer.get("/relationships/BR/RU/lists/?of=BR").content.decode()
    assert "2 Jan 2001" in officer.get("/list/br/", follow=True).content.decode()
    assert "2 Jan 2001" not in officer.get("/relationships/BR/RU/lists/?of=RU").content.decode()
