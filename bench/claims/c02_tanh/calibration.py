"""Is an output a usable probability: Brier score and calibration error on fresh examples."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from propbench.bench.claims.c02_tanh.outputs import LOG_ODDS
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.training.parameters import drawn
from propbench.bench.training.planes import Data
from propbench.bench.training.seeds import reporting_seeds
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import Variant
from propbench.bench.training.variants.stack import backward, forward, stacked
from propbench.impls.contract import Array, Network

QUANTITIES = ("brier", "calibration_error")
_FRESH, _FRESH_SEEDS_FROM = 2_000, 10_000
_BINS = 10
_SEEDS = reporting_seeds()


def measured(
    factors: Mapping[str, str], hidden: tuple[int, ...], steps: int, rate: float
) -> Iterator[Measurement]:
    """Both numbers of each reporting seed, after so many steps at a rate.

    `factors` name the task, whose examples can be drawn afresh, and the output.
    """
    p, y = _fresh(factors["task"], factors["output"], hidden, steps, rate)
    for seed, stated, labels in zip(_SEEDS, p, y, strict=True):
        where = {**factors, "rate": rate, "seed": seed}
        values = (brier(stated, labels), calibration_error(stated, labels))
        for quantity, value in zip(QUANTITIES, values, strict=True):
            yield Measurement(quantity, where, value)


def brier(p: Array, y: Array) -> float:
    """Mean squared distance of stated probabilities from labels of 0 and 1 (Brier 1950)."""
    return float(np.mean((p - y) ** 2))


def calibration_error(p: Array, y: Array) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015).

    The distance of the mean probability of a bin from its share of ones, by its share of examples.
    """
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    return float(abs(np.bincount(bins, p - y, _BINS)).sum() / p.size)


def _fresh(
    name: str, output: str, hidden: tuple[int, ...], steps: int, rate: float
) -> tuple[Array, Array]:
    """Stated probabilities and labels of fresh examples, (n_seeds, _FRESH), after the steps.

    Networks as in `outputs.iterations`.
    """
    task, seeds = TASKS[name], _SEEDS
    network, variant = Network(task.sizes(hidden), "tanh", task.output), Variant(output=output)
    starts = [drawn(network, "glorot", seed) for seed in seeds]
    stack, rates = stacked(network, starts, variant), np.array(rate)
    x, y = _stacked(task.data(seed) for seed in seeds)
    for _ in range(steps):
        trace = forward(network, variant, stack, x)
        stack = stack.minus(rates, backward(network, variant, stack, trace, x, y))
    x, y = _stacked(task.draw(_FRESH, _FRESH_SEEDS_FROM + seed) for seed in seeds)
    z = forward(network, variant, stack, x).z[:, 0]
    return np.exp(-np.logaddexp(0, -LOG_ODDS[output] * z)), y[:, 0]


def _stacked(data: Iterable[Data]) -> Data:
    x, y = zip(*data, strict=True)
    return np.stack(x), np.stack(y)
