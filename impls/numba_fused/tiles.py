"""Weight gradients of a recurrent network in tiles of registers, over all steps of a block.

Four rows of dz meet three of [x; 1; h] at a time, n sequences side by side, which are a whole
number of registers. Sums that come back from a function as a tuple, and are taken out of it in a
loop, made this 1.2 to 1.4 times slower: Numba compiles that to a switch. Not tried: BLAS, which
would need every row of a block's steps in one piece.
"""

from typing import Any

from propbench.impls.contract import Array

from .compile import compiled
from .convolution import TILE
from .registers import BYTES, load, multiply_add, spread, total

COLUMNS = 3
"""Rows of the right matrix whose products with four of the left are summed at a time."""


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
