"""One network with several outputs for a yes or no, on yardsticks that all of them can be put to.

Losses of different outputs are not comparable, so a run is judged by the probability that its
output states: (tanh z + 1) / 2 for a tanh. That is the sigmoid of 2 z, so it has log-odds 2 z.
"""

from collections.abc import Sequence

import numpy as np

from propbench.bench.training.parameters import drawn
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import Variant
from propbench.bench.training.variants.stack import backward, forward, stacked
from propbench.impls.contract import Array, Network

LOG_ODDS = {"sigmoid_cross_entropy": 1.0, "tanh_cross_entropy": 2.0, "tanh_squared_error": 2.0}
"""What z of the last layer is multiplied by, for each output."""

SIGMOID_OUTPUT = "sigmoid_cross_entropy"
RIVALS = {
    "tanh_cross_entropy": "tanh read as a probability",
    "tanh_squared_error": "tanh with squared error",
}

YARDSTICKS = ("loss", "errors")
"""Cross-entropy of the stated probability, and the share of examples on the wrong side of 1/2."""

_TOGETHER = 10
"""Networks of one rate, mostly: they fit into the cache, and end at about the same time."""
_LOOK = 10

FEW_ERRORS = 0.01
"""The goal for errors; that for the loss is the task's headline target."""


def iterations(
    task: str,
    hidden: tuple[int, ...],
    output: str,
    budget: int,
    runs: Sequence[tuple[float, int]],
) -> Array:
    """Iterations of each run, a learning rate with a seed, to each yardstick, (2, n_runs).

    tanh in the hidden layers, from Glorot's initialisation; the budget where a run did not arrive.
    """
    parts = [runs[start : start + _TOGETHER] for start in range(0, len(runs), _TOGETHER)]
    with np.errstate(over="ignore", invalid="ignore"):
        arrivals = [_arrivals(task, _curves(task, hidden, output, budget, part)) for part in parts]
    # A run that begins at its goal has taken no iteration, and a ratio needs one.
    return np.maximum(1, np.nan_to_num(np.concatenate(arrivals, axis=1), nan=budget))


def _arrivals(task: str, curves: Array) -> Array:
    """(2, n_runs); NaN where a run did not arrive."""
    goals = (TASKS[task].headline_target, FEW_ERRORS)
    arrivals = [
        [first_arrival(curve, goal) for curve in yardstick.T]
        for yardstick, goal in zip(curves, goals, strict=True)
    ]
    return np.array(arrivals, dtype=float)


def _curves(
    task: str,
    hidden: tuple[int, ...],
    output: str,
    budget: int,
    runs: Sequence[tuple[float, int]],
) -> Array:
    """Both yardsticks before each step, (2, n_steps, n_runs), until all runs have arrived."""
    own = TASKS[task]
    network, variant = Network(own.sizes(hidden), "tanh", own.output), Variant(output=output)
    data = [own.data(seed) for _, seed in runs]
    x, y = np.stack([x for x, _ in data]), np.stack([y for _, y in data])
    starts = [drawn(network, "glorot", seed) for _, seed in runs]
    stack = stacked(network, starts, variant)
    rates = np.array([rate for rate, _ in runs])[:, None, None]
    curves = np.empty((2, budget, len(runs)))
    for step in range(budget):
        trace = forward(network, variant, stack, x)
        log_odds = LOG_ODDS[output] * trace.z
        curves[0, step] = (np.logaddexp(0, log_odds) - y * log_odds).mean(axis=(-2, -1))
        curves[1, step] = ((log_odds > 0) != y).mean(axis=(-2, -1))
        if step % _LOOK == 0 and not np.isnan(_arrivals(task, curves[:, : step + 1])).any():
            return curves[:, : step + 1]
        stack = stack.minus(rates, backward(network, variant, stack, trace, x, y))
    return curves
