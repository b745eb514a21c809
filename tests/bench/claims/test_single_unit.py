"""One unit's slopes and curvature are right, and its descent is that of the implementations."""

from collections.abc import Sequence

import numpy as np
import pytest

from propbench.bench.claims.c06_squared_error import many_minima
from propbench.bench.claims.c06_squared_error.single_unit import (
    CROSS_ENTROPY,
    LINEAR,
    LOSSES,
    SQUARED,
    arrivals,
    descend,
    gradient,
    hessian,
    is_minimum,
    loss,
    settle,
    smallest_curvature,
    with_bias,
    wrong,
)
from propbench.bench.claims.c06_squared_error.three_losses import (
    Setting,
    rest_of_construction,
    shared_goal,
)
from propbench.bench.claims.c06_squared_error.two_classes import (
    SATURATED_Z,
    TASKS,
    start,
    two_classes,
)
from propbench.bench.claims.shared.grids import with_best_inside
from propbench.bench.parameters import Parameters
from propbench.bench.training.rulesets import Grid
from propbench.bench.training.tuning import RateAndSeed, best_rate
from propbench.impls import load
from propbench.impls.contract import Array, Network


def examples(n: int = 3, m: int = 40) -> tuple[Array, Array]:
    generator = np.random.default_rng(4)
    x = generator.standard_normal((n, m))
    return with_bias(x), (generator.uniform(size=(1, m)) < 0.5).astype(float)


@pytest.mark.parametrize("output", LOSSES)
def test_gradient_and_hessian_are_the_differences_of_loss_and_gradient(output: str) -> None:
    x, y = examples()
    w, step = np.array([0.4, -1.1, 0.7, 0.2]), 1e-5
    for k, direction in enumerate(step * np.eye(4)):
        rise = loss(output, w + direction, x, y) - loss(output, w - direction, x, y)
        assert gradient(output, w, x, y)[k] == pytest.approx(rise / (2 * step), rel=1e-6, abs=1e-9)
        turn = gradient(output, w + direction, x, y) - gradient(output, w - direction, x, y)
        np.testing.assert_allclose(hessian(output, w, x, y)[k], turn / (2 * step), atol=1e-8)


@pytest.mark.parametrize("output", LOSSES)
def test_the_descent_is_that_of_train_many(output: str) -> None:
    x, y = examples()
    w = np.random.default_rng(1).standard_normal((2, 4))
    rates = np.array([0.1, 0.5])
    parameters = [Parameters((row[None, :3],), (row[None, 3:],)) for row in w]
    _, trained = load("numpy_vectorized").dense.train_many(
        Network((3, 1), output=output), parameters, x[:3], y, rates, 25
    )
    expected = [np.append(each["w0"], each["b0"]) for each in trained]
    np.testing.assert_allclose(descend(output, w, rates, x, y, 25), expected, rtol=1e-10)


@pytest.mark.parametrize("output", LOSSES)
def test_an_arrival_is_the_first_of_two_iterations_at_the_goal(output: str) -> None:
    x, y = examples()
    w, rates = np.random.default_rng(1).standard_normal((4, 4)), np.array([0.02, 0.1, 0.5, 1e6])
    found = arrivals(output, w, rates, x, y, 0.4, 60)
    for unit, rate in enumerate(rates):
        after = [descend(output, w[[unit]], rates[[unit]], x, y, t) for t in range(61)]
        with np.errstate(over="ignore", invalid="ignore"):
            met = [bool(wrong(output, one @ x, y)[0] <= 0.4) for one in after]
        first = next((t for t in range(60) if met[t] and met[t + 1]), 60)
        assert found[unit] == first, rate
    assert len(set(found)) > 1


def test_scores_that_are_not_finite_are_wrong() -> None:
    z, y = np.array([[np.nan, np.inf, 3.0, 3.0]]), np.array([[0.0, 1.0, 1.0, 0.0]])
    assert wrong(CROSS_ENTROPY, z, y) == 0.75


