"""`servanda read --second`: says before and after what is sent; the first reader's drafts come whatever happens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.reading import read_command
from servanda.second.models import Sending
from tests.second.server import answering, nobody, serving
from tests.second.texts import TEXT, good

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    file = tmp_path / "said.txt"
    file.write_text(TEXT, encoding="utf-8")

    def do(url: str, *more: str):
        if url:
            monkeypatch.setenv("SERVANDA_SECOND_URL", url)
            monkeypatch.setenv("SERVANDA_SECOND_MODEL", "test-model")
            monkeypatch.setenv("SERVANDA_SECOND_SECONDS", "2")
        return CliRunner().invoke(read_command, [str(file), "--published", "2025-10-16", "--second", *more])

    return do


def test_it_answers_with_both_readings_and_their_comparison(run):
    with serving(answering(good())) as server:
        done = run(server.url, "--circle", "public", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["instruments"]
    second = found["second"]
    assert second["sent"]["characters"] == len(TEXT)
    assert second["sent"]["digest"] == Sending.objects.get().digest
    assert {p["verdict"] for p in second["comparison"]} <= {"both", "differs", "first", "second"}
    assert second["drafts"]["instruments"][0]["evidence"][0]["start"] == TEXT.index("signed a memo")
    before, after = done.stderr.splitlines()[:2]
    assert f"{server.url}/chat/completions" in before
    assert second["sent"]["digest"] in after


def test_in_words(run):
    with serving(answering(good())) as server:
        done = run(server.url, "--circle", "public")
    assert "Both readers say so." in done.stdout


def test_what_is_not_declared_is_internal_and_stays(run):
    with serving(answering(good())) as server:
        done = run(server.url)
        assert server.requests == []
    assert done.exit_code == 1
    assert "never sent" in done.output


def test_where_none_is_configured(run):
    done = run("", "--circle", "public")
    assert done.exit_code == 1
    assert "No second reader is configured" in done.output


def test_nobody_there_leaves_the_first_reading(run):
    done = run(nobody(), "--circle", "public", "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["instruments"]
    assert "Nobody answers" in found["second"]["error"]
