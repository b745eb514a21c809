"""Training from the first step to the target, timed as a whole."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from propbench.bench import environment
from propbench.bench.grid import NETWORKS
from propbench.bench.training.arms import Arm
from propbench.bench.training.parameters import drawn, handed_over
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import train_many
from propbench.impls import load
from propbench.impls.contract import Network

_REPEATS = 5
_MOST_STEPS = 500


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
        rates = np.array([learning_rate])
        losses, _ = train_many(net, [start], x, y, rates, _MOST_STEPS)
        arrived = first_arrival(losses[:, 0], task.headline_target)
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
