"""Activations and derivatives as compiled loops; the mathematics is in `python_loops`.

math.exp returns infinity here instead of raising, so sigmoid needs no second branch. Constants
are written in the dtype of z: one / z stays float32 where 1 / z would be computed in float64.
A loop is written out for each function, because Numba's disk cache misses functions that are
made by another function.
"""

import math

import numpy as np

from propbench.impls.contract import ActivationPair, Array

from .compile import compiled

SQRT_2 = math.sqrt(2)
SQRT_2_PI = math.sqrt(2 * math.pi)


@compiled
def sigmoid(z: Array, slope: float) -> Array:
    one = z.dtype.type(1)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = one / (one + math.exp(-z[i, j]))
    return a


@compiled
def tanh(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = math.tanh(z[i, j])
    return a


@compiled
def relu(z: Array, slope: float) -> Array:
    zero = z.dtype.type(0)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = zero if z[i, j] <= 0 else z[i, j]
    return a


@compiled
def leaky_relu(z: Array, slope: float) -> Array:
    factor = z.dtype.type(slope)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = factor * z[i, j] if z[i, j] <= 0 else z[i, j]
    return a


@compiled
def linear(z: Array, slope: float) -> Array:
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = z[i, j]
    return a


@compiled
def softplus(z: Array, slope: float) -> Array:
    zero = z.dtype.type(0)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            positive = zero if z[i, j] <= 0 else z[i, j]
            a[i, j] = positive + math.log1p(math.exp(-abs(z[i, j])))
    return a


@compiled
def gelu(z: Array, slope: float) -> Array:
    one, half, sqrt_2 = z.dtype.type(1), z.dtype.type(0.5), z.dtype.type(SQRT_2)
    a = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            a[i, j] = half * z[i, j] * (one + math.erf(z[i, j] / sqrt_2))
    return a


@compiled
def sigmoid_derivative(z: Array, a: Array, slope: float) -> Array:
    one = z.dtype.type(1)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            slopes[i, j] = a[i, j] * (one - a[i, j])
    return slopes


@compiled
def tanh_derivative(z: Array, a: Array, slope: float) -> Array:
    one = z.dtype.type(1)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            slopes[i, j] = one - a[i, j] * a[i, j]
    return slopes


@compiled
def relu_derivative(z: Array, a: Array, slope: float) -> Array:
    one, zero = z.dtype.type(1), z.dtype.type(0)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            nonpositive = zero if z[i, j] <= 0 else z[i, j]
            slopes[i, j] = one if z[i, j] > 0 else nonpositive
    return slopes


@compiled
def leaky_relu_derivative(z: Array, a: Array, slope: float) -> Array:
    one, factor = z.dtype.type(1), z.dtype.type(slope)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            nonpositive = factor if z[i, j] <= 0 else z[i, j]
            slopes[i, j] = one if z[i, j] > 0 else nonpositive
    return slopes


@compiled
def linear_derivative(z: Array, a: Array, slope: float) -> Array:
    one = z.dtype.type(1)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            slopes[i, j] = one
    return slopes


@compiled
def softplus_derivative(z: Array, a: Array, slope: float) -> Array:
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            slopes[i, j] = -math.expm1(-a[i, j])
    return slopes


@compiled
def gelu_derivative(z: Array, a: Array, slope: float) -> Array:
    one, half, sqrt_2 = z.dtype.type(1), z.dtype.type(0.5), z.dtype.type(SQRT_2)
    sqrt_2_pi = z.dtype.type(SQRT_2_PI)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            density = math.exp(-half * z[i, j] * z[i, j]) / sqrt_2_pi
            slopes[i, j] = half * (one + math.erf(z[i, j] / sqrt_2)) + z[i, j] * density
    return slopes


@compiled
def sigmoid_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    one = z.dtype.type(1)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            e = math.exp(-abs(z[i, j]))
            slopes[i, j] = e / ((one + e) * (one + e))
    return slopes


@compiled
def tanh_derivative_tail_safe(z: Array, a: Array, slope: float) -> Array:
    one, four = z.dtype.type(1), z.dtype.type(4)
    slopes = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            e = math.exp(-abs(z[i, j] + z[i, j]))
            slopes[i, j] = four * e / ((one + e) * (one + e))
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
