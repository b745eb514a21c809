"""Cells of recurrent networks in place, a step or all steps of a block of sequences.

Since sigmoid(z) = tanh(z / 2) / 2 + 1 / 2, and the weights bring half of z, one tanh serves all
gates of a step.
"""

import numpy as np

from propbench.impls.contract import Array

from .sequences import Room


def tanh_cell(z: Array, h: Array) -> None:
    np.tanh(z, out=h)


def tanh_gradients(work: Room, recurrent: Array, h: Array) -> None:
    """dz of all steps, from dh of the last; `recurrent` (n_hidden, n_hidden) takes dz back."""
    dz = work.dz
    np.multiply(h[:, 1:], h[:, 1:], out=dz)
    np.subtract(1, dz, out=dz)
    for t in range(dz.shape[1] - 1, -1, -1):
        of_step = dz[:, t]
        np.multiply(of_step, work.dh, out=of_step)
        if t > 0:
            np.matmul(recurrent, of_step, out=work.dh)


def lstm_cell(work: Room, z: Array, t: int, h: Array) -> None:
    """Gates in place of z (4 n_hidden, n), c, tanh(c) and h of step t."""
    n = h.shape[0]
    np.tanh(z, out=z)
    sigmoids = z[: 3 * n]
    np.multiply(sigmoids, 0.5, out=sigmoids)
    np.add(sigmoids, 0.5, out=sigmoids)
    c = work.c[t + 1]
    np.multiply(z[:n], z[3 * n :], out=work.spare)
    np.multiply(z[n : 2 * n], work.c[t], out=c)
    np.add(c, work.spare, out=c)
    np.tanh(c, out=work.tanh_c[t])
    np.multiply(z[2 * n : 3 * n], work.tanh_c[t], out=h)


def lstm_gradients(work: Room, recurrent: Array, h: Array) -> None:
    """As `tanh_gradients`; `recurrent` (n_hidden, 4 n_hidden)."""
    n = h.shape[0]
    work.dc.fill(0)
    for t in range(work.dz.shape[1] - 1, -1, -1):
        gates, dz = work.gates[:, t], work.dz[:, t]
        _slopes(gates, n, work.slopes)
        i, f, o, g = gates[:n], gates[n : 2 * n], gates[2 * n : 3 * n], gates[3 * n :]
        tanh_c, d, spare = work.tanh_c[t], work.dc, work.spare
        np.multiply(tanh_c, tanh_c, out=spare)
        np.subtract(1, spare, out=spare)
        np.multiply(spare, o, out=spare)
        np.multiply(spare, work.dh, out=spare)
        np.add(d, spare, out=d)
        np.multiply(d, g, out=dz[:n])
        np.multiply(d, work.c[t], out=dz[n : 2 * n])
        np.multiply(work.dh, tanh_c, out=dz[2 * n : 3 * n])
        np.multiply(d, i, out=dz[3 * n :])
        np.multiply(dz, work.slopes, out=dz)
        if t > 0:
            np.multiply(d, f, out=d)
            np.matmul(recurrent, dz, out=work.dh)


def _slopes(gates: Array, n: int, slopes: Array) -> None:
    """a (1 - a) of three gates and 1 - a^2 of the last, all (4 n, columns)."""
    np.multiply(gates, gates, out=slopes)
    np.subtract(gates[: 3 * n], slopes[: 3 * n], out=slopes[: 3 * n])
    np.subtract(1, slopes[3 * n :], out=slopes[3 * n :])
