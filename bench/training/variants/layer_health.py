"""How the layers of networks are doing in the middle of training: gradients, dead units, tails."""

from dataclasses import dataclass

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.bench.training.variants.hidden import Hidden
from propbench.bench.training.variants.stack import backward, forward, stacked
from propbench.bench.training.variants.variant import PLAIN, Variant
from propbench.impls.contract import Array, Network

SATURATED = 0.99
"""Of the way from the middle of a bounded activation to its bound."""


@dataclass(frozen=True)
class Health:
    """One network at one moment, from the first layer to the last."""

    gradient_norms: tuple[float, ...]
    """Euclidean norm of dw of every layer, as descent uses it."""
    dead: tuple[float, ...]
    """Share of the units of each hidden layer that give 0 for every example."""
    saturated: tuple[float, ...]
    """Share of the activations of each hidden layer (units x examples) within a hundredth of their
    bound; 0 for an activation without bounds."""


def health(
    network: Network, parameters: list[Parameters], x: Array, y: Array, variant: Variant = PLAIN
) -> list[Health]:
    """Of each network; shapes as for `train_many`."""
    stack = stacked(network, parameters, variant)
    trace = forward(network, variant, stack, x)
    gradients = backward(network, variant, stack, trace, x, y)
    norms = [np.linalg.norm(dw, axis=(-2, -1)) for dw in gradients.w]
    dead = [_dead(layer) for layer in trace.hidden]
    saturated = [_saturated(network, layer) for layer in trace.hidden]
    return [
        Health(_of(norms, index), _of(dead, index), _of(saturated, index))
        for index in range(len(parameters))
    ]


def _dead(layer: Hidden) -> Array:
    """(n_networks,), before scale and shift."""
    return (layer.f == 0).all(axis=-1).mean(axis=-1)


def _saturated(network: Network, layer: Hidden) -> Array:
    """(n_networks,)."""
    if network.activation not in ("sigmoid", "tanh"):
        return np.zeros(len(layer.f))
    centred = 2 * layer.f - 1 if network.activation == "sigmoid" else layer.f
    return (np.abs(centred) > SATURATED).mean(axis=(-2, -1))


def _of(layers: list[Array], index: int) -> tuple[float, ...]:
    return tuple(float(layer[index]) for layer in layers)
