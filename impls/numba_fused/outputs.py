"""Output layers on a block of columns; the formulas are explained in `python_loops/outputs.py`.

Nothing was tuned here by itself: with one or ten outputs it is a small part of every step.
"""

import math
from typing import Any

import numpy as np

from propbench.impls.contract import OUTPUTS, Array

from . import elements
from .compile import compiled
from .exponential import exp_nonpositive
from .sums import row_sum

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
    """Sum of the losses of the first `valid` examples, in double precision."""
    losses = np.zeros(valid)
    if output == SOFTMAX:
        softmax_losses(z, y, losses)
    for i in range(z.shape[0]):
        z_row, p_row, y_row = z[i], p[i], y[i]
        if output == SIGMOID_CROSS_ENTROPY:
            for j in range(valid):
                positive = 0.0 if z_row[j] <= 0 else z_row[j]
                e = exp_nonpositive(-abs(np.float64(z_row[j])))
                losses[j] += positive - z_row[j] * y_row[j] + elements.log1p_of_share(e)
        elif output != SOFTMAX:
            for j in range(valid):
                losses[j] += 0.5 * (p_row[j] - y_row[j]) * (p_row[j] - y_row[j])
    return row_sum(losses)


@compiled
def softmax_losses(z: Array, y: Array, losses: Array) -> None:
    """Add y (log sum exp z - z) of each example; all examples side by side, class after class."""
    largest, total = z[0].astype(np.float64), np.zeros(losses.size)
    for i in range(1, z.shape[0]):
        row = z[i]
        for j in range(losses.size):
            largest[j] = row[j] if row[j] > largest[j] else largest[j]
    for i in range(z.shape[0]):
        row = z[i]
        for j in range(losses.size):
            total[j] += exp_nonpositive(row[j] - largest[j])
    for j in range(losses.size):
        total[j] = largest[j] + math.log(total[j])
    for i in range(z.shape[0]):
        z_row, y_row = z[i], y[i]
        for j in range(losses.size):
            losses[j] += y_row[j] * (total[j] - z_row[j])
