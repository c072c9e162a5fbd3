"""The axes in the dossier: what they rest on, and in whose version they stand."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from servanda.axes.whole import whole_of
from servanda.cli import demonstration_trade
from servanda.documents import pdf
from servanda.documents.brief import NothingKnown, brief, not_computed
from servanda.documents.model import Document, Section, Sources, as_data
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.visibility import operator
from servanda.trade import results, tables
from servanda.trade.computing import put
from servanda.web.models import User
from tests.documents.cooperation import ON, Cooperation
from tests.documents.test_circles import words_of

HEADING = {
    "ar": "محاور تعاون جديدة",
    "en": "New axes of cooperation",
    "fr": "Nouveaux axes de coopération",
    "ru": "Новые направления сотрудничества",
}
LEVELS = (Circle.PUBLIC, Circle.JOINT, Circle.INTERNAL)


@pytest.fixture(scope="module")
def illustration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The demonstration's table and what is computed from it for Morocco and Russia."""
    folder = tmp_path_factory.mktemp("trade") / "illustration"
    demonstration_trade.write(folder)
    return folder, whole_of("MA", "RU", folder, test=False)


@pytest.fixture
def home(illustration: tuple[Path, dict[str, Any]], tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    shutil.copytree(illustration[0], tmp_path / "trade" / "illustration")
    return tmp_path


def label(home: Path, circle: str, title: str, computed: dict[str, Any]) -> None:
    """Say for whom the table is, what it is called, and lay its computed axes beside it."""
    said = f"circle = {json.dumps(circle)}\n" if circle else ""
    about = f'{said}unit = "thousand_usd"\n[title]\nen = "{title}"\n[source]\nen = "Source {title}"\n'
    (home / "trade" / "illustration" / "table.toml").write_text(about, encoding="utf-8")
    [table] = tables.tables()
    put(results._folder() / f"{results.Asked(table, 'MA', 'RU').key}.json", computed)


def sections(document: Document) -> dict[str, Section]:
    return {b.title.plain: b for b in document.blocks if isinstance(b, Section)}


@pytest.mark.parametrize("language", list(HEADING))
def test_the_dossier_has_the_axes_with_their_table_in_each_language(
    home: Path, illustration: tuple[Path, dict[str, Any]], cooperation: Cooperation, language: str
):
    label(home, "joint", "World trade", illustration[1])
    document = brief(operator(Circle.JOINT), "RU", "MA", ON, language)
    section = sections(document)[HEADING[language]]
    said = json.dumps(as_data(document), ensure_ascii=False)
    [table] = tables.tables()
    assert tables.fingerprint(table)[:16] in said  # on which table the figures rest
    assert len([b for b in section.blocks if isinstance(b, Section)]) == 2  # both directions


def test_the_law_beside_an_axis_leads_to_the_entries_of_its_instruments(
    home: Path, illustration: tuple[Path, dict[str, Any]], cooperation: Cooperation
):
    label(home, "joint", "World trade", illustration[1])
    found = sections(brief(operator(Circle.JOINT), "MA", "RU", ON, "en"))
    [sources] = [b for b in found["Sources"].blocks if isinstance(b, Sources)]
    entry_of = {s.number: s.entry for s in sources.sources}
    rows = [
        row
        for way in found[HEADING["en"]].blocks
        if isinstance(way, Section)
        for block in way.blocks
        for row in getattr(block, "rows", ())
        if row.notes
    ]
    assert rows
    mine = {
        e.id
        for subject, made in cooperation.entries.items()
        if subject.startswith("instrument/")
        for e in made
    }
    assert all(entry_of[n] in mine for row in rows for n in row.notes)
    fish = next(row for row in rows if any("Fisheries" in t.plain for cell in row.cells for t in cell))
    assert any("fisheries" in t.plain for cell in fish.cells for t in cell)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["public", "joint", "internal", "", "everybody"]),
    st.sampled_from(LEVELS),
    st.lists(st.sampled_from(LEVELS), min_size=3, max_size=3),
)
def test_no_table_and_no_law_of_a_wider_circle_gets_into_the_dossier(
    home: Path, illustration: tuple[Path, dict[str, Any]], said: str, asked: Circle, circles: list[Circle]
):
    with transaction.atomic():
        label(home, said, "zqtablezq", illustration[1])
        for n, circle in enumerate(circles):
            services.record(
                [
                    Draft(
                        f"instrument/{n}",
                        Description(titles={"en": f"Agreement zqlaw{n}zq"}, type="agreement", parties=("MA", "RU"), sectors=("agriculture", "fisheries", "industry")),
                        circle=circle,
                    ),
                    Draft(f"instrument/{n}", Signature(), on=date(2020, 1, 1), circle=circle),
                ],
                Recorder("amina", "MA"),
            )  # fmt: skip
        try:
            document = brief(operator(asked), "MA", "RU", ON, "en")
        except NothingKnown:
            assert all(circle.level > asked.level for circle in circles)
        else:
            own = Circle(said) if said in {c.value for c in LEVELS} else Circle.INTERNAL
            shown = own.level <= asked.level
            assert (HEADING["en"] in sections(document)) is shown
            for text in words_of(document).values():
                assert ("zqtablezq" in text) is shown
                for n, circle in enumerate(circles):
                    assert circle.level <= asked.level or f"zqlaw{n}zq" not in text
        transaction.set_rollback(True)


