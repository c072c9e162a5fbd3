"""Sheets that were never ours: what is found in each, row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from servanda.register.sheets import grid
from servanda.register.sheets.columns import Layout, NoTable, find
from servanda.register.sheets.rows import SheetCommitment, commitments
from tests.sheets import workbooks

PARTIES = ("MA", "RU")


def read(write: Callable[[Path], None], folder: Path, own: str = "") -> tuple[Layout, list[SheetCommitment]]:
    file = folder / "sheet.xlsx"
    write(file)
    rows = grid.read(file)
    layout = find([cells for _n, cells in rows], PARTIES)
    return layout, commitments(rows[layout.last + 1 :], layout, PARTIES, own)


def told(made: SheetCommitment) -> dict[str, tuple[str | None, int | None]]:
    return {side: (r.progress, r.percent) for side, r in made.reports.items()}


def codes(made: SheetCommitment) -> list[str]:
    return [n.code for n in made.notes]


def test_a_russian_plan_with_two_rows_of_header(tmp_path: Path) -> None:
    _layout, found = read(workbooks.russian_two_level_header, tmp_path)
    assert [c.number for c in found] == ["1.", "2.", "3."]
    assert [c.due for c in found] == [date(2026, 12, 31), date(2026, 12, 31), None]
    assert [told(c) for c in found] == [
        {"RU": ("on_track", None), "MA": ("done", None)},
        {"RU": ("on_track", None), "MA": ("not_started", None)},
        {"RU": ("blocked", None), "MA": ("delayed", None)},
    ]
    assert found[0].responsible == [("RU", "Росрыболовство"), ("MA", "Департамент морского рыболовства")]
    assert list(found[0].texts) == ["ru"]
    assert codes(found[1]) == ["due_estimated"]
    assert found[1].remark == "ожидается ответ"


def test_a_french_table_with_headings_between(tmp_path: Path) -> None:
    _layout, found = read(workbooks.french_sections, tmp_path, own="MA")
    assert [c.number for c in found] == ["1", "2", "3", "4"]
    assert [told(c) for c in found] == [
        {"MA": ("on_track", None)},
        {"MA": ("done", None)},
        {"MA": ("not_started", None)},
        {},
    ]
    assert (found[0].due, found[1].due) == (date(2026, 12, 31), date(2026, 9, 30))
    assert codes(found[2]) == ["due_unread"]
    assert "31/02/2027" in found[2].remark
    assert found[3].at_next_session
    assert codes(found[3]) == ["state_unread"]
    assert found[1].reports["MA"].remark == "liste transmise le 3 mai 2026"


def test_without_a_side_a_state_is_nobodys_word(tmp_path: Path) -> None:
    _layout, found = read(workbooks.french_sections, tmp_path)
    assert all(not c.reports for c in found)
    assert "side_missing" in codes(found[0])


def test_an_arabic_table_with_two_rows_for_each_commitment(tmp_path: Path) -> None:
    _layout, found = read(workbooks.arabic_two_rows, tmp_path)
    assert len(found) == 2
    assert [c.rows for c in found] == [[4, 5], [6, 7]]
    assert told(found[0]) == {"MA": ("on_track", 40), "RU": ("not_started", None)}
    assert told(found[1]) == {"MA": ("done", None), "RU": ("blocked", None)}
    assert found[0].due == date(2026, 12, 31)
    assert found[1].due == date(2027, 12, 31)
    assert found[0].reports["RU"].remark == "في انتظار الموافقة"
    assert [p for p, _ in found[0].responsible] == ["MA", "RU"]
    assert list(found[0].texts) == ["ar"]


def test_a_row_for_each_side_and_the_header_again(tmp_path: Path) -> None:
    _layout, found = read(workbooks.english_side_column, tmp_path)
    assert [c.text for c in found] == [
        "Hold a business forum in Casablanca",
        "Exchange lists of national competent laboratories",
    ]
    assert told(found[0]) == {"MA": ("done", None), "RU": ("delayed", None)}
    assert found[0].due == date(2026, 11, 30)
    assert "side_unread" in codes(found[1])
    assert told(found[1]) == {"MA": ("on_track", None)}


def test_texts_in_two_languages_make_one_commitment(tmp_path: Path) -> None:
    _layout, found = read(workbooks.two_languages, tmp_path)
    assert [sorted(c.texts) for c in found] == [["ar", "fr"], ["ar", "fr"]]
    assert told(found[1]) == {"MA": ("done", None), "RU": ("delayed", None)}
    assert [c.due for c in found] == [date(2027, 6, 30), date(2027, 1, 15)]


def test_empty_columns_unnamed_states_shares_and_a_row_twice(tmp_path: Path) -> None:
    layout, found = read(workbooks.left_blank_and_unnamed, tmp_path, own="MA")
    assert [c.field for c in layout.columns] == ["number", "text", "responsible", "due", "state", "percent"]
    assert [c.rejected for c in found] == [False, False, True, False]
    assert codes(found[2]) == ["twice"]
    assert told(found[0]) == {"MA": ("on_track", 60)}
    assert told(found[1]) == {"MA": ("not_started", 0)}
    assert "percent_unread" in codes(found[3])
    assert [c.due for c in found][3] == date(2027, 6, 30)


def test_a_letter_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(NoTable):
        read(workbooks.no_table, tmp_path)


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    """Each row with content below the header is in one commitment, a heading, a repeated header, or a line of source."""
    for write in (workbooks.arabic_two_rows, workbooks.two_languages):
        file = tmp_path / "x.xlsx"
        write(file)
        rows = grid.read(file)
        layout = find([c for _n, c in rows], PARTIES)
        below = [n for n, cells in rows[layout.last + 1 :] if any(c.strip() for c in cells)]
        _layout, found = read(write, tmp_path)
        assert sorted(n for c in found for n in c.rows) == below
