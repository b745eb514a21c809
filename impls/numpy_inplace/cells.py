"""Cells of recurrent networks in place, one step of a block of sequences.

Since sigmoid(z) = tanh(z / 2) / 2 + 1 / 2, and the weights bring half of z, one tanh serves all
gates of a step.
"""

import numpy as np

from propbench.impls.contract import Array

from .sequences import Room

FEW = 16
"""Sequences up to which all steps are laid side by side for one product: with one sequence a
product a step takes 20 times as long, with 10 a fifth longer, with 50 and more 0.8 to 0.95."""


def tanh_gradient(work: Room, t: int, h: Array) -> None:
    """dz of step t from dh, and from h that it gave."""
    dz = work.dz[t]
    np.multiply(h, h, out=dz)
    np.subtract(1, dz, out=dz)
    np.multiply(dz, work.dh, out=dz)


def lstm_cell(work: Room, t: int, h: Array) -> None:
    """Gates in place of z (4 n_hidden, n), c, tanh(c) and h of step t."""
    z, n = work.gates[t], h.shape[0]
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


def lstm_gradient(work: Room, t: int) -> None:
    """dz of step t from dh and dc, which becomes that of the step before."""
    n, d, spare = work.dc.shape[0], work.dc, work.spare
    gates, dz, tanh_c = work.gates[t], work.dz[t], work.tanh_c[t]
    _slopes(gates, n, work.slopes)
    i, f, o, g = gates[:n], gates[n : 2 * n], gates[2 * n : 3 * n], gates[3 * n :]
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
    np.multiply(d, f, out=d)


def _slopes(gates: Array, n: int, slopes: Array) -> None:
    """a (1 - a) of three gates and 1 - a^2 of the last, all (4 n, columns)."""
    np.multiply(gates, gates, out=slopes)
    np.subtract(gates[: 3 * n], slopes[: 3 * n], out=slopes[: 3 * n])
    np.subtract(1, slopes[3 * n :], out=slopes[3 * n :])


def add_over_steps(dz: Array, below: Array, of_steps: Array, dwb: Array) -> None:
    """dwb <- the sum of dz below^T over all steps, whose products may lie in `of_steps`."""
    steps, rows, n = dz.shape
    if n > FEW:
        np.matmul(dz, below.swapaxes(1, 2), out=of_steps)
        np.add.reduce(of_steps, axis=0, out=dwb)
    else:
        beside = below.swapaxes(0, 1).reshape(-1, steps * n)
        np.matmul(dz.swapaxes(0, 1).reshape(rows, -1), beside.T, out=dwb)