def test_least_squares_decides_at_one_half_and_a_sigmoid_at_zero() -> None:
    z, y = np.array([[0.3, 0.7]]), np.array([[0.0, 1.0]])
    assert wrong(LINEAR, z, y) == 0
    assert wrong(SQUARED, z, y) == 0.5


@pytest.mark.parametrize("d", [1, 2, 3])
def test_every_promised_minimum_of_the_construction_is_one(d: int) -> None:
    """The wells of one axis are found on a grid; combined, they are the minima of all axes."""
    wells = 4
    x, y = many_minima.construction(1, wells)
    grid = many_minima.SCALE ** np.linspace(-wells - 1, 1, 4_001)
    losses = np.array([loss(SQUARED, np.array([w]), x, y) for w in grid])
    places = np.flatnonzero((losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])) + 1
    assert places.size == wells
    x, y = many_minima.construction(d, wells)
    for corner in np.ndindex(*(wells,) * d):
        w = settle(SQUARED, grid[places[list(corner)]], x, y)
        assert is_minimum(SQUARED, w, x, y)
        np.testing.assert_allclose(w, grid[places[list(corner)]], rtol=0.02)


def test_starts_find_the_minima_of_squared_error_and_the_one_of_cross_entropy() -> None:
    assert rest_of_construction(SQUARED, 1, 3, 20).minima == 3
    for convex in (CROSS_ENTROPY, LINEAR):
        assert rest_of_construction(convex, 1, 3, 10) == (1, 0, 10)


def test_a_flat_end_is_no_minimum() -> None:
    x, y = many_minima.construction(1, 2)
    assert not is_minimum(SQUARED, np.array([1e4]), x, y)


@pytest.mark.parametrize("seed", range(5))
def test_only_squared_error_through_a_sigmoid_bends_downwards(seed: int) -> None:
    x, y = examples()
    w = 3 * np.random.default_rng(seed).standard_normal(4)
    bends = {output: smallest_curvature(output, w, x, y) for output in LOSSES}
    assert bends[SQUARED] < -1e-4
    assert min(bends[CROSS_ENTROPY], bends[LINEAR]) > 0


@pytest.mark.parametrize("task", TASKS)
def test_training_labels_are_flipped_and_held_out_ones_are_not(task: str) -> None:
    clean, noisy = two_classes(task, 0.0, 3), two_classes(task, 0.2, 3)
    assert np.mean(clean.y != noisy.y) == pytest.approx(0.2, abs=0.06)
    np.testing.assert_array_equal(clean.y_clean, noisy.y_clean)
    np.testing.assert_array_equal(clean.x, noisy.x)
    assert wrong(CROSS_ENTROPY, (clean.right @ clean.x_clean)[None], clean.y_clean)[0] < 0.2
    assert clean.goal < noisy.goal < 0.5


def test_a_saturated_start_is_wrong_and_flat() -> None:
    data = two_classes("cancer", 0.0, 0)
    assert not start("zero", data).any()
    z = start("saturated_wrong", data) @ data.x
    assert np.median(np.abs(z)) == pytest.approx(SATURATED_Z)
    assert wrong(SQUARED, z[None], data.y)[0] > 0.9


def test_a_run_of_a_setting_goes_on_with_its_rates_until_the_best_is_inside() -> None:
    times = shared_goal(Setting("digits_3_8", 0.0, "zero"), LINEAR)
    rates = {rate for rate, _ in times}
    assert min(rates) < best_rate(times) < max(rates)


@pytest.mark.parametrize(("best", "extended"), [(1.0, (-1, 1)), (1e-3, (-4, 1)), (1e3, (-1, 4))])
def test_a_grid_is_extended_to_the_side_where_the_best_is(
    best: float, extended: tuple[int, int]
) -> None:
    def train(runs: Sequence[RateAndSeed]) -> Array:
        return np.array([[abs(np.log10(rate / best)) for rate, _ in runs]])

    assert with_best_inside(train, Grid(-1, 1, 1)) == Grid(*extended, 1)
