"""CSV as offices send it: encodings, delimiters, quoted line breaks, ragged and cut rows."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.register.intake.encodings import encoding_of
from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.readers import FileShape, read_rows
from servanda.register.intake.rows import Limits, Row

WANTED = ["No", "Title"]
FRENCH = "No;Title\n1;Accord de siège entre la Suisse et l'Égypte\n2;Traité d'amitié, révisé\n"
RUSSIAN = "No;Title\n1;Соглашение о торговле между Россией и Марокко\n2;Протокол о внесении изменений\n"
ARABIC = "No;Title\n1;اتفاقية التعاون بين المملكة المغربية وروسيا\n2;مذكرة تفاهم في مجال الطاقة\n"
POLISH = "No;Title\n1;Umowa między Rzecząpospolitą Polską a Królestwem Marokańskim o współpracy kulturalnej\n"


def rows(path, wanted=WANTED, **shape):
    return list(read_rows(path, wanted, FileShape(**shape)))


def written(tmp_path, text, encoding="utf-8", name="register.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


@pytest.mark.parametrize(("text", "encoding"), [
    (FRENCH, "utf-8"), (FRENCH, "utf-8-sig"), (FRENCH, "cp1252"), (FRENCH, "utf-16"), (FRENCH, "utf-16-le"),
    (RUSSIAN, "utf-8"), (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16"), (RUSSIAN, "utf-16-be"),
    (ARABIC, "utf-8-sig"), (ARABIC, "cp1256"), (ARABIC, "utf-16"), (POLISH, "cp1250"), (POLISH, "utf-8"),
])  # fmt: skip
def test_the_encoding_is_recognised(tmp_path, text, encoding):
    found = rows(written(tmp_path, text, encoding))
    assert [r.cells["Title"] for r in found] == [line.split(";")[1] for line in text.splitlines()[1:]]


def test_a_declared_encoding_that_does_not_fit_is_said(tmp_path):
    with pytest.raises(IntakeError) as wrong:
        rows(written(tmp_path, FRENCH, "cp1252"), encoding="utf-8")
    assert wrong.value.code == "encoding_wrong"
    with pytest.raises(IntakeError) as wrong:
        rows(written(tmp_path, FRENCH), encoding="utf-99")
    assert wrong.value.code == "encoding_unknown"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised_whatever_stands_within_quotes(tmp_path, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["No", "Title", "Note"], ["1", 'A, B; C "x" | D', "y"]])
    assert rows(written(tmp_path, out.getvalue()))[0].cells == {
        "No": "1",
        "Title": 'A, B; C "x" | D',
        "Note": "y",
    }


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    text = 'Register of treaties\n\nno,TITLE\n1,"Exchange of notes\nwith annex"\n\n2,Treaty\n'
    assert [(r.number, r.cells["Title"]) for r in rows(written(tmp_path, text))] == [
        (4, "Exchange of notes\nwith annex"), (6, "Treaty"),
    ]  # fmt: skip


def test_a_ragged_row_is_reported_and_the_others_are_read(tmp_path):
    found = rows(
        written(
            tmp_path, "No,Title,Date\n1,Treaty,1990\n2,Treaty on A, B and C,1991\n3,Protocol\n4,Note,1992\n"
        )
    )
    assert [type(r) for r in found] == [Row, Fault, Fault, Row]
    assert [(f.row, f.code) for f in found if isinstance(f, Fault)] == [(3, "row_ragged"), (4, "row_ragged")]
    assert "3 columns" not in found[1].text()
    assert "4 cells" in found[1].text()


def test_short_rows_are_taken_where_the_map_says_so(tmp_path):
    path = written(tmp_path, "No,Title,Date\n3,Protocol\n")
    assert rows(path, short_rows="pad")[0].cells == {"No": "3", "Title": "Protocol", "Date": ""}


def test_a_file_cut_within_quotes_is_noticed(tmp_path):
    found = rows(written(tmp_path, 'No,Title\n1,Treaty\n2,"Exchange of no'))
    assert [getattr(r, "code", None) for r in found] == [None, "quote_open"]


def test_a_file_cut_within_a_character_is_noticed(tmp_path):
    found = rows(written(tmp_path, "No,Title\n1,Treaty\n2,Соглашение".encode()[:-1]))
    assert [getattr(r, "code", None) for r in found] == [None, "row_undecodable"]


def test_a_stray_quotation_mark_faults_its_row_only(tmp_path):
    found = rows(written(tmp_path, 'No,Title\n1,"Treaty of "Peace" and"\n2,Treaty\n'))
    assert [getattr(r, "code", None) for r in found] == ["row_malformed", None]


def test_a_missing_column_is_named_with_the_nearest(tmp_path):
    with pytest.raises(IntakeError) as wrong:
        rows(written(tmp_path, "No,Titel,Date\n1,x,y\n"))
    assert wrong.value.code == "columns_missing"
    assert wrong.value.data["columns"] == ["Title"]
    assert "“Titel”?" in str(wrong.value)


@pytest.mark.parametrize(("content", "code"), [
    (b"", "file_empty"), (b"\n\n\n", "table_empty"), (b"No,Title,Title\n1,a,b\n", "column_twice"),
    (b"\x00\x01\x02\x03PNG\x00" * 50, "not_text"), (b"just words\nand words\n", "delimiter_unknown"),
])  # fmt: skip
def test_a_file_that_is_no_table_is_refused_by_name(tmp_path, content, code):
    with pytest.raises(IntakeError) as wrong:
        rows(written(tmp_path, content))
    assert wrong.value.code == code


def test_the_size_is_looked_at_before_anything_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(200 * 10**6)  # a sparse file: nothing of it is on the disk, and nothing is read
    with pytest.raises(IntakeError) as wrong:
        list(read_rows(path, WANTED))
    assert wrong.value.code == "file_too_large"
    assert "200 MB" in str(wrong.value)
    with pytest.raises(IntakeError):
        list(read_rows(written(tmp_path, FRENCH), WANTED, limits=Limits(file_bytes=10)))


def test_a_missing_file_and_an_unknown_ending_are_said(tmp_path):
    for name, code in (("none.csv", "file_missing"), ("register.doc", "format_unknown")):
        if name != "none.csv":
            written(tmp_path, FRENCH, name=name)
        with pytest.raises(IntakeError) as wrong:
            list(read_rows(tmp_path / name, WANTED))
        assert wrong.value.code == code


def test_blank_cells_take_what_stood_above_where_the_map_says_so(tmp_path):
    path = written(tmp_path, "No,Title,Country\n1,a,France\n2,b,\n3,c,Spain\n4,d,\n")
    assert [r.cells["Country"] for r in rows(path, [*WANTED, "Country"], fill_down=("Country",))] == [
        "France", "France", "Spain", "Spain",
    ]  # fmt: skip


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20).filter(
    lambda s: "\ufffd" not in s
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_a_writer_wrote_is_read_again(tmp_path_factory, table, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["No", "Title"], *table])
    path = written(tmp_path_factory.mktemp("csv"), out.getvalue())
    wanted = [cells for cells in table if any(c.strip() for c in cells)]
    assert [tuple(r.cells.values()) for r in rows(path, delimiter=delimiter)] == wanted


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    path = written(tmp_path_factory.mktemp("any"), content)
    codes = []
    try:
        for row in read_rows(path, WANTED):
            assert isinstance(row, Row | Fault)
    except IntakeError as wrong:
        codes.append((wrong.code, str(wrong)))
    assert all(code and text for code, text in codes)


def test_western_stays_western_where_nothing_speaks_for_another(tmp_path):
    assert encoding_of(written(tmp_path, "a,b\nCôte d’Ivoire,1\n", "cp1252")) == "cp1252"
