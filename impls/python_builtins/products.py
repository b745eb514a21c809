"""The three matrix products, all as inner products of rows with rows.

What helped, against a loop over indices with rows of 64 on Python 3.11: sum(map(mul, u, v)), 1.8
to 2.0 times faster; four rows with four rows at once, 2.2 to 2.6, because sixteen products share
one step of zip, so that short rows gain most; the bias as the first value of a sum; operands
transposed beforehand, one zip for each matrix. From Python 3.12 on math.sumprod needs 9 ns for a
product in rows of 64, half of what anything else does: 3.3 times faster steps at m = 100.
What did not: a comprehension instead of map (half as fast as map), complex numbers that carry two
examples (1.4), one sum of eight products at a time over rows of examples (1.2 to 2.2).
"""

import math
from collections.abc import Callable
from operator import mul

from .layout import Matrix, Row

SUMPROD: Callable[[Row, Row], float] | None = getattr(math, "sumprod", None)
"""It rounds only once, so the last bits may differ from those of Python 3.11."""

SHORT = 16
"""Length of rows below which the call of math.sumprod costs more than it saves."""

Four = tuple[float, float, float, float]


def affine(w: Matrix, examples: Matrix, b: Matrix) -> Matrix:
    """w a + b, (n_out, m), from w (n_out, n_in), a transposed (m, n_in) and b (n_out, 1)."""
    return products(w, examples, [bias for (bias,) in b])


def products(left: Matrix, right: Matrix, starts: Row | None = None) -> Matrix:
    """left right^T: every row of one with every row of the other; a start for each row of left."""
    starts = starts or [0.0] * len(left)
    n = len(left[0])
    if n == 1 or (SUMPROD is not None and n >= SHORT):
        return [row_products(*pair, right) for pair in zip(left, starts, strict=True)]
    tiled = len(left) - len(left) % 4
    rows: Matrix = []
    for i in range(0, tiled, 4):
        rows += four_rows(left[i : i + 4], starts[i : i + 4], right)
    rest = zip(left[tiled:], starts[tiled:], strict=True)
    return rows + [row_products(*pair, right) for pair in rest]


def row_products(u: Row, start: float, right: Matrix) -> Row:
    """start + the inner product of u with each row of right."""
    if len(u) == 1:
        (factor,) = u
        return [start + factor * value for (value,) in right]
    sumprod = SUMPROD
    if sumprod is not None:
        return [start + sumprod(u, row) for row in right]
    return [sum(map(mul, u, row), start) for row in right]


def four_rows(left: Matrix, starts: Row, right: Matrix) -> Matrix:
    """The same for four rows, four rows of right at a time."""
    tiled = len(right) - len(right) % 4
    rows: Matrix = [[], [], [], []]
    for j in range(0, tiled, 4):
        for row, sums in zip(rows, tile(left, starts, right[j : j + 4]), strict=True):
            row += sums
    if tiled < len(right):
        for row, u, start in zip(rows, left, starts, strict=True):
            row += row_products(u, start, right[tiled:])
    return rows


def tile(left: Matrix, starts: Row, right: Matrix) -> tuple[Four, Four, Four, Four]:
    """Sixteen inner products in one pass over eight rows; the totals are local names."""
    a0, b0, c0, d0 = a1, b1, c1, d1 = a2, b2, c2, d2 = a3, b3, c3, d3 = starts
    for p, q, r, s, v0, v1, v2, v3 in zip(*left, *right, strict=True):
        a0 += p * v0
        a1 += p * v1
        a2 += p * v2
        a3 += p * v3
        b0 += q * v0
        b1 += q * v1
        b2 += q * v2
        b3 += q * v3
        c0 += r * v0
        c1 += r * v1
        c2 += r * v2
        c3 += r * v3
        d0 += s * v0
        d1 += s * v1
        d2 += s * v2
        d3 += s * v3
    return (a0, a1, a2, a3), (b0, b1, b2, b3), (c0, c1, c2, c3), (d0, d1, d2, d3)
