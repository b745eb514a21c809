"""A hidden layer of a variant: from z to a, and its gradient back. All are (n_networks, n_out, m).

z is standardised if asked for, then stretched; f is applied, then scaled and shifted.
"""

from dataclasses import dataclass

import numpy as np

from propbench.bench.training.activations import ACTIVATIONS
from propbench.bench.training.variants.variant import Variant
from propbench.impls.contract import ActivationPair, Array, Network

_EPSILON = 1e-5
"""Added to the variance, as Ioffe and Szegedy (2015) do, for units that are constant."""


@dataclass(frozen=True)
class Hidden:
    """What one layer leaves for its gradient. `deviation` (n_networks, n_out, 1) if standardised.

    `slope` is the network's, or (n_networks, 1, 1) where each network learns its own.
    """

    z: Array
    """Standardised, if asked for, and not yet stretched."""
    deviation: Array | None
    f: Array
    """f(stretch * z)."""
    a: Array
    slope: float | Array


def activate(network: Network, variant: Variant, z: Array, slope: float | Array) -> Hidden:
    deviation = None
    if variant.standardise:
        z, deviation = standardised(z)
    function, _ = _pair(network, variant)
    f = function(_times(variant.stretch, z), slope)
    a = _times(variant.scale, f)
    return Hidden(z, deviation, f, a + variant.shift if variant.shift else a, slope)


def back_through(network: Network, variant: Variant, hidden: Hidden, da: Array) -> Array:
    """dz of the layer, before it was standardised."""
    _, derivative = _pair(network, variant)
    dz = derivative(_times(variant.stretch, hidden.z), hidden.f, hidden.slope)
    dz = _times(variant.scale * variant.stretch, dz)
    dz *= da
    if hidden.deviation is None:
        return dz
    return back_through_standardised(dz, hidden.z, hidden.deviation)


def slope_gradient(variant: Variant, hidden: Hidden, da: Array) -> Array:
    """Gradient of the layer's learned slope, (n_networks, 1, 1)."""
    negative = np.minimum(variant.stretch * hidden.z, 0)
    return (variant.scale * da * negative).sum(axis=(-2, -1), keepdims=True)


def standardised(z: Array) -> tuple[Array, Array]:
    """z with mean 0 and variance 1 over the examples, and the deviation that it was divided by."""
    centred = z - z.mean(axis=-1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
    return centred / deviation, deviation


def back_through_standardised(dz: Array, z: Array, deviation: Array) -> Array:
    """Mean and deviation depend on every example, so each gets a share of the others' gradients."""
    common = dz.mean(axis=-1, keepdims=True)
    along = (dz * z).mean(axis=-1, keepdims=True)
    return (dz - common - z * along) / deviation


def _times(factor: float, array: Array) -> Array:
    """The product; of a factor of 1 the array itself, because a pass over it is a pass."""
    return array if factor == 1 else factor * array


def _pair(network: Network, variant: Variant) -> ActivationPair:
    return (_prelu, _prelu_derivative) if variant.learn_slope else ACTIVATIONS[network.activation]


def _prelu(z: Array, slope: Array) -> Array:
    """leaky_relu for any slope; the contract's is written for slopes from 0 to 1."""
    return np.where(z > 0, z, slope * z)


def _prelu_derivative(z: Array, a: Array, slope: Array) -> Array:  # noqa: ARG001
    return np.where(z > 0, 1, slope)
