"""Output layers on a block of columns; the formulas are explained in `python_loops/outputs.py`."""

import math
from typing import Any

import numpy as np

from impls.contract import OUTPUTS, Array

from . import elements
from .compile import compiled
from .exponential import exp_nonpositive

SIGMOID_CROSS_ENTROPY, SOFTMAX, LINEAR, SIGMOID_SQUARED_ERROR = (
    OUTPUTS.index(name)
    for name in (
        "sigmoid_cross_entropy",
        "softmax_cross_entropy",
        "linear_squared_error",
        "sigmoid_squared_error",
    )
)


@compiled
def output_activations(output: int, z: Array, p: Array) -> None:
    """p from z of the last layer, both (n_out, m)."""
    if output == SOFTMAX:
        softmax(z, p)
    elif output == LINEAR:
        for i in range(z.shape[0]):
            for j in range(z.shape[1]):
                p[i, j] = z[i, j]
    else:
        for i in range(z.shape[0]):
            from_row, to_row = z[i], p[i]
            for j in range(from_row.size):
                to_row[j] = elements.sigmoid(from_row[j], from_row[j])


@compiled
def softmax(z: Array, p: Array) -> None:
    """All examples side by side, class after class."""
    largest, total = z[0].copy(), np.zeros_like(z[0])
    for i in range(1, z.shape[0]):
        row = z[i]
        for j in range(row.size):
            largest[j] = row[j] if row[j] > largest[j] else largest[j]
    for i in range(z.shape[0]):
        from_row, to_row = z[i], p[i]
        for j in range(total.size):
            to_row[j] = exp_nonpositive(from_row[j] - largest[j])
            total[j] += to_row[j]
    for i in range(z.shape[0]):
        row = p[i]
        for j in range(row.size):
            row[j] /= total[j]


@compiled
def output_gradient(output: int, p: Array, y: Array, dz: Array, m: Any, valid: int) -> None:
    """dz of the mean loss over m examples; columns from `valid` on are padding and get 0."""
    one = type(m)(1)
    for i in range(p.shape[0]):
        p_row, y_row, row = p[i], y[i], dz[i]
        for j in range(valid):
            row[j] = (p_row[j] - y_row[j]) / m
        if output == SIGMOID_SQUARED_ERROR:
            for j in range(valid):
                row[j] *= p_row[j] * (one - p_row[j])
        for j in range(valid, row.size):
            row[j] = 0


@compiled
def block_loss(output: int, z: Array, p: Array, y: Array, valid: int) -> float:
    """Sum of the losses of the first `valid` examples."""
    total = 0.0
    for j in range(valid):
        if output == SOFTMAX:
            total += _softmax_loss(z, y, j)
        for i in range(z.shape[0]):
            if output == SIGMOID_CROSS_ENTROPY:
                positive = 0.0 if z[i, j] <= 0 else z[i, j]
                total += positive - z[i, j] * y[i, j] + math.log1p(math.exp(-abs(z[i, j])))
            elif output != SOFTMAX:
                total += 0.5 * (p[i, j] - y[i, j]) * (p[i, j] - y[i, j])
    return total


@compiled
def _softmax_loss(z: Array, y: Array, j: int) -> float:
    largest = z[0, j]
    for i in range(1, z.shape[0]):
        largest = z[i, j] if z[i, j] > largest else largest
    exponentials = 0.0
    for i in range(z.shape[0]):
        exponentials += math.exp(z[i, j] - largest)
    loss = 0.0
    for i in range(z.shape[0]):
        loss += y[i, j] * (math.log(exponentials) + largest - z[i, j])
    return loss
