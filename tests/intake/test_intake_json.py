"""JSON lines and lists: nested values by dotted names, doubled keys, cut lines."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.register.intake.faults import Fault, IntakeError
from servanda.register.intake.readers import FileShape, read_rows
from servanda.register.intake.rows import Row


def rows(tmp_path, text, wanted=("id",), name="register.jsonl", **shape):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_rows(path, list(wanted), FileShape(**shape)))


def test_nested_values_have_dotted_names_and_lists_one_line_each(tmp_path):
    line = '{"id": 7, "title": {"en": "Treaty"}, "parties": [{"code": "MA"}, {"code": "RU"}], "n": 1.10, "ok": true, "x": null}'
    cells = rows(tmp_path, line)[0].cells
    assert cells == {
        "id": "7",
        "title.en": "Treaty",
        "parties.code": "MA\nRU",
        "n": "1.10",
        "ok": "true",
        "x": "",
    }


def test_a_column_that_is_empty_in_some_objects_is_empty_there(tmp_path):
    found = rows(tmp_path, '{"id": 1}\n\n{"id": 2, "signed": "1990-01-01"}\n', ["id", "signed"])
    assert [(r.number, r.cells["signed"]) for r in found] == [(1, ""), (3, "1990-01-01")]


def test_a_column_that_no_object_has_is_missed(tmp_path):
    with pytest.raises(IntakeError) as wrong:
        rows(tmp_path, '{"id": 1, "singed": "x"}\n', ["id", "signed"])
    assert wrong.value.code == "columns_missing"
    assert "“singed”?" in str(wrong.value)


def test_bad_lines_are_faults_of_their_own(tmp_path):
    text = '{"id": 1}\n{"id": 1, "id": 2}\n[1]\n{"id": 3\n{"id": 4}\n' + '{"a":' * 50 + "1" + "}" * 50
    found = rows(tmp_path, text)
    assert [(r.number if isinstance(r, Row) else (r.row, r.code)) for r in found] == [
        1, (2, "key_twice"), (3, "json_no_object"), (4, "line_invalid"), 5, (6, "json_too_deep"),
    ]  # fmt: skip


def test_a_list_and_a_list_within_a_document_are_read_too(tmp_path):
    items = [{"id": 1}, {"id": 2}]
    assert len(rows(tmp_path, json.dumps(items), name="list.json")) == 2
    assert (
        len(
            rows(
                tmp_path,
                json.dumps({"data": {"items": items}}, indent=1),
                name="d.json",
                records="data.items",
            )
        )
        == 2
    )
    for text, records, code in (
        ('[{"id": 1}', "", "json_invalid"),
        ('{"data": 1}', "data.items", "records_missing"),
    ):
        with pytest.raises(IntakeError) as wrong:
            rows(tmp_path, text, name="bad.json", records=records)
        assert wrong.value.code == code


def test_a_number_longer_than_any_is_text(tmp_path):
    assert rows(tmp_path, '{"id": ' + "9" * 5000 + "}")[0].cells["id"] == "9" * 5000


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    codes = []
    try:
        for row in rows(tmp_path_factory.mktemp("any"), content):
            assert isinstance(row, Row | Fault)
    except IntakeError as wrong:
        codes.append(wrong.code)
    assert all(codes)
