"""Weight gradients of a recurrent network in tiles of registers, over all steps of a block.

Eight rows of dz meet three of [x; 1; h] at a time where there are 32 registers, else four, n
sequences side by side, which are a whole number of registers. Every sum is a register until the
end, when eight of them are added up pairwise into one. So many steps go into a tile that its rows
of dz stay in the first-level cache for the next tile, which has the same ones.

Measured against four rows and all steps at a time, each register summed on its own: eight rows take
0.6 to 0.75 of the time, and with the steps parted so 0.4 to 0.5. No gain: a distance between steps
that is no multiple of 4 096 bytes, once they are parted. Not tried: BLAS, which would need every
row of a block's steps in one piece; it reaches half of its rate where the right matrix is
transposed.
"""

from typing import Any

from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from propbench.impls.contract import Array

from .compile import compiled
from .emitted import add_products, data_of, index, pairwise_totals, register_at, store_at, zeros
from .registers import BYTES, Vector, vector_type

ROWS = 8 if BYTES == 64 else 4
"""Rows of dz in a tile."""
COLUMNS = 3
"""Rows of the right matrix in a tile."""
IN_CACHE = 16_384
"""Bytes of dz in a tile: half of a common first-level cache."""


@compiled
def filled(rows: int) -> int:
    """Rows of dz filled up to whole tiles."""
    return -(-rows // ROWS) * ROWS


@compiled
def add_products_of_steps(dz: Array, a: Array, steps: int, n: int, dw: Array) -> None:
    """dw <- dw + the sum over steps of a dz^T: the weight gradient, transposed.

    dz is (steps, rows, n); a (steps, k, n); dw (k, rows), rows a multiple of ROWS and k of COLUMNS.
    """
    k, rows = dw.shape
    flat = dw.reshape(dw.size)
    at_once = max(1, IN_CACHE // (ROWS * n * dz.itemsize))
    for first in range(0, steps, at_once):
        some = min(at_once, steps - first)
        for r in range(0, rows, ROWS):
            left = dz[(first * rows + r) * n :]
            for c in range(0, k, COLUMNS):
                right = a[(first * k + c) * n :]
                add_tile(left, rows * n, right, k * n, some, n, flat[c * rows + r :], rows)


@intrinsic
def _tile(
    _typing: Any, dz: Any, apart_dz: Any, a: Any, apart_a: Any, steps: Any, n: Any, dw: Any,
    apart_dw: Any,
) -> Any:  # fmt: skip
    """Sums over steps and n of COLUMNS rows of a times ROWS of dz, added to dw; all flat.

    Steps of dz and of a, and rows of dw, are so far apart.
    """
    vector = vector_type(Vector(dz.dtype))

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        left, right, to = (data_of(context, builder, signature, arguments, at) for at in (0, 2, 6))
        _, step_dz, _, step_a, n_steps, row, _, row_dw = arguments
        sums = _sums(builder, vector, (left, step_dz), (right, step_a), n_steps, row)
        for c, column in enumerate(sums):
            total = pairwise_totals(builder, [builder.load(place) for place in column])
            start = builder.gep(to, [builder.mul(row_dw, index(c))])
            before = register_at(builder, start, index(0), total.type)
            store_at(builder, builder.fadd(before, total), start, index(0))
        return context.get_dummy_value()

    number = types.intp
    return types.void(dz, number, a, number, number, number, dw, number), build


def _sums(
    builder: Any, vector: Any, dz: tuple[Any, Any], a: tuple[Any, Any], steps: Any, n: Any
) -> list[list[Any]]:
    """Emit the loops; gives where the sums are, by rows of a and then of dz."""
    sums = [zeros(builder, vector, ROWS) for _ in range(COLUMNS)]
    with cgutils.for_range(builder, steps) as step:
        left, right = (
            builder.gep(start, [builder.mul(step.index, apart)]) for start, apart in (dz, a)
        )
        with cgutils.for_range(builder, builder.udiv(n, index(vector.count))) as part:
            at = builder.mul(part.index, index(vector.count))
            beside = [
                register_at(builder, right, builder.add(at, builder.mul(n, index(c))), vector)
                for c in range(COLUMNS)
            ]
            for r in range(ROWS):
                place = builder.add(at, builder.mul(n, index(r)))
                g = register_at(builder, left, place, vector)
                add_products(builder, g, beside, [column[r] for column in sums])
    return sums


add_tile: Any = _tile
