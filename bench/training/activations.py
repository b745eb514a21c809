"""The hidden activations that are trained: function (z, slope), derivative (z, a, slope).

np.exp overflows to infinity in sigmoid below -709, where 1 / (1 + inf) is the right limit. NaN goes
through np.maximum and np.sign; a comparison such as z > 0 would turn it into 0, so that a run that
diverged would look sound.
"""

from collections.abc import Mapping

import numpy as np

from propbench.bench import activations
from propbench.impls.contract import ActivationPair, Array


def sigmoid(z: Array, slope: float = 0.0) -> Array:  # noqa: ARG001
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return a * (1 - a)


def tanh(z: Array, slope: float) -> Array:  # noqa: ARG001
    return np.tanh(z)


def tanh_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return 1 - a * a


def relu(z: Array, slope: float) -> Array:  # noqa: ARG001
    return np.maximum(0, z)


def relu_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return np.sign(a)


def leaky_relu(z: Array, slope: float) -> Array:
    return np.maximum(slope * z, z)


def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return np.maximum(np.sign(z), slope)


def linear(z: Array, slope: float) -> Array:  # noqa: ARG001
    return z.copy()


def linear_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return np.ones_like(z)


_OWN: Mapping[str, ActivationPair] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "linear": (linear, linear_derivative),
}

ACTIVATIONS: dict[str, ActivationPair] = {
    **_OWN,
    **{
        name: (record.function, record.derivative)
        for name, record in activations.ACTIVATIONS.items()
        if name not in _OWN
    },
}
"""Those that no shipped run trains are taken from their records."""
