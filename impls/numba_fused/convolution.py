"""Convolutions in tiles of registers, without im2col; explained in `python_loops/conv.py`.

All arrays are flat, in the order channel, row, column, image, with n images side by side; a framed
one has a border of zeros, one column of n images or one row wide. Four channels by two registers
are summed at a time, so that eight sums wait for none of the others; a row of width n is a whole
number of registers. Channels are filled up to fours, with weights of zero.

Measured on the network 1 x 8 x 8, 8 and 16 channels, from m = 100 on: BLAS needs as long for the
bare products, on windows that lie ready, as a prototype of this for the whole step, and up to 1.5
times as long. Four registers a channel in place of two were no faster. Rejected unmeasured:
Winograd and Fourier transforms, which others found to pay with 64 channels and more.
"""

from typing import Any

from propbench.impls.contract import Array

from .compile import compiled
from .registers import BYTES, load, multiply_add, spread, store, total

TILE = 4
"""Channels of a tile."""


@compiled
def tiled(channels: int) -> int:
    """Channels filled up to whole tiles."""
    return -(-channels // TILE) * TILE


@compiled
def pack(w: Array, packed: Array) -> None:
    """Kernels w (c_out, c_in 9) in the order in which `convolve` reads them: tile, c, u, v, four.

    Where there is no channel, packed keeps its zeros.
    """
    at = 0
    for o in range(0, w.shape[0], TILE):
        for k in range(w.shape[1]):
            for i in range(min(TILE, w.shape[0] - o)):
                packed[at + i] = w[o + i, k]
            at += TILE


@compiled
def pack_turned(w: Array, packed: Array) -> None:
    """The kernels that take dz back, turned over: tile of c_in, c_out, u, v, four."""
    at = 0
    c_in = w.shape[1] // 9
    for c in range(0, c_in, TILE):
        for o in range(w.shape[0]):
            for tap in range(9):
                for i in range(min(TILE, c_in - c)):
                    packed[at + i] = w[o, (c + i) * 9 + 8 - tap]
                at += TILE


@compiled
def convolve(a: Array, c_in: int, h: int, width: int, n: int, packed: Array, z: Array) -> None:
    """z (c_out in fours, h, width n) of framed a (c_in, h + 2, width + 2, n), without biases."""
    lanes, row = BYTES // a.itemsize, width * n
    tile = c_in * 9 * TILE
    for o in range(packed.size // tile):
        for r in range(h):
            to = (o * TILE * h + r) * row
            t = 0
            while t + 2 * lanes <= row:
                _two_registers(a, c_in, h, width, n, packed[o * tile :], r, t, z, to + t)
                t += 2 * lanes
            if t < row:
                _one_register(a, c_in, h, width, n, packed[o * tile :], r, t, z, to + t)


@compiled
def _two_registers(
    a: Array, c_in: int, h: int, width: int, n: int, w: Array, r: int, t: int, z: Array, to: int
) -> None:
    """z of a tile of channels in row r, from t on, in two registers each."""
    lanes, line = BYTES // a.itemsize, (width + 2) * n
    zero = spread(a.dtype.type(0))
    s0, s1, s2, s3, s4, s5, s6, s7 = zero, zero, zero, zero, zero, zero, zero, zero
    k = 0
    for c in range(c_in):
        for u in range(3):
            at = (c * (h + 2) + r + u) * line + t
            for _ in range(3):
                a0, a1 = load(a, at), load(a, at + lanes)
                w0 = spread(w[k])
                s0, s1 = multiply_add(w0, a0, s0), multiply_add(w0, a1, s1)
                w1 = spread(w[k + 1])
                s2, s3 = multiply_add(w1, a0, s2), multiply_add(w1, a1, s3)
                w2 = spread(w[k + 2])
                s4, s5 = multiply_add(w2, a0, s4), multiply_add(w2, a1, s5)
                w3 = spread(w[k + 3])
                s6, s7 = multiply_add(w3, a0, s6), multiply_add(w3, a1, s7)
                k += TILE
                at += n
    step = h * width * n
    store(z, to, s0)
    store(z, to + lanes, s1)
    store(z, to + step, s2)
    store(z, to + step + lanes, s3)
    store(z, to + 2 * step, s4)
    store(z, to + 2 * step + lanes, s5)
    store(z, to + 3 * step, s6)
    store(z, to + 3 * step + lanes, s7)


@compiled
def _one_register(
    a: Array, c_in: int, h: int, width: int, n: int, w: Array, r: int, t: int, z: Array, to: int
) -> None:
    """The same in one register each, where a row has an odd number of them."""
    line = (width + 2) * n
    zero = spread(a.dtype.type(0))
    s0, s1, s2, s3 = zero, zero, zero, zero
    k = 0
    for c in range(c_in):
        for u in range(3):
            at = (c * (h + 2) + r + u) * line + t
            for _ in range(3):
                a0 = load(a, at)
                s0, s1 = multiply_add(spread(w[k]), a0, s0), multiply_add(spread(w[k + 1]), a0, s1)
                s2 = multiply_add(spread(w[k + 2]), a0, s2)
                s3 = multiply_add(spread(w[k + 3]), a0, s3)
                k += TILE
                at += n
    step = h * width * n
    store(z, to, s0)
    store(z, to + step, s1)
    store(z, to + 2 * step, s2)
    store(z, to + 3 * step, s3)


@compiled
def add_weight_gradients(
    dz: Array, c_out: int, channel: int, line_dz: int, a: Array, c_in: int, h: int, width: int,
    n: int, dw: Array,
) -> None:  # fmt: skip
    """dw (c_out, c_in 9) <- dw + dz a^T, for a framed like in `convolve`.

    dz has channels so far apart, in fours, and rows `line_dz` apart.
    """
    for o in range(0, c_out, TILE):
        for c in range(c_in):
            for u in range(3):
                at = (c * (h + 2) + u) * (width + 2) * n
                sums = _row_of_taps(dz[o * channel :], channel, line_dz, a[at:], h, width, n)
                for i in range(min(TILE, c_out - o)):
                    for v in range(3):
                        dw[o + i, c * 9 + u * 3 + v] += sums[3 * i + v]


@compiled
def _row_of_taps(
    dz: Array, channel: int, line_dz: int, a: Array, h: int, width: int, n: int
) -> Any:
    """Sums of four channels of dz times a row of three taps of a."""
    lanes, line = BYTES // a.itemsize, (width + 2) * n
    zero = spread(a.dtype.type(0))
    p0, p1, p2, q0, q1, q2 = zero, zero, zero, zero, zero, zero
    r0, r1, r2, s0, s1, s2 = zero, zero, zero, zero, zero, zero
    for row in range(h):
        for t in range(0, width * n, lanes):
            at, d = row * line + t, row * line_dz + t
            a0, a1, a2 = load(a, at), load(a, at + n), load(a, at + 2 * n)
            g = load(dz, d)
            p0, p1, p2 = multiply_add(g, a0, p0), multiply_add(g, a1, p1), multiply_add(g, a2, p2)
            g = load(dz, d + channel)
            q0, q1, q2 = multiply_add(g, a0, q0), multiply_add(g, a1, q1), multiply_add(g, a2, q2)
            g = load(dz, d + 2 * channel)
            r0, r1, r2 = multiply_add(g, a0, r0), multiply_add(g, a1, r1), multiply_add(g, a2, r2)
            g = load(dz, d + 3 * channel)
            s0, s1, s2 = multiply_add(g, a0, s0), multiply_add(g, a1, s1), multiply_add(g, a2, s2)
    return (
        total(p0), total(p1), total(p2), total(q0), total(q1), total(q2),
        total(r0), total(r1), total(r2), total(s0), total(s1), total(s2),
    )  # fmt: skip
