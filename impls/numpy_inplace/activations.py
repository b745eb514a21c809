"""Activations and derivatives with one new array each, and no other but where it says so."""

import numpy as np

from propbench.impls.contract import ActivationPair, Array

from .in_place import gelu_of, gelu_slope, sigmoid_of_negated, softplus_in_place


def sigmoid(z: Array, slope: float = 0.0) -> Array:
    with np.errstate(over="ignore"):
        return sigmoid_of_negated(np.negative(z))


def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.subtract(1, a)
    return np.multiply(da_dz, a, out=da_dz)


def _one_more_squared(e: Array) -> Array:
    """(1 + e)^2 as 1 + e (2 + e): squaring a rounded sum would double its error."""
    squared = np.add(e, 2)
    np.multiply(squared, e, out=squared)
    return np.add(squared, 1, out=squared)


def sigmoid_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    e = np.abs(z)
    np.exp(np.negative(e, out=e), out=e)
    squared = _one_more_squared(e)
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
    squared = _one_more_squared(e)
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


def softplus(z: Array, slope: float) -> Array:
    return softplus_in_place(z.copy(), slope)


def softplus_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.negative(a)
    np.expm1(da_dz, out=da_dz)
    return np.negative(da_dz, out=da_dz)


def gelu(z: Array, slope: float) -> Array:
    return gelu_of(z, np.empty_like(z))


def gelu_derivative(z: Array, a: Array, slope: float) -> Array:
    da_dz = np.empty_like(z)
    gelu_slope(z, slope, da_dz)
    return da_dz


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
