"""Linear networks: what they collapse to, how fast they train, and where they are not linear."""

import numpy as np
import pytest

from propbench import impls
from propbench.bench.claims.c04_linear.underflow import (
    DEEPEST,
    departure,
    exclusive_or,
    exclusive_or_right,
    shrunk,
)
from propbench.bench.claims.shared.linear import collapse, collapsed, network, outputs, with_biases
from propbench.bench.claims.shared.optimum import Runs, lowest_loss, result
from propbench.bench.training.tasks import TASKS

NUMPY = impls.load("numpy_vectorized")


def test_the_collapsed_layer_is_the_product_with_all_biases_carried_through() -> None:
    net = network((2, 2, 1))
    parameters = with_biases(net, 3)
    (w1, w2), (b1, b2) = parameters.w, parameters.b
    w, b = collapsed(parameters)
    np.testing.assert_allclose(w, w2 @ w1)
    np.testing.assert_allclose(b, w2 @ b1 + b2)
    assert np.abs(b).min() > 0


@pytest.mark.parametrize("layers", [1, 2, 16])
def test_a_linear_network_is_its_product_to_rounding(layers: int) -> None:
    assert collapse(NUMPY, (8,) * (layers + 1), 0).error <= 1e-13


def test_a_network_that_is_not_linear_is_not_its_product() -> None:
    net = network((4, 4, 4))
    parameters = with_biases(net, 0)
    x = np.random.default_rng(1).standard_normal((4, 20))
    w, b = collapsed(parameters)
    exact = outputs(NUMPY, net, parameters, x)
    np.testing.assert_allclose(exact, w @ x + b, rtol=1e-10)
    bent = impls.contract.Network(net.sizes, "tanh", net.output)
    assert np.abs(outputs(NUMPY, bent, parameters, x) - (w @ x + b)).max() > 0.01


@pytest.mark.parametrize("width", [1, 3, 7])
def test_the_rank_of_the_outputs_is_the_narrowest_width(width: int) -> None:
    found = collapse(NUMPY, (8, 8, width, 8), 0)
    assert found.beyond <= 1e-14
    assert found.inside > 1e-3


def test_a_wider_bottleneck_has_a_larger_rank() -> None:
    x = np.random.default_rng(1).standard_normal((8, 50))
    net = network((8, 5, 8))
    parameters = with_biases(net, 0)
    values = outputs(NUMPY, net, parameters, x) - collapsed(parameters)[1]
    assert np.linalg.matrix_rank(values) == 5


@pytest.mark.parametrize("dtype", sorted(DEEPEST))
def test_the_smallest_number_of_a_dtype_is_where_the_construction_takes_it_to_be(
    dtype: str,
) -> None:
    assert np.finfo(dtype).smallest_subnormal == np.ldexp(np.ones(1, dtype), -DEEPEST[dtype])[0]


@pytest.mark.parametrize("dtype", sorted(DEEPEST))
def test_linear_units_compute_exclusive_or_on_every_input_by_underflow(dtype: str) -> None:
    assert exclusive_or_right(None, dtype) == 4


@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_in_finer_arithmetic_the_same_weights_give_zero_for_every_input(dtype: str) -> None:
    x = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], "float64")
    for w in exclusive_or(dtype).w:
        x = w.astype("float64") @ x
    np.testing.assert_array_equal(x, np.zeros((1, 4)))


def test_the_weights_that_underflow_multiply_to_those_that_do_not() -> None:
    ordinary, tiny = (
        collapsed(shrunk(bits, "float64", 0))[0] for bits in (None, DEEPEST["float64"] - 40)
    )
    np.testing.assert_allclose(ordinary, tiny, rtol=1e-12)


@pytest.mark.parametrize("name", ["numpy_vectorized", "python_loops"])
def test_fewer_digits_above_underflow_are_further_from_linear(name: str) -> None:
    implementation = impls.load(name)
    found = [departure(implementation, bits, "float64", 0) for bits in (None, 12, 6, 2)]
    assert found[0] < 1e-14
    assert found == sorted(found)
    assert found[-1] > 0.01


def test_the_lowest_loss_is_below_that_of_any_other_linear_function_tried() -> None:
    x, y = TASKS["moons"].data(0)
    draw = np.random.default_rng(0)
    for w in 3 * draw.standard_normal((200, 1, 2)):
        z = w @ x
        assert np.mean(np.logaddexp(0, z) - y * z) > lowest_loss("moons", 0)


def test_gradient_descent_comes_to_the_lowest_loss_whatever_the_number_of_linear_layers() -> None:
    flat, deep = (result(Runs("moons", (4,) * n, "glorot", 200, n_reporting=3)) for n in (0, 1))
    assert max(*flat.iterations, *deep.iterations) < 200
    np.testing.assert_allclose(flat.accuracy, deep.accuracy, atol=0.01)


def test_targets_are_not_met_within_so_few_iterations_that_whole_numbers_tell_nothing() -> None:
    found = result(Runs("moons", (), "glorot", 200, n_reporting=5))
    assert min(found.iterations) > 6
