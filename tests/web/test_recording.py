"""One act from page to journal and back, and what a page says when the act is not right."""

from __future__ import annotations

import pytest
from django.test import Client

from servanda.journal.models import JournalEntry
from servanda.web.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    user = User.objects.create_user(
        "amina", password="correct horse battery", role="officer", circle="internal"
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_act_goes_from_the_page_to_the_journal_and_back(officer: Client):
    answer = officer.post(
        "/new/person/",
        {"names.fr": "Nasser Bourita", "names.ar": "ناصر بوريطة", "party": "MA", "circle": "joint"},
    )
    assert answer.status_code == 302
    entry = JournalEntry.objects.get()
    assert (entry.recorded_by, entry.circle) == ("amina", "joint")
    page = officer.get(answer.url).content.decode()
    assert "ناصر بوريطة" in page
    assert "Nasser Bourita" in officer.get(f"/journal/{entry.id}/").content.decode()


def test_a_wrong_field_is_told_at_its_control_and_nothing_is_lost(officer: Client):
    answer = officer.post("/new/person/", {"names.fr": "Nasser Bourita", "party": "Maroc"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-describedby="f-party-error"' in page
    assert "Maroc" in page
    assert not JournalEntry.objects.exists()


def test_a_correction_from_the_page_asks_for_its_reason(officer: Client):
    officer.post("/new/person/", {"names.en": "N. Borita"})
    id = JournalEntry.objects.get().id
    assert "N. Borita" in officer.get(f"/journal/{id}/correct/").content.decode()
    assert officer.post(f"/journal/{id}/correct/", {"names.en": "N. Bourita"}).status_code == 422
    done = officer.post(f"/journal/{id}/correct/", {"names.en": "N. Bourita", "reason_why": "misspelt"})
    assert done.status_code == 302
    assert JournalEntry.objects.filter(corrects=id).count() == 1


def test_a_withdrawal_keeps_both_entries_readable(officer: Client):
    officer.post("/new/person/", {"names.en": "Twice"})
    id = JournalEntry.objects.get().id
    assert officer.post(f"/journal/{id}/withdraw/", {"reason_why": ""}).status_code == 422
    assert officer.post(f"/journal/{id}/withdraw/", {"reason_why": "recorded twice"}).status_code == 302
    assert JournalEntry.objects.count() == 2


def test_who_may_only_read_cannot_record(client: Client):
    user = User.objects.create_user("reader", password="correct horse battery", role="reader")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/new/person/", {"names.en": "X"}).status_code == 403
    assert Client().get("/new/person/").status_code == 302


def test_the_form_of_clauses_chooses_nothing_by_itself():
    """What a browser posts of the untouched form: the first choice of every list. It must state nothing."""
    from servanda.domain.acts.register import FinalClausesStated
    from servanda.web import act_forms

    untouched = {
        c.name: (c.value or c.choices[0][0])
        for c in act_forms.blank(FinalClausesStated).controls
        if c.kind == "choice"
    }
    assert act_forms.content(FinalClausesStated, untouched) == {}
