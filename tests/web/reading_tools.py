"""What the tests of the page Read share: officers, texts brought in, drafts found by kind."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from servanda.web.models import ReadingDesk, User
from servanda.web.reading_desk import all_drafts


def signed_in(name: str, **account: Any) -> Client:
    """A browser in which an officer of this name is signed in."""
    user = User.objects.create_user(name, **({"role": "officer", "circle": "internal"} | account))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(officer: Client, text: str, published: str = "2025-10-16", circle: str = "public") -> ReadingDesk:
    """A text brought in by pasting."""
    answer = officer.post("/read/", {"text": text, "published": published, "circle": circle})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return ReadingDesk.objects.get(pk=answer["Location"].split("/")[2])


def numbers(desk: ReadingDesk, kind: str) -> list[int]:
    """The numbers of the drafts of a kind."""
    return [n for n, (k, _) in all_drafts(desk).items() if k == kind]


def decided(desk: ReadingDesk) -> dict[str, Any]:
    """What was decided, by number."""
    desk.refresh_from_db()
    found: dict[str, Any] = json.loads(desk.decisions)
    return found


def decide(officer: Client, desk: ReadingDesk, number: int, decision: str, **fields: str) -> str:
    """Post a decision; the page that follows."""
    answer = officer.post(f"/read/{desk.id}/{number}/", {"decision": decision, **fields}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()
