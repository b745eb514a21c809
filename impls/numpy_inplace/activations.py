"""Activations and derivatives with one new array each, and in place for the network.

The network's forms need no temporary: `ACTIVATE` overwrites z with a, and `SLOPE` writes the
derivative, from a alone, into a given array. Sigmoid is there a function of -z, because its layers
keep -w and -b (see `dense.py`), which spares a pass over the elements.

What helped: a > 0 written into floating point takes 0.55 of the time of np.sign; but it turns NaN
into 0, so it serves only the network, where dz is NaN for such an example anyway. What did not:
sigmoid by np.tanh (1.2 times slower in float64, and it loses the digits of small values), a masked
product (`where=`, 20 times slower than the product), np.putmask and np.copyto with a mask (10
times and more), bit operations (three passes, 1.3 times slower than the mask and the product).
"""

from collections.abc import Callable

import numpy as np

from propbench.impls.contract import ActivationPair, Array


def sigmoid(z: Array, slope: float = 0.0) -> Array:
    with np.errstate(over="ignore"):
        return sigmoid_of_negated(np.negative(z))


def sigmoid_of_negated(z: Array, slope: float = 0.0) -> Array:
    """z <- 1 / (1 + e^z); the caller silences the overflow of exp, whose limit is right."""
    np.exp(z, out=z)
    np.add(z, 1, out=z)
    return np.reciprocal(z, out=z)


def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.subtract(1, a)
    return np.multiply(da_dz, a, out=da_dz)


def sigmoid_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    e = np.abs(z)
    np.exp(np.negative(e, out=e), out=e)
    squared = np.add(e, 1)
    np.square(squared, out=squared)
    return np.divide(e, squared, out=e)


def tanh(z: Array, slope: float) -> Array:
    return np.tanh(z)


def tanh_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.square(a)
    return np.subtract(1, da_dz, out=da_dz)


def tanh_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    e = np.abs(z)
    with np.errstate(over="ignore"):
        np.exp(np.multiply(e, -2, out=e), out=e)
    squared = np.add(e, 1)
    np.square(squared, out=squared)
    np.multiply(e, 4, out=e)
    return np.divide(e, squared, out=e)


def relu(z: Array, slope: float) -> Array:
    return np.maximum(z, 0)


def relu_derivative(z: Array, a: Array, slope: float) -> Array:
    return np.sign(a)


def leaky_relu(z: Array, slope: float) -> Array:
    a = np.multiply(z, slope)
    return np.maximum(a, z, out=a)


def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.sign(z)
    return np.maximum(da_dz, slope, out=da_dz)


def linear(z: Array, slope: float) -> Array:
    return z.copy()


def linear_derivative(z: Array, a: Array, slope: float) -> Array:
    return np.ones_like(z)


def tanh_in_place(z: Array, slope: float) -> Array:
    return np.tanh(z, out=z)


def relu_in_place(z: Array, slope: float) -> Array:
    return np.maximum(z, 0, out=z)


def leaky_relu_in_place(z: Array, slope: float) -> Array:
    """max(slope z, z); the one activation in place that needs a temporary."""
    return np.maximum(z, slope * z, out=z)


def linear_in_place(z: Array, slope: float) -> Array:
    return z


def sigmoid_slope(a: Array, slope: float, out: Array) -> None:
    """-a (1 - a), the derivative by -z."""
    np.subtract(a, 1, out=out)
    np.multiply(out, a, out=out)


def tanh_slope(a: Array, slope: float, out: Array) -> None:
    np.square(a, out=out)
    np.subtract(1, out, out=out)


def relu_slope(a: Array, slope: float, out: Array) -> None:
    np.greater(a, 0, out=out)


def leaky_relu_slope(a: Array, slope: float, out: Array) -> None:
    np.greater(a, 0, out=out)
    np.maximum(out, slope, out=out)


def linear_slope(a: Array, slope: float, out: Array) -> None:
    out.fill(1)


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "linear": (linear, linear_derivative),
}

TAIL_SAFE = {"sigmoid": sigmoid_derivative_tail_safe, "tanh": tanh_derivative_tail_safe}

ACTIVATE: dict[str, Callable[[Array, float], Array]] = {
    "sigmoid": sigmoid_of_negated,
    "tanh": tanh_in_place,
    "relu": relu_in_place,
    "leaky_relu": leaky_relu_in_place,
    "linear": linear_in_place,
}

SLOPE: dict[str, Callable[[Array, float, Array], None]] = {
    "sigmoid": sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
    "leaky_relu": leaky_relu_slope,
    "linear": linear_slope,
}
