"""Special arms: what no implementation offers, in plain NumPy, many networks side by side.

With all defaults a variant is the plain network, and gives what `numpy_vectorized` gives.
"""

from collections.abc import Callable

from bench.convergence.variants.monitor import Health, health
from bench.convergence.variants.training import train_many
from bench.convergence.variants.variant import OUTPUTS, PLAIN, LearnedSlopes, Variant
from impls.contract import Array, Parameters

__all__ = [
    "OUTPUTS",
    "PLAIN",
    "TRAINED_BY",
    "Health",
    "LearnedSlopes",
    "Variant",
    "health",
    "train_many",
]

TRAINED_BY: dict[type[Variant], Callable[..., tuple[Array, list[Parameters]]]] = {
    Variant: train_many
}
"""For each kind of variant, what trains it: results hang on that function's file, and on those that
it imports."""
