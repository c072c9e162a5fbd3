"""The axes of a pair from end to end, the traps on the way, and the same bytes every time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from servanda.axes import axes, measures, product_space, sells_and_buys
from servanda.axes.concordance import chapter_title, detect, heading_of, headings, sector_of, vintage_range
from servanda.axes.countries import (
    common_language,
    contiguous,
    distance_km,
    known_countries,
    recognised,
    resolve,
)
from servanda.axes.figures import figure, to_json
from servanda.axes.picture import layout, space_links
from servanda.axes.ranking import percentile_ranks, product_scores, rank_sectors
from tests.axes.axes_worlds import bilateral, codes, hs_products, write


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return write(bilateral(24, 300, years=(2020, 2021, 2022)), tmp_path_factory.mktemp("axes") / "t.parquet")


@pytest.fixture(scope="module")
def result(table):
    return axes("MA", "RU", table)


def test_both_directions_are_ranked_with_reasons(result):
    found = result.as_json()
    assert found["pair"] == ["MA", "RU"]
    assert found["year"] == 2022
    assert found["years"] == [2020, 2021, 2022]
    assert list(found["directions"]) == ["MA→RU", "RU→MA"]
    assert found["verdict"] == "screening"
    assert found["opportunity_variant"] == "with_second_term"
    for direction in found["directions"].values():
        ranked = direction["axes"]
        assert [axis["rank"] for axis in ranked] == list(range(1, len(ranked) + 1))
        assert ranked == sorted(ranked, key=lambda axis: -axis["components"]["score"])
        for axis in ranked:
            low, high = axis["interval"]
            assert 1 <= low <= axis["rank"] <= high <= len(ranked)
            for product in axis["products"]:
                assert sector_of(product["product"], "HS") == axis["sector"]


def test_figures_of_the_direction_are_those_of_the_table(result, table):
    frame = pd.read_parquet(table)
    way = result.directions["MA→RU"]
    pair = frame[(frame["exporter"] == "MA") & (frame["importer"] == "RU")]
    assert way.figures["trade"] == pytest.approx(pair["value"].sum() / 3)
    exports = frame[frame["exporter"] == "MA"].groupby("product")["value"].sum() / 3
    imports = frame[frame["importer"] == "RU"].groupby("product")["value"].sum() / 3
    goods = list(result.table.products)
    assert np.allclose(way.exports, exports.reindex(goods).fillna(0))
    assert np.allclose(way.imports, imports.reindex(goods).fillna(0))
    assert way.potential.static.sum() == pytest.approx(way.figures["trade"])
    assert way.potential.gravity.sum() == pytest.approx(way.figures["gravity_trade"])


def test_sectors_hold_every_candidate_once_and_their_values_add_up(result):
    for way in result.directions.values():
        members = np.concatenate([axis.members for axis in way.axes])
        assert sorted(members.tolist()) == list(range(len(way.candidates)))
        ranked = sum(way.potential.untapped[way.candidates[axis.members]].sum() for axis in way.axes)
        assert ranked + way.unranked_value == pytest.approx(way.potential.untapped.sum())


def test_a_pair_that_barely_trades_gets_nothing_from_static_ease_and_something_from_gravity(tmp_path):
    frame = bilateral(24, 200)
    between = (frame["exporter"] == "MA") & (frame["importer"] == "RU")
    frame.loc[between, "value"] = frame.loc[between, "value"] / 1000
    way = axes("MA", "RU", write(frame, tmp_path / "t.parquet"), draws=20).directions["MA→RU"]
    assert way.figures["untapped_static"] <= way.figures["trade"]
    assert way.figures["untapped_gravity"] > 100 * way.figures["untapped_static"]


def test_without_gravity_the_static_ease_ranks_and_it_is_said(table):
    found = axes("MA", "RU", table, gravity=False, draws=20).as_json()
    assert found["gravity"] is None
    assert "gravity_off" in {finding["code"] for finding in found["findings"]}
    first = found["directions"]["MA→RU"]["axes"][0]["components"]
    assert first["untapped_gravity"] is None
    assert first["untapped_static"] > 0


PROGRAM = """
import sys
from servanda.axes import axes, measures
from servanda.axes.figures import to_json
import servanda.axes.source as source
source.open_trade.__kwdefaults__["threads"] = int(sys.argv[2])
sys.stdout.write(to_json(axes("MA", "RU", sys.argv[1]).as_json()) + to_json(measures(sys.argv[1]).as_json()))
"""


def test_the_same_bytes_whatever_the_threads_and_the_order_of_rows(tmp_path):
    frame = bilateral(24, 150, years=(2021, 2022))
    shuffled = frame.sample(frac=1, random_state=5)
    paths = [write(frame, tmp_path / "as_it_came.parquet"), write(shuffled, tmp_path / "shuffled.parquet")]
    outputs = []
    for path, threads in ((paths[0], "1"), (paths[0], "4"), (paths[1], "3")):
        threaded = dict.fromkeys(
            ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS"), threads
        )
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path), threads],
            capture_output=True,
            env=os.environ | threaded,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(outputs[0]) > 10_000


def test_sums_of_integers_do_not_flip_a_tie_that_sums_of_doubles_flip(tmp_path):
    # ten times 0.1 in doubles is below 1: A would lose its advantage in the first product, which it holds exactly
    rows = [("A", "p1", 0.1)] * 10 + [("A", "p2", 2.0), ("B", "p1", 3.0), ("B", "p2", 6.0)]
    assert sum([0.1] * 10) != 1.0
    frame = pd.DataFrame(rows, columns=["country", "product", "value"])
    found = measures(write(frame, tmp_path / "t.parquet"), countries="all")
    assert found.cells.all()


def test_a_disconnected_matrix_is_named_and_gives_no_complexity(tmp_path):
    left, right = ("p1", "p2", "p3", "p4"), ("q1", "q2", "q3", "q4")
    rows = [(f"A{n}", p, 1.0 + (n * k) % 3) for n in range(4) for k, p in enumerate(left) if (n + k) % 3]
    rows += [(f"B{n}", p, 1.0 + (n * k) % 3) for n in range(4) for k, p in enumerate(right) if (n + k) % 3]
    path = write(pd.DataFrame(rows, columns=["country", "product", "value"]), tmp_path / "t.csv")
    found = measures(path, countries="all").as_json()
    assert found["lambda2"] == 1
    assert all(country["eci"] is None for country in found["countries"].values())
    assert all(country["fitness"] > 0 for country in found["countries"].values())
    finding = next(f for f in found["findings"] if f["code"] == "matrix_disconnected")
    assert finding["data"] == {"components": 2, "kept": 0, "countries": 8}


def test_a_small_part_that_stands_apart_is_null_and_the_rest_has_its_complexity(tmp_path):
    frame = bilateral(15, 60).groupby(["exporter", "product"], as_index=False)["value"].sum()
    island = pd.DataFrame({"exporter": ["TV"], "product": ["970190"], "value": [1.0]})
    alone = measures(write(frame, tmp_path / "w.csv"), countries="all").as_json()
    found = measures(write(pd.concat([frame, island]), tmp_path / "t.csv"), countries="all").as_json()
    assert found["countries"]["TV"]["eci"] is None
    assert found["lambda2"] == 1
    assert found["lambda3"] == pytest.approx(alone["lambda2"], rel=1e-6)
    assert found["countries"]["RU"]["eci"] == pytest.approx(alone["countries"]["RU"]["eci"], rel=1e-6)


def test_a_country_without_any_advantage_is_null_and_not_nan_everywhere(tmp_path):
    frame = bilateral(15, 60).groupby(["exporter", "product"], as_index=False)["value"].sum()
    nothing = pd.DataFrame({"exporter": ["TV"], "product": [hs_products(60)[0]], "value": [0.0]})
    found = measures(write(pd.concat([frame, nothing]), tmp_path / "t.csv"), countries="all").as_json()
    assert "TV" not in found["countries"]
    left_out = next(f for f in found["findings"] if f["code"] == "countries_left_out")
    assert left_out["data"]["codes"] == ["TV"]
    assert all(country["eci"] is not None for country in found["countries"].values())


def test_a_party_below_the_filter_stays_and_it_is_said(tmp_path):
    frame = bilateral(15, 60)
    frame = frame.replace({"exporter": {codes(15)[0]: "IS"}, "importer": {codes(15)[0]: "IS"}})
    found = axes("IS", "RU", write(frame, tmp_path / "t.parquet"), draws=20)
    assert "party_kept" in {finding.code for finding in found.table.intake.findings}
    assert found.directions["IS→RU"].axes
    assert "IS" not in measures(tmp_path / "t.parquet").countries


def test_titles_come_from_the_list_of_codes_beside_the_table(tmp_path):
    frame = bilateral(15, 60)
    write(frame, tmp_path / "BACI_HS17_Y2022.parquet")
    lines = "".join(f'{code},"Title of {code}"\n' for code in hs_products(60))
    (tmp_path / "product_codes_HS17.csv").write_text("code,description\n" + lines)
    first = axes("MA", "RU", tmp_path, draws=20).as_json()["directions"]["MA→RU"]["axes"][0]["products"][0]
    assert first["title"] == f"Title of {first['product']}"


def test_both_variants_of_the_gain_are_named_and_differ(table):
    one, two = (measures(table, variant=v) for v in ("with_second_term", "without_second_term"))
    assert [m.as_json()["opportunity_variant"] for m in (one, two)] == [
        "with_second_term",
        "without_second_term",
    ]
    assert np.array_equal(one.coi, two.coi)
    order = [np.argsort(-np.nan_to_num(m.cog[0])).tolist() for m in (one, two)]
    assert order[0] != order[1]


def test_progress_is_told_from_beginning_to_end(table):
    told = []
    axes("MA", "RU", table, draws=20, progress=lambda stage, part: told.append((stage, part)))
    parts = [part for _, part in told]
    assert parts == sorted(parts)
    assert told[-1] == ("done", 1.0)


def test_output_is_json_without_nan(result):
    text = to_json(result.as_json())
    assert json.loads(text) == result.as_json()
    assert figure(float("nan")) is None
    assert figure(1 / 3) == 0.333333333
    assert str(figure(-0.0)) == "0.0"


def test_what_a_sells_elsewhere_and_b_buys_elsewhere(result):
    rows = sells_and_buys(result, "MA→RU", 8)
    assert rows == sorted(rows, key=lambda row: -row["trade_gap"])
    for row in rows:
        assert row["trade_gap"] == pytest.approx(
            min(row["sold_elsewhere"], row["bought_elsewhere"]), rel=1e-6
        )


def test_the_product_space_links_every_product_and_shows_the_pair(result):
    space = product_space(result, limit=120)
    names = {node["product"] for node in space["nodes"]}
    assert len(names) + space["products_left_out"] == len(result.measures.products)
    assert {end for link in space["links"] for end in link[:2]} <= names
    assert len(space["links"]) >= len(names) - 1
    assert max(abs(node[axis]) for node in space["nodes"] for axis in "xy") == pytest.approx(1)
    row = result.measures.countries.index("MA")
    for node in space["nodes"]:
        column = result.measures.products.index(node["product"])
        assert node["advantage"][0] == result.measures.cells[row, column]
    assert space == product_space(result, limit=120)


def test_near_products_lie_nearer_than_far_ones():
    near = np.full((6, 6), 0.1)
    near[:3, :3] = near[3:, 3:] = 0.9
    np.fill_diagonal(near, 1)
    places = layout(near, space_links(near))
    within = np.linalg.norm(places[0] - places[1])
    across = min(np.linalg.norm(places[a] - places[b]) for a in range(3) for b in range(3, 6))
    assert across > 2 * within


def test_scores_are_geometric_means_of_percentile_ranks():
    assert percentile_ranks(np.array([10.0, 30, 20, 20])).tolist() == [0.25, 1, 0.625, 0.625]
    scores = product_scores([np.array([1.0, 2]), np.array([2.0, 1]), np.array([1.0, 2])])
    assert scores == pytest.approx([(0.5 * 1 * 0.5) ** (1 / 3), (1 * 0.5 * 1) ** (1 / 3)])


def test_a_sector_that_leads_in_everything_is_first_under_all_weights_and_a_torn_one_is_not():
    random = np.random.default_rng(0)
    sectors = ["energy"] * 30 + ["mining"] * 30 + ["digital"] * 30
    level = np.repeat([3.0, 0.0, 0.0], 30) + random.normal(0, 0.1, 90)
    split = np.repeat([3.0, 1.0, 0.0], 30) + random.normal(0, 0.1, 90)
    against = np.repeat([3.0, 0.0, 1.0], 30) + random.normal(0, 0.1, 90)
    ranked = rank_sectors([level, split, against], np.ones(90), sectors)
    assert ranked[0].sector == "energy"
    assert ranked[0].interval == (1, 1)
    assert {axis.interval for axis in ranked[1:]} == {(2, 3)}
    assert [a.interval for a in rank_sectors([level, split, against], np.ones(90), sectors)] == [
        a.interval for a in ranked
    ]


def test_every_chapter_has_a_short_title_in_each_language():
    chapters = [prefix for prefix in headings("HS") if len(prefix) == 2]
    assert len(chapters) == 96  # 01 to 97 without 77, which is kept free
    for language, letters in (
        ("ar", r"[\u0600-\u06ff ]+"),
        ("ru", r"[А-Яа-яЁё, ]+"),
        ("fr", r"[A-Za-zÀ-ÿœ’, ]+"),
        ("en", r"[A-Za-z,\- ]+"),
    ):
        titles = [chapter_title(f"{chapter}0110", "HS", language) for chapter in chapters]
        assert len(set(titles)) == 96
        assert all(re.fullmatch(letters, title) for title in titles), language
    assert chapter_title("030342", "HS", "ar") == "أسماك وقشريات"
    assert chapter_title("990000", "HS", "fr") == ""
    assert chapter_title("7284", "SITC", "fr") == ""


def test_the_concordance_knows_the_sectors_of_the_memorandum():
    cases = {"270900": "energy", "080510": "agriculture", "030389": "fisheries", "160413": "fisheries", "251010": "mining",
             "310530": "industry", "520100": "agriculture", "840110": "nuclear", "880240": "aviation", "300490": "health",
             "854231": "digital", "999999": "unclassified", "870323": "transport", "890190": "maritime"}  # fmt: skip
    assert {code: sector_of(code, "HS") for code in cases} == cases
    assert sector_of("3330", "SITC") == "energy"
    assert sector_of("0342", "SITC") == "fisheries"
    assert heading_of("0805", None) is None
    known = {
        "energy", "nuclear", "agriculture", "fisheries", "industry", "mining", "transport", "aviation", "maritime",
        "digital", "science", "space", "education", "culture", "media", "sport", "health", "defence", "finance",
    }  # fmt: skip
    for name in ("HS", "SITC"):
        assert {heading.sector for heading in headings(name).values()} <= known
    assert {f"{n:02d}" for n in range(1, 98)} - {"77"} <= headings("HS").keys()


def test_nomenclatures_are_told_apart_by_what_only_one_has():
    assert detect(["270900", "010121"]) == "HS"
    assert detect(["0011", "7284"]) == "SITC"
    assert detect(["0101", "3004", "9401"]) == "HS"
    assert detect(["27", "30"]) == "HS"
    assert detect(["abc1", "abc2"]) is None
    assert detect(["000000", "010121"]) is None
    assert vintage_range(["848610", "880330"]) == (2007, 2017)


def test_countries_are_known_by_every_code_and_baci_numbers():
    assert {resolve(code).iso2 for code in ("MA", "mar", 504, "504")} == {"MA"}
    assert [resolve(n).iso2 for n in (251, 699, 757, 842, 579, 490)] == ["FR", "IN", "CH", "US", "NO", "TW"]
    assert resolve("ROM").iso2 == "RO"
    assert resolve("ZZ") is None
    assert distance_km(resolve("MA"), resolve("RU")) == pytest.approx(4150, rel=0.01)
    assert contiguous(resolve("MA"), resolve("DZ"))
    assert not contiguous(resolve("MA"), resolve("RU"))
    assert common_language(resolve("MA"), resolve("SN"))
    assert not common_language(resolve("MA"), resolve("RU"))
    assert (
        sum(distance_km(c, resolve("RU")) is None for c in known_countries()) == 4
    )  # Antarctica and empty islands
    assert recognised(["4", "8", "504", "643"])
    assert not recognised([str(n) for n in range(1, 60)])
