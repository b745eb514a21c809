"""Products of a recurrent network in tiles of registers: a weight meets n sequences side by side.

As in `convolution.py`, four rows by two registers are summed at a time, rows are filled up to
fours, and n is a whole number of registers. All arrays are flat.
"""

from typing import Any

from propbench.impls.contract import Array

from .compile import compiled
from .convolution import TILE
from .registers import BYTES, load, multiply_add, spread, store, total

COLUMNS = 3
"""Rows of the right matrix whose products with four of the left are summed at a time."""


@compiled
def products(packed: Array, k: int, a: Array, n: int, z: Array) -> None:
    """z (rows in fours, n) <- w a, of a (k, n) and w as `pack` leaves it."""
    lanes, tile = BYTES // a.itemsize, k * TILE
    for r in range(packed.size // tile):
        w, to = packed[r * tile : (r + 1) * tile], r * TILE * n
        t = 0
        while t + 2 * lanes <= n:
            _two_registers(w, k, a, n, t, z, to + t)
            t += 2 * lanes
        if t < n:
            _one_register(w, k, a, n, t, z, to + t)


@compiled
def _two_registers(w: Array, k: int, a: Array, n: int, at: int, z: Array, to: int) -> None:
    lanes = BYTES // a.itemsize
    zero = spread(a.dtype.type(0))
    s0, s1, s2, s3, s4, s5, s6, s7 = zero, zero, zero, zero, zero, zero, zero, zero
    for q in range(0, k * TILE, TILE):
        a0, a1 = load(a, at), load(a, at + lanes)
        w0 = spread(w[q])
        s0, s1 = multiply_add(w0, a0, s0), multiply_add(w0, a1, s1)
        w1 = spread(w[q + 1])
        s2, s3 = multiply_add(w1, a0, s2), multiply_add(w1, a1, s3)
        w2 = spread(w[q + 2])
        s4, s5 = multiply_add(w2, a0, s4), multiply_add(w2, a1, s5)
        w3 = spread(w[q + 3])
        s6, s7 = multiply_add(w3, a0, s6), multiply_add(w3, a1, s7)
        at += n
    store(z, to, s0)
    store(z, to + lanes, s1)
    store(z, to + n, s2)
    store(z, to + n + lanes, s3)
    store(z, to + 2 * n, s4)
    store(z, to + 2 * n + lanes, s5)
    store(z, to + 3 * n, s6)
    store(z, to + 3 * n + lanes, s7)


@compiled
def _one_register(w: Array, k: int, a: Array, n: int, at: int, z: Array, to: int) -> None:
    zero = spread(a.dtype.type(0))
    s0, s1, s2, s3 = zero, zero, zero, zero
    for q in range(0, k * TILE, TILE):
        a0 = load(a, at)
        s0, s1 = multiply_add(spread(w[q]), a0, s0), multiply_add(spread(w[q + 1]), a0, s1)
        s2, s3 = multiply_add(spread(w[q + 2]), a0, s2), multiply_add(spread(w[q + 3]), a0, s3)
        at += n
    store(z, to, s0)
    store(z, to + n, s1)
    store(z, to + 2 * n, s2)
    store(z, to + 3 * n, s3)


@compiled
def add_products_of_steps(dz: Array, a: Array, steps: int, n: int, dw: Array) -> None:
    """dw <- dw + the sum over steps of dz a^T.

    dz is (steps, rows, n); a (steps, k, n); dw (rows, k), rows a multiple of TILE and k of COLUMNS.
    """
    rows, k = dw.shape
    for r in range(0, rows, TILE):
        for c in range(0, k, COLUMNS):
            _add_four_by_three(dz, r, rows * n, a, c, k * n, steps, n, dw)


@compiled
def _add_four_by_three(
    dz: Array, r: int, apart_dz: int, a: Array, c: int, apart_a: int, steps: int, n: int, dw: Array
) -> None:
    lanes = BYTES // a.itemsize
    zero = spread(a.dtype.type(0))
    p0, p1, p2, q0, q1, q2 = zero, zero, zero, zero, zero, zero
    r0, r1, r2, s0, s1, s2 = zero, zero, zero, zero, zero, zero
    for step in range(steps):
        at, d = step * apart_a + c * n, step * apart_dz + r * n
        for _ in range(n // lanes):
            a0, a1, a2 = load(a, at), load(a, at + n), load(a, at + 2 * n)
            g = load(dz, d)
            p0, p1, p2 = multiply_add(g, a0, p0), multiply_add(g, a1, p1), multiply_add(g, a2, p2)
            g = load(dz, d + n)
            q0, q1, q2 = multiply_add(g, a0, q0), multiply_add(g, a1, q1), multiply_add(g, a2, q2)
            g = load(dz, d + 2 * n)
            r0, r1, r2 = multiply_add(g, a0, r0), multiply_add(g, a1, r1), multiply_add(g, a2, r2)
            g = load(dz, d + 3 * n)
            s0, s1, s2 = multiply_add(g, a0, s0), multiply_add(g, a1, s1), multiply_add(g, a2, s2)
            at += lanes
            d += lanes
    _add_totals(dw[r], c, p0, p1, p2)
    _add_totals(dw[r + 1], c, q0, q1, q2)
    _add_totals(dw[r + 2], c, r0, r1, r2)
    _add_totals(dw[r + 3], c, s0, s1, s2)


@compiled
def _add_totals(row: Array, c: int, first: Any, second: Any, third: Any) -> None:
    row[c] += total(first)
    row[c + 1] += total(second)
    row[c + 2] += total(third)
