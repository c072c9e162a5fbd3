"""`servanda brief`: the three formats, and what is said when it cannot be done."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from servanda.cli.brief import brief_command
from tests.documents.cooperation import build

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(brief_command, list(arguments))


@pytest.mark.parametrize(
    ("ending", "first"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")]
)
def test_the_ending_of_the_file_says_the_format(tmp_path: Path, ending: str, first: bytes):
    build()
    file = tmp_path / f"brief.{ending}"
    done = run("MA", "ru", "--lang", "ar", "--on", "2025-10-20", "-o", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_bytes().startswith(first)
    assert [f.name for f in tmp_path.iterdir()] == [file.name]


def test_the_day_and_the_language_are_those_asked_for(tmp_path: Path):
    build()
    file = tmp_path / "brief.pdf"
    run("MA", "RU", "--lang", "ru", "--on", "2021-06-01", "-o", str(file))
    text = PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()
    assert "Марокко – Россия" in text
    assert "1 июн. 2021" in text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_brief_is_joint_unless_said_otherwise(tmp_path: Path):
    build()
    file = tmp_path / "brief.html"
    assert run("MA", "RU", "-o", str(file)).exit_code == 0
    assert run("MA", "RU", "--circle", "public", "-o", str(file)).exit_code == 1
    assert run("MA", "RU", "--circle", "restricted", "-o", str(file)).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("MA", "Ruritania", "-o", "x.pdf"), 2, "Ruritania is no party"),
        (("MA", "MA", "-o", "x.pdf"), 2, "given twice"),
        (("MA", "RU", "-o", "x.odt"), 2, ".pdf, .docx, .html"),
        (("MA", "RU", "-o", "x"), 2, ".pdf, .docx, .html"),
        (("MA", "RU", "--on", "16.10.2025", "-o", "x.pdf"), 2, "16.10.2025 is no day"),
        (("MA", "NZ", "-o", "x.pdf"), 1, "Nothing is known of Morocco and New Zealand"),
        (("MA", "RU", "-o", "/nowhere/at/all/x.pdf"), 1, "/nowhere/at/all/x.pdf cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    build()
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_a_folder_is_left_alone(tmp_path: Path):
    build()
    folder = tmp_path / "brief.html"
    folder.mkdir()
    assert run("MA", "RU", "-o", str(folder)).exit_code == 1
    assert [f.name for f in tmp_path.iterdir()] == ["brief.html"]
