"""Texts of `internal` and `restricted` never leave, whatever the path: what a real server received is looked at."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import uuid
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from servanda.cli.reading import read_command
from servanda.domain.acts.dialogue import Statement
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import files
from servanda.register import services as register
from servanda.second import services
from servanda.second.address import configured
from servanda.second.clearance import NotCleared, clear
from servanda.second.models import Sending
from servanda.web import second_desk
from servanda.web.models import ReadingDesk, User
from tests.second.server import Server, answering, serving
from tests.second.texts import TEXT, good

OPEN = ("public", "joint")
CIRCLES = [c.value for c in Circle]
PATHS = ("page", "desk", "service", "file", "folder")
WORD = st.text("abcdefghjkmnpqrstuvwxyz", min_size=8, max_size=12)


def environment(server: Server, **more: str) -> dict[str, str]:
    given = {"URL": server.url, "MODEL": "test-model", "SECONDS": "20", **more}
    return {f"SERVANDA_SECOND_{name}": value for name, value in given.items()}


def desk_of(text: str, circle: str) -> ReadingDesk:
    return ReadingDesk.objects.create(
        id=uuid.uuid4(),
        created_by="amina",
        language="en",
        circle=circle,
        text=files.keep_text(text),
        drafts="{}",
        statement=f"statement/{uuid.uuid4()}",
    )


def officer() -> Client:
    client = Client()
    user, _ = User.objects.get_or_create(
        username="amina", defaults={"role": "officer", "circle": "restricted"}
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def go(path: str, text: str, circle: str) -> None:
    """Try to get a text to the second reader by one path."""
    if (
        path == "page"
    ):  # as an officer does it; the page offers no restricted, the address can be sent it all the same
        client = officer()
        before = set(ReadingDesk.objects.values_list("pk", flat=True))
        client.post("/read/", {"text": text, "circle": circle})
        for desk in ReadingDesk.objects.exclude(pk__in=before):
            client.post(f"/read/{desk.pk}/second/", {"do": "ask"})
    elif path == "desk":
        officer().post(f"/read/{desk_of(text, circle).pk}/second/", {"do": "ask"})
    elif path == "service":
        with contextlib.suppress(NotCleared):
            services.ask(text, Circle(circle), services.Asked("amina", "command", "en", None))
    else:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "deep").mkdir()
            file = Path(folder) / "deep" / "a.txt"
            file.write_text(text, encoding="utf-8")
            arguments = [str(file if path == "file" else folder), "--second", "--json"]
            if circle != "internal" or path == "folder":  # what is not declared is internal
                arguments += ["--circle", circle]
            CliRunner().invoke(read_command, arguments)


class TestNothingInternalLeaves(TestCase):
    def setUp(self) -> None:
        at_once = patch.object(second_desk, "beside", lambda job: job())
        at_once.start()
        self.addCleanup(at_once.stop)

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(WORD, st.sampled_from(CIRCLES), st.sampled_from(PATHS)),
            min_size=1,
            max_size=4,
            unique_by=lambda t: t[0],
        )
    )
    def test_whatever_the_path(self, tried: list[tuple[str, str, str]]):
        with serving(answering(good())) as server, patch.dict(os.environ, environment(server)):
            for word, circle, path in tried:
                go(path, f"{TEXT}\ncanary{word}", circle)
            bodies = [body.decode() for _, _, body in server.requests]
        for word, circle, path in tried:
            went = sum(f"canary{word}" in body for body in bodies)
            assert went == (circle in OPEN), (word, circle, path)
        assert {s.circle for s in Sending.objects.all()} <= set(OPEN)

    @settings(max_examples=15)
    @given(
        WORD,
        st.sampled_from(["internal", "restricted"]),
        st.sampled_from(["desk", "record"]),
        st.sampled_from(PATHS),
    )
    def test_a_text_kept_as_internal_does_not_leave_when_it_is_called_public(
        self, word: str, kept: str, where: str, path: str
    ):
        text = f"{TEXT}\ncanary{word}"
        if where == "desk":
            desk_of(text, kept)
        else:
            recorded(text, kept)
        with serving(answering(good())) as server, patch.dict(os.environ, environment(server)):
            go(path, text, "public")
            assert server.requests == []


def recorded(text: str, circle: str) -> None:
    act = Statement(titles={"en": "Said"}, parties=("MA", "RU"), text=files.keep_text(text))
    offices = ("Office",) if circle == "restricted" else ()
    draft = Draft(f"statement/{uuid.uuid4()}", act, circle=Circle(circle), offices=offices)
    register.record([draft], Recorder("amina", "MA", "Office"))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SERVANDA_SECOND_URL", "https://host/v1")
    monkeypatch.setenv("SERVANDA_SECOND_MODEL", "m")
    found = configured()
    assert found is not None
    return found


@pytest.mark.django_db
def test_a_text_that_was_published_since_may_leave(here):
    desk_of(TEXT, "internal")
    with pytest.raises(NotCleared):
        clear(TEXT, Circle.PUBLIC, here)
    recorded(TEXT, "public")
    assert clear(TEXT, Circle.PUBLIC, here).digest == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.django_db
def test_an_installation_may_keep_joint_texts_too(monkeypatch: pytest.MonkeyPatch, here):
    assert clear(TEXT, Circle.JOINT, here)
    monkeypatch.setenv("SERVANDA_SECOND_CIRCLE", "public")
    narrow = configured()
    assert narrow is not None
    with pytest.raises(NotCleared) as fault:
        clear(TEXT, Circle.JOINT, narrow)
    assert fault.value.code == "circle"
    assert clear(TEXT, Circle.PUBLIC, narrow)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "code"), [("x" * 60_001, "too_long"), ("a\ud800b", "not_whole")])
def test_what_cannot_be_sent_is_told(here, text: str, code: str):
    with pytest.raises(NotCleared) as fault:
        clear(text, Circle.PUBLIC, here)
    assert fault.value.code == code
