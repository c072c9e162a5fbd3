"""For whom a document is made: nothing of a wider circle in any format, tried with a word of its own in each act."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from servanda.documents import docx, html, pdf
from servanda.documents.brief import NothingKnown, brief
from servanda.documents.model import Document, as_data
from servanda.domain.acts.bodies import CoChair, MandateItem, Mechanism, Session, SessionPlanned
from servanda.domain.acts.commitments import Commitment
from servanda.domain.acts.consent import Notification, Signatory, Signature
from servanda.domain.acts.dialogue import Encounter, Statement, Topic, Undertaking
from servanda.domain.acts.indicators import IndicatorSeries
from servanda.domain.acts.parties import Person, Post
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle, Evidence
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.visibility import operator
from tests.documents.cooperation import AT, ON

PAIR = ("MA", "RU")
DAY = date(2024, 3, 1)

# (subject, act that carries the word wherever it takes free text)
ACTS: list[tuple[str, Callable[[str], Any]]] = [
    ("instrument/one", lambda w: Description(titles={"en": f"Agreement {w}"}, type="agreement", parties=PAIR)),
    ("instrument/one", lambda w: Description(titles={"fr": f"Accord {w}"}, parties=PAIR, references=(w,))),
    ("instrument/one", lambda w: Signature(place=w, signatories=(Signatory(name=w, capacity=w, party="MA"),))),
    ("instrument/one", lambda w: Notification(by="RU", concerning=w)),
    ("statement/one", lambda w: Statement(titles={"en": f"Statement {w}"}, parties=PAIR, source=w)),
    ("mechanism/one", lambda w: Mechanism(names={"en": f"Body {w}"}, parties=PAIR, mandate=(MandateItem(texts={"en": w}),))),
    ("session/one", lambda w: SessionPlanned(mechanism="mechanism/one", parties=PAIR, ordinal=2, place=w)),
    ("session/two", lambda w: Session(mechanism="mechanism/one", parties=PAIR, begins=DAY, co_chairs=(CoChair(name=w),))),
    ("encounter/one", lambda w: Encounter(kind="talks", parties=PAIR, place=w, persons=(CoChair(person="person/one"), CoChair(name=w)))),
    ("person/one", lambda w: Person(names={"en": f"Name {w}"}, party="MA")),
    ("person/one", lambda w: Post(titles={"en": f"Post {w}"}, party="MA")),
    ("undertaking/one", lambda w: Undertaking(texts={"en": w}, by=PAIR, origin="statement/one")),
    ("topic/one", lambda w: Topic(names={"en": f"Topic {w}"}, parties=PAIR)),
    ("commitment/one", lambda w: Commitment(texts={"en": f"Commitment {w}"}, parties=PAIR)),
    ("indicator/one", lambda w: IndicatorSeries(names={"en": f"Series {w}"}, about="trade", unit=w, source=w, parties=PAIR)),
]  # fmt: skip


def canary(n: int) -> str:
    """A word that occurs nowhere else."""
    return f"zqcanary{n:02}zq"


def record(circles: list[Circle]) -> None:
    for n, ((subject, act), circle) in enumerate(zip(ACTS, circles, strict=True)):
        word = canary(n)
        draft = Draft(
            subject,
            act(word),
            DAY,
            circle,
            (Evidence(document=f"https://example.org/{word}", quote=f"quoted {word}"),),
            office="Secretariat" if circle.level < Circle.INTERNAL.level else word,
            offices=("Cabinet",) if circle is Circle.RESTRICTED else (),
            note=f"note {word}",
        )
        services.record([draft], Recorder(f"person {word}", "MA"), at=AT)


def document_for(circle: Circle) -> Document | None:
    try:
        return brief(operator(circle), *PAIR, ON, "en")
    except NothingKnown:
        return None


def words_of(document: Document) -> dict[str, str]:
    """All text of a document, as content, page and Word file, markup included."""
    parts = zipfile.ZipFile(io.BytesIO(docx.write(document)))
    return {
        "content": json.dumps(as_data(document), ensure_ascii=False),
        "html": html.write(document).decode(),
        "docx": "".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if "xml" in name
        ),
    }


@pytest.mark.django_db
@settings(max_examples=30)
@given(st.lists(st.sampled_from(list(Circle)), min_size=len(ACTS), max_size=len(ACTS)))
def test_no_word_of_a_wider_circle_gets_into_a_document(circles: list[Circle]):
    with transaction.atomic():
        record(circles)
        for asked in (Circle.PUBLIC, Circle.JOINT, Circle.INTERNAL):
            document = document_for(asked)
            if document is None:
                continue
            for kind, text in words_of(document).items():
                for n, circle in enumerate(circles):
                    assert circle.level <= asked.level or canary(n) not in text, (
                        kind,
                        asked,
                        ACTS[n][0],
                        circle,
                    )
                assert "person zq" not in text  # who recorded an entry stands in no document
                assert "note zq" not in text
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [Circle.PUBLIC, Circle.JOINT])
def test_the_pdf_holds_nothing_internal_and_all_that_it_may(asked: Circle):
    circles = [Circle.PUBLIC, Circle.INTERNAL] * 7 + [Circle.PUBLIC]
    record(circles)
    document = document_for(asked)
    assert document is not None
    reader = PdfReader(io.BytesIO(pdf.write(document)))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "") + str(reader.metadata)
    shown = {n for n in range(len(ACTS)) if canary(n) in text}
    assert shown  # the search does find words
    assert all(circles[n] is Circle.PUBLIC for n in shown)


@pytest.mark.django_db
def test_the_internal_brief_shows_what_the_joint_one_leaves_out():
    record([Circle.INTERNAL] * len(ACTS))
    assert document_for(Circle.JOINT) is None
    internal = document_for(Circle.INTERNAL)
    assert internal is not None
    assert canary(0) in json.dumps(as_data(internal))


@pytest.mark.django_db
def test_restricted_acts_leave_in_no_document():
    record([Circle.RESTRICTED] * len(ACTS))
    assert all(document_for(circle) is None for circle in Circle)
