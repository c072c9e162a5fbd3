"""The line to the model server, on real sockets: what it sends, and a clear word for whatever the other side does."""

from __future__ import annotations

import ast
import json
import logging
import threading
import time
from pathlib import Path

import pytest
from django.utils.translation import override

from servanda.domain.entry import Circle
from servanda.register.words import told
from servanda.second import address, line, queries, services
from servanda.second.address import BadAddress, configured
from servanda.second.clearance import clear
from servanda.second.models import Sending
from servanda.second.services import Asked
from tests.second import server as other
from tests.second.server import answering, serving, status
from tests.second.texts import TEXT, good

pytestmark = pytest.mark.django_db
KEY = "sk-canarykey0123456789"
ASKED = Asked("amina", "page", "en", None)


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch):
    def do(url: str, **more: str) -> None:
        settings = {"URL": url, "MODEL": "test-model", "KEY": KEY, "SECONDS": "2", **more}
        for name, value in settings.items():
            monkeypatch.setenv(f"SERVANDA_SECOND_{name}", value)

    return do


def ask(text: str = TEXT, circle: Circle = Circle.PUBLIC) -> Sending:
    return services.ask(text, circle, ASKED)


def test_a_good_answer_comes_back_as_drafts_and_the_sending_is_on_record(set_up):
    with serving(answering(good())) as server:
        set_up(server.url)
        sending = ask()
        ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    asked = json.loads(body)
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("test-model", 0, False)
    assert asked["messages"][-1] == {"role": "user", "content": TEXT}
    assert "Cookie" not in headers
    assert sending.state == "answered"
    assert len(queries.drafts(sending)["instruments"]) == 1
    kept = Sending.objects.get()
    assert (kept.by, kept.characters, kept.circle, kept.via) == ("amina", len(TEXT), "public", "page")
    assert kept.address == f"{server.url}/chat/completions"
    assert len(kept.digest) == 64
    assert kept.at <= kept.ended_at


@pytest.mark.parametrize(
    ("form", "expected"), [("text", None), ("json_object", "json_object"), ("json_schema", "json_schema")]
)
def test_the_form_of_the_answer_is_asked_for_as_configured(set_up, form: str, expected: str | None):
    with serving(answering(good())) as server:
        set_up(server.url, FORMAT=form)
        ask()
        asked = json.loads(server.requests[0][2])
    assert asked.get("response_format", {}).get("type") == expected


MISBEHAVIOUR = [
    ("silent", other.silent, "timeout"),
    ("drips", other.dripping, "timeout"),
    ("drips its headers", other.dripping_headers, "timeout"),
    ("breaks off", other.breaking_off, "broken"),
    ("hangs up", other.hanging_up, "broken"),
    ("speaks no http", other.not_http, "broken"),
    ("enormous", other.enormous, "too_large"),
    ("says it is enormous", other.announcing, "too_large"),
    ("fault 500", status(500, b"boom"), "status"),
    ("fault 400", status(400, b"{}"), "status"),
    ("no content", status(204), "status"),
    ("key refused", status(401), "key"),
    ("forbidden", status(403), "key"),
    ("no such model", status(404), "unknown"),
    ("busy", status(429), "busy"),
    ("busy until", status(429, b"", Retry_After="37"), "busy_until"),
    ("busy until a day", status(429, b"", Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), "busy"),
    ("busy for ever", status(429, b"", Retry_After="9" * 400), "busy"),
    ("down", status(503, b"", Retry_After="5"), "busy_until"),
    ("elsewhere", status(307, b"", Location="http://127.0.0.1:9/v1/chat/completions"), "redirect"),
    ("html", status(200, b"<html>Welcome</html>"), "not_json"),
    ("no choices", status(200, b'{"choices": []}'), "not_json"),
    ("a list", status(200, b"[]"), "not_json"),
    ("deep", status(200, b"[" * 200_000), "not_json"),
    ("not text", status(200, b"\xff\xfe\x00"), "not_json"),
    ("compressed", status(200, b"\x1f\x8b", Content_Encoding="gzip"), "not_json"),
    ("no words", answering(None), "not_json"),
    ("cut", answering('{"instruments": [', "length"), "cut"),
    ("prose", answering("As a language model I cannot."), "not_json"),
    ("silence", answering(""), "empty_answer"),
]


@pytest.mark.parametrize(("behaviour", "code"), [pytest.param(b, c, id=name) for name, b, c in MISBEHAVIOUR])
def test_whatever_the_other_side_does_there_is_a_clear_word_in_time(set_up, behaviour, code: str):
    with serving(behaviour) as server:
        set_up(server.url, SECONDS="1")
        began = time.monotonic()
        sending = ask()
        took = time.monotonic() - began
        assert len(server.requests) == 1
    assert took < 5
    assert (sending.state, sending.problem) == ("failed", code)
    message, data = queries.problem(sending)
    said = set()
    for language in ("ar", "en", "fr", "ru"):
        with override(language):
            said.add(told(message, data))
    assert len(said) == 4
    assert "{" not in "".join(said)


def test_nobody_there(set_up):
    set_up(other.nobody())
    assert ask().problem == "gone"


def test_a_name_that_is_not_known(set_up):
    set_up("https://model.invalid/v1")
    assert ask().problem in ("name", "gone", "timeout")


def test_a_certificate_that_is_not_trusted_or_is_none(set_up):
    with serving(answering(good())) as server:
        set_up(server.url.replace("http:", "https:"))
        assert ask().problem in ("certificate", "broken")
        assert server.requests == []


