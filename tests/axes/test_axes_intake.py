"""Bad trade files: each gets its clear answer, nothing is silently dropped, and the counts add up."""

from __future__ import annotations

import ibis
import numpy as np
import pandas as pd
import pytest

from servanda.axes import axes, measures
from servanda.axes import errors as e
from servanda.axes.intake import take_in
from servanda.axes.source import open_trade
from tests.axes.axes_worlds import bilateral, write


def taken(path, years=None, **options):
    with open_trade(path) as source:
        return take_in(source, years, **options)


def adds_up(table) -> bool:
    intake = table.intake
    return intake.rows == intake.accepted + intake.outside_years + sum(intake.set_aside.values())


def found_codes(table) -> set[str]:
    return {finding.code for finding in table.intake.findings}


@pytest.fixture
def world():
    return bilateral(12, 40)


@pytest.mark.parametrize("column", ["exporter", "product", "value"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_missing_column_is_named(world, tmp_path, column, ending):
    path = write(world.drop(columns=column), tmp_path / f"t.{ending}")
    with pytest.raises(e.ColumnsMissing) as caught:
        taken(path)
    assert caught.value.data["missing"] == column
    assert caught.value.code == "columns_missing"


def test_columns_named_as_in_baci_are_known(world, tmp_path):
    baci = world.rename(columns=dict(zip(world.columns, "tijkvq", strict=True)))
    assert (
        taken(write(baci, tmp_path / "b.csv")).intake.value
        == taken(write(world, tmp_path / "w.csv")).intake.value
    )


def test_two_columns_for_the_same_thing_are_refused(world, tmp_path):
    with pytest.raises(e.ColumnsAmbiguous):
        taken(write(world.drop(columns="exporter").assign(country="MA", i="RU"), tmp_path / "t.csv"))


def test_no_file_an_unreadable_one_and_an_empty_one(tmp_path):
    with pytest.raises(e.SourceAbsent):
        taken(tmp_path / "nothing.csv")
    (tmp_path / "noise.parquet").write_bytes(b"PAR1 this is no parquet")
    with pytest.raises(e.SourceUnreadable):
        taken(tmp_path / "noise.parquet")
    with pytest.raises((e.TableEmpty, e.SourceUnreadable)):
        taken(write(bilateral(5, 5).head(0), tmp_path / "empty.csv"))
    with pytest.raises(e.TableEmpty):
        taken(write(bilateral(5, 5).astype({"exporter": str}).head(0), tmp_path / "empty.parquet"))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_negative_absent_and_nameless_rows_are_refused_with_counts(world, tmp_path, ending):
    world.loc[0, "value"] = -5.0
    world.loc[[1, 2], "value"] = np.nan
    world.loc[3, "product"] = None
    world.loc[4, "value"] = np.inf
    path = write(world, tmp_path / f"t.{ending}")
    with pytest.raises(e.ValuesFaulty) as caught:
        taken(path)
    faults = caught.value.data["by_fault"]
    assert faults["value_negative"] == 1
    assert faults["code_absent"] == 1
    assert sum(faults.values()) == caught.value.data["count"] == 5
    assert caught.value.data["rows"] == len(world)
    assert caught.value.data["examples"]

    table = taken(path, good_rows=True)
    assert table.intake.set_aside == faults
    assert table.intake.accepted == len(world) - 5
    assert adds_up(table)
    expected = round(world["value"].iloc[5:] * 1000).sum() / 1000
    assert table.intake.value == pytest.approx(expected)


def test_text_in_the_value_column_is_a_fault_and_not_nought(world, tmp_path):
    frame = world.astype({"value": object})
    frame.loc[7, "value"] = "1,5"
    with pytest.raises(e.ValuesFaulty) as caught:
        taken(write(frame, tmp_path / "t.csv"))
    assert caught.value.data["by_fault"] == {"value_unreadable": 1}
    with pytest.raises(e.ValuesFaulty) as caught:
        taken(write(frame.assign(value=frame["value"].astype(str)), tmp_path / "t.parquet"))
    assert caught.value.data["by_fault"] == {"value_unreadable": 1}


def test_product_codes_that_lost_their_zeros_are_refused_or_restored(world, tmp_path):
    path = write(world.astype({"product": int}), tmp_path / "t.parquet")
    with pytest.raises(e.CodesLostZeros) as caught:
        taken(path)
    assert caught.value.data["digits"] == 6
    restored = taken(path, pad_codes=True)
    assert restored.products == taken(write(world, tmp_path / "w.parquet")).products
    assert "codes_padded" in found_codes(restored)
    with pytest.raises(e.CodesLostZeros):  # a spreadsheet writes them without quotes: the same loss
        taken(write(world.astype({"product": int}), tmp_path / "t.csv"))
    assert (
        taken(write(world, tmp_path / "kept.csv")).products == restored.products
    )  # CSV keeps zeros that are there


@pytest.mark.data
def test_four_digit_sitc_codes_that_lost_their_zeros(world_trade, tmp_path):
    frame = pd.read_csv(world_trade, dtype={"product": int})
    with pytest.raises(e.CodesLostZeros):
        taken(write(frame, tmp_path / "t.csv"))
    restored = taken(write(frame, tmp_path / "t.csv"), pad_codes=True)
    assert restored.products == taken(world_trade).products
    assert (restored.exports == taken(world_trade).exports).all()


def test_codes_of_several_levels_are_refused(world, tmp_path):
    chapters = world.assign(product=world["product"].str[:2])
    with pytest.raises(e.LevelsMixed):
        taken(write(pd.concat([world, chapters]), tmp_path / "t.csv"))


def test_codes_of_no_nomenclature_pass_and_it_is_said(world, tmp_path):
    numbers = {product: str(n) for n, product in enumerate(sorted(world["product"].unique()))}
    table = taken(write(world.assign(product=world["product"].map(numbers)), tmp_path / "t.csv"))
    assert table.intake.nomenclature is None
    assert "nomenclature_unknown" in found_codes(table)


def test_vintages_mixed_in_the_names_of_files_or_in_the_codes_are_refused(world, tmp_path):
    write(world, tmp_path / "BACI_HS92_Y2021.csv")
    write(world.assign(year=2023), tmp_path / "BACI_HS17_Y2023.csv")
    with pytest.raises(e.VintagesMixed):
        taken(tmp_path)
    rows = world.head(2).assign(
        product=["846900", "854911"]
    )  # typewriters (until HS 2012), electronic waste (HS 2022)
    with pytest.raises(e.VintagesMixed) as caught:
        taken(write(pd.concat([world, rows]), tmp_path / "mixed.csv"))
    assert set(caught.value.data["headings"]) == {"8469", "8549"}
    assert taken(write(pd.concat([world, rows.head(1)]), tmp_path / "old.csv")).intake.nomenclature == "HS"


def test_a_folder_is_read_whole_and_says_what_it_did_not_use(world, tmp_path):
    write(world, tmp_path / "BACI_HS17_Y2022.parquet")
    write(world.assign(year=2023), tmp_path / "BACI_HS17_Y2023.parquet")
    (tmp_path / "product_codes_HS17.csv").write_text('code,description\n010100,"Horses"\n')
    (tmp_path / "Readme.txt").write_text("hello")
    table = taken(tmp_path)
    assert table.years == [2022, 2023]
    assert table.intake.rows == 2 * len(world)
    ignored = next(f for f in table.intake.findings if f.code == "files_ignored")
    assert ignored.data["files"] == "Readme.txt"
    write(world, tmp_path / "again.csv")
    with pytest.raises(e.FormatsMixed):
        taken(tmp_path)


def test_one_year_only_is_said_and_other_years_are_counted(tmp_path):
    path = write(bilateral(10, 30, years=(2018, 2019, 2020, 2021)), tmp_path / "t.parquet")
    table = taken(path)
    assert table.years == [2019, 2020, 2021]
    assert table.intake.years_found == [2018, 2019, 2020, 2021]
    assert table.intake.outside_years > 0
    assert adds_up(table)
    one = taken(path, 2020)
    assert "one_year_only" in found_codes(one)
    assert adds_up(one)
    with pytest.raises(e.YearAbsent) as caught:
        taken(path, [2020, 1999])
    assert caught.value.data["asked"] == "1999"


def test_rows_without_a_year_are_a_fault(tmp_path):
    frame = bilateral(8, 20).astype({"year": object})
    frame.loc[0, "year"] = None
    path = write(frame, tmp_path / "t.csv")
    with pytest.raises(e.ValuesFaulty) as caught:
        taken(path)
    assert caught.value.data["by_fault"] == {"year_absent": 1}
    assert adds_up(taken(path, good_rows=True))


def test_unknown_countries_are_kept_and_named(world, tmp_path):
    stranger = world[world["exporter"] == "RU"].assign(exporter="QQ")
    table = taken(write(pd.concat([world, stranger]), tmp_path / "t.csv"))
    unknown = next(f for f in table.intake.findings if f.code == "countries_unknown")
    assert unknown.data == {"count": 1, "codes": "QQ"}
    assert "QQ" in table.countries
    assert adds_up(table)


def test_the_world_as_a_partner_is_set_aside_and_counted(tmp_path):
    world = bilateral(12, 40, system="numeric")
    total = world.groupby(["year", "exporter", "product"], as_index=False)["value"].sum().assign(importer="0")
    table = taken(write(pd.concat([world, total]), tmp_path / "t.csv"))
    assert table.intake.set_aside == {"aggregate": len(total)}
    assert adds_up(table)
    assert (table.exports == taken(write(world, tmp_path / "w.csv")).exports).all()


def test_invented_codes_of_countries_work_and_it_is_said(world, tmp_path):
    names = {code: f"C{n:03d}" for n, code in enumerate(sorted(world["exporter"].unique()))}
    frame = world.assign(exporter=world["exporter"].map(names), importer=world["importer"].map(names))
    path = write(frame, tmp_path / "t.csv")
    found = measures(path, countries="all").as_json()
    assert set(found["countries"]) == set(names.values())
    result = axes("C000", "C001", path).as_json()
    assert list(result["directions"]) == ["C000→C001", "C001→C000"]
    codes = {finding["code"] for finding in result["findings"]}
    assert {"countries_unrecognised", "gravity_too_few"} <= codes
    assert result["directions"]["C000→C001"]["figures"]["gravity_trade"] is None


def test_small_numbers_are_not_taken_for_states(world, tmp_path):
    names = {code: str(n) for n, code in enumerate(sorted(world["exporter"].unique()))}
    frame = world.assign(exporter=world["exporter"].map(names), importer=world["importer"].map(names))
    table = taken(write(frame, tmp_path / "t.csv"))
    assert "0" in table.countries
    assert not table.codes_recognised


@pytest.mark.parametrize("system", ["iso2", "iso3", "numeric"])
def test_each_system_of_codes_gives_the_same_axes(tmp_path, system):
    expected = axes("MA", "RU", write(bilateral(20, 60), tmp_path / "a.parquet"), draws=50).as_json()
    frame = bilateral(20, 60, system=system)
    if system == "numeric":
        frame = frame.astype({"exporter": int, "importer": int})
    found = axes("mar", "643", write(frame, tmp_path / "b.parquet"), draws=50).as_json()
    assert list(found["directions"]) == ["MA→RU", "RU→MA"]
    assert found["directions"]["MA→RU"]["figures"] == pytest.approx(
        expected["directions"]["MA→RU"]["figures"], rel=1e-6
    )


def test_repeated_rows_are_added_up_and_counted(world, tmp_path):
    table = taken(write(pd.concat([world, world.head(25)]), tmp_path / "t.parquet"))
    assert table.intake.repeated == 25
    assert "rows_repeated" in found_codes(table)
    once = taken(write(world, tmp_path / "w.parquet"))
    assert once.intake.repeated == 0
    assert table.exports.sum() - once.exports.sum() == round(world["value"].head(25) * 1000).sum()


def test_two_codes_of_one_state_are_added_up_and_named(tmp_path):
    frame = bilateral(12, 30, system="numeric")
    usa = frame["exporter"] == "840"
    half = frame[usa].index[::2]
    before = taken(write(frame, tmp_path / "w.csv"))
    frame.loc[half, "exporter"] = "842"
    after = taken(write(frame, tmp_path / "t.csv"))
    assert after.countries == before.countries
    assert (after.exports == before.exports).all()
    assert "codes_merged" in found_codes(after)


def test_trade_with_oneself_and_zero_values_are_counted(world, tmp_path):
    own = world.head(3).assign(importer=world["exporter"].head(3))
    world.loc[[10, 11], "value"] = 0.0
    table = taken(write(pd.concat([world, own]), tmp_path / "t.parquet"))
    assert table.intake.self_trade == 3
    assert table.intake.zero_values == 2
    assert adds_up(table)


def test_an_absent_party_the_same_party_twice_and_a_pair_without_trade(world, tmp_path):
    path = write(world, tmp_path / "t.parquet")
    with pytest.raises(e.PartyAbsent):
        axes("MA", "TV", path)
    with pytest.raises(e.PartiesSame):
        axes("MA", "MAR", path)
    none = world[~((world["exporter"] == "MA") & (world["importer"] == "RU"))]
    found = axes("MA", "RU", write(none, tmp_path / "n.parquet"), draws=50)
    way = found.directions["MA→RU"]
    assert way.figures["trade"] == way.figures["untapped_static"] == 0
    assert way.figures["untapped_gravity"] > 0
    assert way.axes
    assert "pair_without_trade" in {finding.code for finding in found.table.intake.findings}


def test_exports_only_tables_give_measures_and_say_what_they_cannot(world, tmp_path):
    frame = (
        world.groupby(["exporter", "product"], as_index=False)["value"]
        .sum()
        .rename(columns={"exporter": "country"})
    )
    path = write(frame, tmp_path / "t.csv")
    alone, whole = (
        measures(path, countries="all").as_json(),
        measures(write(world, tmp_path / "w.csv"), countries="all").as_json(),
    )
    assert alone["countries"] == whole["countries"]
    assert alone["products"] == whole["products"]
    assert {finding["code"] for finding in alone["findings"]} >= {"exports_only", "no_year"}
    with pytest.raises(e.ShapeInsufficient):
        axes("MA", "RU", path)
    with pytest.raises(e.YearAbsent):
        measures(path, year=2020)


def test_a_list_of_countries_is_taken_as_given_and_strangers_are_refused(world, tmp_path):
    path = write(world, tmp_path / "t.csv")
    chosen = ["MAR", "RU", "643", "CN", "IN", "US", "BR"]
    assert set(measures(path, countries=chosen).countries) == {"MA", "RU", "CN", "IN", "US", "BR"}
    with pytest.raises(e.CountryUnlisted) as caught:
        measures(path, countries=["MA", "TV"])
    assert caught.value.data["unknown"] == "TV"
    with pytest.raises(e.OptionUnknown):
        measures(path, countries="some")


def test_files_outside_the_table_cannot_be_read_once_it_is_open(world, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for ending in ("parquet", "csv"):
        with open_trade(write(world, tmp_path / f"t.{ending}")) as source:
            backend = source.table.get_backend()
            with pytest.raises(Exception, match=r"(?i)permission|disabled|external"):
                backend.raw_sql(f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')").fetchall()
            with pytest.raises(Exception, match=r"(?i)lock"):
                backend.raw_sql("SET enable_external_access = true")


def test_quotes_in_a_path_stay_a_path(world, tmp_path):
    odd = tmp_path / "it's; a folder"
    odd.mkdir()
    assert taken(write(world, odd / "t'.parquet")).intake.accepted == len(world)


def test_a_table_of_ibis_is_taken_as_it_is(world):
    table = taken(ibis.memtable(world))
    assert table.intake.accepted == len(world)
    assert table.intake.engine == "duckdb"


def test_every_error_and_finding_has_a_message_that_its_data_fills():
    import string

    for code, message in e.FINDINGS.items():
        assert message.endswith("."), code
        names = [name for _, name, _, _ in string.Formatter().parse(message) if name is not None]
        assert all(name.isidentifier() for name in names)
    classes = [cls for cls in vars(e).values() if isinstance(cls, type) and issubclass(cls, e.TradeError)]
    assert len({cls.code for cls in classes}) == len(classes)
