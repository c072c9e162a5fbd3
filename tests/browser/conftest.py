"""A real server on a demonstration register of its own, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")
PASSWORD = "pacta sunt servanda"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _own_database(url: str, name: str) -> str:
    import psycopg

    base, _, _ = url.rpartition("/")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the demonstration, served by the very command that a user starts."""
    home = tmp_path_factory.mktemp("browser-home")
    environment = {**os.environ, "SERVANDA_HOME": str(home), "SERVANDA_LANG": "en"}
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        environment["DATABASE_URL"] = _own_database(url, f"browser_{os.getpid()}")
    port = _free_port()
    command = [sys.executable, "-m", "servanda.cli.main", "demo", "--port", str(port)]
    log = (home.parent / "server.log").open("w")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(720):  # a slow machine builds it for minutes
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5).read()
            break
        except OSError:
            if process.poll() is not None:
                raise RuntimeError((home.parent / "server.log").read_text()) from None
            time.sleep(0.5)
    yield address
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()


# For each file, not for the whole run: an open browser keeps an event loop in the thread, where Django refuses to work.
@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def visit(browser: object, site: str) -> Iterator[Callable[..., object]]:
    """Call with an account (or "") and a language: a page in which that person is signed in."""
    contexts = []

    def open_page(account: str = "", language: str = "en") -> object:
        context = browser.new_context(base_url=site, locale=language, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if account:
            page.goto("/account/login/")
            page.fill("#id_login", account)
            page.fill("#id_password", PASSWORD)
            page.click("main form button")
            page.wait_for_url("**/")
        page.goto("/")
        page.click(f'.tongues button[value="{language}"]')
        page.wait_for_load_state()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as the package that ships it has it."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
