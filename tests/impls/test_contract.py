"""Phases mean what the contract says they mean, in every implementation."""

from dataclasses import replace

import numpy as np
import pytest

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls.contract import FAMILIES, LEAGUES, Array
from propbench.impls.contract.dense import MANDATORY
from tests.impls.problems import (
    INSTALLED,
    Problem,
    assert_close,
    flat,
    gradients,
    having,
    having_by_dtype,
    outputs,
    problem,
    trained,
)

RATE = 0.3

each_dense = pytest.mark.parametrize("name", having("dense"))
each_dtype = pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))


def frozen(given: Problem) -> Problem:
    """The same problem in read-only arrays in Fortran order."""

    def freeze(array: Array) -> Array:
        array = np.asfortranarray(array)
        array.setflags(write=False)
        return array

    w = tuple(map(freeze, given.parameters.w))
    b = tuple(map(freeze, given.parameters.b))
    return Problem(given.network, Parameters(w, b), freeze(given.x), freeze(given.y))


@pytest.mark.parametrize("name", INSTALLED)
def test_an_implementation_declares_what_it_is(name: str) -> None:
    implementation = impls.load(name)
    assert implementation.name == name
    assert implementation.family in FAMILIES
    assert implementation.league in LEAGUES
    assert "float64" in implementation.dtypes
    assert set(implementation.sources()) >= {"__init__.py"}
    assert implementation.package.__doc__


@each_dense
def test_every_mandatory_function_exists(name: str) -> None:
    assert [word for word in MANDATORY if not impls.load(name).offers(word)] == []


@each_dense
def test_a_training_step_is_forward_backward_update(name: str) -> None:
    implementation, given = impls.load(name), problem()
    dense = implementation.dense
    if not all(implementation.offers(phase) for phase in ("forward", "backward", "update")):
        pytest.skip("its training step cannot be taken apart")
    state = dense.update(dense.backward(dense.forward(given.prepare(implementation))), RATE)
    apart = flat(dense.read_parameters(state))
    assert_close(flat(trained(implementation, given, RATE, 1)), apart, 1e-15)


@each_dtype
def test_update_is_plain_gradient_descent(name: str, dtype: str) -> None:
    implementation, given = impls.load(name), problem(dtype=dtype)
    dense = implementation.dense
    state = dense.backward(dense.forward(given.prepare(implementation)))
    slopes = dense.read_gradients(state)
    state = dense.update(dense.update(state, RATE), 2 * RATE)
    expected = flat(given.parameters) - 3 * RATE * flat(slopes)
    assert_close(flat(dense.read_parameters(state)), expected, 2 * float(np.finfo(dtype).eps))


@each_dense
def test_forward_and_backward_leave_the_parameters_alone(name: str) -> None:
    implementation, given = impls.load(name), problem()
    dense = implementation.dense
    state = dense.backward(dense.forward(given.prepare(implementation)))
    assert np.array_equal(flat(dense.read_parameters(state)), flat(given.parameters))


@each_dense
def test_train_is_repeated_training_steps(name: str) -> None:
    implementation, given = impls.load(name), problem()
    if not implementation.offers("train"):
        pytest.skip("has no train")
    state = implementation.dense.train(given.prepare(implementation), RATE, 4)
    at_once = flat(implementation.dense.read_parameters(state))
    assert_close(at_once, flat(trained(implementation, given, RATE, 4)), 1e-14)


@each_dtype
def test_loaded_parameters_replace_the_present_ones_and_leave_nothing_stale(
    name: str, dtype: str
) -> None:
    implementation = impls.load(name)
    first, second = problem(dtype=dtype), problem(dtype=dtype, seed=1)
    mixed = replace(first, parameters=second.parameters)
    dense = implementation.dense
    state = dense.train_step(first.prepare(implementation), RATE)
    state = implementation.load_parameters(state, first.network, second.parameters)
    assert np.array_equal(flat(dense.read_parameters(state)), flat(second.parameters))
    state = dense.backward(dense.forward(state))
    assert np.array_equal(dense.read_outputs(state), outputs(implementation, mixed))
    got, fresh = dense.read_gradients(state), gradients(implementation, mixed)
    assert np.array_equal(flat(got), flat(fresh))


@each_dense
def test_loaded_parameters_are_copied(name: str) -> None:
    implementation, given, other = impls.load(name), problem(), problem(seed=1)
    before = flat(other.parameters)
    state = given.prepare(implementation)
    state = implementation.load_parameters(state, given.network, other.parameters)
    implementation.dense.train_step(state, RATE)
    assert np.array_equal(flat(other.parameters), before)


@each_dtype
def test_arguments_are_never_modified_whatever_their_order(name: str, dtype: str) -> None:
    implementation, given = impls.load(name), problem(dtype=dtype)
    before = (flat(given.parameters), given.x.copy(), given.y.copy())
    usual = flat(trained(implementation, given, RATE, 3))
    assert np.array_equal(flat(given.parameters), before[0])
    assert np.array_equal(given.x, before[1])
    assert np.array_equal(given.y, before[2])
    assert np.array_equal(flat(trained(implementation, frozen(given), RATE, 3)), usual)


@each_dense
def test_what_was_read_is_a_copy(name: str) -> None:
    implementation, given = impls.load(name), problem()
    dense = implementation.dense
    state = dense.backward(dense.forward(given.prepare(implementation)))
    read = (
        dense.read_outputs(state),
        flat(dense.read_gradients(state)),
        flat(dense.read_parameters(state)),
    )
    for array in (*dense.read_gradients(state).values(), *dense.read_parameters(state).values()):
        array[:] = 9.0
    dense.read_outputs(state)[:] = 9.0
    assert np.array_equal(dense.read_outputs(state), read[0])
    assert np.array_equal(flat(dense.read_gradients(state)), read[1])
    assert np.array_equal(flat(dense.read_parameters(state)), read[2])


@each_dense
def test_what_was_read_does_not_change_with_later_work(name: str) -> None:
    implementation, given = impls.load(name), problem()
    dense = implementation.dense
    state = dense.train_step(given.prepare(implementation), RATE)
    outputs_then, parameters_then = dense.read_outputs(state), dense.read_parameters(state)
    kept = (outputs_then.copy(), flat(parameters_then))
    dense.train_step(state, RATE)
    assert np.array_equal(outputs_then, kept[0])
    assert np.array_equal(flat(parameters_then), kept[1])


@each_dtype
def test_the_same_work_gives_the_same_bits(name: str, dtype: str) -> None:
    implementation, given = impls.load(name), problem((9, 33, 17, 3), "relu", dtype=dtype, m=65)
    first = flat(trained(implementation, given, RATE, 3))
    for _ in range(5):
        assert np.array_equal(flat(trained(implementation, given, RATE, 3)), first)


@each_dense
def test_two_states_do_not_share_anything(name: str) -> None:
    implementation, first, second = impls.load(name), problem(), problem(seed=1)
    dense = implementation.dense
    one = dense.forward(first.prepare(implementation))
    dense.train_step(second.prepare(implementation), RATE)
    assert np.array_equal(
        flat(dense.read_gradients(dense.backward(one))), flat(gradients(implementation, first))
    )


@each_dtype
def test_outputs_have_the_dtype_and_the_shape_of_the_labels(name: str, dtype: str) -> None:
    given = problem(dtype=dtype)
    got = outputs(impls.load(name), given)
    assert got.dtype == dtype
    assert got.shape == given.y.shape
