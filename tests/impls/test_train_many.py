"""Training many networks at once is training each alone, where an implementation offers it."""

import numpy as np
import pytest

from propbench import impls
from propbench.bench.parameters import Parameters
from propbench.impls.contract import ACTIVATIONS, OUTPUTS, Array
from tests.impls.problems import Problem, assert_close, flat, having_by_dtype, problem

RATES = (0.05, 0.3, 1.0)
STEPS = 4
BOUNDS = {"float64": 1e-13, "float32": 1e-5}
"""A few roundings a step; a stacked product may sum in another order."""

OFFERING = [cell for cell in having_by_dtype("dense") if impls.load(cell[0]).offers("train_many")]
OWN = pytest.mark.parametrize("own", [False, True], ids=["shared examples", "own examples"])


@OWN
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), OFFERING)
def test_train_many_gives_the_losses_and_parameters_of_single_training(
    name: str, dtype: str, activation: str, output: str, own: bool
) -> None:
    given = _problems((4, 5, 2), activation, output, dtype, own)
    before = [flat(one.parameters) for one in given]
    losses, parameters = _train_many(name, given, RATES)
    assert losses.shape == (STEPS, len(RATES))
    for index, rate in enumerate(RATES):
        assert np.array_equal(flat(given[index].parameters), before[index])
        alone, expected = _alone(name, given[index], rate)
        assert_close(losses[:, index], alone, BOUNDS[dtype])
        assert_close(flat(parameters[index]), expected, BOUNDS[dtype])


@OWN
@pytest.mark.parametrize("sizes", [(2, 16, 1), (2, 16, 16, 16, 1), (64, 64, 10)])
@pytest.mark.parametrize(("name", "dtype"), OFFERING)
def test_a_network_gets_the_same_bits_whatever_is_trained_beside_it(
    name: str, dtype: str, sizes: tuple[int, ...], own: bool
) -> None:
    given = _problems(sizes, "sigmoid", "sigmoid_cross_entropy", dtype, own, m=37)
    losses, parameters = _train_many(name, given, RATES)
    for index, rate in enumerate(RATES):
        loss_alone, alone = _train_many(name, [given[index]], (rate,))
        assert np.array_equal(losses[:, [index]], loss_alone)
        assert np.array_equal(flat(parameters[index]), flat(alone[0]))


@pytest.mark.parametrize(("name", "dtype"), OFFERING)
def test_no_steps_leave_the_parameters_as_they_were(name: str, dtype: str) -> None:
    given = _problems((4, 5, 2), "relu", "softmax_cross_entropy", dtype, own=False)
    losses, parameters = _train_many(name, given, RATES, steps=0)
    assert losses.shape == (0, len(RATES))
    for one, after in zip(given, parameters, strict=True):
        assert np.array_equal(flat(one.parameters), flat(after))


def _problems(
    sizes: tuple[int, ...], activation: str, output: str, dtype: str, own: bool, m: int = 6
) -> list[Problem]:
    """One for each rate, all different; only the parameters differ unless examples are `own`."""
    given = [problem(sizes, activation, output, dtype, m, seed) for seed in range(len(RATES))]
    if own:
        return given
    return [Problem(one.network, one.parameters, given[0].x, given[0].y) for one in given]


def _train_many(
    name: str, given: list[Problem], rates: tuple[float, ...], steps: int = STEPS
) -> tuple[Array, list[Parameters]]:
    first = given[0]
    shared = all(one.x is first.x for one in given)
    return impls.load(name).dense.train_many(
        first.network,
        [one.parameters for one in given],
        first.x if shared else np.stack([one.x for one in given]),
        first.y if shared else np.stack([one.y for one in given]),
        np.array(rates),
        steps,
    )


def _alone(name: str, given: Problem, rate: float) -> tuple[Array, Array]:
    implementation = impls.load(name)
    dense, state = implementation.dense, given.prepare(implementation)
    losses = []
    for _ in range(STEPS):
        state = dense.forward(state)
        losses.append(dense.loss(state))
        state = dense.update(dense.backward(state), rate)
    return np.array(losses), flat(dense.read_parameters(state))
