"""Cells of recurrent networks as compiled loops; mathematics in `python_loops/recurrent.py`.

All gates of a step stand below one another in one matrix, as their z does.
"""

import numpy as np

from propbench.impls.contract import Array

from .compile import compiled


@compiled
def tanh_cell(z: Array) -> Array:
    """h of a step."""
    h = np.empty_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            h[i, j] = np.tanh(z[i, j])
    return h


@compiled
def tanh_gradient(dh: Array, h: Array) -> Array:
    """dz of a step."""
    one = h.dtype.type(1)
    dz = np.empty_like(h)
    for i in range(h.shape[0]):
        for j in range(h.shape[1]):
            dz[i, j] = dh[i, j] * (one - h[i, j] * h[i, j])
    return dz


@compiled
def lstm_cell(z: Array, c_before: Array) -> tuple[Array, Array, Array, Array]:
    """Gates (4 n_hidden, m), c, tanh(c) and h of a step."""
    n, m = c_before.shape
    one = z.dtype.type(1)
    gates = np.empty_like(z)
    c, tanh_c, h = np.empty_like(c_before), np.empty_like(c_before), np.empty_like(c_before)
    for k in range(n):
        for j in range(m):
            for gate in range(3):
                gates[gate * n + k, j] = one / (one + np.exp(-z[gate * n + k, j]))
            i, f, o = gates[k, j], gates[n + k, j], gates[2 * n + k, j]
            g = np.tanh(z[3 * n + k, j])
            gates[3 * n + k, j] = g
            c[k, j] = f * c_before[k, j] + i * g
            tanh_c[k, j] = np.tanh(c[k, j])
            h[k, j] = o * tanh_c[k, j]
    return gates, c, tanh_c, h


@compiled
def lstm_gradient(
    dh: Array, dc: Array, gates: Array, c_before: Array, tanh_c: Array
) -> tuple[Array, Array]:
    """dz (4 n_hidden, m) of a step, and dc of the step before."""
    n, m = dh.shape
    one = dh.dtype.type(1)
    dz, dc_before = np.empty_like(gates), np.empty_like(dc)
    for k in range(n):
        for j in range(m):
            i, f = gates[k, j], gates[n + k, j]
            o, g = gates[2 * n + k, j], gates[3 * n + k, j]
            d = dc[k, j] + dh[k, j] * o * (one - tanh_c[k, j] * tanh_c[k, j])
            dz[k, j] = d * g * i * (one - i)
            dz[n + k, j] = d * c_before[k, j] * f * (one - f)
            dz[2 * n + k, j] = dh[k, j] * tanh_c[k, j] * o * (one - o)
            dz[3 * n + k, j] = d * i * (one - g * g)
            dc_before[k, j] = d * f
    return dz, dc_before


@compiled
def add(total: Array, part: Array) -> None:
    """Element by element, in place."""
    for i in range(total.shape[0]):
        for j in range(total.shape[1]):
            total[i, j] += part[i, j]
