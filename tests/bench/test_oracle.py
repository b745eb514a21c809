"""The oracle agrees with complex-step derivatives, and its comparison fails closed."""

import numpy as np
import pytest

from propbench.bench.activations import activation
from propbench.bench.initialisation import parameters as initial_parameters
from propbench.bench.oracle import compare, reference
from propbench.bench.oracle.running_error import RunningError
from propbench.bench.problems import Problem
from propbench.impls.contract import ACTIVATIONS, OUTPUTS, Network
from tests.impls import complex_step
from tests.impls import problems as small


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (4,), (4, 3)])
def test_gradients_equal_the_complex_step(
    activation: str, output: str, hidden: tuple[int, ...]
) -> None:
    network = Network((3, *hidden, 2), activation, output)
    generator = np.random.default_rng(5)
    x = generator.standard_normal((3, 7))
    y = np.eye(2)[generator.integers(0, 2, 7)].T.copy()
    parameters = initial_parameters(network, "glorot", 5)
    answer = reference(Problem(network, parameters, x, y), 0.5)
    given = small.Problem(network, parameters, x, y)
    exact = complex_step.gradient(given, small.flat(parameters))
    n = len(parameters.w)
    names = [f"d{letter}{layer}" for letter in "wb" for layer in range(n)]
    got = np.concatenate([answer.expected[name].ravel() for name in names])
    np.testing.assert_allclose(got, exact, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("output", OUTPUTS)
def test_after_a_step_parameters_are_known_to_all_their_digits(output: str) -> None:
    network = Network((3, 4, 2), "tanh", output)
    generator = np.random.default_rng(5)
    x, y = generator.standard_normal((3, 7)), np.eye(2)[generator.integers(0, 2, 7)].T.copy()
    answer = reference(Problem(network, initial_parameters(network, "glorot", 5), x, y), 0.5)
    assert all(bound.max() < 1e-13 for bound in answer.bound.values())


@pytest.mark.parametrize("name", ["tanh", "sigmoid"])
def test_a_slope_may_be_off_by_what_its_activation_is(name: str) -> None:
    u, z = 2.0**-24, np.linspace(-6, 6, 97).reshape(1, -1)
    slope, bound = RunningError(u).slope(name, (z, np.zeros_like(z)))
    for off in (1 - 8 * u, 1 + 8 * u):
        a = activation(name).exact(z, 0.0) * off
        textbook = 1 - a**2 if name == "tanh" else a * (1 - a)
        assert (np.abs(textbook - slope) <= bound).all()


def _compared(array: np.ndarray) -> str:
    expected = {"outputs": np.array([[0.25, 0.5]])}
    bound = {"outputs": np.full((1, 2), 1e-12)}
    return compare({"outputs": array}, (expected, bound), "float64")[1]


def test_a_right_result_passes() -> None:
    assert _compared(np.array([[0.25, 0.5 + 1e-13]])) == ""


@pytest.mark.parametrize(
    ("array", "why"),
    [
        (np.array([[0.25, np.nan]]), "not finite"),
        (np.array([[0.25, np.inf]]), "not finite"),
        (np.array([[0.25, 0.5 + 1e-11]]), "outputs[0, 1] is 0.5"),
        (np.array([[0.25, 0.5 + 1e-11]]), "(off by 1e-11, allowed 1e-12)"),
        (np.array([0.25, 0.5]), "expected float64 (1, 2)"),
        (np.array([[0.25]]), "expected float64 (1, 2)"),
        (np.array([[0.25, 0.5]], dtype=np.float32), "is float32"),
    ],
)
def test_a_wrong_result_fails_with_the_place(array: np.ndarray, why: str) -> None:
    assert why in _compared(array)


def test_zeros_where_zeros_belong_pass() -> None:
    zeros = np.zeros((1, 2))
    answer = {"outputs": zeros}, {"outputs": np.full((1, 2), 1e-12)}
    assert compare({"outputs": zeros}, answer, "float64") == (0.0, "")


def test_nothing_to_compare_fails() -> None:
    assert compare({}, ({}, {}), "float64")[1]
