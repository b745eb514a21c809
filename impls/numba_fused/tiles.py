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

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from propbench.impls.contract import Array

from .compile import compiled
from .emitted import FUSED, index, pairwise_totals, register_at
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
                _add_tile(left, rows * n, right, k * n, some, n, flat[c * rows + r :], rows)


@intrinsic
def _add_tile(
    _typing: Any, dz: Any, apart_dz: Any, a: Any, apart_a: Any, steps: Any, n: Any, dw: Any,
    apart_dw: Any,
) -> Any:  # fmt: skip
    """Sums over steps and n of COLUMNS rows of a times ROWS of dz, added to dw; all flat.

    Steps of dz and of a, and rows of dw, are so far apart.
    """
    vector = vector_type(Vector(dz.dtype))

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        left, right, to = (
            context.make_array(signature.args[at])(context, builder, arguments[at]).data
            for at in (0, 2, 6)
        )
        _, step_dz, _, step_a, n_steps, row, _, row_dw = arguments
        sums = _sums(builder, vector, (left, step_dz), (right, step_a), n_steps, row)
        for c in range(COLUMNS):
            column = [builder.load(total) for total in sums[c]]
            total = pairwise_totals(builder, column)
            start = builder.gep(to, [builder.mul(row_dw, index(c))])
            place = builder.bitcast(start, total.type.as_pointer())
            size = dz.dtype.bitwidth // 8
            before = builder.load(place, align=size)
            builder.store(builder.fadd(before, total), place, align=size)
        return context.get_dummy_value()

    number = types.intp
    return types.void(dz, number, a, number, number, number, dw, number), build


def _sums(
    builder: Any, vector: Any, dz: tuple[Any, Any], a: tuple[Any, Any], steps: Any, n: Any
) -> list[list[Any]]:
    """Emit the loops; gives where the sums are, by rows of a and then of dz."""
    zero = ir.Constant(vector, [0.0] * vector.count)
    sums = [
        [cgutils.alloca_once_value(builder, zero) for _ in range(ROWS)]  # type: ignore[no-untyped-call]
        for _ in range(COLUMNS)
    ]
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
                for c in range(COLUMNS):
                    product = builder.fmul(g, beside[c], flags=FUSED)
                    total = builder.fadd(product, builder.load(sums[c][r]), flags=FUSED)
                    builder.store(total, sums[c][r])
    return sums
