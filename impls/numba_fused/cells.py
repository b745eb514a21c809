"""Cells of recurrent networks, one step of a block; mathematics in `python_loops/recurrent.py`.

All arrays are flat, with n sequences side by side, and gates lie one behind the other. Every loop
goes over all units and sequences of a step and writes one array: LLVM gives vectors up where it
would have to see that more than a few arrays do not overlap.
"""

from propbench.impls.contract import Array

from . import elements
from .compile import compiled
from .wide import wide


@compiled
def tanh_cell(h: Array) -> None:
    """The state in place of z."""
    wide()
    for j in range(h.size):
        h[j] = elements.tanh(h[j], h[j])


@compiled
def tanh_gradient(dh: Array, h: Array, dz: Array) -> None:
    one = h.dtype.type(1)
    for j in range(h.size):
        dz[j] = dh[j] * (one - h[j] * h[j])


@compiled
def gates_of(z: Array, size: int) -> tuple[Array, Array, Array, Array]:
    """i, f, o and g, each of so many numbers, as views."""
    return z[:size], z[size : 2 * size], z[2 * size : 3 * size], z[3 * size : 4 * size]


@compiled
def lstm_cell(z: Array, c_before: Array, c: Array, tanh_c: Array, h: Array) -> None:
    """The gates in place of z, and the states."""
    wide()
    size = h.size
    i, f, o, g = gates_of(z, size)
    for j in range(3 * size):
        z[j] = elements.sigmoid(z[j], z[j])
    for j in range(size):
        g[j] = elements.tanh(g[j], g[j])
    for j in range(size):
        c[j] = f[j] * c_before[j] + i[j] * g[j]
    for j in range(size):
        tanh_c[j] = elements.tanh(c[j], c[j])
    for j in range(size):
        h[j] = o[j] * tanh_c[j]


@compiled
def lstm_gradient(
    dh: Array, dc: Array, gates: Array, c_before: Array, tanh_c: Array, dz: Array
) -> None:
    """dz of a step; dc becomes that of the step before."""
    wide()
    size, one = dc.size, dc.dtype.type(1)
    i, f, o, g = gates_of(gates, size)
    dz_i, dz_f, dz_o, dz_g = gates_of(dz, size)
    for j in range(size):
        dc[j] += dh[j] * o[j] * (one - tanh_c[j] * tanh_c[j])
    for j in range(size):
        dz_i[j] = dc[j] * g[j] * (i[j] * (one - i[j]))
    for j in range(size):
        dz_f[j] = dc[j] * c_before[j] * (f[j] * (one - f[j]))
    for j in range(size):
        dz_o[j] = dh[j] * tanh_c[j] * (o[j] * (one - o[j]))
    for j in range(size):
        dz_g[j] = dc[j] * i[j] * (one - g[j] * g[j])
    for j in range(size):
        dc[j] *= f[j]
