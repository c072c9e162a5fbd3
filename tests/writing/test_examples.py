"""The examples in `docs/examples` are what the demonstration register gives, to the letter."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from servanda.cli import demo
from servanda.documents.writing import Asked, CannotWrite, write, written
from servanda.documents.writing.files import from_plain
from servanda.domain.entry import Circle
from servanda.register.visibility import operator
from servanda.writing import LANGUAGES

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "docs" / "examples"
EXAMPLES = {
    "session": ("session/ma-ru-commission-7", date(2018, 11, 1)),
    "talks": ("encounter/ma-ru-2025-talks", date(2025, 10, 17)),
}
#: What the examples are written from; the rest of the demonstration takes long to record.
NEEDED = ("person/", "session/ma-ru-commission-", "encounter/", "topic/", "undertaking/", "instrument/ma-ru-", "mechanism/ma-ru-",
          "commitment/ma-ru-7", "organisation/")  # fmt: skip


@pytest.fixture
def register() -> None:
    """The part of the demonstration on Morocco and Russia."""
    wanted = [e for e in demo._entries() if e["subject"].startswith(NEEDED) and e["act"] not in ("lineage",)]
    demo._record(wanted)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_what_the_register_gives(register: None, name: str):
    subject, on = EXAMPLES[name]
    for language in LANGUAGES:
        text = written(operator(Circle.JOINT), Asked("communique", subject, language, on)).plain
        file = FOLDER / f"communique-{name}-{language}.txt"
        if os.environ.get("SERVANDA_GOLDEN") == "write":
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text, f"{file.name}: SERVANDA_GOLDEN=write renews it"


def test_nothing_internal_comes_in_whoever_asks(register: None):
    from servanda.domain.acts.consent import Signature
    from servanda.domain.acts.register import Description
    from servanda.journal.services import Draft, Recorder
    from servanda.register.services import record

    secret = Description(
        titles=dict.fromkeys(LANGUAGES, "Zweiundvierzig"), type="protocol", parties=("MA", "RU")
    )
    drafts = [
        Draft("instrument/secret", secret, circle=Circle.INTERNAL),
        Draft("instrument/secret", Signature(), on=date(2025, 10, 16), circle=Circle.INTERNAL),
    ]
    record(drafts, Recorder("amina", "MA", "desk"))
    viewer = operator(Circle.INTERNAL)
    for circle in (Circle.INTERNAL, Circle.JOINT, Circle.PUBLIC):
        for kind, subject in (
            ("communique", "encounter/ma-ru-2025-talks"),
            ("signed-table", "relationship/MA/RU"),
        ):
            asked = Asked(kind, subject, "en", date(2025, 10, 17), circle)
            assert "zweiundvierzig" not in written(viewer, asked).plain.lower()
    with pytest.raises(CannotWrite) as refused:
        written(viewer, Asked("notification", "instrument/secret", "en", date(2025, 10, 17), Circle.INTERNAL))
    assert refused.value.code == "unknown"
    public = written(
        viewer, Asked("communique", "session/ma-ru-commission-7", "en", date(2025, 1, 1), Circle.PUBLIC)
    )
    assert "veterinary" not in public.plain  # the decisions are joint


def test_a_note_tells_when_the_procedure_was_completed(register: None):
    """The day is that of the sender's approval, and only where the circle of the note may know it."""
    from servanda.domain.acts.consent import Procedure
    from servanda.journal.services import Draft, Recorder
    from servanda.register.services import record

    subject = "instrument/ma-ru-2016-investment"
    viewer, recorder = operator(Circle.JOINT), Recorder("amina", "MA", "desk")

    def note(sender: str, on: date) -> str:
        return written(viewer, Asked("notification", subject, "en", on, sender=sender)).plain

    stages = (("parliament", 2, Circle.JOINT), ("approval", 3, Circle.INTERNAL))
    drafts = [
        Draft(subject, Procedure(by="MA", stage=s), on=date(2018, m, 5), circle=c) for s, m, c in stages
    ]
    record(drafts, recorder)
    assert "2018" not in note("MA", date(2018, 6, 1)).split("completed")[1].split("June")[0]
    record(
        [Draft(subject, Procedure(by="MA", stage="approval"), on=date(2018, 4, 9), circle=Circle.JOINT)],
        recorder,
    )
    assert "9 April 2018" in note("MA", date(2018, 6, 1))
    assert "9 April 2018" not in note("MA", date(2018, 4, 8))
    assert "9 April 2018" not in note("RU", date(2018, 6, 1))


def test_persons_are_addressed_as_the_register_has_it(register: None):
    from servanda.domain.acts.parties import Person
    from servanda.journal.services import Draft, Recorder
    from servanda.register.services import record

    names = {"en": "Nasser Bourita", "fr": "Nasser Bourita", "ar": "ناصر بوريطة", "ru": "Насер Бурита"}
    courtesy = {"fr": "S.E.M.", "ar": "معالي السيد", "en": "H.E. Mr"}
    person = Person(names=names, party="MA", courtesy=courtesy)
    record([Draft("person/bourita", person, circle=Circle.PUBLIC)], Recorder("amina", "MA", "desk"))
    told = {
        language: written(
            operator(Circle.JOINT),
            Asked("communique", "encounter/ma-ru-2025-talks", language, date(2025, 10, 17)),
        ).plain
        for language in LANGUAGES
    }
    assert "S.E.M.\u00a0Nasser Bourita, ministre" in told["fr"]
    assert "معالي وزير الشؤون الخارجية المغربي السيد ناصر بوريطة" in told["ar"]
    assert ", H.E. Mr Nasser Bourita," in told["en"]
    assert "Марокко Насер Бурита" in told["ru"]


def test_refusals_name_what_is_wrong(register: None):
    viewer = operator(Circle.JOINT)
    on = date(2025, 10, 17)
    for asked, code in (
        (Asked("invitation", "encounter/ma-ru-2025-talks", "en", on), "kind"),
        (Asked("communique", "session/nowhere", "en", on), "unknown"),
        (Asked("notification", "instrument/ma-ru-2016-investment", "en", on, sender="BR"), "party"),
        (Asked("signed-table", "relationship/MA/KM", "en", on), "no_signature"),
        (Asked("signed-table", "relationship/MA", "en", on), "not_two"),
    ):
        with pytest.raises(CannotWrite) as refused:
            written(viewer, asked)
        assert refused.value.code == code


def test_files_open_and_are_the_same_each_time(register: None):
    import io

    import docx

    on = date(2025, 10, 17)
    for language in LANGUAGES:
        text = written(operator(Circle.JOINT), Asked("signed-table", "relationship/MA/RU", language, on))
        made = write(text, "docx", on)
        assert made == write(text, "docx", on)
        file = docx.Document(io.BytesIO(made))
        assert file.paragraphs[0].text.replace("\u200f", "") == text.title
        assert len(file.tables[0].rows) == len(text.rows) + 1
        assert (f'dir="{"rtl" if language == "ar" else "ltr"}"') in write(text, "html", on).decode()
    talks = written(operator(Circle.JOINT), Asked("communique", "encounter/ma-ru-2025-talks", "ru", on))
    assert from_plain(talks.plain, "ru").plain == talks.plain
