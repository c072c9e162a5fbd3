"""`measures`, `axes` and `backtest` as a user types them: shapes of JSON, files, refusals in one line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli import demonstration_trade
from servanda.cli.main import cli


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trade") / "illustration"
    demonstration_trade.write(folder)
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def test_an_interrupt_while_the_engine_works_is_no_fault(table: Path, monkeypatch: pytest.MonkeyPatch):
    import servanda.axes

    def interrupted(*_a: object, **_o: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(servanda.axes, "axes", interrupted)
    done = run("axes", "MA", "RU", "--trade", table, "--json")
    assert (done.exit_code, done.output.strip()) == (1, "Aborted!")


def rewritten(table: Path, folder: Path, header: dict[str, str], ending: str = "csv") -> Path:
    """The illustration's last year under other names of columns, as CSV or parquet."""
    import pyarrow
    from pyarrow import parquet

    with (table / "illustration.csv").open() as lines:
        rows = [
            {header[k]: v for k, v in row.items() if k in header}
            for row in csv.DictReader(lines)
            if row["year"] == "2023"
        ]
    out = folder / f"t.{ending}"
    if ending == "parquet":
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        value, year = header["value"], header["year"]
        columns[value], columns[year] = [float(v) for v in columns[value]], [int(v) for v in columns[year]]  # type: ignore[misc]
        parquet.write_table(pyarrow.table(columns), out)
    else:
        with out.open("w", newline="") as text:
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return out


def test_measures_have_the_shape_of_the_rulings(table: Path):
    done = run("measures", "--trade", table, "--year", 2023, "--countries", "all", "--updates", 19, "--json")
    assert done.exit_code == 0
    found = json.loads(done.output)
    assert {"countries", "products", "lambda2", "lambda3", "opportunity_variant"} <= set(found)
    assert set(found["countries"]["MA"]) == {"eci", "fitness", "diversity", "coi"}
    assert set(found["products"]["251010"]) == {"pci", "ubiquity"}
    assert len(found["countries"]) == 40
    assert found["fitness_updates"] == 19


def test_a_list_of_countries_in_a_file(table: Path, tmp_path: Path):
    listed = tmp_path / "countries.txt"
    listed.write_text("MAR\nRUS DE FR\nES IT")
    found = json.loads(run("measures", "--trade", table, "--countries", listed, "--json").output)
    assert set(found["countries"]) == {"MA", "RU", "DE", "FR", "ES", "IT"}


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(
    "header",
    [
        {"year": "t", "exporter": "i", "importer": "j", "product": "k", "value": "v"},
        {
            "year": "Year",
            "exporter": "Exporter",
            "importer": "IMPORTER",
            "product": "Product",
            "value": "Value",
        },
        {"year": "year", "exporter": "country", "product": "product", "value": "value"},
    ],
)
def test_names_of_columns_and_formats_change_no_figure(
    table: Path, tmp_path: Path, header: dict[str, str], ending: str
):
    given = {
        "year": "year",
        "exporter": "exporter",
        "importer": "importer",
        "product": "product",
        "value": "value",
    }
    (tmp_path / "plain").mkdir()
    plain = json.loads(
        run("measures", "--trade", rewritten(table, tmp_path / "plain", given), "--json").output
    )
    other = json.loads(
        run("measures", "--trade", rewritten(table, tmp_path, header, ending), "--json").output
    )
    assert (plain["countries"], plain["products"], plain["lambda2"]) == (
        other["countries"],
        other["products"],
        other["lambda2"],
    )


def test_axes_have_the_shape_of_the_issue(table: Path):
    done = run("axes", "MA", "RU", "--trade", table, "--years", "2023", "--json")
    assert done.exit_code == 0
    found = json.loads(done.output)
    assert (found["pair"], found["year"]) == (["MA", "RU"], 2023)
    assert list(found["directions"]) == ["MA→RU", "RU→MA"]
    axis = found["directions"]["MA→RU"]["axes"][0]
    assert {"sector", "rank", "interval", "components", "products"} == set(axis)
    again = run("axes", "MA", "RU", "--trade", table, "--years", "2023", "--json")
    assert again.output == done.output


@pytest.mark.parametrize(
    ("ending", "start"), [("html", b"<!doctype"), ("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")]
)
def test_axes_as_a_file(table: Path, tmp_path: Path, ending: str, start: bytes):
    out = tmp_path / f"axes.{ending}"
    done = run("axes", "MA", "RU", "--trade", table, "--lang", "ar", "-o", out)
    assert done.exit_code == 0, done.output
    content = out.read_bytes()
    assert content.startswith(start)
    if ending == "html":
        assert "محاور تعاون جديدة".encode() in content
        assert b"<svg" in content


def test_an_ending_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path):
    done = run("axes", "MA", "RU", "--trade", "nowhere", "-o", tmp_path / "axes.xls")
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["axes", "MA", "RU", "--trade", "nowhere"], 1),
        (["axes", "MA", "RU", "--trade", "{table}", "--years", "abc"], 2),
        (["axes", "MA", "RU", "--trade", "{table}", "--years", "1950"], 1),
        (["axes", "MA", "MA", "--trade", "{table}"], 1),
        (["axes", "MA", "XQ", "--trade", "{table}"], 1),
        (["measures", "--trade", "{table}", "--countries", "some"], 1),
        (["backtest", "--trade", "{table}", "--horizon", "40"], 1),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(table: Path, arguments: list[str], code: int):
    done = run(*[a.format(table=table) for a in arguments])
    assert done.exit_code == code
    assert "Traceback" not in done.output
    assert len(done.output.strip().splitlines()) == 1


def test_codes_that_lost_their_zeros_can_be_mended(table: Path, tmp_path: Path):
    text = (table / "illustration.csv").read_text().replace(",0", ",")
    broken = tmp_path / "t.csv"
    broken.write_text(text)
    assert run("measures", "--trade", broken, "--json").exit_code == 1
    mended = run("measures", "--trade", broken, "--pad-codes", "--json")
    assert "020230" in json.loads(mended.stdout)["products"]


def test_backtest_prints_the_verdict(table: Path):
    done = run("backtest", "--trade", table, "--pair", "DE", "FR", "--pair", "ES", "IT", "--json")
    assert done.exit_code == 0
    found = json.loads(done.output)
    assert found["verdict"] == "screening"  # the illustration's years are noise around a steady level
    assert found["directions"] == ["DE→FR", "FR→DE", "ES→IT", "IT→ES"]
    assert found["outcomes"]["growth"]["metrics"]["ranking"] is not None
    words = run("backtest", "--trade", table, "--pair", "DE", "FR")
    assert "Verdict: screening" in words.output


def test_the_same_table_elsewhere_gives_the_same_bytes(table: Path, tmp_path: Path):
    shutil.copytree(table, tmp_path / "copy")
    one = run("axes", "DE", "MA", "--trade", table, "--json")
    other = run("axes", "DE", "MA", "--trade", tmp_path / "copy", "--json")
    assert one.output == other.output
