"""Output layers as compiled loops; the formulas are explained in `python_loops/outputs.py`."""

import math

import numpy as np

from propbench.impls.contract import Array

from .activations import sigmoid
from .compile import compiled


@compiled
def column_max(z: Array, j: int) -> float:
    """The largest z of example j; with a NaN any, because the sum of exponentials is NaN."""
    largest = z[0, j]
    for i in range(z.shape[0]):
        if z[i, j] > largest:
            largest = z[i, j]
    return largest


@compiled
def softmax(z: Array) -> Array:
    p = np.empty_like(z)
    for j in range(z.shape[1]):
        largest = column_max(z, j)
        total = z.dtype.type(0)
        for i in range(z.shape[0]):
            p[i, j] = math.exp(z[i, j] - largest)
            total += p[i, j]
        for i in range(z.shape[0]):
            p[i, j] /= total
    return p


@compiled
def output_gradient(p: Array, y: Array, times_slope: bool) -> Array:
    """dz of the mean loss; `times_slope` adds the sigmoid's p (1 - p)."""
    one = p.dtype.type(1)
    m = p.dtype.type(p.shape[1])
    dz = np.empty_like(p)
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            dz[i, j] = (p[i, j] - y[i, j]) / m
            if times_slope:
                dz[i, j] *= p[i, j] * (one - p[i, j])
    return dz


@compiled
def logistic_loss(z: Array, y: Array) -> float:
    total = 0.0
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            positive = 0.0 if z[i, j] <= 0 else z[i, j]
            total += positive - z[i, j] * y[i, j] + math.log1p(math.exp(-abs(z[i, j])))
    return total / z.shape[1]


@compiled
def softmax_loss(z: Array, y: Array) -> float:
    total = 0.0
    for j in range(z.shape[1]):
        largest = column_max(z, j)
        exponentials = 0.0
        for i in range(z.shape[0]):
            exponentials += math.exp(z[i, j] - largest)
        for i in range(z.shape[0]):
            total += y[i, j] * (math.log(exponentials) + largest - z[i, j])
    return total / z.shape[1]


@compiled
def squared_error_loss(p: Array, y: Array) -> float:
    total = 0.0
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            total += 0.5 * (p[i, j] - y[i, j]) * (p[i, j] - y[i, j])
    return total / p.shape[1]


def outputs(output: str, z: Array) -> Array:
    """p for every example."""
    if output == "softmax_cross_entropy":
        return softmax(z)
    if output == "linear_squared_error":
        return z.copy()
    return sigmoid(z, 0.0)


def mean_loss(output: str, z: Array, p: Array, y: Array) -> float:
    """Mean over the m examples."""
    if output == "sigmoid_cross_entropy":
        return logistic_loss(z, y)
    if output == "softmax_cross_entropy":
        return softmax_loss(z, y)
    return squared_error_loss(p, y)
