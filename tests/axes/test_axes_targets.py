"""The published and agreed figures on real world trade, average of 1998–2000."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from servanda.axes import measures
from servanda.axes.space import country_proximity, proximity

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def all_countries(world_trade):
    return measures(world_trade, countries="all", updates=19)


def test_the_matrix_of_advantages_has_no_cell_different(all_countries, world_trade):
    with (world_trade.parent / "expected_balassa_binary_ones.csv").open() as lines:
        expected = {(row["country"], row["product"]) for row in csv.DictReader(lines)}
    rows, columns = np.nonzero(all_countries.cells)
    found = {
        (all_countries.countries[c], all_countries.products[k]) for c, k in zip(rows, columns, strict=True)
    }
    assert all_countries.cells.shape == (226, 785)
    assert len(found) == 31_951
    assert found == expected


def test_proximity_of_products_and_countries(all_countries, world_trade):
    near = proximity(all_countries.matrix)
    place = {product: n for n, product in enumerate(all_countries.products)}
    with (world_trade.parent / "expected_product_proximity.csv").open() as lines:
        worst = max(
            abs(round(near[place[row["p1"]], place[row["p2"]]], 6) - float(row["proximity"]))
            for row in csv.DictReader(lines)
        )
    assert worst < 1.1e-6  # the expected figures have six decimals
    assert near.mean() == pytest.approx(0.2067174519, abs=5e-11)
    assert country_proximity(all_countries.matrix).mean() == pytest.approx(0.1385318976, abs=5e-11)


def test_fitness_after_nineteen_updates(all_countries, world_trade):
    countries = all_countries.as_json()["countries"]
    for code, expected in (("deu", 3.812896), ("esp", 3.359721), ("ita", 3.234117)):
        assert countries[code]["fitness"] == pytest.approx(expected, abs=6e-7)
    with (world_trade.parent / "expected_country_complexity.csv").open() as lines:
        for row in csv.DictReader(lines):
            assert countries[row["country"]]["fitness"] == pytest.approx(float(row["eci"]), abs=2e-4)


def test_complexity_of_countries_and_products(all_countries):
    found = all_countries.as_json()
    expected = {
        "jpn": 2.262632, "gbr": 1.924224, "deu": 1.884379, "usa": 1.825037, "che": 1.666692, "mex": 1.101791,
        "chn": 0.601777, "bra": -0.072528, "ind": -0.122867, "mar": -0.741195, "nga": -2.544355,
    }  # fmt: skip
    for code, eci in expected.items():
        assert found["countries"][code]["eci"] == pytest.approx(eci, abs=6e-7), code
    assert found["products"]["7284"]["pci"] == pytest.approx(5.638347, abs=6e-7)
    assert found["products"]["3330"]["pci"] == pytest.approx(-5.982233, abs=6e-7)
    assert found["lambda2"] == pytest.approx(0.17913392, abs=6e-9)
    assert found["lambda3"] == pytest.approx(0.12094886, abs=6e-9)


def test_default_filter_keeps_micro_territories_off_the_top(all_countries, world_trade):
    def top(found):
        ranked = sorted(found.as_json()["countries"].items(), key=lambda item: -item[1]["eci"])
        return [code for code, _ in ranked[:10]]

    micro = {"sgs", "hmd", "bvt"}
    assert micro & set(top(all_countries))
    filtered = measures(world_trade)
    assert not micro & set(filtered.countries)
    assert top(filtered)[:4] == ["jpn", "gbr", "deu", "usa"]
    left_out = next(f for f in filtered.table.intake.findings if f.code == "countries_left_out")
    assert left_out.data["count"] + len(filtered.countries) == 226
    assert micro <= set(left_out.data["codes"])


def test_settled_fitness_has_the_order_that_more_updates_keep(world_trade):
    settled = measures(world_trade)
    more = measures(world_trade, updates=settled.fitness.updates + 300)
    assert settled.fitness.settled
    assert np.array_equal(
        np.argsort(-settled.country_fitness, kind="stable"), np.argsort(-more.country_fitness, kind="stable")
    )


def test_sectors_of_real_products_are_all_known(all_countries):
    from servanda.axes.concordance import sector_of

    assert all_countries.table.intake.nomenclature == "SITC"
    unclassified = [p for p in all_countries.products if sector_of(p, "SITC") == "unclassified"]
    assert {product[:2] for product in unclassified} <= {"91", "93", "pr"} or not unclassified
