"""Special values, tested identically in every implementation."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls.contract import ACTIVATIONS, OUTPUTS, TAIL_SAFE, Array
from tests.impls.problems import Problem, flat, having, having_by_dtype, problem
from tests.impls.special_values import INEXACT, SIGNED_ZERO, SLOPE, TABLE, number

each_dtype = pytest.mark.parametrize(("name", "dtype"), having_by_dtype("activations"))


def evaluated(
    name: str, activation: str, z: Array, tail_safe: bool = False, slope: float = SLOPE
) -> tuple[Array, Array]:
    """Function and derivative at z (1, n), by way of the implementation's native layout."""
    implementation = impls.load(name)
    function, derivative = implementation.activations.ACTIVATIONS[activation]
    if tail_safe:
        derivative = implementation.activations.TAIL_SAFE[activation]
    native = implementation.layout.to_native(z)
    a = function(native, slope)
    to_numpy = implementation.layout.to_numpy
    return to_numpy(a), to_numpy(derivative(native, a, slope))


def rows(activation: str, dtype: str) -> tuple[Array, Array, Array]:
    """The table of one activation as three rows (1, n): z, a, derivative."""
    table = [[number(word, dtype) for word in row] for row in TABLE[activation]]
    z, a, slopes = np.array(table, dtype=dtype).T[:, None, :]
    return z, a, slopes


def test_the_table_covers_every_activation_of_the_contract() -> None:
    assert set(TABLE) == set(ACTIVATIONS)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@each_dtype
def test_special_values_are_those_of_the_table(name: str, dtype: str, activation: str) -> None:
    z, a, slopes = rows(activation, dtype)
    got_a, got_slopes = evaluated(name, activation, z)
    assert got_a.dtype == got_slopes.dtype == dtype
    rounded = float(np.finfo(dtype).eps) if activation in INEXACT else 0.0
    np.testing.assert_allclose(got_a, a, rtol=rounded, atol=0, strict=True)
    np.testing.assert_allclose(got_slopes, slopes, rtol=rounded, atol=0, strict=True)


@pytest.mark.parametrize("activation", TAIL_SAFE)
@each_dtype
def test_tail_safe_derivatives_follow_the_same_table(
    name: str, dtype: str, activation: str
) -> None:
    z, _, slopes = rows(activation, dtype)
    far = np.abs(z) == 1000  # where the true value is a number that the textbook form loses
    got = evaluated(name, activation, z, tail_safe=True)[1]
    np.testing.assert_array_equal(got[~far], slopes[~far])
    assert np.all(got[far] < np.finfo(dtype).tiny)


@pytest.mark.parametrize("activation", SIGNED_ZERO)
@each_dtype
def test_odd_functions_keep_the_sign_of_zero(name: str, dtype: str, activation: str) -> None:
    z = np.array([[0.0, -0.0]], dtype=dtype)
    assert np.array_equal(np.signbit(evaluated(name, activation, z)[0]), np.signbit(z))


@pytest.mark.parametrize("slope", [0.0, 1.0])
@each_dtype
def test_leaky_relu_reaches_from_relu_to_linear(name: str, dtype: str, slope: float) -> None:
    z = np.array([[-3.0, -0.5, 0.0, 0.5, 3.0]], dtype=dtype)
    got = evaluated(name, "leaky_relu", z, slope=slope)
    expected = evaluated(name, "linear" if slope else "relu", z)
    np.testing.assert_array_equal(got[0], expected[0])
    np.testing.assert_array_equal(got[1], expected[1])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@each_dtype
def test_activations_leave_their_arguments_alone(name: str, dtype: str, activation: str) -> None:
    implementation = impls.load(name)
    function, derivative = implementation.activations.ACTIVATIONS[activation]
    z = np.array([[-2.0, -0.0, 0.5], [1.0, 2.0, -3.0]], dtype=dtype)
    native = implementation.layout.to_native(z)
    a = function(native, SLOPE)
    before = implementation.layout.to_numpy(a).copy()
    derivative(native, a, SLOPE)
    np.testing.assert_array_equal(implementation.layout.to_numpy(native), z)
    np.testing.assert_array_equal(implementation.layout.to_numpy(a), before)


