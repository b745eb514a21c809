"""Training many networks at once is training each alone, where an implementation offers it."""

import numpy as np
import pytest

import impls
from impls.contract import ACTIVATIONS, OUTPUTS, Parameters
from tests.impls.problems import assert_close, flat, having_by_dtype, problem

RATES = (0.05, 0.3, 1.0)
STEPS = 4
BOUNDS = {"float64": 1e-13, "float32": 1e-5}
"""A few roundings a step; a stacked product may sum in another order."""

OFFERING = [cell for cell in having_by_dtype("dense") if impls.load(cell[0]).offers("train_many")]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("name", "dtype"), OFFERING)
def test_train_many_gives_the_losses_and_parameters_of_single_training(
    name: str, dtype: str, activation: str, output: str
) -> None:
    implementation = impls.load(name)
    given = [problem((4, 5, 2), activation, output, dtype, seed=s) for s in range(len(RATES))]
    before = [flat(one.parameters) for one in given]
    losses, parameters = implementation.dense.train_many(
        given[0].network,
        [one.parameters for one in given],
        given[0].x,
        given[0].y,
        np.array(RATES),
        STEPS,
    )
    assert losses.shape == (STEPS, len(RATES))
    for index, rate in enumerate(RATES):
        assert np.array_equal(flat(given[index].parameters), before[index])
        alone, expected = _alone(name, given[index].parameters, dtype, activation, output, rate)
        assert_close(losses[:, index], alone, BOUNDS[dtype])
        assert_close(flat(parameters[index]), expected, BOUNDS[dtype])


def _alone(
    name: str, start: Parameters, dtype: str, activation: str, output: str, rate: float
) -> tuple[np.ndarray, np.ndarray]:
    implementation = impls.load(name)
    first = problem((4, 5, 2), activation, output, dtype, seed=0)
    dense = implementation.dense
    state = implementation.prepare(first.network, start, first.x, first.y)
    losses = []
    for _ in range(STEPS):
        state = dense.forward(state)
        losses.append(dense.loss(state))
        state = dense.update(dense.backward(state), rate)
    return np.array(losses), flat(dense.read_parameters(state))
