"""Batch normalisation (Ioffe and Szegedy 2015): standardised z with a learned scale and shift.

In a file of its own, beside `standardise`, because runs of other variants hang on theirs. Of a unit
with standardised z, a = f(gain * z + offset): b does nothing, and `offset` does what it did. Gains
begin at 1 and offsets at 0, so that the first step is that of a variant that only standardises.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from propbench.bench.training.parameters import Parameters
from propbench.bench.training.variants import outputs
from propbench.bench.training.variants.hidden import (
    Hidden,
    activate,
    back_through,
    back_through_standardised,
    standardised,
)
from propbench.bench.training.variants.variant import Variant
from propbench.impls.contract import Array, Network

Layers = list[Array]


@dataclass(frozen=True)
class BatchNormalised(Variant):
    """Raises ValueError on what would change the gradient besides, and on an unknown output."""

    standardise: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        plain = self.gradient == "plain" and self.vanishing == 1
        if not self.standardise or self.learn_slope or not plain:
            raise ValueError(f"batch normalisation: got {self}, expected its plain gradient")

    @property
    def of_normalised(self) -> Variant:
        """What is done to a z that has been normalised already."""
        return Variant(self.scale, self.stretch, self.shift, output=self.output)


@dataclass(frozen=True)
class LearnedNorms(Parameters):
    """Parameters with `gains` and `offsets` (n_out, 1) of each hidden layer."""

    gains: tuple[Array, ...]
    offsets: tuple[Array, ...]


class _Stack(NamedTuple):
    """One array a layer, networks side by side; gradients have the same shape."""

    w: Layers
    b: Layers
    gains: Layers
    offsets: Layers


class _Layer(NamedTuple):
    """What a hidden layer leaves for its gradient: z standardised, then with gain and offset."""

    z: Array
    deviation: Array
    hidden: Hidden


def train_many(
    network: Network,
    parameters: list[Parameters],
    x: Array,
    y: Array,
    learning_rates: Array,
    steps: int,
    variant: BatchNormalised,
) -> tuple[Array, list[Parameters]]:
    """As in the contract; the parameters returned are `LearnedNorms`, and go on from there."""
    stack = _Stack(*(_side_by_side(part) for part in zip(*map(_parts, parameters), strict=True)))
    rates = learning_rates.astype(x.dtype)[:, None, None]
    losses = np.empty((steps, len(parameters)))
    output = variant.output_of(network)
    for step in range(steps):
        layers, z = _forward(network, variant, stack, x)
        p = outputs.outputs(output, z)
        losses[step] = outputs.mean_loss(output, z, p, y)
        dz = outputs.output_gradient(output, p, y)
        gradients = _backward(network, variant, stack, layers, x, dz)
        pairs = zip(stack, gradients, strict=True)
        stack = _Stack(*(_descended(part, change, rates) for part, change in pairs))
    return losses, [_one_of(stack, index) for index in range(len(parameters))]


def _forward(
    network: Network, variant: BatchNormalised, stack: _Stack, x: Array
) -> tuple[list[_Layer], Array]:
    """The hidden layers, and z of the last."""
    a, layers = x, []
    for w, b, gain, offset in zip(stack.w, stack.b, stack.gains, stack.offsets, strict=False):
        z, deviation = standardised(w @ a + b)
        hidden = activate(network, variant.of_normalised, gain * z + offset, network.slope)
        layers.append(_Layer(z, deviation, hidden))
        a = hidden.a
    return layers, stack.w[-1] @ a + stack.b[-1]


def _backward(
    network: Network,
    variant: BatchNormalised,
    stack: _Stack,
    layers: list[_Layer],
    x: Array,
    dz: Array,
) -> _Stack:
    """From the output's dz; lists are filled from the last layer on."""
    inputs = [x, *(layer.hidden.a for layer in layers)]
    found = _Stack([], [], [], [])
    for place in reversed(range(len(stack.w))):
        found.w.append(dz @ inputs[place].mT)
        found.b.append(dz.sum(axis=-1, keepdims=True))
        if place == 0:
            break
        layer, da = layers[place - 1], stack.w[place].mT @ dz
        d_normalised = back_through(network, variant.of_normalised, layer.hidden, da)
        found.gains.append((d_normalised * layer.z).sum(axis=-1, keepdims=True))
        found.offsets.append(d_normalised.sum(axis=-1, keepdims=True))
        dz = back_through_standardised(
            stack.gains[place - 1] * d_normalised, layer.z, layer.deviation
        )
    return _Stack(*(part[::-1] for part in found))


def _parts(one: Parameters) -> tuple[Sequence[Array], ...]:
    """w, b, gains and offsets of one network, those of the start where it has none yet."""
    if isinstance(one, LearnedNorms):
        return one.w, one.b, one.gains, one.offsets
    hidden = one.b[:-1]
    return one.w, one.b, [np.ones_like(b) for b in hidden], [np.zeros_like(b) for b in hidden]


def _side_by_side(networks: Iterable[Sequence[Array]]) -> Layers:
    return [np.stack(layer) for layer in zip(*networks, strict=True)]


def _descended(part: Layers, gradients: Layers, rates: Array) -> Layers:
    return [at - rates * change for at, change in zip(part, gradients, strict=True)]


def _one_of(stack: _Stack, index: int) -> Parameters:
    return LearnedNorms(*(tuple(layer[index].copy() for layer in part) for part in stack))
