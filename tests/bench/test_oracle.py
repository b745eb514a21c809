"""The oracle agrees with complex-step derivatives, and its comparison fails closed."""

import numpy as np
import pytest

from propbench.bench.initialisation import parameters as initial_parameters
from propbench.bench.oracle import compare, reference
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


def test_nothing_to_compare_fails() -> None:
    assert compare({}, ({}, {}), "float64")[1]