def test_a_redirect_is_never_followed(set_up):
    with serving(answering(good())) as target:
        with serving(status(307, b"", Location=f"{target.url}/chat/completions")) as server:
            set_up(server.url)
            assert ask().problem == "redirect"
        assert target.requests == []


def test_no_proxy_of_the_environment_is_asked(set_up, monkeypatch: pytest.MonkeyPatch):
    with serving(status(500)) as proxy, serving(answering(good())) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        set_up(server.url)
        assert ask().state == "answered"
        assert proxy.requests == []


def test_it_can_be_stopped_at_any_moment(set_up):
    with serving(other.silent) as server:
        set_up(server.url, SECONDS="60")
        stop = threading.Event()
        threading.Timer(0.3, stop.set).start()
        began = time.monotonic()
        cleared, sending = services.prepare(TEXT, Circle.PUBLIC, ASKED)
        sending = services.send(cleared, sending, ASKED, stop)
    assert time.monotonic() - began < 3
    assert (sending.state, sending.problem) == ("stopped", "stopped")


def test_a_busy_service_is_waited_for_as_long_as_it_asks_and_each_attempt_is_on_record(set_up):
    turns = iter([status(429, b"", Retry_After="1"), answering(good())])
    with serving(lambda h: next(turns)(h)) as server:
        set_up(server.url)
        sending = services.ask(TEXT, Circle.PUBLIC, ASKED, patience=5)
        assert len(server.requests) == 2
    assert sending.state == "answered"
    assert sorted(Sending.objects.values_list("problem", flat=True)) == ["", "busy_until"]


def test_the_key_is_nowhere(set_up, caplog: pytest.LogCaptureFixture):
    echo = KEY.encode()
    caplog.set_level(logging.DEBUG)
    for behaviour in (
        status(500, echo),
        status(401, echo),
        answering(KEY),
        status(429, echo, Retry_After=KEY),
    ):
        with serving(behaviour) as server:
            set_up(server.url)
            ask()
    kept = json.dumps(list(Sending.objects.values()), default=str)
    assert KEY not in kept + caplog.text + "".join(str(r.__dict__) for r in caplog.records)
    assert KEY not in repr(configured())


def test_a_failure_of_ours_is_told_too(set_up, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(services, "understood", broken)
    with serving(answering(good())) as server:
        set_up(server.url)
        sending = ask()
    assert sending.state == "failed"
    assert queries.problem(sending)[0] == services.UNEXPECTED


# -- settings ---------------------------------------------------------------------------------------------


def test_it_is_off_by_default():
    assert configured() is None
    with pytest.raises(services.Off):
        ask()
    assert queries.condition()[0]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"URL": "ftp://host/v1"}, "url"),
        ({"URL": "https://"}, "url"),
        ({"URL": "https://user:pass@host/v1"}, "url"),
        ({"URL": "https://host/v1?key=x"}, "url"),
        ({"URL": "https://host:99999/v1"}, "url"),
        ({"URL": "https://ho\nst/v1"}, "url"),
        ({"URL": "http://models.example/v1"}, "plain"),
        ({"URL": "http://10.0.0.7/v1"}, "plain"),
        ({"MODEL": ""}, "model"),
        ({"SECONDS": "soon"}, "seconds"),
        ({"SECONDS": "0"}, "seconds"),
        ({"CIRCLE": "internal"}, "circle"),
        ({"CIRCLE": "restricted"}, "circle"),
        ({"FORMAT": "xml"}, "format"),
        ({"KEY": "", "KEY_FILE": "/nowhere/key"}, "key_file"),
        ({"KEY": "two words"}, "key"),
        ({"KEY": "line\nbreak"}, "key"),
    ],
)
def test_settings_that_cannot_be_used_are_told_and_nothing_is_sent(set_up, settings: dict, code: str):
    set_up("https://host/v1", **{k: v for k, v in settings.items() if k != "URL"})
    if "URL" in settings:
        set_up(settings["URL"])
    with pytest.raises(BadAddress) as fault:
        ask()
    assert fault.value.code == code
    assert not queries.condition()[0]
    assert Sending.objects.count() == 0


def test_plain_http_to_another_machine_is_a_decision(set_up):
    set_up("http://models.example/v1", PLAIN_HTTP="yes")
    assert configured() is not None


def test_the_key_can_lie_in_a_file_that_nobody_else_reads(set_up, tmp_path: Path):
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    file.chmod(0o400)
    set_up("https://host/v1", KEY="", KEY_FILE=str(file))
    found = configured()
    assert found is not None
    assert found.key == KEY
    file.chmod(0o444)
    with pytest.raises(BadAddress):
        configured()


# -- the only line ----------------------------------------------------------------------------------------


def test_no_other_file_opens_a_connection():
    """Beside the contract of the import linter: modules of the standard library that it cannot name."""
    root = Path(services.__file__).parents[1]
    found = []
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += (
                [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
            )
            bad = (
                "socket",
                "urllib.request",
                "http.client",
                "urllib3",
                "requests",
                "httpx",
                "xmlrpc",
                "ftplib",
            )
            if any(n == b or n.startswith(f"{b}.") for n in names for b in bad):
                found.append(file.relative_to(root).as_posix())
    assert set(found) == {"second/line.py"}


def test_only_a_cleared_text_can_be_sent(set_up):
    set_up("https://host/v1")
    here = address.configured()
    assert here is not None
    cleared = clear(TEXT, Circle.PUBLIC, here)
    with pytest.raises(TypeError):
        type(cleared)(object(), TEXT, "0" * 64, Circle.INTERNAL, here)
    with pytest.raises(TypeError):
        line.ask(TEXT, None, threading.Event())  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        cleared.text = "another"
