"""How long hidden units that begin alike stay alike, bit for bit, in an implementation."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench.training.parameters import Parameters, drawn, handed_over, received
from propbench.bench.training.tasks import TASKS
from propbench.impls import Implementation
from propbench.impls.contract import Array, Network

LEARNING_RATE = 1.0


@dataclass(frozen=True)
class Reading:
    """After so many steps, of the units of the first hidden layer.

    `distinct` counts those that differ in any bit; `spread` is the largest difference between two
    units in one parameter over the largest parameter; `largest_weight` is that of the network.
    """

    step: int
    distinct: int
    spread: float
    largest_weight: float


def readings(
    implementation: Implementation, task: str, network: Network, dtype: str, steps: Sequence[int]
) -> Iterator[Reading]:
    """Train from zero weights, and read the parameters after each of `steps`."""
    x, y = (array.astype(dtype) for array in TASKS[task].data(0))
    start = drawn(network, "zero", 0, dtype=dtype)
    alone = "closed" in implementation.divisions
    # In the open division a library decides itself how many threads a product takes.
    with threadpool_limits(1) if alone else nullcontext():
        state = implementation.prepare(network, handed_over(start), x, y)
        done = 0
        for step in steps:
            for _ in range(step - done):
                state = implementation.dense.train_step(state, LEARNING_RATE)
            done = step
            yield _reading(step, received(implementation.dense.read_parameters(state)))


def units(parameters: Parameters) -> Array:
    """All that belongs to each unit of the first hidden layer, (n_units, n_in + 1 + n_out)."""
    return np.hstack([parameters.w[0], parameters.b[0], parameters.w[1].T])


def _reading(step: int, parameters: Parameters) -> Reading:
    rows = units(parameters)
    largest = float(np.abs(rows).max())
    spread = float(np.ptp(rows, axis=0).max()) / largest if largest else 0.0
    # Bytes, not values: 0.0 and -0.0 compare equal.
    distinct = len({row.tobytes() for row in rows})
    largest_weight = max(float(np.abs(w).max()) for w in parameters.w)
    return Reading(step, distinct, spread, largest_weight)
