"""What must hold of any matrix: identities of the formulas, tried on random ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from servanda.axes.advantage import Matrix, advantage, components, has_advantage, without_empty
from servanda.axes.bilateral import complementarity, concentration, finger_kreinin, grubel_lloyd, intensity
from servanda.axes.complexity import complexity, fitness
from servanda.axes.gravity import estimate
from servanda.axes.intake import take_in
from servanda.axes.potential import potential
from servanda.axes.source import open_trade
from servanda.axes.space import density, outlook, proximity, times_proximity
from tests.axes.axes_worlds import bilateral, write


@st.composite
def matrices(draw, least: int = 4):
    """Matrices of advantages without empty rows and columns."""
    height, width = draw(st.integers(least, 14)), draw(st.integers(least, 25))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return without_empty(random.random((height, width)) < draw(st.floats(0.15, 0.8)))


def usable(matrix: Matrix) -> bool:
    return min(matrix.cells.shape) >= 3 and components(matrix)[0] == 1


@settings(max_examples=80, deadline=None)
@given(matrices())
def test_eci_is_the_mean_pci_of_what_a_country_has_an_advantage_in(matrix):
    assume(usable(matrix))
    found = complexity(matrix)
    assume(found.problem is None)
    mean = (matrix.cells @ found.pci) / matrix.diversity
    assert np.allclose(found.eci, mean, atol=1e-7)
    assert found.eci.mean() == pytest.approx(0, abs=1e-9)
    assert found.eci.std() == pytest.approx(1)


@settings(max_examples=80, deadline=None)
@given(matrices())
def test_complexity_is_the_second_eigenvector_of_the_product_matrix(matrix):
    assume(usable(matrix))
    found = complexity(matrix)
    assume(found.problem is None)
    cells = matrix.cells.astype(float)
    countries = (cells / matrix.diversity[:, None]) @ (cells / matrix.ubiquity).T
    values = np.sort(np.linalg.eigvals(countries).real)[::-1]
    assert values[0] == pytest.approx(1)
    assert found.eigenvalues == pytest.approx(tuple(values[1:3]), abs=1e-9)
    step = countries @ (found.eci - 0) - found.eigenvalues[0] * found.eci  # an eigenvector up to the constant
    assert np.allclose(step, step.mean(), atol=1e-6)


@settings(max_examples=80, deadline=None)
@given(matrices())
def test_eci_rises_with_diversity_and_z_scores_change_products_only(matrix):
    assume(usable(matrix))
    found, scored = complexity(matrix), complexity(matrix, "zscore")
    assume(found.problem is None)
    assert (found.eci - found.eci.mean()) @ (matrix.diversity - matrix.diversity.mean()) >= -1e-9
    assert np.array_equal(found.eci, scored.eci)
    assert scored.pci.mean() == pytest.approx(0, abs=1e-9)
    assert scored.pci.std() == pytest.approx(1)


@settings(max_examples=100, deadline=None)
@given(matrices())
def test_density_without_proximity_equals_the_product_with_it(matrix):
    near = proximity(matrix)
    assert np.array_equal(near, near.T)
    assert np.array_equal(np.diag(near), np.ones(len(near)))
    assert np.allclose(times_proximity(matrix.cells.astype(float), matrix), matrix.cells @ near, atol=1e-10)
    around, sums = density(matrix)
    assert np.allclose(around, (matrix.cells @ near) / near.sum(axis=0), atol=1e-12)
    assert np.allclose(sums, near.sum(axis=0))
    assert around.min() >= 0
    assert around.max() <= 1 + 1e-12


@settings(max_examples=60, deadline=None)
@given(matrices())
def test_outlook_follows_its_formula_in_both_variants(matrix):
    near, random = proximity(matrix), np.random.default_rng(1)
    pci = random.normal(size=near.shape[0])
    around, sums = density(matrix)
    absent = ~matrix.cells
    coi, with_second = outlook(matrix, pci, around, sums, "with_second_term")
    _, without_second = outlook(matrix, pci, around, sums, "without_second_term")
    for c in range(len(matrix.cells)):
        assert coi[c] == pytest.approx(sum(around[c, p] * pci[p] for p in np.flatnonzero(absent[c])))
        for p in range(near.shape[0]):
            gain = sum(near[p, q] / near[:, q].sum() * pci[q] for q in np.flatnonzero(absent[c]))
            expected = gain if absent[c, p] else 0
            assert without_second[c, p] == pytest.approx(expected, abs=1e-9)
            expected -= around[c, p] * pci[p] if absent[c, p] else 0
            assert with_second[c, p] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(matrices())
def test_fitness_follows_its_two_steps(matrix):
    one, two = fitness(matrix, 7), fitness(matrix, 8)
    cells = matrix.cells.astype(float)
    countries, products = cells @ one.products, 1 / (cells.T @ (1 / one.countries))
    assert np.allclose(two.countries, countries / countries.mean())
    assert np.allclose(two.products, products / products.mean())
    assert (one.updates, two.updates) == (7, 8)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_static_potential_sums_to_the_actual_trade_and_gravity_to_the_fitted(seed):
    random = np.random.default_rng(seed)
    world = random.pareto(1, 30) * 100 + 1
    exports, imports = world * random.random(30), world * random.random(30)
    flow = np.minimum(exports, imports) * random.random(30) * (random.random(30) < 0.6)
    found = potential(exports, imports, world, flow, fitted=123.5)
    assert found.static.sum() == pytest.approx(flow.sum())
    assert found.gravity.sum() == pytest.approx(123.5)
    assert np.allclose(found.gap, np.maximum(np.minimum(exports, imports) - flow, 0))
    assert (found.untapped >= 0).all()


def test_gravity_keeps_the_sums_of_exporters_and_importers_and_finds_the_planted_distance(tmp_path):
    from servanda.axes.gravity import covariates

    random = np.random.default_rng(3)
    with open_trade(write(bilateral(40, 5), tmp_path / "t.parquet")) as source:
        codes = take_in(source).countries
    pairs = covariates(codes)
    size = random.normal(0, 1, (2, 40))
    mean = np.exp(
        size[0][pairs.exporter]
        + size[1][pairs.importer]
        + 15
        - 1.1 * pairs.ln_distance
        + 0.6 * pairs.contiguous
    )
    flows = np.zeros((40, 40))
    flows[pairs.exporter, pairs.importer] = (
        mean * random.gamma(2, 0.5, len(pairs)) * (random.random(len(pairs)) < 0.9)
    )
    found = estimate(flows, codes)
    assert found.coefficients["ln_distance"] == pytest.approx(-1.1, abs=0.15)
    assert found.coefficients["contiguous"] == pytest.approx(0.6, abs=0.3)
    fitted = np.nan_to_num(found.fitted)
    assert fitted.sum() == pytest.approx(flows.sum(), rel=1e-12)
    assert np.allclose(fitted.sum(axis=0), flows.sum(axis=0), rtol=1e-10)
    assert np.allclose(fitted.sum(axis=1), flows.sum(axis=1), rtol=1e-10)


def test_gravity_settles_on_the_same_figures_from_wherever_the_estimator_stopped():
    from servanda.axes.gravity import settle

    random = np.random.default_rng(4)
    x = random.normal(size=(2, 20, 20))
    kept = ~np.eye(20, dtype=bool)
    flows = (
        np.exp(0.5 * x[0] - 0.3 * x[1] + random.normal(size=(20, 1))) * random.gamma(1, 1, (20, 20)) * kept
    )
    flows[3] = 0  # exports nothing: its effect is minus infinity, its fitted flows are 0
    exact, mean = settle(flows, x, kept, np.array([0.5, -0.3]))
    near, near_mean = settle(flows, x, kept, exact * (1 + 1e-9))
    assert near == pytest.approx(exact, rel=1e-12)
    assert np.allclose(mean, near_mean, rtol=1e-12)
    assert np.abs((x * (flows - mean)).sum(axis=(1, 2))).max() < 1e-9  # the likelihood's conditions
    assert np.allclose(mean.sum(axis=0), flows.sum(axis=0))
    assert not mean[3].any()


def test_figures_of_a_pair_have_their_known_values():
    assert complementarity(np.array([1, 1, 0]), np.array([0, 5, 5])) == pytest.approx(50)
    assert complementarity(np.array([2, 4]), np.array([1, 2])) == pytest.approx(100)
    assert grubel_lloyd(np.array([3.0, 0]), np.array([1.0, 4])) == pytest.approx(1 - 6 / 8)
    assert finger_kreinin(np.array([1, 3]), np.array([3, 1])) == pytest.approx(0.5)
    assert concentration(np.array([1, 1, 1, 1])) == pytest.approx(0.25)
    flows = np.array([[0, 6, 4], [2, 0, 8], [10, 10, 0]])
    assert intensity(flows, 0, 1) == pytest.approx((6 / 10) / (16 / 40))
    assert intensity(flows, 0, 1, leave_exporter_out=True) == pytest.approx((6 / 10) / (10 / 30))


def test_grubel_lloyd_is_over_the_sums_and_not_a_mean_of_products():
    there, back = np.array([100.0, 1]), np.array([100.0, 0])
    assert grubel_lloyd(there, back) == pytest.approx(1 - 1 / 201)
    assert grubel_lloyd(there, back) != pytest.approx(np.mean([1, 0]))


def test_zero_denominators_give_null_and_not_nought():
    nothing, something = np.zeros(3), np.array([1.0, 2, 3])
    assert complementarity(nothing, something) is None
    assert complementarity(something, nothing) is None
    assert grubel_lloyd(nothing, nothing) is None
    assert finger_kreinin(nothing, something) is None
    assert concentration(nothing) is None
    assert intensity(np.zeros((2, 2)), 0, 1) is None
    assert potential(nothing, something, something, nothing, 5.0).static_ease is None


def test_advantage_is_exact_at_a_tie_and_beyond_the_precision_of_floats():
    exports = np.array([[2, 1, 3], [4, 2, 6], [1, 5, 2]], dtype=np.int64)
    tied = np.array([[10, 30], [20, 60]], dtype=np.int64)
    assert has_advantage(tied, advantage(tied)).all()  # the same composition: every RCA is exactly 1
    large = np.array([[2**60, 2**60], [2**60, 2**60 + 1]], dtype=np.int64)
    assert has_advantage(large, advantage(large)).tolist() == [[True, False], [False, True]]
    plain = has_advantage(exports, advantage(exports))
    total = exports.sum()
    for c in range(3):
        for k in range(3):
            exact = int(exports[c, k]) * int(total) >= int(exports[c].sum()) * int(exports[:, k].sum())
            assert plain[c, k] == exact


def test_empty_rows_and_columns_are_dropped_and_restored_as_null():
    cells = np.array([[1, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]], dtype=bool)
    matrix = without_empty(cells)
    assert matrix.rows.tolist() == [0, 2]
    assert matrix.columns.tolist() == [0, 1, 3]
    assert np.isnan(matrix.restore_rows(np.array([1.0, 2]))).tolist() == [False, True, False]
    assert np.isnan(matrix.restore(np.ones((2, 3)))).sum() == 12 - 6


def test_fitness_of_a_nested_matrix_goes_to_zero_and_stays_finite():
    cells = np.tril(np.ones((30, 30), dtype=bool))  # each country makes one thing more than the one before
    found = fitness(without_empty(cells))
    assert found.vanishing > 0
    assert np.isfinite(found.countries).all()
    assert np.isfinite(found.products).all()
    order = np.argsort(found.countries)
    assert all(a < b for a, b in pairwise(order.tolist()))
