"""Activations and derivatives, one NumPy expression each; mathematics in `python_loops`.

np.exp overflows to infinity in sigmoid below -709, where 1 / (1 + inf) is the right limit, as
exp(-inf) is for the largest z in tanh', so the warnings are silenced. NaN goes through np.maximum
and np.sign; a comparison such as z > 0 would turn it into 0. NumPy has no erf: it is that of
scipy.special. In the tail-safe forms (1 + e)^2 is 1 + e (2 + e): squaring a rounded sum doubles its
error, which in float32, beside that of np.exp, would be more than 4 units in the last place.
"""

from math import pi, sqrt

import numpy as np
from scipy.special import erf

from propbench.impls.contract import ActivationPair, Array

SQRT_2 = sqrt(2)
SQRT_2_PI = sqrt(2 * pi)


def sigmoid(z: Array, slope: float = 0.0) -> Array:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:
    return a * (1 - a)


def sigmoid_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    e = np.exp(-np.abs(z))
    return e / (1 + e * (2 + e))


def tanh(z: Array, slope: float) -> Array:
    return np.tanh(z)


def tanh_derivative(z: Array, a: Array, slope: float) -> Array:
    return 1 - a * a


def tanh_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    with np.errstate(over="ignore"):
        e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e * (2 + e))


def relu(z: Array, slope: float) -> Array:
    return np.maximum(0, z)


def relu_derivative(z: Array, a: Array, slope: float) -> Array:
    return np.sign(a)


def leaky_relu(z: Array, slope: float) -> Array:
    return np.maximum(slope * z, z)


def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:
    return np.maximum(np.sign(z), slope)


def linear(z: Array, slope: float) -> Array:
    return z.copy()


def linear_derivative(z: Array, a: Array, slope: float) -> Array:
    return np.ones_like(z)


def softplus(z: Array, slope: float) -> Array:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus_derivative(z: Array, a: Array, slope: float) -> Array:
    return -np.expm1(-a)


def gelu(z: Array, slope: float) -> Array:
    with np.errstate(invalid="ignore"):
        return 0.5 * z * (1 + erf(z / SQRT_2))


def gelu_derivative(z: Array, a: Array, slope: float) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        density = np.exp(-0.5 * z * z) / SQRT_2_PI
        return 0.5 * (1 + erf(z / SQRT_2)) + z * density


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "linear": (linear, linear_derivative),
    "softplus": (softplus, softplus_derivative),
    "gelu": (gelu, gelu_derivative),
}

TAIL_SAFE = {"sigmoid": sigmoid_derivative_tail_safe, "tanh": tanh_derivative_tail_safe}
