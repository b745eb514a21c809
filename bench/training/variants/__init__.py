"""What trains the networks of claims: plain NumPy, many networks of one shape side by side.

With all defaults a variant is the plain network. What else it can be, no implementation offers.
"""

from collections.abc import Callable

from propbench.bench.training.parameters import Parameters
from propbench.bench.training.variants import batch_norm, descent
from propbench.bench.training.variants.batch_norm import BatchNormalised, LearnedNorms
from propbench.bench.training.variants.layer_health import Health, health
from propbench.bench.training.variants.stack import forward, stacked
from propbench.bench.training.variants.variant import OUTPUTS, PLAIN, LearnedSlopes, Variant
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
    "evaluate",
    "health",
    "train_many",
]

TRAINED_BY: dict[type[Variant], Callable[..., tuple[Array, list[Parameters]]]] = {
    Variant: descent.train_many,
    BatchNormalised: batch_norm.train_many,
}
"""For each kind of variant, what trains it: results hang on that function's file, and on those that
it imports."""


def evaluate(network: Network, parameters: Parameters, x: Array) -> Array:
    """Outputs (n_out, m) of one plain network for examples x (n_features, m)."""
    outputs: Array = forward(network, PLAIN, stacked(network, [parameters], PLAIN), x).p[0]
    return outputs


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
