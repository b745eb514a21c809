"""Every parameter's gradient against the complex step, with central differences as a witness."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from propbench import impls
from propbench.impls.contract import ACTIVATIONS, OUTPUTS
from tests.impls import complex_step
from tests.impls.problems import (
    Problem,
    assert_close,
    flat,
    gradients,
    having,
    having_by_dtype,
    problem,
    trained,
)

DEPTHS = ((4, 2), (4, 5, 2), (4, 5, 3, 2), (4, 3, 5, 2, 3))
"""0 to 3 hidden layers."""
FLOAT64_BOUND = 1e-13
FLOAT32_BOUND = 2e-5
AFTER_TRAINING_BOUND = 1e-12


@cache
def reference(
    sizes: tuple[int, ...], activation: str, output: str
) -> tuple[Problem, NDArray[np.float64]]:
    given = problem(sizes, activation, output, slope=0.2)
    return given, complex_step.gradient(given, flat(given.parameters))


@pytest.mark.parametrize("sizes", DEPTHS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("name", having("dense"))
def test_every_gradient_is_that_of_the_complex_step(
    name: str, activation: str, output: str, sizes: tuple[int, ...]
) -> None:
    given, expected = reference(sizes, activation, output)
    assert_close(flat(gradients(impls.load(name), given)), expected, FLOAT64_BOUND)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_gradients_keep_the_dtype_and_are_near_those_of_float64(
    name: str, dtype: str, activation: str, output: str
) -> None:
    given = problem(activation=activation, output=output, dtype=dtype, slope=0.2)
    got = gradients(impls.load(name), given)
    assert all(array.dtype == dtype for array in got.values())
    expected = complex_step.gradient(given, flat(given.parameters))
    assert_close(flat(got), expected, FLOAT64_BOUND if dtype == "float64" else FLOAT32_BOUND)


@pytest.mark.parametrize("m", [1, 2, 7])
@pytest.mark.parametrize("name", having("dense"))
def test_gradients_are_right_for_one_feature_one_unit_and_few_examples(name: str, m: int) -> None:
    for sizes in ((1, 1), (1, 1, 1), (3, 1, 4, 1), (17, 9, 1)):
        given = problem(sizes, "sigmoid", m=m, seed=m)
        expected = complex_step.gradient(given, flat(given.parameters))
        assert_close(flat(gradients(impls.load(name), given)), expected, FLOAT64_BOUND)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("name", having("dense"))
def test_central_differences_of_its_own_loss_agree_with_the_gradients(
    name: str, activation: str, output: str
) -> None:
    implementation = impls.load(name)
    if not implementation.offers("loss"):
        pytest.skip("computes no loss")
    given = problem((3, 4, 2), activation, output, seed=3, slope=0.2)
    h, here = 1e-6, flat(given.parameters)
    for index, expected in enumerate(flat(gradients(implementation, given))):
        step = h * np.eye(here.size)[index]
        rise = _loss_at(name, given, here + step) - _loss_at(name, given, here - step)
        assert abs(rise / (2 * h) - expected) <= 1e-8


def _loss_at(name: str, given: Problem, parameters: NDArray[np.float64]) -> float:
    implementation = impls.load(name)
    moved = replace(given, parameters=complex_step.as_parameters(given, parameters))
    state = implementation.dense.forward(moved.prepare(implementation))
    return float(implementation.dense.loss(state))


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_the_loss_is_that_of_the_definitions(name: str, dtype: str, output: str) -> None:
    implementation = impls.load(name)
    if not implementation.offers("loss"):
        pytest.skip("computes no loss")
    given = problem(output=output, dtype=dtype)
    expected = complex_step.loss(given, flat(given.parameters).astype(np.complex128)).real
    got = implementation.dense.loss(implementation.dense.forward(given.prepare(implementation)))
    assert isinstance(got, float)
    assert abs(got - expected) <= expected * (1e-14 if dtype == "float64" else 1e-6)


@cache
def trained_by_complex_steps(activation: str, output: str, dtype: str) -> NDArray[np.float64]:
    given = problem(activation=activation, output=output, dtype=dtype, slope=0.2)
    parameters = flat(given.parameters)
    for _ in range(5):
        parameters = parameters - 0.5 * complex_step.gradient(given, parameters)
    return parameters


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_all_implementations_agree_after_five_training_steps(
    name: str, dtype: str, activation: str, output: str
) -> None:
    given = problem(activation=activation, output=output, dtype=dtype, slope=0.2)
    expected = trained_by_complex_steps(activation, output, dtype)
    got = flat(trained(impls.load(name), given, 0.5, 5))
    bound = AFTER_TRAINING_BOUND if dtype == "float64" else FLOAT32_BOUND
    assert_close(got, expected, bound)


@pytest.mark.parametrize("wrong", [0, -1])
def test_a_gradient_with_one_wrong_entry_is_rejected(wrong: int) -> None:
    _, expected = reference((4, 5, 2), "tanh", "sigmoid_cross_entropy")
    for damage in (np.nan, np.inf, expected[wrong] * (1 + 1e-9) + 1e-9, -expected[wrong]):
        got = expected.copy()
        got[wrong] = damage
        with pytest.raises(AssertionError):
            assert_close(got, expected, FLOAT64_BOUND)
