"""Training from the first step to the target, timed as a whole."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from propbench.bench import environment
from propbench.bench.grid import NETWORKS
from propbench.bench.training.arms import Arm
from propbench.bench.training.parameters import Parameters, drawn, handed_over
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import train_many
from propbench.impls import load
from propbench.impls.contract import Array, Network

_REPEATS = 5
_STEPS, _MOST_STEPS = 50, 500
"""Steps between two looks at the losses, and those after which a run has not arrived."""


@dataclass(frozen=True)
class Whole:
    """One seed: iterations to the headline target, and the seconds that all of them took."""

    seed: int
    iterations: int
    seconds: float


def to_target(
    name: str, network: str, arm: Arm, learning_rate: float, seeds: range
) -> Iterator[Whole]:
    """Seeds that arrive, each trained again from its start while a clock runs; one thread.

    The iterations are looked up first, with losses, which a training step does not compute.
    """
    implementation, spec = load(name), NETWORKS[network]
    task, net = TASKS[spec.dataset], Network(spec.sizes, arm.activation, spec.output, arm.slope)
    environment.set_threads(1)
    for seed in seeds:
        x, y = task.data(seed)
        start = drawn(net, arm.initialisation, seed)
        arrived = _arrival(net, start, (x, y), learning_rate, task.headline_target)
        if not arrived:
            continue
        state = implementation.prepare(net, handed_over(start), x, y)
        taken = []
        for _ in range(1 + _REPEATS):
            state = implementation.load_parameters(state, net, handed_over(start))
            began = time.perf_counter()
            state = implementation.dense.train(state, learning_rate, arrived)
            taken.append(time.perf_counter() - began)
        # The first compiles and warms the caches.
        yield Whole(seed, arrived, median(taken[1:]))


def _arrival(
    net: Network, start: Parameters, data: tuple[Array, Array], rate: float, target: float
) -> int | None:
    """Iterations to the target, if it is met."""
    parameters, losses = [start], np.empty(0)
    while losses.size < _MOST_STEPS:
        more, parameters = train_many(net, parameters, *data, np.array([rate]), _STEPS)
        losses = np.append(losses, more[:, 0])
        if arrived := first_arrival(losses, target):
            return arrived
    return None
