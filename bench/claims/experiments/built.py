"""Networks with weights by construction, evaluated by an implementation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from propbench.bench.parameters import Parameters
from propbench.impls import load
from propbench.impls.contract import Array, Network

IMPLEMENTATION = "numpy_vectorized"


@dataclass(frozen=True)
class Built:
    """A network with its weights; `hidden_units` of all layers, `layers` hidden ones."""

    network: Network
    parameters: Parameters

    @property
    def hidden_units(self) -> int:
        return sum(self.network.sizes[1:-1])

    @property
    def layers(self) -> int:
        return len(self.network.sizes) - 2


def built(activation: str, w: Sequence[Array], b: Sequence[Array]) -> Built:
    """A network with a linear output from the weights and biases of its layers."""
    sizes = (w[0].shape[1], *(layer.shape[0] for layer in w))
    network = Network(sizes, activation, "linear_squared_error")
    floats = [tuple(layer.astype(np.float64) for layer in layers) for layers in (w, b)]
    return Built(network, Parameters(*floats))


def evaluate(whole: Built, x: Array) -> Array:
    """Outputs (1, m) of an implementation's forward pass."""
    implementation = load(IMPLEMENTATION)
    labels = np.zeros((1, x.shape[1]))
    state = implementation.prepare(whole.network, whole.parameters, x, labels)
    return implementation.dense.read_outputs(implementation.dense.forward(state))
