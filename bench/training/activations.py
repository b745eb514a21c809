"""The hidden activations that are trained: function (z, slope), derivative (z, a, slope).

np.exp overflows to infinity in sigmoid below -709, where 1 / (1 + inf) is the right limit. NaN goes
through np.maximum and np.sign; a comparison such as z > 0 would turn it into 0, so that a run that
diverged would look sound.

What is returned is always a new array, which the caller may write to; a function makes no second
one, because passes over memory are most of what a step costs.
"""

from collections.abc import Mapping

import numpy as np

from propbench.bench import activations
from propbench.impls.contract import ActivationPair, Array


def sigmoid(z: Array, slope: float = 0.0) -> Array:  # noqa: ARG001
    a = np.negative(z)
    with np.errstate(over="ignore"):
        np.exp(a, out=a)
    a += 1
    return np.divide(1, a, out=a)


def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    slopes = 1 - a
    slopes *= a
    return slopes


def tanh(z: Array, slope: float) -> Array:  # noqa: ARG001
    return np.tanh(z)


def tanh_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    slopes = a * a
    return np.subtract(1, slopes, out=slopes)


def relu(z: Array, slope: float) -> Array:  # noqa: ARG001
    return np.maximum(0, z)


def relu_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    return np.sign(a)


def leaky_relu(z: Array, slope: float) -> Array:
    a = slope * z
    return np.maximum(a, z, out=a)


def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:  # noqa: ARG001
    slopes = np.sign(z)
    return np.maximum(slopes, slope, out=slopes)


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
