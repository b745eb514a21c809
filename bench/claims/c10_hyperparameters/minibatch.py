"""Mini-batch descent: iterations to the target of a small grid of hyperparameters.

A seed fixes data, initial draw and order. The loss of all examples is looked at every fifty
examples, or every iteration where a batch has more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from propbench.bench.training.parameters import Parameters, drawn, handed_over, received
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import PLAIN
from propbench.bench.training.variants.outputs import mean_loss
from propbench.bench.training.variants.stack import backward, forward, stacked
from propbench.impls import load
from propbench.impls.contract import Array, Network

TASK = "moons"
BUDGET = 600
"""Iterations, whatever the batch."""

_EXAMPLES_BETWEEN = 50
_LOOKS = 10
"""How often it is asked whether all runs have arrived."""
_RULES = {"tanh": "glorot", "relu": "he"}


@dataclass(frozen=True, order=True)
class BatchedNetwork:
    """What decides the seconds of a step; the learning rate does not."""

    batch: int
    width: int
    depth: int
    activation: str

    @property
    def network(self) -> Network:
        task = TASKS[TASK]
        return Network(task.sizes((self.width,) * self.depth), self.activation, task.output)

    @property
    def between(self) -> int:
        """Iterations between two looks at the loss."""
        return max(1, _EXAMPLES_BETWEEN // self.batch)

    def start(self, seed: int) -> Parameters:
        return drawn(self.network, _RULES[self.activation], seed)


def order(seed: int, batch: int) -> Iterator[NDArray[np.intp]]:
    """Places of the examples of each batch, (batch,): a new order every epoch."""
    generator = np.random.default_rng((seed, batch))
    m = TASKS[TASK].m
    while True:
        shuffled = generator.permutation(m).astype(np.intp)
        yield from (shuffled[start : start + batch] for start in range(0, m, batch))


def iterations(setting: BatchedNetwork, rates: Sequence[float], seeds: Sequence[int]) -> Array:
    """Iterations to the headline target, the budget where a run did not arrive, (rates, seeds)."""
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        return np.array([_one_rate(setting, rate, seeds) for rate in rates])


def _one_rate(setting: BatchedNetwork, rate: float, seeds: Sequence[int]) -> Array:
    network = setting.network
    data = [TASKS[TASK].data(seed) for seed in seeds]
    x, y = np.stack([x for x, _ in data]), np.stack([y for _, y in data])
    stack = stacked(network, [setting.start(seed) for seed in seeds], PLAIN)
    orders = [order(seed, setting.batch) for seed in seeds]
    rates = np.full((len(seeds), 1, 1), rate)
    losses: list[Array] = []
    for step in range(BUDGET):
        if step % setting.between == 0:
            whole = forward(network, PLAIN, stack, x)
            losses.append(mean_loss(network.output, whole.z, whole.p, y))
            if len(losses) % _LOOKS == 0 and not np.isnan(_arrivals(setting, losses)).any():
                break
        places = np.stack([next(one) for one in orders])[:, None, :]
        xb, yb = np.take_along_axis(x, places, 2), np.take_along_axis(y, places, 2)
        trace = forward(network, PLAIN, stack, xb)
        stack = stack.minus(rates, backward(network, PLAIN, stack, trace, xb, yb))
    return np.nan_to_num(_arrivals(setting, losses), nan=BUDGET)


def _arrivals(setting: BatchedNetwork, losses: Sequence[Array]) -> Array:
    """Iterations of each run to the target, NaN where it was not met, (n_runs,)."""
    goal = TASKS[TASK].headline_target
    found = [first_arrival(curve, goal) for curve in np.array(losses).T]
    return np.array([np.nan if t is None else max(1, t * setting.between) for t in found])


def iterations_in(implementation: str, setting: BatchedNetwork, rate: float, seed: int) -> int:
    """The same run, every step done by an implementation."""
    loaded, network = load(implementation), setting.network
    x, y = TASKS[TASK].data(seed)
    parameters, losses = setting.start(seed), []
    for step, places in zip(range(BUDGET), order(seed, setting.batch), strict=False):
        if step % setting.between == 0:
            losses.append(_loss(network, parameters, x, y))
            found = _arrivals(setting, losses)
            if not np.isnan(found).any():
                return int(found[0])
        batch = x[:, places].copy(), y[:, places].copy()
        state = loaded.prepare(network, handed_over(parameters), *batch)
        parameters = received(loaded.dense.read_parameters(loaded.dense.train_step(state, rate)))
    return BUDGET


def _loss(network: Network, parameters: Parameters, x: Array, y: Array) -> Array:
    whole = forward(network, PLAIN, stacked(network, [parameters], PLAIN), x[None])
    return mean_loss(network.output, whole.z, whole.p, y[None])
