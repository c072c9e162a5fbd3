"""Search through the register: word forms in four languages, the one filter, nothing that a query can break."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import search, services
from servanda.register.visibility import PUBLIC, operator

pytestmark = pytest.mark.django_db
TITLES = {
    "a": {
        "ar": "اتفاقية التعاون في مجال الصيد البحري",
        "ru": "Соглашение о сотрудничестве в области рыболовства",
    },
    "b": {"fr": "Accord relatif aux services aériens", "en": "Agreement on air services"},
    "c": {"ru": "Меморандум о взаимопонимании", "ar": "مذكرة تفاهم"},
}


@pytest.fixture
def register() -> None:
    for key, titles in TITLES.items():
        circle = Circle.PUBLIC if key == "b" else Circle.INTERNAL
        draft = Draft(f"instrument/{key}", Description(titles=titles, parties=("MA", "RU")), circle=circle)
        services.record([draft], Recorder("amina", "MA"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("والاتفاقيات", "a"),
        ("соглашения", "a"),
        ("рыболовство", "a"),
        ("accords aeriens", "b"),
        ("agreements air", "b"),
        ("مذكرات", "c"),
        ("меморандумы", "c"),
        ('"services aériens"', "b"),
    ],
)
def test_word_forms_accents_and_hamza_do_not_matter(register: None, typed: str, found: str):
    assert [r.subject for r in search.ranked(operator(), typed)] == [f"instrument/{found}"]


def test_parties_are_found_by_their_name_in_any_language(register: None):
    for typed in ("المغرب", "Марокко", "Maroc", "Morocco"):
        assert len(search.ranked(operator(), typed)) == 3


def test_the_search_goes_through_the_one_filter(register: None):
    assert [r.subject for r in search.ranked(PUBLIC, "Morocco")] == ["instrument/b"]
    assert search.ranked(PUBLIC, "меморандум") == []


def test_a_corrected_title_is_no_longer_found(register: None):
    from servanda.journal.models import JournalEntry

    entry = JournalEntry.objects.get(subject="instrument/c")
    act = Description(titles={"en": "Record of discussions"}, parties=("MA", "RU"))
    services.record(
        [Draft("instrument/c", act, corrects=entry.id, reason="retitled")], Recorder("amina", "MA")
    )
    assert search.ranked(operator(), "меморандум") == []
    assert [r.subject for r in search.ranked(operator(), "discussion")] == ["instrument/c"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(typed=st.text(max_size=60).filter(lambda t: "\x00" not in t))
def test_nothing_that_is_typed_breaks_the_search(register: None, typed: str):
    search.ranked(operator(), typed)
