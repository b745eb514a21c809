"""Relations that hold for every network: random shapes and seeds, no oracle needed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from numpy.typing import NDArray

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls.contract import ACTIVATIONS, OUTPUTS, Array, Network
from tests.impls.problems import (
    Problem,
    assert_close,
    flat,
    gradients,
    having,
    outputs,
    problem,
    trained,
)
from tests.impls.test_special_values import evaluated

BOUND = 1e-12
"""A few hundred roundings of small networks."""

RISING = tuple(name for name in ACTIVATIONS if name != "gelu")
"""gelu dips below 0 on its way up."""

EPS = float(np.finfo(np.float64).eps)
units = st.integers(1, 6)
problems = st.builds(
    problem,
    sizes=st.lists(units, min_size=2, max_size=5).map(tuple),
    activation=st.sampled_from(ACTIVATIONS),
    output=st.sampled_from(OUTPUTS),
    m=st.integers(1, 8),
    seed=st.integers(0, 2**32 - 1),
    slope=st.sampled_from([0.0, 0.01, 0.5, 1.0]),
)
deep_problems = problems.filter(lambda one: len(one.network.sizes) > 2)
numbers = st.floats(-300, 300)

each_dense = pytest.mark.parametrize("name", having("dense"))
each_activation_file = pytest.mark.parametrize("name", having("activations"))


def examples(one: Problem, columns: NDArray[np.int64]) -> Problem:
    """The same network on chosen examples."""
    return replace(one, x=one.x[:, columns], y=one.y[:, columns])


def assert_same(got: Array, expected: Array) -> None:
    assert_close(got, expected, BOUND)


@each_dense
@for_all(one=problems)
def test_the_order_of_examples_does_not_matter(name: str, one: Problem) -> None:
    shuffled = np.random.default_rng(0).permutation(one.x.shape[1])
    implementation, other = impls.load(name), examples(one, shuffled)
    assert_same(flat(gradients(implementation, other)), flat(gradients(implementation, one)))
    assert_same(outputs(implementation, other), outputs(implementation, one)[:, shuffled])


@each_dense
@for_all(one=problems, cut=st.integers(1, 7))
def test_gradients_of_the_parts_of_a_batch_add_up(name: str, one: Problem, cut: int) -> None:
    implementation, m = impls.load(name), one.x.shape[1]
    if not cut < m:
        return
    parts = (np.arange(cut), np.arange(cut, m))
    added = sum(
        part.size / m * flat(gradients(implementation, examples(one, part))) for part in parts
    )
    whole = flat(gradients(implementation, one))
    scale = max(
        float(np.abs(flat(gradients(implementation, examples(one, part)))).max()) for part in parts
    )
    # The parts may cancel, so the bound is relative to them and not to their sum.
    assert np.abs(added - whole).max() <= BOUND * scale


@each_dense
@for_all(one=problems)
def test_duplicated_examples_leave_the_mean_gradients(name: str, one: Problem) -> None:
    twice = examples(one, np.tile(np.arange(one.x.shape[1]), 2))
    implementation = impls.load(name)
    assert_same(flat(gradients(implementation, twice)), flat(gradients(implementation, one)))


@each_dense
@for_all(one=deep_problems)
def test_hidden_units_can_change_places(name: str, one: Problem) -> None:
    order = np.random.default_rng(1).permutation(one.network.sizes[1])
    w, b = list(one.parameters.w), list(one.parameters.b)
    w[0], b[0], w[1] = w[0][order], b[0][order], w[1][:, order]
    implementation, other = impls.load(name), replace(one, parameters=Parameters((*w,), (*b,)))
    assert_same(outputs(implementation, other), outputs(implementation, one))
    got, expected = gradients(implementation, other), gradients(implementation, one)
    for name, columns in (("dw0", expected["dw0"][order]), ("dw1", expected["dw1"][:, order])):
        np.testing.assert_allclose(got[name], columns, rtol=0, atol=_atol(columns))


def _atol(expected: Array) -> float:
    return BOUND * float(np.abs(expected).max())


def without_biases(one: Problem, activation: str) -> Problem:
    network = Network(one.network.sizes, activation, "linear_squared_error")
    b = tuple(np.zeros_like(part) for part in one.parameters.b)
    return replace(one, network=network, parameters=Parameters(one.parameters.w, b))


@each_dense
@for_all(one=problems)
def test_a_linear_network_superposes(name: str, one: Problem) -> None:
    plain, implementation = without_biases(one, "linear"), impls.load(name)
    other = np.random.default_rng(2).normal(size=one.x.shape)
    apart = [outputs(implementation, replace(plain, x=x)) for x in (plain.x, other)]
    together = outputs(implementation, replace(plain, x=plain.x + 2 * other))
    scale = float(np.abs(apart[0]).max() + 2 * np.abs(apart[1]).max())
    assert np.abs(together - apart[0] - 2 * apart[1]).max() <= BOUND * scale * 10


@each_dense
@for_all(one=problems, power=st.integers(-3, 3))
def test_a_relu_network_without_biases_scales_with_its_input_exactly(
    name: str, one: Problem, power: int
) -> None:
    plain, implementation = without_biases(one, "relu"), impls.load(name)
    scaled = outputs(implementation, replace(plain, x=plain.x * 2.0**power))
    np.testing.assert_array_equal(scaled, 2.0**power * outputs(implementation, plain))


@each_dense
@for_all(one=problems)
def test_weights_of_zero_give_the_same_output_for_every_example(name: str, one: Problem) -> None:
    w = tuple(np.zeros_like(part) for part in one.parameters.w)
    got = outputs(impls.load(name), replace(one, parameters=Parameters(w, one.parameters.b)))
    np.testing.assert_array_equal(got, np.broadcast_to(got[:, :1], got.shape))


@each_dense
@for_all(one=problems)
def test_a_learning_rate_of_zero_changes_nothing(name: str, one: Problem) -> None:
    np.testing.assert_array_equal(
        flat(trained(impls.load(name), one, 0.0, 2)), flat(one.parameters)
    )


@each_dense
@for_all(one=problems.filter(lambda one: "linear" not in one.network.output))
def test_outputs_are_probabilities(name: str, one: Problem) -> None:
    got = outputs(impls.load(name), one)
    assert np.all((got >= 0) & (got <= 1))
    if one.network.output == "softmax_cross_entropy":
        np.testing.assert_allclose(got.sum(axis=0), 1, rtol=1e-14)


@each_dense
@for_all(one=problems)
def test_a_small_step_downhill_lowers_the_loss(name: str, one: Problem) -> None:
    implementation, dense = impls.load(name), impls.load(name).dense
    if not implementation.offers("loss"):
        return
    slope = float(np.sum(flat(gradients(implementation, one)) ** 2))
    state = dense.forward(one.prepare(implementation))
    before = dense.loss(state)
    after = dense.loss(dense.forward(dense.train_step(state, 1e-6)))
    assert after <= before + 1e-14
    assert abs((before - after) - 1e-6 * slope) <= 1e-3 * 1e-6 * slope + 1e-13


@each_activation_file
@for_all(z=numbers)
def test_sigmoid_is_symmetric_about_a_half(name: str, z: float) -> None:
    (left, right), slopes = (part[0] for part in evaluated(name, "sigmoid", np.array([[z, -z]])))
    assert abs(left + right - 1) <= EPS
    assert abs(slopes[0] - slopes[1]) <= EPS


@each_activation_file
@for_all(z=numbers)
def test_tanh_is_odd_and_a_sigmoid_of_twice_the_argument(name: str, z: float) -> None:
    (left, right), _ = (part[0] for part in evaluated(name, "tanh", np.array([[z, -z]])))
    assert left == -right
    (doubled,), _ = (part[0] for part in evaluated(name, "sigmoid", np.array([[2 * z]])))
    assert abs(left - (2 * doubled - 1)) <= 2 * EPS


@each_activation_file
@for_all(low=numbers, rise=st.floats(0, 300), activation=st.sampled_from(RISING))
def test_activations_never_fall(name: str, low: float, rise: float, activation: str) -> None:
    (left, right), _ = (
        part[0] for part in evaluated(name, activation, np.array([[low, low + rise]]))
    )
    assert right - left >= -2 * EPS * max(1.0, abs(left))
