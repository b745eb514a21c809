"""More examples than an implementation may take at a time: blocks are an internal matter."""

import numpy as np
import pytest

from propbench import impls
from tests.impls.problems import (
    Problem,
    assert_close,
    flat,
    gradients,
    having_by_dtype,
    outputs,
    problem,
    trained,
)

SIZES = (40, 128, 64, 1)
SMALL_SIZES = (10, 12, 8, 1)
"""Of the loops over lists, which take no blocks and a thousand times as long."""
M = 301
PART = 43
BOUNDS = {"float64": 1e-12, "float32": 1e-4}
"""A few roundings for each of the examples that are summed."""

each_dtype = pytest.mark.parametrize(("name", "dtype"), having_by_dtype("dense"))
each_activation = pytest.mark.parametrize("activation", ["relu", "sigmoid"])


def sizes_for(implementation: impls.Implementation) -> tuple[int, ...]:
    return SMALL_SIZES if implementation.family == "loops" else SIZES


def parts(given: Problem) -> list[Problem]:
    """The same network on few examples at a time."""
    return [
        Problem(
            given.network,
            given.parameters,
            given.x[:, start : start + PART],
            given.y[:, start : start + PART],
        )
        for start in range(0, M, PART)
    ]


@each_activation
@each_dtype
def test_many_examples_are_the_mean_of_few_at_a_time(
    name: str, dtype: str, activation: str
) -> None:
    implementation = impls.load(name)
    given = problem(sizes_for(implementation), activation, dtype=dtype, m=M)
    mean = np.mean([flat(gradients(implementation, part)) for part in parts(given)], axis=0)
    assert_close(flat(gradients(implementation, given)), mean, BOUNDS[dtype])
    in_parts = np.concatenate([outputs(implementation, part) for part in parts(given)], axis=1)
    assert_close(outputs(implementation, given), in_parts, BOUNDS[dtype])


@each_dtype
def test_a_training_step_on_many_examples_leaves_all_that_it_computed(
    name: str, dtype: str
) -> None:
    implementation = impls.load(name)
    given = problem(sizes_for(implementation), "relu", dtype=dtype, m=M)
    dense = implementation.dense
    state = dense.train_step(given.prepare(implementation), 0.5)
    expected = flat(given.parameters) - 0.5 * flat(gradients(implementation, given))
    assert_close(flat(dense.read_parameters(state)), expected, BOUNDS[dtype])
    assert_close(flat(trained(implementation, given, 0.5, 1)), expected, BOUNDS[dtype])
    assert_close(dense.read_outputs(state), outputs(implementation, given), BOUNDS[dtype])
    got, alone = dense.read_gradients(state), gradients(implementation, given)
    assert_close(flat(got), flat(alone), BOUNDS[dtype])
