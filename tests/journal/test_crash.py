"""Real processes that act at once, and real processes killed at any point: no acknowledged entry is ever lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROUNDS = 14


class Home:
    """A register of its own in a folder (or a database of its own on PostgreSQL), used by real processes."""

    def __init__(self, folder: Path) -> None:
        self.environment = {**os.environ, "SERVANDA_HOME": str(folder), "SERVANDA_LANG": "en"}
        url = os.environ.get("DATABASE_URL", "")
        if url.startswith("postgres"):
            self.environment["DATABASE_URL"] = self._own_database(url, folder.name.replace("-", "_"))
        self.run("init")

    def _own_database(self, url: str, name: str) -> str:
        import psycopg

        base, _, _ = url.rpartition("/")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"{base}/{name}"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "servanda.cli.main", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )

    def start(self, who: str, most: int) -> subprocess.Popen[str]:
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "servanda.web.settings"}
        command = [sys.executable, "-m", "tests.journal.acting", who, str(most)]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def recorded(self) -> list[str]:
        history = self.run("journal", "history", "person/shared", "--json")
        return [e["id"] for e in json.loads(history.stdout)] if history.returncode == 0 else []


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("crash-home"))


def test_two_people_acting_on_the_same_subject_never_lose_an_entry(home: Home):
    processes = [home.start(who, 25) for who in ("amina", "ivan", "claire")]
    acknowledged: list[str] = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        acknowledged += out.split()
    assert len(acknowledged) == 75
    assert sorted(home.recorded()) == sorted(acknowledged)
    assert home.run("journal", "verify").returncode == 0


def test_a_journal_killed_at_any_point_verifies_and_holds_every_acknowledged_entry(home: Home):
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for _ in range(ROUNDS):
        process = home.start("amina", 10_000)
        assert process.stdout is not None
        acknowledged.add(process.stdout.readline().strip())  # it has begun to write
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        out, _ = process.communicate(timeout=60)
        # A line cut off by the kill was still acknowledged only if it is whole.
        acknowledged |= {line for line in out.split("\n")[:-1] if line}
    result = home.run("journal", "verify")
    assert result.returncode == 0, result.stdout + result.stderr
    assert acknowledged <= set(home.recorded())
    assert len(acknowledged) >= ROUNDS
