"""Each activation and derivative alone, as one vectorised loop; the numbers are in `elements.py`.

NumPy's tanh and exp are vectorised too; a compiled loop gains where NumPy makes several passes:
against its better form 1.1 to 4.7 times from 1 000 to 100 000 elements, 1.2 to 2.9 in sigmoid and
tanh. It does not gain in linear, which is a copy: a call of a compiled function takes 0.4
microseconds longer than ndarray.copy, half of the time at 1 000 elements, and the copy itself is no
faster. At 1 000 000 elements relu and its derivative wait for memory and reach 0.8 to 1.0 of NumPy;
that NumPy asks for huge pages is not why, as it was the same without them.
"""

import numpy as np

from propbench.impls.contract import ActivationPair, Array

from . import elements
from .compile import compiled


@compiled
def sigmoid(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.sigmoid(row[j], slope)
    return a


@compiled
def tanh(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.tanh(row[j], slope)
    return a


@compiled
def relu(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.relu(row[j], slope)
    return a


@compiled
def leaky_relu(z: Array, slope: float) -> Array:
    factor = z.dtype.type(slope)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.leaky_relu(row[j], factor)
    return a


@compiled
def linear(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.linear(row[j], slope)
    return a


@compiled
def softplus(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.softplus(row[j], slope)
    return a


@compiled
def gelu(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], a[i]
        for j in range(row.size):
            to_row[j] = elements.gelu(row[j], slope)
    return a


@compiled
def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.sigmoid_slope(row[j], slope)
    return slopes


@compiled
def tanh_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.tanh_slope(row[j], slope)
    return slopes


@compiled
def relu_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.relu_slope(row[j], slope)
    return slopes


@compiled
def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:
    factor = z.dtype.type(slope)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.leaky_relu_slope(row[j], factor)
    return slopes


@compiled
def linear_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.linear_slope(row[j], slope)
    return slopes


@compiled
def softplus_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.softplus_slope(row[j], slope)
    return slopes


@compiled
def gelu_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, from_row, to_row = z[i], a[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.gelu_slope(row[j], from_row[j], slope)
    return slopes


@compiled
def sigmoid_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.sigmoid_slope_tail_safe(row[j])
    return slopes


@compiled
def tanh_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        row, to_row = z[i], slopes[i]
        for j in range(row.size):
            to_row[j] = elements.tanh_slope_tail_safe(row[j])
    return slopes


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
