"""What is trained: all learning rates and seeds of one arm, for a fixed number of steps."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from propbench.bench import initialisation, problems
from propbench.bench.parameters import Parameters
from propbench.impls.contract import Array, Network

LEARNING_RATES = tuple(10 ** (k / 4) for k in range(-8, 1))
SEEDS = tuple(range(5))


@dataclass(frozen=True)
class Sweep:
    """`goal` is the smallest factor by which the plain loop is to be slower than we are."""

    title: str
    sizes: tuple[int, ...]
    m: int
    steps: int
    goal: float

    @property
    def network(self) -> Network:
        classes = self.sizes[-1] > 1
        return Network(
            self.sizes, "relu", "softmax_cross_entropy" if classes else "sigmoid_cross_entropy"
        )


SWEEPS = (
    Sweep("two moons 2-16-1", (2, 16, 1), 200, 500, 10),
    Sweep("two moons 2-16-16-16-1", (2, 16, 16, 16, 1), 200, 500, 10),
    Sweep("digits 64-64-10", (64, 64, 10), 1_000, 50, 3),
)
"""Enough steps that what a sweep begins with does not count, and few enough for three rounds."""


@dataclass(frozen=True)
class Batch:
    """Networks of one shape: x (n_networks, n_features, m), y alike, learning_rates (n_networks,).

    A seed fixes examples and initial parameters, so that each network has its own.
    """

    network: Network
    parameters: list[Parameters]
    x: Array
    y: Array
    learning_rates: Array

    def __len__(self) -> int:
        return len(self.parameters)

    def part(self, indices: NDArray[np.intp]) -> "Batch":
        """Some of the networks."""
        parameters = [self.parameters[index] for index in indices]
        rates = self.learning_rates[indices]
        return Batch(self.network, parameters, self.x[indices], self.y[indices], rates)


def batch(sweep: Sweep) -> Batch:
    """Every learning rate with every seed, float64."""
    pairs = [(rate, seed) for rate in LEARNING_RATES for seed in SEEDS]
    examples = [_examples(sweep, seed) for _, seed in pairs]
    return Batch(
        sweep.network,
        [initialisation.parameters(sweep.network, "he", seed) for _, seed in pairs],
        np.stack([x for x, _ in examples]),
        np.stack([y for _, y in examples]),
        np.array([rate for rate, _ in pairs]),
    )


@cache
def _examples(sweep: Sweep, seed: int) -> tuple[Array, Array]:
    if sweep.sizes[0] > 2:
        return problems.dataset("digits_classes", sweep.m, seed)
    # Imported here because it takes a second.
    from sklearn.datasets import make_moons

    features, labels = make_moons(sweep.m, noise=0.2, random_state=seed)
    return np.ascontiguousarray(features.T), labels[None, :].astype(np.float64)