def test_the_pdf_for_the_other_side_has_no_word_of_an_internal_table(
    home: Path, illustration: tuple[Path, dict[str, Any]], cooperation: Cooperation
):
    label(home, "", "zqtablezq", illustration[1])
    for circle, shown in ((Circle.JOINT, False), (Circle.INTERNAL, True)):
        made = pdf.write(brief(operator(circle), "MA", "RU", ON, "en"))
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
        assert ("zqtablezq" in text) is shown


def test_the_short_form_and_a_reader_without_the_right_have_no_axes(
    home: Path, illustration: tuple[Path, dict[str, Any]], cooperation: Cooperation
):
    label(home, "public", "World trade", illustration[1])
    for options in ({"short": True}, {"axes": False}):
        assert HEADING["en"] not in sections(brief(operator(Circle.JOINT), "MA", "RU", ON, "en", **options))


def test_on_the_page_the_account_decides_whether_and_the_circle_what(
    home: Path, illustration: tuple[Path, dict[str, Any]], cooperation: Cooperation
):
    cooperation.record(
        "instrument/open",
        Description(titles={"en": "Open agreement"}, type="agreement", parties=("MA", "RU")),
        (Signature(), date(2020, 1, 1)),
        circle=Circle.PUBLIC,
    )
    label(home, "public", "World trade", illustration[1])
    address = "/relationships/MA/RU/brief/?lang=en&circle=public"
    officer = Client()
    officer.force_login(User.objects.create_user("officer", role="officer", circle="internal"))
    stranger = Client().get(address)
    assert stranger.status_code == 200
    assert "Open agreement" in stranger.content.decode()
    assert HEADING["en"] not in stranger.content.decode()
    assert HEADING["en"] in officer.get(address).content.decode()
    assert HEADING["en"] not in officer.get(f"{address}&extent=short").content.decode()
    label(home, "internal", "World trade", illustration[1])
    assert HEADING["en"] not in officer.get(address).content.decode()
    joint = Client()
    joint.force_login(User.objects.create_user("joint", role="reader", circle="joint"))
    assert "World trade" not in joint.get("/relationships/MA/RU/axes/").content.decode()
    assert joint.get("/relationships/MA/RU/axes/?table=illustration").status_code == 404
    assert "World trade" in officer.get("/relationships/MA/RU/axes/").content.decode()


def test_the_command_can_tell_that_nothing_was_computed(
    home: Path, illustration: tuple[Path, dict[str, Any]]
):
    found = not_computed(Circle.JOINT, "RU", "MA")
    assert found is not None
    assert found.name == "illustration"
    assert not_computed(Circle.PUBLIC, "MA", "RU") is None  # this circle knows no table
    label(home, "joint", "World trade", illustration[1])
    assert not_computed(Circle.JOINT, "RU", "MA") is None
