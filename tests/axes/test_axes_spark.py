"""The same expressions on a distributed engine, for real: Spark on this machine gives the figures of DuckDB."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

from servanda.axes import axes, measures
from servanda.axes.errors import ValuesFaulty
from tests.axes.axes_worlds import bilateral, write

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is absent: Spark needs it"),
]


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark", reason="PySpark is absent: `make spark` installs it")
    import ibis
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield ibis.pyspark.connect(session)
    session.stop()


def without_engine(found: dict) -> dict:
    """Outputs but for the number of files, which a table of an engine does not have."""
    return found | {"intake": {key: value for key, value in found["intake"].items() if key != "files"}}


def test_measures_and_axes_are_the_same_bytes_on_both_engines(spark, tmp_path):
    frame = bilateral(20, 120, years=(2020, 2021, 2022))
    frame["value"] = frame["value"] + 0.0005  # a third of the values now end on a half thousandth
    path = write(frame, tmp_path / "trade.parquet")
    table = spark.read_parquet(str(path), table_name="trade")
    assert without_engine(measures(table).as_json()) == without_engine(measures(path).as_json())
    here, there = axes("MA", "RU", path), axes("MA", "RU", table)
    assert there.table.intake.engine == "pyspark"
    assert np.array_equal(here.table.exports, there.table.exports)
    assert np.array_equal(here.table.flows, there.table.flows)
    assert without_engine(here.as_json()) == without_engine(there.as_json())


def test_faulty_rows_are_counted_alike_on_both_engines(spark, tmp_path):
    frame = bilateral(10, 40)
    frame.loc[0, "value"] = -1.0
    frame.loc[1, "value"] = np.inf
    frame.loc[2, "product"] = None
    frame = pd.concat([frame, frame.tail(7)])
    path = write(frame, tmp_path / "faulty.parquet")
    table = spark.read_parquet(str(path), table_name="faulty")
    for source in (path, table):
        with pytest.raises(ValuesFaulty) as caught:
            measures(source)
        assert caught.value.data["by_fault"] == {"code_absent": 1, "value_negative": 1, "value_unreadable": 1}
    one, other = (measures(source, good_rows=True).as_json() for source in (path, table))
    assert one["intake"]["repeated"] == 7
    assert without_engine(one) == without_engine(other)
