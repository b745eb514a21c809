"""Networks with weights by construction, and what they compute."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from propbench.bench.training import variants
from propbench.bench.training.parameters import Parameters
from propbench.impls.contract import Array, Network


@dataclass(frozen=True)
class Constructed:
    """A network with its weights; `hidden_units` of all layers, `layers` hidden ones."""

    network: Network
    parameters: Parameters

    @property
    def hidden_units(self) -> int:
        return sum(self.network.sizes[1:-1])

    @property
    def layers(self) -> int:
        return len(self.network.sizes) - 2


def constructed(activation: str, w: Sequence[Array], b: Sequence[Array]) -> Constructed:
    """A network with a linear output from the weights and biases of its layers."""
    sizes = (w[0].shape[1], *(layer.shape[0] for layer in w))
    network = Network(sizes, activation, "linear_squared_error")
    floats = [tuple(layer.astype(np.float64) for layer in layers) for layers in (w, b)]
    return Constructed(network, Parameters(*floats))


def evaluate(whole: Constructed, x: Array) -> Array:
    """Outputs (1, m)."""
    return variants.evaluate(whole.network, whole.parameters, x)
