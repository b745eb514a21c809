"""Cells of recurrent networks in loops, one step of all examples; formulas in `recurrent.py`.

A `Step` is what a cell leaves: the states h and c, and whatever else its backward needs.
"""

import math
from dataclasses import dataclass, field

from .activations import sigmoid
from .layout import Matrix


@dataclass
class Step:
    """All (n_hidden, m); c, tanh(c) and the gates i, f, o, g are those of "lstm" alone."""

    h: Matrix
    c: Matrix = field(default_factory=list)
    tanh_c: Matrix = field(default_factory=list)
    gates: list[Matrix] = field(default_factory=list)


def zeros(n: int, m: int) -> Matrix:
    return [[0.0] * m for _ in range(n)]


def tanh_cell(z: Matrix) -> Step:
    h = zeros(len(z), len(z[0]))
    for i in range(len(z)):
        for j in range(len(z[i])):
            h[i][j] = math.tanh(z[i][j])
    return Step(h)


def tanh_gradient(dh: Matrix, h: Matrix) -> Matrix:
    """dz of a step from dh."""
    dz = zeros(len(h), len(h[0]))
    for i in range(len(h)):
        for j in range(len(h[i])):
            dz[i][j] = dh[i][j] * (1.0 - h[i][j] * h[i][j])
    return dz


def lstm_cell(z: Matrix, c_before: Matrix) -> Step:
    n, m = len(c_before), len(c_before[0])
    step = Step(zeros(n, m), zeros(n, m), zeros(n, m), [zeros(n, m) for _ in range(4)])
    i, f, o, g = step.gates
    for k in range(n):
        for j in range(m):
            i[k][j] = sigmoid(z[k][j], 0.0)
            f[k][j] = sigmoid(z[n + k][j], 0.0)
            o[k][j] = sigmoid(z[2 * n + k][j], 0.0)
            g[k][j] = math.tanh(z[3 * n + k][j])
            step.c[k][j] = f[k][j] * c_before[k][j] + i[k][j] * g[k][j]
            step.tanh_c[k][j] = math.tanh(step.c[k][j])
            step.h[k][j] = o[k][j] * step.tanh_c[k][j]
    return step


def lstm_gradient(dh: Matrix, dc: Matrix, step: Step, c_before: Matrix) -> tuple[Matrix, Matrix]:
    """dz (4 n_hidden, m) of a step and dc of the step before, from dh and what later steps gave
    dc."""
    n, m = len(dh), len(dh[0])
    i, f, o, g = step.gates
    dz, dc_before = zeros(4 * n, m), zeros(n, m)
    for k in range(n):
        for j in range(m):
            tanh_c = step.tanh_c[k][j]
            d = dc[k][j] + dh[k][j] * o[k][j] * (1.0 - tanh_c * tanh_c)
            dz[k][j] = d * g[k][j] * i[k][j] * (1.0 - i[k][j])
            dz[n + k][j] = d * c_before[k][j] * f[k][j] * (1.0 - f[k][j])
            dz[2 * n + k][j] = dh[k][j] * tanh_c * o[k][j] * (1.0 - o[k][j])
            dz[3 * n + k][j] = d * i[k][j] * (1.0 - g[k][j] * g[k][j])
            dc_before[k][j] = d * f[k][j]
    return dz, dc_before
