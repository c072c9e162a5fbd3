"""What the commands say to what cannot be done: in the user's language, with the right exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.deadlines import deadlines_command
from servanda.cli.fold import fold_command
from servanda.cli.instruments import instruments_command, show_command
from servanda.cli.reading import read_command
from tests.documents.cooperation import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_LANG", "ar")


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        (instruments_command, ["--party", "Maroc"], "ليس طرفًا يعرفه هذا السجل"),
        (instruments_command, ["--sector", "fish"], "ليس من مجالات التعاون"),
        (instruments_command, ["--on", "2019-13-45"], "ليس يومًا"),
        (deadlines_command, ["--from", "2020-01-01", "--to", "2021-01-01", "--party", "QQ"], "ليس طرفًا"),
    ],
)
def test_wrong_use_is_told_and_exits_2(command: object, arguments: list[str], words: str):
    done = run(command, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_file_that_is_not_there_or_cut_off(tmp_path: Path):
    assert "لا وجود لهذا الملف" in run(fold_command, str(tmp_path / "none.yaml")).stderr
    cut = tmp_path / "cut.txt"
    cut.write_bytes("وقعت روسيا والمغرب مذكرة تفاهم".encode()[:-1])
    done = run(read_command, str(cut))
    assert done.exit_code == 1
    assert "الملف ليس نص" in done.stderr.replace("\u064b", "")


def test_a_fifth_language_is_told_by_the_names_of_the_four(tmp_path: Path):
    text = tmp_path / "es.txt"
    text.write_text(
        "Los ministros firmaron hoy un memorando de entendimiento en Madrid sobre comercio.", "utf-8"
    )
    done = run(read_command, str(text))
    assert done.exit_code == 1
    assert "العربية" in done.stderr


def test_what_was_not_known_yet_is_no_fault():
    build()
    done = run(show_command, "fisheries", "--as-known", "1990-01-01", "--json")
    missing = run(show_command, "nothing", "--json")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert done.exit_code == 0, done.stderr
    assert '"timeline": []' in done.stdout
