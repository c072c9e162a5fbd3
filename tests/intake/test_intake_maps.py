"""Maps: mistakes are named by key and remedy; the page that explains them is complete and its examples work."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from servanda.register.intake.faults import IntakeError
from servanda.register.intake.mapping import read_instruments
from servanda.register.intake.maps import load_map, shipped_maps
from servanda.register.intake.maps.loading import parse_map
from servanda.register.intake.maps.schema import ENDINGS, RELATIONS, SECTORS, RegisterMap
from servanda.register.intake.records import StatusClass
from servanda.register.intake.titles import TYPES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "write-a-map.md").read_text(encoding="utf-8")
LEAST = """
[register]
name = "R"
[key]
columns = "No"
[titles]
en = "Title"
[parties]
columns = "Party"
"""


def problem(text: str) -> tuple[str, str]:
    with pytest.raises(IntakeError) as wrong:
        parse_map(text)
    assert wrong.value.code == "map_invalid"
    first = wrong.value.data["problems"][0]
    assert first.key in str(wrong.value)
    assert first.text() in str(wrong.value)
    assert "{" not in first.text()
    return first.key, first.text()


def test_the_least_map_is_enough():
    assert parse_map(LEAST).columns() == ["No", "Title", "Party"]


def test_maps_ship_with_the_product():
    assert shipped_maps() == ["brazil-concordia", "uk-treaties"]
    for name in shipped_maps():
        assert load_map(name).columns()


@pytest.mark.parametrize(("text", "key", "says"), [
    (LEAST.replace("[key]\ncolumns", "[key]\ncolumn"), "key.columns", "needed"),
    (LEAST + "[datse]\n", "datse", "Did you mean “dates”"),
    (LEAST + '[dates]\nsigne = "x"\n', "dates.signe", "Did you mean “signed”"),
    (LEAST + '[dates]\nsigned = "D"\n', "map", "formats"),
    (LEAST + '[dates]\nformats = ["%d/%m/%Y", "%m/%d/%Y"]\n', "dates", "two days"),
    (LEAST + '[dates]\nformats = "%d.%m"\n', "dates", "%Y"),
    (LEAST + '[dates]\nformats = "%d.%m.%y"\n', "dates", "latest_year"),
    (LEAST + '[dates]\nformats = "%d.%Q.%Y"\n', "dates", "%Q"),
    (LEAST + '[status]\ncolumns = "S"\nclasses.in_force = "x"\n', "map", "harvested"),
    (LEAST + '[status]\ncolumns = "S"\nclasses.inforce = "x"\n', "status.classes.inforce", "in_force"),
    (LEAST + '[sectors]\ncolumns = "S"\nwords.trades = "x"\n', "sectors.words.trades", "trade"),
    (LEAST + '[[citations]]\nrelation = "amends"\npattern = "x"\n', "citations.0", "(?P<parent>"),
    (LEAST + '[[citations]]\nrelation = "kills"\npattern = "(?P<parent>x)"\n', "citations.0.relation", "amends"),
    (LEAST + "[file]\nskip = '('\n", "file.skip.0", "regular expression"),
    (LEAST + '[file]\nformat = "xls"\n', "file.format", "xlsx"),
    (LEAST + '[file]\nheader_row = 0\n', "file.header_row", "greater"),
    (LEAST.replace('columns = "Party"', 'columns = "Party"\nown = "ZQ"'), "parties.own", "docs/parties.md"),
    (LEAST.replace("en = ", "english-language = "), "map", "language code"),
    (LEAST.replace('columns = "Party"', "columns = []"), "parties.columns", "at least 1"),
])  # fmt: skip
def test_a_mistake_in_a_map_is_named_by_its_key_with_the_remedy(text, key, says):
    where, what = problem(text)
    assert where == key
    assert says in what


def test_a_map_that_is_no_toml_or_is_not_there_is_said(tmp_path):
    for content, code in (
        (None, "map_missing"),
        ("a = ", "map_no_toml"),
        ('[key]\ncolumns = "\\d"\n', "map_no_toml"),
    ):
        path = tmp_path / "m.toml"
        if content is not None:
            path.write_text(content)
        with pytest.raises(IntakeError) as wrong:
            load_map(path)
        assert wrong.value.code == code
        assert "{" not in str(wrong.value)


def keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    """Every dotted key of the schema."""
    found = []
    for name, field in model.model_fields.items():
        key = prefix + (field.alias or name)
        inner = [
            a
            for a in (field.annotation, *get_args(field.annotation))
            if isinstance(a, type) and issubclass(a, BaseModel)
        ]
        inner = [m for m in inner if m.__name__ != "Pick"]
        if not inner or prefix:
            found.append(key)
        for part in inner:
            found += keys(part, key + ".")
    return found


def test_every_key_and_word_of_a_map_is_on_the_page():
    known = ["titles.LANGUAGE" if k == "titles" else k for k in keys(RegisterMap)]
    assert len(known) > 50
    assert [k for k in known if f"| `{k}` |" not in PAGE] == []
    words = [*TYPES, *SECTORS, *RELATIONS, *ENDINGS, *(c.value for c in StatusClass)]
    assert [w for w in words if not re.search(rf"\b{w}\b", PAGE)] == []


def test_the_page_names_no_key_that_a_map_cannot_have():
    known = {*keys(RegisterMap), "titles.LANGUAGE", "titles.detect"}
    assert set(re.findall(r"^\| `([a-z_.A-Z]+\.[a-zA-Z_.]+)` \|", PAGE, re.M)) <= known


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^ *```{kind}\n(.*?)^ *```", PAGE, re.M | re.S)


def test_every_map_on_the_page_is_right():
    whole: list[dict[str, Any]] = [tomllib.loads(b) for b in blocks("toml")]
    assert len(whole) >= 5
    for block in (b for b in blocks("toml") if "[register]" in b):
        parse_map(block.replace('"XX"', '"CH"'))


def test_the_worked_example_of_the_page_gives_what_the_page_says(tmp_path):
    path = tmp_path / "registre.csv"
    path.write_text(blocks("csv")[0], encoding="utf-8")
    example = next(b for b in blocks("toml") if "Registre d'exemple" in b)
    trade, notes, protocol = read_instruments(path, parse_map(example))
    assert (trade.type, notes.type, protocol.type) == ("agreement", "exchange_of_notes", "protocol")
    assert (trade.parties, notes.parties) == (("CH", "KR"), ("CH", "AT", "LI"))
    assert (trade.status.word_class, notes.status.ended_as) == (StatusClass.IN_FORCE, "denounced")
    assert (trade.sectors, notes.sectors) == (("trade",), ("migration",))
    assert [f.code for f in protocol.findings] == ["date_imprecise"]
    assert protocol.day("signed") is None
    assert protocol.dates["signed"].year == 1968
    assert protocol.citations[0].signed == trade.day("signed")
    assert protocol.citations[0].title == "Accord commercial"


def test_the_excel_example_of_the_page_works(workbook):
    def fill(book, sheet):
        sheet.merge_range("A1:E1", "Реестр двусторонних договоров")
        sheet.write_row("A3", ["№", "Наименование", "Сторона", "Дата"])
        sheet.merge_range("D3:E3", "Дата")
        sheet.write_row("D4", ["подписания", "вступления в силу"])
        sheet.write_row("A5", [1, "Соглашение о торговле"])
        sheet.merge_range("C5:C6", "Кыргызская Республика")
        sheet.write_row("D5", ["14.01.1997", "20.06.1998"])
        sheet.write_row("A6", [2, "Протокол к Соглашению о торговле"])
        sheet.write_row("D6", ["3 марта 1999 г.", "–"])

    example = next(b for b in blocks("toml") if "header_rows" in b)
    first, second = read_instruments(workbook(fill, sheet="Договоры"), parse_map(example))
    assert (first.row, second.row) == (5, 6)
    assert first.parties == second.parties == ("KZ", "KG")
    assert [d.text for d in first.dates.values()] == ["14.01.1997", "20.06.1998"]
    assert second.day("signed").isoformat() == "1999-03-03"
    assert list(second.dates) == ["signed"]


def test_the_json_example_of_the_page_works(tmp_path):
    path = tmp_path / "register.jsonl"
    path.write_text(blocks("json")[0], encoding="utf-8")
    (only,) = read_instruments(path, parse_map(next(b for b in blocks("toml") if "Register in JSON" in b)))
    assert (only.key, only.parties, only.day("signed").year) == (("7",), ("MA", "KR"), 2001)


def test_parties_can_be_taken_out_of_titles(tmp_path):
    part = next(b for b in blocks("toml") if "Правительством" in b)
    text = (
        '[register]\nname = "R"\nlanguage = "ru"\n[key]\ncolumns = "№"\n[titles]\nru = "Наименование"\n'
        + part
    )
    path = tmp_path / "r.csv"
    path.write_text(
        "№;Наименование\n1;Соглашение между Правительством Республики Казахстан и Правительством Королевства Марокко о торговле\n"
        "2;Соглашение между Правительством Российской Федерации и Правительством Французской Республики об обороне\n",
        encoding="cp1251",
        errors="xmlcharrefreplace",
    )
    assert [r.parties for r in read_instruments(path, parse_map(text))] == [("KZ", "MA"), ("RU", "FR")]
