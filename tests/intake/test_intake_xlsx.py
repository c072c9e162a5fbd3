"""XLSX: merged cells, formulas, dates in three shapes, and the files that are refused before a parser sees them."""

import zipfile
from datetime import date
from time import monotonic

import pytest

from servanda.register.intake.faults import IntakeError
from servanda.register.intake.readers import FileShape, read_rows
from servanda.register.intake.rows import LIMITS, Limits
from servanda.register.intake.xlsx_rows import parsed

WANTED = ["No", "Title"]
SHEET = "xl/worksheets/sheet1.xml"


def plain(book, sheet):
    sheet.write_row(0, 0, ["No", "Title"])
    sheet.write_row(1, 0, [1, "Treaty"])


def refused(path, limits=LIMITS, **shape):
    start = monotonic()
    with pytest.raises(IntakeError) as wrong:
        list(read_rows(path, WANTED, FileShape(**shape), limits))
    assert monotonic() - start < 20
    assert "{" not in str(wrong.value)
    return wrong.value.code


def test_a_table_below_titles_with_merged_cells_formulas_and_dates(workbook):
    def fill(book, sheet):
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.merge_range("B2:E2", "Register of treaties, 2024")
        sheet.write_row("B4", ["No", "Title", "Party", "Date"])
        sheet.write_row("B5", [1, "Treaty"])
        sheet.write_datetime("E5", date(1995, 2, 3), day)
        sheet.merge_range("D5:D6", "France")
        sheet.write_formula("B6", "=B5+1", None, 2)
        sheet.write_row("C6", ["Protocol", "", "03.04.1996"])
        sheet.merge_range("B7:E7", "Treaties with Spain")
        sheet.write_row("B9", [3, "Note", "Spain", 35000.0])
        sheet.write_boolean("F9", True)

    found = list(read_rows(workbook(fill), ["No", "Title", "Party", "Date"]))
    assert [(r.number, tuple(r.cells[c] for c in ("No", "Title", "Party", "Date"))) for r in found] == [
        (5, ("1", "Treaty", "France", "1995-02-03")),
        (6, ("2", "Protocol", "France", "03.04.1996")),
        (9, ("3", "Note", "Spain", "35000")),
    ]


def test_the_sheet_is_the_first_or_the_named_one(workbook):
    def fill(book, sheet):
        plain(book, sheet)
        other = book.add_worksheet("Договоры & <прочее>")
        other.write_row(0, 0, ["No", "Title"])
        other.write_row(1, 0, [9, "Other"])

    path = workbook(fill)
    assert [r.cells["No"] for r in read_rows(path, WANTED)] == ["1"]
    assert [r.cells["No"] for r in read_rows(path, WANTED, FileShape(sheet="Договоры & <прочее>"))] == ["9"]
    assert refused(path, sheet="None") == "sheet_missing"


def test_two_far_cells_are_refused_by_their_place(workbook, repacked):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = repacked(workbook(plain), lambda n, x: x.replace(b"</sheetData>", far) if n == SHEET else x)
    assert path.stat().st_size < 8000
    assert refused(path) == "xlsx_range"


def test_a_far_cell_that_hides_from_the_check_ends_the_child_only(workbook, repacked):
    """The parser aborts its whole process here: it is not ours."""
    hidden = b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>'
    path = repacked(workbook(plain), lambda n, x: x.replace(b"</sheetData>", hidden) if n == SHEET else x)
    assert refused(path) in ("xlsx_unreadable", "xlsx_range")


def test_an_abort_of_the_parser_becomes_a_message(workbook, repacked):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = repacked(workbook(plain), lambda n, x: x.replace(b"</sheetData>", far) if n == SHEET else x)
    with pytest.raises(IntakeError) as wrong:
        list(parsed(path, None, Limits()))
    assert wrong.value.code == "xlsx_unreadable"
    assert wrong.value.data["status"] < 0  # ended by a signal


def test_a_styled_empty_cell_far_away_does_no_harm(workbook, repacked):
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = repacked(workbook(plain), lambda n, x: x.replace(b"</sheetData>", far) if n == SHEET else x)
    assert len(list(read_rows(path, WANTED))) == 1


def test_a_bomb_is_counted_by_what_it_unpacks_to(workbook, tmp_path):
    source = workbook(plain)
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != SHEET:
                new.writestr(info.filename, old.read(info))
        sheet = zipfile.ZipInfo(SHEET)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with new.open(sheet, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(32):
                part.write(b" " * 2**24)  # half a GiB in all
            part.write(b"</sheetData></worksheet>")
    assert path.stat().st_size < 700_000
    assert refused(path) == "xlsx_bomb"


def test_a_size_that_the_archive_lies_about_is_not_believed(workbook, repacked):
    path = repacked(
        workbook(plain),
        lambda n, x: x.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>") if n == SHEET else x,
    )
    data = bytearray(path.read_bytes())
    real = (40_000_000).to_bytes(4, "little")[3:]
    assert real in data
    with zipfile.ZipFile(path) as package:
        size = package.getinfo(SHEET).file_size
    for at in range(len(data) - 4):
        if data[at : at + 4] == size.to_bytes(4, "little"):
            data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    assert refused(path) in ("xlsx_bomb", "xlsx_damaged")


@pytest.mark.parametrize(("change", "added", "code"), [
    (lambda n, x: x.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1) if n == SHEET else x, {}, "xlsx_dtd"),
    (lambda n, x: x, {"xl/vbaProject.bin": b"x"}, "xlsx_macros"),
    (lambda n, x: x.replace(b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>') if "Content_Types" in n else x, {}, "xlsx_macros"),
    (lambda n, x: x, {"xl/externalLinks/externalLink1.xml": b"<a/>"}, "xlsx_external_links"),
    (lambda n, x: x, {"xl/embeddings/oleObject1.bin": b"x"}, "xlsx_embedded"),
    (lambda n, x: None if n == "[Content_Types].xml" else x, {}, "xlsx_no_workbook"),
    (lambda n, x: None if n == SHEET else x, {}, "xlsx_no_workbook"),
    (lambda n, x: x.decode().encode("utf-16") if n == SHEET else x, {}, "xlsx_not_utf8"),
    (lambda n, x: x[: len(x) // 2] if n == SHEET else x, {}, "xlsx_unreadable"),
])  # fmt: skip
def test_what_a_register_never_needs_is_refused_by_name(workbook, repacked, change, added, code):
    assert refused(repacked(workbook(plain), change, added)) == code


def test_a_part_that_stands_twice_is_refused(workbook, tmp_path):
    path = workbook(plain)
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(SHEET, b"<worksheet/>")
    assert refused(path) == "xlsx_part_twice"


def test_a_cut_file_and_an_old_one_are_told_apart(workbook, tmp_path):
    path = workbook(plain)
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(path.read_bytes()[:-300])
    assert refused(cut) == "xlsx_damaged"
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused(old) == "xlsx_protected"
    text = tmp_path / "text.xlsx"
    text.write_text("No,Title\n1,Treaty\n")
    assert refused(text) == "xlsx_damaged"


def test_too_many_parts_and_too_little_time_are_said(workbook, repacked):
    path = repacked(workbook(plain), lambda n, x: x, {f"xl/media/{i}.png": b"x" for i in range(60)})
    assert refused(path, Limits(parts=50)) == "xlsx_too_many_parts"
    assert refused(workbook(plain), Limits(seconds=0.001)) in ("xlsx_too_slow", "xlsx_unreadable")


def test_an_empty_sheet_is_said_to_be_empty(workbook):
    assert refused(workbook(lambda book, sheet: None)) == "table_empty"
