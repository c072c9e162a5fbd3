"""Accounts are kept by the administrator alone."""

from __future__ import annotations

import pytest
from django.test import Client

from servanda.web.models import User

pytestmark = pytest.mark.django_db
NEW = {
    "username": "claire",
    "role": "officer",
    "circle": "internal",
    "desks": "ru br",
    "is_active": "on",
    "password": "a long enough passphrase",
}


@pytest.fixture
def administrator(client: Client) -> Client:
    user = User.objects.create_user("root", role="administrator", circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_account_is_made_and_can_sign_in(administrator: Client):
    assert administrator.post("/accounts/new/", NEW).status_code == 302
    user = User.objects.get(username="claire")
    assert (user.role, user.desks) == ("officer", "RU BR")
    assert user.check_password(NEW["password"])
    assert user.password.startswith("argon2")
    answer = Client().post("/account/login/", {"login": "claire", "password": NEW["password"]})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"password": "short"}, "15"),
        ({"password": ""}, "required"),
        ({"desks": "Russia!"}, "RUSSIA!"),
        ({"role": "king"}, "king"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(administrator: Client, changes: dict[str, str], word: str):
    answer = administrator.post("/accounts/new/", NEW | changes)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not User.objects.filter(username="claire").exists()


def test_a_change_without_password_keeps_the_old_one(administrator: Client):
    administrator.post("/accounts/new/", NEW)
    administrator.post("/accounts/of/claire/", NEW | {"password": "", "role": "auditor"})
    user = User.objects.get(username="claire")
    assert user.role == "auditor"
    assert user.check_password(NEW["password"])


@pytest.mark.parametrize("role", ["reader", "officer", "secretary", "publisher", "auditor", "focal_point"])
def test_no_other_role_reaches_the_accounts(client: Client, role: str):
    user = User.objects.create_user("x", role=role, circle="internal")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/accounts/", "/accounts/new/", "/accounts/of/x/"):
        assert client.get(address).status_code == 403
        assert client.post(address, NEW).status_code == 403
