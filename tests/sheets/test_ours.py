"""The matrix sent out as a workbook, filled in elsewhere, and read back: only what was changed counts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from servanda.domain.acts.bodies import Mechanism
from servanda.domain.acts.commitments import Commitment, CommitmentReport, Responsible
from servanda.domain.entry import Circle
from servanda.journal.models import JournalEntry
from servanda.journal.services import Draft, Recorder
from servanda.register import matrix
from servanda.register.services import record
from servanda.register.sheets import returned, services
from servanda.register.sheets.services import Frame
from servanda.register.sheets.workbook import HEAD_ROW, Sent, matrix_workbook
from servanda.register.visibility import PUBLIC, operator

pytestmark = pytest.mark.django_db
RECORDER = Recorder("amina", "MA")
ON = date(2026, 6, 1)
BODY = "mechanism/m"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def commit(key: str, text: str) -> str:
    subject = f"commitment/{key}"
    act = Commitment(
        texts={"en": text, "ru": f"{text} (ru)"},
        parties=("MA", "RU"),
        responsible=(
            Responsible(party="MA", name="Fisheries"),
            Responsible(party="RU", name="Росрыболовство"),
        ),
        mechanism=BODY,
        due=date(2026, 5, 1),
    )
    record([Draft(subject, act, on=date(2026, 1, 1), circle=Circle.JOINT)], RECORDER)
    return subject


def say(subject: str, side: str, progress: str, **more: object) -> None:
    act = CommitmentReport.model_validate({"by": side, "progress": progress, **more})
    record([Draft(subject, act, on=date(2026, 3, 1), circle=Circle.JOINT)], RECORDER)


@pytest.fixture
def subjects() -> list[str]:
    record(
        [Draft(BODY, Mechanism(names={"en": "Commission"}, parties=("MA", "RU")), circle=Circle.PUBLIC)],
        RECORDER,
    )
    found = [commit("a", "Hold the fisheries meeting"), commit("b", "=2+2"), commit("c", "Exchange lists")]
    say(found[0], "MA", "on_track", percent=40, remark={"en": "list sent"})
    return found


def sent(language: str = "en", sides: tuple[str, ...] = ("MA", "RU")) -> Sent:
    return Sent(language, ("MA", "RU"), sides, ON, JournalEntry.objects.latest("seq").seq, BODY)


def book(as_sent: Sent) -> bytes:
    lines = list(matrix.everything(operator(), matrix.Asked(on=ON, order="title")))
    return matrix_workbook(lines, matrix.titles_of(operator(), lines), as_sent)


def edited(
    content: bytes, folder: Path, change: Callable[[dict[str, etree._Element], etree._Element], None]
) -> Path:
    """The workbook with cells of its first sheet changed, as inline strings: what other programs may write."""
    out = folder / "back.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                tree = etree.fromstring(data)
                cells = {c.get("r"): c for c in tree.iter(f"{{{MAIN}}}c")}
                change(cells, tree)
                data = etree.tostring(tree)
            new.writestr(name, data)
    return out


def put(cell: etree._Element, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = text


def add_row(tree: etree._Element, number: int, cells: dict[str, str]) -> None:
    data = tree.find(f"{{{MAIN}}}sheetData")
    row = etree.SubElement(data, f"{{{MAIN}}}row", r=str(number))
    for letter, text in cells.items():
        put(etree.SubElement(row, f"{{{MAIN}}}c", r=f"{letter}{number}"), text)


FIRST = HEAD_ROW + 2  # the number of the first row of data as the spreadsheet shows it
# columns: A id, B number, C text, D origin, E responsible, F due, G state, H carried, I–K Morocco, L–N Russia


def test_what_was_not_touched_changes_nothing(subjects: list[str], tmp_path: Path) -> None:
    file = tmp_path / "same.xlsx"
    file.write_bytes(book(sent()))
    found = returned.read(file)
    assert returned.is_ours(file)
    assert (found.rows, found.changed, found.new, found.faults) == (3, [], [], [])
    assert found.sent == sent()


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "done"), ("ru", "выполнено"), ("fr", "réalisé"), ("ar", "منجز"), ("en", "Réalisé à 100 %")],
)
def test_only_the_changed_side_is_a_report(
    subjects: list[str], tmp_path: Path, language: str, word: str
) -> None:
    def change(cells: dict[str, etree._Element], _tree: etree._Element) -> None:
        put(cells[f"L{FIRST + 2}"], word)
        put(cells[f"N{FIRST + 2}"], "finished in May")

    found = returned.read(edited(book(sent(language)), tmp_path, change))
    assert found.faults == []
    [changed] = found.changed
    assert (changed.subject, changed.side) == (subjects[0], "RU")
    assert changed.before == ("", None, "")
    assert (changed.after[0], changed.after[2]) == ("done", "finished in May")
    outcome = services.take_changes(
        found.changed, [], Frame(("MA", "RU"), ON, BODY, circle=Circle.JOINT), language, RECORDER, operator()
    )
    assert outcome.reports == 1
    line = matrix.line(operator(), subjects[0], matrix.Asked(on=ON))
    assert line is not None
    assert line.status == "differs"


def test_a_newer_report_is_shown_as_a_conflict(subjects: list[str], tmp_path: Path) -> None:
    content = book(sent())
    say(subjects[0], "MA", "blocked")

    def change(cells: dict[str, etree._Element], _tree: etree._Element) -> None:
        put(cells[f"I{FIRST + 2}"], "done")

    found = returned.read(edited(content, tmp_path, change))
    newer = services.conflicts(operator(), found.changed, found.sent.seq)
    assert newer[subjects[0], "MA"].progress == "blocked"
    again = returned.read(edited(book(sent()), tmp_path, change))
    assert services.conflicts(operator(), again.changed, again.sent.seq) == {}


def test_the_other_sides_columns_are_not_taken(subjects: list[str], tmp_path: Path) -> None:
    def change(cells: dict[str, etree._Element], _tree: etree._Element) -> None:
        put(cells[f"L{FIRST}"], "done")

    found = returned.read(edited(book(sent(sides=("MA",))), tmp_path, change))
    assert found.changed == []
    assert [f.code for f in found.faults] == ["not_yours"]


def test_new_rows_are_offered_and_wrong_ones_told(subjects: list[str], tmp_path: Path) -> None:
    def change(cells: dict[str, etree._Element], tree: etree._Element) -> None:
        put(cells[f"I{FIRST}"], "nonsense")
        put(cells[f"J{FIRST + 1}"], "170")
        add_row(
            tree,
            FIRST + 4,
            {
                "C": "Open a cultural centre",
                "E": "Ministry of Culture of Morocco",
                "F": "fin 2027",
                "I": "on track",
            },
        )
        add_row(tree, FIRST + 5, {"A": "commitment/strange", "C": "Not ours"})
        add_row(tree, FIRST + 6, {"A": subjects[0], "C": "copied row"})

    found = returned.read(edited(book(sent()), tmp_path, change))
    assert [(f.row, f.code) for f in found.faults] == [
        (FIRST, "state_unread"),
        (FIRST + 1, "percent_unread"),
        (FIRST + 5, "unknown_id"),
        (FIRST + 6, "twice"),
    ]
    [new] = found.new
    frame = Frame(("MA", "RU"), ON, BODY, circle=Circle.JOINT)
    outcome = services.take_changes([], found.new, frame, "en", RECORDER, operator())
    assert (outcome.commitments, outcome.reports) == (1, 1)
    line = matrix.line(operator(), outcome.subjects[0], matrix.Asked(on=ON))
    assert line is not None
    assert line.due == date(2027, 12, 31)
    assert new.text == "Open a cultural centre"


def test_a_reader_changes_nothing_that_they_may_not_see(subjects: list[str], tmp_path: Path) -> None:
    def change(cells: dict[str, etree._Element], _tree: etree._Element) -> None:
        put(cells[f"L{FIRST + 2}"], "done")

    found = returned.read(edited(book(sent()), tmp_path, change))
    outcome = services.take_changes(found.changed, [], Frame(("MA", "RU"), ON, BODY), "en", RECORDER, PUBLIC)
    assert (outcome.reports, outcome.rejected) == (0, 1)


def test_texts_are_never_formulas_and_arabic_runs_from_the_right(subjects: list[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(book(sent("ar")))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert 'rightToLeft="1"' in sheet
        assert "<autoFilter" in sheet
        assert "=2+2" in package.read("xl/sharedStrings.xml").decode()
        assert "dataValidation " in sheet


def test_a_sheet_that_was_never_ours_says_so(tmp_path: Path) -> None:
    from tests.sheets import workbooks

    file = tmp_path / "x.xlsx"
    workbooks.french_sections(file)
    assert not returned.is_ours(file)


def test_a_foreign_sheet_is_taken_once(tmp_path: Path, subjects: list[str]) -> None:
    from servanda.register.sheets import grid
    from servanda.register.sheets.columns import find
    from servanda.register.sheets.rows import commitments
    from tests.sheets import workbooks

    file = tmp_path / "x.xlsx"
    workbooks.russian_two_level_header(file)
    rows = grid.read(file)
    layout = find([c for _n, c in rows], ("MA", "RU"))
    found = commitments(rows[layout.last + 1 :], layout, ("MA", "RU"))
    frame = Frame(("MA", "RU"), ON, BODY, circle=Circle.JOINT, source="plan.xlsx")
    first = services.take_sheet(found, frame, RECORDER, operator())
    assert (first.commitments, first.reports) == (3, 6)
    again = services.take_sheet(found, frame, RECORDER, operator())
    assert (again.commitments, again.reports, again.known) == (0, 0, 3)
