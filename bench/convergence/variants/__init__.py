"""Special arms: what no implementation offers, in plain NumPy, many networks side by side.

With all defaults a variant is the plain network, and gives what `numpy_vectorized` gives.
"""

from collections.abc import Callable

from propbench.bench.convergence.variants import batch_norm, training
from propbench.bench.convergence.variants.batch_norm import BatchNormalised, LearnedNorms
from propbench.bench.convergence.variants.monitor import Health, health
from propbench.bench.convergence.variants.variant import OUTPUTS, PLAIN, LearnedSlopes, Variant
from propbench.bench.parameters import Parameters
from propbench.impls.contract import Array, Network

__all__ = [
    "OUTPUTS",
    "PLAIN",
    "TRAINED_BY",
    "BatchNormalised",
    "Health",
    "LearnedNorms",
    "LearnedSlopes",
    "Variant",
    "health",
    "train_many",
]

TRAINED_BY: dict[type[Variant], Callable[..., tuple[Array, list[Parameters]]]] = {
    Variant: training.train_many,
    BatchNormalised: batch_norm.train_many,
}
"""For each kind of variant, what trains it: results hang on that function's file, and on those that
it imports."""


def train_many(
    network: Network,
    parameters: list[Parameters],
    x: Array,
    y: Array,
    learning_rates: Array,
    steps: int,
    variant: Variant = PLAIN,
) -> tuple[Array, list[Parameters]]:
    """As in the contract, for a variant of any kind; raises ValueError as its own training does."""
    train = TRAINED_BY[type(variant)]
    return train(network, parameters, x, y, learning_rates, steps, variant)
