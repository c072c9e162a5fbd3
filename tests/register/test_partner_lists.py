"""A partner's list through a map beside our register: each row once, none written; as a command and as a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.reconcile import reconcile_command
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register.intake.maps.loading import load_map
from servanda.register.partner_lists import ours, theirs
from servanda.register.services import record
from servanda.register.visibility import PUBLIC, operator

pytestmark = pytest.mark.django_db
MAP = """
[register]
name = "Their list"
language = "en"
[key]
columns = ["no"]
[titles]
en = "title"
[parties]
columns = "parties"
separators = ";"
[dates]
formats = ["%Y-%m-%d"]
signed = "signed"
"""
ROWS = """no,title,parties,signed
1,Agreement on fisheries,Morocco;Russia,2001-02-01
2,Convention on double taxation,Morocco;Russia,2004-05-06
3,Agreement on air services,Russia;France,2005-01-01
1,Agreement on fisheries,Morocco;Russia,2001-02-01
"""


@pytest.fixture(autouse=True)
def register() -> None:
    drafts = []
    for n, (title, day, circle) in enumerate(
        [
            ("Agreement on fisheries", date(2001, 2, 1), Circle.PUBLIC),
            ("Protocol on tourism", date(2010, 3, 4), Circle.PUBLIC),
            ("Protocol on defence", date(2011, 3, 4), Circle.INTERNAL),
        ]
    ):
        described = Description(titles={"en": title}, parties=("MA", "RU"))
        drafts += [
            Draft(f"instrument/i{n}", described, circle=circle),
            Draft(f"instrument/i{n}", Signature(), on=day, circle=circle),
        ]
    record(drafts, Recorder("amina", "MA"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "list.csv").write_text(ROWS, "utf-8")
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    return tmp_path / "list.csv", tmp_path / "map.toml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(reconcile_command, [str(a) for a in arguments])


def test_theirs_accounts_for_every_row(files: tuple[Path, Path]) -> None:
    read = theirs(files[0], load_map(str(files[1])), "MA", "RU")
    assert [r.signed for r in read.rows] == [date(2001, 2, 1), date(2004, 5, 6)]
    assert (read.elsewhere, read.repeated, read.rejected) == (1, 1, ())


def test_ours_is_what_the_reader_may_see_by_the_day() -> None:
    def keys(viewer: object, on: date) -> set[str]:
        return {r.key for r in ours(viewer, "MA", "RU", on)}  # type: ignore[arg-type]

    today = date(2026, 1, 1)
    assert keys(PUBLIC, today) == {"instrument/i0", "instrument/i1"}
    assert keys(operator(Circle.INTERNAL), today) == {f"instrument/i{n}" for n in range(3)}
    assert keys(PUBLIC, date(2005, 1, 1)) == {"instrument/i0"}


def test_the_command_gives_each_row_once_and_writes_nothing(files: tuple[Path, Path]) -> None:
    before = JournalEntry.objects.count()
    done = run(files[0], "--map", files[1], "--party", "RU", "--ours", "MA", "--circle", "public", "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert [p["id"] for p in data["both"]] == ["instrument/i0"]
    assert [p["id"] for p in data["ours_only"]] == ["instrument/i1"]
    assert [p["title"] for p in data["theirs_only"]] == ["Convention on double taxation"]
    assert (data["counts"]["elsewhere"], data["counts"]["repeated"]) == (1, 1)
    assert JournalEntry.objects.count() == before


def test_exit_codes(files: tuple[Path, Path], tmp_path: Path) -> None:
    file, a_map = files
    assert run(file, "--map", "none", "--party", "RU").exit_code == 1
    assert run(tmp_path / "none.csv", "--map", a_map, "--party", "RU", "--ours", "MA").exit_code == 1
    assert run(file, "--map", a_map, "--party", "QQ").exit_code == 2
    assert run(file, "--map", a_map, "--party", "RU", "-o", tmp_path / "x.odt").exit_code == 2
    file.write_text(ROWS + "5,Agreement on rail,Morocco;Russia,2001-13-45\n", "utf-8")
    done = run(file, "--map", a_map, "--party", "RU", "--ours", "MA", "--json")
    assert done.exit_code == 1
    assert "6" in done.stderr
    assert json.loads(done.stdout)["counts"]["rejected"] == 1