def damaged(given: Problem, value: float) -> Parameters:
    """The parameters with one weight of the first layer replaced."""
    w0 = given.parameters.w[0].copy()
    w0[0, 0] = value
    return Parameters((w0, *given.parameters.w[1:]), given.parameters.b)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_a_weight_that_is_nan_makes_every_output_nan(
    name: str, dtype: str, activation: str, output: str
) -> None:
    dense = impls.load(name).dense
    given = problem((4, 5, 3), activation, output, dtype)
    state = given.prepare(impls.load(name))
    state = dense.forward(dense.load_parameters(state, damaged(given, np.nan)))
    assert np.isnan(dense.read_outputs(state)).all()
    slopes = dense.read_gradients(dense.backward(state))
    assert np.isnan(slopes["db1"]).all()
    assert np.isnan(slopes["dw0"][0]).all()


@pytest.mark.parametrize("hidden", [0, 1, 2])
@pytest.mark.parametrize("name", having("dense"))
def test_softmax_shows_a_nan_of_any_class(name: str, hidden: int) -> None:
    dense = impls.load(name).dense
    given = problem((2, 3), output="softmax_cross_entropy")
    b = given.parameters.b[0].copy()
    b[hidden] = np.nan
    state = given.prepare(impls.load(name))
    state = dense.load_parameters(state, Parameters(given.parameters.w, (b,)))
    state = dense.forward(state)
    assert np.isnan(dense.read_outputs(state)).all()
    if impls.load(name).offers("loss"):
        assert np.isnan(dense.loss(state))


@pytest.mark.parametrize("largest", [0, 1, 2])
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_softmax_of_sums_far_apart_is_one_for_the_largest(
    name: str, dtype: str, largest: int
) -> None:
    dense = impls.load(name).dense
    given = problem((2, 3), output="softmax_cross_entropy", dtype=dtype)
    b = np.full_like(given.parameters.b[0], -1e4)
    b[largest] = 1e4
    state = given.prepare(impls.load(name))
    state = dense.load_parameters(state, Parameters(given.parameters.w, (b,)))
    shares = dense.read_outputs(dense.forward(state))
    assert (shares == (np.arange(3) == largest)[:, np.newaxis]).all()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_weights_of_any_size_never_raise(
    name: str, dtype: str, activation: str, output: str
) -> None:
    implementation, dense = impls.load(name), impls.load(name).dense
    given = problem((4, 5, 3), activation, output, dtype)
    with warnings.catch_warnings():
        # NumPy may report the overflow of a sum; the activations alone never warn.
        warnings.simplefilter("ignore", RuntimeWarning)
        for size in (1e3, 1e30, float(np.finfo(dtype).max)):
            w = tuple(np.full_like(part, size) * np.sign(part) for part in given.parameters.w)
            extreme = replace(given, parameters=Parameters(w, given.parameters.b))
            state = dense.train_step(extreme.prepare(implementation), 1.0)
            dense.read_outputs(dense.forward(state))
            if implementation.offers("loss"):
                dense.loss(state)


@pytest.mark.parametrize("output", [one for one in OUTPUTS if "linear" not in one])
@pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
def test_saturated_outputs_have_finite_losses_and_gradients(
    name: str, dtype: str, output: str
) -> None:
    implementation, dense = impls.load(name), impls.load(name).dense
    given = problem((4, 3), output=output, dtype=dtype)
    w = tuple(1e4 * part for part in given.parameters.w)
    extreme = replace(given, parameters=Parameters(w, given.parameters.b))
    state = dense.backward(dense.forward(extreme.prepare(implementation)))
    assert np.isfinite(flat(dense.read_gradients(state))).all()
    if implementation.offers("loss"):
        assert np.isfinite(dense.loss(state))
